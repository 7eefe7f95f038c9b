"""What a finding says of one value against its limit, word for word."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clinic_tui.judgement.readiness import judge
from clinic_tui.judgement.result import limit_of
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.protocol import Criterion
from clinic_tui.model.readiness import Evidence, Finding, Reason
from clinic_tui.model.reading import MeasureId, Reading
from clinic_tui.model.words import Diagnosis, NotDoneReason, Outcome, Side, Unit
from tests.builders import (
    DAY,
    answered,
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

L, NONE = Side.LEFT, Side.NONE
LIBRARY = built_in()
NOTE = "a symmetry's own error was up to 27 points in one preprint"


def found(
    criterion: str,
    *readings: Reading,
    diagnosis: Diagnosis = Diagnosis.TENDON,
    protocol: str | None = None,
    empty: tuple[str, ...] = (),
    library: Library = LIBRARY,
) -> Finding:
    """A finding of the base chart, some measures emptied and these cells written."""
    assessment = without(base_assessment(), *empty)
    for reading in readings:
        assessment = with_reading(assessment, reading)
    chart = base_chart(assessment=assessment, episode=base_episode(diagnosis=diagnosis))
    rules = library.protocols[protocol] if protocol else None
    readiness = judge(chart, chart.episodes[0], chart.assessments[0], DAY, library, rules)
    return next(f for f in readiness.findings if f.criterion == criterion)


def said(finding: Finding) -> tuple[Outcome, Reason, str]:
    return finding.outcome, finding.reason, finding.sentence


def walk(minutes: int, pain: int | None = 0) -> Reading:
    return measured("walk", NONE, minutes, unit=Unit.MINUTE, pain=pain)


def ride(name: str, minutes: int, pain: int | None = 0, on: date = DAY) -> Reading:
    return measured(name, NONE, minutes, unit=Unit.MINUTE, pain=pain, on=on)


def test_a_value_that_reaches_its_limit_is_said_in_full() -> None:
    assert found("walk", walk(30)) == Finding(
        criterion="walk",
        name="Walk 30 min",
        group="daily life",
        side=NONE,
        outcome=Outcome.MET,
        reason=Reason.WITHIN,
        sentence="30 min, at least 30 min",
        measures=(MeasureId("walk"),),
        evidence=(Evidence(side=NONE, on=DAY, shown="30 min, pain 0", pain=0),),
        compared=Decimal("30.0"),
        compared_shown="30 min",
        limit=Decimal(30),
        limit_shown="≥ 30 min",
        margin=Decimal("0.0"),
        unit=Unit.MINUTE,
        age_days=0,
        source=(
            "The source article on returning to running: walks without discomfort; 30 min is "
            "this project's own choice"
        ),
        grade="own choice",
    )


def test_a_pain_score_above_its_limit_is_said_in_full() -> None:
    pain = measured("worst_daily_pain", NONE, 2, unit=Unit.PAIN)
    assert found("worst_daily_pain", pain) == Finding(
        criterion="worst_daily_pain",
        name="Worst daily pain",
        group="daily life",
        side=NONE,
        outcome=Outcome.NOT_MET,
        reason=Reason.SHORT,
        sentence="2 of 10, at most 1 of 10",
        measures=(MeasureId("worst_daily_pain"),),
        evidence=(Evidence(side=NONE, on=DAY, shown="2 of 10"),),
        compared=Decimal("2.0"),
        compared_shown="2 of 10",
        limit=Decimal(1),
        limit_shown="≤ 1 of 10",
        margin=Decimal("-1.0"),
        unit=Unit.PAIN,
        age_days=0,
        source="The source article on returning to running: daily life almost pain-free",
        grade="lay",
    )


@pytest.mark.parametrize(
    ("answer", "outcome", "reason", "sentence"),
    [
        ("none", Outcome.MET, Reason.WITHIN, "none"),
        ("old_and_known", Outcome.NOT_MET, Reason.ANSWER, "old and known, must be none"),
    ],
)
def test_an_answer_is_said_in_words(
    answer: str, outcome: Outcome, reason: Reason, sentence: str
) -> None:
    finding = found("swelling", answered("swelling", answer))
    assert said(finding) == (outcome, reason, sentence)
    assert finding.compared_shown == answer.replace("_", " ")
    assert finding.limit_shown == "none"
    assert [e.shown for e in finding.evidence] == [answer.replace("_", " ")]


def test_of_several_accepted_answers_each_is_named() -> None:
    finding = found(
        "bony_tenderness",
        answered("bony_tenderness", "present", L),
        diagnosis=Diagnosis.BONE_STRESS_INJURY,
    )
    assert finding.sentence == "present, must be none or cannot be felt"
    assert finding.limit_shown == "none or cannot be felt"


@pytest.mark.parametrize(
    ("criterion", "reading", "expected"),
    [
        ("walk", walk(29), (Outcome.NOT_MET, Reason.SHORT, "29 min, at least 30 min")),
        (
            "walk",
            walk(30, 1),
            (
                Outcome.NOT_MET,
                Reason.PAIN,
                "value reached, pain not: 30 min with pain 1, at most 0",
            ),
        ),
        (
            "one_leg_stand",
            one_leg_stand(L, 30, 1),
            (Outcome.NOT_MET, Reason.PAIN, "time reached, pain not: 30 s with pain 1, at most 0"),
        ),
        (
            "one_leg_stand",
            one_leg_stand(L, 29, 1),
            (Outcome.NOT_MET, Reason.SHORT, "29 s, at least 30 s"),
        ),
        (
            "walk",
            walk(30, None),
            (Outcome.UNKNOWN, Reason.PAIN_NOT_ASKED, "30 min, but pain during it was not entered"),
        ),
        ("walk", walk(29, None), (Outcome.NOT_MET, Reason.SHORT, "29 min, at least 30 min")),
        (
            "walk",
            changed(walk(30), on=DAY - timedelta(days=15)),
            (Outcome.UNKNOWN, Reason.TOO_OLD, "15 days old, limit 14"),
        ),
        (
            "night_pain",
            measured("night_pain", NONE, 0, unit=Unit.PAIN, on=DAY - timedelta(days=1)),
            (Outcome.UNKNOWN, Reason.TOO_OLD, "1 day old, asked anew each day"),
        ),
        (
            "walk",
            not_done("walk", NONE, NotDoneReason.TIME),
            (Outcome.UNKNOWN, Reason.NOT_DONE, "not done: time"),
        ),
        (
            "walk",
            answered("walk", "easy"),
            (Outcome.UNKNOWN, Reason.UNREADABLE, "not the kind of value asked for"),
        ),
        (
            "swelling",
            measured("swelling", NONE, 0, unit=Unit.SCORE),
            (Outcome.UNKNOWN, Reason.UNREADABLE, "not the kind of value asked for"),
        ),
    ],
)
def test_why_a_value_is_not_met_or_unknown(
    criterion: str, reading: Reading, expected: tuple[Outcome, Reason, str]
) -> None:
    finding = found(criterion, reading)
    assert said(finding) == expected
    assert len(finding.evidence) == 1


@pytest.mark.parametrize("measure", ["walk", "swelling", "night_pain"])
def test_nothing_measured_is_unknown_with_nothing_to_show(measure: str) -> None:
    finding = found(measure, empty=(measure,))
    assert said(finding) == (Outcome.UNKNOWN, Reason.MISSING, "not measured")
    assert finding.evidence == ()
    assert finding.age_days is None


def squats(count: int, faults: int | None, pain: int | None = 0) -> Reading:
    return measured("single_leg_squat", L, count, unit=Unit.REPETITION, pain=pain, faults=faults)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (squats(10, 0), (Outcome.MET, Reason.WITHIN, "10 reps, at least 10 reps")),
        (squats(10, 1), (Outcome.MET, Reason.WITHIN, "10 reps, at least 10 reps")),
        (squats(10, 2), (Outcome.NOT_MET, Reason.FAULTS, "2 quality faults, at most 1")),
        (squats(9, 2), (Outcome.NOT_MET, Reason.SHORT, "9 reps, at least 10 reps")),
        (
            squats(10, 2, 3),
            (
                Outcome.NOT_MET,
                Reason.PAIN,
                "value reached, pain not: 10 reps with pain 3, at most 0",
            ),
        ),
        (
            squats(10, None),
            (
                Outcome.UNKNOWN,
                Reason.FAULTS_NOT_SEEN,
                "10 reps, but quality faults were not entered",
            ),
        ),
        (
            squats(10, None, None),
            (Outcome.UNKNOWN, Reason.PAIN_NOT_ASKED, "10 reps, but pain during it was not entered"),
        ),
        (squats(10, 2, None), (Outcome.NOT_MET, Reason.FAULTS, "2 quality faults, at most 1")),
    ],
)
def test_quality_counts_after_number_and_pain(
    reading: Reading, expected: tuple[Outcome, Reason, str]
) -> None:
    finding = found("single_leg_squat", reading, diagnosis=Diagnosis.AFTER_ARTHROSCOPY)
    assert said(finding) == expected


def with_criterion(name: str, **fields: object) -> Library:
    """The library with one criterion of the tendon protocol changed."""
    tendon = LIBRARY.protocols["tendon"]
    criteria = tuple(changed(c, **fields) if c.id == name else c for c in tendon.criteria)
    return Library.of((), (changed(tendon, criteria=criteria),), (), None, LIBRARY)


@pytest.mark.parametrize(
    ("pain", "expected"),
    [
        (0, (Outcome.UNKNOWN, Reason.TRIALS, "1 of 2 trials")),
        (None, (Outcome.UNKNOWN, Reason.TRIALS, "1 of 2 trials")),
        (
            1,
            (
                Outcome.NOT_MET,
                Reason.PAIN,
                "value reached, pain not: 30 min with pain 1, at most 0",
            ),
        ),
    ],
)
def test_too_few_trials_never_reach_a_limit(
    pain: int | None, expected: tuple[Outcome, Reason, str]
) -> None:
    library = with_criterion("walk", trials=2)
    assert said(found("walk", walk(30, pain), library=library)) == expected


def test_enough_trials_are_enough() -> None:
    walks = measured("walk", NONE, 20, 30, unit=Unit.MINUTE, pain=0)
    assert found("walk", walks, library=with_criterion("walk", trials=2)).outcome is Outcome.MET


@pytest.mark.parametrize(("pain", "met"), [(2, True), (3, False)])
def test_a_clinic_may_allow_some_pain(pain: int, met: bool) -> None:
    library = with_criterion("walk", pain_at_most=2)
    assert (found("walk", walk(30, pain), library=library).outcome is Outcome.MET) == met


@pytest.mark.parametrize(("pain", "met"), [(2, True), (9, True), (None, True)])
def test_where_pain_is_not_judged_it_is_not_asked(pain: int | None, met: bool) -> None:
    library = with_criterion("walk", pain_at_most=None)
    assert (found("walk", walk(30, pain), library=library).outcome is Outcome.MET) == met


def test_faults_that_nobody_looked_for_are_unknown_even_where_none_is_allowed() -> None:
    library = with_criterion("walk", faults_at_most=0)
    assert found("walk", walk(30), library=library).reason is Reason.FAULTS_NOT_SEEN
    seen = changed(walk(30), faults=0)
    assert found("walk", seen, library=library).outcome is Outcome.MET


def test_a_known_error_stands_in_the_finding() -> None:
    library = with_criterion("walk", error=Decimal(2), error_source="own")
    assert found("walk", library=library).error == 2


@pytest.mark.parametrize("seconds", [12, 31])
def test_pain_in_the_stand_is_a_provocation_sign_whatever_the_time(seconds: int) -> None:
    assert found("one_leg_stand", one_leg_stand(L, seconds, 2)).notes == (
        "usual side pain of 2 or more within 30 s of one-leg stand is a positive provocation "
        "sign; here pain 2 in the free version",
    )


@pytest.mark.parametrize("pain", [None, 0, 1])
def test_less_pain_in_the_stand_is_no_sign(pain: int | None) -> None:
    assert found("one_leg_stand", one_leg_stand(L, 31, pain)).notes == ()


def test_in_other_protocols_pain_in_the_stand_is_no_sign() -> None:
    assert found("one_leg_stand", one_leg_stand(L, 31, 5), diagnosis=Diagnosis.JOINT).notes == ()


OLD = DAY - timedelta(days=15)


@pytest.mark.parametrize(
    ("rides", "outcome", "sentence"),
    [
        ([ride("cycle", 19), ride("pool", 20)], Outcome.MET, "20 min, at least 20 min"),
        ([ride("cycle", 20), ride("pool", 19)], Outcome.MET, "20 min, at least 20 min"),
        ([ride("cycle", 25, on=OLD), ride("pool", 19)], Outcome.NOT_MET, "19 min, at least 20 min"),
        ([ride("cycle", 18), ride("pool", 25, on=OLD)], Outcome.NOT_MET, "18 min, at least 20 min"),
        ([ride("pool", 25, on=OLD)], Outcome.UNKNOWN, "15 days old, limit 14"),
        ([], Outcome.UNKNOWN, "not measured"),
    ],
)
def test_of_several_machines_the_best_outcome_counts(
    rides: list[Reading], outcome: Outcome, sentence: str
) -> None:
    finding = found("low_impact", *rides, empty=("cycle",))
    assert (finding.outcome, finding.sentence) == (outcome, sentence)
    assert finding.measures == ("cycle", "elliptical", "pool")


FORCE = "hip_abduction_strength"


def grade(value: int, pain: int | None = 0, on: date = DAY, side: Side = L) -> Reading:
    return measured("hip_abduction_grade", side, value, unit=Unit.GRADE, pain=pain, on=on)


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        (
            [grade(5)],
            (Outcome.UNKNOWN, Reason.HAND_GRADE, "grade 5 by hand: a hand cannot show 90 %"),
        ),
        ([grade(4)], (Outcome.NOT_MET, Reason.HAND_GRADE, "4 of 5, at least 5 of 5")),
        (
            [grade(5, 1)],
            (
                Outcome.NOT_MET,
                Reason.PAIN,
                "value reached, pain not: 5 of 5 with pain 1, at most 0",
            ),
        ),
        (
            [grade(5, None)],
            (Outcome.UNKNOWN, Reason.HAND_GRADE, "grade 5 by hand: a hand cannot show 90 %"),
        ),
        ([grade(5, on=OLD)], (Outcome.UNKNOWN, Reason.MISSING, "not measured")),
        ([grade(4, side=Side.RIGHT)], (Outcome.UNKNOWN, Reason.MISSING, "not measured")),
        ([], (Outcome.UNKNOWN, Reason.MISSING, "not measured")),
        (
            [grade(5), strength("abduction", L, 190)],
            (Outcome.UNKNOWN, Reason.TRIALS, "1 of 3 trials"),
        ),
        (
            [grade(4), strength("abduction", L, 190)],
            (Outcome.NOT_MET, Reason.HAND_GRADE, "4 of 5, at least 5 of 5"),
        ),
    ],
)
def test_what_a_hand_may_say_of_a_ninety_percent(
    readings: list[Reading], expected: tuple[Outcome, Reason, str]
) -> None:
    assert said(found("strength_abduction", *readings, empty=(FORCE,))) == expected


def test_a_measured_force_stands_before_any_grade() -> None:
    assert found("strength_abduction", grade(4)).outcome is Outcome.MET
    weak = [strength("abduction", L, 150, 150, 150), grade(5)]
    assert found("strength_abduction", *weak).sentence.startswith("73.1 %")


def test_after_arthroscopy_the_hand_is_enough_and_the_other_test_is_not_mentioned() -> None:
    finding = found(
        "strength_abduction", grade(5), diagnosis=Diagnosis.AFTER_ARTHROSCOPY, empty=(FORCE,)
    )
    assert said(finding) == (Outcome.MET, Reason.WITHIN, "5 of 5, at least 5 of 5")
    assert finding.notes == (NOTE,)
    assert (finding.limit_shown, finding.error) == ("≥ 5 of 5", None)


def test_after_arthroscopy_one_trial_of_the_hand_is_enough_and_four_is_not_met() -> None:
    finding = found(
        "strength_abduction", grade(4), diagnosis=Diagnosis.AFTER_ARTHROSCOPY, empty=(FORCE,)
    )
    assert said(finding) == (Outcome.NOT_MET, Reason.SHORT, "4 of 5, at least 5 of 5")


SWAPPED = [strength("abduction", L, 262, 262, 262)]
DOUBT = "127.8 % is above 110 %: the sides may be swapped; confirm LEFT and RIGHT"


def test_after_arthroscopy_a_full_grade_is_met_and_the_doubt_about_sides_stays() -> None:
    finding = found("strength_abduction", grade(5), *SWAPPED, diagnosis=Diagnosis.AFTER_ARTHROSCOPY)
    assert finding.outcome is Outcome.MET
    assert finding.notes == (DOUBT, NOTE)


def test_after_arthroscopy_an_old_grade_changes_nothing_about_the_doubt() -> None:
    finding = found(
        "strength_abduction", grade(5, on=OLD), *SWAPPED, diagnosis=Diagnosis.AFTER_ARTHROSCOPY
    )
    assert said(finding) == (Outcome.UNKNOWN, Reason.SIDES, DOUBT)
    assert finding.notes == (NOTE,)


def test_without_a_dynamometer_grade_four_is_short_of_five() -> None:
    finding = found("grade_abduction", grade(4), protocol="no_dynamometer")
    assert said(finding) == (Outcome.NOT_MET, Reason.SHORT, "4 of 5, at least 5 of 5")


def test_a_question_has_no_limit() -> None:
    swelling: Criterion = next(
        c for c in LIBRARY.protocols["tendon"].criteria if c.id == "swelling"
    )
    with pytest.raises(ValueError, match=r"^criterion swelling has no limit$"):
        limit_of(swelling)
