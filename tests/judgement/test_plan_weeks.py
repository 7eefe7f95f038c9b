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


def test_each_week_says_its_jogging_and_its_growth() -> None:
    sessions = (
        *(run(0, 0), run(2, 2), run(4, 2), run(5, 0)),
        Session(on=MONDAY + timedelta(days=6), kind="rest"),
        *(run(7, 2), run(9, 4), run(11, 4)),
        run(16, 4),
        run(23, 3),
    )
    assert week_answers(reversed(sessions), rules()) == {
        MONDAY: "jog 4 min in 2 runs",
        MONDAY + WEEK: "jog 10 min in 3 runs; +2 min a run, 2 allowed",
        MONDAY + 2 * WEEK: "jog 4 min in 1 run; no run longer than before",
        MONDAY + 3 * WEEK: "jog 3 min in 1 run; shorter than before",
    }


def test_a_programme_that_allows_more_than_the_general_cap_says_both() -> None:
    said = week_answers((run(0, 1.5), run(7, 4)), rules(programme=RAMP))
    assert said[MONDAY + WEEK] == (
        "jog 4 min in 1 run; +2.5 min a run, 2.5 allowed by the programme, 2 in general"
    )


def test_runs_done_before_the_plan_are_what_its_first_week_grows_from() -> None:
    done = (
        Done(MONDAY - timedelta(days=8), Decimal(9)),
        Done(MONDAY - WEEK, Decimal(6)),
        Done(MONDAY - timedelta(days=5), Decimal(5)),
        Done(MONDAY - timedelta(days=1), Decimal(0)),
    )
    assert week_answers((run(0, 8),), rules(done=done)) == {
        MONDAY: "jog 8 min in 1 run; +2 min a run, 2 allowed"
    }


def test_a_week_without_a_run_has_no_answer() -> None:
    assert week_answers((run(0, 0),), rules()) == {}


def test_a_week_begins_on_its_monday() -> None:
    assert {monday(MONDAY + timedelta(days=each)) for each in range(7)} == {MONDAY}
