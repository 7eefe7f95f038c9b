"""Runs that follow each other: where each leads, and the reasons word for word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from clinic_tui.judgement.pain import Advised, Passage, Place, advise, bolder, break_steps, course
from clinic_tui.judgement.pain_answers import answers, gone_of
from clinic_tui.knowledge.programme import Hold, Programme, StepBack
from clinic_tui.model.runlog import Advice, AdviceTaken, Gone, RunLog
from tests.builders import a_signature, changed
from tests.judgement.test_pain_rule import FIRST, ON_RAMP, SOFT, TABLE, log

WEEK_ON = FIRST + timedelta(days=7)
ENDED = datetime(2026, 11, 23, 18, tzinfo=UTC)


def only(place: Place, run: RunLog, programme: Programme = TABLE) -> Passage:
    (passage,) = course([run], programme, SOFT, place)
    assert passage.log == run
    assert passage.before == place
    return passage


def test_without_a_diagnosis_everything_stops_and_says_why() -> None:
    assert advise(log(), None) == Advised(
        Advice.STOP_AND_CALL,
        "no_rule",
        "no diagnosis, no pain rule: the clinician sees the runner before the next run",
        "Stop running and call us before your next run.",
    )


def test_an_advice_carries_its_rows_reasons_and_what_it_asks_for() -> None:
    row = next(each for each in SOFT.rows if each.id == "four_or_sharp")
    sore = advise(log(pain_during=4), SOFT)
    assert sore == Advised(
        Advice.STEP_BACK, row.id, row.clinician, row.patient, days_off=2, ends_run=True
    )
    clean = advise(log(), SOFT)
    assert clean == Advised(Advice.ADVANCE, "clean", SOFT.clean_clinician, SOFT.clean_patient)
    assert advise(log(pain_during=None), SOFT).ask == ("pain in the run: not written",)


def test_a_clean_run_counts_and_the_last_run_is_its_day() -> None:
    after = only(Place(step=2, clean=1), log(1)).after
    assert after == Place(step=2, clean=2, last_run=FIRST + timedelta(days=2))


def test_a_run_that_was_not_run_changes_nothing_and_says_so() -> None:
    place = Place(step=6, clean=2, last_run=FIRST - timedelta(days=60))
    passage = only(place, log(ran=False, done_jog_minutes=Decimal(0)))
    assert passage.advised == Advised(
        Advice.REPEAT, "not_run", "not run: the session is still to come", "Do this run next time."
    )
    assert (passage.after, passage.break_steps) == (place, 0)


def test_a_break_goes_back_and_begins_its_step_anew() -> None:
    passage = only(Place(step=6, clean=2, last_run=FIRST - timedelta(days=8)), log())
    assert (passage.break_steps, passage.after.step, passage.after.clean) == (1, 5, 1)
    assert passage.advised.clinician.endswith("1 of 3 clean sessions at this step")
    assert break_steps(None, FIRST, TABLE) == 0
    assert break_steps(FIRST, FIRST + timedelta(days=30), changed(TABLE, on_break=None)) == 0


def test_a_run_that_is_shorter_than_its_step_keeps_the_clean_ones_and_says_why() -> None:
    place = Place(step=3, clean=2, last_run=FIRST)
    passage = only(place, log(done_jog_minutes=Decimal("5.9")))
    why = "clean, and shorter than the step: it does not count towards the next"
    assert (passage.advised.advice, passage.advised.row) == (Advice.REPEAT, "short")
    assert passage.advised.clinician == why
    assert passage.after == place
    assert only(place, log(done_jog_minutes=Decimal(6))).after.step == 4


@pytest.mark.parametrize(
    ("fields", "clean"),
    [
        ({"pain_during": 2}, 0),
        ({"painkiller": True}, 0),
        ({"pain_next_morning": 1}, 0),
        ({"limp": True}, 0),
        ({"ran": False}, 2),
        ({}, 3),
    ],
)
def test_only_clean_missed_and_short_runs_keep_the_row_of_clean_ones(
    fields: dict[str, Any], clean: int
) -> None:
    longer = changed(TABLE, steps=tuple(changed(each, sessions=9) for each in TABLE.steps))
    assert only(Place(step=2, clean=2), log(**fields), longer).after.clean == clean


def test_a_hold_with_days_off_begins_the_clean_ones_anew() -> None:
    resting = changed(TABLE, hold=Hold(days_off=2))
    held = only(Place(step=2, clean=2), log(pain_during=1, gone=Gone.AFTER_24_TO_48_H), resting)
    assert held.taken is Advice.HOLD
    assert (held.after.step, held.after.clean) == (2, 0)
    assert held.after.no_run_before == FIRST + timedelta(days=3)


def test_one_step_back_is_said_without_a_number_of_the_programme() -> None:
    one = only(Place(step=4), log(pain_during=5), changed(TABLE, step_back=StepBack(steps=1)))
    assert one.advised.advice is Advice.STEP_BACK
    assert "goes back" not in one.advised.clinician
    assert "In this plan" not in one.advised.patient


def test_too_much_pain_steps_back_whole() -> None:
    after = only(Place(step=4, clean=2), log(pain_during=5)).after
    assert after == Place(
        step=3,
        clean=0,
        stepped_back=True,
        not_growing_until=WEEK_ON,
        no_run_before=FIRST + timedelta(days=3),
        last_run=FIRST,
    )
    assert only(Place(step=1), log(pain_during=5)).after.step == 1


def test_growth_comes_back_on_the_seventh_day_and_not_before() -> None:
    def on(days: int) -> Passage:
        place = Place(step=2, clean=2, not_growing_until=WEEK_ON)
        return only(place, log(on=FIRST + timedelta(days=days)))

    assert on(6).advised.clinician.endswith("; no growth in the week after a step back")
    assert (on(6).after.step, on(6).after.clean) == (2, 3)
    assert on(7).after.step == 3


def test_a_clean_run_after_a_step_back_ends_the_row_of_them_and_a_mild_one_does_not() -> None:
    back = Place(step=4, stepped_back=True)
    assert only(back, log()).after.stepped_back is False
    assert only(back, log(pain_during=2)).after.stepped_back is True
    assert only(back, log(ran=False)).after.stepped_back is True
    again = only(back, log(pain_during=2)).after
    assert only(again, log(1, pain_during=5)).advised.advice is Advice.STOP_AND_CALL


def test_the_last_step_says_that_the_programme_is_done() -> None:
    last = len(TABLE.steps)
    passage = only(Place(step=last, clean=2), log())
    assert passage.advised.clinician.endswith("; the programme's last step is done")
    assert passage.after.step == last
    assert passage.after.clean == 0


def decided(advice: Advice) -> AdviceTaken:
    return AdviceTaken(by=a_signature(), advice=advice, reason="talked it over with the runner")


def test_a_decision_leads_on_whatever_the_rule_said() -> None:
    ahead = only(Place(step=4), log(pain_during=2, decision=decided(Advice.ADVANCE)))
    assert (ahead.advised.advice, ahead.taken, ahead.after.step) == (
        Advice.REPEAT,
        Advice.ADVANCE,
        5,
    )
    stopped = only(Place(step=4), log(decision=decided(Advice.STOP_AND_CALL)))
    assert stopped.after.stopped
    back = only(Place(step=4), log(pain_during=5, decision=decided(Advice.STOP_AND_CALL)))
    assert back.advised.advice is Advice.STEP_BACK
    assert (back.after.stopped, back.after.step) == (True, 3)
    on = only(Place(step=4, stopped=True), log(decision=decided(Advice.REPEAT)))
    assert not on.after.stopped
    assert only(Place(step=4, stopped=True), log()).after.stopped


def test_walked_steps_are_passed_to_the_row_that_was_written_and_no_further() -> None:
    for step in (None, 1):
        walk = only(Place(), log(step=step), ON_RAMP).after
        assert (walk.step, walk.clean) == (1, 1)
    place = Place(step=2, clean=5)
    assert only(place, log(step=4, pain_during=1), ON_RAMP).after == Place(
        step=3, clean=0, last_run=FIRST
    )
    walked = only(Place(step=2, clean=2), log(step=3), ON_RAMP)
    assert (walked.after.step, walked.after.clean) == (3, 1)


def test_logs_are_taken_by_day_then_by_entry() -> None:
    late, early = log(0, id="r9"), log(0, id="r1", entered_at=datetime(2026, 12, 1, tzinfo=UTC))
    third = log(3, id="r0")
    ids = [each.log.id for each in course([third, late, early], TABLE, SOFT, Place())]
    assert ids == ["r1", "r9", "r0"]


def test_bolder_is_nearer_to_advance() -> None:
    order = (
        Advice.STOP_AND_CALL,
        Advice.STEP_BACK,
        Advice.HOLD,
        Advice.REPEAT,
        Advice.ADVANCE,
    )
    for at, one in enumerate(order):
        assert [bolder(one, other) for other in order] == [at > n for n in range(len(order))]


def test_sessions_before_the_next_step_are_its_own_and_of_runs_at_least_two() -> None:
    once = changed(ON_RAMP, steps=tuple(changed(each, sessions=1) for each in ON_RAMP.steps))
    assert [once.needed(step) for step in (1, 2, 3, 4)] == [1, 1, 2, 2]
    assert [ON_RAMP.needed(step) for step in (1, 2, 3, 4)] == [4, 3, 3, 4]


# What a log answers


def asked(**fields: Any) -> tuple[str, ...]:
    return answers(log(**fields)).ask


@pytest.mark.parametrize(
    ("fields", "questions"),
    [
        ({}, ()),
        ({"gone": None}, ()),
        (
            {"pain_during": None, "pain_after": None, "pain_next_morning": None, "gone": None},
            (
                "pain in the run: not written",
                "pain right after: not written",
                "pain next morning: not written",
                "when it was gone: not written",
            ),
        ),
        ({"pain_after": 1, "gone": None}, ("when it was gone: not written",)),
        (
            {"sharp": None, "limp": None, "night_pain": None, "painkiller": None},
            (
                "sharp pain: not written",
                "a limp: not written",
                "pain at night: not written",
                "a painkiller: not written",
            ),
        ),
        ({"done_jog_minutes": None}, ("what was done: not written",)),
        ({"sign": 0, "limp": None, "night_pain": None}, ()),
        (
            {"sign": 1, "limp": None, "sharp": False},
            ("sharp pain or a limp: which of the two?",),
        ),
        ({"sign": 1, "limp": True, "sharp": None}, ()),
        (
            {"sign": 4, "painkiller": None},
            ("several signs: which of sharp pain, limp, night pain, painkiller?",),
        ),
        ({"sign": 4, "painkiller": True}, ()),
        (
            {"gone": Gone.AFTER_24_TO_48_H},
            ("no pain at all, and yet it took more than 24 h to go",),
        ),
        ({"pain_after": 1, "gone": Gone.AFTER_24_TO_48_H}, ()),
        ({"sharp": True}, ("sharp pain, and yet 0 at all three moments",)),
        ({"sharp": True, "pain_during": 1}, ()),
        ({"planned_jog_minutes": Decimal(30)}, ()),
        (
            {"entered_at": datetime(2026, 11, 23, 23, 59, tzinfo=UTC)},
            ("next morning had not come when it was entered",),
        ),
        ({"entered_at": datetime(2026, 11, 24, tzinfo=UTC)}, ()),
        (
            {"entered_at": datetime(2026, 11, 23, 9, tzinfo=UTC), "pain_next_morning": None},
            ("pain next morning: not written",),
        ),
        (
            {"planned_jog_minutes": Decimal("29.50")},
            ("more was done than planned: 30 of 29.5 min",),
        ),
        ({"sign": 2}, ("the sign box says yes, the answers say no",)),
        ({"sign": 1}, ("the sign box says yes, the answers say no",)),
        ({"sign": 3, "painkiller": None}, ()),
        ({"sign": 2, "night_pain": True}, ()),
        ({"sign": 0, "sharp": True, "pain_during": 1}, SIGN_0 := (
            "the sign box says nothing, the answers say otherwise",
        )),
        ({"sign": 0, "painkiller": True}, SIGN_0),
        ({"sign": 0, "night_pain": True}, SIGN_0),
    ],
)  # fmt: skip
def test_what_is_asked_word_for_word(fields: dict[str, Any], questions: tuple[str, ...]) -> None:
    assert asked(**fields) == questions


@pytest.mark.parametrize(
    ("fields", "signs"),
    [
        ({}, set()),
        ({"red_flag": True}, {"red_flag"}),
        ({"night_pain": True}, {"night_pain"}),
        ({"night_pain": None, "sign": 2}, {"night_pain"}),
        ({"night_pain": None, "sign": 3, "painkiller": None}, {"painkiller"}),
        ({"limp": True}, {"limp"}),
        ({"sharp": True, "pain_during": 1}, {"sharp"}),
        ({"catching": True}, {"catching"}),
        ({"painkiller": True}, {"painkiller"}),
        ({"painkiller": None, "sign": 0}, set()),
        ({"painkiller": None}, {"missing"}),
        ({"sign": 4, "limp": None}, {"unclear_signs"}),
        ({"pain_during": None}, {"missing"}),
        ({"gone": Gone.BEYOND_48_H}, {"contradiction"}),
    ],
)
def test_each_sign_is_read_alone(fields: dict[str, Any], signs: set[str]) -> None:
    assert answers(log(**fields)).signs == signs


def after(**fields: Any) -> RunLog:
    return log(pain_during=1, ended_at=ENDED, **fields)


def hours(many: float) -> datetime:
    return ENDED + timedelta(hours=many)


@pytest.mark.parametrize(
    ("fields", "gone"),
    [
        ({"gone": Gone.WITHIN_24_H, "still_at": hours(24)}, Gone.WITHIN_24_H),
        ({"gone": Gone.WITHIN_24_H, "still_at": hours(24.1)}, Gone.AFTER_24_TO_48_H),
        ({"gone": Gone.AFTER_24_TO_48_H, "still_at": hours(24)}, Gone.AFTER_24_TO_48_H),
        ({"gone": Gone.WITHIN_24_H, "still_at": hours(48)}, Gone.AFTER_24_TO_48_H),
        ({"gone": Gone.WITHIN_24_H, "still_at": hours(48.1)}, Gone.BEYOND_48_H),
        ({"gone": Gone.BEYOND_48_H, "still_at": hours(30)}, Gone.BEYOND_48_H),
        ({"gone": None, "gone_at": hours(3)}, Gone.WITHIN_24_H),
        ({"gone": Gone.BEYOND_48_H, "gone_at": hours(3)}, Gone.WITHIN_24_H),
        ({"gone": Gone.AFTER_24_TO_48_H}, Gone.AFTER_24_TO_48_H),
    ],
)
def test_hours_count_before_the_box_and_the_box_may_know_of_more(
    fields: dict[str, Any], gone: Gone
) -> None:
    assert gone_of(after(**fields)) is gone


def test_hours_without_an_end_of_the_run_say_nothing() -> None:
    bare = log(gone=Gone.WITHIN_24_H, gone_at=hours(60), still_at=hours(50))
    assert gone_of(bare) is Gone.WITHIN_24_H


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"gone_at": hours(-0.5)}, "gone before the run had ended"),
        ({"still_at": hours(-0.5), "gone_at": hours(3)}, "still there before the run had ended"),
        ({"gone_at": hours(3), "still_at": hours(4)}, "still there after it was gone"),
    ],
)
def test_times_that_contradict_each_other_are_asked_again(
    fields: dict[str, Any], said: str
) -> None:
    assert answers(after(**fields)).ask == (said,)
    assert "contradiction" in answers(after(**fields)).signs


def test_times_that_meet_are_no_contradiction() -> None:
    for fields in ({"gone_at": hours(0)}, {"gone_at": hours(3), "still_at": hours(3)}):
        assert answers(after(**fields)).ask == ()
