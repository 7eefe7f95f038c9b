"""Whether two readings were taken in the same conditions, and what they may be compared by."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from clinic_tui.model.reading import Measured


@dataclass(frozen=True, slots=True)
class Footing:
    """What two readings have in common."""

    weights: tuple[Decimal, Decimal] = (Decimal(1), Decimal(1))
    """What each reading's force is multiplied by before they are compared: 1, or its lever."""
    differ: str = ""
    """What differs, in words; empty where the readings may be compared."""

    @property
    def same(self) -> bool:
        """Whether the readings may be compared."""
        return not self.differ

    @property
    def by_torque(self) -> bool:
        """Whether torque is compared instead of force."""
        return self.weights[0] != self.weights[1]


SAME = Footing()
"""Compared as they are."""


def footing(one: Measured, two: Measured, lever_tolerance_m: Decimal) -> Footing:
    """How one reading stands to another of the same measure.

    Position, device and its model, make or break, and active or passive must agree; levers may
    differ by the tolerance (metres), and by more where both are known: then torque is compared.
    """
    if one.position != two.position:
        return Footing(differ="position")
    if one.device is not two.device and _device(one) != _device(two):
        return Footing(differ="device")
    if one.contraction is not two.contraction:
        return Footing(differ="make or break")
    if one.movement is not two.movement:
        return Footing(differ="active or passive")
    if one.lever_m is None or two.lever_m is None:
        return SAME if one.lever_m is two.lever_m else Footing(differ="lever")
    if abs(one.lever_m - two.lever_m) <= lever_tolerance_m:
        return SAME
    return Footing(weights=(one.lever_m, two.lever_m))


def differences(then: Measured, now: Measured) -> tuple[str, ...]:
    """Every condition in which two readings differ, each with what it was and what it is.

    Another assessor is said too, although it excludes nothing.
    """
    pairs = (
        ("position", then.position, now.position),
        ("device", _device_words(then), _device_words(now)),
        ("make or break", then.contraction, now.contraction),
        ("active or passive", then.movement, now.movement),
        ("lever", _lever_words(then), _lever_words(now)),
        ("assessor", then.assessor, now.assessor),
    )
    return tuple(
        f"{what} {was or 'not said'}, now {is_ or 'not said'}"
        for what, was, is_ in pairs
        if was != is_
    )


def _device_words(reading: Measured) -> str:
    device = reading.device
    return "" if device is None else f"{device.kind} {device.model}".strip()


def _lever_words(reading: Measured) -> str:
    return "" if reading.lever_m is None else f"{reading.lever_m * 100:.0f} cm"


def _device(reading: Measured) -> tuple[str, str] | None:
    device = reading.device
    return None if device is None else (device.kind, device.model)
