"""Sessions in the runner's words."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from clinic_tui.model.plan import Interval, Session
from reports.language import mark, number, say

HALVES: Final = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}
SECONDS: Final = mark("{count} s")
MINUTES: Final = mark("{count} min")
METRES: Final = mark("{count} m")
KILOMETRES: Final = mark("{count} km")
WALK: Final = mark("walk {length}")
JOG: Final = mark("jog {length}")
JOGS: Final = mark("jog {count} × {length}")
IN_ALL: Final = mark("{session}, {length} in all")


def minutes(value: Decimal) -> str:
    """A length as it is set on a watch: `30 s`, `2 min`, `4½ min`."""
    if value < 1:
        return say(SECONDS, count=number(value * 60))
    whole, part = divmod(value, 1)
    if part in HALVES:
        return say(MINUTES, count=f"{whole:f}{HALVES[part]}")
    return say(MINUTES, count=number(value))


def stretch(interval: Interval) -> str:
    """A stretch by its distance where the programme gives one, else by its time."""
    if interval.metres is None:
        return minutes(interval.minutes)
    if interval.metres < 1000:
        return say(METRES, count=number(interval.metres))
    return say(KILOMETRES, count=number(interval.metres / 1000))


def repeats(session: Session) -> int:
    """How often the same stretch is jogged; 1 where the stretches differ."""
    jogs = [stretch(each) for each in session.intervals if each.gait != "walk"]
    return len(jogs) if len(set(jogs)) == 1 else 1


def said(session: Session) -> str:
    """What a run or walk is, such as `jog 3 × 30 s` or `walk 15 min`."""
    if not session.jog_minutes:
        return say(WALK, length=minutes(session.total_minutes))
    count = repeats(session)
    if count > 1:
        each = next(i for i in session.intervals if i.gait != "walk")
        return say(JOGS, count=count, length=stretch(each))
    jogs = [each for each in session.intervals if each.gait != "walk"]
    if len(jogs) == 1:
        return say(JOG, length=stretch(jogs[0]))
    return say(JOG, length=minutes(session.jog_minutes))


def said_whole(session: Session) -> str:
    """The same with the length of the whole session, where some of it is walked."""
    if not session.jog_minutes:
        return said(session)
    return say(IN_ALL, session=said(session), length=minutes(session.total_minutes))
