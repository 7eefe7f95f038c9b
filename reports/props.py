"""What stands about a drawn exercise: wall, pillow, strap, step, machine and water."""

from __future__ import annotations

from collections.abc import Iterator
from math import sin

from clinic_tui.model.figure import Figure
from reports import strokes
from reports.house import INK, SECOND, WALK
from reports.skeleton import Box, Spot

Joints = dict[str, Spot]


def boxes(figure: Figure, at: Joints) -> Iterator[Box]:
    """The room that each thing takes."""
    if figure.wall is not None:
        yield figure.wall.at - 1, 0, figure.wall.at + 5, figure.wall.high + 1
    if figure.pillow is not None:
        pillow, middle = figure.pillow, at[figure.pillow.under][0]
        half = max(pillow.wide, pillow.high) / 2 + 0.8
        yield middle - half, 0, middle + half, pillow.high + 0.8
    for slab in figure.slabs:
        yield slab.at - 0.5, 0, slab.at + slab.wide + 0.5, slab.high + 0.5
    for wheel in figure.wheels:
        (x, y), reach = wheel.at, wheel.radius + 1
        yield x - reach, y - reach, x + reach, y + reach
    for bar in figure.bars:
        xs, ys = [x for x, _ in bar], [y for _, y in bar]
        yield min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1
    if figure.water is not None:
        yield 0, 0, 0, figure.water + 2


def behind(figure: Figure, at: Joints) -> Iterator[str]:
    """What stands behind the body."""
    if figure.wall is not None:
        x, high = figure.wall.at, figure.wall.high
        yield strokes.stroke(strokes.line([(x, 0), (x, high)]), SECOND, 1.8)
        ticks = [[(x, y), (x + 4.5, y + 4.5)] for y in range(2, int(high) - 4, 9)]
        yield strokes.stroke(" ".join(map(strokes.line, ticks)), SECOND, 0.8)
    if figure.pillow is not None:
        wide, high = figure.pillow.wide, figure.pillow.high
        x = at[figure.pillow.under][0] - wide / 2
        chain = ((x + high / 2, high / 2, high / 2), (x + wide - high / 2, high / 2, high / 2))
        shape = strokes.outline((chain,))
        yield strokes.stroke(shape, SECOND, 1.4)
        yield strokes.fill(shape, WALK)
    for slab in figure.slabs:
        shape = strokes.box(slab.at, 0, slab.wide, slab.high)
        yield strokes.fill(shape, WALK)
        yield strokes.stroke(shape, SECOND, 1.0)
    for wheel in figure.wheels:
        yield strokes.stroke(strokes.ring(*wheel.at, wheel.radius), SECOND, 1.4)
    for bar in figure.bars:
        yield strokes.stroke(strokes.line(bar), SECOND, 1.6)


def before(figure: Figure, at: Joints, left: float, right: float) -> Iterator[str]:
    """What is in front of the body; water goes from edge to edge."""
    if figure.strap is not None:
        ends = [at[joint] for joint in figure.strap]
        yield strokes.stroke(strokes.line(ends), INK, 1.4)
    if figure.water is not None:
        for below, dash in ((0.0, ()), (4.5, (7.0, 5.0))):
            yield strokes.stroke(_wave(left, right, figure.water - below), SECOND, 1.2, dash)


def _wave(first: float, last: float, level: float) -> str:
    steps = max(2, round((last - first) / 3))
    wide = (last - first) / steps
    return strokes.line([(first + i * wide, level + 1.1 * sin(i * 0.9)) for i in range(steps + 1)])
