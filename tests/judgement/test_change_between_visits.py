"""What changed between two visits, and whether it is more than measurement error."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clinic_tui.judgement.change import Change, changes
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import Assessment, AssessmentId
from clinic_tui.model.reading import Device, Reading
from clinic_tui.model.words import NotDoneReason, Side, Unit
from tests.builders import (
    DAY,
    answered,
    base_assessment,
    changed,
    measured,
    not_done,
    passive_range,
    strength,
)

BEFORE = date(2026, 10, 9)
L, NONE = Side.LEFT, Side.NONE


def visits(then: Reading | None, now: Reading) -> tuple[Change, ...]:
    earlier = base_assessment(
        id=AssessmentId("a0"),
        on=BEFORE,
        readings=() if then is None else (changed(then, on=BEFORE),),
    )
    return changes(earlier, base_assessment(readings=(now,)), built_in())


def change(then: Reading, now: Reading) -> Change:
    (found,) = visits(then, now)
    return found


def force(newtons: float, direction: str = "abduction") -> Reading:
    return strength(direction, L, newtons)


def test_a_change_names_the_measure_the_side_and_both_values() -> None:
    assert change(force(160), force(190)) == Change(
        measure="hip_abduction_strength",
        name="Abduction strength",
        side=L,
        before="160 N, pain 0",
        after="190 N, pain 0",
        difference="+30 N",
        verdict="real",
        better=True,
        sentence="160 N, pain 0 to 190 N, pain 0: better, more than measurement error",
        error="± 22.4 N",
    )


@pytest.mark.parametrize(
    ("direction", "after", "verdict", "better", "difference"),
    [
        ("abduction", 114, "within error", None, "+14 N"),
        ("abduction", 114.1, "real", True, "+14.1 N"),
        ("abduction", 86, "within error", None, "−14 N"),
        ("abduction", 85.9, "real", False, "−14.1 N"),
        ("adduction", 117, "within error", None, "+17 N"),
        ("adduction", 117.1, "real", True, "+17.1 N"),
        ("extension", 122, "within error", None, "+22 N"),
        ("extension", 122.1, "real", True, "+22.1 N"),
    ],
)
def test_force_changes_really_beyond_the_tests_own_variation(
    direction: str, after: float, verdict: str, better: bool | None, difference: str
) -> None:
    found = change(force(100, direction), force(after, direction))
    assert (found.verdict, found.better, found.difference) == (verdict, better, difference)


def test_the_error_is_of_the_earlier_value() -> None:
    """From 200 N 14 % are 28 N; from the later 230 N they would be more than 30 N."""
    assert change(force(200), force(230)).verdict == "real"


@pytest.mark.parametrize(
    ("after", "verdict", "said"),
    [
        (115, "within error", "no more than measurement error"),
        (116, "real", "better, more than measurement error"),
        (84, "real", "worse, more than measurement error"),
    ],
)
def test_flexion_changes_really_beyond_fifteen_degrees(after: int, verdict: str, said: str) -> None:
    found = change(passive_range("flexion", L, 100), passive_range("flexion", L, after))
    assert found.verdict == verdict
    assert found.sentence == f"100° to {after}°: {said}"


def test_where_the_error_is_unknown_it_is_said_and_never_called_real() -> None:
    found = change(passive_range("abduction", L, 20), passive_range("abduction", L, 45))
    assert (found.verdict, found.better, found.difference) == ("error unknown", None, "+25°")
    assert found.sentence == "20° to 45°: this test's error is not known"


def test_the_same_value_is_unchanged() -> None:
    found = change(force(190), force(190))
    assert (found.verdict, found.better, found.difference) == ("unchanged", None, "0 N")
    assert found.sentence == "190 N, pain 0 to 190 N, pain 0: unchanged"


def test_a_step_of_less_than_one_is_no_standstill() -> None:
    then, now = passive_range("abduction", L, 20), passive_range("abduction", L, 20.5)
    assert change(then, now).verdict == "error unknown"
    assert change(then, now).difference == "+0.5°"


def test_less_pain_is_better_in_words_where_its_error_is_known() -> None:
    pain = changed(
        built_in().measures[measured("night_pain", NONE, 0, unit=Unit.PAIN).measure],
        change={"absolute": 2, "source": "smallest real change"},
    )
    library = built_in()
    own = type(library).of([pain], (), (), None, library)
    earlier = base_assessment(
        id=AssessmentId("a0"),
        on=BEFORE,
        readings=(measured("night_pain", NONE, 5, unit=Unit.PAIN, on=BEFORE),),
    )
    later = base_assessment(readings=(measured("night_pain", NONE, 2, unit=Unit.PAIN),))
    (found,) = changes(earlier, later, own)
    assert (found.verdict, found.better, found.difference) == ("real", True, "−3 of 10")
    assert changes(later, earlier, own)[0].better is False


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"position": "supine"}, "position"),
        ({"device": Device(kind="hand-held dynamometer", model="other")}, "device"),
        ({"lever_m": None}, "lever"),
        ({"lever_m": "0.40"}, "lever"),
    ],
)
def test_other_conditions_are_not_compared(fields: dict[str, object], why: str) -> None:
    lever = fields.get("lever_m")
    new = {**fields, **({"lever_m": Decimal(str(lever))} if lever else {})}
    found = change(force(160), changed(force(190), **new))
    assert (found.difference, found.verdict, found.better) == ("", "not comparable", None)
    assert found.sentence == f"160 N, pain 0 to 190 N, pain 0: conditions changed: {why}"


def test_levers_within_a_centimetre_are_compared() -> None:
    assert change(force(160), changed(force(190), lever_m=Decimal("0.39"))).verdict == "real"


@pytest.mark.parametrize("turned", [False, True])
def test_what_was_not_done_once_is_not_comparable(turned: bool) -> None:
    pair = (force(160), not_done("hip_abduction_strength", L, NotDoneReason.PAIN))
    found = change(*(pair[::-1] if turned else pair))
    assert (found.difference, found.verdict, found.better) == ("", "not comparable", None)
    assert found.sentence.endswith(": one of the two was not measured")


@pytest.mark.parametrize("turned", [False, True])
def test_a_question_that_was_not_answered_once_is_not_comparable(turned: bool) -> None:
    pair: list[Reading] = [
        answered("swelling", "none"),
        not_done("swelling", NONE, NotDoneReason.DECLINED),
    ]
    assert change(*(pair[::-1] if turned else pair)).verdict == "not comparable"


def test_a_small_real_step_is_still_better() -> None:
    """From 4 to 4.8 N is a fifth more, though less than one newton."""
    assert change(force(4), force(4.8)).better is True


@pytest.mark.parametrize(
    ("answer", "verdict", "said"),
    [("none", "unchanged", "same"), ("old_and_known", "real", "changed")],
)
def test_an_answer_is_the_same_or_changed(answer: str, verdict: str, said: str) -> None:
    found = change(answered("swelling", "none"), answered("swelling", answer))
    assert (found.difference, found.verdict, found.better) == ("", verdict, None)
    assert found.sentence == f"none to {answer.replace('_', ' ')}: {said}"


def test_what_only_one_visit_holds_is_no_change() -> None:
    assert visits(None, force(190)) == ()
    assert visits(passive_range("flexion", L, 100), force(190)) == ()


def test_a_reading_taken_over_as_it_was_is_no_change() -> None:
    reading = strength("abduction", L, 190, on=BEFORE)
    assert visits(reading, reading) == ()


def test_a_measure_that_is_not_in_the_catalogue_is_left_out() -> None:
    both = measured("tail", L, 1, unit=Unit.SECOND), measured("tail", L, 2, unit=Unit.SECOND)
    assert visits(*both) == ()


def test_every_measure_of_both_visits_is_listed_in_the_later_ones_order() -> None:
    earlier: Assessment = base_assessment(id=AssessmentId("a0"), on=BEFORE)
    later = base_assessment(
        readings=(measured("tail", L, 1, unit=Unit.SECOND), *base_assessment().readings)
    )
    found = changes(earlier, later, built_in())
    assert [(c.measure, c.side) for c in found] == [
        (reading.measure, reading.side) for reading in base_assessment().readings
    ]
    assert later.on == DAY
