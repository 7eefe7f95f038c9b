"""The drawn exercises: body in layers, ghost of the start, props, arrows, for either side.

Told apart without colour too: the worked part is the only dark limb, pale ones have a dark edge,
and a white halo parts one limb from the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, radians, sin
from typing import Final

from clinic_tui.model.figure import Figure, Push, Swing
from clinic_tui.model.words import Side
from reports import props, strokes
from reports.house import INJURED, INK, OTHER, WHITE
from reports.skeleton import Box, Shape, Spot, box_of, standing

NEAR: Final = "#B1BCC5"
FAR: Final = "#DCE2E7"
SHIRT: Final = "#97A3AD"
EDGE: Final = "#2F3B46"
DARK: Final = "#3B4955"
"""Hair and shoes."""
GHOST: Final = "#5E6B76"

ARM: Final = ("upper_arm", "forearm")
LEG: Final = ("foot", "shank", "thigh")
CORE: Final = ("neck", "trunk", "head", "face")
FAR_ARM: Final = tuple(f"far_{name}" for name in ARM)
FAR_LEG: Final = tuple(f"far_{name}" for name in LEG)
TONES: Final = {
    **dict.fromkeys((*ARM, *LEG, "neck", "face"), NEAR),
    **dict.fromkeys((*FAR_ARM, *FAR_LEG), FAR),
    "trunk": SHIRT,
    "head": DARK,
    "foot": DARK,
    "far_foot": OTHER,
}
HALO_WIDE: Final = 3.0
EDGE_WIDE: Final = 1.1
TIP: Final = 4.9
"""Size of an arrow's head."""
GROUND_OVER: Final = 6.0
"""How far the ground goes on beside the body."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure as drawing operators in its own units, and the box that holds all of it."""

    code: str
    box: Box


@lru_cache(128)
def drawing(figure: Figure) -> Drawing:
    """A figure drawn as its data have it, facing right."""
    at, parts = standing(figure, figure.pose)
    boxes = [box_of(parts)]
    ghost: list[str] = []
    if figure.start is not None:
        _, started = standing(figure, figure.start)
        shown = {name: part for name, part in started.items() if _in_ghost(name, figure)}
        boxes.append(box_of(shown))
        ghost += _ghost(shown, figure)
    moves: tuple[Push | Swing, ...] = (*figure.pushes, *figure.swings)
    arrows = [_points(move, at) for move in moves]
    boxes += [_box_of_arrow(points) for points in arrows]
    left, low, right, high = _around([*boxes, *props.boxes(figure, at)])
    left, right = left - GROUND_OVER, right + GROUND_OVER
    code = [
        *props.behind(figure, at),
        *ghost,
        *_body(parts, figure),
        *props.before(figure, at, left, right),
    ]
    if figure.water is None:
        code.append(strokes.stroke(strokes.line([(left, -0.6), (right, -0.6)]), INK, 1.2))
    for move, points in zip(moves, arrows, strict=True):
        code += _arrow(points, isinstance(move, Swing) and move.both)
    return Drawing("\n".join(code), (left - 0.6, min(low, 0) - 1.2, right + 0.6, high + 0.8))


def drawn_side(figure: Figure) -> Side:
    """The leg that the figure shows as its data have it, looked at from the body itself."""
    turned = figure.pose.front > 0.5
    return Side.LEFT if turned != (figure.side == "below") else Side.RIGHT


def _in_ghost(name: str, figure: Figure) -> bool:
    return name != "face" and (not figure.ghost or name in figure.ghost)


def _layers(figure: Figure) -> list[tuple[str, ...]]:
    """Parts from back to front."""
    hidden = [part for name, part in (("arm", ARM), ("leg", LEG)) if name in figure.behind]
    return [FAR_ARM, FAR_LEG, *hidden, CORE, *(p for p in (LEG, ARM) if p not in hidden)]


def _body(parts: dict[str, Shape], figure: Figure) -> Iterator[str]:
    for layer in _layers(figure):
        paths = {name: strokes.outline(parts[name]) for name in layer}
        whole = " ".join(path for name, path in paths.items() if name != "face")
        yield strokes.stroke(whole, WHITE, HALO_WIDE)
        yield strokes.stroke(whole, EDGE, EDGE_WIDE)
        for name, path in paths.items():
            yield strokes.fill(path, INJURED if name in figure.works else TONES[name])


def _ghost(parts: dict[str, Shape], figure: Figure) -> Iterator[str]:
    for layer in _layers(figure):
        whole = " ".join(strokes.outline(parts[name]) for name in layer if name in parts)
        if whole:
            yield strokes.stroke(whole, GHOST, 1.7, (2.4, 1.5))
            yield strokes.fill(whole, WHITE)


def _points(move: Push | Swing, at: dict[str, Spot]) -> list[Spot]:
    x, y = at[move.at if isinstance(move, Push) else move.about]
    x, y = x + move.beside[0], y + move.beside[1]
    if isinstance(move, Push):
        return [(x + move.by[0] * i / 2, y + move.by[1] * i / 2) for i in range(3)]
    steps = max(6, round(abs(move.by) / 9))
    angles = [radians(move.start + move.by * i / steps) for i in range(steps + 1)]
    wide, high = move.radius, move.radius * move.tall
    return [(x + wide * cos(angle), y + high * sin(angle)) for angle in angles]


def _arrow(points: list[Spot], both: bool) -> Iterator[str]:
    ends = [points, points[::-1]] if both else [points]
    for ink, thick, size in ((WHITE, 4.6, TIP + 2.3), (INK, 1.9, TIP)):
        yield strokes.stroke(strokes.line(points), ink, thick)
        for end in ends:
            yield strokes.fill(_tip(end[-2], end[-1], size), ink)


def _tip(before: Spot, tip: Spot, size: float) -> str:
    angle = atan2(tip[1] - before[1], tip[0] - before[0])
    x, y = cos(angle) * size, sin(angle) * size
    return strokes.line(
        [
            (tip[0] + x * 0.8, tip[1] + y * 0.8),
            (tip[0] - x * 0.4 - y * 0.6, tip[1] - y * 0.4 + x * 0.6),
            (tip[0] - x * 0.4 + y * 0.6, tip[1] - y * 0.4 - x * 0.6),
        ],
        closed=True,
    )


def _box_of_arrow(points: list[Spot]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) - TIP, min(ys) - TIP, max(xs) + TIP, max(ys) + TIP


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
