"""The skeleton of the drawn exercises: joints of a pose, and the round shapes about its bones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import cos, hypot, radians, sin
from typing import Final

from clinic_tui.model.figure import Bend, Figure, Pose

Spot = tuple[float, float]
Circle = tuple[float, float, float]
Shape = tuple[tuple[Circle, ...], ...]
"""Chains of circles; neighbours in a chain are joined by their common tangents."""
Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge."""

LUMBAR: Final = 12.0
THORAX: Final = 16.8
NECK: Final = 10.6
UPPER_ARM: Final = 17.2
FOREARM: Final = 17.6
THIGH: Final = 24.5
SHANK: Final = 24.0
FOOT: Final = 9.6
SOLE: Final = 2.2
"""How far toe and heel lie below the line of the ankle."""
HALF_HIPS: Final = 4.6
HALF_SHOULDERS: Final = 8.0

LIMBS: Final = {
    "upper_arm": ("shoulder", "elbow", ((0.0, 3.5), (1.0, 2.5))),
    "forearm": ("elbow", "hand", ((0.0, 2.5), (0.3, 2.5), (0.78, 1.7), (1.0, 2.1))),
    "thigh": ("hip", "knee", ((0.0, 5.8), (0.45, 5.1), (1.0, 3.8))),
    "shank": ("knee", "ankle", ((0.0, 3.8), (0.32, 3.9), (1.0, 2.3))),
}
"""From joint to joint, with the radius along the way."""


def joints(pose: Pose) -> dict[str, Spot]:
    """All joints, counted from the pelvis."""
    lumbar, thorax, neck = pose.spine
    found = {"pelvis": (0.0, 0.0)}
    found["waist"] = _from(found["pelvis"], lumbar, LUMBAR)
    found["chest"] = _from(found["waist"], thorax, THORAX * 0.62)
    found["neck"] = _from(found["waist"], thorax, THORAX)
    found["head"] = _from(found["neck"], neck, NECK)
    across, over = (lumbar[0] - 90, 1.0), (thorax[0] - 90, 1.0)
    for far, side, arm, leg in (
        ("", pose.front, pose.arm, pose.leg),
        ("far_", -pose.front, pose.far_arm, pose.far_leg),
    ):
        top = _from(found["neck"], thorax, -2.2)
        found[f"{far}shoulder"] = _from(top, over, side * HALF_SHOULDERS)
        found[f"{far}elbow"] = _from(found[f"{far}shoulder"], arm[0], UPPER_ARM)
        found[f"{far}hand"] = _from(found[f"{far}elbow"], arm[1], FOREARM)
        found[f"{far}hip"] = _from(found["pelvis"], across, side * HALF_HIPS)
        found[f"{far}knee"] = _from(found[f"{far}hip"], leg[0], THIGH)
        ankle = found[f"{far}ankle"] = _from(found[f"{far}knee"], leg[1], SHANK)
        down = (leg[2][0] - 90, 1.0)
        found[f"{far}toe"] = _from(_from(ankle, leg[2], FOOT), down, SOLE)
        found[f"{far}heel"] = _from(_from(ankle, leg[2], -2.0), down, SOLE * 0.8)
    return found


def _from(spot: Spot, bend: Bend, length: float) -> Spot:
    angle, share = bend
    far = length * share
    return spot[0] + far * cos(radians(angle)), spot[1] + far * sin(radians(angle))


def shapes(pose: Pose, at: dict[str, Spot]) -> dict[str, Shape]:
    """The parts of a body whose joints lie there."""
    made: dict[str, Shape] = {}
    for far in ("", "far_"):
        for name, (first, last, radii) in LIMBS.items():
            start, end = at[far + first], at[far + last]
            made[far + name] = (tuple((*_between(start, end, t), r) for t, r in radii),)
        ankle = (*at[f"{far}ankle"], 2.3)
        foot = (ankle, (*at[f"{far}heel"], 2.4), (*at[f"{far}toe"], 1.7), ankle)
        made[f"{far}foot"] = (foot,)
    made["trunk"] = _trunk(pose, at)
    made["neck"] = (((*at["neck"], 2.9), (*_between(at["neck"], at["head"], 0.6), 2.7)),)
    made["head"], made["face"] = _head(pose, at)
    return made


def _trunk(pose: Pose, at: dict[str, Spot]) -> Shape:
    if pose.front < 0.3:
        return (
            (
                (*at["pelvis"], 6.1),
                (*at["waist"], 5.3),
                (*at["chest"], 6.4),
                (*at["shoulder"], 4.2),
            ),
        )
    hips = ((*at["hip"], 5.2), (*at["far_hip"], 5.2))
    arms = ((*at["far_shoulder"], 3.7), (*at["shoulder"], 3.7))
    middle = ((*at["pelvis"], 6.0), (*at["waist"], 7.0), (*at["chest"], 8.0))
    return ((*hips, (*at["waist"], 7.0), *arms, (*at["waist"], 7.0), hips[0]), middle)


def _head(pose: Pose, at: dict[str, Spot]) -> tuple[Shape, Shape]:
    """Hair, and the face on it: in profile with a nose, or seen from the front."""
    x, y = at["head"]
    away = hypot(x - at["neck"][0], y - at["neck"][1])
    up = ((x - at["neck"][0]) / away, (y - at["neck"][1]) / away)

    def spot(crown: float, ahead: float, radius: float) -> Circle:
        return x + up[0] * crown + up[1] * ahead, y + up[1] * crown - up[0] * ahead, radius

    hair = ((spot(1.2, -0.4, 6.1), spot(-1.2, -0.8, 5.0)),)
    if pose.front > 0.6:
        return hair, ((spot(-0.8, 0, 4.8), spot(-2.2, 0, 4.0)),)
    return hair, (
        (spot(-0.6, 1.5, 4.9), spot(-2.4, 1.6, 3.9)),
        (spot(-1.3, 6.0, 1.0), spot(-0.4, 4.2, 1.6)),
    )


def _between(start: Spot, end: Spot, share: float) -> Spot:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


Body = tuple[dict[str, Spot], dict[str, Shape]]


@lru_cache(256)
def standing(figure: Figure, pose: Pose) -> Body:
    """Joints and parts of a pose with its lowest part on the ground and the held joint at 0."""
    at = joints(pose)
    lowest = min(y - radius for _, y, radius in _circles(shapes(pose, at)))
    right, up = -at[figure.hold][0], figure.lift - lowest
    placed = {name: (x + right, y + up) for name, (x, y) in at.items()}
    return placed, shapes(pose, placed)


def _circles(parts: dict[str, Shape]) -> Iterator[Circle]:
    for shape in parts.values():
        for chain in shape:
            yield from chain


def box_of(parts: dict[str, Shape]) -> Box:
    """The box round a body."""
    circles = list(_circles(parts))
    return (
        min(x - radius for x, _, radius in circles),
        min(y - radius for _, y, radius in circles),
        max(x + radius for x, _, radius in circles),
        max(y + radius for _, y, radius in circles),
    )
