"""Trends: every measure over the visits of an episode, and whether its change is real.

What was not tested is absent, never zero. Values are compared from the first visit whose
conditions still hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from clinic_tui.judgement.change import (
    LEVER_TOLERANCE_M,
    Change,
    change_between,
    error_shown,
    smallest_real,
)
from clinic_tui.judgement.conditions import differences, footing
from clinic_tui.judgement.values import best, down, figure, shown_reading
from clinic_tui.judgement.view import reading_of
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Group, Measure
from clinic_tui.model.assessment import Assessment, AssessmentId
from clinic_tui.model.episode import Episode
from clinic_tui.model.readiness import Finding, Readiness, Reason
from clinic_tui.model.reading import Answered, Measured, MeasureId, Reading
from clinic_tui.model.words import Outcome, Side, Unit

Word = Literal[
    "real change",
    "within error",
    "unchanged",
    "error not known",
    "other conditions",
    "not comparable",
    "one value so far",
    "changed",
]
WORDS: dict[str, Word] = {
    "real": "real change",
    "within error": "within error",
    "unchanged": "unchanged",
    "error unknown": "error not known",
    "not comparable": "not comparable",
}
"""What a change's weight is called in a trend."""
NOT_READ = "–"


@dataclass(frozen=True, slots=True)
class Mark:
    """One side at one visit."""

    shown: str
    """As it is read, such as `22 s, pain 3`, `not done: pain`, or a dash where it was not read."""
    value: Decimal | None = None
    """In the measure's unit; absent where it was not measured at this visit."""
    breaks: tuple[str, ...] = ()
    """What differs from the reading before, where the two may not be compared."""


@dataclass(frozen=True, slots=True)
class Point:
    """One visit."""

    on: date
    own: Mark
    other: Mark | None
    """The other side; absent where there is none, or both hips are injured."""
    symmetry: str
    """In per cent of the other side as it was judged; empty where it was not valid."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure on one side over the visits."""

    title: str
    """The measure; first the side where both hips are injured, so that no room cuts it off."""
    measure: Measure
    side: Side
    points: tuple[Point, ...]
    word: Word
    change: str
    """From the first comparable value to the last, with sign and unit; empty where none is."""
    better: bool | None
    """Whether the real change is to the good; none where it is not more than error."""
    why: tuple[str, ...]
    """Which conditions changed."""
    since: date | None
    """The day of the first comparable value."""
    start: Decimal | None
    """The first comparable value."""
    error: Decimal | None
    """Smallest real change from it, in the measure's unit; absent: not known."""
    error_shown: str
    outcome: Outcome | None
    """Of its criterion, as the newest visit was judged; none where no criterion asks for it."""
    limit_shown: str
    """The criterion's limit in words."""
    target: Decimal | None
    """The limit in the measure's unit, where it can be drawn."""
    target_shown: str

    @property
    def last(self) -> Point | None:
        """The newest visit that measured the own side."""
        return next((p for p in reversed(self.points) if p.own.value is not None), None)

    @property
    def is_current(self) -> bool:
        """Whether the newest visit measured it."""
        return bool(self.points) and self.points[-1].own.value is not None

    @property
    def drawn(self) -> bool:
        """Whether there is a number to draw; answers in words stand in the table only."""
        return self.last is not None


def trends(
    episode: Episode,
    visits: Sequence[Assessment],
    judged: Mapping[AssessmentId, Readiness],
    library: Library,
) -> tuple[Trend, ...]:
    """A trend for each measure and injured side that was entered at any visit.

    Args:
        episode: gives the injured side.
        visits: signed ones, oldest first.
        judged: readiness of each visit as it was signed.
        library: the catalogue of measures.
    """
    if not visits:
        return ()
    newest = judged.get(visits[-1].id)
    findings = newest.findings if newest else ()
    return tuple(_all(episode, visits, judged, findings, library))


def _all(
    episode: Episode,
    visits: Sequence[Assessment],
    judged: Mapping[AssessmentId, Readiness],
    findings: Sequence[Finding],
    library: Library,
) -> Iterator[Trend]:
    asked = [name for finding in findings for name in finding.measures]
    entered = {reading.measure for visit in visits for reading in visit.readings}
    shown = [
        name
        for name in dict.fromkeys((*asked, *library.measures))
        if name in library.measures
        and (name in entered or _is_made_of(library.measures[name], entered))
    ]
    for each in shown:
        measure = library.measures[each]
        for side in episode.injured.sides if measure.sided else (Side.NONE,):
            own = [reading_of(visit, measure, side, visit) for visit in visits]
            others = None
            if measure.sided and len(episode.injured.sides) == 1:
                others = [reading_of(visit, measure, side.other, visit) for visit in visits]
            if any(own) or any(others or ()):
                ratios = [_symmetry(judged.get(visit.id), measure, side) for visit in visits]
                points = tuple(_points(visits, own, others, ratios, measure))
                finding = _finding(findings, measure, side, own[-1])
                both = measure.sided and len(episode.injured.sides) == 2
                name = f"{measure.name}, range" if measure.group is Group.RANGE else measure.name
                title = f"{side.upper()} {name}" if both else name
                yield _trend(title, measure, side, points, own, finding)


def _is_made_of(measure: Measure, entered: Collection[MeasureId]) -> bool:
    made = measure.composite
    return made is not None and any(part in entered for part in made.sum_of)


def _points(
    visits: Sequence[Assessment],
    own: Sequence[Reading | None],
    others: Sequence[Reading | None] | None,
    ratios: Sequence[str],
    measure: Measure,
) -> Iterator[Point]:
    mine = _marks(own, measure)
    theirs = _marks(others, measure) if others is not None else [None] * len(visits)
    for visit, mark, other, ratio in zip(visits, mine, theirs, ratios, strict=True):
        yield Point(on=visit.on, own=mark, other=other, symmetry=ratio)


def _marks(readings: Sequence[Reading | None], measure: Measure) -> list[Mark]:
    found: list[Mark] = []
    before: Measured | None = None
    for reading in readings:
        if reading is None:
            found.append(Mark(NOT_READ))
        elif reading.carried_by:
            # It was taken at an earlier visit and is drawn there.
            found.append(Mark(f"{shown_reading(reading, measure)}, taken over"))
        elif not isinstance(reading, Measured) or measure.unit is None:
            found.append(Mark(shown_reading(reading, measure)))
        else:
            breaks = breaks_between(before, reading)
            found.append(Mark(shown_reading(reading, measure), best(reading, measure), breaks))
            before = reading
    return found


def breaks_between(then: Measured | None, now: Measured) -> tuple[str, ...]:
    """What keeps a reading from being compared as it is with the one before, where there is one."""
    if then is None:
        return ()
    ground = footing(now, then, LEVER_TOLERANCE_M)
    if ground.same and not ground.by_torque:
        return ()
    differ = differences(then, now)
    return tuple(each for each in differ if not each.startswith("assessor")) or (ground.differ,)


def _symmetry(readiness: Readiness | None, measure: Measure, side: Side) -> str:
    """The symmetry that a judgement held valid."""
    for finding in readiness.findings if readiness else ():
        if (
            finding.measures == (measure.id,)
            and finding.side is side
            and finding.unit == "%"
            and finding.outcome is not Outcome.UNKNOWN
        ):
            return finding.compared_shown
    return ""


def _finding(
    findings: Sequence[Finding], measure: Measure, side: Side, newest: Reading | None
) -> Finding | None:
    """The criterion that asks for a measure; of several that will do, only the one it used."""
    for finding in findings:
        if measure.id not in finding.measures or finding.side not in (side, Side.NONE):
            continue
        used = newest is not None and any(
            each.shown == shown_reading(newest, measure) for each in finding.evidence
        )
        if len(finding.measures) == 1 or finding.outcome is Outcome.UNKNOWN or used:
            return finding
    return None


def _trend(
    title: str,
    measure: Measure,
    side: Side,
    points: tuple[Point, ...],
    own: Sequence[Reading | None],
    finding: Finding | None,
) -> Trend:
    read = [
        (point, reading)
        for point, reading in zip(points, own, strict=True)
        if point.own.value is not None and isinstance(reading, Measured)
    ]
    start = max((i for i, (point, _) in enumerate(read) if point.own.breaks), default=0)
    first = read[start] if read else None
    change = change_between(first[1], read[-1][1], measure) if first else None
    word, why = _word(read, start, change) if measure.unit else (_answers(own), ())
    told = change is not None and len(read) > start + 1
    target = _target(finding, points) if finding else None
    return Trend(
        title=title,
        measure=measure,
        side=side,
        points=points,
        word=word,
        change=change.difference if change is not None and told else "",
        better=change.better if change is not None and told else None,
        why=why,
        since=first[0].on if first else None,
        start=first[0].own.value if first else None,
        error=smallest_real(first[1], measure) if first else None,
        error_shown=error_shown(first[1], measure) if first else "",
        outcome=finding.outcome if finding else None,
        limit_shown=finding.limit_shown if finding else "",
        target=target,
        target_shown=_target_shown(finding, target, measure) if finding else "",
    )


def _word(
    read: Sequence[tuple[Point, Measured]], start: int, change: Change | None
) -> tuple[Word, tuple[str, ...]]:
    """The word for the change, and the conditions that changed last."""
    why = read[start][0].own.breaks if read else ()
    if len(read) == start + 1 and start > 0:
        lever = all(each.startswith("lever") for each in why)
        return ("not comparable" if lever else "other conditions"), why
    if change is None or len(read) < 2:
        return "one value so far", ()
    return WORDS[change.verdict], why


def _answers(own: Sequence[Reading | None]) -> Word:
    """What became of a question that is answered in words."""
    said = [reading.answer for reading in own if isinstance(reading, Answered)]
    if len(said) < 2:
        return "one value so far"
    return "unchanged" if said[0] == said[-1] else "changed"


def _target(finding: Finding, points: Sequence[Point]) -> Decimal | None:
    """The limit in the measure's own unit: of the good side's value, or as it stands."""
    limit, compared, value = finding.limit, finding.compared, points[-1].own.value
    if limit is None or finding.unit not in ("%", Unit.DEGREE):
        return limit
    if finding.reason not in (Reason.WITHIN, Reason.SHORT) or compared is None or value is None:
        return None
    if finding.unit is Unit.DEGREE:
        return value + compared - limit
    # The share was rounded down; the good side's value it was taken of gives the exact limit.
    good = [p.other.value for p in points if p.other is not None and p.other.value]
    for reference in good:
        if down(value / reference * 100) == compared:
            return reference * limit / 100
    return value * limit / compared if compared else None


def _target_shown(finding: Finding, target: Decimal | None, measure: Measure) -> str:
    """The limit beside its line, rounded so that it is never easier than it is."""
    if target is None:
        return ""
    most = finding.limit_shown.startswith("≤") and finding.unit is not Unit.DEGREE
    if measure.unit is Unit.PAIN:
        whole = target
    else:
        whole = target.to_integral_value(ROUND_FLOOR if most else ROUND_CEILING)
    return f"{'≤' if most else '≥'} {figure(whole, measure.unit)}"
