"""Override memory: what counts, whose it is, and the worst that came after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from clinic_tui.judgement.overrides import Override, counted, overrides
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Asked, Clearance, ClearanceId
from clinic_tui.model.runlog import Advice, AdviceTaken, RunLog
from clinic_tui.model.words import Verdict
from tests.builders import EPISODE, a_signature, base_chart, changed
from tests.judgement.test_pain_rule import FIRST, log
from tests.judgement.test_plan import MONDAY
from tests.judgement.test_plan_goal import judged, made

WHY = "he ran so all autumn long"
BY = a_signature()


def otherwise(number: int, said: Advice, taken: Advice, **fields: Any) -> RunLog:
    """A run on which a clinician decided."""
    decision = AdviceTaken(by=BY, advice=taken, reason=WHY)
    return log(number, advice=said, decision=decision, **fields)


def found(*logs: RunLog) -> tuple[Override, ...]:
    return overrides(base_chart(run_logs=logs))


def test_a_decision_against_an_advice_is_remembered_whole() -> None:
    assert found(otherwise(1, Advice.REPEAT, Advice.ADVANCE)) == (
        Override(
            kind="advice",
            on=FIRST + timedelta(days=2),
            who=BY.name,
            what="advance for repeat",
            reason=WHY,
            outcome="no run since",
        ),
    )


def test_what_follows_an_accepted_advice_or_none_still_counts() -> None:
    accepted = otherwise(0, Advice.REPEAT, Advice.REPEAT)
    undecided = log(1, advice=Advice.HOLD)
    unadvised = otherwise(2, Advice.REPEAT, Advice.HOLD).model_copy(update={"advice": None})
    against = otherwise(3, Advice.STOP_AND_CALL, Advice.HOLD)
    assert [each.what for each in found(accepted, undecided, unadvised, against)] == [
        "hold for stop and call"
    ]


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        ((), "no run since"),
        ((Advice.REPEAT,), "no stop since"),
        ((Advice.HOLD, None), "no stop since"),
        ((Advice.STEP_BACK, Advice.ADVANCE), "stepped back since"),
        ((Advice.STEP_BACK, Advice.STOP_AND_CALL), "stop and call since"),
    ],
)
def test_the_worst_of_what_came_after_is_the_outcome(
    later: tuple[Advice | None, ...], outcome: str
) -> None:
    after = [log(1 + at, advice=advice) for at, advice in enumerate(later)]
    assert found(otherwise(0, Advice.REPEAT, Advice.ADVANCE), *after)[0].outcome == outcome


def test_what_a_clinician_decided_counts_as_much_as_what_was_advised() -> None:
    later = otherwise(1, Advice.REPEAT, Advice.STEP_BACK)
    first, second = found(otherwise(0, Advice.REPEAT, Advice.ADVANCE), later)
    assert (first.outcome, second.outcome) == ("stepped back since", "no run since")


def two_injuries(*logs: RunLog, **fields: Any) -> Chart:
    bare = base_chart()
    second = changed(bare.episodes[0], id="e9")
    return changed(bare, episodes=(*bare.episodes, second), run_logs=logs, **fields)


def test_only_runs_of_the_same_injury_and_of_later_days_are_what_came_of_it() -> None:
    before = log(0, advice=Advice.STOP_AND_CALL)
    same_day = log(1, advice=Advice.STOP_AND_CALL, id="r9")
    elsewhere = log(2, advice=Advice.STOP_AND_CALL, episode="e9")
    chart = two_injuries(before, otherwise(1, Advice.REPEAT, Advice.HOLD), same_day, elsewhere)
    assert [each.outcome for each in overrides(chart)] == ["no run since"]


def test_a_clearance_against_criteria_is_remembered_and_one_by_them_is_not() -> None:
    ready = judged()
    against = changed(judged(verdict=Verdict.CANNOT_SAY), override_reason=WHY)
    asked = Asked(by=BY, of="Dr Weiss")
    clearance = Clearance(id=ClearanceId("c1"), episode=EPISODE, events=(asked, ready, against))
    chart = base_chart(clearances=(clearance,), run_logs=(log(9, advice=Advice.REPEAT),))
    assert overrides(chart) == (
        Override(
            kind="criteria",
            on=against.by.at.date(),
            who=against.by.name,
            what="cleared while cannot say",
            reason=WHY,
            outcome="no stop since",
        ),
    )


def test_kept_days_of_a_plan_are_remembered_each_once() -> None:
    first, second, *others = made().sessions
    days = (
        changed(first, kept=WHY, kept_by="Ada Stein"),
        changed(second, kept=WHY, kept_by="Bo Lind"),
        *others,
    )
    plan = changed(made(), sessions=days)
    chart = base_chart(plans=(plan, changed(plan, id="p2")), run_logs=(log(1),))
    assert overrides(chart) == (
        Override("plan", MONDAY, "Ada Stein", "session of 23 Nov 2026", WHY, "no stop since"),
        Override(
            "plan",
            MONDAY + timedelta(days=1),
            "Bo Lind",
            "session of 24 Nov 2026",
            WHY,
            "no stop since",
        ),
    )


def test_they_are_listed_by_day_then_by_kind() -> None:
    plan = changed(made(), sessions=(changed(made().sessions[0], kept=WHY),))
    runs = (otherwise(1, Advice.REPEAT, Advice.HOLD), otherwise(0, Advice.HOLD, Advice.REPEAT))
    listed = overrides(base_chart(plans=(plan,), run_logs=runs))
    assert [(each.on, each.kind) for each in listed] == [
        (FIRST, "advice"),
        (FIRST, "plan"),
        (FIRST + timedelta(days=2), "advice"),
    ]


def test_counts_are_said_by_kind_with_each_outcome() -> None:
    def one(kind: Any, outcome: Any) -> Override:
        return Override(kind, FIRST, "Ada Stein", "what", WHY, outcome)

    every = (
        one("plan", "no run since"),
        one("criteria", "no stop since"),
        one("criteria", "stop and call since"),
        one("criteria", "no stop since"),
        one("plan", "stepped back since"),
    )
    assert counted(every) == (
        "against criteria: 3 (2 no stop since, 1 stop and call since)",
        "against plan: 2 (1 stepped back since, 1 no run since)",
        "own counts, no statistics",
    )
    assert counted(()) == ()
