"""The drawn exercises: each has one, inside its card, of the injured side, told apart in grey."""

from __future__ import annotations

import io
from datetime import date
from math import cos, radians, sin

import pytest

from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.figure import Figure
from clinic_tui.model.plan import Dose
from clinic_tui.model.words import Side
from reports.canvas import PaperCanvas
from reports.figures import DARK, EDGE, TONES, drawing
from reports.house import INJURED
from reports.pen import Pen
from reports.plan_cards import CARD, SHOWN, TALLEST, card, figure, fitting
from reports.plan_home import SCALES
from reports.skeleton import standing
from reports.strokes import outline
from reports.values import HomeExercise

LIBRARY = built_in()
FIGURES = tuple(LIBRARY.figures.values())
SIDED = tuple(each for each in FIGURES if each.side is not None)
LEGS = (Side.LEFT, Side.RIGHT)


def exercise(of: Figure, side: Side | None = None) -> HomeExercise:
    """An exercise that is drawn so."""
    dose = Dose(exercise=of.id, name=of.id, sets=2, reps=10, cue="Slowly.", stop_if="Stop if.")
    return HomeExercise(((date(2026, 11, 23), dose),), False, True, of, side)


class Spy(Pen):
    """A pen that remembers where drawings went."""

    def __init__(self) -> None:
        super().__init__(PaperCanvas(io.BytesIO()))
        self.drawn: list[tuple[float, float, float, bool]] = []

    def drawing(self, code: str, x: float, y: float, scale: float, mirrored: bool = False) -> None:
        """Only remembers."""
        self.drawn.append((x, y, scale, mirrored))


def drawn(of: Figure, side: Side | None, scale: float) -> tuple[float, float, float, bool]:
    """Where and how a card at 100 draws a figure: place, ground, scale, mirrored."""
    made = card(exercise(of, side))
    assert made.drawing is not None
    size = fitting(made.drawing, scale)
    pen = Spy()
    figure(made, 100, made.drawing.box[3] * size, size).draw(pen, 200)
    return pen.drawn[0]


def test_every_exercise_has_a_figure_and_every_figure_an_exercise() -> None:
    assert {each.pose for each in LIBRARY.exercises.values()} == set(LIBRARY.figures)


@pytest.mark.parametrize("of", FIGURES, ids=lambda each: each.id)
@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("side", [None, *LEGS])
def test_a_figure_stays_inside_its_card(of: Figure, scale: float, side: Side | None) -> None:
    x, ground, size, mirrored = drawn(of, side if of.side else None, scale)
    left, low, right, high = drawing(of).box
    edges = sorted(x + (-1 if mirrored else 1) * size * edge for edge in (left, right))
    assert edges[0] >= 100 - 0.01
    assert edges[1] <= 100 + CARD + 0.01
    assert ground - size * high >= 200
    assert size * (high - low) <= TALLEST + 0.01


@pytest.mark.parametrize("of", FIGURES, ids=lambda each: each.id)
def test_no_joint_is_outside_and_somebody_stands_on_the_ground(of: Figure) -> None:
    left, _, right, high = drawing(of).box
    for pose in (of.pose, *([of.start] if of.start else [])):
        at, parts = standing(of, pose)
        if pose is of.pose or not of.ghost:
            assert all(left < x < right and 0 < y < high for x, y in at.values())
        lowest = min(y - r for part in parts.values() for chain in part for _, y, r in chain)
        assert lowest == pytest.approx(of.lift)


Vector = tuple[float, float, float]


def cross(a: Vector, b: Vector) -> Vector:
    """The vector product."""
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def leg_of(of: Figure, mirrored: bool) -> Side:
    """Which leg it is by the right-hand rule, with x to the right, y up, z to the reader."""
    flip = -1 if mirrored else 1
    spine = radians(of.pose.spine[0][0])
    up = (flip * cos(spine), sin(spine), 0.0)
    ahead = (flip * cos(spine - radians(90)), sin(spine - radians(90)), 0.0)
    reader = (0.0, 0.0, 1.0)
    from_front = of.pose.front > 0.5
    face, towards = (reader, ahead) if from_front else (ahead, reader)
    right = cross(face, up)
    near_is_right = sum(a * b for a, b in zip(right, towards, strict=True)) > 0
    return Side.RIGHT if near_is_right != (of.side == "below") else Side.LEFT


@pytest.mark.parametrize("of", SIDED, ids=lambda each: each.id)
@pytest.mark.parametrize("side", LEGS)
def test_the_leg_that_is_drawn_is_the_injured_one_and_is_named(of: Figure, side: Side) -> None:
    *_, mirrored = drawn(of, side, 1.0)
    assert leg_of(of, mirrored) is side
    assert of.side is not None
    words = SHOWN[of.side][side]
    assert side.value.upper() in words
    made = card(exercise(of, side))
    assert words in [line.text for line in made.lines]
    assert figure(made, 0, 100, 1).alt == f"{of.id}. {words} Slowly."


def test_a_figure_without_a_side_is_never_mirrored() -> None:
    for of in FIGURES:
        if of.side is None:
            assert drawn(of, None, 1.0)[3] is False


def grey(ink: str) -> float:
    """Lightness of a colour as a copier sees it, 0 black to 1 white."""
    red, green, blue = (int(ink[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_cut_to_black_and_white_only_the_worked_part_is_a_black_limb() -> None:
    assert grey(INJURED) < 0.55
    assert grey(EDGE) < 0.55
    for part, ink in TONES.items():
        assert (grey(ink) < 0.55) == (ink == DARK), part
    assert {part for part, ink in TONES.items() if ink == DARK} == {"head", "foot"}


def test_equal_figures_are_equal_letter_by_letter() -> None:
    for of in FIGURES:
        again = Figure.model_validate(of.model_dump())
        drawing.cache_clear()
        first = drawing(of).code
        drawing.cache_clear()
        assert drawing(again).code == first


def test_a_circle_that_its_neighbour_swallows_leaves_a_whole_ring() -> None:
    path = outline((((0, 0, 5), (1, 0, 2)),))
    assert path == outline((((0, 0, 5), (0, 1, 3)),))
    assert path.count(" c") == 4
