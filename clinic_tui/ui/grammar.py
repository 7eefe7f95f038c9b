"""What is typed into a cell or on the command line, read without any screen.

Digits are values, a space ends a trial, `p3` is pain, `f1` a fault count, `l38` a lever of 38 cm,
`stop foot` or `sf` what ended a hold, `x` or `not done` and a reason why there is no value.
A comma is read as a decimal point.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.words import NotDoneReason, Side, StopReason, Unit

NUMBER = re.compile(r"[-−]?[0-9]{1,6}(?:[.,][0-9]{1,3})?")
NUMERAL = re.compile(r"[0-9]{1,3}")
_PAIN = re.compile(r"p(?:ain)?([0-9]{1,2})")
_FAULTS = re.compile(r"f(?:aults?)?([0-9]{1,3})")
_LEVER = re.compile(r"l([0-9.,]*)")
_PAIN_AFTER_REASON = re.compile(r"(?:p(?:ain)?)?([0-9]{1,3})")
_JOINED = re.compile(r"([-−]?[0-9]+(?:[.,][0-9]+)?)([a-z/]+)")
_SIDES = {"l": Side.LEFT, "left": Side.LEFT, "r": Side.RIGHT, "right": Side.RIGHT}
UNITS = {
    "°": Unit.DEGREE,
    "deg": Unit.DEGREE,
    "n": Unit.NEWTON,
    "kgf": Unit.KILOGRAM_FORCE,
    "lbf": Unit.POUND_FORCE,
    "s": Unit.SECOND,
    "min": Unit.MINUTE,
    "reps": Unit.REPETITION,
    "flights": Unit.FLIGHT,
    "cm": Unit.CENTIMETRE,
    "m": Unit.METRE,
    "kg": Unit.KILOGRAM,
    "lb": Unit.POUND,
}
STOPS = {
    "t": StopReason.TIME_REACHED,
    "f": StopReason.FOOT_DOWN,
    "h": StopReason.HAND_SUPPORT,
    "v": StopReason.TRUNK_OR_PELVIS,
    "p": StopReason.PAIN,
    "e": StopReason.TIRED,
    "o": StopReason.OTHER,
}
"""What ended a hold by one letter: the stopwatch's key, and behind `s` the mark of a cell."""
STOP_LETTERS = {reason: letter for letter, reason in STOPS.items()}
_STOP = re.compile(rf"s([{''.join(STOPS)}])")
_STOP_WORDS = ("stop", "stopped")
EXAMPLE = "abd L 182 176 190 R 205 201 198"


class TypingError(ValueError):
    """What was typed cannot be read; says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One cell as it was typed."""

    trials: tuple[Decimal, ...] = ()
    unit: Unit | None = None
    pain: int | None = None
    faults: int | None = None
    lever_m: Decimal | None = None
    answer: str | None = None
    reason: NotDoneReason | None = None
    """Why the test was not done."""
    stopped: StopReason | None = None
    """What ended a hold."""


@dataclass(frozen=True, slots=True)
class Row:
    """A whole row as it was typed on the command line."""

    measure: Measure
    cells: Mapping[Side, Typed]


def number(text: str) -> Decimal:
    """A number with decimal comma or point.

    Raises:
        TypingError: not a number, or more than three decimals.
    """
    if not NUMBER.fullmatch(text):
        raise TypingError(f"“{text}” is not a number such as 18 or 18,5")
    return Decimal(text.replace(",", ".").replace("−", "-"))


def whole_date(text: str) -> date:
    """A date as 2026-11-23, the only order that cannot be misread.

    Raises:
        TypingError: another order, or a day that is not in the calendar.
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
        raise TypingError("a date as year-month-day, such as 2026-11-23")
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise TypingError(f"{text.strip()} is not in the calendar") from None


def lever(left: list[str]) -> Decimal:
    """A lever arm in metres, taken off the front of the words; `38cm` and `0,38` are the same.

    Raises:
        TypingError: not a length, or longer than a leg.
    """
    word = left.pop(0) if left else ""
    if left and left[0] in {"m", "cm"}:
        word += left.pop(0)
    found = re.fullmatch(r"([0-9]+(?:[.,][0-9]+)?)(cm|m)?", word)
    if found is None:
        raise TypingError("the lever arm in metres or centimetres, such as 0.38 or 38cm")
    metres = number(found[1]) / (100 if found[2] == "cm" else 1)
    if not 0 < metres <= 2:
        raise TypingError("the lever arm can be up to 2 m; 38cm is 0.38")
    return metres


def _lever_mark(centimetres: str) -> Decimal:
    """A lever arm behind the mark `l`, which takes centimetres alone."""
    if not NUMBER.fullmatch(centimetres) or not 5 <= number(centimetres) <= 200:
        raise TypingError("l takes the lever arm in centimetres, 5 to 200: l38 is 0.38 m")
    return number(centimetres) / 100


def cell(text: str, measure: Measure) -> Typed:
    """One cell of a measure.

    Raises:
        TypingError: what cannot be read, and what was expected.
    """
    return _cell(text.lower().replace(":", " ").split(), measure)


def row(text: str, codes: Mapping[str, Measure]) -> Row:
    """A whole row: a code, then values, with L and R before each side's where it has sides.

    Raises:
        TypingError: what cannot be read, and what was expected.
    """
    words = text.lower().replace(":", " ").split()
    if not words:
        raise TypingError(f"a whole row, as: {EXAMPLE}")
    measure = codes.get(words[0])
    if measure is None:
        near = sorted(code for code in codes if code.startswith(words[0][:2]))[:6]
        hint = f"; near it: {', '.join(near)}" if near else ""
        raise TypingError(f"no measure has the code {words[0]}{hint}")
    rest = words[1:]
    if not measure.sided:
        if rest and rest[0] in _SIDES:
            raise TypingError(f"{measure.name} has no side: leave L and R out")
        return Row(measure, {Side.NONE: _cell(rest, measure)} if rest else {})
    cells: dict[Side, list[str]] = {}
    side: Side | None = None
    for word in rest:
        if word in _SIDES:
            side = _SIDES[word]
            if side in cells:
                raise TypingError(f"{side.value.upper()} stands twice in this row")
            cells[side] = []
        elif side is None:
            raise TypingError(f"say L or R before the values of {measure.name}")
        elif _LEVER.fullmatch(word):
            # On a line `l182` is a side that was typed without its space, not a lever.
            raise TypingError(f"“{word}”: a space after L or R; a lever is written lever 38cm")
        else:
            cells[side].append(word)
    return Row(measure, {side: _cell(words, measure) for side, words in cells.items() if words})


def _cell(words: Sequence[str], measure: Measure) -> Typed:
    words = _marks_joined(words)
    if words and words[0] in {"x", "not", "no"} and not _is_answer(words, measure):
        return _not_done(words)
    if measure.answers:
        return _answered(words, measure)
    trials: list[Decimal] = []
    unit: Unit | None = None
    marks: dict[str, int] = {}
    lever_m: Decimal | None = None
    stopped: StopReason | None = None
    left = list(words)
    while left:
        word = left.pop(0).rstrip(",;")
        if word in {"lever", "lev"}:
            lever_m = lever(left)
        elif is_stop(word) or word in _STOP_WORDS:
            stopped = _stopped(word, left, measure, stopped)
        elif found := _PAIN.fullmatch(word):
            _once(marks, "pain", int(found[1]), 10)
        elif found := _LEVER.fullmatch(word):
            lever_m = _lever_mark(found[1])
        elif found := _FAULTS.fullmatch(word):
            _once(marks, "faults", int(found[1]), 100)
        elif word in UNITS:
            unit = _unit(word, measure, unit)
        elif joined := _JOINED.fullmatch(word):
            trials.append(number(joined[1]))
            unit = _unit(joined[2], measure, unit)
        elif word:
            trials.append(number(word))
    if not trials:
        raise TypingError(f"no value of {measure.name} yet; x says why it was not done")
    if len(trials) > 20:
        raise TypingError("at most 20 trials in one cell")
    if lever_m is not None and not measure.lever:
        raise TypingError(f"{measure.name} has no lever arm")
    pain, faults = marks.get("pain"), marks.get("faults")
    return Typed(tuple(trials), unit, pain, faults, lever_m, stopped=stopped)


def is_stop(word: str) -> bool:
    """Whether a word is the mark of what ended a hold."""
    return _STOP.fullmatch(word) is not None


def _stopped(word: str, left: list[str], measure: Measure, before: StopReason | None) -> StopReason:
    """What ended a hold, as `sf`, or as `stop` and a word that is taken off the front."""
    if measure.unit is not Unit.SECOND:
        raise TypingError(f"{measure.name} is not timed: nothing stops it")
    if before is not None:
        raise TypingError("what stopped it stands twice in this cell")
    if found := _STOP.fullmatch(word):
        return STOPS[found[1]]
    typed = left.pop(0).rstrip(",;") if left else ""
    words = {reason: reason.value.split("_") for reason in StopReason}
    fitting = [r for r, parts in words.items() if typed and any(p.startswith(typed) for p in parts)]
    if len(fitting) != 1:
        raise TypingError("stopped by what? time, foot, hand, trunk, pain, tired or other")
    while left and left[0].rstrip(",;") in words[fitting[0]]:
        left.pop(0)
    if fitting[0] is StopReason.PAIN and left and NUMERAL.fullmatch(left[0]):
        raise TypingError(f"stopped by pain: its score is written p{left[0]}")
    return fitting[0]


def _marks_joined(words: Sequence[str]) -> list[str]:
    """`pain 3` as `pain3`, so that marks are one word each; after `not done` pain is a reason."""
    joined: list[str] = []
    left = [word for word in words if word]
    refused = bool(left) and left[0] in {"x", "not", "no"}
    reason_seen = False
    while left:
        word = left.pop(0)
        is_mark = word in {"p", "pain", "f", "fault", "faults"}
        if joined and joined[-1] in _STOP_WORDS:
            is_mark = False
        if refused and not reason_seen and word not in {"x", "not", "no", "done"}:
            reason_seen, is_mark = True, False
        if is_mark and left and NUMERAL.fullmatch(left[0]):
            word += left.pop(0)
        joined.append(word)
    return joined


def _is_answer(words: Sequence[str], measure: Measure) -> bool:
    return "_".join(words) in measure.answers


def _once(marks: dict[str, int], what: str, value: int, most: int) -> None:
    if what in marks:
        raise TypingError(f"{what} stands twice in this cell")
    if value > most:
        raise TypingError(f"{what} goes from 0 to {most}")
    marks[what] = value


def _unit(word: str, measure: Measure, before: Unit | None) -> Unit:
    unit = UNITS.get(word)
    offered = [u for u in (measure.unit, *measure.also) if u is not None]
    if unit is None or unit not in offered:
        names = " or ".join(offered)
        raise TypingError(f"{measure.name} is measured in {names}, not in {word}")
    if before not in (None, unit):
        raise TypingError("one unit for all trials of a cell")
    return unit


def _answered(words: Sequence[str], measure: Measure) -> Typed:
    typed = "_".join(words)
    if NUMERAL.fullmatch(typed) and 1 <= int(typed) <= len(measure.answers):
        return Typed(answer=measure.answers[int(typed) - 1])
    fitting = [a for a in measure.answers if typed and a.startswith(typed)]
    if typed in measure.answers:
        fitting = [typed]
    if len(fitting) != 1:
        offered = ", ".join(f"{i} {_words(a)}" for i, a in enumerate(measure.answers, 1))
        raise TypingError(f"{measure.name}: {offered}")
    return Typed(answer=fitting[0])


def _not_done(words: Sequence[str]) -> Typed:
    rest = [word for word in words if word not in {"x", "not", "no", "done"}]
    reason = not_done_reason(rest[0]) if rest else None
    if reason is None:
        raise TypingError(f"not done: why? {', '.join(NotDoneReason)}")
    marks: dict[str, int] = {}
    for word in rest[1:]:
        found = _PAIN_AFTER_REASON.fullmatch(word)
        if found is None:
            raise TypingError(f"after the reason only pain may stand, as p4, not “{word}”")
        _once(marks, "pain", int(found[1]), 10)
    return Typed(reason=reason, pain=marks.get("pain"))


def not_done_reason(word: str) -> NotDoneReason | None:
    """The reason that a word or its beginning means."""
    found = [reason for reason in NotDoneReason if word and reason.startswith(word)]
    return found[0] if len(found) == 1 else None


def _words(answer: str) -> str:
    return answer.replace("_", " ")
