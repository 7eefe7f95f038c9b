"""The exercises of a plan: each work that its sessions name, with the dosage of its phase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clinic_tui.knowledge.exercise import Exercise, ExerciseKind, Phase
from clinic_tui.model.plan import Session, Work
from clinic_tui.model.words import Diagnosis

BESIDES = {ExerciseKind.STRENGTH: (ExerciseKind.MOBILITY,)}
"""What stands with a kind on the same day."""


def works(
    sessions: Sequence[Session], exercises: Iterable[Exercise], diagnosis: Diagnosis
) -> tuple[Work, ...]:
    """Every work that a session names, in the order it first comes."""
    fit = [each for each in exercises if diagnosis not in each.not_for]
    names = dict.fromkeys(
        name for session in sessions for name in (session.before, session.work) if name
    )
    return tuple(made for name in names if (made := _work(name, fit)) is not None)


def _work(name: str, exercises: Sequence[Exercise]) -> Work | None:
    kind_name, _, phase_name = name.partition(".")
    kind, phase = ExerciseKind(kind_name), Phase(phase_name)
    wanted = (kind, *BESIDES.get(kind, ()))
    doses = tuple(
        dose
        for each_kind in wanted
        for exercise in exercises
        if each_kind in exercise.kinds and (dose := exercise.dose(phase)) is not None
    )
    words = " and ".join(each.words for each in wanted)
    return Work(id=name, name=f"{words}, {phase.words}", doses=doses) if doses else None
