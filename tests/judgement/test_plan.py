"""The plan: dated sessions, rest between runs, nothing after the clearance's last day."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from clinic_tui.judgement.plan import NoPlan, basis, make_plan
from clinic_tui.judgement.readiness import judge
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.clearance import Basis, ClearanceId, Given
from clinic_tui.model.episode import Episode
from clinic_tui.model.plan import Plan, PlanId
from clinic_tui.model.strict import digest
from clinic_tui.model.words import Diagnosis
from tests.builders import DAY, a_signature, base_chart, base_episode, changed

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def given_until(until: date) -> Given:
    """A clearance from the base day on."""
    chart = base_chart()
    last = chart.assessments[-1]
    return Given(
        by=a_signature(),
        allowed="walking and jogging by the plan",
        start=DAY,
        until=until,
        basis=Basis(
            assessment=last.id,
            inputs=(last.id,),
            episode=chart.episodes[0],
            born=chart.patient.born,
            readiness=judge(chart, chart.episodes[0], last, DAY, built_in()),
            knowledge="0" * 64,
        ),
    )


def made(
    programme: str = "article_run_walk",
    *,
    until: date = MONDAY + timedelta(days=120),
    start: date = MONDAY,
    days: tuple[int, ...] = (0, 2, 4),
    episode: Episode | None = None,
) -> Plan | NoPlan:
    """A plan of a built-in programme."""
    chosen = built_in().programmes[programme]
    return make_plan(
        plan_id=PlanId("p1"),
        episode=episode or base_episode(),
        clearance_id=ClearanceId("c1"),
        given=given_until(until),
        programme=chosen,
        programme_digest=digest(chosen),
        start=start,
        running_days=days,
        now=NOW,
        running=built_in().rules_of_running,
        exercises=built_in().exercises.values(),
    )


def plan_of(outcome: Plan | NoPlan) -> Plan:
    """The plan, where there is one."""
    assert isinstance(outcome, Plan)
    return outcome


def test_the_table_starts_with_two_of_seventeen_minutes() -> None:
    runs = [s for s in plan_of(made()).sessions if s.kind == "run"]
    first = [(int(s.jog_minutes), int(s.total_minutes)) for s in runs[:9]]
    assert first == [(2, 17)] * 3 + [(4, 17)] * 3 + [(6, 17)] * 3
    assert [i.minutes for i in runs[0].intervals] == [Decimal("7.5"), 2, Decimal("7.5")]


def test_the_programme_goes_on_to_thirty_minutes_without_a_break() -> None:
    last = [s for s in plan_of(made()).sessions if s.kind == "run"][-1]
    assert last.jog_minutes == 30
    assert [i.gait for i in last.intervals] == ["walk", "jog", "walk"]


def test_every_day_has_one_entry_and_the_last_is_the_clearances() -> None:
    plan = plan_of(made(until=MONDAY + timedelta(days=20)))
    days = [s.on for s in plan.sessions]
    assert days == [MONDAY + timedelta(days=i) for i in range(21)]
    assert plan.until == days[-1]


def test_no_two_days_of_running_follow_each_other() -> None:
    plan = plan_of(made())
    runs = [s.on for s in plan.sessions if s.kind == "run"]
    assert all((b - a).days >= 2 for a, b in itertools.pairwise(runs))
    assert {on.weekday() for on in runs} == {0, 2, 4}


def test_each_full_week_has_a_day_of_rest() -> None:
    plan = plan_of(made())
    rests = [s.on for s in plan.sessions if s.kind == "rest"]
    assert all((b - a).days == 7 for a, b in itertools.pairwise(rests))


def test_the_on_ramp_walks_daily_before_it_jogs() -> None:
    plan = plan_of(made("article_on_ramp"))
    kinds = [s.kind for s in plan.sessions[:7]]
    assert kinds == ["walk"] * 7
    assert [s.total_minutes for s in plan.sessions[:7]] == [10] * 4 + [15] * 3
    jogs = [s.jog_minutes for s in plan.sessions if s.kind == "run"]
    assert jogs == [Decimal("1.5")] * 3 + [4] * 4


def test_a_step_above_the_general_cap_is_marked() -> None:
    assert plan_of(made()).notes == ()
    (note,) = plan_of(made("article_on_ramp")).notes
    assert note.startswith("1-minute jogs: 2.5 min more")


@pytest.mark.parametrize(
    ("days", "fits"),
    [((0, 2, 4), True), ((0, 3), True), ((1,), True), ((0, 1), False), ((0, 6), False)],
)
def test_running_days_leave_the_rest_the_programme_asks_for(
    days: tuple[int, ...], fits: bool
) -> None:
    outcome = made(days=days)
    assert isinstance(outcome, Plan) == fits
    if isinstance(outcome, NoPlan):
        assert "rest day" in outcome.sentence


@pytest.mark.parametrize("days", [(), (7,), (0, 9)])
def test_running_days_must_be_weekdays(days: tuple[int, ...]) -> None:
    outcome = made(days=days)
    assert isinstance(outcome, NoPlan)
    assert "running days" in outcome.sentence


def test_a_programme_without_rest_days_may_run_daily() -> None:
    plan = plan_of(made("article_on_ramp", days=tuple(range(7))))
    assert plan.sessions[-1].kind in ("strength", "cross")


@pytest.mark.parametrize(
    ("start", "fits"),
    [
        (DAY, True),
        (DAY - timedelta(days=1), False),
        (MONDAY + timedelta(days=30), True),
        (MONDAY + timedelta(days=31), False),
    ],
)
def test_a_plan_starts_within_the_clearance(start: date, fits: bool) -> None:
    outcome = made(start=start, until=MONDAY + timedelta(days=30))
    assert isinstance(outcome, Plan) == fits
    if isinstance(outcome, NoPlan):
        assert "as cleared" in outcome.sentence


def test_a_programme_for_another_class_is_refused() -> None:
    outcome = made(episode=base_episode(diagnosis=Diagnosis.NOT_YET_DIAGNOSED))
    assert isinstance(outcome, NoPlan)
    assert "is not for not yet diagnosed" in outcome.sentence
    assert outcome.reasons


def test_another_clearance_or_programme_is_another_basis() -> None:
    given = given_until(MONDAY)
    other = changed(given, allowed="walking")
    assert basis(given, "a") == basis(given, "a")
    assert len({basis(given, "a"), basis(given, "b"), basis(other, "a")}) == 3
