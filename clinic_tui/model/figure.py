"""A drawn exercise as data: poses of a small skeleton, what works, what moves, what stands about.

A body is 100 units high. Directions are degrees, 0 to the right and 90 up; a body seen from the
side looks along its spine less 90, so a standing one faces right and shows its right side.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from clinic_tui.model.strict import Name, Strict

Joint = Literal[
    "pelvis",
    "waist",
    "neck",
    "head",
    "shoulder",
    "elbow",
    "hand",
    "hip",
    "knee",
    "ankle",
    "heel",
    "toe",
    "far_shoulder",
    "far_elbow",
    "far_hand",
    "far_hip",
    "far_knee",
    "far_ankle",
    "far_heel",
    "far_toe",
]
Part = Literal[
    "trunk",
    "neck",
    "head",
    "upper_arm",
    "forearm",
    "thigh",
    "shank",
    "foot",
    "far_upper_arm",
    "far_forearm",
    "far_thigh",
    "far_shank",
    "far_foot",
]
SideShown = Literal["moves", "top", "below", "up", "behind", "ahead", "stands", "crossed"]
Degrees = Annotated[float, Field(ge=-360, le=360)]
Length = Annotated[float, Field(ge=-200, le=200)]
Size = Annotated[float, Field(gt=0, le=200)]
Point = tuple[Length, Length]
"""Right of the held joint, and above the ground."""


def _whole(value: Any) -> Any:
    if isinstance(value, int | float):
        return value, 1
    return tuple(value) if isinstance(value, list) else value


Bend = Annotated[
    tuple[Degrees, Annotated[float, Field(gt=0, le=1)]],
    BeforeValidator(_whole),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number"},
                {
                    "type": "array",
                    "prefixItems": [{"type": "number"}, {"type": "number"}],
                    "minItems": 2,
                    "maxItems": 2,
                },
            ]
        }
    ),
]
"""Direction of a bone, and the share of its length that is seen where it points at the reader."""


class Pose(Strict):
    """A body in one position; a limb is given from the trunk outwards."""

    spine: tuple[Bend, Bend, Bend] = ((90, 1), (90, 1), (90, 1))
    """Pelvis to waist, waist to neck, neck to head."""
    arm: tuple[Bend, Bend] = ((-94, 1), (-84, 1))
    far_arm: tuple[Bend, Bend] = ((-94, 1), (-84, 1))
    leg: tuple[Bend, Bend, Bend] = ((-90, 1), (-90, 1), (0, 1))
    """Thigh, shank, foot of the side that is shown."""
    far_leg: tuple[Bend, Bend, Bend] = ((-90, 1), (-90, 1), (0, 1))
    front: Annotated[float, Field(ge=0, le=1)] = 0
    """How far the chest is turned to the reader: 0 seen from the side, 1 from the front."""


class Push(Strict):
    """A straight arrow that begins beside a joint."""

    at: Joint
    beside: Point = (0, 0)
    by: Point


class Swing(Strict):
    """A round arrow about a joint."""

    about: Joint
    beside: Point = (0, 0)
    radius: Size
    tall: Annotated[float, Field(ge=0.2, le=5)] = 1
    """Height of the curve over its width."""
    start: Degrees
    by: Degrees
    both: bool = False
    """Whether it goes to and fro."""


class Wall(Strict):
    """A wall with its face at a place."""

    at: Length
    high: Size


class Pillow(Strict):
    """A pillow beneath a joint."""

    under: Joint
    wide: Size
    high: Size


class Slab(Strict):
    """A step or a bench: left edge, width and height."""

    at: Length
    wide: Size
    high: Size


class Wheel(Strict):
    """A ring, such as a wheel or a crank."""

    at: Point
    radius: Size


class Figure(Strict):
    """One exercise drawn: its end position solid, its start as a dashed ghost behind it."""

    id: Name
    pose: Pose
    start: Pose | None = None
    ghost: tuple[Part, ...] = ()
    """What of the start is drawn; all of it unless given."""
    works: tuple[Part, ...] = ()
    """Drawn in the accent colour."""
    side: SideShown | None = None
    """What the injured side does in it; absent where both do the same."""
    hold: Joint = "far_ankle"
    """Stays in one place between start and end; places are counted from it."""
    lift: Annotated[float, Field(ge=0, le=200)] = 0
    """How far the lowest part is above the ground."""
    behind: tuple[Literal["arm", "leg"], ...] = ()
    """Near limbs that the trunk hides."""
    pushes: tuple[Push, ...] = ()
    swings: tuple[Swing, ...] = ()
    wall: Wall | None = None
    pillow: Pillow | None = None
    strap: tuple[Joint, Joint] | None = None
    slabs: tuple[Slab, ...] = ()
    water: Size | None = None
    """Height of the water's surface."""
    wheels: tuple[Wheel, ...] = ()
    bars: tuple[Annotated[tuple[Point, ...], Field(min_length=2)], ...] = ()
    """Frames of a machine, as lines through points."""

    @model_validator(mode="after")
    def _ghost_of_something(self) -> Self:
        if self.ghost and self.start is None:
            raise ValueError("ghost: there is no start to draw it of")
        return self
