"""Trends over visits: what is compared with what, what breaks, and the word for the change."""

from __future__ import annotations

from decimal import Decimal

import pytest

from clinic_tui.judgement.trend import Trend
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.words import Injured, Outcome, Side, Unit
from tests.builders import (
    answered,
    base_chart,
    base_episode,
    changed,
    measured,
    passive_range,
    strength,
    with_reading,
)
from tests.course import DAYS, L, R, course, signed, trends_of, visit, without

NONE = Side.NONE


def test_range_is_in_degrees_and_its_target_is_the_good_side_less_the_limit() -> None:
    flexion = trends_of(course())["Flexion, range"]
    assert [point.own.value for point in flexion.points] == [96, 110, 104, 90, 78]
    assert (flexion.word, flexion.change, flexion.better) == ("real change", "−18°", False)
    assert (flexion.start, flexion.error) == (Decimal(96), Decimal(15))
    assert flexion.error_shown == "± 15°"
    assert (flexion.target, flexion.target_shown) == (Decimal(114), "≥ 114°")
    assert flexion.outcome is Outcome.NOT_MET
    assert not any(point.symmetry for point in flexion.points)


def test_what_was_not_read_or_not_done_has_no_value_and_says_why() -> None:
    extension = trends_of(course())["Extension strength"]
    assert [point.own.value for point in extension.points] == [231, 250, None, None, 212]
    assert [point.own.shown for point in extension.points][2:4] == ["not done: pain", "–"]
    flexion = trends_of(course())["Flexion, range"]
    assert flexion.points[2].other is not None
    assert flexion.points[2].other.value is None


def test_other_conditions_break_the_trend_and_the_change_counts_from_there() -> None:
    abduction = trends_of(course())["Abduction strength"]
    changed_device = "device hand-held dynamometer, now hand-held dynamometer MX 2"
    assert [point.own.breaks for point in abduction.points] == [(), (), (), (changed_device,), ()]
    assert (abduction.since, abduction.start) == (DAYS[3], Decimal(140))
    assert (abduction.word, abduction.change, abduction.better) == ("real change", "+26 N", True)
    assert abduction.error_shown == "± 19.6 N"
    assert abduction.why == (changed_device,)


def test_a_last_value_in_conditions_of_its_own_is_compared_with_nothing() -> None:
    abduction = trends_of(course()[:4])["Abduction strength"]
    assert (abduction.word, abduction.change, abduction.better) == ("other conditions", "", None)


def test_a_lever_that_differs_is_not_comparable() -> None:
    force = changed(strength("abduction", L, 166, on=DAYS[1]), lever_m=Decimal("0.30"))
    moved = with_reading(visit(1), force)
    abduction = trends_of((visit(0), moved))["Abduction strength"]
    assert (abduction.word, abduction.change) == ("not comparable", "")
    assert abduction.why == ("lever 38 cm, now 30 cm",)


@pytest.mark.parametrize(
    ("title", "word", "change"),
    [
        ("Extension strength", "within error", "−19 N"),
        ("One-leg stand", "error not known", "+16 s"),
        ("Worst daily pain", "error not known", "−5 of 10"),
        ("Swelling", "unchanged", ""),
    ],
)
def test_the_word_says_what_the_change_weighs(title: str, word: str, change: str) -> None:
    trend = trends_of(course())[title]
    assert (trend.word, trend.change, trend.better) == (word, change, None)


def test_one_visit_is_one_value() -> None:
    found = trends_of(course()[:1])
    assert {trend.word for trend in found.values()} == {"one value so far"}
    assert {trend.change for trend in found.values()} == {""}


def test_an_answer_that_changed_is_said_and_never_drawn() -> None:
    later = with_reading(visit(1), answered("swelling", "old_and_known", on=DAYS[1]))
    swelling = trends_of((visit(0), later))["Swelling"]
    assert (swelling.word, swelling.drawn) == ("changed", False)


def test_an_older_reading_taken_over_is_drawn_at_its_own_visit_only() -> None:
    taken = changed(passive_range("flexion", L, 96, DAYS[0]), carried_by="Jonas Ebert")
    flexion = trends_of((visit(0), with_reading(visit(1), taken)))["Flexion, range"]
    assert [point.own.value for point in flexion.points] == [96, None]
    assert flexion.points[1].own.shown == "96°, taken over"
    assert not flexion.is_current


def test_symmetry_stands_only_where_the_judgement_held_it_valid() -> None:
    whole = _whole(visit(0)), _whole(visit(1), pain=2)
    trend = trends_of(whole)["Abduction strength"]
    assert [point.symmetry for point in trend.points] == ["95 %", ""]


def _whole(visit: Assessment, pain: int = 0) -> Assessment:
    """Three trials on both sides, judged anew."""
    draft = changed(visit, readiness=None, signed=None)
    draft = with_reading(draft, strength("abduction", L, 180, 185, 190, on=visit.on, pain=pain))
    draft = with_reading(draft, strength("abduction", R, 198, 200, 199, on=visit.on))
    assert visit.signed is not None
    return signed(draft, base_chart(assessment=draft), visit.signed.at)


def test_a_symmetry_s_target_is_exact_although_the_share_is_rounded() -> None:
    trend = trends_of((_whole(visit(0)),))["Abduction strength"]
    assert (trend.target, trend.target_shown) == (Decimal(180), "≥ 180 N")


def test_both_hips_injured_are_two_trends_without_another_side() -> None:
    both = base_episode(injured=Injured.BOTH)
    found = trends_of(course(), both)
    assert {"LEFT Flexion, range", "RIGHT Flexion, range"} <= set(found)
    assert all(p.other is None for trend in found.values() for p in trend.points)


def test_of_several_tests_that_will_do_only_the_one_that_was_used_has_the_outcome() -> None:
    cycle = measured("cycle", NONE, 20, unit=Unit.MINUTE, on=DAYS[0], pain=0)
    pool = measured("pool", NONE, 25, unit=Unit.MINUTE, on=DAYS[1], pain=0)
    first, second = with_reading(visit(0), cycle), with_reading(visit(1), pool)
    found = trends_of((_judged(first), _judged(second)))
    assert found["Pool: swim or water walk"].outcome is Outcome.MET
    assert found["Cycle"].outcome is None


def _judged(visit: Assessment) -> Assessment:
    draft = changed(visit, readiness=None, signed=None)
    assert visit.signed is not None
    return signed(draft, base_chart(assessment=draft), visit.signed.at)


def test_a_measure_that_no_criterion_asks_for_has_no_outcome_and_no_limit() -> None:
    mass = measured("body_mass", NONE, 61, unit=Unit.KILOGRAM, on=DAYS[0])
    trend = trends_of((with_reading(visit(0), mass),))["Body mass"]
    assert (trend.outcome, trend.limit_shown, trend.target) == (None, "", None)


def test_no_visit_is_no_trend() -> None:
    assert trends_of(()) == {}


def test_what_is_missing_at_the_newest_visit_is_unknown_and_shows_its_last_value() -> None:
    visits = (*course()[:4], without(visit(4), "hip_extension_strength", L))
    trend: Trend = trends_of(visits)["Extension strength"]
    assert not trend.is_current
    assert trend.last is not None
    assert trend.last.on == DAYS[1]
