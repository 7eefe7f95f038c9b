"""Trends for the progress report: visits of one measure, its error and its limit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from clinic_tui.judgement.change import change_between, smallest_real
from clinic_tui.judgement.trend import breaks_between
from clinic_tui.judgement.values import best, day, figure, plain
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.readiness import Finding, Readiness, Reason
from clinic_tui.model.reading import Measured
from clinic_tui.model.words import Outcome, Side, Unit

if TYPE_CHECKING:
    from reports.values import Point, Trend

Visit = tuple[Assessment, Measured | None, Measured | None]
"""A visit with the reading of the judged side and of the other one."""


def trends(
    chart: Chart, episode: Episode, readiness: Readiness, library: Library
) -> tuple[Trend, ...]:
    """A trend for each finding's measure that was read at two visits or more.

    Only visits up to the judged one count, each by its own readings; one taken over from an
    earlier visit is not drawn twice.
    """
    visits = [a for a in chart.of_episode(episode.id) if a.on <= readiness.on]
    # What was signed before a visit was moved away may rest on another patient's good side.
    stored = not chart.moved_out
    return tuple(_all(visits, readiness, library, stored))


def _all(
    visits: list[Assessment], readiness: Readiness, library: Library, stored: bool
) -> Iterator[Trend]:
    for finding in readiness.findings:
        for name in finding.measures:
            measure = library.measures.get(name)
            if measure is None or measure.unit is None:
                continue
            mine = _visits(visits, measure, finding.side)
            if sum(reading is not None for _, reading, _ in mine) >= 2:
                yield _trend(mine, measure, finding, _symmetry(visits, finding, stored))


def _visits(visits: list[Assessment], measure: Measure, side: Side) -> list[Visit]:
    def of(visit: Assessment, which: Side) -> Measured | None:
        reading = visit.reading(measure.id, which)
        taken_over = reading is not None and reading.carried_by
        return reading if isinstance(reading, Measured) and not taken_over else None

    other = side.other if side is not Side.NONE else None
    return [(v, of(v, side), of(v, other) if other else None) for v in visits]


def _symmetry(visits: list[Assessment], finding: Finding, stored: bool) -> str:
    """First and last symmetry that a signed judgement held valid; empty where none was."""
    judged = [visit.readiness for visit in visits[:-1] if stored and visit.signed is not None]
    found = [f for each in judged if each is not None for f in each.findings]
    same = [f for f in found if (f.criterion, f.side) == (finding.criterion, finding.side)]
    valid = [f for f in (*same, finding) if f.unit == "%" and f.outcome is not Outcome.UNKNOWN]
    if finding not in valid:
        return ""
    first, last = valid[0].compared_shown, finding.compared_shown
    said = last if len(valid) == 1 else f"{first.removesuffix(' %')} → {last}"
    return f"{said} of {finding.side.other}"


def _trend(visits: list[Visit], measure: Measure, finding: Finding, symmetry: str) -> Trend:
    from reports.values import Trend

    breaks = _breaks(visits)
    read = [(visit, reading) for visit, reading, _ in visits if reading is not None]
    start = max((i for i, (_, r, _) in enumerate(visits) if r is not None and breaks[i]), default=0)
    first = next((v, r) for v, r, _ in visits[start:] if r is not None)
    last = read[-1]
    value = best(last[1], measure)
    judged = last[0] is visits[-1][0]
    target = _target(finding, value) if judged else None
    named = finding.side is not Side.NONE
    return Trend(
        title=f"{measure.name}, {finding.side}" if named else measure.name,
        points=tuple(_points(visits, measure, breaks)),
        latest=figure(value, measure.unit) if judged else f"{figure(value, measure.unit)}, earlier",
        change=_change(first, last, measure),
        outcome=finding.outcome if judged else None,
        target=target,
        target_shown=_target_shown(finding, target) if target is not None else "",
        side=finding.side,
        symmetry=symmetry if judged else "",
        error=smallest_real(first[1], measure),
        unit=measure.unit,
    )


def _breaks(visits: list[Visit]) -> list[bool]:
    """Where a reading was taken in other conditions than the one before it."""
    found = []
    before: Measured | None = None
    for _, reading, _ in visits:
        found.append(reading is not None and bool(breaks_between(before, reading)))
        before = reading or before
    return found


def _points(visits: list[Visit], measure: Measure, breaks: list[bool]) -> Iterator[Point]:
    from reports.values import Point

    for (visit, reading, other), broken in zip(visits, breaks, strict=True):
        yield Point(
            on=visit.on,
            value=None if reading is None else best(reading, measure),
            other=None if other is None else best(other, measure),
            breaks=broken,
        )


def _target(finding: Finding, value: Decimal) -> Decimal | None:
    """The limit in the measure's own unit: of the good side's value, or as it stands."""
    if finding.limit is None or finding.reason not in (Reason.WITHIN, Reason.SHORT):
        return None
    if finding.unit == "%":
        return value * finding.limit / finding.compared if finding.compared else None
    if finding.unit is Unit.DEGREE and finding.compared is not None:
        return value + finding.compared - finding.limit
    return finding.limit


def _target_shown(finding: Finding, target: Decimal) -> str:
    """The limit beside its line: a range is wanted that large, however short it may fall."""
    most = finding.limit_shown.startswith("≤") and finding.unit is not Unit.DEGREE
    figure_of = target if finding.unit is Unit.PAIN else target.to_integral_value(ROUND_CEILING)
    return f"{'≤' if most else '≥'} {plain(figure_of)}"


def _change(
    first: tuple[Assessment, Measured], last: tuple[Assessment, Measured], measure: Measure
) -> str:
    if first[0] is last[0]:
        return "conditions changed"
    since = day(first[0].on).rsplit(" ", 1)[0]
    change = change_between(first[1], last[1], measure)
    word = "" if change.verdict in ("real", "unchanged") else f", {change.verdict}"
    return f"{change.difference or change.verdict} since {since}{word}"
