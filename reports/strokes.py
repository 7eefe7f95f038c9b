"""PDF drawing operators as text: made once for a drawing, then put on as many pages as wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import acos, atan2, ceil, cos, degrees, hypot, radians, sin, tan

from reports.skeleton import Circle, Shape, Spot


def _ops(sign: str, *values: float) -> str:
    # A tenth of a unit is a tenth of a point on paper: finer than a printer sets it.
    return " ".join((*(f"{round(value, 1) + 0:g}" for value in values), sign))


@cache
def _colour(name: str, sign: str) -> str:
    return " ".join((*(f"{int(name[i : i + 2], 16) / 255:.3g}" for i in (1, 3, 5)), sign))


def fill(path: str, ink: str) -> str:
    """A path filled; where its pieces overlap they are one."""
    return f"{_colour(ink, 'rg')} {path} f"


def stroke(path: str, ink: str, thick: float, dash: Sequence[float] = ()) -> str:
    """A path's line, with round ends and corners unless it is dashed."""
    dashes = " ".join(f"{each:g}" for each in dash)
    ends = 0 if dash else 1
    return f"{_colour(ink, 'RG')} {thick:g} w {ends} J 1 j [{dashes}] 0 d {path} S"


def line(points: Sequence[Spot], closed: bool = False) -> str:
    """A path through points."""
    steps = [_ops("l" if index else "m", *point) for index, point in enumerate(points)]
    return " ".join((*steps, "h")) if closed else " ".join(steps)


def box(x: float, y: float, wide: float, high: float) -> str:
    """A rectangle by its lower left corner."""
    return _ops("re", x, y, wide, high)


def ring(x: float, y: float, radius: float) -> str:
    """A whole circle."""
    start = _ops("m", x + radius, y)
    return " ".join((start, *_arc((x, y, radius), 0, 360), "h"))


def outline(shape: Shape) -> str:
    """The path of a part: one line round each chain of circles, all turned the same way."""
    return " ".join(_round(chain) for chain in shape)


def _round(chain: Sequence[Circle]) -> str:
    if chain[0] == chain[-1]:
        return " ".join(_round(pair) for pair in pairwise(chain))
    chain = _seen(chain)
    if len(chain) == 1:
        return ring(*chain[0])
    way = [*chain, *chain[-2::-1]]
    sides = [_right(a, b) for a, b in pairwise(way)]
    path = [_ops("m", *on(chain[0], sides[-1]))]
    for place, (circle, before, after) in enumerate(
        zip(way[:-1], [sides[-1], *sides[:-1]], sides, strict=True)
    ):
        if place:
            path.append(_ops("l", *on(circle, before)))
        turn = (after - before) % 360
        # Where the way bends to the other side there is no arc; round an end there always is one.
        if turn < 180 or place in (0, len(chain) - 1):
            path += _arc(circle, before, turn)
    return " ".join((*path, "h"))


def _seen(chain: Sequence[Circle]) -> list[Circle]:
    """A chain without circles that a neighbour swallows."""
    kept = [chain[0]]
    for circle in chain[1:]:
        x, y, radius = kept[-1]
        if hypot(circle[0] - x, circle[1] - y) > abs(circle[2] - radius) + 1e-6:
            kept.append(circle)
        elif circle[2] > radius:
            kept[-1] = circle
    return kept


def _right(a: Circle, b: Circle) -> float:
    """The angle at which the line along the right side, going from a to b, touches both."""
    along = degrees(atan2(b[1] - a[1], b[0] - a[0]))
    return along - degrees(acos((a[2] - b[2]) / hypot(b[0] - a[0], b[1] - a[1])))


def on(circle: Circle, angle: float) -> Spot:
    """A point of a circle."""
    x, y, radius = circle
    return x + radius * cos(radians(angle)), y + radius * sin(radians(angle))


def _arc(circle: Circle, start: float, by: float) -> Iterable[str]:
    """Curves along a circle, none longer than a quarter of it."""
    pieces = max(1, ceil(abs(by) / 90 - 1e-9))
    step = by / pieces
    pull = 4 / 3 * tan(radians(step) / 4) * circle[2]
    for index in range(pieces):
        begin, end = start + index * step, start + (index + 1) * step
        (x0, y0), (x3, y3) = on(circle, begin), on(circle, end)
        yield _ops(
            "c",
            x0 - pull * sin(radians(begin)),
            y0 + pull * cos(radians(begin)),
            x3 + pull * sin(radians(end)),
            y3 - pull * cos(radians(end)),
            x3,
            y3,
        )
