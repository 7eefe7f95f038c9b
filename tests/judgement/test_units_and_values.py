"""Units, the trial that counts, and how values are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clinic_tui.judgement.values import (
    UnitError,
    best,
    day,
    down,
    figure,
    in_unit,
    plain,
    shown_reading,
    torque,
    trials,
)
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.reading import MeasureId, NotDone, Reading
from clinic_tui.model.words import NotDoneReason, Side, Unit
from tests.builders import answered, changed, measured, not_done, strength

L = Side.LEFT


def catalogue(name: str) -> Measure:
    return built_in().measures[MeasureId(name)]


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        ("1", Unit.KILOGRAM_FORCE, Unit.NEWTON, "9.80665"),
        ("18.5", Unit.KILOGRAM_FORCE, Unit.NEWTON, "181.423025"),
        ("1", Unit.POUND_FORCE, Unit.NEWTON, "4.4482216"),
        ("40", Unit.POUND_FORCE, Unit.NEWTON, "177.928864"),
        ("1", Unit.POUND, Unit.KILOGRAM, "0.45359237"),
        ("135", Unit.POUND, Unit.KILOGRAM, "61.23496995"),
        ("1.24", Unit.METRE, Unit.CENTIMETRE, "124"),
        ("190", Unit.NEWTON, Unit.NEWTON, "190"),
        ("0", Unit.KILOGRAM_FORCE, Unit.NEWTON, "0"),
    ],
)
def test_a_unit_becomes_another_of_the_same_quantity_exactly(
    value: str, unit: Unit, wanted: Unit, expected: str
) -> None:
    assert in_unit(Decimal(value), unit, wanted) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit", "wanted", "said"),
    [
        (Unit.NEWTON, Unit.DEGREE, "N is not a unit of deg"),
        (Unit.KILOGRAM, Unit.NEWTON, "kg is not a unit of N"),
        (Unit.NEWTON, Unit.KILOGRAM_FORCE, "N is not a unit of kgf"),
        (Unit.SECOND, Unit.MINUTE, "s is not a unit of min"),
    ],
)
def test_another_quantity_is_refused(unit: Unit, wanted: Unit, said: str) -> None:
    with pytest.raises(UnitError) as caught:
        in_unit(Decimal(1), unit, wanted)
    assert str(caught.value) == said


def test_every_trial_is_read_in_the_measures_unit() -> None:
    reading = measured("hip_abduction_strength", L, 10, 20, unit=Unit.KILOGRAM_FORCE)
    found = trials(reading, catalogue("hip_abduction_strength"))
    assert found == (Decimal("98.0665"), Decimal("196.133"))


def test_a_question_has_no_trials() -> None:
    with pytest.raises(UnitError) as caught:
        trials(measured("swelling", Side.NONE, 1, unit=Unit.SCORE), catalogue("swelling"))
    assert str(caught.value) == "Swelling is answered in words"


def test_the_highest_trial_counts_and_for_pain_the_lowest() -> None:
    assert best(strength("abduction", L, 182, 190, 176), catalogue("hip_abduction_strength")) == 190
    pains = measured("night_pain", Side.NONE, 3, 1, 2, unit=Unit.PAIN)
    assert best(pains, catalogue("night_pain")) == 1


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("190", "190"),
        ("190.0", "190"),
        ("190.50", "190.5"),
        ("0.30", "0.3"),
        ("100", "100"),
        ("0", "0"),
        ("-5", "−5"),
        ("-0.50", "−0.5"),
        ("1E+2", "100"),
    ],
)
def test_a_number_is_written_without_needless_zeros_and_with_a_true_minus(
    value: str, said: str
) -> None:
    assert plain(Decimal(value)) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("190", Unit.NEWTON, "190 N"),
        ("1", Unit.NEWTON, "1 N"),
        ("42", Unit.DEGREE, "42°"),
        ("2", Unit.PAIN, "2 of 10"),
        ("4", Unit.GRADE, "4 of 5"),
        ("85.5", Unit.SCORE, "85.5"),
        ("1", Unit.FLIGHT, "1 flight"),
        ("2", Unit.FLIGHT, "2 flights"),
        ("0", Unit.FLIGHT, "0 flights"),
        ("1", Unit.REPETITION, "1 rep"),
        ("10", Unit.REPETITION, "10 reps"),
        ("1", Unit.SECOND, "1 s"),
        ("170", Unit.STEPS_PER_MINUTE, "170 steps/min"),
        ("7", None, "7"),
    ],
)
def test_a_number_is_written_with_its_unit(value: str, unit: Unit | None, said: str) -> None:
    assert figure(Decimal(value), unit) == said


@pytest.mark.parametrize(
    ("value", "said"), [("89.99", "89.9"), ("90", "90.0"), ("92.68", "92.6"), ("-0.01", "-0.1")]
)
def test_a_symmetry_is_rounded_down_to_a_tenth(value: str, said: str) -> None:
    assert str(down(Decimal(value))) == said


def test_a_ratio_may_be_rounded_down_to_other_places() -> None:
    assert str(down(Decimal("1.2345"), "0.01")) == "1.23"


def test_a_date_is_written_with_its_months_name() -> None:
    assert day(date(2026, 4, 3)) == "3 Apr 2026"


def test_torque_is_force_times_lever() -> None:
    assert torque(Decimal(190), Decimal("0.38")) == Decimal("72.2")


COMPOSITE = changed(
    measured("y_balance_composite", L, 1, unit=Unit.SCORE), trials=(Decimal("91.567"),)
)


@pytest.mark.parametrize(
    ("name", "reading", "said"),
    [
        ("hip_abduction_strength", strength("abduction", L, 182, 190, pain=None), "190 N"),
        ("hip_abduction_strength", strength("abduction", L, 182, 190), "190 N, pain 0"),
        ("hip_abduction_strength", strength("abduction", L, 190.55), "190.55 N, pain 0"),
        (
            "hip_abduction_strength",
            measured("hip_abduction_strength", L, 10, unit=Unit.KILOGRAM_FORCE),
            "98.0665 N",
        ),
        ("y_balance_composite", COMPOSITE, "91.5"),
        ("swelling", answered("swelling", "with_heat_or_fever"), "with heat or fever"),
        ("swelling", measured("swelling", Side.NONE, 1, 2, unit=Unit.FLIGHT), "1 flight"),
        ("night_pain", measured("night_pain", Side.NONE, 3, unit=Unit.PAIN), "3 of 10"),
        (
            "hip_abduction_strength",
            not_done("hip_abduction_strength", L, NotDoneReason.PAIN),
            "not done: pain",
        ),
        (
            "stairs",
            NotDone(
                measure=MeasureId("stairs"),
                side=Side.NONE,
                on=date(2026, 11, 20),
                reason=NotDoneReason.UNSAFE,
            ),
            "not done: unsafe",
        ),
    ],
)
def test_what_was_recorded_is_said_in_words(name: str, reading: Reading, said: str) -> None:
    assert shown_reading(reading, catalogue(name)) == said
