"""The home programme of a plan for its paper: each exercise once, with its days and its figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from clinic_tui.knowledge.exercise import ExerciseKind
from clinic_tui.knowledge.library import Library
from clinic_tui.model.figure import Figure
from clinic_tui.model.plan import Dose, Plan, Session
from clinic_tui.model.words import Injured, Side

if TYPE_CHECKING:
    from reports.values import DayKind, HomeExercise, HomeGroup, HomeKind

GROUPS: Final[dict[ExerciseKind, HomeKind]] = {
    ExerciseKind.MOBILITY: "loosen",
    ExerciseKind.STRENGTH: "strengthen",
    ExerciseKind.WARM_UP: "strengthen",
    ExerciseKind.STRETCHING: "stretch",
    ExerciseKind.CROSS_TRAINING: "cross",
    ExerciseKind.POOL: "pool",
}
ORDER: Final[tuple[HomeKind, ...]] = ("loosen", "strengthen", "stretch", "cross", "pool")


@dataclass(slots=True)
class _Found:
    kind: ExerciseKind
    doses: list[tuple[date, Dose]] = field(default_factory=list)
    before_run: bool = False
    days: dict[DayKind, None] = field(default_factory=dict)


def home(plan: Plan, library: Library, injured: Injured) -> tuple[HomeGroup, ...]:
    """The plan's exercises by what they are for; a kind of which the plan has none is left out."""
    from reports.values import HomeGroup

    found = _found(plan, library)
    order = {name: index for index, name in enumerate(library.exercises)}
    names = sorted(found, key=lambda name: order.get(name, len(order)))
    groups = []
    for kind in ORDER:
        members = [name for name in names if GROUPS[found[name].kind] == kind]
        if members:
            days = dict.fromkeys(day for name in members for day in found[name].days)
            made = tuple(_exercise(name, found[name], library, injured) for name in members)
            groups.append(HomeGroup(kind, tuple(days), made))
    return tuple(groups)


def _found(plan: Plan, library: Library) -> dict[str, _Found]:
    found: dict[str, _Found] = {}
    for session, dose, kind, before in _asked(plan):
        known = library.exercises.get(dose.exercise)
        entry = found.setdefault(dose.exercise, _Found(known.kinds[0] if known else kind))
        if all(dose != known_dose for _, known_dose in entry.doses):
            entry.doses.append((session.on, dose))
        if before:
            entry.before_run = True
        else:
            entry.days[session.kind] = None
    return found


def _asked(plan: Plan) -> Iterator[tuple[Session, Dose, ExerciseKind, bool]]:
    """Every dose of every session, in the order of days."""
    for session in sorted(plan.sessions, key=lambda each: each.on):
        for name, before in ((session.before, True), (session.work, False)):
            work = plan.work(name) if name else None
            for dose in work.doses if work else ():
                yield session, dose, _kind(name), before


def _kind(work: str) -> ExerciseKind:
    """What a work is for, by its id; a chart from elsewhere may have any."""
    kind = work.partition(".")[0]
    return ExerciseKind(kind) if kind in set(ExerciseKind) else ExerciseKind.STRENGTH


def _exercise(name: str, found: _Found, library: Library, injured: Injured) -> HomeExercise:
    from reports.values import HomeExercise

    known = library.exercises.get(name)
    figure = library.figures.get(known.pose) if known else None
    doses = tuple(
        # A plan of before the cue was kept in it is printed with the library's.
        (on, dose.model_copy(update={"cue": known.cue, "stop_if": known.stop_if}))
        if known and not dose.cue and not dose.stop_if
        else (on, dose)
        for on, dose in found.doses
    )
    return HomeExercise(
        doses=doses,
        before_run=found.before_run,
        on_other_days=bool(found.days),
        figure=figure,
        side=_side(figure, injured),
    )


def _side(figure: Figure | None, injured: Injured) -> Side | None:
    """The injured side, where the figure has one; of two injured hips the first is drawn."""
    return injured.sides[0] if figure is not None and figure.side is not None else None
