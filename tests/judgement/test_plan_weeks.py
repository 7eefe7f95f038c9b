"""What the linter answers to each week, word for word."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from clinic_tui.judgement.plan_lint import Done
from clinic_tui.judgement.plan_weeks import monday, week_answers
from clinic_tui.model.plan import Session
from tests.judgement.test_plan import MONDAY
from tests.judgement.test_plan_lint import RAMP, rules, run

WEEK = timedelta(days=7)


def test_each_week_says_its_jogging_and_what_a_run_grew_by() -> None:
    sessions = (
        *(run(0, 0), run(2, 2), run(4, 2), run(5, 0)),
        Session(on=MONDAY + timedelta(days=6), kind="rest"),
        *(run(7, 2), run(9, 4), run(11, 5.5)),
        run(18, 5.5),
        run(23, 3),
        run(31, 3),
    )
    assert week_answers(reversed(sessions), rules()) == {
        MONDAY: "jog 4 min in 2 runs; a run grows by 2 min, 2 allowed",
        MONDAY + WEEK: "jog 11.5 min in 3 runs; a run grows by 2 min, 2 allowed",
        MONDAY + 2 * WEEK: "jog 5.5 min in 1 run; no run longer than in the week before it",
        MONDAY + 3 * WEEK: "jog 3 min in 1 run; no run longer than in the week before it",
        MONDAY + 4 * WEEK: "jog 3 min in 1 run",
    }


def test_a_programme_that_allows_more_than_the_general_cap_says_both() -> None:
    said = week_answers((run(0, 1.5), run(7, 4)), rules(programme=RAMP))
    assert said[MONDAY] == "jog 1.5 min in 1 run"
    assert said[MONDAY + WEEK] == (
        "jog 4 min in 1 run; a run grows by 2.5 min, 2.5 allowed by the programme, 2 in general"
    )


def test_a_week_may_grow_from_run_to_run_and_says_the_greatest_step() -> None:
    said = week_answers((run(0, 20), run(2, 21), run(4, 23.1), run(5, 24)), rules())
    assert said[MONDAY] == "jog 88.1 min in 4 runs; a run grows by 2.1 min, 2.1 allowed"


def test_runs_done_before_the_plan_are_grown_from_and_have_no_answer_of_their_own() -> None:
    done = (
        Done(MONDAY - timedelta(days=8), Decimal(9)),
        Done(MONDAY - WEEK, Decimal(6)),
        Done(MONDAY - timedelta(days=5), Decimal(5)),
        Done(MONDAY - timedelta(days=1), Decimal(0)),
    )
    assert week_answers((run(0, 8),), rules(done=done)) == {
        MONDAY: "jog 8 min in 1 run; a run grows by 2 min, 2 allowed"
    }


def test_a_week_without_a_run_has_no_answer() -> None:
    assert week_answers((run(0, 0),), rules()) == {}


def test_a_week_begins_on_its_monday() -> None:
    assert {monday(MONDAY + timedelta(days=each)) for each in range(7)} == {MONDAY}
