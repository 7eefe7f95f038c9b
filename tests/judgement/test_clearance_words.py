"""What is said of a clearance, word for word, and what its replay rests on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clinic_tui.judgement.clearance import (
    Knowledge,
    Option,
    Standing,
    knowledge_bundle,
    options,
    replay,
    standing,
)
from clinic_tui.judgement.readiness import judge
from clinic_tui.model.assessment import AssessmentId
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import (
    Asked,
    Basis,
    Clearance,
    ClearanceId,
    ClearanceStatus,
    Given,
    Refused,
    Withdrawn,
)
from clinic_tui.model.episode import EpisodeId, Surgery
from clinic_tui.model.readiness import Readiness, Reason
from clinic_tui.model.reading import MeasureId
from clinic_tui.model.words import Diagnosis, NotDoneReason, Role, Side, Unit, Verdict
from tests.builders import (
    BOTH,
    DAY,
    DIRECTIONS,
    EPISODE,
    a_clinician,
    a_signature,
    base_assessment,
    base_chart,
    base_episode,
    changed,
    measured,
    not_done,
    one_leg_stand,
    with_reading,
    without,
)
from tests.judgement.test_clearance import (
    LATER,
    LIBRARY,
    UNTIL,
    and_then,
    cleared,
    decided,
    given_on,
    judged,
    next_visit,
)
from tests.judgement.test_gates import LIMITS, RELEASE, bone, flagged, operated

NOW = LATER.date()
REASON = "wants a second opinion first"


def now_of(chart: Chart, on: date = NOW) -> Standing:
    return standing(chart, chart.episodes[0], on, LIBRARY)


def test_without_any_decision_it_was_not_asked() -> None:
    assert now_of(base_chart()) == Standing(ClearanceStatus.NOT_ASKED, "not asked")
    empty = Clearance(id=ClearanceId("c1"), episode=EPISODE)
    assert now_of(base_chart(clearances=(empty,))).status is ClearanceStatus.NOT_ASKED


def test_a_refusal_says_who_when_and_why() -> None:
    chart = decided(base_chart(), Refused(by=a_signature(), reason=REASON))
    assert now_of(chart) == Standing(
        ClearanceStatus.REFUSED, f"refused by Jonas Ebert on 20 Nov 2026: {REASON}", since=DAY
    )


@pytest.mark.parametrize("was_given", [False, True])
def test_a_withdrawal_says_so_and_keeps_what_was_given(was_given: bool) -> None:
    given = given_on(base_chart())
    withdrawn = Withdrawn(by=a_signature(LATER), reason=REASON)
    asked = Asked(by=a_signature(), of="Dr Vera Holm")
    chart = decided(base_chart(), given if was_given else asked, withdrawn)
    assert now_of(chart) == Standing(
        ClearanceStatus.WITHDRAWN,
        f"withdrawn by Jonas Ebert on 24 Nov 2026: {REASON}",
        given=given if was_given else None,
        since=NOW,
    )


def test_a_clearance_says_who_gave_it_and_its_last_day() -> None:
    chart = cleared()
    given = given_on(base_chart())
    assert now_of(chart, UNTIL) == Standing(
        ClearanceStatus.GIVEN, "given by Jonas Ebert until 18 Dec 2026", UNTIL, given, since=DAY
    )
    after = UNTIL + timedelta(days=1)
    assert now_of(chart, after) == Standing(
        ClearanceStatus.EXPIRED, "expired after 18 Dec 2026", UNTIL, given, since=after
    )


def test_a_suspension_says_its_first_reason_and_keeps_all() -> None:
    start = cleared()
    surgery = Surgery(kind="other", on=NOW, limits=LIMITS)
    episode = changed(start.episodes[0], surgery=surgery, diagnosis=Diagnosis.JOINT)
    chart = changed(start, episodes=(episode,))
    assert now_of(chart) == Standing(
        ClearanceStatus.SUSPENDED,
        "suspended: the diagnosis changed to joint",
        UNTIL,
        given_on(base_chart()),
        ("the diagnosis changed to joint", "the operation on record changed"),
    )


def test_a_planned_flag_does_not_suspend() -> None:
    chart = and_then(cleared(), next_visit(red_flags=flagged("click_or_lock", on=NOW)))
    assert now_of(chart).status is ClearanceStatus.GIVEN


def test_another_injurys_poor_visit_does_not_suspend() -> None:
    visit = next_visit(one_leg_stand(Side.LEFT, 3, on=NOW))
    start = cleared()
    other = base_episode(id=EpisodeId("e2"), onset=date(2025, 1, 1))
    two = changed(start, episodes=(*start.episodes, other))
    assert now_of(and_then(two, visit)).status is ClearanceStatus.SUSPENDED
    elsewhere = changed(visit, episode=EpisodeId("e2"))
    assert now_of(and_then(two, elsewhere)).status is ClearanceStatus.GIVEN


# Options


def offered(readiness: Readiness | None, **fields: Any) -> dict[str, Option]:
    found = options(
        readiness,
        fields.get("now", Standing(ClearanceStatus.NOT_ASKED, "not asked")),
        fields.get("clinician", a_clinician()),
        fields.get("episode", base_episode()),
        fields.get("protocol", LIBRARY.protocols["tendon"]),
        fields.get("on", DAY),
    )
    return {option.action: option for option in found}


def test_ready_may_be_given_without_a_reason() -> None:
    found = offered(judged(base_chart()))
    assert list(found.values()) == [
        Option("give", True),
        Option("give_with_limits", True),
        Option("ask", True),
        Option("refuse", True, needs_reason=True),
        Option("withdraw", False, needs_reason=True, why="clearance is not asked"),
    ]


def test_an_assistant_may_only_ask() -> None:
    why = "an assistant records and cannot sign"
    found = offered(judged(base_chart()), clinician=a_clinician(role=Role.ASSISTANT))
    assert list(found.values()) == [
        Option("give", False, why=why),
        Option("give_with_limits", False, why=why),
        Option("ask", True),
        Option("refuse", False, needs_reason=True, why=why),
        Option("withdraw", False, needs_reason=True, why=why),
    ]


@pytest.mark.parametrize("status", [ClearanceStatus.ASKED, ClearanceStatus.GIVEN])
def test_what_was_asked_or_given_is_not_asked_again(status: ClearanceStatus) -> None:
    found = offered(judged(base_chart()), now=Standing(status, "x"))
    assert found["ask"] == Option("ask", False, why=f"clearance is {status.words}")


def test_an_override_counts_what_it_overrides() -> None:
    worse = with_reading(base_assessment(), one_leg_stand(Side.LEFT, 12))
    why = "1 not met: give a reason of 20 characters or more"
    found = offered(judged(base_chart(assessment=worse)))
    assert found["give"] == Option("give", True, needs_reason=True, why=f"overrides {why}")
    both = without(worse, "walk", "stairs")
    found = offered(judged(base_chart(assessment=both)))
    assert found["give"].why == (
        "overrides 1 not met, 2 unknown: give a reason of 20 characters or more"
    )


@pytest.mark.parametrize(
    ("chart", "protocol", "on", "why"),
    [
        (
            base_chart(assessment=base_assessment(red_flags=flagged("numbness"))),
            "tendon",
            DAY,
            "red flag not resolved: New numbness in the leg",
        ),
        (
            base_chart(episode=bone(site=None, neck_side=None)),
            "bone_stress_injury",
            DAY,
            "blocked: the site of the bone stress injury is not recorded",
        ),
        (
            base_chart(assessment=base_assessment(red_flags=base_assessment().red_flags[:-2])),
            "tendon",
            DAY,
            "red flags not answered: Groin pain with steroids, alcohol, sickle cell, lupus, "
            "diving or a past dislocation, New clicking or locking",
        ),
        (
            base_chart(episode=operated(on=DAY - timedelta(weeks=12) + timedelta(days=1))),
            "after_arthroscopy",
            DAY,
            "no running before 21 Nov 2026",
        ),
        (
            base_chart(episode=operated(on=DAY - timedelta(weeks=12) + timedelta(days=1))),
            "after_arthroscopy",
            DAY + timedelta(days=1),
            "needs a physician's recorded release before anyone clears",
        ),
        (base_chart(), "general", DAY, "protocol general is not for tendon"),
        (base_chart(), None, DAY, "no protocol is for tendon"),
    ],
)
def test_what_no_reason_overrides_is_said_first(
    chart: Chart, protocol: str | None, on: date, why: str
) -> None:
    found = offered(
        judged(chart),
        episode=chart.episodes[0],
        protocol=LIBRARY.protocols[protocol] if protocol else None,
        on=on,
    )
    assert (found["give"].offered, found["give"].why) == (False, why)


@pytest.mark.parametrize("flag", ["click_or_lock"])
def test_a_flag_that_does_not_suspend_forbids_nothing(flag: str) -> None:
    chart = base_chart(assessment=base_assessment(red_flags=flagged(flag)))
    assert offered(judged(chart))["give"].offered


def test_a_readiness_without_protocol_can_never_be_given() -> None:
    readiness = judged(base_chart())
    bare = changed(readiness, protocol=None)
    assert offered(bare)["give"].why == "no protocol is for tendon"


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (1, False)])
def test_a_release_counts_from_its_day(days: int, allowed: bool) -> None:
    release = changed(RELEASE, on=DAY + timedelta(days=days))
    episode = changed(operated(), release=release)
    readiness = judged(base_chart(episode=episode))
    protocol = LIBRARY.protocols["after_arthroscopy"]
    found = offered(readiness, episode=episode, protocol=protocol)
    assert found["give"].offered == allowed


def test_without_a_judgement_nothing_can_be_given() -> None:
    assert offered(None)["give"] == Option("give", False, why="no assessment has been judged")


# What a decision rests on


def kept(protocol: str) -> set[str]:
    text = knowledge_bundle(LIBRARY, LIBRARY.protocols[protocol])[1]
    return {measure.id for measure in Knowledge.model_validate_json(text).measures}


def test_the_bundle_holds_the_parts_of_what_is_worked_out() -> None:
    assert {"limb_length", "y_balance_anterior", "y_balance_composite"} <= kept("after_arthroscopy")
    assert {"hos_adl", "hip_abduction_grade"} <= kept("after_arthroscopy")
    assert not {"limb_length", "y_balance_anterior", "y_balance_composite"} & kept("tendon")


def by_hand() -> Chart:
    """Grade 5 in every direction, and as many repetitions as the other side."""
    assessment = without(base_assessment(), *(f"hip_{d}_strength" for d in DIRECTIONS))
    for direction in DIRECTIONS:
        reading = measured(f"hip_{direction}_grade", Side.LEFT, 5, unit=Unit.GRADE, pain=0)
        assessment = with_reading(assessment, reading)
    for name in ("single_leg_bridge", "side_lying_abduction"):
        for side in BOTH:
            reading = measured(name, side, 20, unit=Unit.REPETITION, pain=0)
            assessment = with_reading(assessment, reading)
    return base_chart(assessment=assessment)


def test_a_decision_by_a_variant_is_replayed_by_it() -> None:
    chart = by_hand()
    variant = LIBRARY.protocols["no_dynamometer"]
    readiness = judge(chart, chart.episodes[0], chart.assessments[0], DAY, LIBRARY, variant)
    assert readiness.verdict is Verdict.READY
    key, bundle = knowledge_bundle(LIBRARY, variant)
    given = Given(
        by=a_signature(),
        allowed="walking",
        start=DAY,
        until=UNTIL,
        basis=Basis(
            assessment=AssessmentId("a1"),
            inputs=(AssessmentId("a1"),),
            episode=chart.episodes[0],
            born=chart.patient.born,
            readiness=readiness,
            knowledge=key,
        ),
    )
    assert replay(changed(chart, archive={key: bundle}), given) == readiness


def test_a_replay_without_its_assessment_names_it() -> None:
    chart = cleared()
    given = given_on(base_chart())
    lost = changed(given, basis=changed(given.basis, inputs=()))
    with pytest.raises(KeyError, match=r"^'a1'$"):
        replay(chart, lost)


def test_pain_that_forbade_a_test_is_known_by_its_reason() -> None:
    chart = base_chart(
        assessment=with_reading(base_assessment(), not_done("walk", Side.NONE, NotDoneReason.PAIN))
    )
    walk = next(f for f in judged(chart).findings if f.criterion == "walk")
    assert (walk.reason, walk.measures) == (Reason.NOT_DONE, (MeasureId("walk"),))
