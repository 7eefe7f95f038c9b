"""How a day of a plan is typed: `walk 5 jog 2`, `3x walk 4 jog 1`, `cycle 20`, `rest`, `to Wed`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal, cast

from pydantic import ValidationError

from clinic_tui.model.plan import Gait, Interval, Session
from clinic_tui.ui.typed import UnreadableError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
GAITS = ("walk", "jog", "run")
CROSS = ("cycle", "swim", "pool", "elliptical", "row")
EXPECTED = "expected such as 3x walk 4 jog 1, walk 15, cycle 20, strength, rest, or to Wed"
LONGEST = 180
"""Minutes of one piece, and repeats, beyond which a slip of the finger is likelier."""
_PIECE = re.compile(r"(\d+)\s*[x×]|([a-z]+)|(\d+(?:[.:]\d+)?)|[(),]")


def read_session(typed: str, now: Session) -> Session:
    """What is typed instead of a day's session; work before and after it stays.

    Raises:
        UnreadableError: it cannot be read; says what is expected.
    """
    words = typed.casefold().split()
    if not words:
        raise UnreadableError(EXPECTED)
    if words[0] == "to" and len(words) == 2:
        return now.model_copy(update={"on": _day(words[1], now.on), "edited": True})
    if words == ["rest"]:
        return Session(on=now.on, kind="rest", note="rest day", edited=True)
    if words[0] in (*CROSS, "strength"):
        return _other(words, now)
    intervals = tuple(_intervals(typed.casefold()))
    kind: Literal["run", "walk"] = "walk" if all(i.gait == "walk" for i in intervals) else "run"
    return Session(
        on=now.on,
        kind=kind,
        step=now.step if kind == "run" else None,
        intervals=intervals,
        before=now.before,
        work=now.work,
        edited=True,
    )


def _other(words: list[str], now: Session) -> Session:
    name, *rest = words
    if name == "strength" and not rest:
        return Session(on=now.on, kind="strength", note="strength", work=now.work, edited=True)
    if name == "strength" or len(rest) != 1:
        raise UnreadableError(EXPECTED)
    minutes = _minutes(rest[0])
    return Session(on=now.on, kind="cross", note=f"{name} {minutes.normalize():f} min", edited=True)


def _intervals(typed: str) -> list[Interval]:
    """The pieces in order; `3x` repeats all that follows up to the next `x`."""
    done: list[Interval] = []
    group: list[Interval] = []
    times, gait, end = 1, "", 0
    for found in _PIECE.finditer(typed):
        if typed[end : found.start()].strip():
            raise UnreadableError(EXPECTED)
        end = found.end()
        repeat, word, number = found.groups()
        if repeat is not None:
            done += group * times
            group, times = [], int(repeat)
            if gait or not 1 <= times <= LONGEST:
                raise UnreadableError(EXPECTED)
        elif word is not None:
            if gait or word not in GAITS:
                raise UnreadableError(EXPECTED)
            gait = word
        elif number is not None:
            if not gait:
                raise UnreadableError(EXPECTED)
            group.append(_interval(gait, number))
            gait = ""
    done += group * times
    if typed[end:].strip() or gait or not done or len(done) > LONGEST:
        raise UnreadableError(EXPECTED)
    return done


def _interval(gait: str, number: str) -> Interval:
    try:
        return Interval(gait=cast(Gait, gait), minutes=_minutes(number))
    except ValidationError:
        raise UnreadableError(EXPECTED) from None


def _minutes(number: str) -> Decimal:
    """Minutes: `15`, `1.5`, or `4:30` as minutes and seconds."""
    whole, colon, seconds = number.partition(":")
    try:
        minutes = Decimal(whole) + (Decimal(seconds) / 60 if colon else 0)
    except InvalidOperation:
        raise UnreadableError(EXPECTED) from None
    if not 0 < minutes <= LONGEST or (colon and not 0 <= int(seconds) < 60):
        raise UnreadableError(f"a piece lasts up to {LONGEST} min")
    return minutes


def _day(word: str, on: date) -> date:
    """A day of the same week by its name, or a date."""
    if word[:3] in DAYS:
        return on - timedelta(days=on.weekday()) + timedelta(days=DAYS.index(word[:3]))
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise UnreadableError("expected a day such as Wed or 2026-12-03") from None
