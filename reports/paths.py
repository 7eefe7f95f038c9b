"""Lines, boxes and rings as a page's code; y runs down, as the pen counts it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import cos, radians, sin
from typing import Final

from reportlab.lib.colors import HexColor

from reports.house import HEIGHT

Point = tuple[float, float]
ROUND: Final = 0.5523
"""Where the handles of a quarter of a circle stand, in radii."""
ROUND_ENDS: Final = "1 J 1 j"


@cache
def colour(name: str) -> str:
    """A colour's three parts."""
    return " ".join(f"{part:.4g}" for part in HexColor(name).rgb())


def painted(
    path: str,
    edge: str | None = None,
    thick: float = 1.0,
    fill: str | None = None,
    dash: tuple[float, float] | None = None,
    ends: str = "",
) -> str:
    """A path, stroked or filled or both, that leaves the page's state as it was."""
    state = ["q", ends]
    if edge:
        state.append(f"{colour(edge)} RG {thick:g} w")
    if fill:
        state.append(f"{colour(fill)} rg")
    if edge and dash:
        state.append(f"[{dash[0]:g} {dash[1]:g}] 0 d")
    paint = {(True, True): "B", (True, False): "S", (False, True): "f", (False, False): "n"}
    return " ".join([*filter(None, state), path, paint[bool(edge), bool(fill)], "Q"])


def along(points: Sequence[Point], closed: bool = False) -> str:
    """Straight from point to point."""
    first, *rest = points
    steps = [f"{_at(first)} m", *(f"{_at(point)} l" for point in rest)]
    return " ".join([*steps, "h"] if closed else steps)


def rectangle(x: float, y: float, wide: float, high: float) -> str:
    """By its top left corner."""
    return f"{x:.2f} {HEIGHT - y - high:.2f} {wide:.2f} {high:.2f} re"


def rounded(x: float, y: float, wide: float, high: float, by: float) -> str:
    """A rectangle with round corners."""
    right, low, handle = x + wide, y + high, by * (1 - ROUND)
    return " ".join(
        [
            f"{_at((x + by, y))} m {_at((right - by, y))} l",
            _bend((right - handle, y), (right, y + handle), (right, y + by)),
            f"{_at((right, low - by))} l",
            _bend((right, low - handle), (right - handle, low), (right - by, low)),
            f"{_at((x + by, low))} l",
            _bend((x + handle, low), (x, low - handle), (x, low - by)),
            f"{_at((x, y + by))} l",
            _bend((x, y + handle), (x + handle, y), (x + by, y)),
            "h",
        ]
    )


def ring(x: float, y: float, radius: float) -> str:
    """A circle round a centre."""
    return rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius)


def turned(x: float, y: float, degrees: float) -> str:
    """What follows is drawn round this point, turned against the clock."""
    across, up = cos(radians(degrees)), sin(radians(degrees))
    return f"{across:.5f} {up:.5f} {-up:.5f} {across:.5f} {_at((x, y))} cm"


def _bend(first: Point, second: Point, end: Point) -> str:
    return f"{_at(first)} {_at(second)} {_at(end)} c"


def _at(point: Point) -> str:
    return f"{point[0]:.2f} {HEIGHT - point[1]:.2f}"
