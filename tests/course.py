"""Five visits of one runner: values that rise and fall, a gap, a test not done, another device."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

from clinic_tui.judgement.readiness import judge
from clinic_tui.judgement.trend import Trend, trends
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import Assessment, AssessmentId
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.reading import Device, MeasureId, Reading
from clinic_tui.model.words import NotDoneReason, Side, Unit
from tests.builders import (
    a_signature,
    answered,
    base_assessment,
    base_chart,
    base_episode,
    changed,
    measured,
    not_done,
    one_leg_stand,
    passive_range,
    strength,
)

DAYS = tuple(date(2026, 8, 24) + timedelta(days=days) for days in (0, 14, 30, 52, 70))
LIBRARY = built_in()
L, R, NONE = Side.LEFT, Side.RIGHT, Side.NONE
WEEKS = (1, 3, 5, 8, 11)


def _readings(visit: int, on: date) -> Iterator[Reading]:
    yield passive_range("flexion", L, (96, 110, 104, 90, 78)[visit], on)
    if visit != 2:
        yield passive_range("flexion", R, 129, on)
    force = strength("abduction", L, (150, 160, 171, 140, 166)[visit], on=on)
    other = Device(kind="hand-held dynamometer", model="MX 2")
    yield changed(force, device=other) if visit >= 3 else force
    if visit != 1:
        yield strength("abduction", R, (200, 0, 205, 188, 189)[visit], on=on)
    if visit == 2:
        yield not_done("hip_extension_strength", L, NotDoneReason.PAIN, on=on)
    elif visit != 3:
        yield strength("extension", L, (231, 250, 0, 0, 212)[visit], on=on)
    yield strength("extension", R, 240, on=on)
    pain = (5, 4, 3, 3, 3)[visit]
    yield one_leg_stand(L, (6, 6, 12, 22, 22)[visit], pain=pain, on=on)
    yield one_leg_stand(R, 45, on=on)
    yield measured("worst_daily_pain", NONE, (6, 5, 4, 2, 1)[visit], unit=Unit.PAIN, on=on)
    yield answered("swelling", "none", on=on)


def visit(number: int) -> Assessment:
    """One of the five, signed."""
    on = DAYS[number]
    draft = base_assessment(
        id=AssessmentId(f"v{number}"), on=on, readings=tuple(_readings(number, on))
    )
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return signed(draft, base_chart(assessment=draft), at)


def signed(draft: Assessment, chart: Chart, at: datetime) -> Assessment:
    """A draft signed with its readiness of the day."""
    episode = chart.episodes[0]
    readiness = judge(chart, episode, draft, draft.on, LIBRARY)
    return changed(draft, readiness=readiness, signed=a_signature(at))


@cache
def course() -> tuple[Assessment, ...]:
    """All five."""
    return tuple(visit(number) for number in range(len(DAYS)))


def trends_of(visits: tuple[Assessment, ...], episode: Episode | None = None) -> dict[str, Trend]:
    """Their trends by title."""
    judged = {each.id: each.readiness for each in visits if each.readiness is not None}
    found = trends(episode or base_episode(), visits, judged, LIBRARY)
    return {trend.title: trend for trend in found}


def without(visit: Assessment, measure: str, side: Side) -> Assessment:
    """A visit without one reading."""
    kept = tuple(r for r in visit.readings if (r.measure, r.side) != (MeasureId(measure), side))
    return changed(visit, readings=kept)
