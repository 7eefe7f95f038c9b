"""The linter, rule by rule: what breaks it, what just does not."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from clinic_tui.judgement.plan_lint import Ceiling, Done, Rules, lint
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.programme import Advance
from clinic_tui.knowledge.running import Cap
from clinic_tui.model.plan import Effort, Gait, Interval, Session
from clinic_tui.model.words import Diagnosis
from tests.builders import changed
from tests.judgement.test_plan import MONDAY

RUNNING = built_in().rules_of_running
TABLE = built_in().programmes["article_run_walk"]
RAMP = built_in().programmes["article_on_ramp"]


def rules(**fields: Any) -> Rules:
    given: dict[str, Any] = {
        "programme": TABLE,
        "general": RUNNING.general,
        "running_days": (0, 2, 4),
        "start": MONDAY,
        "not_before": MONDAY,
        "until": MONDAY + timedelta(days=60),
        **fields,
    }
    return Rules(**given)


def run(
    day: int,
    jog: float,
    *,
    gait: Gait = "jog",
    effort: Effort | None = None,
    walk: float = 5,
    **fields: Any,
) -> Session:
    """A run so many days after the Monday."""
    intervals = [Interval(gait="walk", minutes=Decimal(str(walk)))]
    if jog:
        intervals.append(Interval(gait=gait, minutes=Decimal(str(jog)), effort=effort))
    given = {
        "on": MONDAY + timedelta(days=day),
        "kind": "run",
        "intervals": tuple(intervals),
        **fields,
    }
    return Session.model_validate(given)


def broken(*sessions: Session, **fields: Any) -> list[str]:
    return [each.rule for each in lint(sessions, rules(**fields))]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (5, 7, []),
        (5, 7.1, ["growth in a week"]),
        (30, 33, []),
        (30, 33.1, ["growth in a week"]),
        (30, 5, []),
    ],
)
def test_growth_is_ten_percent_or_two_minutes(before: float, after: float, said: list[str]) -> None:
    assert broken(run(0, before), run(2, after)) == said


def test_growth_against_the_week_before_and_the_longest_of_thirty_days() -> None:
    assert broken(run(0, 12), run(7, 6), run(14, 10)) == ["growth in a week"]
    assert broken(run(0, 12), run(7, 6), run(14, 15)) == ["growth in a week", "growth in 30 days"]
    assert broken(run(0, 6), run(28, 9)) == ["growth in 30 days"]
    assert broken(run(0, 6), run(32, 9)) == []
    done = (Done(MONDAY - timedelta(days=20), Decimal(6)),)
    assert broken(run(0, 9), done=done) == ["growth in 30 days"]
    assert broken(run(0, 8), done=done) == []


def test_without_a_run_in_thirty_days_the_programmes_step_counts_and_no_percentage() -> None:
    assert broken(run(0, 8, step=4)) == []
    assert broken(run(0, 9, step=4)) == ["growth in 30 days"]


def test_a_hand_edit_is_held_to_the_stricter_rule() -> None:
    two_and_a_half = (run(0, 1.5), run(2, 4))
    assert broken(*two_and_a_half, programme=RAMP) == []
    by_hand = changed(two_and_a_half[1], edited=True)
    assert broken(two_and_a_half[0], by_hand, programme=RAMP) == ["growth in a week"]


def test_an_added_day_and_longer_sessions_are_two_changes() -> None:
    week = (run(0, 6), run(2, 6))
    assert broken(*week, run(7, 8), run(9, 8)) == []
    assert broken(*week, run(7, 6), run(9, 6), run(11, 6)) == []
    assert broken(*week, run(7, 8), run(9, 8), run(11, 8)) == ["one change at a time"]
    assert broken(*week, run(7, 6), run(9, 6), run(11, 8)) == ["one change at a time"]


def test_the_runs_done_in_the_week_before_the_plan_count_as_its_days() -> None:
    done = (
        Done(MONDAY - timedelta(days=5), Decimal(6)),
        Done(MONDAY - timedelta(days=3), Decimal(6)),
    )
    longer = (run(0, 8), run(2, 8), run(4, 8))
    assert broken(*longer, done=done) == ["one change at a time"]
    assert broken(*longer[:2], done=done) == []
    missed = (*done, Done(MONDAY - timedelta(days=7), Decimal(0)))
    assert broken(*longer, done=missed) == ["one change at a time"]
    third = (*done, Done(MONDAY - timedelta(days=7), Decimal(2)))
    assert broken(*longer, done=third) == []


def test_a_walk_is_no_added_day_of_running() -> None:
    week = (run(0, 6), run(2, 6))
    assert broken(*week, run(7, 8), run(8, 0), run(9, 8)) == []


def test_longer_and_faster_are_two_changes() -> None:
    assert broken(run(0, 6), run(2, 6, gait="run")) == []
    assert broken(run(0, 6), run(2, 7)) == []
    assert broken(run(0, 6), run(2, 7, gait="run")) == ["one change at a time"]
    slow, fast = (
        changed(run(0, 6), intervals=(Interval(gait="jog", minutes=Decimal(6), kmh=Decimal(8)),)),
        changed(run(2, 7), intervals=(Interval(gait="jog", minutes=Decimal(7), kmh=Decimal(9)),)),
    )
    assert broken(slow, fast) == ["one change at a time"]
    assert broken(slow, run(2, 7)) == []
    easy, hard = run(0, 6, effort="easy"), run(2, 7, effort="hard")
    assert broken(easy, hard) == ["one change at a time"]
    allowed = changed(TABLE, growth=changed(TABLE.growth, speed_with_time=True))
    assert broken(easy, hard, programme=allowed) == []
    assert broken(easy, changed(hard, edited=True), programme=allowed) == ["one change at a time"]


def test_rest_days_lie_between_runs_and_not_between_walks() -> None:
    every = {"running_days": tuple(range(7))}
    assert broken(run(0, 6), run(1, 6), **every) == ["rest days"]
    assert broken(run(0, 6), run(2, 6), **every) == []
    assert broken(run(0, 0), run(1, 0), **every) == []
    assert broken(run(0, 6), done=(Done(MONDAY - timedelta(days=1), Decimal(6)),)) == ["rest days"]


def test_days_dates_and_lengths() -> None:
    assert broken(run(1, 6)) == ["running days"]
    assert broken(run(1, 0)) == []
    assert broken(run(0, 6), not_before=MONDAY + timedelta(days=1)) == ["earliest date"]
    assert broken(run(2, 6), until=MONDAY + timedelta(days=1)) == ["last day"]
    assert broken(run(0, 2, walk=58)) == []
    assert broken(run(0, 2, walk=59)) == ["session length"]


def test_a_condition_caps_the_runs_of_a_week() -> None:
    cap = Cap(
        classes=(Diagnosis.BONE_STRESS_INJURY,),
        runs_a_week=2,
        session_minutes=Decimal(20),
        source="invented",
        grade="own choice",
    )
    assert broken(run(0, 6), run(2, 6), run(4, 6), caps=(cap,)) == ["runs a week"]
    assert broken(run(0, 6), run(2, 6), run(7, 6), caps=(cap,)) == []
    assert broken(run(0, 6, walk=15), caps=(cap,)) == ["session length"]


def test_no_more_new_steps_in_so_many_days_than_the_programme_says() -> None:
    slow = changed(TABLE, advance=Advance(steps=1, in_days=7))
    steps = (run(0, 2, step=1), run(2, 4, step=2), run(4, 6, step=3))
    assert broken(*steps, programme=slow) == ["steps in days"]
    assert broken(steps[0], steps[1], run(9, 6, step=3), programme=slow) == []


def test_after_a_step_back_nothing_grows_until_its_day() -> None:
    ceiling = Ceiling(MONDAY + timedelta(days=4), Decimal(6))
    assert broken(run(0, 6), run(4, 7), ceiling=ceiling) == ["after a step back"]
    assert broken(run(0, 6), run(7, 7), ceiling=ceiling) == []


def test_a_broken_line_says_day_figures_and_why_it_was_kept() -> None:
    long = run(2, 20, kept="he ran this before Friday")
    (first,) = lint((run(0, 6), long), rules())
    assert first.on == long.on
    assert first.kept == "he ran this before Friday"
    assert first.sentence == (
        "20 min of jogging; the longest in the week before and in 30 days had 6, so at most 8"
    )


def test_what_is_neither_walk_nor_run_is_not_linted() -> None:
    swim = Session(on=MONDAY + timedelta(days=1), kind="cross")
    assert lint([swim], rules()) == ()


def test_a_run_of_one_minute_or_less_is_a_run() -> None:
    assert broken(run(1, 1)) == ["running days"]
    every = {"running_days": tuple(range(7))}
    assert broken(run(0, 1), run(1, 1), **every) == ["rest days"]
    seldom = changed(TABLE, runs_a_week=2)
    short = (run(0, 0.5), run(2, 0.5), run(4, 0.5))
    assert broken(*short, programme=seldom, **every) == ["runs a week"]


def test_the_runs_a_week_of_a_step_count_for_its_last_step_too() -> None:
    last = len(TABLE.steps)
    often = changed(TABLE, runs_a_week=7, rest_days_between_runs=0)
    assert TABLE.steps[-1].sessions_a_week == 3
    four = [run(day, 30, step=last) for day in range(4)]
    every = {"running_days": tuple(range(7)), "programme": often}
    assert broken(*four, **every) == ["runs a week"]
    assert broken(*four[:3], **every) == []


def test_a_second_run_of_a_day_grows_against_the_days_before() -> None:
    both = broken(run(0, 6), run(2, 8), run(2, 10))
    assert both == ["rest days", "growth in a week"]
