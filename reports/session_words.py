"""Sessions in the runner's words."""

from __future__ import annotations

from decimal import Decimal

from clinic_tui.model.plan import Session

HALVES = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}


def minutes(value: Decimal) -> str:
    """A length as it is set on a watch: `30 s`, `2 min`, `4½ min`."""
    if value < 1:
        return f"{(value * 60).normalize():f} s"
    whole, part = divmod(value, 1)
    if not part:
        return f"{whole:f} min"
    return f"{whole:f}{HALVES[part]} min" if part in HALVES else f"{value.normalize():f} min"


def repeats(session: Session) -> int:
    """How often the same stretch is jogged; 1 where the stretches differ."""
    jogs = [each.minutes for each in session.intervals if each.gait != "walk"]
    return len(jogs) if len(set(jogs)) == 1 else 1


def said(session: Session) -> str:
    """What a run or walk is, such as `jog 3 × 30 s` or `walk 15 min`."""
    if not session.jog_minutes:
        return f"walk {minutes(session.total_minutes)}"
    count = repeats(session)
    if count > 1:
        each = next(i.minutes for i in session.intervals if i.gait != "walk")
        return f"jog {count} × {minutes(each)}"
    return f"jog {minutes(session.jog_minutes)}"
