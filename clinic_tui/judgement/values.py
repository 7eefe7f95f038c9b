"""Values in their measure's unit, and how they are written."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_FLOOR, Decimal

from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.reading import Answered, Measured, NotDone, Reading
from clinic_tui.model.words import StopReason, Unit

FACTORS: dict[tuple[Unit, Unit], Decimal] = {
    (Unit.KILOGRAM_FORCE, Unit.NEWTON): Decimal("9.80665"),
    (Unit.POUND_FORCE, Unit.NEWTON): Decimal("4.4482216"),
    (Unit.POUND, Unit.KILOGRAM): Decimal("0.45359237"),
    (Unit.METRE, Unit.CENTIMETRE): Decimal(100),
}
"""One of the first unit in the second."""

SIGNS = {Unit.DEGREE: "°", Unit.PAIN: " of 10", Unit.SCORE: "", Unit.GRADE: " of 5"}
COUNTED = (Unit.REPETITION, Unit.FLIGHT)
"""Units that are words, and so have a singular."""
MINUS = "−"


class UnitError(ValueError):
    """A value in a unit that its measure cannot be given in."""


def in_unit(value: Decimal, unit: Unit, wanted: Unit) -> Decimal:
    """A value in another unit of the same quantity.

    Raises:
        UnitError: the units measure different things.
    """
    if unit is wanted:
        return value
    try:
        return value * FACTORS[unit, wanted]
    except KeyError:
        raise UnitError(f"{unit} is not a unit of {wanted}") from None


def trials(reading: Measured, measure: Measure) -> tuple[Decimal, ...]:
    """All trials in the measure's unit."""
    if measure.unit is None:
        raise UnitError(f"{measure.name} is answered in words")
    return tuple(in_unit(trial, reading.unit, measure.unit) for trial in reading.trials)


def best(reading: Measured, measure: Measure) -> Decimal:
    """The trial that counts: the highest, for pain the lowest."""
    choose = max if measure.best == "highest" else min
    if reading.unit is measure.unit:
        return choose(reading.trials)
    return choose(trials(reading, measure))


def plain(value: Decimal) -> str:
    """A number without needless zeros, with a true minus."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def figure(value: Decimal, unit: Unit | None) -> str:
    """A number with its unit, as it is read: `190 N`, `42°`, `1 flight`."""
    if unit is None:
        return plain(value)
    sign = SIGNS.get(unit, f" {unit}")
    return plain(value) + (sign.removesuffix("s") if value == 1 and unit in COUNTED else sign)


def value_shown(value: Decimal, measure: Measure) -> str:
    """A measure's value as it is read; what was worked out is rounded down to 0.1."""
    return figure(down(value) if measure.composite else value, measure.unit)


def down(value: Decimal, places: str = "0.1") -> Decimal:
    """Rounded down, so that 89.99 % is never shown as 90."""
    return value.quantize(Decimal(places), ROUND_FLOOR)


def day(on: date) -> str:
    """A date as it is read, without the doubt of 03/04."""
    return f"{on.day} {on:%b %Y}"


def shown_reading(reading: Reading, measure: Measure) -> str:
    """What was recorded, in words: the value that counts, the answer, or why there is none."""
    if isinstance(reading, NotDone):
        return f"not done: {reading.reason}"
    if isinstance(reading, Answered):
        return reading.answer.replace("_", " ")
    if measure.unit is None:
        return figure(reading.trials[0], reading.unit)
    said = value_shown(best(reading, measure), measure)
    return said if reading.pain is None else f"{said}, pain {reading.pain}"


def whole_reading(reading: Reading, measure: Measure) -> str:
    """The same, and of a timed hold what ended it."""
    return ", ".join(filter(None, (shown_reading(reading, measure), end_shown(reading, measure))))


def end_shown(reading: Reading | None, measure: Measure) -> str:
    """What ended a timed hold, in words; empty for anything else."""
    if isinstance(reading, Measured) and measure.unit is Unit.SECOND:
        return stop_shown(reading.stopped)
    return ""


def stop_shown(stopped: StopReason | None) -> str:
    """What ended a hold, in words; what was not said is said to be so."""
    return "reason not said" if stopped is None else f"stopped: {stopped.words}"


def torque(force: Decimal, lever_m: Decimal) -> Decimal:
    """Torque in newton metres of a force in newtons on a lever in metres."""
    return force * lever_m
