"""Distances as times, and intervals that go round until a total is reached."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

from clinic_tui.model.plan import Interval

HUNDREDTH = Decimal("0.01")


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
    if not isinstance(step, dict) or not isinstance(step.get("intervals"), list):
        return step
    name = step.get("name")
    return {**step, "intervals": [_timed_interval(i, pace, name) for i in step["intervals"]]}


def _timed_interval(interval: Any, pace: Any, step: Any) -> Any:
    if not isinstance(interval, dict) or interval.get("metres") is None:
        return interval
    if "minutes" in interval:
        # A file of this program's own carries both; a person writes one of them.
        return interval
    speed = pace.get(interval.get("gait")) if isinstance(pace, dict) else None
    if not _is_number(speed) or not _is_number(interval["metres"]):
        raise ValueError(
            f"step {step!r} gives a distance; expected a [pace] with minutes a km for its gait"
        )
    minutes = Decimal(str(interval["metres"])) * Decimal(str(speed)) / 1000
    return {**interval, "minutes": float(minutes.quantize(HUNDREDTH))}


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
