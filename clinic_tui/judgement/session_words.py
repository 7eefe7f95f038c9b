"""A session in words: how long or how far each stretch is, how hard, how fast."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from clinic_tui.judgement.values import plain
from clinic_tui.model.plan import Interval


def stretch(interval: Interval, minutes: str = " min") -> str:
    """One interval, such as `jog 3 min`, `walk 160 m` or `run 5 min easy at 9 km/h`.

    Args:
        interval: where it has a distance, that is what the runner goes by.
        minutes: what stands after a number of minutes.
    """
    parts = [interval.gait, _length(interval, minutes)]
    if interval.effort is not None:
        parts.append(interval.effort)
    if interval.kmh is not None:
        parts.append(f"at {plain(interval.kmh)} km/h")
    return " ".join(parts)


def rounds(intervals: Sequence[Interval], minutes: str = " min") -> str:
    """All stretches of a session, repeats counted, such as `5 × (walk 4 min, jog 1 min)`."""
    return repeated([stretch(each, minutes) for each in intervals])


def repeated(parts: list[str]) -> str:
    """Stretches in their order, what is repeated counted."""
    for size in range(1, len(parts) // 2 + 1):
        times = len(parts) // size
        if parts[:size] * times == parts:
            return f"{times} × ({', '.join(parts[:size])})"
    return ", ".join(parts)


def _length(interval: Interval, minutes: str) -> str:
    if interval.metres is None:
        return f"{plain(interval.minutes)}{minutes}"
    return f"{plain(interval.metres.quantize(Decimal(1)))} m"
