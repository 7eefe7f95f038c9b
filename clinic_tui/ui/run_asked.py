"""What is asked of a run: every answer may stay open, and an open one is never zero or no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from clinic_tui.model.runlog import Gone, RunLog
from clinic_tui.ui.typed import (
    DAY_HINT,
    Reader,
    UnreadableError,
    day,
    of_these,
    one_of,
    spoken,
    yes_no,
)
from clinic_tui.ui.widgets.form import Field, Section

YES_NO = "yes or no; empty: not asked"
SIGN_BOX = ("0 nothing", "1 sharp or limp", "2 night pain", "3 painkiller", "4 several")
GONE = ", ".join(spoken(word) for word in Gone)
SCORES = (
    ("pain_during", "Pain in the run"),
    ("pain_after", "Pain right after"),
    ("pain_next_morning", "Pain next morning"),
)
SIGNS = (
    ("sharp", "Sharp pain"),
    ("limp", "A limp"),
    ("night_pain", "Pain at night"),
    ("painkiller", "Took a painkiller"),
)
RED_FLAG = ("red_flag", "A red flag")
CATCHING = ("catching", "Catching or locking")


def sections(log: RunLog, zone: ZoneInfo, *, catching: bool) -> tuple[Section, ...]:
    """All that is asked.

    Args:
        log: the run as far as it is known.
        zone: the clinic's, for hours.
        catching: whether the diagnosis asks for catching or locking.
    """
    when = () if log.code else (Field("on", "Day of the run", DAY_HINT, day, needed=True),)
    signs = (*SIGNS, *((CATCHING,) if catching else ()), RED_FLAG)
    box = (Field("sign", "Sign box of the paper", ", ".join(SIGN_BOX), of_these(*SIGN_BOX)),)
    asked = tuple(Field(key, label, YES_NO, yes_no) for key, label in signs)
    hours = "the hour as 18:30"
    return (
        Section(
            "The run",
            (
                *when,
                Field("ran", "Was there a run", "yes or no", yes_no, needed=True),
                Field("done", "Minutes jogged", "0 or more, such as 4.5", minutes),
            ),
        ),
        Section(
            "Pain, 0 to 10; empty: not written",
            (
                *(Field(key, label, "0 to 10; empty: not written", score) for key, label in SCORES),
                Field("gone", "Gone", f"{GONE}; empty: not written", one_of(Gone)),
            ),
        ),
        Section("What it was like", asked + (box if log.sign is not None else ())),
        Section(
            "Hours, where they are known; they count more than the box",
            (
                Field("ended", "The run ended", hours, hour),
                Field("gone_at", "Pain gone", HOUR_HINT, moment(zone)),
                Field("still_at", "Pain still there", HOUR_HINT, moment(zone)),
            ),
        ),
        Section("Note", (Field("notes", "Note", "what the runner said"),)),
    )


def known(log: RunLog, zone: ZoneInfo) -> Mapping[str, str]:
    """What is known of a run, as it would be typed."""
    found = {key: _number(getattr(log, key)) for key, _ in SCORES}
    answers = (*SIGNS, CATCHING, RED_FLAG)
    found |= {key: _answer(getattr(log, key)) for key, _ in answers}
    hours = {"gone_at": log.gone_at, "still_at": log.still_at}
    found |= {key: _moment(at, zone) for key, at in hours.items()}
    return found | {
        "on": log.on.isoformat(),
        "ran": _answer(log.ran),
        "done": "" if log.done_jog_minutes is None else f"{log.done_jog_minutes.normalize():f}",
        "gone": "" if log.gone is None else spoken(log.gone),
        "sign": "" if log.sign is None else SIGN_BOX[log.sign],
        "ended": "" if log.ended_at is None else f"{log.ended_at.astimezone(zone):%H:%M}",
        "notes": log.notes,
    }


HOUR_HINT = "day and hour as 2026-11-23 18:30"


def score(typed: str) -> int | None:
    """A pain score."""
    typed = typed.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and int(typed) <= 10):
        raise UnreadableError("expected 0 to 10, or nothing where it was not written")
    return int(typed)


def minutes(typed: str) -> Decimal | None:
    """Minutes from 0; zero is an answer, nothing is none."""
    typed = typed.strip().replace(",", ".")
    if not typed:
        return None
    try:
        value = Decimal(typed)
    except InvalidOperation:
        raise UnreadableError("expected minutes such as 4.5") from None
    if not value.is_finite() or not 0 <= value <= 600 or int(value.as_tuple().exponent) < -3:
        raise UnreadableError("expected minutes from 0 to 600")
    return value


def hour(typed: str) -> tuple[int, int] | None:
    """An hour of the day."""
    if not typed.strip():
        return None
    try:
        found = datetime.strptime(typed.strip(), "%H:%M")
    except ValueError:
        raise UnreadableError("expected the hour as 18:30") from None
    return found.hour, found.minute


def moment(zone: ZoneInfo) -> Reader:
    """A reader of a day with its hour in the clinic's zone."""

    def read(typed: str) -> datetime | None:
        if not typed.strip():
            return None
        on, _, at = typed.strip().partition(" ")
        found, clock = day(on), hour(at)
        if found is None or clock is None:
            raise UnreadableError(f"expected {HOUR_HINT}")
        return at_hour(found, clock, zone)

    return read


def at_hour(on: date, clock: tuple[int, int], zone: ZoneInfo) -> datetime:
    """That hour of that day."""
    midnight = datetime(on.year, on.month, on.day, tzinfo=zone)
    return midnight + timedelta(hours=clock[0], minutes=clock[1])


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _answer(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
