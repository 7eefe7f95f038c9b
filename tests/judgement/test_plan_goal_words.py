"""Milestones, goal, staleness and work of a plan, word for word."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from clinic_tui.judgement.plan_goal import goal, longest_stretch, milestones
from clinic_tui.judgement.plan_standing import difference, stale
from clinic_tui.judgement.plan_work import works
from clinic_tui.judgement.schedule import Begin, Schedule, phase_of
from clinic_tui.knowledge.exercise import Phase
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.episode import Goals
from clinic_tui.model.plan import Goal, Interval, Session
from clinic_tui.model.words import Diagnosis
from tests.builders import base_chart, changed
from tests.judgement.test_plan import MONDAY, given_until
from tests.judgement.test_plan_goal import YEAR, made
from tests.judgement.test_plan_lint import TABLE, rules, run

LIBRARY = built_in()
CAP = LIBRARY.rules_of_running.general
DONE = MONDAY + timedelta(days=100)


def jog(minutes: float) -> Interval:
    return Interval(gait="jog", minutes=Decimal(str(minutes)))


def walk(minutes: float) -> Interval:
    return Interval(gait="walk", minutes=Decimal(str(minutes)))


def test_the_longest_stretch_is_broken_by_walking_only() -> None:
    fast = Interval(gait="run", minutes=Decimal(2))
    assert longest_stretch((jog(3), fast, walk(1), jog(4))) == 5
    assert longest_stretch((jog(3), walk(1), jog(4), walk(1))) == 4
    assert longest_stretch((walk(9),)) == 0
    assert longest_stretch(()) == 0


def dated(*sessions: Session) -> list[tuple[int, str]]:
    found = milestones(sessions, MONDAY + timedelta(days=8))
    return [((each.on - MONDAY).days, each.name) for each in found]


def test_milestones_are_the_first_of_each() -> None:
    assert dated() == []
    assert dated(Session(on=MONDAY, kind="rest"), run(1, 0), run(2, 0), run(3, 2), run(4, 9)) == [
        (1, "first session"),
        (3, "first jog"),
    ]
    assert dated(run(1, 10), run(3, 20), run(8, 30), run(9, 30)) == [
        (1, "10 min without a break"),
        (1, "first session"),
        (3, "20 min without a break"),
        (8, "30 min without a break"),
    ]
    assert dated(run(1, 2), run(9, 10)) == [
        (1, "first session"),
        (9, "10 min without a break (needs a later clearance)"),
    ]


def asked(finished: date | None = DONE, **goals: Any) -> Goal | None:
    return goal(Goals(**goals), TABLE, finished, CAP, MONDAY)


@pytest.mark.parametrize(
    ("km", "weeks"),
    [("4", 0), ("4.285", 0), ("4.3", 1), ("5", 2), ("42.2", 24), ("46", 25), ("47", None)],
)
def test_a_distance_is_reached_by_ten_percent_a_week_from_the_last_step(
    km: str, weeks: int | None
) -> None:
    found = asked(distance_km=Decimal(km))
    assert found is not None
    day = None if weeks is None else DONE + timedelta(weeks=weeks)
    assert found.not_before == day


def test_a_goal_is_said_whole() -> None:
    assert asked() is None
    assert asked(race="Spring run") is None
    assert asked(race="Spring run", race_on=DONE) == Goal(
        name="Spring run",
        not_before=DONE,
        sentence="Spring run: not before 3 Mar 2027, if every session goes well",
    )
    unnamed = asked(race_on=DONE - timedelta(days=1))
    assert unnamed is not None
    assert unnamed.sentence == (
        "race: not before 3 Mar 2027, if every session goes well; 2 Mar 2027 comes 1 days too early"
    )
    early = asked(race="Autumn run", race_on=MONDAY - timedelta(days=9), distance_km=Decimal(4))
    assert early is not None
    assert early.name == "Autumn run, 4 km"
    assert early.sentence.endswith(", at 7 min a km; 14 Nov 2026 comes 100 days too early")
    assert asked(None, distance_km=Decimal(4)) == Goal(
        name="4 km", not_before=None, sentence="4 km: no honest day can be named yet"
    )


def test_a_programmes_own_pace_counts() -> None:
    levels = LIBRARY.programmes["delaware_levels"]
    found = goal(Goals(distance_km=Decimal("4.8")), levels, DONE, CAP, MONDAY)
    assert found is not None
    assert found.not_before == DONE
    assert found.sentence.endswith("at 7.5 min a km")


# What a plan rests on


def lines(**grounds: Any) -> tuple[str, ...]:
    standing: dict[str, Any] = {
        "given": given_until(YEAR),
        "assessment": base_chart().assessments[-1],
        "protocol": LIBRARY.protocols["tendon"],
        "programme": LIBRARY.programmes["article_run_walk"],
    }
    return stale(made(), **{**standing, **grounds})


def test_each_ground_that_changed_is_said_word_for_word() -> None:
    name = "Run/walk table, then to 30 min without a break"
    assert lines(given=None, assessment=None, protocol=None, programme=None) == (
        f"programme '{name}' is not in the library any more",
        "no clearance stands",
        "the assessment it rests on is not there",
        "protocol changed: none applies",
    )
    newer = changed(given_until(YEAR), allowed="walking")
    other = changed(base_chart().assessments[-1], id="a9")
    tendon = changed(LIBRARY.protocols["tendon"], version="2")
    assert lines(given=newer, assessment=other, protocol=tendon) == (
        f"clearance: a newer one of 20 Nov 2026, until {YEAR.day} {YEAR:%b %Y}",
        "assessment: a newer one or an amendment, of 20 Nov 2026",
        f"protocol changed: {tendon.name}",
    )
    assert lines() == ()


def test_a_plan_without_a_protocol_is_not_stale_for_one() -> None:
    bare = made()
    assert bare.bound is not None
    free = changed(bare, bound=changed(bare.bound, protocol=""))
    grounds: dict[str, Any] = {
        "given": given_until(YEAR),
        "assessment": base_chart().assessments[-1],
        "programme": LIBRARY.programmes["article_run_walk"],
    }
    assert stale(free, **grounds, protocol=None) == ()
    by_digest = changed(bare.bound, assessment="0" * 64)
    assert len(stale(changed(bare, bound=by_digest), **grounds, protocol=None)) == 2


def test_every_day_that_would_differ_is_told() -> None:
    old = changed(made(), sessions=(run(0, 2), run(2, 2), Session(on=YEAR, kind="rest")))
    new = changed(
        made(),
        until=YEAR - timedelta(days=1),
        sessions=(run(0, 4), run(2, 2), Session(on=MONDAY + timedelta(days=3), kind="cross")),
    )
    assert difference(old, new, MONDAY) == (
        "last day 21 Nov 2027, before 22 Nov 2027",
        "23 Nov 2026: run, jog 4 of 9 min, before run, jog 2 of 7 min",
        "26 Nov 2026: cross, before nothing planned",
        "22 Nov 2027: nothing planned, before rest",
    )
    assert len(difference(old, new, MONDAY + timedelta(days=1))) == 3
    assert difference(old, old, MONDAY) == ()


# Work


def test_works_stand_once_in_the_order_of_their_days_and_fit_the_diagnosis() -> None:
    sessions = (
        changed(run(0, 6), before="warm_up.run_walk", work="stretching.run_walk"),
        Session(on=MONDAY, kind="strength", work="strength.run_walk"),
        changed(run(2, 6), before="warm_up.run_walk", work="stretching.run_walk"),
        Session(on=MONDAY, kind="rest", work="mobility.run_walk"),
    )
    book = tuple(LIBRARY.exercises.values())
    found = works(sessions, book, Diagnosis.MUSCLE_STRAIN)
    assert [(each.id, each.name) for each in found] == [
        ("warm_up.run_walk", "warm up, run/walk"),
        ("stretching.run_walk", "stretching, run/walk"),
        ("strength.run_walk", "strength and mobility, run/walk"),
        ("mobility.run_walk", "mobility, run/walk"),
    ]
    assert all(each.doses for each in found)
    only = changed(book[0], not_for=(Diagnosis.TENDON,))
    assert works(sessions, (only,), Diagnosis.TENDON) == ()
    assert works(sessions, (), Diagnosis.TENDON) == ()


# The schedule


def test_a_phase_is_told_by_its_jogging() -> None:
    def step(*intervals: Interval) -> Phase:
        return phase_of(changed(TABLE.steps[0], intervals=intervals))

    assert step(walk(30)) is Phase.LOAD
    assert step(walk(5), jog(20), walk(5)) is Phase.RUN
    assert step(walk(5), jog(19.5), walk(5)) is Phase.RUN_WALK
    assert step(jog(10), Interval(gait="run", minutes=Decimal(10))) is Phase.RUN
    assert step(jog(10), walk(1), jog(10)) is Phase.RUN_WALK
    assert step(jog(25)) is Phase.RUN


def planned(days: int, begin: Begin | None = None, **fields: Any) -> list[Session]:
    return list(Schedule(rules(**fields), begin or Begin()).days(days))


def steps(days: int, begin: Begin | None = None, **fields: Any) -> list[int | None]:
    return [each.step for each in planned(days, begin, **fields) if each.jog_minutes]


def test_a_schedule_begins_where_the_runner_stands() -> None:
    assert steps(14) == [1, 1, 1, 2, 2, 2]
    assert steps(14, Begin(2, 1)) == [2, 2, 3, 3, 3, 4]
    assert steps(14, Begin(2, 9)) == [2, 3, 3, 3, 4, 4]


def test_no_new_step_comes_before_its_day() -> None:
    until = MONDAY + timedelta(days=4)
    assert steps(14, Begin(1, 2, until)) == [1, 1, 1, 2, 2, 2]
    assert steps(14, Begin(1, 2, until + timedelta(days=2))) == [1, 1, 1, 2, 2, 2]
    assert steps(14, Begin(1, 2, until + timedelta(days=3))) == [1, 1, 1, 1, 2, 2]
    assert steps(14, Begin(1, 2)) == [1, 2, 2, 2, 3, 3]


def test_after_the_last_step_no_run_is_left_and_its_day_is_known() -> None:
    short = changed(TABLE, steps=TABLE.steps[:1])
    schedule = Schedule(rules(programme=short), Begin())
    kinds = [each.kind for each in schedule.days(9)]
    assert schedule.finished == MONDAY + timedelta(days=4)
    assert kinds == [
        *("run", "strength", "run", "cross", "run", "strength", "rest", "cross", "strength"),
    ]


def test_a_walk_is_for_every_day_only_where_it_is_daily_and_without_a_jog() -> None:
    ramp = LIBRARY.programmes["article_on_ramp"]
    kinds = [each.kind for each in planned(8, programme=ramp)]
    assert kinds == ["walk"] * 7 + ["run"]
    six = changed(ramp, steps=(changed(ramp.steps[0], sessions_a_week=6), *ramp.steps[1:]))
    assert [each.kind for each in planned(4, programme=six)] == [
        "walk",
        "strength",
        "walk",
        "cross",
    ]


def test_work_is_fitted_to_the_last_walk_or_run_before_it() -> None:
    walked = changed(TABLE.steps[0], intervals=(walk(15),), sessions=1)
    days = planned(7, programme=changed(TABLE, steps=(walked, *TABLE.steps[:1])))
    assert [each.work for each in days] == [
        "stretching.load",
        "strength.load",
        "stretching.run_walk",
        "cross_training.run_walk",
        "stretching.run_walk",
        "strength.run_walk",
        "mobility.run_walk",
    ]


def test_what_a_day_names_as_its_work() -> None:
    first, second, *_ = planned(7)
    assert (first.before, first.work) == ("warm_up.run_walk", "stretching.run_walk")
    assert (second.kind, second.note, second.work) == (
        "strength",
        "strength and mobility",
        "strength.run_walk",
    )
    easy = [(each.note, each.work) for each in planned(14) if each.kind == "cross"]
    assert easy[:2] == [
        ("cycle or elliptical, easy, without discomfort", "cross_training.run_walk"),
        ("swim or walk in water", "pool.run_walk"),
    ]
    rest = planned(7)[-1]
    assert (rest.kind, rest.note, rest.work) == ("rest", "rest day", "mobility.run_walk")
