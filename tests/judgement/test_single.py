"""One side against a limit: times, counts, pain scores, grades, and what an unknown needs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clinic_tui.judgement.readiness import judge
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import Assessment, AssessmentId
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode, SurgeonLimits, Surgery
from clinic_tui.model.readiness import Finding, Readiness, Reason
from clinic_tui.model.reading import Measured, Reading
from clinic_tui.model.words import (
    Diagnosis,
    NotDoneReason,
    OtherHip,
    Outcome,
    Side,
    Unit,
    Verdict,
)
from tests.builders import (
    DAY,
    base_assessment,
    base_chart,
    base_episode,
    changed,
    measured,
    not_done,
    one_leg_stand,
    strength,
    with_reading,
    without,
)

L, R, NONE = Side.LEFT, Side.RIGHT, Side.NONE
LIBRARY = built_in()
OPERATED = base_episode(
    diagnosis=Diagnosis.AFTER_ARTHROSCOPY,
    surgery=Surgery(
        kind="arthroscopy",
        on=DAY - timedelta(weeks=20),
        limits=SurgeonLimits(text="none left", by="Dr Vera Holm", on=date(2026, 9, 1)),
    ),
)


def judged(chart: Chart, protocol: str | None = None) -> Readiness:
    """Readiness of the newest assessment."""
    chosen = LIBRARY.protocols[protocol] if protocol else None
    return judge(chart, chart.episodes[0], chart.assessments[-1], DAY, LIBRARY, chosen)


def with_cells(*readings: Reading, episode: Episode | None = None) -> Chart:
    """The base chart with these cells instead of its own."""
    assessment = base_assessment()
    for reading in readings:
        assessment = with_reading(assessment, reading)
    return base_chart(assessment=assessment, episode=episode)


def finding(readiness: Readiness, criterion: str) -> Finding:
    """One finding by its criterion."""
    return next(f for f in readiness.findings if f.criterion == criterion)


@pytest.mark.parametrize(
    ("seconds", "pain", "outcome", "reason"),
    [
        (30, 0, Outcome.MET, Reason.WITHIN),
        (29.9, 0, Outcome.NOT_MET, Reason.SHORT),
        (31, 1, Outcome.NOT_MET, Reason.PAIN),
        (31, None, Outcome.UNKNOWN, Reason.PAIN_NOT_ASKED),
        (12, None, Outcome.NOT_MET, Reason.SHORT),
        (0, 0, Outcome.NOT_MET, Reason.SHORT),
    ],
)
def test_the_stand_needs_time_and_no_pain(
    seconds: float, pain: int | None, outcome: Outcome, reason: Reason
) -> None:
    found = finding(judged(with_cells(one_leg_stand(L, seconds, pain))), "one_leg_stand")
    assert (found.outcome, found.reason) == (outcome, reason)
    assert found.margin == Decimal(str(seconds)) - 30


@pytest.mark.parametrize(("pain", "said"), [(1, False), (2, True), (7, True)])
def test_pain_of_two_in_the_stand_is_a_provocation_sign(pain: int, said: bool) -> None:
    readiness = judged(with_cells(one_leg_stand(L, 31, pain)))
    found = finding(readiness, "one_leg_stand")
    assert any("positive provocation sign" in note for note in found.notes) == said
    assert any("free version" in line for line in readiness.against) == said
    assert "time reached, pain not" in found.sentence


def test_only_the_injured_side_must_stand() -> None:
    readiness = judged(with_cells(one_leg_stand(R, 3, 6)))
    assert readiness.verdict is Verdict.READY


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("cycle", Outcome.MET), ("elliptical", Outcome.MET), ("pool", Outcome.MET)],
)
def test_cycle_elliptical_or_pool_will_do(name: str, outcome: Outcome) -> None:
    reading = measured(name, NONE, 20, unit=Unit.MINUTE, pain=0)
    chart = base_chart(assessment=with_reading(without(base_assessment(), "cycle"), reading))
    assert finding(judged(chart), "low_impact").outcome is Outcome.MET


def test_one_painful_machine_does_not_spoil_a_painless_one() -> None:
    painful = measured("cycle", NONE, 20, unit=Unit.MINUTE, pain=3)
    found = finding(judged(with_cells(painful)), "low_impact")
    assert (found.outcome, found.reason) == (Outcome.NOT_MET, Reason.PAIN)
    painless = measured("pool", NONE, 20, unit=Unit.MINUTE, pain=0)
    assert finding(judged(with_cells(painful, painless)), "low_impact").outcome is Outcome.MET


@pytest.mark.parametrize(
    ("pain", "outcome"), [(0, Outcome.MET), (1, Outcome.MET), (2, Outcome.NOT_MET)]
)
def test_worst_daily_pain_may_be_one(pain: int, outcome: Outcome) -> None:
    found = finding(
        judged(with_cells(measured("worst_daily_pain", NONE, pain, unit=Unit.PAIN))),
        "worst_daily_pain",
    )
    assert found.outcome is outcome
    assert found.margin == 1 - pain
    assert (found.compared_shown, found.limit_shown) == (f"{pain} of 10", "≤ 1 of 10")


@pytest.mark.parametrize(("pain", "outcome"), [(0, Outcome.MET), (1, Outcome.NOT_MET)])
def test_any_night_pain_is_not_met(pain: int, outcome: Outcome) -> None:
    reading = measured("night_pain", NONE, pain, unit=Unit.PAIN)
    assert finding(judged(with_cells(reading)), "night_pain").outcome is outcome


@pytest.mark.parametrize(("days", "outcome"), [(14, Outcome.MET), (15, Outcome.UNKNOWN)])
def test_a_test_older_than_fourteen_days_is_unknown(days: int, outcome: Outcome) -> None:
    old = one_leg_stand(L, 31, on=DAY - timedelta(days=days))
    readiness = judged(with_cells(old))
    found = finding(readiness, "one_leg_stand")
    assert found.outcome is outcome
    if outcome is Outcome.UNKNOWN:
        assert found.sentence == "15 days old, limit 14"
        (step,) = readiness.way_out
        assert step.sentence == "repeat One-leg stand, LEFT"


def test_not_done_is_unknown_and_never_zero() -> None:
    readiness = judged(with_cells(not_done("walk", NONE, NotDoneReason.TIME)))
    found = finding(readiness, "walk")
    assert (found.outcome, found.sentence) == (Outcome.UNKNOWN, "not done: time")
    assert found.compared is None
    assert readiness.verdict is Verdict.CANNOT_SAY


def test_the_way_out_counts_a_shared_set_up_once() -> None:
    names = ("hip_abduction_strength", "hip_flexion_strength")
    readiness = judged(base_chart(assessment=without(base_assessment(), *names)))
    measure = LIBRARY.measures[names[0]]  # type: ignore[index]
    minutes = [step.minutes for step in readiness.way_out]
    assert minutes == [measure.minutes + measure.setup_minutes, measure.minutes]
    assert readiness.minutes == measure.minutes * 2 + measure.setup_minutes


def test_what_is_not_met_needs_training_and_no_minutes() -> None:
    readiness = judged(with_cells(one_leg_stand(L, 12)))
    (step,) = readiness.way_out
    assert (step.kind, step.minutes) == ("train", None)


def test_what_is_barely_not_met_may_be_repeated() -> None:
    readiness = judged(with_cells(strength("abduction", L, 183, 183, 183)))
    (step,) = readiness.way_out
    assert step.kind == "measure"
    assert step.sentence == "repeat Abduction strength, both sides, inside the test's error"


def grade(direction: str, value: int, pain: int | None = 0) -> Measured:
    """A manual muscle grade of the injured side."""
    return measured(f"hip_{direction}_grade", L, value, unit=Unit.GRADE, pain=pain)


def by_hand(*readings: Reading) -> Chart:
    """The base chart without any measured abduction strength."""
    assessment = without(base_assessment(), "hip_abduction_strength")
    for reading in readings:
        assessment = with_reading(assessment, reading)
    return base_chart(assessment=assessment)


def test_a_hand_cannot_show_ninety_percent() -> None:
    found = finding(judged(by_hand(grade("abduction", 5))), "strength_abduction")
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.HAND_GRADE)
    assert "a hand cannot show 90 %" in found.sentence


def test_a_grade_below_five_is_not_met() -> None:
    found = finding(judged(by_hand(grade("abduction", 4))), "strength_abduction")
    assert (found.outcome, found.reason) == (Outcome.NOT_MET, Reason.HAND_GRADE)


def test_a_measured_force_comes_before_the_hand() -> None:
    assert judged(with_cells(grade("abduction", 4))).verdict is Verdict.READY
    weak = with_cells(strength("abduction", L, 100, 100, 100), grade("abduction", 5))
    assert finding(judged(weak), "strength_abduction").outcome is Outcome.NOT_MET


@pytest.mark.parametrize("value", [4, 5])
def test_a_grade_does_not_hide_that_the_sides_may_be_swapped(value: int) -> None:
    chart = with_cells(strength("abduction", L, 300, 300, 300), grade("abduction", value))
    found = finding(judged(chart), "strength_abduction")
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.SIDES)
    operated = finding(judged(changed(chart, episodes=(OPERATED,))), "strength_abduction")
    assert (operated.outcome is Outcome.MET) == (value == 5)
    assert "may be swapped" in " ".join((operated.sentence, *operated.notes))


@pytest.mark.parametrize(
    ("reading", "reason"),
    [
        (not_done("hip_abduction_strength", L, NotDoneReason.PAIN), Reason.NOT_DONE),
        (strength("abduction", R, 205, 201, 198, pain=2), Reason.OTHER_SIDE_PAIN),
        (strength("abduction", L, 190, 190), Reason.TRIALS),
    ],
)
def test_a_full_grade_does_not_hide_why_the_force_is_unknown(
    reading: Reading, reason: Reason
) -> None:
    found = finding(judged(with_cells(reading, grade("abduction", 5))), "strength_abduction")
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, reason)


def test_a_grade_that_is_too_old_says_nothing() -> None:
    old = changed(grade("abduction", 4), on=DAY - timedelta(days=15))
    found = finding(judged(by_hand(old)), "strength_abduction")
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.MISSING)


@pytest.mark.parametrize(
    ("value", "pain", "outcome"),
    [
        (5, 0, Outcome.MET),
        (5, 1, Outcome.NOT_MET),
        (5, None, Outcome.UNKNOWN),
        (4, 0, Outcome.NOT_MET),
    ],
)
def test_after_arthroscopy_grade_five_without_pain_is_enough(
    value: int, pain: int | None, outcome: Outcome
) -> None:
    chart = changed(by_hand(grade("abduction", value, pain)), episodes=(OPERATED,))
    assert finding(judged(chart), "strength_abduction").outcome is outcome


def hand_visit() -> Assessment:
    """A visit without a dynamometer."""
    assessment = without(base_assessment(), *(f"hip_{d}_strength" for d in DIRECTIONS))
    for direction in DIRECTIONS:
        assessment = with_reading(assessment, grade(direction, 5))
    for name in ("single_leg_bridge", "side_lying_abduction"):
        for side, count in ((L, 27), (R, 30)):
            reading = measured(name, side, count, unit=Unit.REPETITION, pain=0)
            assessment = with_reading(assessment, reading)
    return assessment


DIRECTIONS = (
    "flexion",
    "extension",
    "abduction",
    "adduction",
    "internal_rotation",
    "external_rotation",
)


def test_the_variant_without_dynamometer_says_so() -> None:
    readiness = judged(base_chart(assessment=hand_visit()), "no_dynamometer")
    assert readiness.verdict is Verdict.READY
    assert "strength by hand only" in readiness.sentence
    assert "strength by hand only" in readiness.notes
    assert len(readiness.findings) == 21


@pytest.mark.parametrize("name", ["single_leg_bridge", "side_lying_abduction"])
def test_the_variant_needs_ninety_percent_of_the_other_sides_repetitions(name: str) -> None:
    fewer = measured(name, L, 26, unit=Unit.REPETITION, pain=0)
    chart = base_chart(assessment=with_reading(hand_visit(), fewer))
    found = finding(judged(chart, "no_dynamometer"), name)
    assert (found.outcome, found.compared_shown) == (Outcome.NOT_MET, "86.6 %")


def test_the_variant_is_never_the_classs_own_protocol() -> None:
    assert judged(base_chart(assessment=hand_visit())).verdict is Verdict.CANNOT_SAY


COUNTS = {
    "front_plank": (45, Unit.SECOND, NONE),
    "side_plank": (45, Unit.SECOND, L),
    "bird_dog": (30, Unit.SECOND, L),
    "side_lying_abduction": (30, Unit.REPETITION, L),
    "prone_hip_extension": (30, Unit.REPETITION, L),
    "standing_pelvic_rotation": (30, Unit.REPETITION, L),
    "step_and_hold_forward": (30, Unit.REPETITION, L),
    "step_and_hold_sideways": (30, Unit.REPETITION, L),
    "step_down": (10, Unit.REPETITION, L),
    "single_leg_squat": (10, Unit.REPETITION, L),
    "walk": (15, Unit.MINUTE, NONE),
}
REACH = {"anterior": (60, 64), "posteromedial": (98, 100), "posterolateral": (92, 96)}


def count(name: str, value: int | None = None, **fields: object) -> Measured:
    """One of the published counts, just reached unless said."""
    least, unit, side = COUNTS[name]
    rest: dict[str, object] = {"pain": 0, "faults": 0, **fields}
    return measured(name, side, least if value is None else value, unit=unit, **rest)


def operated(*readings: Reading, drop: tuple[str, ...] = ()) -> Readiness:
    """After arthroscopy: everything just reached, with these cells instead."""
    assessment = base_assessment()
    cells: list[Reading] = [count(name) for name in COUNTS]
    for direction, (left, right) in REACH.items():
        for side, value in ((L, left), (R, right)):
            cells.append(measured(f"y_balance_{direction}", side, value, unit=Unit.CENTIMETRE))
    cells += [measured("limb_length", side, 88, unit=Unit.CENTIMETRE) for side in (L, R)]
    for reading in (*cells, *readings):
        assessment = with_reading(assessment, reading)
    return judged(base_chart(episode=OPERATED, assessment=without(assessment, *drop)))


def test_after_arthroscopy_everything_just_reached_is_ready() -> None:
    readiness = operated()
    assert readiness.verdict is Verdict.READY
    assert len(readiness.findings) == 30


@pytest.mark.parametrize("name", COUNTS)
def test_after_arthroscopy_each_count_must_be_reached_without_pain(name: str) -> None:
    least = COUNTS[name][0]
    assert finding(operated(count(name, least - 1)), name).reason is Reason.SHORT
    assert finding(operated(count(name, pain=1)), name).reason is Reason.PAIN
    assert finding(operated(count(name, faults=1)), name).outcome is Outcome.MET
    faulty = finding(operated(count(name, faults=2)), name)
    assert (faulty.outcome, faulty.reason) == (Outcome.NOT_MET, Reason.FAULTS)
    unseen = finding(operated(count(name, faults=None)), name)
    assert (unseen.outcome, unseen.reason) == (Outcome.UNKNOWN, Reason.FAULTS_NOT_SEEN)


@pytest.mark.parametrize("direction", REACH)
def test_each_reach_is_eighty_five_percent_of_the_other_side(direction: str) -> None:
    _, right = REACH[direction]
    short = measured(f"y_balance_{direction}", L, right * 0.84, unit=Unit.CENTIMETRE)
    found = finding(operated(short), f"y_balance_{direction}")
    assert (found.outcome, found.compared_shown) == (Outcome.NOT_MET, "84 %")


def test_the_composite_is_worked_out_from_reaches_and_limb_length() -> None:
    """(60 + 98 + 92) / (3 × 88) × 100 = 94.69 against (64 + 100 + 96) / 264 × 100 = 98.48."""
    found = finding(operated(), "y_balance_composite")
    assert found.outcome is Outcome.MET
    assert found.compared_shown == "96.1 %"
    assert [e.shown for e in found.evidence] == ["94.6", "98.4"]


def test_a_longer_limb_makes_a_smaller_composite() -> None:
    longer = measured("limb_length", L, "1.10", unit=Unit.METRE)
    found = finding(operated(longer), "y_balance_composite")
    assert (found.outcome, found.compared_shown) == (Outcome.NOT_MET, "76.9 %")


@pytest.mark.parametrize("name", ["limb_length", "y_balance_anterior"])
def test_a_composite_without_a_part_is_unknown(name: str) -> None:
    found = finding(operated(drop=(name,)), "y_balance_composite")
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.MISSING)


def test_a_composite_that_pain_forbade_is_not_done() -> None:
    refused = not_done("y_balance_anterior", L, NotDoneReason.PAIN)
    readiness = operated(refused)
    found = finding(readiness, "y_balance_composite")
    assert (found.outcome, found.sentence) == (Outcome.UNKNOWN, "not done: pain")
    assert readiness.against[0] == "Y-balance anterior LEFT: not done for pain"


def test_an_earlier_better_reach_of_the_good_side_counts() -> None:
    then = DAY - timedelta(days=30)
    earlier = changed(
        base_assessment(),
        id=AssessmentId("a0"),
        on=then,
        readings=tuple(
            measured(f"y_balance_{d}", R, 130, unit=Unit.CENTIMETRE, on=then) for d in REACH
        ),
    )
    chart = base_chart(episode=OPERATED, earlier=(earlier,))
    assessment = chart.assessments[-1]
    for direction, (left, right) in REACH.items():
        for side, value in ((L, left), (R, right)):
            reading = measured(f"y_balance_{direction}", side, value, unit=Unit.CENTIMETRE)
            assessment = with_reading(assessment, reading)
    for side in (L, R):
        assessment = with_reading(
            assessment, measured("limb_length", side, 88, unit=Unit.CENTIMETRE)
        )
    chart = changed(chart, assessments=(earlier, assessment))
    found = finding(judged(chart), "y_balance_composite")
    assert (found.outcome, found.compared_shown) == (Outcome.NOT_MET, "64.1 %")


def test_pain_during_a_reach_is_no_failure_and_speaks_against() -> None:
    _, right = REACH["anterior"]
    reach = measured("y_balance_anterior", L, right, unit=Unit.CENTIMETRE, pain=5)
    readiness = operated(reach)
    assert finding(readiness, "y_balance_anterior").outcome is Outcome.MET
    said = "Y-balance anterior: pain 5 during it, for which the protocol has no limit"
    assert said in readiness.against


def test_questionnaire_scores_are_shown_and_decide_nothing() -> None:
    score = measured("hos_adl", NONE, 41, unit=Unit.SCORE)
    readiness = operated(score)
    assert readiness.verdict is Verdict.READY
    assert readiness.shown == ("HOS daily living: 41",)


def test_a_force_in_pounds_or_kilograms_is_compared_in_newtons() -> None:
    pounds = changed(strength("abduction", L, 41, 42, 42.5), unit=Unit.POUND_FORCE)
    found = finding(judged(with_cells(pounds)), "strength_abduction")
    assert found.compared_shown == "92.2 %"
    kilograms = changed(strength("abduction", L, 19.0, 18.5, 18.0), unit=Unit.KILOGRAM_FORCE)
    assert finding(judged(with_cells(kilograms)), "strength_abduction").compared_shown == "90.8 %"


def test_a_word_where_a_number_is_asked_is_unknown() -> None:
    other_hip = base_episode(other_hip=OtherHip.HEALTHY)
    reading = measured("swelling", NONE, 0, unit=Unit.SCORE)
    found = finding(judged(with_cells(reading, episode=other_hip)), "swelling")
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.UNREADABLE)


def test_what_was_not_measured_says_what_it_would_have_to_reach() -> None:
    bare = base_chart(
        assessment=base_assessment(readings=()), episode=base_episode(diagnosis=Diagnosis.JOINT)
    )
    shown = {f.criterion: f.limit_shown for f in judged(bare).findings}
    assert shown["range_flexion"] == "≤ 15° short"
    assert shown["range_internal_rotation"] == "≤ 7° short"
    assert shown["strength_abduction"] == "≥ 90 %"
    assert shown["one_leg_stand"] == "≥ 30 s"
    assert shown["worst_daily_pain"] == "≤ 1 of 10"
    assert shown["swelling"] == "none"


def test_an_answer_with_several_words_says_all_that_would_do() -> None:
    bone = changed(
        base_chart(assessment=base_assessment(readings=())),
        episodes=(base_episode(diagnosis=Diagnosis.BONE_STRESS_INJURY),),
    )
    shown = {f.criterion: f.limit_shown for f in judged(bone).findings}
    assert shown["bony_tenderness"] == "none or cannot be felt"


def test_a_comparison_with_a_hip_that_is_no_measure_says_no_limit() -> None:
    chart = base_chart(episode=base_episode(other_hip=OtherHip.PAINFUL))
    assert finding(judged(chart), "strength_abduction").limit_shown == ""


def test_tests_that_are_missing_for_one_reason_share_a_line() -> None:
    chart = base_chart(assessment=without(base_assessment(), "walk", "stairs"))
    assert "Walk 30 min, Stairs: unknown, not measured" in judged(chart).against


def test_pain_of_the_other_side_is_not_said_of_the_injured_one() -> None:
    _, right = REACH["anterior"]
    found = finding(
        operated(measured("y_balance_anterior", R, right, unit=Unit.CENTIMETRE, pain=5)),
        "y_balance_anterior",
    )
    assert found.reason is Reason.OTHER_SIDE_PAIN
    assert not any("pain 5 during it" in note for note in found.notes)
