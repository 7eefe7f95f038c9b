"""Where a clearance stands, what may be decided, and replaying a past decision."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from clinic_tui.judgement.clearance import knowledge_bundle, options, replay, standing
from clinic_tui.judgement.readiness import judge
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import Amendment, Assessment, AssessmentId
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import (
    Asked,
    Basis,
    Clearance,
    ClearanceEvent,
    ClearanceId,
    ClearanceStatus,
    Given,
    Refused,
    Withdrawn,
)
from clinic_tui.model.episode import Episode, EpisodeId, Surgery
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.reading import Reading
from clinic_tui.model.runlog import Advice, RunLog, RunLogId
from clinic_tui.model.words import Diagnosis, Injured, OtherHip, Role, Side
from tests.builders import (
    DAY,
    EPISODE,
    a_clinician,
    a_signature,
    base_assessment,
    base_chart,
    base_episode,
    base_patient,
    changed,
    no_red_flags,
    one_leg_stand,
    strength,
    with_reading,
    without,
)
from tests.judgement.test_gates import LIMITS, bone, flagged, operated

LIBRARY = built_in()
SIGNED_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
BEFORE = SIGNED_AT - timedelta(seconds=1)
LATER = datetime(2026, 11, 24, 12, tzinfo=UTC)
UNTIL = DAY + timedelta(days=28)


def judged(chart: Chart, on: date = DAY) -> Readiness:
    """Readiness of the newest assessment."""
    return judge(chart, chart.episodes[0], chart.assessments[-1], on, LIBRARY)


def given_on(chart: Chart, on: date = DAY, **changes: object) -> Given:
    """A clearance given on the newest assessment, with all it rests on."""
    last = chart.assessments[-1]
    protocol = LIBRARY.protocol_for(chart.episodes[0].diagnosis)
    assert protocol is not None
    given = Given(
        by=a_signature(),
        allowed="walking and jogging by the plan",
        start=DAY,
        until=UNTIL,
        basis=Basis(
            assessment=last.id,
            inputs=tuple(a.id for a in chart.assessments),
            episode=chart.episodes[0],
            born=chart.patient.born,
            readiness=judged(chart, on),
            knowledge=knowledge_bundle(LIBRARY, protocol)[0],
        ),
    )
    return changed(given, **changes)


def decided(chart: Chart, *events: ClearanceEvent) -> Chart:
    """The chart with these decisions, and the knowledge they rest on."""
    protocol = LIBRARY.protocol_for(chart.episodes[0].diagnosis)
    assert protocol is not None
    key, bundle = knowledge_bundle(LIBRARY, protocol)
    clearance = Clearance(id=ClearanceId("c1"), episode=EPISODE, events=events)
    return changed(chart, clearances=(clearance,), archive={key: bundle})


def cleared(chart: Chart | None = None, **changes: Any) -> Chart:
    """The base chart, cleared."""
    start = chart or base_chart()
    return decided(start, given_on(start, **changes))


def status(chart: Chart, on: date = DAY) -> ClearanceStatus:
    """Where the clearance stands."""
    return standing(chart, chart.episodes[0], on, LIBRARY).status


def and_then(chart: Chart, assessment: Assessment) -> Chart:
    """The chart with one more visit."""
    return changed(chart, assessments=(*chart.assessments, assessment))


def next_visit(
    *readings: Reading, signed: datetime | None = LATER, **changes: object
) -> Assessment:
    """A visit four days later, judged when it was signed."""
    on = LATER.date()
    assessment = base_assessment(id=AssessmentId("a2"), on=on, **changes)
    for reading in readings:
        assessment = with_reading(assessment, reading)
    if signed is None:
        return assessment
    chart = base_chart(assessment=assessment)
    return changed(assessment, signed=a_signature(signed), readiness=judged(chart, on))


def test_nothing_was_asked_at_first() -> None:
    now = standing(base_chart(), base_episode(), DAY, LIBRARY)
    assert (now.status, now.allows, now.given) == (ClearanceStatus.NOT_ASKED, False, None)


def test_asked_of_a_doctor_allows_nothing() -> None:
    chart = decided(base_chart(), Asked(by=a_signature(), of="Dr Vera Holm"))
    now = standing(chart, chart.episodes[0], DAY, LIBRARY)
    assert (now.status, now.allows) == (ClearanceStatus.ASKED, False)
    assert now.sentence == "asked of Dr Vera Holm on 20 Nov 2026"


def test_refused_says_who_and_why() -> None:
    chart = decided(base_chart(), Refused(by=a_signature(), reason="wait for the MRI"))
    now = standing(chart, chart.episodes[0], DAY, LIBRARY)
    assert (now.status, now.allows) == (ClearanceStatus.REFUSED, False)
    assert now.sentence == "refused by Jonas Ebert on 20 Nov 2026: wait for the MRI"


def test_withdrawn_keeps_what_was_given() -> None:
    chart = base_chart()
    given = given_on(chart)
    chart = decided(chart, given, Withdrawn(by=a_signature(), reason="fell on the hip"))
    now = standing(chart, chart.episodes[0], DAY, LIBRARY)
    assert (now.status, now.allows, now.given) == (ClearanceStatus.WITHDRAWN, False, given)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [(False, ClearanceStatus.GIVEN), (True, ClearanceStatus.GIVEN_WITH_LIMITS)],
)
def test_given_stands_through_its_last_day(limits: bool, expected: ClearanceStatus) -> None:
    chart = cleared(with_limits=limits)
    assert status(chart) is expected
    assert status(chart, UNTIL) is expected
    now = standing(chart, chart.episodes[0], UNTIL, LIBRARY)
    assert (now.allows, now.until) == (True, UNTIL)
    assert status(chart, UNTIL + timedelta(days=1)) is ClearanceStatus.EXPIRED


def test_a_ready_visit_leaves_it_standing() -> None:
    chart = and_then(cleared(), next_visit())
    assert status(chart, LATER.date()) is ClearanceStatus.GIVEN


def test_a_newer_signed_assessment_that_is_not_ready_suspends() -> None:
    chart = and_then(cleared(), next_visit(one_leg_stand(Side.LEFT, 12, on=LATER.date())))
    now = standing(chart, chart.episodes[0], LATER.date(), LIBRARY)
    assert (now.status, now.allows) == (ClearanceStatus.SUSPENDED, False)
    assert now.reasons == ("the assessment of 24 Nov 2026 is not ready",)
    assert status(chart, DAY) is ClearanceStatus.GIVEN


def test_a_visit_signed_in_the_second_of_the_decision_suspends() -> None:
    visit = next_visit(one_leg_stand(Side.LEFT, 12, on=LATER.date()), signed=SIGNED_AT)
    assert status(and_then(cleared(), visit), LATER.date()) is ClearanceStatus.SUSPENDED


def test_a_red_flag_entered_late_under_an_earlier_day_suspends() -> None:
    before = date(2026, 11, 1)
    late = base_assessment(
        id=AssessmentId("a9"), on=before, red_flags=flagged("numbness", on=before), readings=()
    )
    chart = changed(cleared(), assessments=(late, *base_chart().assessments))
    assert status(chart) is ClearanceStatus.SUSPENDED


def test_a_newer_draft_that_is_not_ready_does_not_suspend() -> None:
    visit = next_visit(one_leg_stand(Side.LEFT, 12, on=LATER.date()), signed=None)
    assert status(and_then(cleared(), visit), LATER.date()) is ClearanceStatus.GIVEN


@pytest.mark.parametrize("signed", [None, LATER])
def test_a_red_flag_suspends_even_in_a_draft(signed: datetime | None) -> None:
    visit = next_visit(signed=signed, red_flags=flagged("numbness", on=LATER.date()))
    now_chart = and_then(cleared(), visit)
    now = standing(now_chart, now_chart.episodes[0], LATER.date(), LIBRARY)
    assert now.status is ClearanceStatus.SUSPENDED
    assert "numbness" in now.reasons[0]


def test_a_flag_that_was_resolved_still_needs_a_new_signature() -> None:
    rows = flagged("numbness", "pinched at the knee", on=LATER.date())
    chart = and_then(cleared(), next_visit(red_flags=rows))
    assert status(chart, LATER.date()) is ClearanceStatus.SUSPENDED
    anew = given_on(chart, LATER.date(), by=a_signature(LATER))
    again = decided(chart, *chart.clearances[0].events, anew)
    assert status(again, LATER.date()) is ClearanceStatus.GIVEN


def test_a_planned_assessment_does_not_suspend() -> None:
    visit = next_visit(red_flags=flagged("click_or_lock", on=LATER.date()))
    assert status(and_then(cleared(), visit), LATER.date()) is ClearanceStatus.GIVEN


def test_an_amendment_after_the_clearance_is_looked_at() -> None:
    amended = changed(
        base_assessment(red_flags=flagged("numbness")),
        id=AssessmentId("a1b"),
        signed=a_signature(LATER),
        amends=Amendment(of=AssessmentId("a1"), reason="answer misheard", by=a_signature(LATER)),
    )
    assert status(and_then(cleared(), amended), LATER.date()) is ClearanceStatus.SUSPENDED


@pytest.mark.parametrize(
    ("episode", "words"),
    [
        (base_episode(diagnosis=Diagnosis.BURSITIS), "diagnosis"),
        (base_episode(injured=Injured.RIGHT), "side"),
        (base_episode(surgery=Surgery(kind="other", on=DAY, limits=LIMITS)), "operation"),
    ],
)
def test_a_changed_diagnosis_side_or_operation_suspends(episode: Episode, words: str) -> None:
    chart = changed(cleared(), episodes=(episode,))
    now = standing(chart, episode, DAY, LIBRARY)
    assert now.status is ClearanceStatus.SUSPENDED
    assert words in now.reasons[0]


@pytest.mark.parametrize(
    ("advice", "entered", "episode", "expected"),
    [
        (Advice.STOP_AND_CALL, LATER, EPISODE, ClearanceStatus.SUSPENDED),
        (Advice.STEP_BACK, LATER, EPISODE, ClearanceStatus.GIVEN),
        (Advice.STOP_AND_CALL, SIGNED_AT, EPISODE, ClearanceStatus.SUSPENDED),
        (Advice.STOP_AND_CALL, BEFORE, EPISODE, ClearanceStatus.GIVEN),
        (Advice.STOP_AND_CALL, LATER, EpisodeId("e2"), ClearanceStatus.GIVEN),
    ],
)
def test_a_run_that_says_stop_and_call_suspends(
    advice: Advice, entered: datetime, episode: EpisodeId, expected: ClearanceStatus
) -> None:
    log = RunLog(
        id=RunLogId("r1"), episode=episode, on=entered.date(), entered_at=entered, advice=advice
    )
    other = changed(base_episode(), id=EpisodeId("e2"))
    chart = changed(cleared(), run_logs=(log,), episodes=(base_episode(), other))
    assert status(chart, LATER.date()) is expected


def offered(
    chart: Chart, role: Role = Role.PHYSIOTHERAPIST, on: date = DAY
) -> dict[str, tuple[bool, bool, str]]:
    """Each decision: offered, needs a reason, why."""
    episode = chart.episodes[0]
    protocol = LIBRARY.protocol_for(episode.diagnosis)
    found = options(
        judged(chart, on) if chart.assessments else None,
        standing(chart, episode, on, LIBRARY),
        a_clinician(role=role),
        episode,
        protocol,
        on,
    )
    return {o.action: (o.offered, o.needs_reason, o.why) for o in found}


@pytest.mark.parametrize("role", [Role.PHYSIOTHERAPIST, Role.PHYSICIAN])
def test_ready_may_be_given_without_a_reason(role: Role) -> None:
    found = offered(base_chart(), role)
    assert found["give"] == (True, False, "")
    assert found["give_with_limits"] == (True, False, "")
    assert found["ask"][0]
    assert found["refuse"][0]
    assert found["withdraw"][0] is False


def test_an_assistant_asks_and_signs_nothing() -> None:
    found = offered(base_chart(), Role.ASSISTANT)
    assert {action for action, (may, _, _) in found.items() if may} == {"ask"}
    assert "assistant" in found["give"][2]
    assert "assistant" in offered(cleared(), Role.ASSISTANT)["withdraw"][2]


@pytest.mark.parametrize(
    "chart",
    [
        base_chart(assessment=with_reading(base_assessment(), one_leg_stand(Side.LEFT, 12))),
        base_chart(assessment=without(base_assessment(), "walk")),
        base_chart(episode=base_episode(other_hip=OtherHip.PAINFUL)),
    ],
)
def test_a_finding_not_met_or_unknown_is_overridden_with_a_reason(chart: Chart) -> None:
    may, needs, why = offered(chart)["give"]
    assert (may, needs) == (True, True)
    assert "20 characters" in why


@pytest.mark.parametrize(
    ("chart", "words"),
    [
        (base_chart(assessment=base_assessment(red_flags=flagged("limp"))), "red flag"),
        (base_chart(assessment=base_assessment(red_flags=no_red_flags()[1:])), "not answered"),
        (base_chart(episode=bone(imaging=())), "blocked"),
        (base_chart(patient=base_patient(born=date(2011, 9, 1))), "outside the protocol"),
        (base_chart(episode=base_episode(diagnosis=Diagnosis.NOT_YET_DIAGNOSED)), "no protocol"),
        (base_chart(episode=operated(on=DAY - timedelta(weeks=2))), "no running before"),
        (base_chart(episode=operated()), "release"),
        (changed(base_chart(), assessments=()), "no assessment"),
    ],
)
def test_some_things_no_reason_overrides(chart: Chart, words: str) -> None:
    found = offered(chart)
    for action in ("give", "give_with_limits"):
        may, _, why = found[action]
        assert not may
        assert words in why
    assert found["refuse"][0]


def test_a_released_bone_may_be_cleared() -> None:
    assert offered(base_chart(episode=bone()))["give"][0]


def test_what_stands_may_be_withdrawn_and_need_not_be_asked() -> None:
    found = offered(cleared())
    assert found["withdraw"] == (True, True, "")
    assert found["ask"][0] is False
    asked = decided(base_chart(), Asked(by=a_signature(), of="Dr Vera Holm"))
    assert offered(asked)["ask"][0] is False
    expired = offered(cleared(until=DAY), on=DAY + timedelta(days=1))
    assert expired["ask"][0]
    assert expired["withdraw"][0] is False


def test_a_suspended_clearance_may_be_withdrawn_or_asked_anew() -> None:
    visit = next_visit(one_leg_stand(Side.LEFT, 12, on=LATER.date()))
    found = offered(and_then(cleared(), visit), on=LATER.date())
    assert found["withdraw"][0]
    assert found["ask"][0]


def test_a_past_decision_is_replayed_from_what_it_stored() -> None:
    chart = cleared()
    (given,) = chart.clearances[0].events
    assert isinstance(given, Given)
    stronger = strength("abduction", Side.RIGHT, 400, 400, 400, on=date(2026, 11, 1))
    late = base_assessment(id=AssessmentId("a9"), on=date(2026, 11, 1), readings=(stronger,))
    chart = changed(
        chart,
        assessments=(late, *chart.assessments),
        patient=base_patient(born=date(2015, 1, 1)),
        episodes=(base_episode(diagnosis=Diagnosis.NOT_YET_DIAGNOSED),),
    )
    assert replay(chart, given) == given.basis.readiness


def test_a_replay_needs_what_the_decision_stored() -> None:
    chart = cleared()
    (given,) = chart.clearances[0].events
    assert isinstance(given, Given)
    with pytest.raises(KeyError):
        replay(changed(chart, archive={}), given)
    with pytest.raises(KeyError):
        replay(changed(chart, assessments=()), given)


def test_the_bundle_holds_what_the_protocol_names_and_its_digest_its_letters() -> None:
    key, bundle = knowledge_bundle(LIBRARY, LIBRARY.protocols["after_arthroscopy"])
    for name in ("limb_length", "y_balance_anterior", "hip_abduction_grade", "hos_adl", "limp"):
        assert f'"{name}"' in bundle
    assert "forward_hop" not in bundle
    other, _ = knowledge_bundle(LIBRARY, LIBRARY.protocols["tendon"])
    assert key != other
