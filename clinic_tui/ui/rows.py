"""Which measures the sheet offers for an injury, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Group, Measure
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.episode import Episode
from clinic_tui.model.reading import MeasureId
from clinic_tui.model.words import Diagnosis, Movement, Unit

Value = TypeVar("Value")
GROUPS = list(Group)
ALWAYS = ("worst_daily_pain", "night_pain", "swelling", "limp", "clicking")
"""Asked of everybody, whatever the protocol judges."""
BODY_MASS = "body_mass"
"""Asked with every strength: forces of two bodies are compared only with their weights."""


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
    draft: Assessment,
    last: Assessment | None = None,
    added: Iterable[MeasureId] = (),
) -> tuple[Measure, ...]:
    """Measures of the protocol, then what the last visit holds and what was asked for by code.

    What the draft holds already keeps its row, offered or not: nothing entered goes out of sight.
    """
    entered = {reading.measure for reading in draft.readings}
    wanted: set[str] = {*ALWAYS, *added, *entered}
    if protocol is None:
        wanted |= {m.id for m in library.measures.values() if m.movement is Movement.PASSIVE}
    else:
        for criterion in protocol.criteria:
            wanted.update(criterion.measures)
        wanted.update(protocol.shows)
    if last is not None:
        wanted.update(reading.measure for reading in last.readings)
    for name in tuple(wanted):
        made = library.measures[MeasureId(name)].composite if name in library.measures else None
        if made is not None:
            wanted.update((*made.sum_of, made.over))
    if any(library.measures[MeasureId(name)].lever for name in wanted if name in library.measures):
        wanted.add(BODY_MASS)
    offered = [
        measure
        for measure in library.measures.values()
        if measure.id in entered
        or (measure.id in wanted and not why_not(measure, episode, protocol, draft.on))
    ]
    return tuple(sorted(offered, key=lambda m: GROUPS.index(m.group)))


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one group and what they share."""

    heading: str
    rows: tuple[tuple[Measure, str], ...]
    """Each measure with its name as the row says it, unit included where the heading has none."""


def sections(measures: Sequence[Measure]) -> tuple[Section, ...]:
    """The rows under their headings."""
    found = []
    for group in GROUPS:
        mine = [measure for measure in measures if measure.group is group]
        if mine:
            unit = _shared([measure.unit for measure in mine])
            rows = tuple((m, _row_name(m, with_unit=unit is None)) for m in mine)
            found.append(Section(_heading(group, mine, unit), rows))
    return tuple(found)


def _heading(group: Group, mine: Sequence[Measure], unit: Unit | None) -> str:
    said = [group.value.capitalize()]
    if (moved := _shared([measure.movement for measure in mine])) is not None:
        said.append(moved.value)
    if unit is not None and unit is not Unit.SCORE:
        said.append("°" if unit is Unit.DEGREE else unit.value)
    if (trials := _shared([measure.trials for measure in mine])) is not None and trials > 1:
        said.append(f"best of {trials}")
    return ", ".join(said)


def _row_name(measure: Measure, *, with_unit: bool) -> str:
    name = measure.name
    if measure.group is Group.STRENGTH:
        name = name.removesuffix(" strength")
    if not with_unit or measure.unit in (None, Unit.PAIN):
        return name
    return f"{name}, {measure.unit}"


def _shared(values: Sequence[Value | None]) -> Value | None:
    """What all have in common."""
    return values[0] if len(set(values)) == 1 else None
