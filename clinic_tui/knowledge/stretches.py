"""Distances as times, and intervals that go round until a total is reached."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

from clinic_tui.model.plan import Interval

HUNDREDTH = Decimal("0.01")
PARTS = ("first", "intervals", "last")


def timed(table: Any) -> Any:
    """A programme's table with minutes beside each distance, by the pace it states.

    Raises:
        ValueError: a distance without a pace, or a distance and a time of one stretch.
    """
    if not isinstance(table, dict):
        return table
    steps = table.get("steps")
    if not isinstance(steps, list):
        return table
    return {**table, "steps": [_timed_step(step, table.get("pace")) for step in steps]}


def _timed_step(step: Any, pace: Any) -> Any:
    if not isinstance(step, dict):
        return step
    measured = "until_metres" in step
    return {
        key: [_whole(each, pace, step.get("name"), measured) for each in value]
        if key in PARTS and isinstance(value, list)
        else value
        for key, value in step.items()
    }


def _whole(interval: Any, pace: Any, step: Any, measured: bool) -> Any:
    """An interval with its minutes, and with its metres where a step goes on to a distance."""
    if not isinstance(interval, dict):
        return interval
    by_distance = interval.get("metres") is not None and "minutes" not in interval
    by_time = measured and interval.get("metres") is None and "minutes" in interval
    if not by_distance and not by_time:
        return interval
    given = interval["metres"] if by_distance else interval["minutes"]
    minutes_a_km = _pace(interval, pace)
    if minutes_a_km is None or not _is_number(given):
        raise ValueError(
            f"step {step!r} gives a distance; expected a [pace] with minutes a km for its gait, "
            "or its kmh"
        )
    length = Decimal(str(given))
    if by_distance:
        return {**interval, "minutes": float((length * minutes_a_km / 1000).quantize(HUNDREDTH))}
    return {**interval, "metres": float((length * 1000 / minutes_a_km).quantize(HUNDREDTH))}


def _pace(interval: dict[str, Any], pace: Any) -> Decimal | None:
    """Minutes a kilometre, by the stretch's own speed or by its gait's pace."""
    kmh = interval.get("kmh")
    if _is_number(kmh) and kmh:
        return 60 / Decimal(str(kmh))
    stated = pace.get(interval.get("gait")) if isinstance(pace, dict) else None
    return Decimal(str(stated)) if _is_number(stated) and stated else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def until_total(
    intervals: Sequence[Interval], total: Decimal, of: Literal["minutes", "metres"]
) -> tuple[Interval, ...]:
    """Intervals in turn until their minutes or metres reach a total; the last one is cut."""
    done: list[Interval] = []
    left = total
    while left > 0:
        for interval in intervals:
            length = interval.metres if of == "metres" else interval.minutes
            if length is None or left <= 0:
                break
            done.append(interval if length <= left else _cut(interval, left / length))
            left -= length
    return tuple(done)


def _cut(interval: Interval, share: Decimal) -> Interval:
    thousandth = Decimal("0.001")
    metres = interval.metres
    return interval.model_copy(
        update={
            "minutes": (interval.minutes * share).quantize(thousandth),
            "metres": None if metres is None else (metres * share).quantize(thousandth),
        }
    )
