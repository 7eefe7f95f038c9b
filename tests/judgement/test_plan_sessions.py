"""A plan's sessions and refusals, word for word."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clinic_tui.judgement.plan import NoPlan, make_plan
from clinic_tui.judgement.plan_lint import Ceiling
from clinic_tui.judgement.schedule import Begin, Schedule
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.programme import Programme
from clinic_tui.model.clearance import ClearanceId
from clinic_tui.model.plan import Interval, Plan, PlanId, Session
from clinic_tui.model.strict import digest
from tests.builders import base_episode, changed
from tests.judgement.test_plan import MONDAY, NOW, given_until
from tests.judgement.test_plan_lint import rules

TABLE = built_in().programmes["article_run_walk"]
RUNS = (0, 2, 4)


def plan(
    programme: Programme = TABLE,
    days: tuple[int, ...] = RUNS,
    start: date = MONDAY,
    until: date = MONDAY + timedelta(days=20),
) -> Plan | NoPlan:
    return make_plan(
        plan_id=PlanId("p1"),
        episode=base_episode(),
        clearance_id=ClearanceId("c1"),
        given=given_until(until),
        programme=programme,
        programme_digest=digest(programme),
        start=start,
        running_days=days,
        now=NOW,
        running=built_in().rules_of_running,
        exercises=built_in().exercises.values(),
    )


def sessions(
    programme: Programme = TABLE, days: tuple[int, ...] = RUNS, length: int = 21
) -> tuple[Session, ...]:
    made = plan(programme, days, until=MONDAY + timedelta(days=length - 1))
    assert isinstance(made, Plan)
    return made.sessions


def short(*jogs: int, **fields: object) -> Programme:
    """One session a step, each with one jog of so many minutes."""
    steps = tuple(
        changed(
            TABLE.steps[0],
            name=f"Jog {minutes}",
            sessions=1,
            repeats=1,
            intervals=(Interval(gait="jog", minutes=Decimal(minutes)),),
        )
        for minutes in jogs
    )
    growth = changed(TABLE.growth, minutes=Decimal(100))
    return changed(TABLE, steps=steps, growth=growth, **fields)


def refused(outcome: Plan | NoPlan) -> tuple[str, ...]:
    assert isinstance(outcome, NoPlan)
    assert outcome.sentence == f"No plan: {outcome.reasons[0]}."
    return outcome.reasons


def test_a_run_says_its_step_its_intervals_and_its_note() -> None:
    first, second = TABLE.steps[0], TABLE.steps[1]
    runs = [session for session in sessions() if session.kind == "run"]
    assert runs[0] == Session(
        on=MONDAY,
        kind="run",
        step=1,
        intervals=first.session,
        note=first.note,
        before="warm_up.run_walk",
        work="stretching.run_walk",
    )
    assert [run.step for run in runs[:4]] == [1, 1, 1, 2]
    assert runs[3].intervals == second.session


def test_a_steps_note_stands_in_its_sessions() -> None:
    noted = changed(TABLE, steps=(changed(TABLE.steps[0], note="On grass."), *TABLE.steps[1:]))
    assert sessions(noted)[0].note == "On grass."


def test_between_runs_strength_and_easy_work_take_turns() -> None:
    week = sessions(length=7)
    assert [(day.kind, day.note) for day in week if day.kind != "run"] == [
        ("strength", "strength and mobility"),
        ("cross", "cycle or elliptical, easy, without discomfort"),
        ("strength", "strength and mobility"),
        ("rest", "rest day"),
    ]


def test_turns_go_on_over_the_weeks() -> None:
    others = [day.kind for day in sessions() if day.kind in ("strength", "cross")]
    assert others == ["strength", "cross"] * 4 + ["strength"]


@pytest.mark.parametrize(
    ("days", "rest"), [((0, 2, 4), 6), ((1, 3, 6), 5), ((2, 4, 6), 5), ((0,), 6), ((6,), 5)]
)
def test_the_last_day_of_the_week_without_a_run_is_for_rest(
    days: tuple[int, ...], rest: int
) -> None:
    assert {day.on.weekday() for day in sessions(days=days) if day.kind == "rest"} == {rest}


def test_who_runs_daily_has_no_day_of_rest_and_other_work_when_the_steps_are_done() -> None:
    daily = short(5, rest_days_between_runs=0)
    kinds = [day.kind for day in sessions(daily, tuple(range(7)), length=8)]
    assert kinds == ["run", "run", *["strength", "cross"] * 3]


def test_a_programme_that_ends_leaves_the_other_days() -> None:
    kinds = [day.kind for day in sessions(short(5), length=7)]
    assert kinds == ["run", "strength", "run", "cross", "strength", "cross", "rest"]


@pytest.mark.parametrize("days", [(), (7,), (-1,), (0, 9)])
def test_days_that_are_none_are_refused_in_words(days: tuple[int, ...]) -> None:
    assert refused(plan(days=days)) == ("choose running days, Monday to Sunday",)


@pytest.mark.parametrize(
    ("days", "named"),
    [((1, 0), "Mon, Tue"), ((6, 0, 3), "Mon, Thu, Sun"), ((4, 5, 2), "Wed, Fri, Sat")],
)
def test_days_without_rest_between_are_named(days: tuple[int, ...], named: str) -> None:
    assert refused(plan(days=days)) == (f"{named}: the programme asks for 1 rest day between runs",)


def test_one_running_day_a_week_rests_six_days() -> None:
    assert isinstance(plan(changed(TABLE, rest_days_between_runs=6), (3,)), Plan)
    assert refused(plan(changed(TABLE, rest_days_between_runs=6), (0, 3))) == (
        "Mon, Thu: the programme asks for 6 rest days between runs",
    )


def test_a_day_given_twice_is_one_day() -> None:
    assert isinstance(plan(days=(0, 0, 3)), Plan)


def test_a_start_outside_the_clearance_is_said_with_its_days() -> None:
    assert refused(plan(start=MONDAY + timedelta(days=21))) == (
        "it must start from 20 Nov 2026 to 13 Dec 2026, as cleared",
    )


@pytest.mark.parametrize(
    ("jogs", "notes"),
    [
        ((5, 7), ()),
        (
            (5, 8),
            (
                "Jog 8: 3 min more jogging than before, by the programme's own rule; "
                "the general cap is 10 % or 2 min",
            ),
        ),
        ((30, 33), ()),
        (
            (30, 34),
            (
                "Jog 34: 4 min more jogging than before, by the programme's own rule; "
                "the general cap is 10 % or 2 min",
            ),
        ),
        ((34, 30), ()),
    ],
)
def test_growth_of_more_than_ten_percent_and_two_minutes_is_marked(
    jogs: tuple[int, ...], notes: tuple[str, ...]
) -> None:
    made = plan(short(*jogs))
    assert isinstance(made, Plan)
    assert made.notes == notes


def test_a_walk_asks_for_no_warm_up_and_a_run_for_its_own() -> None:
    walk = changed(
        TABLE.steps[0], name="Walk", intervals=(Interval(gait="walk", minutes=Decimal(20)),)
    )
    first, *rest = sessions(changed(TABLE, steps=(walk, *TABLE.steps)), length=60)
    assert (first.kind, first.before) == ("walk", "")
    runs = [each for each in rest if each.kind == "run"]
    assert runs
    assert all(each.before.startswith("warm_up.") for each in runs)


def test_held_back_the_nearest_step_below_that_breaks_nothing_is_planned() -> None:
    ceiling = Ceiling(MONDAY + timedelta(days=6), Decimal(10))
    programme = short(5, 20, 22)
    held = Schedule(rules(programme=programme, ceiling=ceiling), Begin(step=3))
    first = next(held.days(1))
    assert (first.on, first.step) == (MONDAY, 1)
    nearer = Schedule(rules(programme=short(5, 8, 22), ceiling=ceiling), Begin(step=3))
    assert next(nearer.days(1)).step == 2
