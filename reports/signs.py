"""Signs that are drawn, not typed: glyphs differ from font to font, shapes do not."""

from __future__ import annotations

from math import cos, radians, sin

from clinic_tui.model.words import Outcome
from reports.house import INJURED, INK, SECOND, STOP, WALK, WHITE
from reports.pen import Pen


def tick(pen: Pen, x: float, y: float, size: float, ink: str = INJURED) -> None:
    """A check mark."""
    points = [
        (x - size * 0.5, y),
        (x - size * 0.12, y + size * 0.38),
        (x + size * 0.55, y - size * 0.42),
    ]
    pen.path(points, ink, size * 0.23)


def cross(pen: Pen, x: float, y: float, size: float, ink: str = STOP) -> None:
    """A saltire."""
    arm = size * 0.4
    pen.path([(x - arm, y - arm), (x + arm, y + arm)], ink, size * 0.23)
    pen.path([(x - arm, y + arm), (x + arm, y - arm)], ink, size * 0.23)


def question(pen: Pen, x: float, y: float, size: float, ink: str = SECOND) -> None:
    """An open, dashed ring: nobody knows."""
    for start in range(0, 360, 72):
        arc = [
            (
                x + size * 0.46 * cos(radians(start + step)),
                y + size * 0.46 * sin(radians(start + step)),
            )
            for step in (0, 15, 30, 45)
        ]
        pen.path(arc, ink, size * 0.17)


def outcome(pen: Pen, x: float, y: float, which: Outcome, size: float = 6.0) -> None:
    """The sign of a finding; its word stands beside it."""
    {Outcome.MET: tick, Outcome.NOT_MET: cross, Outcome.UNKNOWN: question}[which](pen, x, y, size)


def go(pen: Pen, x: float, y: float, size: float = 6.5) -> None:
    """A tick in a ring."""
    pen.disc(x, y, size, WHITE, INK, 1.3)
    tick(pen, x, y, size, INK)


def care(pen: Pen, x: float, y: float, size: float = 6.5) -> None:
    """A triangle with an exclamation mark."""
    corners = [
        (x, y - size * 1.05),
        (x + size * 1.12, y + size * 0.85),
        (x - size * 1.12, y + size * 0.85),
    ]
    pen.path(corners, INK, 1.3, WHITE)
    pen.path([(x, y - size * 0.35), (x, y + size * 0.25)], INK, 1.6)
    pen.disc(x, y + size * 0.58, 0.9)


def stop(pen: Pen, x: float, y: float, size: float = 6.5, ground: str = STOP) -> None:
    """An octagon with a cross."""
    corners = [
        (
            x + size * 1.08 * cos(radians(22.5 + 45 * i)),
            y + size * 1.08 * sin(radians(22.5 + 45 * i)),
        )
        for i in range(8)
    ]
    pen.path(corners, WHITE, 0.8, ground)
    cross(pen, x, y, size, WHITE)


def clinic(pen: Pen, x: float, y: float, size: float = 22.0) -> None:
    """The house's mark: a rising line."""
    pen.box(x, y, size, size, INJURED, round_by=size / 4.4)
    steps = ((0.25, 0.70), (0.43, 0.48), (0.57, 0.58), (0.77, 0.30))
    pen.path([(x + a * size, y + b * size) for a, b in steps], WHITE, size * 0.086)


def runner(pen: Pen, x: float, y: float, size: float = 8.5) -> None:
    """A run day: a runner on a dark tile."""
    pen.box(x - size, y - size, 2 * size, 2 * size, INJURED, round_by=3.5)
    unit = size / 10
    thick = 2.0 * unit

    def limb(*points: tuple[float, float]) -> None:
        pen.path([(x + a * unit, y + b * unit) for a, b in points], WHITE, thick)

    pen.disc(x + 1.9 * unit, y - 6.4 * unit, 1.9 * unit, WHITE)
    limb((1.0, -3.6), (-0.6, 0.8))
    limb((0.9, -3.2), (-2.9, -2.4), (-3.9, 0.2))
    limb((0.9, -3.2), (3.0, -0.9), (5.4, -1.7))
    limb((-0.6, 0.8), (3.0, 2.6), (1.8, 6.8), (3.2, 7.1))
    limb((-0.6, 0.8), (-2.4, 4.3), (-6.4, 4.1))


def boots(pen: Pen, x: float, y: float, size: float = 8.5) -> None:
    """A walk day: two footprints."""
    for side, rise in ((-0.32, 0.28), (0.32, -0.28)):
        at = x + side * size
        pen.box(at - 2.1, y + rise * size - 5.2, 4.2, 6.4, INK, round_by=2.0)
        pen.box(at - 1.7, y + rise * size + 2.0, 3.4, 3.2, INK, round_by=1.5)


def dumbbell(pen: Pen, x: float, y: float, size: float = 8.5) -> None:
    """A strength day."""
    pen.rule(x - size * 0.9, y, x + size * 0.9, y, INK, 1.6)
    for side in (-1, 1):
        pen.box(x + side * 5.2 - 1.4, y - 5.6, 2.8, 11.2, INK, round_by=1)
        pen.box(x + side * 8.0 - 1.0, y - 3.6, 2.0, 7.2, INK, round_by=0.8)


def wheels(pen: Pen, x: float, y: float, size: float = 8.5) -> None:
    """A day of cycling or swimming: a bicycle."""
    for side in (-1, 1):
        pen.disc(x + side * 5.6, y + 2.2, 4.0, None, INK, 1.2)
    frame = [(-5.6, 2.2), (-2.4, -3.2), (3.2, -3.2), (0.0, 2.2), (-5.6, 2.2)]
    pen.path([(x + a, y + b) for a, b in frame], INK, 1.1)
    pen.path([(x, y + 2.2), (x - 3.0, y - 5.4)], INK, 1.1)
    pen.path([(x + 5.6, y + 2.2), (x + 2.6, y - 6.0), (x + 5.0, y - 6.4)], INK, 1.1)


def waves(pen: Pen, x: float, y: float, size: float = 8.5) -> None:
    """A day in the water: three waves."""
    for row in (-4.4, 0.2, 4.8):
        steps = [(-1 + index / 6, sin(index * 1.571)) for index in range(13)]
        pen.path([(x + a * size * 0.95, y + row - b * 1.5) for a, b in steps], INK, 1.6)


def moon(pen: Pen, x: float, y: float, size: float = 8.5) -> None:
    """A rest day."""
    pen.disc(x, y, size * 0.64, SECOND)
    pen.disc(x + size * 0.32, y - size * 0.18, size * 0.56, WHITE)


def jog_block(pen: Pen, x: float, y: float, wide: float, high: float) -> None:
    """A stretch of jogging: tall and dark."""
    pen.box(x, y, wide, high, INJURED, round_by=min(1.4, wide / 2))


def walk_block(pen: Pen, x: float, y: float, wide: float, high: float) -> None:
    """A stretch of walking: low and pale, with an edge that survives a copier."""
    pen.box(x, y + high / 2, wide, high / 2, WALK, INK, min(1.0, wide / 2), 0.7)
