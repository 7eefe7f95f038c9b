"""One exercise of the home programme: its figure, and below it dose, side, cue and when to stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from clinic_tui.model.figure import SideShown
from clinic_tui.model.plan import Dose
from clinic_tui.model.words import Side
from reports import signs
from reports.figures import Drawing, drawing, drawn_side
from reports.flow import Block, lines
from reports.house import DOOR_BODY, DOOR_FACT, INJURED, INK, ROOM
from reports.language import day, known, mark, say
from reports.pen import Pen
from reports.plan_parts import LEAD, STEP
from reports.session_words import minutes
from reports.tags import Tag
from reports.typeface import Weight, evenly, width, wrapped
from reports.values import HomeExercise

ACROSS: Final = 3
GUTTER: Final = 17.0
CARD: Final = (ROOM - GUTTER * (ACROSS - 1)) / ACROSS
TALLEST: Final = 150.0
"""No figure is drawn higher, whatever its data."""
STOP_INSET: Final = 15.0
MOST_LINES: Final = 18
"""More lines than this are no card any more."""
BEFORE: Final = mark("Before each run.")
ALSO_BEFORE: Final = mark("Also before each run.")
SHOWN: Final[dict[SideShown, dict[Side, str]]] = {
    "moves": {Side.LEFT: mark("LEFT leg moves."), Side.RIGHT: mark("RIGHT leg moves.")},
    "top": {Side.LEFT: mark("LEFT leg on top."), Side.RIGHT: mark("RIGHT leg on top.")},
    "below": {Side.LEFT: mark("LEFT side below."), Side.RIGHT: mark("RIGHT side below.")},
    "up": {Side.LEFT: mark("LEFT leg up."), Side.RIGHT: mark("RIGHT leg up.")},
    "behind": {Side.LEFT: mark("LEFT leg behind."), Side.RIGHT: mark("RIGHT leg behind.")},
    "ahead": {Side.LEFT: mark("LEFT leg ahead."), Side.RIGHT: mark("RIGHT leg ahead.")},
    "stands": {Side.LEFT: mark("LEFT leg stands."), Side.RIGHT: mark("RIGHT leg stands.")},
    "crossed": {Side.LEFT: mark("LEFT leg crossed."), Side.RIGHT: mark("RIGHT leg crossed.")},
}
"""What the drawn leg does, in words: nobody has to tell left from right in a picture."""
FROM_DAY: Final = mark("From {day}: {much}")
SETS_OF: Final = mark("{sets} × {much}")
TIMES: Final = mark("{count} times")
SECONDS: Final = mark("{count} s")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card's text."""

    text: str
    weight: Weight = "Regular"
    ink: str = INK
    size: float = DOOR_BODY
    inset: float = 0.0
    sign: bool = False
    """Whether the stop sign stands before it."""
    right: str = ""
    """What stands at the right edge of the same line."""


@dataclass(frozen=True, slots=True)
class Card:
    """An exercise with its figure and its lines, ready to be placed."""

    exercise: HomeExercise
    drawing: Drawing | None
    stop: str
    """When to stop, in sentences."""
    lines: tuple[Line, ...]


def card(exercise: HomeExercise, first_stop: str = "") -> Card:
    """An exercise made ready; its lines hold at every size of its figure.

    Args:
        exercise: what is done, how much and how.
        first_stop: what the injury's own pain rule says before the exercise's own stop.
    """
    made = drawing(exercise.figure) if exercise.figure is not None else None
    stop = " ".join(each for each in (first_stop, known(exercise.doses[0][1].stop_if)) if each)
    return Card(exercise, made, stop, tuple(_lines(exercise, stop)))


def fitting(made: Drawing, scale: float) -> float:
    """The scale, or less for what would be larger than its card."""
    left, low, right, high = made.box
    return min(scale, CARD / (right - left), TALLEST / (high - low))


def figure(of: Card, x: float, high: float, scale: float) -> Block:
    """The figure with its feet on the row's ground, in the middle of its card."""
    exercise, made = of.exercise, of.drawing
    if made is None or exercise.figure is None:
        return Block(high, lambda pen, y: None)
    left, _, right, _ = made.box
    mirrored = exercise.side is not None and exercise.side != drawn_side(exercise.figure)
    middle = (left + right) / 2 * scale
    at = x + CARD / 2 + (middle if mirrored else -middle)

    def draw(pen: Pen, y: float) -> None:
        pen.drawing(made.code, at, y + high + 1, scale, mirrored)

    return Block(high + 3, draw, alt=alternative(exercise))


def alternative(exercise: HomeExercise) -> str:
    """The figure in a sentence: which exercise, which leg, and how it is done."""
    dose = exercise.doses[0][1]
    shown = _shown(exercise)
    return " ".join(each for each in (f"{known(dose.name)}.", shown, known(dose.cue)) if each)


def _shown(exercise: HomeExercise) -> str:
    figure, side = exercise.figure, exercise.side
    if figure is None or figure.side is None or side is None:
        return ""
    return say(SHOWN[figure.side][side])


def _lines(exercise: HomeExercise, stop: str) -> list[Line]:
    (_, dose), *later = exercise.doses
    rows = _heading(dose, _shown(exercise))
    for on, changed in later:
        said = say(FROM_DAY, day=day(on), much=_much(changed))
        rows += [
            Line(text, "SemiBold", INJURED) for text in wrapped(said, CARD, DOOR_BODY, "SemiBold")
        ]
    if exercise.before_run:
        rows.append(Line(say(ALSO_BEFORE if exercise.on_other_days else BEFORE)))
    if dose.cue:
        rows += [Line(text) for text in evenly(known(dose.cue), CARD, DOOR_BODY)]
    if stop:
        stops = evenly(stop, CARD - STOP_INSET, DOOR_BODY)
        rows += [Line(text, inset=STOP_INSET, sign=index == 0) for index, text in enumerate(stops)]
    return rows


def running_on(of: Card) -> Iterator[Block]:
    """The same words over the whole width, one block a line."""
    exercise, dose = of.exercise, of.exercise.doses[0][1]
    yield from lines(known(dose.name), DOOR_FACT, "SemiBold", lead=LEAD)
    before = say(ALSO_BEFORE if exercise.on_other_days else BEFORE) if exercise.before_run else ""
    later = (say(FROM_DAY, day=day(on), much=_much(changed)) for on, changed in exercise.doses[1:])
    said = (_much(dose), _shown(exercise), *later, before, known(dose.cue), of.stop)
    for text in said:
        yield from lines(text, DOOR_BODY, lead=LEAD) if text else ()


def _heading(dose: Dose, shown: str) -> list[Line]:
    """Name, how much and which leg, in as few lines as hold them."""
    much = _much(dose)
    names = wrapped(known(dose.name), CARD, DOOR_FACT, "SemiBold")
    *rows, last = [Line(name, "SemiBold", size=DOOR_FACT) for name in names]
    if width(f"{last.text}  ", DOOR_FACT, "SemiBold") + width(much, DOOR_BODY, "SemiBold") <= CARD:
        return [*rows, replace(last, right=much), *([Line(shown)] if shown else [])]
    if width(f"{much}  ", DOOR_BODY, "SemiBold") + width(shown, DOOR_BODY, "SemiBold") <= CARD:
        return [*rows, last, Line(shown, right=much)]
    return [*rows, last, Line("", right=much), Line(shown)]


def _much(dose: Dose) -> str:
    """Such as `2 × 15` or `2 × 30 s`."""
    if dose.reps is not None:
        much = str(dose.reps) if dose.sets > 1 else say(TIMES, count=dose.reps)
    elif dose.seconds is not None:
        much = say(SECONDS, count=dose.seconds)
    else:
        much = minutes(dose.minutes) if dose.minutes is not None else ""
    return say(SETS_OF, sets=dose.sets, much=much) if dose.sets > 1 else much


def text(of: Card, x: float) -> Block:
    """The lines below the figure."""

    def draw(pen: Pen, y: float) -> None:
        at, name, body = y + 12.5, Tag("H3"), Tag()
        for row in of.lines:
            if row.sign:
                signs.stop(pen, x + 5.5, at - 4.2, 5)
            with pen.inside(name if row.size == DOOR_FACT else body):
                pen.text(x + row.inset, at, row.text, row.size, row.weight, row.ink)
            if row.right:
                pen.text(x + CARD, at, row.right, DOOR_BODY, "SemiBold", INJURED, "right")
            at += STEP

    return Block(len(of.lines) * STEP + 2, draw)
