"""Drafts, signatures and amendments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import Conflict, NotSaved, Refused
from clinic_tui.desk.recording import changed
from clinic_tui.model.assessment import AssessmentId, FlagId
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.reading import Measured, MeasureId
from clinic_tui.model.words import Diagnosis, Outcome, Side, Unit, Verdict
from clinic_tui.store.errors import NotWrittenError
from clinic_tui.store.memory import ChartMemory
from clinic_tui.store.repository import Act, ClinicRecord, Line
from tests.desk.small import (
    CLICK,
    NUMB,
    PATIENT,
    STAFF,
    WALK,
    Clock,
    admit,
    clinic,
    filled,
    injury,
    person,
    visit,
)
from tests.desk.small import desk as open_desk
from tests.store.samples import ACT


def test_a_new_draft_is_empty_of_today_and_not_kept(desk: Desk) -> None:
    draft = desk.draft(PATIENT)
    assert (draft.on, draft.readings, draft.red_flags) == (date(2026, 11, 20), (), ())
    assert draft.recorded_by == "Jonas Ebert"
    assert desk.chart(PATIENT).assessments == ()


def test_a_kept_draft_is_continued_by_any_window_on_any_day(
    desk: Desk, store: ChartMemory, clock: Clock
) -> None:
    draft = filled(desk.draft(PATIENT), walked=12)
    assert desk.keep_draft(PATIENT, draft) == desk.now()
    clock.on(days=1)
    assert open_desk(store, clock).draft(PATIENT) == draft


def test_a_draft_may_hold_anything_that_a_signature_may_not(desk: Desk) -> None:
    impossible = filled(desk.draft(PATIENT), walked=9999)
    desk.keep_draft(PATIENT, impossible)
    assert desk.draft(PATIENT) == impossible
    with pytest.raises(Refused, match=r"walk none.*draft is kept"):
        desk.sign_assessment(PATIENT, impossible)
    assert desk.draft(PATIENT) == impossible


def test_without_an_episode_there_is_no_draft(desk: Desk) -> None:
    other = person(desk.next_patient_id())
    desk.new_patient(other)
    with pytest.raises(Refused, match="episode"):
        desk.draft(other.id)


def test_a_second_draft_of_an_episode_is_refused(desk: Desk) -> None:
    draft = desk.draft(PATIENT)
    desk.keep_draft(PATIENT, draft)
    with pytest.raises(Refused, match="draft"):
        desk.keep_draft(PATIENT, changed(draft, id=AssessmentId("another")))


def test_a_dropped_draft_is_gone(desk: Desk) -> None:
    desk.keep_draft(PATIENT, filled(desk.draft(PATIENT)))
    desk.drop_draft(PATIENT)
    assert desk.chart(PATIENT).assessments == ()
    with pytest.raises(Refused):
        desk.drop_draft(PATIENT)


def test_a_draft_changed_in_another_window_is_not_overwritten(
    desk: Desk, store: ChartMemory, clock: Clock
) -> None:
    draft = desk.draft(PATIENT)
    desk.keep_draft(PATIENT, draft)
    other = open_desk(store, clock)
    theirs = filled(other.draft(PATIENT), walked=20)
    other.keep_draft(PATIENT, theirs)
    with pytest.raises(Conflict):
        desk.keep_draft(PATIENT, filled(draft, walked=25))
    with pytest.raises(Conflict):
        desk.sign_assessment(PATIENT, filled(draft, walked=25))
    assert desk.draft(PATIENT) == theirs


def test_another_windows_change_elsewhere_does_not_stop_the_draft_from_being_kept(
    desk: Desk, store: ChartMemory, clock: Clock
) -> None:
    draft = desk.draft(PATIENT)
    open_desk(store, clock).plan_next_visit(PATIENT, date(2026, 12, 1))
    desk.keep_draft(PATIENT, filled(draft))
    assert desk.chart(PATIENT).next_visit == date(2026, 12, 1)


def test_signing_stores_readiness_as_judged_today(desk: Desk, clock: Clock) -> None:
    draft = filled(desk.draft(PATIENT))
    desk.keep_draft(PATIENT, draft)
    clock.on(days=1)
    signed = desk.sign_assessment(PATIENT, draft).assessments[-1]
    assert signed.signed is not None
    assert signed.signed.name == "Jonas Ebert"
    assert signed.readiness is not None
    assert signed.readiness.on == date(2026, 11, 21)
    assert signed.readiness.verdict is Verdict.CANNOT_SAY  # night pain is yesterday's
    assert desk.chart(PATIENT).assessments[-1] == signed


def test_a_ready_visit_is_ready(desk: Desk) -> None:
    signed = visit(desk)
    assert signed.readiness is not None
    assert signed.readiness.verdict is Verdict.READY
    assert desk.judge(desk.chart(PATIENT)) == signed.readiness


def test_signing_twice_is_refused(desk: Desk) -> None:
    signed = visit(desk)
    with pytest.raises(Refused):
        desk.sign_assessment(PATIENT, signed)
    with pytest.raises(Refused):
        desk.sign_assessment(PATIENT, changed(signed, signed=None, readiness=None))
    with pytest.raises(Refused):
        desk.keep_draft(PATIENT, changed(signed, signed=None, readiness=None))
    assert desk.chart(PATIENT).assessments == (signed,)


def test_a_reading_from_the_future_cannot_be_signed(desk: Desk) -> None:
    draft = changed(desk.draft(PATIENT), on=date(2026, 11, 21))
    with pytest.raises(Refused):
        desk.sign_assessment(PATIENT, filled(draft))


def test_an_assistant_records_and_cannot_sign(assistant: Desk, desk: Desk) -> None:
    draft = filled(assistant.draft(PATIENT), numb=True)
    assistant.keep_draft(PATIENT, draft)
    with pytest.raises(Refused, match="assistant"):
        assistant.sign_assessment(PATIENT, draft)
    with pytest.raises(Refused, match="assistant"):
        assistant.amend_assessment(PATIENT, draft, "reason")
    with pytest.raises(Refused, match="assistant"):
        assistant.resolve_flag(PATIENT, draft, NUMB, "nothing")
    with pytest.raises(Refused, match="assistant"):
        assistant.confirm_sides(draft, [WALK])
    vouched = desk.confirm_sides(draft, [WALK])
    with pytest.raises(Refused, match="assistant"):
        assistant.keep_draft(PATIENT, vouched)
    assert desk.draft(PATIENT) == draft


def test_an_amendment_stands_beside_its_original(desk: Desk, clock: Clock) -> None:
    original = visit(desk)
    clock.on(days=5)
    corrected = filled(original, walked=20)
    chart = desk.amend_assessment(PATIENT, corrected, "20 minutes, not 30")
    assert chart.assessments[0] == original
    amended = chart.assessments[1]
    assert amended.amends is not None
    assert (amended.amends.of, amended.amends.reason) == (original.id, "20 minutes, not 30")
    assert amended.amends.by.name == "Jonas Ebert"
    assert amended.signed is not None
    assert amended.readiness is not None
    assert amended.readiness.on == date(2026, 11, 20)
    assert amended.readiness.verdict is Verdict.NOT_READY
    assert chart.of_episode(original.episode) == (amended,)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_an_amendment_needs_a_reason(desk: Desk, reason: str) -> None:
    with pytest.raises(Refused, match="reason"):
        desk.amend_assessment(PATIENT, visit(desk), reason)


def test_only_what_is_signed_and_newest_is_amended(desk: Desk) -> None:
    draft = filled(desk.draft(PATIENT))
    desk.keep_draft(PATIENT, draft)
    with pytest.raises(Refused, match="draft"):
        desk.amend_assessment(PATIENT, draft, "why")
    original = desk.sign_assessment(PATIENT, draft).assessments[-1]
    desk.amend_assessment(PATIENT, filled(original, walked=20), "why")
    with pytest.raises(Refused, match="amended already"):
        desk.amend_assessment(PATIENT, filled(original, walked=10), "why")


def test_a_red_flag_in_a_draft_is_resolved_there(desk: Desk) -> None:
    draft = filled(desk.draft(PATIENT), numb=True)
    desk.keep_draft(PATIENT, draft)
    assert desk.heads()[0].alarm
    chart = desk.resolve_flag(PATIENT, draft, NUMB, "an old scar, examined")
    answer = chart.assessments[0].red_flags[0]
    assert answer.resolved is not None
    assert (answer.resolved.found, answer.resolved.by.name) == (
        "an old scar, examined",
        "Jonas Ebert",
    )
    signed = desk.sign_assessment(PATIENT, desk.draft(PATIENT)).assessments[0]
    assert signed.readiness is not None
    assert signed.readiness.verdict is Verdict.READY


def test_a_red_flag_of_an_earlier_visit_is_resolved_where_it_was_raised(
    desk: Desk, clock: Clock
) -> None:
    first = visit(desk, numb=True)
    clock.on(days=1)
    second = visit(desk)
    assert second.readiness is not None
    assert second.readiness.verdict is Verdict.NOT_READY
    assert desk.heads()[0].waits == "red flag: new numb"
    chart = desk.resolve_flag(PATIENT, second, NUMB, "an old scar, examined")
    assert chart.assessments[:2] == (first, second)
    assert chart.assessments[2].amends is not None
    assert chart.assessments[2].amends.of == first.id
    assert desk.judge(chart, second).verdict is Verdict.READY
    assert not desk.heads()[0].alarm


@pytest.mark.parametrize("found", ["", "  "])
def test_a_red_flag_is_not_resolved_without_what_was_found(desk: Desk, found: str) -> None:
    with pytest.raises(Refused):
        desk.resolve_flag(PATIENT, visit(desk, numb=True), NUMB, found)


@pytest.mark.parametrize("flag", [CLICK, FlagId("unknown")])
def test_a_red_flag_that_does_not_stand_is_not_resolved(desk: Desk, flag: FlagId) -> None:
    with pytest.raises(Refused, match="does not stand"):
        desk.resolve_flag(PATIENT, visit(desk, numb=True), flag, "found")


def test_a_typed_red_flag_counts_before_it_is_kept(desk: Desk) -> None:
    typed = filled(desk.draft(PATIENT), numb=True)
    assert desk.judge(desk.chart(PATIENT), typed).verdict is Verdict.NOT_READY


def test_an_older_reading_comes_forward_with_its_date_and_a_name(desk: Desk, clock: Clock) -> None:
    old = visit(desk).readings[0]
    clock.on(days=3)
    draft = desk.bring_forward(PATIENT, desk.draft(PATIENT), old)
    (carried,) = draft.readings
    assert (carried.on, carried.carried_by) == (date(2026, 11, 20), "Jonas Ebert")
    desk.keep_draft(PATIENT, draft)
    with pytest.raises(Refused, match="read today"):
        desk.bring_forward(PATIENT, draft, old)


def test_a_reading_nobody_signed_does_not_come_forward(desk: Desk) -> None:
    invented = Measured(
        measure=MeasureId("walk"),
        side=Side.NONE,
        on=date(2026, 11, 19),
        trials=(Decimal(60),),
        unit=Unit.MINUTE,
    )
    with pytest.raises(Refused):
        desk.bring_forward(PATIENT, desk.draft(PATIENT), invented)


def test_confirmed_sides_add_up(desk: Desk) -> None:
    draft = desk.confirm_sides(desk.draft(PATIENT), [WALK])
    draft = desk.confirm_sides(draft, [WALK, MeasureId("other")])
    assert draft.sides_confirmed is not None
    assert draft.sides_confirmed.measures == (WALK, "other")


def test_what_changed_is_told_against_the_visit_before(desk: Desk, clock: Clock) -> None:
    visit(desk, walked=20)
    clock.on(days=7)
    later = visit(desk, walked=30)
    chart = desk.chart(PATIENT)
    told = desk.changes(chart, later)
    assert (told[0].measure, told[0].before, told[0].after) == (
        WALK,
        "20 min, pain 0",
        "30 min, pain 0",
    )
    assert desk.changes(chart, chart.assessments[0]) == ()


def test_judging_by_a_strange_protocol_is_refused_in_one_line(desk: Desk) -> None:
    visit(desk)
    with pytest.raises(Refused, match="not for tendon"):
        desk.judge(desk.chart(PATIENT), protocol=desk.library.protocols["small_bone"])


def test_nothing_to_judge_is_said(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.judge(desk.chart(PATIENT))


def test_readiness_without_a_protocol_cannot_be_said(desk: Desk) -> None:
    desk.revise_episode(PATIENT, injury(diagnosis=Diagnosis.NOT_YET_DIAGNOSED))
    signed = visit(desk)
    assert signed.readiness is not None
    assert signed.readiness.verdict is Verdict.CANNOT_SAY
    assert signed.readiness.count(Outcome.MET) == 0


class RefusingStore(ChartMemory):
    """A store whose disk is full when told so."""

    full = False

    def save(self, chart: Chart, line: Line, expected_revision: int, act: Act) -> int:
        if self.full:
            raise NotWrittenError("Not saved: No space left on device.")
        return super().save(chart, line, expected_revision, act)


def test_a_full_disk_is_said_and_the_next_try_works(clock: Clock) -> None:
    store = RefusingStore()
    store.set_up(ClinicRecord(clinic(), STAFF), ACT)
    desk = open_desk(store, clock)
    admit(desk)
    draft = filled(desk.draft(PATIENT))
    store.full = True
    with pytest.raises(NotSaved, match="space"):
        desk.keep_draft(PATIENT, draft)
    with pytest.raises(NotSaved):
        desk.sign_assessment(PATIENT, draft)
    store.full = False
    desk.keep_draft(PATIENT, draft)
    desk.sign_assessment(PATIENT, draft)


def test_an_unknown_measure_or_red_flag_row_cannot_be_signed(desk: Desk) -> None:
    draft = filled(desk.draft(PATIENT))
    strange = changed(draft.readings[0], measure=MeasureId("moon_walk"))
    with pytest.raises(Refused, match="moon_walk none: not in the catalogue"):
        desk.sign_assessment(PATIENT, changed(draft, readings=(*draft.readings, strange)))
    row = changed(draft.red_flags[0], flag=FlagId("moon"))
    with pytest.raises(Refused, match="moon"):
        desk.sign_assessment(PATIENT, changed(draft, red_flags=(*draft.red_flags, row)))


def test_a_reading_dated_after_its_assessment_cannot_be_signed(desk: Desk, clock: Clock) -> None:
    draft = filled(desk.draft(PATIENT))
    clock.on(days=2)
    late = changed(draft.readings[0], on=date(2026, 11, 21))
    with pytest.raises(Refused, match="dated after its assessment"):
        desk.sign_assessment(PATIENT, changed(draft, readings=(late, draft.readings[1])))


def test_an_assessment_of_another_chart_is_refused(desk: Desk) -> None:
    stray = changed(filled(desk.draft(PATIENT)), episode=EpisodeId("e9"))
    with pytest.raises(Refused, match="not in the chart"):
        desk.keep_draft(PATIENT, stray)
    with pytest.raises(Refused):
        desk.sign_assessment(PATIENT, stray)
    original = visit(desk)
    desk.new_episode(PATIENT, injury(id=EpisodeId("e2")))
    with pytest.raises(Refused, match="stays in its episode"):
        desk.amend_assessment(PATIENT, changed(original, episode=EpisodeId("e2")), "why")
