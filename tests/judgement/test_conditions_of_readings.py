"""Whether two readings were taken in the same conditions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from clinic_tui.judgement.conditions import Footing, footing
from clinic_tui.model.reading import Device, Measured
from clinic_tui.model.words import Contraction, Movement, Side
from tests.builders import changed, strength

ONE = strength("abduction", Side.LEFT, 190)
TOLERANCE = Decimal("0.01")


def with_fields(**fields: object) -> Measured:
    return changed(ONE, **fields)


@pytest.mark.parametrize(
    ("other", "differ"),
    [
        (with_fields(position="supine"), "position"),
        (with_fields(device=None), "device"),
        (with_fields(device=Device(kind="fixed rig")), "device"),
        (with_fields(device=Device(kind="hand-held dynamometer", model="B")), "device"),
        (with_fields(contraction=Contraction.BREAK), "make or break"),
        (with_fields(contraction=None), "make or break"),
        (with_fields(movement=Movement.PASSIVE), "active or passive"),
        (with_fields(lever_m=None), "lever"),
    ],
)
def test_what_differs_is_named_either_way_round(other: Measured, differ: str) -> None:
    for pair in ((ONE, other), (other, ONE)):
        found = footing(*pair, TOLERANCE)
        assert found.differ == differ
        assert not found.same
        assert not found.by_torque


@pytest.mark.parametrize(
    "other",
    [
        with_fields(),
        with_fields(side=Side.RIGHT, assessor="Ida Falk", trials=(Decimal(3),), pain=4),
        with_fields(lever_m=Decimal("0.39")),
        with_fields(lever_m=Decimal("0.37")),
    ],
)
def test_who_measured_and_what_came_out_are_no_conditions(other: Measured) -> None:
    assert footing(ONE, other, TOLERANCE) == Footing()


def test_without_any_lever_force_is_compared() -> None:
    bare = with_fields(lever_m=None)
    assert footing(bare, bare, TOLERANCE).same
    assert not footing(bare, bare, TOLERANCE).by_torque


@pytest.mark.parametrize("lever", ["0.391", "0.369"])
def test_levers_further_apart_are_weighed_each_with_its_own(lever: str) -> None:
    found = footing(ONE, with_fields(lever_m=Decimal(lever)), TOLERANCE)
    assert found.same
    assert found.by_torque
    assert found.weights == (Decimal("0.38"), Decimal(lever))
