"""An assessment with the wrong patient: moved to the right one, it counts nowhere in the first."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import NotSaved, Refused
from clinic_tui.judgement.clearance import replay
from clinic_tui.model.assessment import Assessment, AssessmentId
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import ClearanceStatus, Given
from clinic_tui.model.person import PatientId
from clinic_tui.store.errors import NotWrittenError
from clinic_tui.store.memory import ChartMemory
from clinic_tui.store.repository import Act, Line
from tests.desk.small import NUMB, PATIENT, Clock, admit, filled, memory
from tests.desk.small import desk as open_desk
from tests.desk.two import DAYS, OTHER, admit_second, cleared, lived, visited

WRONG = "recorded in the chart that was open from before"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAYS, st.integers(0, 20))
def test_a_move_changes_nothing_signed_and_counts_nowhere_any_more(
    days: list[tuple[str, PatientId]], which: int
) -> None:
    clock = Clock()
    desk = open_desk(memory(), clock)
    admit(desk)
    admit_second(desk)
    visited(desk, PATIENT)
    lived(desk, clock, days)
    before, there = desk.chart(PATIENT), desk.chart(OTHER)
    moved = before.current_assessments[which % len(before.current_assessments)]
    after = desk.move_assessment(PATIENT, OTHER, moved.id, WRONG)
    first = desk.chart(PATIENT)
    assert first.assessments == before.assessments
    assert first.clearances == before.clearances
    assert after.assessments[:-1] == there.assessments
    counts_nowhere(desk, first, before, moved.id)
    copy = after.assessments[-1]
    assert (copy.signed, copy.readiness, copy.amends) == (None, None, None)
    assert (copy.readings, copy.red_flags, copy.on) == (moved.readings, moved.red_flags, moved.on)
    for clearance in first.clearances:
        for event in clearance.events:
            if isinstance(event, Given):
                assert replay(first, event) == event.basis.readiness


def counts_nowhere(desk: Desk, now: Chart, before: Chart, moved: AssessmentId) -> None:
    """The first chart reads as if neither the assessment nor what it put right had been made."""
    gone = {moved, *(each.id for each in before.originals(_of(before, moved)))}
    assert not gone & {a.id for a in now.current_assessments}
    assert [a for a in now.current_assessments if a.id not in gone] == list(now.current_assessments)
    without = before.model_copy(
        update={"assessments": tuple(a for a in before.assessments if a.id not in gone)}
    )
    today = desk.today()
    for assessment in now.current_assessments:
        assert desk.judge(now, assessment, on=max(today, assessment.on)) == desk.judge(
            without, assessment, on=max(today, assessment.on)
        )
        assert desk.changes(now, assessment) == desk.changes(without, assessment)
    for clearance in now.clearances:
        last = clearance.events[-1]
        if isinstance(last, Given) and gone & {last.basis.assessment, *last.basis.inputs}:
            assert not desk.standing(now).allows or now.current_episode != now.episode(
                clearance.episode
            )


def _of(chart: Chart, wanted: AssessmentId) -> Assessment:
    return next(a for a in chart.assessments if a.id == wanted)


@pytest.fixture
def mixed(desk: Desk) -> Desk:
    """A visit of the second patient, signed in the first one's chart."""
    admit_second(desk, given_name="Agnes")
    visited(desk, PATIENT)
    return desk


def test_a_clearance_that_rests_on_it_is_suspended(mixed: Desk) -> None:
    cleared(mixed, PATIENT)
    mixed.make_plan(PATIENT)
    moved = mixed.chart(PATIENT).assessments[0]
    mixed.move_assessment(PATIENT, OTHER, moved.id, WRONG)
    standing = mixed.standing(mixed.chart(PATIENT))
    assert standing.status is ClearanceStatus.SUSPENDED
    assert "another patient" in standing.sentence
    with pytest.raises(Refused):
        mixed.hand_out(PATIENT, "plan")


def test_in_the_right_chart_it_waits_for_a_signature_by_name(mixed: Desk, clock: Clock) -> None:
    moved = mixed.chart(PATIENT).assessments[0]
    mixed.move_assessment(PATIENT, OTHER, moved.id, WRONG)
    heads = {head.patient_id: head for head in mixed.heads()}
    assert heads[OTHER].waits.startswith("unsigned draft")
    assert (heads[PATIENT].verdict, heads[PATIENT].waits) == ("", "")
    draft = mixed.draft(OTHER)
    signed = mixed.sign_assessment(OTHER, draft).assessments[-1]
    assert signed.signed is not None
    assert signed.signed.name == "Jonas Ebert"
    assert signed.readiness is not None
    assert signed.readiness.assessment == signed.id


def test_both_charts_say_who_moved_it_and_why(mixed: Desk) -> None:
    moved = mixed.chart(PATIENT).assessments[0]
    right = mixed.move_assessment(PATIENT, OTHER, moved.id, WRONG)
    out, into = mixed.chart(PATIENT).moved_out[0], right.moved_in[0]
    assert (out.to, out.by.name, out.reason) == (OTHER, "Jonas Ebert", WRONG)
    assert (into.chart, into.original, into.reason) == (PATIENT, moved.id, WRONG)
    assert "moved an assessment away" in [event.what for event in mixed.history(PATIENT)]
    assert "took in a moved assessment" in [event.what for event in mixed.history(OTHER)]


def test_a_draft_is_moved_as_well_and_stays_behind_closed(desk: Desk) -> None:
    admit_second(desk)
    desk.keep_draft(PATIENT, filled(desk.draft(PATIENT)))
    moved = desk.chart(PATIENT).assessments[0]
    desk.move_assessment(PATIENT, OTHER, moved.id, WRONG)
    with pytest.raises(Refused, match="moved to another patient"):
        desk.keep_draft(PATIENT, moved)
    assert desk.draft(PATIENT).id != moved.id
    visited(desk, PATIENT)
    cleared(desk, PATIENT)
    assert desk.standing(desk.chart(PATIENT)).allows


def test_a_red_flag_goes_with_it(desk: Desk) -> None:
    admit_second(desk)
    visited(desk, PATIENT)
    numb = visited(desk, PATIENT, numb=True)
    desk.move_assessment(PATIENT, OTHER, numb.id, WRONG)
    assert not desk.judge(desk.chart(PATIENT), on=desk.today()).flags
    assert [flag.flag for flag in desk.judge(desk.chart(OTHER), on=desk.today()).flags] == [NUMB]


def test_an_amended_visit_goes_as_it_now_reads(mixed: Desk) -> None:
    first = mixed.chart(PATIENT).assessments[0]
    mixed.amend_assessment(PATIENT, filled(first, walked=12), "misread")
    second = mixed.chart(PATIENT).assessments[-1]
    with pytest.raises(Refused, match="moved or amended already"):
        mixed.move_assessment(PATIENT, OTHER, first.id, WRONG)
    right = mixed.move_assessment(PATIENT, OTHER, second.id, WRONG)
    assert right.assessments[-1].readings == second.readings
    assert mixed.chart(PATIENT).current_assessments == ()
    with pytest.raises(Refused, match="moved to another patient"):
        mixed.amend_assessment(PATIENT, filled(second, walked=13), "again")


def test_a_reading_taken_over_from_it_is_in_the_way(mixed: Desk, clock: Clock) -> None:
    first = mixed.chart(PATIENT).assessments[0]
    clock.on(days=3)
    draft = mixed.bring_forward(PATIENT, mixed.draft(PATIENT), first.readings[0])
    mixed.keep_draft(PATIENT, draft)
    with pytest.raises(Refused, match="took a reading over"):
        mixed.move_assessment(PATIENT, OTHER, first.id, WRONG)


def test_a_reading_that_it_took_over_stays_behind(mixed: Desk, clock: Clock) -> None:
    first = mixed.chart(PATIENT).assessments[0]
    clock.on(days=3)
    draft = mixed.bring_forward(PATIENT, mixed.draft(PATIENT), first.readings[0])
    mixed.keep_draft(PATIENT, draft)
    right = mixed.move_assessment(PATIENT, OTHER, draft.id, WRONG)
    assert right.assessments[-1].readings == ()


def test_an_open_draft_there_is_in_the_way(mixed: Desk) -> None:
    mixed.keep_draft(OTHER, filled(mixed.draft(OTHER)))
    moved = mixed.chart(PATIENT).assessments[0]
    with pytest.raises(Refused, match="0002 has an unsigned draft"):
        mixed.move_assessment(PATIENT, OTHER, moved.id, WRONG)
    assert not mixed.chart(PATIENT).moved_out


def test_an_assistant_moves_nothing(mixed: Desk, assistant: Desk) -> None:
    moved = mixed.chart(PATIENT).assessments[0]
    with pytest.raises(Refused, match="assistant"):
        assistant.move_assessment(PATIENT, OTHER, moved.id, WRONG)


def test_a_move_goes_somewhere_else_with_a_reason_and_once(mixed: Desk) -> None:
    moved = mixed.chart(PATIENT).assessments[0]
    with pytest.raises(Refused, match="in this chart already"):
        mixed.move_assessment(PATIENT, PATIENT, moved.id, WRONG)
    with pytest.raises(Refused, match="needs a reason"):
        mixed.move_assessment(PATIENT, OTHER, moved.id, " ")
    with pytest.raises(Refused, match="no such assessment"):
        mixed.move_assessment(PATIENT, OTHER, AssessmentId("a9"), WRONG)
    mixed.move_assessment(PATIENT, OTHER, moved.id, WRONG)
    with pytest.raises(Refused, match="moved there already"):
        mixed.move_assessment(PATIENT, OTHER, moved.id, WRONG)


def test_a_move_that_was_cut_short_is_said_and_finished(
    mixed: Desk, store: ChartMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = mixed.chart(PATIENT).assessments[0]
    save = store.save

    def full(chart: Chart, line: Line, expected_revision: int, act: Act) -> int:
        if chart.patient.id == OTHER:
            raise NotWrittenError("Not saved: no space left.")
        return save(chart, line, expected_revision, act)

    monkeypatch.setattr(store, "save", full)
    with pytest.raises(NotSaved, match="move it again"):
        mixed.move_assessment(PATIENT, OTHER, moved.id, WRONG)
    monkeypatch.undo()
    assert mixed.chart(PATIENT).current_assessments == ()
    right = mixed.move_assessment(PATIENT, OTHER, moved.id, WRONG)
    assert right.assessments[-1].readings == moved.readings


def test_a_merge_takes_what_was_moved_away_and_does_not_count_it(mixed: Desk) -> None:
    third = PatientId("0003")
    mixed.new_patient(mixed.chart(PATIENT).patient.model_copy(update={"id": third}))
    moved = mixed.chart(PATIENT).assessments[0]
    mixed.move_assessment(PATIENT, OTHER, moved.id, WRONG)
    merged = mixed.merge_patients(third, PATIENT, "entered twice")
    assert len(merged.assessments) == 1
    assert merged.current_assessments == ()
