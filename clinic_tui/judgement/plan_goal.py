"""Milestones with dates, and the goal with the first honest day for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from clinic_tui.judgement.values import day, plain
from clinic_tui.knowledge.growth import Growth, allowed_growth
from clinic_tui.knowledge.programme import Programme
from clinic_tui.model.episode import Goals
from clinic_tui.model.plan import Goal, Interval, Milestone, Session

LENGTHS: Final = (10, 20, 30)
PACE: Final = Decimal(7)
"""Minutes a kilometre where the programme states none; this project's own number."""
WEEKS: Final = 26
"""Weeks beyond the programme within which a day is named; further on none is honest."""
FIRST_SESSION: Final = "first session"
FIRST_JOG: Final = "first jog"
WITHOUT_BREAK: Final = "{length} min without a break"
LATER: Final = "{milestone} (needs a later clearance)"
RACE: Final = "race"
NO_DAY: Final = "{name}: no honest day can be named yet"
NOT_BEFORE: Final = "{name}: not before {day}, if every session goes well"
AT_PACE: Final = "{name}: not before {day}, if every session goes well, at {pace} min a km"
TOO_EARLY: Final = (
    "{name}: not before {day}, if every session goes well; {race_day} comes {days} days too early"
)
TOO_EARLY_AT_PACE: Final = (
    "{name}: not before {day}, if every session goes well, at {pace} min a km; "
    "{race_day} comes {days} days too early"
)


def milestones(sessions: Sequence[Session], until: date) -> tuple[Milestone, ...]:
    """First walk, first jog, and the first 10, 20 and 30 min without a break."""
    return tuple(
        Milestone(on=on, name=name if on <= until else LATER.format(milestone=name))
        for on, name in sorted(_firsts(sessions))
    )


def _firsts(sessions: Sequence[Session]) -> Iterator[tuple[date, str]]:
    moving = [session for session in sessions if session.intervals]
    for session in moving[:1]:
        yield session.on, FIRST_SESSION
    jogs = [session for session in moving if session.jog_minutes]
    for session in jogs[:1]:
        if session is not moving[0]:
            yield session.on, FIRST_JOG
    for length in LENGTHS:
        first = next((s for s in jogs if longest_stretch(s.intervals) >= length), None)
        if first is not None:
            yield first.on, WITHOUT_BREAK.format(length=length)


def longest_stretch(intervals: Sequence[Interval]) -> Decimal:
    """Minutes of the longest jog or run without a walk in it."""
    longest = current = Decimal(0)
    for interval in intervals:
        current = current + interval.minutes if interval.gait != "walk" else Decimal(0)
        longest = max(longest, current)
    return longest


def goal(
    goals: Goals, programme: Programme, finished: date | None, general: Growth, start: date
) -> Goal | None:
    """What the runner wants and the first honest day for it; none where nothing was asked.

    Args:
        goals: distance and race.
        programme: its last step is where growth by the general cap begins, once a week.
        finished: the day of the programme's last session, if there is one in sight.
        general: the general cap on growth.
        start: the plan's first day.
    """
    if goals.distance_km is None and goals.race_on is None:
        return None
    named = [goals.race] if goals.race else []
    if goals.distance_km is not None:
        named.append(f"{plain(goals.distance_km)} km")
    name = ", ".join(named) or RACE
    first = _first_day(goals, programme, finished, general)
    if first is None:
        return Goal(name=name, sentence=NO_DAY.format(name=name))
    by_distance = goals.distance_km is not None
    said = AT_PACE if by_distance else NOT_BEFORE
    race_day, early = "", 0
    if goals.race_on is not None and goals.race_on < first:
        said = TOO_EARLY_AT_PACE if by_distance else TOO_EARLY
        race_day, early = day(goals.race_on), (first - max(goals.race_on, start)).days
    sentence = said.format(
        name=name, day=day(first), pace=plain(_pace(programme)), race_day=race_day, days=early
    )
    return Goal(name=name, not_before=first, sentence=sentence)


def _pace(programme: Programme) -> Decimal:
    return programme.pace.jog if programme.pace is not None else PACE


def _first_day(
    goals: Goals, programme: Programme, finished: date | None, general: Growth
) -> date | None:
    if finished is None:
        return None
    if goals.distance_km is None:
        return finished
    wanted = goals.distance_km * _pace(programme)
    length = max(longest_stretch(step.session) for step in programme.steps)
    if not length:
        return None
    for week in range(WEEKS):
        if length >= wanted:
            return finished + timedelta(weeks=week)
        length += allowed_growth(length, general)
    return None
