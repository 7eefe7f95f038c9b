"""Milestones, the honest day of a goal, exercises by phase, and why there is no plan."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from clinic_tui.judgement.plan import NoPlan, make_plan
from clinic_tui.judgement.plan_standing import difference, stale
from clinic_tui.judgement.schedule import phase_of
from clinic_tui.knowledge.exercise import Phase
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.clearance import ClearanceId, Given
from clinic_tui.model.episode import Goals
from clinic_tui.model.plan import Plan, PlanId
from clinic_tui.model.readiness import Block, RaisedFlag
from clinic_tui.model.words import Urgency, Verdict
from tests.builders import base_chart, base_episode, changed
from tests.judgement.test_plan import MONDAY, NOW, given_until

LIBRARY = built_in()
YEAR = MONDAY + timedelta(days=364)


def plan(
    programme: str = "article_run_walk",
    goals: Goals | None = None,
    given: Given | None = None,
    **fields: Any,
) -> Plan | NoPlan:
    chosen = LIBRARY.programmes[programme]
    return make_plan(
        plan_id=PlanId("p1"),
        episode=base_episode(goals=goals or Goals()),
        clearance_id=ClearanceId("c1"),
        given=given or given_until(YEAR),
        programme=chosen,
        programme_digest=chosen.digest,
        start=MONDAY,
        running_days=(0, 2, 4),
        now=NOW,
        running=LIBRARY.rules_of_running,
        exercises=LIBRARY.exercises.values(),
        **fields,
    )


def made(*given: Any, **fields: Any) -> Plan:
    outcome = plan(*given, **fields)
    assert isinstance(outcome, Plan)
    return outcome


def judged(**fields: Any) -> Given:
    """A clearance whose readiness reads otherwise."""
    given = given_until(YEAR)
    readiness = changed(given.basis.readiness, **fields)
    return changed(given, basis=changed(given.basis, readiness=readiness))


def test_milestones_have_their_first_day() -> None:
    assert [(each.on, each.name) for each in made().milestones] == [
        (MONDAY, "first session"),
        (MONDAY + timedelta(weeks=4), "10 min without a break"),
        (MONDAY + timedelta(weeks=9), "20 min without a break"),
        (MONDAY + timedelta(weeks=14), "30 min without a break"),
    ]
    ramp = [each.name for each in made("article_on_ramp").milestones]
    assert ramp == ["first session", "first jog"]


def test_a_milestone_beyond_the_clearance_says_so() -> None:
    short = made(given=given_until(MONDAY + timedelta(days=30)))
    names = [each.name for each in short.milestones]
    assert names[1] == "10 min without a break"
    assert names[2] == "20 min without a break (needs a later clearance)"
    assert max(session.on for session in short.sessions) == MONDAY + timedelta(days=30)


def test_a_goal_has_an_honest_first_day() -> None:
    goal = made(goals=Goals(distance_km=Decimal(5))).goal
    assert goal is not None
    # 5 km at 7 min a km are 35 min: from 30 min two weeks of 10 % after the programme.
    assert goal.not_before == MONDAY + timedelta(weeks=14, days=4) + timedelta(weeks=2)
    assert goal.sentence == (
        "5 km: not before 19 Mar 2027, if every session goes well, at 7 min a km"
    )


def test_a_race_that_is_too_early_is_told_in_days() -> None:
    goals = Goals(distance_km=Decimal(5), race="Spring run", race_on=date(2027, 3, 1))
    goal = made(goals=goals).goal
    assert goal is not None
    assert goal.sentence.startswith("Spring run, 5 km: not before 19 Mar 2027")
    assert goal.sentence.endswith("1 Mar 2027 comes 18 days too early")


def test_no_goal_asked_and_no_honest_day() -> None:
    assert made().goal is None
    walk = made("article_on_ramp", Goals(distance_km=Decimal(200))).goal
    assert walk is not None
    assert walk.not_before is None
    assert "no honest day" in walk.sentence


def test_each_session_names_work_that_the_plan_holds_with_its_dosage() -> None:
    whole = made()
    names = {name for session in whole.sessions for name in (session.before, session.work) if name}
    assert names == {work.id for work in whole.works}
    strength = whole.work("strength.run_walk")
    assert strength is not None
    doses = {dose.name: (dose.sets, dose.reps) for dose in strength.doses}
    assert doses["Clamshell"] == (2, 15)
    warm_up = whole.work("warm_up.run_walk")
    assert warm_up is not None
    assert [dose.name for dose in warm_up.doses] == ["Hip circles", "Leg swings", "Walking lunge"]
    assert {session.before for session in whole.sessions if session.kind == "run"} == {
        "warm_up.run_walk",
        "warm_up.run",
    }


def test_phases_follow_the_steps() -> None:
    ramp = LIBRARY.programmes["article_on_ramp"].steps
    assert [phase_of(step) for step in ramp] == [Phase.LOAD, Phase.LOAD, *[Phase.RUN_WALK] * 2]
    assert phase_of(LIBRARY.programmes["article_run_walk"].steps[-1]) is Phase.RUN


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"verdict": Verdict.CANNOT_SAY}, "cannot say without a signed reason"),
        ({"blocks": (Block(code="b", sentence="No release."),)}, "No release"),
        (
            {
                "flags": (
                    RaisedFlag(
                        flag="numb",
                        number=1,
                        name="new numbness",
                        urgency=Urgency.URGENT,
                        suspends=True,
                        do="see a doctor",
                        resolved=False,
                    ),
                )
            },
            "red flag not resolved, new numbness",
        ),
    ],
)
def test_without_readiness_a_block_or_a_red_flag_there_is_no_plan(
    fields: dict[str, Any], why: str
) -> None:
    outcome = plan(given=judged(**fields))
    assert isinstance(outcome, NoPlan)
    assert why in outcome.sentence


def test_a_signed_reason_starts_a_plan_and_stands_on_it() -> None:
    given = changed(judged(verdict=Verdict.CANNOT_SAY), override_reason="he only walks for now")
    assert made(given=given).notes[0].endswith("he only walks for now")


def test_an_entry_condition_that_was_not_shown_is_asked() -> None:
    walk = [f for f in given_until(YEAR).basis.readiness.findings if f.criterion != "walk"]
    outcome = made(given=judged(findings=tuple(walk)))
    assert outcome.notes[0].startswith("Before the first session, ask: ")


def test_a_plan_that_stands_and_one_that_does_not() -> None:
    given, whole = given_until(YEAR), made()
    assessment = base_chart().assessments[-1]
    protocol = LIBRARY.protocols["tendon"]
    programme = LIBRARY.programmes["article_run_walk"]
    grounds: dict[str, Any] = {
        "given": given,
        "assessment": assessment,
        "protocol": protocol,
        "programme": programme,
    }
    assert stale(whole, **grounds) == ()
    for name, other, said in (
        ("given", changed(given, allowed="walking"), "clearance: a newer one"),
        ("given", None, "no clearance stands"),
        ("assessment", changed(assessment, id="a2"), "assessment: a newer one"),
        ("assessment", None, "is not there"),
        ("protocol", changed(protocol, version="2"), "protocol changed"),
        ("programme", changed(programme, version="2"), "version 1.0 then, 2 now"),
        ("programme", None, "not in the library"),
    ):
        (line,) = stale(whole, **{**grounds, name: other})
        assert said in line


def test_what_a_new_plan_would_change_is_told_day_by_day() -> None:
    old = made(given=given_until(MONDAY + timedelta(days=6)))
    new = made("article_on_ramp", given=given_until(MONDAY + timedelta(days=6)))
    lines = difference(old, new, MONDAY)
    assert lines[0] == "23 Nov 2026: walk, jog 0 of 10 min, before run, jog 2 of 17 min"
    assert difference(old, old, MONDAY) == ()
    assert difference(old, new, MONDAY + timedelta(days=6))[0].startswith("29 Nov 2026")
