"""Comparing sides: same conditions, the good side's best, other hips, swapped sides."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clinic_tui.judgement.readiness import judge
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import Assessment, AssessmentId, SidesConfirmed
from clinic_tui.model.chart import Chart
from clinic_tui.model.readiness import Finding, Readiness, Reason
from clinic_tui.model.reading import Device, Measured, Reading
from clinic_tui.model.words import (
    Contraction,
    Diagnosis,
    Injured,
    OtherHip,
    Outcome,
    Side,
    Verdict,
)
from tests.builders import (
    DAY,
    STRENGTHS,
    a_signature,
    base_assessment,
    base_chart,
    base_episode,
    changed,
    passive_range,
    strength,
    with_reading,
    without,
)

L, R = Side.LEFT, Side.RIGHT


def judged(chart: Chart, on: date = DAY) -> Readiness:
    """Readiness of the newest assessment."""
    return judge(chart, chart.episodes[0], chart.assessments[-1], on, built_in())


def with_readings(*readings: Reading, **changes: object) -> Chart:
    """The base chart with these cells instead of its own."""
    assessment = base_assessment()
    for reading in readings:
        assessment = with_reading(assessment, reading)
    return base_chart(assessment=assessment, **changes)  # type: ignore[arg-type]


def finding(readiness: Readiness, criterion: str, side: Side = L) -> Finding:
    """One finding by its criterion and side."""
    return next(
        f for f in readiness.findings if f.criterion == criterion and f.side in (side, Side.NONE)
    )


def abduction(readiness: Readiness) -> Finding:
    """The finding on abduction strength."""
    return next(f for f in readiness.findings if f.measures == ("hip_abduction_strength",))


def internal_rotation(readiness: Readiness) -> Finding:
    """The finding on the range of internal rotation."""
    return next(f for f in readiness.findings if f.measures == ("passive_hip_internal_rotation",))


def visit(name: str, on: date, *readings: Reading) -> Assessment:
    """An earlier visit that holds only these readings."""
    return base_assessment(id=AssessmentId(name), on=on, readings=readings)


def earlier_right(*newtons: int, pain: int | None = 0, on: date = date(2026, 10, 9)) -> Measured:
    """Abduction strength of the good side at an earlier visit, on the base lever."""
    return strength("abduction", R, *newtons, on=on, pain=pain)


def test_a_limit_that_is_just_reached_is_reached() -> None:
    """18.9 of 21.0 is 90 %, though not in binary floating point."""
    chart = with_readings(
        strength("abduction", L, 18.9, 18.9, 18.9), strength("abduction", R, 21.0, 21.0, 21.0)
    )
    found = abduction(judged(chart))
    assert (found.outcome, found.compared) == (Outcome.MET, Decimal(90))


@pytest.mark.parametrize(("newtons", "shown"), [(184, "89.7 %"), (185, "90.2 %")])
def test_a_symmetry_is_compared_unrounded_and_printed_rounded_down(
    newtons: int, shown: str
) -> None:
    chart = with_readings(strength("abduction", L, newtons, newtons, newtons))
    found = abduction(judged(chart))
    assert found.compared_shown == shown
    assert (found.outcome is Outcome.MET) == (newtons == 185)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"position": "supine"}, "position"),
        ({"device": Device(kind="hand-held dynamometer", model="other")}, "device"),
        ({"contraction": Contraction.BREAK}, "make or break"),
        ({"lever_m": None}, "lever"),
    ],
)
def test_sides_measured_differently_are_not_compared(
    changes: dict[str, object], reason: str
) -> None:
    other = changed(strength("abduction", R, 205, 201, 198), **changes)
    found = abduction(judged(with_readings(other)))
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.CONDITIONS)
    assert reason in found.sentence


@pytest.mark.parametrize(("lever", "torque"), [("0.39", False), ("0.391", True), ("0.40", True)])
def test_levers_within_a_centimetre_compare_force_and_others_torque(
    lever: str, torque: bool
) -> None:
    other = changed(strength("abduction", R, 205, 201, 198), lever_m=Decimal(lever))
    found = abduction(judged(with_readings(other)))
    expected = 190 * Decimal("0.38") / (205 * Decimal(lever)) if torque else Decimal(190) / 205
    assert found.compared == (expected * 1000 // 1) / 10
    assert any("torque" in note for note in found.notes) == torque


def test_another_assessor_is_said_and_not_excluded() -> None:
    other = changed(strength("abduction", R, 205, 201, 198), assessor="Ira Noll")
    found = abduction(judged(with_readings(other)))
    assert found.outcome is Outcome.MET
    assert any("assessors" in note for note in found.notes)


def test_a_weaker_good_side_never_makes_a_pass() -> None:
    chart = base_chart(earlier=(visit("a0", date(2026, 10, 9), earlier_right(241, 230, 228)),))
    readiness = judged(chart)
    found = abduction(readiness)
    assert readiness.verdict is Verdict.NOT_READY
    assert (found.outcome, found.compared_shown) == (Outcome.NOT_MET, "78.8 %")
    note = next(note for note in found.notes if "good side" in note)
    assert "92.6 %" in note
    assert "36 N less than on 2026-10-09" in note
    assert "weaker or tested differently cannot be told" in note
    assert any("78.8" in line for line in readiness.against)


def test_one_earlier_trial_is_enough_for_the_good_sides_best() -> None:
    chart = base_chart(earlier=(visit("a0", date(2026, 10, 9), earlier_right(241)),))
    assert abduction(judged(chart)).compared_shown == "78.8 %"


@pytest.mark.parametrize("newtons", [150, 205])
def test_an_earlier_trial_of_the_good_side_that_was_no_better_changes_nothing(
    newtons: int,
) -> None:
    chart = base_chart(earlier=(visit("a0", date(2026, 10, 9), earlier_right(newtons)),))
    found = abduction(judged(chart))
    assert found.compared_shown == "92.6 %"
    assert not any("good side" in note for note in found.notes)


@pytest.mark.parametrize("pain", [1, None])
def test_only_painless_trials_are_the_good_sides_best(pain: int | None) -> None:
    chart = base_chart(earlier=(visit("a0", date(2026, 10, 9), earlier_right(241, pain=pain)),))
    assert abduction(judged(chart)).compared_shown == "92.6 %"


def test_the_good_sides_best_in_other_conditions_does_not_count() -> None:
    other = changed(earlier_right(241), position="supine")
    chart = base_chart(earlier=(visit("a0", date(2026, 10, 9), other),))
    assert abduction(judged(chart)).compared_shown == "92.6 %"


def test_the_good_sides_best_of_another_lever_is_weighed_as_torque() -> None:
    other = changed(earlier_right(241), lever_m=Decimal("0.30"))
    chart = base_chart(earlier=(visit("a0", date(2026, 10, 9), other),))
    assert abduction(judged(chart)).compared_shown == "92.6 %"
    longer = changed(earlier_right(200), lever_m=Decimal("0.50"))
    chart = base_chart(earlier=(visit("a0", date(2026, 10, 9), longer),))
    assert abduction(judged(chart)).compared_shown == "72.2 %"


def test_the_good_sides_best_counts_for_range_too() -> None:
    best = passive_range("internal_rotation", R, 48, on=date(2026, 10, 9))
    chart = base_chart(earlier=(visit("a0", date(2026, 10, 9), best),))
    found = internal_rotation(judged(chart))
    assert (found.outcome, found.compared) == (Outcome.NOT_MET, Decimal(15))
    assert any("3° short" in note and "12° less" in note for note in found.notes)


def test_an_assessment_after_the_day_is_not_looked_at() -> None:
    later = visit("a9", date(2026, 11, 25), earlier_right(241, on=date(2026, 11, 25)))
    chart = base_chart()
    chart = changed(chart, assessments=(later, *chart.assessments))
    assert abduction(judged(chart)).compared_shown == "92.6 %"


def test_pain_of_the_injured_side_in_a_strength_test_is_not_met() -> None:
    found = abduction(judged(with_readings(strength("abduction", L, 300, 300, 300, pain=1))))
    assert (found.outcome, found.reason) == (Outcome.NOT_MET, Reason.PAIN)


def test_pain_of_the_other_side_makes_the_symmetry_unknown_and_asks_again() -> None:
    readiness = judged(with_readings(strength("abduction", R, 205, 201, 198, pain=1)))
    found = abduction(readiness)
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.OTHER_SIDE_PAIN)
    assert any("ask again how the other hip is" in step.sentence for step in readiness.way_out)


@pytest.mark.parametrize("side", [L, R])
def test_pain_that_was_not_entered_is_unknown_on_either_side(side: Side) -> None:
    newtons = (182, 176, 190) if side is L else (205, 201, 198)
    found = abduction(judged(with_readings(strength("abduction", side, *newtons, pain=None))))
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.PAIN_NOT_ASKED)


@pytest.mark.parametrize("side", [L, R])
def test_too_few_trials_are_unknown_on_either_side(side: Side) -> None:
    found = abduction(judged(with_readings(strength("abduction", side, 200, 200))))
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.TRIALS)
    assert "2 of 3 trials" in found.sentence


@pytest.mark.parametrize("side", [L, R])
def test_both_sides_must_be_read_in_the_judged_assessment(side: Side) -> None:
    chart = base_chart(earlier=(visit("a0", date(2026, 10, 9), earlier_right(205, 201, 198)),))
    last = chart.assessments[-1]
    kept = tuple(
        r for r in last.readings if (r.measure, r.side) != ("hip_abduction_strength", side)
    )
    chart = changed(chart, assessments=(chart.assessments[0], changed(last, readings=kept)))
    readiness = judged(chart)
    found = abduction(readiness)
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.MISSING)
    step = next(s for s in readiness.way_out if "hip_abduction_strength" in s.measures)
    assert side.value.upper() in step.sentence
    assert "both" not in step.sentence


@pytest.mark.parametrize(("days", "outcome"), [(14, Outcome.MET), (15, Outcome.UNKNOWN)])
@pytest.mark.parametrize("side", [L, R])
def test_a_test_holds_for_fourteen_days(side: Side, days: int, outcome: Outcome) -> None:
    newtons = (182, 176, 190) if side is L else (205, 201, 198)
    old = strength("abduction", side, *newtons, on=DAY - timedelta(days=days))
    found = abduction(judged(with_readings(old)))
    assert found.outcome is outcome
    assert found.age_days == days


@pytest.mark.parametrize("state", [s for s in OtherHip if s is not OtherHip.HEALTHY])
def test_only_a_healthy_other_hip_is_compared_with(state: OtherHip) -> None:
    readiness = judged(base_chart(episode=base_episode(other_hip=state)))
    assert readiness.verdict is Verdict.CANNOT_SAY
    sided = [f for f in readiness.findings if "strength" in f.group or "range" in f.group]
    assert len(sided) == 12
    for found in sided:
        assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.OTHER_HIP)
        assert found.compared is None
        assert "%" not in found.sentence + found.compared_shown


def own(newtons: int, pain: int | None = 0) -> Assessment:
    """The injured side's own abduction and internal rotation from before the onset."""
    before = date(2026, 6, 1)
    return visit(
        "a0",
        before,
        strength("abduction", L, newtons, on=before, pain=pain),
        passive_range("internal_rotation", L, 43, on=before),
    )


@pytest.mark.parametrize(("newtons", "met"), [(211, True), (212, False)])
def test_own_values_from_before_the_onset_replace_the_other_hip(newtons: int, met: bool) -> None:
    episode = base_episode(other_hip=OtherHip.REPLACED)
    readiness = judged(base_chart(episode=episode, earlier=(own(newtons),)))
    found = abduction(readiness)
    assert found.outcome is (Outcome.MET if met else Outcome.NOT_MET)
    assert "before the onset" in found.sentence
    rotation = internal_rotation(readiness)
    assert (rotation.outcome, rotation.compared) == (Outcome.MET, Decimal(10))
    assert rotation.borderline


def test_own_values_that_hurt_or_came_after_the_onset_replace_nothing() -> None:
    episode = base_episode(other_hip=OtherHip.PAINFUL)
    found = abduction(judged(base_chart(episode=episode, earlier=(own(200, pain=2),))))
    assert found.reason is Reason.OTHER_HIP
    late = visit("a0", DAY, strength("abduction", L, 200, on=episode.onset))
    found = abduction(judged(base_chart(episode=episode, earlier=(late,))))
    assert found.reason is Reason.OTHER_HIP


def test_both_hips_injured_judges_absolute_criteria_on_each() -> None:
    readiness = judged(base_chart(episode=base_episode(injured=Injured.BOTH)))
    stands = [f for f in readiness.findings if f.measures == ("one_leg_stand_eyes_open_free",)]
    assert [f.side for f in stands] == [L, R]
    assert all(f.outcome is Outcome.MET for f in stands)
    assert abduction(readiness).reason is Reason.OTHER_HIP
    assert "both hips are injured" in abduction(readiness).sentence


def swapped(**changes: object) -> Chart:
    """Abduction of 262 N on the injured side against 190 N on the other."""
    assessment = base_assessment(**changes)
    for reading in (
        strength("abduction", L, 262, 262, 262),
        strength("abduction", R, 182, 176, 190),
    ):
        assessment = with_reading(assessment, reading)
    return base_chart(assessment=assessment)


def test_a_symmetry_above_the_ceiling_asks_whether_sides_are_swapped() -> None:
    readiness = judged(swapped())
    found = abduction(readiness)
    assert readiness.verdict is Verdict.CANNOT_SAY
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.SIDES)
    assert "137.8 %" in found.sentence
    assert [s.kind for s in readiness.way_out] == ["confirm"]


def test_sides_confirmed_by_name_are_met_and_the_warning_stays() -> None:
    confirmed = SidesConfirmed(measures=STRENGTHS, by=a_signature())
    readiness = judged(swapped(sides_confirmed=confirmed))
    assert readiness.verdict is Verdict.READY
    assert any("137.8 %" in line and "Jonas Ebert" in line for line in readiness.warnings)


def test_sides_confirmed_for_another_measure_confirm_nothing_here() -> None:
    confirmed = SidesConfirmed(measures=STRENGTHS[:2], by=a_signature())
    assert abduction(judged(swapped(sides_confirmed=confirmed))).reason is Reason.SIDES


@pytest.mark.parametrize(("newtons", "reason"), [(220, Reason.WITHIN), (221, Reason.SIDES)])
def test_a_symmetry_of_110_percent_is_still_believed(newtons: int, reason: Reason) -> None:
    chart = with_readings(
        strength("abduction", L, newtons, newtons, newtons),
        strength("abduction", R, 200, 200, 200),
    )
    assert abduction(judged(chart)).reason is reason


def test_a_good_side_that_reads_zero_gives_no_ratio() -> None:
    found = abduction(judged(with_readings(strength("abduction", R, 0, 0, 0))))
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.UNREADABLE)


@pytest.mark.parametrize(
    ("degrees", "outcome", "borderline"),
    [
        (31, Outcome.MET, False),
        (30, Outcome.MET, True),
        (26, Outcome.MET, True),
        (25, Outcome.NOT_MET, True),
        (21, Outcome.NOT_MET, True),
        (20, Outcome.NOT_MET, False),
    ],
)
def test_range_is_borderline_from_five_short_to_five_past_the_limit(
    degrees: int, outcome: Outcome, borderline: bool
) -> None:
    readiness = judged(with_readings(passive_range("internal_rotation", L, degrees)))
    found = internal_rotation(readiness)
    assert (found.outcome, found.borderline) == (outcome, borderline)
    assert found.compared == 36 - degrees
    if degrees < 31:
        assert readiness.against[0].startswith(found.name)


@pytest.mark.parametrize(("degrees", "outcome"), [(29, Outcome.MET), (28, Outcome.NOT_MET)])
def test_a_joint_may_lose_seven_degrees_of_internal_rotation(
    degrees: int, outcome: Outcome
) -> None:
    chart = with_readings(
        passive_range("internal_rotation", L, degrees),
        episode=base_episode(diagnosis=Diagnosis.JOINT),
    )
    assert internal_rotation(judged(chart)).outcome is outcome


@pytest.mark.parametrize(("newtons", "borderline"), [(190, True), (191, False), (170, True)])
def test_strength_is_borderline_within_the_tests_error(newtons: int, borderline: bool) -> None:
    chart = with_readings(
        strength("abduction", L, newtons, newtons, newtons),
        strength("abduction", R, 200, 200, 200),
    )
    assert abduction(judged(chart)).borderline is borderline


def test_every_strength_line_names_the_error_of_a_symmetry() -> None:
    lines = [f for f in judged(base_chart()).findings if f.unit == "%"]
    assert len(lines) == 6
    assert all(any("27 points" in note for note in f.notes) for f in lines)


def test_a_reading_taken_over_keeps_its_date_and_says_so() -> None:
    old = changed(
        strength("abduction", L, 182, 176, 190, on=DAY - timedelta(days=5)),
        carried_by="Jonas Ebert",
    )
    found = abduction(judged(with_readings(old)))
    assert found.outcome is Outcome.MET
    assert any("taken over" in note and "Jonas Ebert" in note for note in found.notes)


def test_nothing_is_compared_where_nothing_was_measured() -> None:
    chart = base_chart(assessment=without(base_assessment(), "hip_abduction_strength"))
    readiness = judged(chart)
    assert readiness.verdict is Verdict.CANNOT_SAY
    step = next(s for s in readiness.way_out if "hip_abduction_strength" in s.measures)
    assert "both sides" in step.sentence
    assert step.minutes is not None
    assert step.minutes > 0
