"""Which measures the sheet offers for an injury, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Group, Measure
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.episode import Episode
from clinic_tui.model.reading import MeasureId
from clinic_tui.model.words import Diagnosis

GROUPS = list(Group)
ALWAYS = ("worst_daily_pain", "night_pain", "swelling", "limp", "clicking")
"""Asked of everybody, whatever the protocol judges."""


def why_not(measure: Measure, episode: Episode, protocol: Protocol | None, on: date) -> str:
    """Why a measure is not offered for this injury; empty where it is.

    A hop is never offered for a bone stress injury or a hip that nobody has diagnosed, a test that
    loads the hip not before a physician's release.
    """
    undiagnosed = episode.diagnosis is Diagnosis.NOT_YET_DIAGNOSED
    if measure.hop and (undiagnosed or episode.diagnosis is Diagnosis.BONE_STRESS_INJURY):
        return f"{measure.name}: no hop test for {episode.diagnosis.words}"
    released = episode.release is not None and episode.release.on <= on
    guarded = protocol is not None and protocol.unloaded_until_released
    if measure.loaded and guarded and not released:
        return f"{measure.name} loads the hip: not before a physician's release"
    if measure.loaded and undiagnosed:
        return f"{measure.name} loads a hip that nobody has diagnosed"
    if measure.composite is not None:
        return f"{measure.name} is worked out, not entered"
    return ""


def rows(
    episode: Episode,
    protocol: Protocol | None,
    library: Library,
    on: date,
    held: Iterable[Assessment],
    added: Iterable[MeasureId] = (),
) -> tuple[Measure, ...]:
    """Measures of the protocol, then what other visits hold and what was asked for by code."""
    wanted: set[str] = {*ALWAYS, *added}
    if protocol is None:
        wanted |= {m.id for m in library.measures.values() if m.group is Group.RANGE and _passive(m)}
    else:
        for criterion in protocol.criteria:
            wanted.update(criterion.measures)
        wanted.update(protocol.shows)
    for assessment in held:
        wanted.update(reading.measure for reading in assessment.readings)
    for name in tuple(wanted):
        made = library.measures[MeasureId(name)].composite if name in library.measures else None
        if made is not None:
            wanted.update((*made.sum_of, made.over))
    found = [m for m in library.measures.values() if m.id in wanted]
    offered = [m for m in found if not why_not(m, episode, protocol, on)]
    return tuple(sorted(offered, key=lambda m: GROUPS.index(m.group)))


def _passive(measure: Measure) -> bool:
    return measure.movement == "passive"


def full_name(measure: Measure) -> str:
    """The name with its group where a name alone could be two things."""
    return f"{measure.name}, range" if measure.group is Group.RANGE else measure.name


def heading(group: Group, measures: Iterable[Measure]) -> str:
    """The line above a group of rows, with what its rows share."""
    mine = [measure for measure in measures if measure.group is group]
    units = {measure.unit for measure in mine}
    said = [group.value.capitalize()]
    movements = {measure.movement for measure in mine}
    if len(movements) == 1 and (moved := next(iter(movements))) is not None:
        said.append(moved.value)
    if len(units) == 1 and (unit := next(iter(units))) is not None:
        said.append("°" if unit == "deg" else str(unit))
    trials = {measure.trials for measure in mine}
    if len(trials) == 1 and (count := next(iter(trials))) > 1:
        said.append(f"best of {count}")
    return ", ".join(said)
