"""The patient plan's calendar: one row a week, one sign a day, every session to one scale."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from clinic_tui.model.plan import Plan, Session
from reports import signs
from reports.flow import Block, lines, put
from reports.house import (
    DOOR_BODY,
    DOOR_SMALL,
    HAIR,
    INJURED,
    LEFT,
    RIGHT,
    SECOND,
)
from reports.language import mark, month, say, weekday
from reports.pen import Pen
from reports.plan_parts import LEAD, section
from reports.retold import retold
from reports.session_words import minutes, said
from reports.typeface import width

DAYS: Final = (
    mark("Mo"),
    mark("Tu"),
    mark("We"),
    mark("Th"),
    mark("Fr"),
    mark("Sa"),
    mark("Su"),
)
DAY_WIDE: Final = 25.5
DAYS_AT: Final = RIGHT - 7 * DAY_WIDE
BARS_AT: Final = LEFT + 88
BARS_WIDE: Final = DAYS_AT - BARS_AT - 12
DATE: Final = 9.0
SESSION: Final = 29.0
LOWEST_WEEK: Final = 32.5
LONGEST_MINUTE: Final = 12.0
"""A minute is never drawn longer than this (points), however short the sessions."""

ICONS: Final[dict[str, Callable[[Pen, float, float], None]]] = {
    "run": signs.runner,
    "walk": signs.boots,
    "strength": signs.dumbbell,
    "cross": signs.wheels,
    "pool": signs.waves,
    "rest": signs.moon,
}
NAMES: Final = {
    "run": mark("run day"),
    "walk": mark("walk"),
    "strength": mark("strength"),
    "cross": mark("cycle"),
    "pool": mark("swim"),
    "rest": mark("rest"),
}
CALENDAR: Final = mark("Your calendar")
JOG: Final = mark("jog")
WALK: Final = mark("walk")
LONGER: Final = mark("longer block = more minutes")
WEEK: Final = mark("Week {number}")
FROM_DAY: Final = mark("From {weekday}: {session}")
OF: Final = mark("of {length}")
OF_ABOUT: Final = mark("of about {length}")
IN_MONTH: Final = mark("{first}–{last} {month}")
OVER_MONTHS: Final = mark("{first} {first_month}–{last} {month}")


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday with what is planned in it."""

    number: int
    monday: date
    by_day: dict[date, Session]
    """The heaviest session of each day."""
    different: tuple[Session, ...]
    """The week's runs and walks, those that are alike once."""


def calendar(plan: Plan) -> list[Block]:
    """The weeks from the first session to the last."""
    weeks = list(_weeks(plan))
    seen = {sign_of(session) for session in plan.sessions}
    used = [kind for kind in ICONS if kind in seen]
    longest = max((float(s.total_minutes) for w in weeks for s in w.different), default=1.0)
    scale = min(LONGEST_MINUTE, BARS_WIDE / longest)
    head = _columns()
    return [_key(used), head, *(block for week in weeks for block in _week(week, scale, head))]


def _weeks(plan: Plan) -> Iterator[Week]:
    if not plan.sessions:
        return
    order = [*ICONS]
    first = min(session.on for session in plan.sessions)
    last = max(session.on for session in plan.sessions)
    monday, number = first - timedelta(days=first.weekday()), 1
    while monday <= last:
        days = [monday + timedelta(days=index) for index in range(7)]
        by_day: dict[date, Session] = {}
        for session in sorted(plan.sessions, key=lambda s: order.index(s.kind)):
            if session.on in days:
                by_day.setdefault(session.on, session)
        moving = [by_day[on] for on in days if on in by_day and by_day[on].intervals]
        alike = {(s.intervals, s.note): s for s in reversed(moving)}
        different = tuple(sorted(alike.values(), key=lambda s: s.on))
        yield Week(number, monday, by_day, different)
        monday, number = monday + timedelta(days=7), number + 1


def _key(kinds: list[str]) -> Block:
    """The heading, with the signs of the days at its right."""
    heading = section(say(CALENDAR))

    def draw(pen: Pen, y: float) -> None:
        put(pen, y, heading)
        x = RIGHT
        for kind in reversed(kinds):
            x -= pen.text(x, y + 18.5, say(NAMES[kind]), DOOR_BODY, align="right") + 13
            ICONS[kind](pen, x, y + 14)
            x -= 19

    return Block(heading.height + 1, draw, with_next=True)


def _columns() -> Block:
    def draw(pen: Pen, y: float) -> None:
        signs.jog_block(pen, BARS_AT, y + 1, 13, 9)
        x = BARS_AT + 17 + pen.text(BARS_AT + 17, y + 10, say(JOG), DOOR_BODY) + 9
        signs.walk_block(pen, x, y + 1, 13, 9)
        x += 17 + pen.text(x + 17, y + 10, say(WALK), DOOR_BODY) + 12
        pen.text(x, y + 10, say(LONGER), DOOR_SMALL, ink=SECOND)
        for index, name in enumerate(DAYS):
            middle = DAYS_AT + (index + 0.5) * DAY_WIDE
            pen.text(middle, y + 10, say(name), DOOR_SMALL, "SemiBold", align="centre")
        pen.rule(LEFT, y + 14, RIGHT, y + 14, HAIR)

    return Block(14.0, draw, with_next=True)


def _week(week: Week, scale: float, head: Block) -> list[Block]:
    """The week's name and days, its sessions with their notes, and the line that ends it."""
    pieces: list[Block] = []
    for session in week.different:
        pieces.append(_session(session, scale, len(week.different) > 1))
        if session.note:
            pieces += lines(retold(session.note), DOOR_BODY, lead=LEAD, x=BARS_AT, room=BARS_WIDE)
    end = max(LOWEST_WEEK - 1.5 - sum(block.height for block in pieces), 2.0)
    kept = [replace(block, with_next=True, again=head) for block in (_days(week), *pieces)]
    return [*kept, Block(end, lambda pen, y: pen.rule(LEFT, y + end, RIGHT, y + end, HAIR))]


def _days(week: Week) -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.text(LEFT, y + 13.5, say(WEEK, number=week.number), DOOR_BODY, "SemiBold")
        pen.text(LEFT, y + 26.5, _span(week.monday), DOOR_SMALL)
        for index in range(7):
            on = week.monday + timedelta(days=index)
            if on in week.by_day:
                x = DAYS_AT + (index + 0.5) * DAY_WIDE
                pen.text(x, y + 10, str(on.day), DATE, align="centre")
                ICONS[sign_of(week.by_day[on])](pen, x, y + 22)

    return Block(1.5, draw)


def sign_of(session: Session) -> str:
    """Which sign a day has: swimming is another than cycling."""
    return "pool" if session.work.partition(".")[0] == "pool" else session.kind


def _session(session: Session, scale: float, dated: bool) -> Block:
    """What is run, in words and as a skyline: tall and dark where it is jogged."""
    title = said(session)
    title = title[:1].upper() + title[1:]
    if dated:
        title = say(FROM_DAY, weekday=weekday(session.on), session=title)
    of = _of(session)

    def draw(pen: Pen, y: float) -> None:
        used = pen.text(BARS_AT, y + 12, title, DOOR_BODY, "SemiBold", INJURED) + 4
        if width(of, DOOR_SMALL) <= BARS_WIDE - used:
            pen.fit(BARS_AT + used, y + 12, of, BARS_WIDE - used, DOOR_BODY, smallest=DOOR_SMALL)
        x = BARS_AT
        for interval in session.intervals:
            wide = float(interval.minutes) * scale
            block = signs.walk_block if interval.gait == "walk" else signs.jog_block
            block(pen, x, y + 16, max(wide - 0.8, 0.8), 11)
            x += wide

    return Block(SESSION, draw)


def _of(session: Session) -> str:
    """How long the whole session is; by distance it is an estimate."""
    if not session.jog_minutes:
        return ""
    if any(interval.metres for interval in session.intervals):
        return say(OF_ABOUT, length=minutes(round(session.total_minutes, 0)))
    return say(OF, length=minutes(session.total_minutes))


def _span(monday: date) -> str:
    sunday = monday + timedelta(days=6)
    return say(
        IN_MONTH if monday.month == sunday.month else OVER_MONTHS,
        first=monday.day,
        first_month=month(monday),
        last=sunday.day,
        month=month(sunday),
    )
