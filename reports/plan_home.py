"""The patient plan's home programme: each exercise drawn, with dose, cue and when to stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from clinic_tui.model.figure import SideShown
from clinic_tui.model.plan import Dose
from clinic_tui.model.words import Side
from reports import signs
from reports.figures import Drawing, drawing, drawn_side
from reports.flow import Block, beside, space
from reports.house import (
    DOOR_BODY,
    DOOR_DISPLAY,
    DOOR_FACT,
    INJURED,
    INK,
    LEFT,
    RIGHT,
    ROOM,
)
from reports.pen import Pen
from reports.plan_parts import STEP, section
from reports.session_words import minutes
from reports.sheet import day
from reports.typeface import Weight, width, wrapped
from reports.values import DayKind, HomeExercise, HomeGroup, HomeKind, PainRule

ACROSS: Final = 3
GUTTER: Final = 17.0
CARD: Final = (ROOM - GUTTER * (ACROSS - 1)) / ACROSS
SCALES: Final = (1.0, 0.9, 0.84, 0.79)
"""Points for a hundredth of the body's height: the largest that costs no page is taken."""
STOP_INSET: Final = 15.0

TITLE: Final = "Your home exercises"
KEY: Final = "The darkest part works. Dashes show the start."
STOPS: Final[dict[PainRule, str]] = {
    "soft tissue": "Stop an exercise that hurts 4 or more.",
    "joint": "Stop an exercise that hurts 4 or more, or catches.",
    "bone": "Stop an exercise at any pain at the injured spot.",
}
HEADS: Final[dict[HomeKind, str]] = {
    "loosen": "Loosen",
    "strengthen": "Strengthen",
    "stretch": "Stretch",
    "cross": "Cross-training",
    "pool": "In the pool",
}
HOWS: Final[dict[HomeKind, str]] = {
    "loosen": "Never into pain.",
    "strengthen": "",
    "stretch": "No bouncing.",
    "cross": "Choose one.",
    "pool": "Choose one.",
}
DAYS: Final[dict[DayKind, str]] = {
    "run": "After each run.",
    "walk": "After each walk.",
    "cross": "On cycle days.",
    "strength": "On strength days.",
    "rest": "On rest days.",
}
POOL_DAYS: Final = "On swim days."
BEFORE: Final = "Before each run."
ALSO_BEFORE: Final = "Also before each run."
SHOWN: Final[dict[SideShown, dict[Side, str]]] = {
    "moves": {Side.LEFT: "LEFT leg moves.", Side.RIGHT: "RIGHT leg moves."},
    "top": {Side.LEFT: "LEFT leg on top.", Side.RIGHT: "RIGHT leg on top."},
    "below": {Side.LEFT: "LEFT side below.", Side.RIGHT: "RIGHT side below."},
    "up": {Side.LEFT: "LEFT leg up.", Side.RIGHT: "RIGHT leg up."},
    "behind": {Side.LEFT: "LEFT leg behind.", Side.RIGHT: "RIGHT leg behind."},
    "ahead": {Side.LEFT: "LEFT leg ahead.", Side.RIGHT: "RIGHT leg ahead."},
    "stands": {Side.LEFT: "LEFT leg stands.", Side.RIGHT: "RIGHT leg stands."},
    "crossed": {Side.LEFT: "LEFT leg crossed.", Side.RIGHT: "RIGHT leg crossed."},
}
"""What the drawn leg does, in words: nobody has to tell left from right in a picture."""


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


def home_programme(groups: Sequence[HomeGroup], rule: PainRule, scale: float) -> list[Block]:
    """Heading and one card for each exercise, three in a row; nothing where there is no work."""
    if not groups:
        return []
    blocks = [_title(rule)]
    for group in groups:
        blocks.append(section(HEADS[group.kind], _when(group)))
        for first in range(0, len(group.exercises), ACROSS):
            blocks += _row(group.exercises[first : first + ACROSS], scale)
    return blocks


def _title(rule: PainRule) -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.text(LEFT, y + 19, TITLE, DOOR_DISPLAY, "Light")
        pen.text(RIGHT, y + 19, KEY, DOOR_BODY, align="right")
        signs.stop(pen, LEFT + 7, y + 35, 6)
        pen.text(LEFT + 20, y + 39.5, STOPS[rule], DOOR_BODY, "SemiBold")

    return Block(48.0, draw, with_next=True)


def _when(group: HomeGroup) -> str:
    days = [POOL_DAYS if group.kind == "pool" and d == "cross" else DAYS[d] for d in group.days]
    if not days and group.exercises[0].before_run:
        days = [BEFORE]
    return " ".join(each for each in (*days, HOWS[group.kind]) if each)


def _row(exercises: Sequence[HomeExercise], scale: float) -> Iterator[Block]:
    """Figures on one ground line, their texts below: always on one page."""
    drawings = [drawing(each.figure) if each.figure else None for each in exercises]
    scales = [_fitting(made, scale) if made else scale for made in drawings]
    high = max((d.box[3] * s for d, s in zip(drawings, scales, strict=True) if d), default=0.0)
    texts = [_lines(each) for each in exercises]
    places = [LEFT + index * (CARD + GUTTER) for index in range(len(exercises))]
    figures = [
        _figure(each, made, x, high, size)
        for each, made, x, size in zip(exercises, drawings, places, scales, strict=True)
    ]
    yield beside(figures, with_next=True)
    yield beside([_text(rows, x) for rows, x in zip(texts, places, strict=True)])
    yield space(5)


def _fitting(made: Drawing, scale: float) -> float:
    """The scale, or less for what would be wider than its card."""
    left, _, right, _ = made.box
    return min(scale, CARD / (right - left))


def _figure(
    exercise: HomeExercise, made: Drawing | None, x: float, high: float, scale: float
) -> Block:
    """The figure with its feet on the row's ground, in the middle of its card."""

    def draw(pen: Pen, y: float) -> None:
        if made is None or exercise.figure is None:
            return
        left, _, right, _ = made.box
        mirrored = exercise.side is not None and exercise.side != drawn_side(exercise.figure)
        middle = (left + right) / 2 * scale
        at = x + CARD / 2 + (middle if mirrored else -middle)
        pen.drawing(made.code, at, y + high + 1, scale, mirrored)

    return Block(high + 3, draw, alt=alternative(exercise) if made else "")


def alternative(exercise: HomeExercise) -> str:
    """The figure in a sentence: which exercise, which leg, and how it is done."""
    dose = exercise.doses[0][1]
    shown = _shown(exercise)
    return f"{dose.name}. {shown} {dose.cue}" if shown else f"{dose.name}. {dose.cue}"


def _shown(exercise: HomeExercise) -> str:
    figure, side = exercise.figure, exercise.side
    if figure is None or figure.side is None or side is None:
        return ""
    return SHOWN[figure.side][side]


def _lines(exercise: HomeExercise) -> list[Line]:
    (_, dose), *later = exercise.doses
    rows = _heading(dose, _shown(exercise))
    for on, changed in later:
        said = f"From {day(on)}: {_much(changed)}"
        rows += [
            Line(text, "SemiBold", INJURED) for text in wrapped(said, CARD, DOOR_BODY, "SemiBold")
        ]
    if exercise.before_run:
        rows.append(Line(ALSO_BEFORE if exercise.on_other_days else BEFORE))
    if dose.cue:
        rows += [Line(text) for text in wrapped(dose.cue, CARD, DOOR_BODY)]
    if dose.stop_if:
        stops = wrapped(dose.stop_if, CARD - STOP_INSET, DOOR_BODY)
        rows += [Line(text, inset=STOP_INSET, sign=index == 0) for index, text in enumerate(stops)]
    return rows


def _heading(dose: Dose, shown: str) -> list[Line]:
    """Name, how much and which leg, in as few lines as hold them."""
    much = _much(dose)
    names = wrapped(dose.name, CARD, DOOR_FACT, "SemiBold")
    *rows, last = [Line(name, "SemiBold", size=DOOR_FACT) for name in names]
    if width(f"{last.text}  ", DOOR_FACT, "SemiBold") + width(much, DOOR_BODY, "SemiBold") <= CARD:
        return [*rows, replace(last, right=much), *([Line(shown)] if shown else [])]
    if width(f"{much}  ", DOOR_BODY, "SemiBold") + width(shown, DOOR_BODY, "SemiBold") <= CARD:
        return [*rows, last, Line(shown, right=much)]
    return [*rows, last, Line("", right=much), Line(shown)]


def _much(dose: Dose) -> str:
    """Such as `2 × 15` or `2 × 30 s`."""
    many = f"{dose.sets} × " if dose.sets > 1 else ""
    if dose.reps is not None:
        return f"{many}{dose.reps}" if many else f"{dose.reps} times"
    if dose.seconds is not None:
        return f"{many}{dose.seconds} s"
    return f"{many}{minutes(dose.minutes)}" if dose.minutes is not None else ""


def _text(rows: Sequence[Line], x: float) -> Block:
    def draw(pen: Pen, y: float) -> None:
        at = y + 12.5
        for row in rows:
            if row.sign:
                signs.stop(pen, x + 5.5, at - 4.2, 5)
            if row.text:
                pen.text(x + row.inset, at, row.text, row.size, row.weight, row.ink)
            if row.right:
                pen.text(x + CARD, at, row.right, DOOR_BODY, "SemiBold", INJURED, "right")
            at += STEP

    return Block(len(rows) * STEP + 2, draw)
