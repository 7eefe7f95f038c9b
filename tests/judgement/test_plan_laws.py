"""The laws of a plan, over random programmes, days and histories."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from clinic_tui.judgement.pain import Place, course
from clinic_tui.judgement.plan import Behind, NoPlan, lint_plan, make_plan, rules_of
from clinic_tui.judgement.plan_edit import behind_of
from clinic_tui.judgement.plan_lint import Ceiling, Done
from clinic_tui.judgement.schedule import Begin
from clinic_tui.knowledge.growth import Growth
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.programme import Advance, Programme, ProgrammeStep
from clinic_tui.model.clearance import ClearanceId
from clinic_tui.model.episode import Goals
from clinic_tui.model.plan import Interval, Plan, PlanId
from clinic_tui.model.runlog import Advice, RunLog
from clinic_tui.model.strict import canonical
from tests.builders import base_episode
from tests.judgement.test_pain_rule import LOGS, SOFT, TABLE, log
from tests.judgement.test_plan import MONDAY, NOW, given_until

RUNNING = built_in().rules_of_running
EXERCISES = tuple(built_in().exercises.values())


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """A programme that keeps its own rule; it may also go down, walk, or repeat itself."""
    growth = Growth(
        percent=Decimal(draw(st.integers(0, 50))),
        minutes=Decimal(draw(st.integers(1, 6))),
        source="invented",
    )
    steps: list[ProgrammeStep] = []
    jog = Decimal(0)
    for number in range(draw(st.integers(1, 8))):
        most = jog + max(jog * growth.percent / 100, growth.minutes)
        jog = Decimal(draw(st.integers(0, min(50, int(most)))))
        walk = Interval(gait="walk", minutes=Decimal(draw(st.integers(1, 9))))
        steps.append(
            ProgrammeStep(
                name=f"step {number + 1}",
                sessions_a_week=draw(st.integers(1, 7)),
                sessions=draw(st.integers(1, 6)),
                intervals=(walk, Interval(gait="jog", minutes=jog)) if jog else (walk,),
            )
        )
    return Programme(
        id="random",
        name="random",
        version="1",
        classes=(base_episode().diagnosis,),
        growth=growth,
        advance=Advance(
            steps=draw(st.none() | st.integers(1, 3)), in_days=draw(st.integers(1, 14))
        ),
        rest_days_between_runs=draw(st.integers(0, 2)),
        runs_a_week=draw(st.integers(1, 7)),
        steps=tuple(steps),
        source="invented",
        grade="own choice",
    )


@st.composite
def behinds(draw: st.DrawFn, programme: Programme) -> Behind:
    """Runs done before, a step to begin at, perhaps a step back a few days ago."""
    ago = draw(st.lists(st.integers(1, 40), max_size=8, unique=True))
    done = tuple(
        Done(MONDAY - timedelta(days=days), Decimal(draw(st.integers(0, 40)))) for days in ago
    )
    step = draw(st.integers(1, len(programme.steps)))
    held = draw(st.none() | st.integers(0, 7))
    until = None if held is None else MONDAY + timedelta(days=held)
    jog = programme.steps[step - 1].jog_minutes
    return Behind(
        done=done,
        begin=Begin(step, draw(st.integers(0, 3)), until),
        ceiling=None if until is None else Ceiling(until, jog),
        first_run=draw(st.none() | st.just(MONDAY + timedelta(days=2))),
    )


def planned(programme: Programme, days: tuple[int, ...], behind: Behind) -> Plan | NoPlan:
    return make_plan(
        plan_id=PlanId("p1"),
        episode=base_episode(goals=Goals(distance_km=Decimal(5))),
        clearance_id=ClearanceId("c1"),
        given=given_until(MONDAY + timedelta(days=69)),
        programme=programme,
        programme_digest=programme.digest,
        start=MONDAY,
        running_days=days,
        now=NOW,
        running=RUNNING,
        exercises=EXERCISES,
        behind=behind,
    )


@settings(max_examples=150, deadline=None)
@over(st.data())
def test_no_generated_plan_breaks_the_linter(data: st.DataObject) -> None:
    programme = data.draw(programmes())
    days = tuple(data.draw(st.sets(st.integers(0, 6), min_size=1)))
    behind = data.draw(behinds(programme))
    plan = planned(programme, days, behind)
    if isinstance(plan, NoPlan):
        return
    rules = rules_of(
        given_until(plan.until), base_episode(), programme, RUNNING, MONDAY, days, behind
    )
    assert lint_plan(plan, rules) == ()
    runs = [session for session in plan.sessions if session.kind == "run"]
    assert {run.on.weekday() for run in runs} <= set(days)
    assert [session.on for session in plan.sessions] == [
        MONDAY + timedelta(days=offset) for offset in range(70)
    ]
    if behind.ceiling is not None:
        held = [run for run in runs if run.on <= behind.ceiling.until]
        assert all(run.jog_minutes <= behind.ceiling.jog_minutes for run in held)
    again = planned(programme, days, behind)
    assert isinstance(again, Plan)
    assert canonical(again) == canonical(plan)


@settings(max_examples=80, deadline=None)
@over(
    runs=st.lists(LOGS, min_size=1, max_size=8),
    step=st.integers(1, 15),
    back=st.integers(0, 7),
    days=st.sampled_from([(0, 2, 4), (1, 3, 5), (0, 3), (2,), (1, 3, 6)]),
)
def test_jog_time_never_grows_in_the_week_after_a_step_back(
    runs: list[RunLog], step: int, back: int, days: tuple[int, ...]
) -> None:
    last = MONDAY - timedelta(days=1)
    sore = log(pain_during=5)
    logs = [
        run.model_copy(update={"id": f"r{at}", "on": last - timedelta(days=2 * (len(runs) - at))})
        for at, run in enumerate([*runs[:back], sore, *runs[back:]])
    ]
    passages = course(logs, TABLE, SOFT, Place(step=step))
    plan = planned(TABLE, days, behind_of(passages, passages[-1].after, TABLE, MONDAY))
    assert isinstance(plan, Plan)
    jogs = [session for session in plan.sessions if session.kind == "run"]
    for passage in (each for each in passages if each.taken is Advice.STEP_BACK):
        until = passage.log.on + timedelta(days=7)
        most = TABLE.steps[passage.after.step - 1].jog_minutes
        assert all(run.jog_minutes <= most for run in jogs if run.on <= until)
        ready = passage.log.on + timedelta(days=passage.advised.days_off + 1)
        assert all(run.on >= ready for run in jogs)


@settings(max_examples=30, deadline=None)
@over(
    name=st.sampled_from(sorted(built_in().programmes)),
    days=st.sets(st.integers(0, 6), min_size=1, max_size=4),
    offset=st.integers(0, 6),
)
def test_built_in_programmes_pass_and_go_on_whatever_the_days(
    name: str, days: set[int], offset: int
) -> None:
    programme = built_in().programmes[name]
    start = MONDAY + timedelta(days=offset)
    cleared = given_until(start + timedelta(days=364))
    plan = make_plan(
        plan_id=PlanId("p1"),
        episode=base_episode(),
        clearance_id=ClearanceId("c1"),
        given=cleared,
        programme=programme,
        programme_digest=programme.digest,
        start=start,
        running_days=tuple(days),
        now=NOW,
        running=RUNNING,
    )
    if isinstance(plan, NoPlan):
        assert "rest day" in plan.sentence
        return
    rules = rules_of(cleared, base_episode(), programme, RUNNING, start, tuple(days))
    assert lint_plan(plan, rules) == ()
    assert max(session.step or 0 for session in plan.sessions) == len(programme.steps)
