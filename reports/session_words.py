"""Sessions in the runner's words."""

from __future__ import annotations

from decimal import Decimal

from clinic_tui.model.plan import Interval, Session

HALVES = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}


def minutes(value: Decimal) -> str:
    """A length as it is set on a watch: `30 s`, `2 min`, `4½ min`."""
    if value < 1:
        return f"{(value * 60).normalize():f} s"
    whole, part = divmod(value, 1)
    if not part:
        return f"{whole:f} min"
    return f"{whole:f}{HALVES[part]} min" if part in HALVES else f"{value.normalize():f} min"


def stretch(interval: Interval) -> str:
    """A stretch by its distance where the programme gives one, else by its time."""
    if interval.metres is None:
        return minutes(interval.minutes)
    metres = interval.metres.normalize()
    return f"{metres:f} m" if metres < 1000 else f"{(metres / 1000).normalize():f} km"


def repeats(session: Session) -> int:
    """How often the same stretch is jogged; 1 where the stretches differ."""
    jogs = [stretch(each) for each in session.intervals if each.gait != "walk"]
    return len(jogs) if len(set(jogs)) == 1 else 1


def said(session: Session) -> str:
    """What a run or walk is, such as `jog 3 × 30 s` or `walk 15 min`."""
    if not session.jog_minutes:
        return f"walk {minutes(session.total_minutes)}"
    count = repeats(session)
    if count > 1:
        each = next(i for i in session.intervals if i.gait != "walk")
        return f"jog {count} × {stretch(each)}"
    jogs = [each for each in session.intervals if each.gait != "walk"]
    if len(jogs) == 1:
        return f"jog {stretch(jogs[0])}"
    return f"jog {minutes(session.jog_minutes)}"
