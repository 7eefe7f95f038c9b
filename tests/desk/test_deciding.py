"""Clearance: who may decide what, and what a decision stores."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import Conflict, Refused
from clinic_tui.desk.recording import changed
from clinic_tui.judgement.clearance import replay
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Asked, ClearanceStatus, Given
from clinic_tui.model.words import Diagnosis, Injured, Verdict
from clinic_tui.store.memory import ChartMemory
from tests.desk.small import NUMB, PATIENT, Clock, filled, injury, visit
from tests.desk.small import desk as open_desk

REASON = "runs pain free on the treadmill here"


def kinds(chart: Chart) -> list[str]:
    """The kinds of decision in their order."""
    return [event.kind for event in chart.clearances[0].events]


def given(chart: Chart) -> Given:
    """The newest clearance that was given."""
    return [event for event in chart.clearances[0].events if isinstance(event, Given)][-1]


def test_criteria_met_is_not_clearance(desk: Desk) -> None:
    visit(desk)
    assert desk.standing(desk.chart(PATIENT)).status is ClearanceStatus.NOT_ASKED


def test_giving_directly_is_asked_of_oneself_first(desk: Desk) -> None:
    visit(desk)
    chart = desk.give_clearance(PATIENT, "run/walk on even ground", ("stop at 4",))
    assert kinds(chart) == ["asked", "given"]
    asked = chart.clearances[0].events[0]
    assert isinstance(asked, Asked)
    assert asked.of == "Jonas Ebert"
    assert desk.standing(chart).status is ClearanceStatus.GIVEN
    assert desk.chart(PATIENT) == chart


def test_a_clearance_stores_what_it_rests_on_and_can_be_replayed(desk: Desk, clock: Clock) -> None:
    signed = visit(desk)
    chart = desk.give_clearance(PATIENT, "running")
    basis = given(chart).basis
    assert (basis.assessment, basis.inputs) == (signed.id, (signed.id,))
    assert basis.readiness == signed.readiness
    assert basis.knowledge in chart.archive
    clock.on(days=400)
    visit(desk, walked=3)
    desk.revise_episode(PATIENT, injury(diagnosis=Diagnosis.BONE_STRESS_INJURY))
    later = desk.chart(PATIENT)
    assert replay(later, given(later)).model_dump_json() == basis.readiness.model_dump_json()


def test_a_decision_rests_on_readiness_as_judged_at_that_moment(desk: Desk, clock: Clock) -> None:
    visit(desk)
    clock.on(days=1)
    with pytest.raises(Refused, match="red flags not answered"):
        desk.give_clearance(PATIENT, "running", reason=REASON)


def test_the_last_day_defaults_to_the_protocols_days_and_is_never_later(desk: Desk) -> None:
    visit(desk)
    last = date(2026, 11, 20) + timedelta(days=28)
    for wrong in (last + timedelta(days=1), date(2026, 11, 19)):
        with pytest.raises(Refused, match="last day"):
            desk.give_clearance(PATIENT, "running", until=wrong)
    assert given(desk.give_clearance(PATIENT, "running")).until == last
    today = date(2026, 11, 20)
    assert given(desk.give_clearance(PATIENT, "running", until=today)).until == today


@pytest.mark.parametrize("with_limits", [False, True])
def test_an_override_needs_a_reason_of_twenty_characters(desk: Desk, with_limits: bool) -> None:
    visit(desk, walked=20)
    for short in ("", " " * 30, "nineteen characters"):
        with pytest.raises(Refused, match="20 characters"):
            desk.give_clearance(PATIENT, "walking", with_limits=with_limits, reason=short)
    chart = desk.give_clearance(
        PATIENT, "walking", with_limits=with_limits, reason="twenty characters ok"
    )
    assert given(chart).override_reason == "twenty characters ok"
    assert given(chart).basis.readiness.verdict is Verdict.NOT_READY


def test_a_red_flag_is_never_overridden(desk: Desk) -> None:
    visit(desk, numb=True)
    for with_limits in (False, True):
        with pytest.raises(Refused, match="red flag"):
            desk.give_clearance(PATIENT, "walking", with_limits=with_limits, reason=REASON)


def test_scope_a_missing_release_and_no_diagnosis_are_never_overridden(desk: Desk) -> None:
    for diagnosis in (Diagnosis.BONE_STRESS_INJURY, Diagnosis.NOT_YET_DIAGNOSED):
        desk.revise_episode(PATIENT, injury(diagnosis=diagnosis))
        visit(desk)
        with pytest.raises(Refused):
            desk.give_clearance(PATIENT, "walking", reason=REASON)
    assert desk.chart(PATIENT).clearances == ()


def test_nothing_signed_means_nothing_given(desk: Desk) -> None:
    desk.keep_draft(PATIENT, filled(desk.draft(PATIENT)))
    with pytest.raises(Refused):
        desk.give_clearance(PATIENT, "running", reason=REASON)


def test_an_unsigned_draft_stands_in_the_way(desk: Desk, clock: Clock) -> None:
    visit(desk)
    desk.keep_draft(PATIENT, desk.draft(PATIENT))
    options = {option.action: option for option in desk.options(desk.chart(PATIENT))}
    assert not options["give"].offered
    with pytest.raises(Refused, match="unsigned draft"):
        desk.give_clearance(PATIENT, "running")
    desk.drop_draft(PATIENT)
    desk.give_clearance(PATIENT, "running")


def test_an_assistant_cannot_decide(desk: Desk, assistant: Desk) -> None:
    visit(desk)
    with pytest.raises(Refused, match="assistant"):
        assistant.give_clearance(PATIENT, "running")
    with pytest.raises(Refused, match="assistant"):
        assistant.refuse_clearance(PATIENT, "no")
    with pytest.raises(Refused, match="assistant"):
        assistant.withdraw_clearance(PATIENT, "no")


def test_an_assistant_may_note_that_it_was_asked(desk: Desk, assistant: Desk) -> None:
    visit(desk)
    chart = assistant.ask_clearance(PATIENT, "Dr A. Okonkwo")
    assert desk.standing(chart).status is ClearanceStatus.ASKED
    desk.chart(PATIENT)
    with pytest.raises(Refused):
        desk.ask_clearance(PATIENT, "another")


def test_what_was_asked_is_answered_without_asking_again(
    desk: Desk, store: ChartMemory, clock: Clock
) -> None:
    visit(desk)
    desk.ask_clearance(PATIENT, "Dr A. Okonkwo")
    doctor = open_desk(store, clock, "Dr A. Okonkwo")
    chart = doctor.give_clearance(PATIENT, "running")
    assert kinds(chart) == ["asked", "given"]
    assert given(chart).by.name == "Dr A. Okonkwo"


def test_a_new_decision_takes_back_the_one_that_stands(desk: Desk) -> None:
    visit(desk)
    desk.give_clearance(PATIENT, "running")
    chart = desk.give_clearance(PATIENT, "walking", with_limits=True)
    assert kinds(chart) == ["asked", "given", "withdrawn", "asked", "given"]
    assert desk.standing(chart).status is ClearanceStatus.GIVEN_WITH_LIMITS


def test_refused_withdrawn_and_asked_again(desk: Desk) -> None:
    visit(desk)
    with pytest.raises(Refused, match="not asked"):
        desk.withdraw_clearance(PATIENT, "why")
    assert kinds(desk.refuse_clearance(PATIENT, "limps")) == ["asked", "refused"]
    desk.give_clearance(PATIENT, "running")
    chart = desk.withdraw_clearance(PATIENT, "pain came back")
    assert desk.standing(chart).status is ClearanceStatus.WITHDRAWN
    for empty in ("", " "):
        with pytest.raises(Refused):
            desk.refuse_clearance(PATIENT, empty)
    assert kinds(desk.ask_clearance(PATIENT, "Dr A. Okonkwo"))[-1] == "asked"


def test_a_clearance_suspends_itself_and_only_a_new_signature_gives_it_back(
    desk: Desk, clock: Clock
) -> None:
    visit(desk)
    desk.give_clearance(PATIENT, "running")
    clock.on(days=1)
    desk.keep_draft(PATIENT, filled(desk.draft(PATIENT), numb=True))
    assert desk.standing(desk.chart(PATIENT)).status is ClearanceStatus.SUSPENDED
    assert desk.heads()[0].clearance == "suspended"
    desk.resolve_flag(PATIENT, desk.draft(PATIENT), NUMB, "examined, an old scar")
    desk.sign_assessment(PATIENT, desk.draft(PATIENT))
    clock.on(minutes=1)
    chart = desk.give_clearance(PATIENT, "running")
    assert desk.standing(chart).status is ClearanceStatus.GIVEN


@pytest.mark.parametrize(
    "change", [{"diagnosis": Diagnosis.JOINT}, {"injured": Injured.RIGHT}], ids=["class", "side"]
)
def test_a_changed_injury_suspends(desk: Desk, change: dict[str, object]) -> None:
    visit(desk)
    desk.give_clearance(PATIENT, "running")
    chart = desk.revise_episode(PATIENT, injury(**change))
    assert desk.standing(chart).status is ClearanceStatus.SUSPENDED


def test_the_list_tells_an_expired_clearance_without_the_chart_being_opened(
    desk: Desk, clock: Clock
) -> None:
    visit(desk)
    desk.give_clearance(PATIENT, "running")
    assert desk.heads()[0].clearance == "given to 18 Dec 2026"
    clock.on(days=28)
    assert desk.heads()[0].clearance == "given to 18 Dec 2026"
    clock.on(days=1)
    assert desk.heads()[0].clearance == "expired 18 Dec 2026"
    assert desk.heads()[0].waits == "clearance has ended"


def test_a_decision_on_a_chart_that_changed_meanwhile_is_refused(
    desk: Desk, store: ChartMemory, clock: Clock
) -> None:
    visit(desk)
    desk.chart(PATIENT)
    open_desk(store, clock).plan_next_visit(PATIENT, date(2026, 12, 1))
    with pytest.raises(Conflict):
        desk.give_clearance(PATIENT, "running")
    desk.chart(PATIENT)
    desk.give_clearance(PATIENT, "running")


@pytest.mark.parametrize("allowed", ["", " ", "x" * 501])
def test_what_is_allowed_must_be_said(desk: Desk, allowed: str) -> None:
    visit(desk)
    with pytest.raises(Refused, match="allowed"):
        desk.give_clearance(PATIENT, allowed)


def test_a_variant_protocol_that_was_signed_by_stays_the_one(desk: Desk) -> None:
    known = desk.library
    own = known.protocols["small_tendon"]
    variant = changed(own, id="variant", by_name_only=True)
    desk.library = type(known)(
        known.measures, {**known.protocols, "variant": variant}, known.programmes, known.triage
    )
    draft = filled(desk.draft(PATIENT))
    signed = desk.sign_assessment(PATIENT, draft, protocol=variant).assessments[-1]
    assert signed.readiness is not None
    assert signed.readiness.protocol is not None
    assert signed.readiness.protocol.id == "variant"
    protocol = given(desk.give_clearance(PATIENT, "running")).basis.readiness.protocol
    assert protocol is not None
    assert protocol.id == "variant"
