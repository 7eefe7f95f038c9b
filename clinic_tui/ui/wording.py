"""Readings and typed rows in words, as cells, hints and the review show them."""

from __future__ import annotations

from decimal import Decimal

from clinic_tui.judgement.entry import problems
from clinic_tui.judgement.values import best, figure, plain, stop_shown
from clinic_tui.knowledge.measure import Group, Measure
from clinic_tui.model.reading import Answered, Measured, NotDone, Reading
from clinic_tui.model.words import NotDoneReason, Side, StopReason, Unit
from clinic_tui.ui import grammar


def full_name(measure: Measure) -> str:
    """The name with its group where a name alone could be two things."""
    return f"{measure.name}, range" if measure.group is Group.RANGE else measure.name


def cell_name(measure: Measure, side: Side) -> str:
    """A cell in words, such as `Abduction strength LEFT`."""
    return full_name(measure) + ("" if side is Side.NONE else f" {side.value.upper()}")


def text_of(reading: Reading, measure: Measure) -> str:
    """A reading as it would be typed, with its unit where that is not the measure's own."""
    match reading:
        case Answered():
            return reading.answer.replace("_", " ")
        case NotDone():
            return " ".join(filter(None, ("no:", reading.reason, _mark("p", reading.pain))))
        case Measured():
            trials = [plain(trial).replace("−", "-") for trial in reading.trials]
            unit = "" if reading.unit is measure.unit else reading.unit.value
            marks = (unit, _mark("p", reading.pain), _mark("f", reading.faults))
            return " ".join([*trials, *filter(None, (*marks, stop_mark(reading.stopped)))])


def short(reading: Reading, measure: Measure) -> str:
    """A reading in one short word: the value that counts with its pain, the answer, or no."""
    match reading:
        case Answered():
            return reading.answer.replace("_", " ")
        case NotDone():
            return "no"
        case Measured():
            value = reading.trials[0] if measure.unit is None else best(reading, measure)
            return " ".join(filter(None, (plain(round(value, 1)), _mark("p", reading.pain))))


def lacks(reading: Reading | None, measure: Measure, *, faults: bool) -> str:
    """What a cell still lacks, in words; empty where it is whole.

    Faults are asked for only where they are judged.
    """
    match reading:
        case None:
            return "not read yet"
        case NotDone():
            hurts = reading.reason is NotDoneReason.PAIN and reading.pain is None
            return "how much pain? p0 to p10" if hurts else ""
        case Measured():
            missing = measure.trials - len(reading.trials)
            if missing > 0:
                return f"{missing} more {'trial' if missing == 1 else 'trials'}"
            if reading.stopped is StopReason.PAIN and reading.pain is None:
                return "how much pain? p0 to p10"
            if measure.asks_pain and reading.pain is None:
                return "pain during it? p0 to p10"
            if faults and measure.counts_faults and reading.faults is None:
                return "faults seen? f0, f1, f2"
    return ""


def odd(reading: Reading, measure: Measure) -> str:
    """What is odd about a reading, in one sentence; empty where nothing is."""
    return next((p.sentence for p in problems(reading, measure) if p.severity == "odd"), "")


def short_of(held: Decimal, limit: Decimal) -> str:
    """That a hold cannot have reached its time, in one sentence; seconds."""
    short = f"{plain(limit - held)} s short of the {plain(limit)} s line"
    return f"{short}: the time was not reached"


def row_words(got: grammar.Row) -> str:
    """A typed row in words, as it is or would be written."""
    measure = got.measure
    said = [full_name(measure)]
    for side, typed in got.cells.items():
        where = "" if side is Side.NONE else side.value.upper() + " "
        said.append(where + typed_words(typed, measure))
    if not got.cells:
        return f"{said[0]}: {measure.how}" if measure.how else said[0]
    return ", ".join(said)


def typed_words(typed: grammar.Typed, measure: Measure) -> str:
    """One typed cell in words."""
    if typed.answer is not None:
        return typed.answer.replace("_", " ")
    pain = "" if typed.pain is None else f", pain {typed.pain}"
    if typed.reason is not None:
        return f"not done for {typed.reason}{pain}"
    value = (max if measure.best == "highest" else min)(typed.trials)
    many = f", best of {len(typed.trials)}" if len(typed.trials) > 1 else ""
    faults = "" if typed.faults is None else f", faults {typed.faults}"
    lever = "" if typed.lever_m is None else f", lever {plain(typed.lever_m)} m"
    stop = f", {stop_shown(typed.stopped)}" if measure.unit is Unit.SECOND else ""
    return f"{figure(value, typed.unit or measure.unit)}{many}{pain}{faults}{lever}{stop}"


def typed_text(typed: grammar.Typed) -> str:
    """One typed cell as its cell would show it."""
    if typed.answer is not None:
        return typed.answer.replace("_", " ")
    trials = [plain(trial) for trial in typed.trials]
    unit = typed.unit.value if typed.unit else ""
    head = ["no:", typed.reason.value] if typed.reason else [*trials, unit]
    marks = (_mark("p", typed.pain), _mark("f", typed.faults), stop_mark(typed.stopped))
    return " ".join(filter(None, (*head, *marks)))


def stop_mark(stopped: StopReason | None) -> str:
    """What ended a hold as its cell shows it, such as `sf`; nothing where it was not said."""
    return "" if stopped is None else f"s{grammar.STOP_LETTERS[stopped]}"


def _mark(letter: str, value: int | None) -> str:
    return "" if value is None else f"{letter}{value}"
