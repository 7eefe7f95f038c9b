"""Running at its edges: records with gaps, late answers, the last step, what a plan lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from clinic_tui.judgement.bouts import Point, propose
from clinic_tui.judgement.diary import done_minutes
from clinic_tui.judgement.overrides import counted, overrides
from clinic_tui.judgement.pain import Place, advise, course
from clinic_tui.judgement.plan import Behind, NoPlan
from clinic_tui.judgement.plan_goal import goal
from clinic_tui.judgement.plan_standing import difference, stale
from clinic_tui.judgement.schedule import Begin
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.clearance import Clearance, ClearanceId
from clinic_tui.model.episode import Goals
from clinic_tui.model.plan import Interval, LaterStart, Session
from clinic_tui.model.readiness import RaisedFlag
from clinic_tui.model.runlog import Advice, AdviceTaken
from clinic_tui.model.words import Urgency, Verdict
from tests.builders import EPISODE, a_signature, base_chart, changed
from tests.judgement.test_pain_rule import FIRST, SOFT, TABLE, log
from tests.judgement.test_plan import MONDAY, given_until
from tests.judgement.test_plan_goal import YEAR, judged, made, plan

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CAP = built_in().rules_of_running.general
RAMP = built_in().programmes["article_on_ramp"]


def points(*stretches: tuple[int, float]) -> list[Point]:
    """A point a second: so many seconds at each speed."""
    found: list[Point] = []
    for seconds, speed in stretches:
        for _ in range(seconds):
            found.append(Point(NOON + timedelta(seconds=len(found)), speed))
    return found


def after(record: list[Point], seconds: int) -> list[Point]:
    """The same record, recorded so much later."""
    return [Point(point.at + timedelta(seconds=seconds), point.speed) for point in record]


def test_one_point_proposes_nothing() -> None:
    assert propose(points((1, 2.5))) is None


def test_standing_still_is_rest_and_a_second_that_comes_twice_is_passed_over() -> None:
    record = points((60, 2.5), (60, 0.0), (60, 2.5))
    record.insert(30, record[30])
    found = propose(record)
    assert found is not None
    assert [bout.doing for bout in found.bouts] == ["jog", "rest", "jog"]


def test_rest_alone_is_no_run() -> None:
    assert propose(points((60, 0.0))) is None


def test_what_is_short_between_two_gaps_is_not_guessed_at() -> None:
    middle = after(points((6, 2.5)), 200)
    found = propose([*points((60, 1.2)), *middle, *after(points((60, 1.2)), 400)])
    assert found is not None
    assert [bout.doing for bout in found.bouts] == ["walk", "gap", "walk"]
    assert found.minutes("jog") == 0


def test_a_few_seconds_of_another_gait_belong_to_the_stretch_before() -> None:
    found = propose(points((60, 1.2), (9, 2.6), (60, 1.2)))
    assert found is not None
    assert [bout.doing for bout in found.bouts] == ["walk"]


def test_a_resolved_red_flag_forbids_no_plan() -> None:
    flag = RaisedFlag(
        flag="limp",
        number=8,
        name="Limp",
        urgency=Urgency.SAME_DAY,
        suspends=True,
        do="stop",
        resolved=False,
    )
    assert isinstance(plan(given=judged(flags=(flag,))), NoPlan)
    assert made(given=judged(flags=(changed(flag, resolved=True),))).sessions


def test_a_box_that_was_left_empty_gives_no_minutes() -> None:
    run = Session(on=MONDAY, kind="run", intervals=(Interval(gait="jog", minutes=Decimal(4)),))
    assert done_minutes(run, None) is None


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ({"ended_at": 60, "gone_at": 30}, "gone before the run had ended"),
        ({"ended_at": 60, "still_at": 30}, "still there before the run had ended"),
        ({"gone_at": 60, "still_at": 90}, "still there after it was gone"),
    ],
)
def test_times_that_cannot_be_are_asked_again(minutes: dict[str, int], said: str) -> None:
    at: dict[str, Any] = {name: NOON + timedelta(minutes=n) for name, n in minutes.items()}
    advised = advise(log(0, pain_during=1, **at), SOFT)
    assert any(said in question for question in advised.ask)
    assert advised.advice is not Advice.ADVANCE


def test_a_run_that_was_not_run_still_says_what_stops() -> None:
    (passage,) = course([log(ran=False, night_pain=True)], TABLE, SOFT, Place())
    assert passage.advised.advice is Advice.STOP_AND_CALL


def test_the_last_step_is_done_and_stays() -> None:
    last = Place(step=len(TABLE.steps))
    passages = course([log(n) for n in range(9)], TABLE, SOFT, last)
    assert any("last step is done" in each.advised.clinician for each in passages)
    assert passages[-1].after.step == len(TABLE.steps)


def test_clean_runs_in_the_week_after_a_step_back_do_not_grow() -> None:
    back = Place(step=1, clean=8, not_growing_until=FIRST + timedelta(days=7))
    (passage,) = course([log()], TABLE, SOFT, back)
    assert "no growth in the week after a step back" in passage.advised.clinician
    assert passage.advised.advice is Advice.REPEAT


def test_a_start_beyond_the_programmes_steps_is_no_plan() -> None:
    outcome = plan(behind=Behind(begin=Begin(step=99)))
    assert isinstance(outcome, NoPlan)
    assert any("has steps 1 to" in why for why in outcome.reasons)


def test_a_race_without_a_distance_is_named_by_its_day() -> None:
    race = Goals(race="Spring run", race_on=date(2027, 6, 1))
    found = goal(race, TABLE, MONDAY, CAP, MONDAY)
    assert found is not None
    assert found.sentence == "Spring run: not before 23 Nov 2026, if every session goes well"


def test_a_programme_that_only_walks_promises_no_distance() -> None:
    walks = changed(RAMP, steps=RAMP.steps[:2])
    found = goal(Goals(distance_km=Decimal(5)), walks, MONDAY, CAP, MONDAY)
    assert found is not None
    assert found.not_before is None


def test_an_old_plan_without_its_grounds_is_held_against_its_programme_only() -> None:
    bare = changed(made(), bound=None)
    nothing = {"given": None, "assessment": None, "protocol": None}
    assert stale(bare, **nothing, programme=TABLE) == ()
    assert stale(made(), given=given_until(YEAR), assessment=None, protocol=None, programme=TABLE)


def test_another_last_day_is_said_first() -> None:
    shorter = made(given=given_until(MONDAY + timedelta(days=6)))
    assert difference(made(), shorter, MONDAY)[0].startswith("last day 29 Nov 2026")


def test_an_override_of_criteria_is_remembered_with_what_came_after() -> None:
    given = changed(judged(verdict=Verdict.NOT_READY), override_reason="he walks without a limp")
    chart = base_chart(
        clearances=(Clearance(id=ClearanceId("c1"), episode=EPISODE, events=(given,)),),
        run_logs=(log(2, advice=Advice.STOP_AND_CALL),),
    )
    (found,) = overrides(chart)
    assert (found.kind, found.what) == ("criteria", "cleared while not ready")
    assert found.outcome == "stop and call since"
    assert counted([found])[0] == "against criteria: 1 (1 stop and call since)"
    calm = changed(chart, run_logs=(log(2, advice=Advice.REPEAT),))
    assert overrides(calm)[0].outcome == "no stop since"


def test_a_later_start_and_a_kept_day_are_remembered_once_for_all_versions_of_a_plan() -> None:
    later = LaterStart(step=3, by="Ada Stein", reason="he jogged for weeks before")
    first, *others = made().sessions
    kept = changed(first, kept="he wants it so", kept_by="Bo Lind")
    plan = changed(made(), later=later, sessions=(kept, *others))
    second = changed(plan, id="p2", sessions=(changed(kept, kept_by=""), *others))
    other = changed(plan, id="p3", later=changed(later, step=4), sessions=tuple(others))
    chart = base_chart(plans=(plan, second, other), run_logs=(log(9, advice=Advice.STEP_BACK),))
    found = overrides(chart)
    assert {each.outcome for each in found} == {"stepped back since"}
    assert [(each.kind, each.what, each.who, each.reason) for each in found] == [
        ("plan", "began at step 3", "Ada Stein", "he jogged for weeks before"),
        ("plan", "began at step 4", "Ada Stein", "he jogged for weeks before"),
        ("plan", "session of 23 Nov 2026", "Bo Lind", "he wants it so"),
    ]
    nobody = changed(plan, later=changed(later, by=""), sessions=(changed(kept, kept_by=""),))
    assert {each.who for each in overrides(base_chart(plans=(nobody,)))} == {"not recorded"}


def test_an_advice_that_was_followed_is_no_override() -> None:
    taken = AdviceTaken(by=a_signature(), advice=Advice.REPEAT)
    chart = base_chart(run_logs=(log(advice=Advice.REPEAT, decision=taken),))
    assert overrides(chart) == ()
