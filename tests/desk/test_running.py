"""From clearance to running at the desk: diary, advice, decisions, the next plan, hand edits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import Refused
from clinic_tui.desk.running import Row
from clinic_tui.judgement.diary import paper_of, rows
from clinic_tui.judgement.diary_code import Misread, check_figure, row_key, row_letter
from clinic_tui.judgement.plan import NoPlan
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.programme import Programme
from clinic_tui.model.clearance import ClearanceStatus
from clinic_tui.model.plan import Plan, Session
from clinic_tui.model.runlog import Advice, RunLog
from clinic_tui.model.words import Diagnosis
from tests.desk.small import PATIENT, Clock, visit
from tests.exchange.run_samples import START, Second, fit, rounds

TABLE = built_in().programmes["article_run_walk"]
REASON = "seen by us, walks and hops well"


def know(desk: Desk, programme: Programme) -> None:
    """The clinic's library with a programme in it."""
    known = {**desk.library.programmes, programme.id: programme}
    desk.library = replace(desk.library, programmes=known)


@pytest.fixture
def plan(desk: Desk, clock: Clock) -> Plan:
    """A plan of four weeks, and the clock a week on."""
    visit(desk)
    desk.give_clearance(PATIENT, "walking and jogging by the plan")
    programme = TABLE.model_copy(update={"classes": tuple(Diagnosis)[:6], "entry": ()})
    know(desk, programme)
    made = desk.make_plan(PATIENT, "article_run_walk")
    assert isinstance(made, Plan)
    clock.on(days=7)
    return made


def code(desk: Desk, plan: Plan, row: int, boxes: str) -> str:
    paper = paper_of(desk.chart(PATIENT), plan)
    return f"{row_letter(row)}{boxes}{check_figure(row_key(paper.plan, paper.version, row), boxes)}"


def keep(desk: Desk, plan: Plan, row: int, boxes: str) -> RunLog:
    """A row typed, echoed and kept."""
    read = desk.read_row(desk.chart(PATIENT), code(desk, plan, row, boxes))
    assert isinstance(read, Row)
    assert f"{rows(plan)[row].on:%Y}" in read.words
    return desk.keep_run(PATIENT, read.log).run_logs[-1]


def test_clean_rows_lead_to_the_next_step_and_its_plan(desk: Desk, plan: Plan) -> None:
    advice = [keep(desk, plan, row, "0200000").advice for row in range(3)]
    assert advice == [Advice.REPEAT, Advice.REPEAT, Advice.ADVANCE]
    course = desk.course(desk.chart(PATIENT))
    assert course is not None
    assert course.place.step == 2
    after = desk.make_plan(PATIENT, "article_run_walk")
    assert isinstance(after, Plan)
    assert next(s.step for s in after.sessions if s.kind == "run") == 2
    assert desk.lint_plan(desk.chart(PATIENT), after) == ()


def test_too_much_pain_goes_back_and_does_not_grow_for_a_week(desk: Desk, plan: Plan) -> None:
    for row in range(3):
        keep(desk, plan, row, "0200000")
    assert keep(desk, plan, 3, "0460000").advice is Advice.STEP_BACK
    after = desk.make_plan(PATIENT, "article_run_walk")
    assert isinstance(after, Plan)
    day = rows(plan)[3].on
    week = [s for s in after.sessions if s.kind == "run" and s.on <= day + timedelta(days=7)]
    assert week
    assert {s.jog_minutes for s in week} == {2}
    assert min(s.on for s in week) > day + timedelta(days=2)


def test_after_stop_and_call_there_is_no_session_without_a_clinician(
    desk: Desk, plan: Plan
) -> None:
    log = keep(desk, plan, 0, "0200002")
    assert log.advice is Advice.STOP_AND_CALL
    assert desk.standing(desk.chart(PATIENT)).status is ClearanceStatus.SUSPENDED
    assert isinstance(desk.make_plan(PATIENT, "article_run_walk"), NoPlan)
    calm = log.model_copy(update={"night_pain": False, "sign": None})
    desk.revise_run(PATIENT, calm)
    assert isinstance(desk.make_plan(PATIENT, "article_run_walk"), NoPlan)


def test_a_decision_against_the_advice_needs_a_reason_and_is_remembered(
    desk: Desk, assistant: Desk, plan: Plan
) -> None:
    log = keep(desk, plan, 0, "0220000")
    assert log.advice is Advice.REPEAT
    with pytest.raises(Refused, match="assistant"):
        assistant.decide_advice(PATIENT, log.id, Advice.REPEAT)
    with pytest.raises(Refused, match="reason of 20"):
        desk.decide_advice(PATIENT, log.id, Advice.ADVANCE, "looks fine")
    chart = desk.decide_advice(PATIENT, log.id, Advice.ADVANCE, REASON)
    with pytest.raises(Refused, match="already"):
        desk.decide_advice(PATIENT, log.id, Advice.REPEAT)
    with pytest.raises(Refused, match="decision was taken"):
        desk.revise_run(PATIENT, log)
    course = desk.course(chart)
    assert course is not None
    assert course.place.step == 2
    assert desk.own_counts([chart]) == (
        "against advice: 1 (1 no run since)",
        "own counts, no statistics",
    )
    keep(desk, plan, 1, "0260000")
    assert desk.own_counts([desk.chart(PATIENT)])[0] == "against advice: 1 (1 stepped back since)"


def test_a_row_is_kept_once_and_not_before_its_day(desk: Desk, plan: Plan) -> None:
    first = keep(desk, plan, 0, "0200000")
    with pytest.raises(Refused, match="kept already"):
        desk.keep_run(PATIENT, first.model_copy(update={"id": "r9"}))
    last = len(rows(plan)) - 1
    read = desk.read_row(desk.chart(PATIENT), code(desk, plan, last, "0200000"))
    assert isinstance(read, Misread)
    assert "still to come" in read.sentence


def test_a_run_of_a_day_takes_that_days_row_and_answers_nothing(desk: Desk, plan: Plan) -> None:
    chart, second = desk.chart(PATIENT), rows(plan)[1]
    log = desk.blank_run(chart, second.on)
    assert (log.plan, log.row, log.step) == (plan.id, "B", second.step)
    assert log.planned_jog_minutes == second.jog_minutes
    assert (log.done_jog_minutes, log.pain_during, log.limp) == (None, None, None)
    rest = desk.blank_run(chart, second.on + timedelta(days=1))
    assert (rest.plan, rest.row, rest.planned_jog_minutes) == (None, "", None)


def test_a_run_put_right_does_not_take_anothers_row_or_a_day_to_come(
    desk: Desk, plan: Plan
) -> None:
    keep(desk, plan, 0, "0200000")
    second = keep(desk, plan, 1, "0200000")
    with pytest.raises(Refused, match="kept already"):
        desk.revise_run(PATIENT, second.model_copy(update={"row": "A"}))
    tomorrow = desk.today() + timedelta(days=1)
    with pytest.raises(Refused, match="in the future"):
        desk.revise_run(PATIENT, second.model_copy(update={"on": tomorrow}))


def test_an_older_paper_is_named(desk: Desk, plan: Plan) -> None:
    old = code(desk, plan, 0, "0200000")
    desk.make_plan(PATIENT, "article_run_walk")
    read = desk.read_row(desk.chart(PATIENT), old)
    assert isinstance(read, Misread)
    assert "version 1, an older paper" in read.sentence
    typed = desk.read_row(desk.chart(PATIENT), old, plan)
    assert isinstance(typed, Row)
    assert desk.keep_run(PATIENT, typed.log).run_logs[-1].plan == plan.id


def test_a_hand_edit_that_breaks_a_rule_is_named_and_kept_only_with_a_reason(
    desk: Desk, plan: Plan
) -> None:
    chart = desk.chart(PATIENT)
    run = next(s for s in rows(plan) if s.on > desk.today())
    longer = run.model_copy(
        update={
            "intervals": tuple(
                i.model_copy(update={"minutes": i.minutes * 3}) for i in run.intervals
            )
        }
    )
    tried = desk.try_edit(chart, plan, run.on, longer)
    assert {broken.rule for broken in tried.breaks} >= {"growth in a week"}
    assert "at most" in tried.breaks[0].sentence
    with pytest.raises(Refused, match="Keep it with a reason"):
        desk.keep_edit(PATIENT, run.on, longer)
    kept = desk.keep_edit(PATIENT, run.on, longer, REASON).plans
    assert len(kept) == 2
    assert kept[0] == plan
    (edited,) = [s for s in kept[1].sessions if s.edited]
    assert edited.kept == REASON
    assert desk.own_counts([desk.chart(PATIENT)])[0].startswith("against plan: 1")
    with pytest.raises(Refused, match="still to come"):
        desk.try_edit(chart, plan, plan.start, longer)


def test_a_shorter_run_needs_no_reason(desk: Desk, plan: Plan) -> None:
    run = rows(plan)[-1]
    rest = Session(on=run.on, kind="rest")
    assert desk.try_edit(desk.chart(PATIENT), plan, run.on, rest).breaks == ()


def test_a_plan_says_what_it_rests_on_that_changed(desk: Desk, plan: Plan, clock: Clock) -> None:
    assert desk.stale(desk.chart(PATIENT), plan) == ()
    visit(desk)
    desk.give_clearance(PATIENT, "walking and jogging by the plan")
    said = desk.stale(desk.chart(PATIENT), plan)
    assert [line.partition(":")[0] for line in said] == ["clearance", "assessment"]
    changes = desk.would_change(desk.chart(PATIENT), plan)
    assert changes[0] == "last day 25 Dec 2026, before 18 Dec 2026"
    assert changes[-1].endswith(", before nothing planned")
    assert not any(line.startswith("20 Nov") for line in changes)
    desk.withdraw_clearance(PATIENT, "seen limping in the street")
    assert desk.would_change(desk.chart(PATIENT), plan)[0].startswith("No plan: clearance is")
    other = TABLE.model_copy(update={"version": "2"})
    know(desk, other)
    assert "version 1.0 then, 2 now" in desk.stale(desk.chart(PATIENT), plan)[0]


def test_a_watchs_file_proposes_a_run_and_says_nothing_of_pain(
    desk: Desk, plan: Plan, tmp_path: Path
) -> None:
    day = rows(plan)[1].on
    shift = timedelta(days=(day - START.date()).days)
    seconds = [Second(s.at + shift, s.speed, s.cadence) for s in rounds()]
    path = tmp_path / "run.fit"
    path.write_bytes(fit(seconds))
    log = desk.read_run_file(desk.chart(PATIENT), path)
    assert (log.on, log.row, log.step) == (day, "B", 1)
    assert log.done_jog_minutes == 5
    assert log.pain_during is None
    kept: Any = desk.keep_run(PATIENT, log).run_logs[-1]
    assert kept.advice is Advice.REPEAT
    path.write_bytes(b"no run")
    with pytest.raises(Refused, match=r"run.fit"):
        desk.read_run_file(desk.chart(PATIENT), path)


def test_a_calendar_is_written_while_the_plan_may_be_handed_out(
    desk: Desk, plan: Plan, tmp_path: Path
) -> None:
    path = desk.write_calendar(PATIENT, tmp_path / "plan.ics")
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")
    keep(desk, plan, 0, "0200002")
    with pytest.raises(Refused, match="suspended"):
        desk.write_calendar(PATIENT, tmp_path / "plan.ics")
