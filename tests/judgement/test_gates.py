"""What stands before the criteria: red flags, blocks, scope, the earliest date, masked pain."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic_tui.judgement.readiness import JudgementError, judge
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import (
    Assessment,
    AssessmentId,
    FlagAnswer,
    FlagId,
    Masking,
    Resolution,
)
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import (
    BoneSite,
    BoneStress,
    Episode,
    Imaging,
    Lift,
    NeckSide,
    Pregnancy,
    Release,
    SurgeonLimits,
    Surgery,
)
from clinic_tui.model.person import Guardian, Patient
from clinic_tui.model.readiness import Readiness, Reason
from clinic_tui.model.words import Diagnosis, NotDoneReason, Outcome, Side, Verdict
from tests.builders import (
    DAY,
    a_signature,
    answered,
    base_assessment,
    base_chart,
    base_episode,
    base_patient,
    changed,
    no_red_flags,
    not_done,
    with_reading,
    without,
)

LIBRARY = built_in()
RELEASE = Release(
    by="Dr Vera Holm",
    role="physician",
    registration="M 100",
    on=DAY - timedelta(days=3),
    document="letter of 17 Nov",
)
LIMITS = SurgeonLimits(text="no pivoting", by="Dr Vera Holm", on=date(2026, 9, 1))


def judged(chart: Chart, on: date = DAY) -> Readiness:
    """Readiness of the newest assessment."""
    return judge(chart, chart.episodes[0], chart.assessments[-1], on, LIBRARY)


def of(
    episode: Episode | None = None,
    assessment: Assessment | None = None,
    patient: Patient | None = None,
    earlier: tuple[Assessment, ...] = (),
) -> Readiness:
    """Readiness of the base chart with other parts."""
    return judged(
        base_chart(episode=episode, assessment=assessment, patient=patient, earlier=earlier)
    )


def flagged(flag: str, found: str = "", on: date = DAY) -> tuple[FlagAnswer, ...]:
    """The screen with one row answered yes, resolved where something was found."""
    resolved = Resolution(by=a_signature(), found=found) if found else None
    return tuple(changed(a, resolved=resolved) if a.present else a for a in no_red_flags(on, flag))


def bone(**fields: object) -> Episode:
    """A released and healing stress injury of the femoral neck, compression side."""
    known: dict[str, object] = {
        "site": BoneSite.FEMORAL_NECK,
        "neck_side": NeckSide.COMPRESSION,
        "cause": "mileage doubled in a month",
        "energy_availability": "asked, no sign of a deficit",
    }
    of_episode = {"imaging", "release"}
    rest = {k: v for k, v in fields.items() if k not in of_episode}
    return base_episode(
        diagnosis=Diagnosis.BONE_STRESS_INJURY,
        bone=BoneStress.model_validate({**known, **rest}),
        imaging=fields.get("imaging", (Imaging(kind="MRI", on=date(2026, 11, 1), healing=True),)),
        release=fields.get("release", RELEASE),
    )


def operated(**fields: object) -> Episode:
    """An arthroscopy 20 weeks ago, with the surgeon's limits."""
    known: dict[str, object] = {
        "kind": "arthroscopy",
        "on": DAY - timedelta(weeks=20),
        "limits": LIMITS,
    }
    surgery = Surgery.model_validate({**known, **fields})
    return base_episode(diagnosis=Diagnosis.AFTER_ARTHROSCOPY, surgery=surgery)


SUSPENDING = [flag.id for flag in LIBRARY.triage.flags if flag.suspends]


@pytest.mark.parametrize("flag", SUSPENDING)
def test_every_suspending_flag_stops_whatever_the_numbers(flag: str) -> None:
    readiness = of(assessment=base_assessment(red_flags=flagged(flag)))
    assert readiness.verdict is Verdict.NOT_READY
    (row,) = readiness.flags
    assert (row.flag, row.resolved) == (flag, False)
    assert row.urgency.words in readiness.against[0]
    assert row.do in readiness.against[0]
    assert [step.kind for step in readiness.way_out] == ["resolve"]
    assert row.name in readiness.sentence
    assert all(finding.outcome is Outcome.MET for finding in readiness.findings)


def test_a_flag_resolved_by_name_no_longer_stops() -> None:
    readiness = of(assessment=base_assessment(red_flags=flagged("numbness", "pinched at the knee")))
    assert readiness.verdict is Verdict.READY
    assert [flag.resolved for flag in readiness.flags] == [True]
    assert not any("red flag" in line for line in readiness.against)


def test_a_planned_assessment_speaks_against_and_does_not_stop() -> None:
    readiness = of(assessment=base_assessment(red_flags=flagged("click_or_lock")))
    assert readiness.verdict is Verdict.READY
    assert "planned" in readiness.against[0]


def visit(on: date, flags: tuple[FlagAnswer, ...], name: str = "a0") -> Assessment:
    """An earlier visit with only its red-flag screen."""
    return base_assessment(id=AssessmentId(name), on=on, readings=(), red_flags=flags)


def test_a_flag_of_an_earlier_visit_stands_until_it_is_resolved() -> None:
    then = date(2026, 11, 6)
    readiness = of(earlier=(visit(then, flagged("numbness", on=then)),))
    assert readiness.verdict is Verdict.NOT_READY
    resolved = flagged("numbness", "pinched at the knee", on=then)
    readiness = of(earlier=(visit(then, resolved),))
    assert readiness.verdict is Verdict.READY
    assert readiness.flags == ()


def test_a_flag_resolved_later_ends_the_earlier_one() -> None:
    first, second = date(2026, 10, 30), date(2026, 11, 6)
    earlier = (
        visit(first, flagged("numbness", on=first), "a0"),
        visit(second, flagged("numbness", "pinched at the knee", on=second), "a00"),
    )
    assert of(earlier=earlier).verdict is Verdict.READY


@pytest.mark.parametrize(
    ("measure", "answer", "flag"),
    [("limp", "yes", "limp"), ("swelling", "new", "swelling")],
)
def test_an_answer_can_raise_a_flag(measure: str, answer: str, flag: str) -> None:
    readiness = of(assessment=with_reading(base_assessment(), answered(measure, answer)))
    assert readiness.verdict is Verdict.NOT_READY
    assert [row.flag for row in readiness.flags] == [flag]


def test_an_unanswered_row_cannot_say() -> None:
    rows = no_red_flags()[1:]
    readiness = of(assessment=base_assessment(red_flags=rows))
    assert readiness.verdict is Verdict.CANNOT_SAY
    assert len(readiness.unanswered) == 1
    assert [step.kind for step in readiness.way_out] == ["ask"]
    assert "not all answered" in readiness.sentence


def test_a_row_answered_yesterday_is_asked_again() -> None:
    yesterday = no_red_flags(DAY - timedelta(days=1))
    readiness = of(assessment=base_assessment(red_flags=yesterday))
    assert readiness.verdict is Verdict.CANNOT_SAY
    assert len(readiness.unanswered) == len(LIBRARY.triage.flags)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"site": None}, "site"),
        ({"neck_side": None}, "side of the femoral neck"),
        ({"neck_side": NeckSide.UNKNOWN}, "side of the femoral neck"),
        ({"imaging": ()}, "dated imaging"),
        ({"imaging": (Imaging(kind="MRI", on=DAY + timedelta(days=1), healing=True),)}, "imaging"),
        ({"release": None}, "physician's release"),
        ({"release": changed(RELEASE, on=DAY + timedelta(days=1))}, "physician's release"),
        ({"imaging": (Imaging(kind="MRI", on=date(2026, 11, 1)),)}, "healing on imaging"),
        (
            {
                "imaging": (
                    Imaging(kind="MRI", on=date(2026, 10, 1), healing=True),
                    Imaging(kind="MRI", on=date(2026, 11, 1), healing=False),
                )
            },
            "healing on imaging",
        ),
        ({"neck_side": NeckSide.TENSION}, "surgeon's release"),
        ({"cause": " "}, "cause"),
        ({"energy_availability": ""}, "energy availability"),
    ],
)
def test_bone_stress_is_blocked_without_its_entry_conditions(
    fields: dict[str, object], words: str
) -> None:
    readiness = of(bone(**fields))
    assert readiness.verdict is Verdict.NOT_READY
    assert any(words in block.sentence for block in readiness.blocks)
    do = readiness.blocks[0].do
    assert do == ("no impact", "crutches", "same-day medical contact", "X-ray, then MRI")
    assert all(not step.measures for step in readiness.way_out)
    assert [block.do for block in readiness.blocks[1:]] == [()] * (len(readiness.blocks) - 1)


def test_bone_stress_with_all_conditions_is_judged() -> None:
    assessment = with_reading(base_assessment(), answered("bony_tenderness", "none", Side.LEFT))
    assert of(bone(), assessment).verdict is Verdict.READY


@pytest.mark.parametrize("site", [BoneSite.PUBIC_RAMUS, BoneSite.FEMORAL_SHAFT])
def test_some_sites_need_no_healing_on_imaging(site: BoneSite) -> None:
    picture = (Imaging(kind="MRI", on=date(2026, 11, 1)),)
    assert of(bone(site=site, neck_side=None, imaging=picture)).blocks == ()


def test_the_tension_side_is_released_by_a_surgeon() -> None:
    by_surgeon = changed(RELEASE, role="surgeon")
    assert of(bone(neck_side=NeckSide.TENSION, release=by_surgeon)).blocks == ()


def test_tenderness_that_cannot_be_felt_is_no_obstacle() -> None:
    for word, outcome in (("cannot_be_felt", Outcome.MET), ("present", Outcome.NOT_MET)):
        reading = answered("bony_tenderness", word, Side.LEFT)
        readiness = of(bone(), with_reading(base_assessment(), reading))
        found = next(f for f in readiness.findings if f.criterion == "bony_tenderness")
        assert found.outcome is outcome


@pytest.mark.parametrize(
    ("fields", "words"), [({"on": None}, "date of the operation"), ({"limits": None}, "limits")]
)
def test_after_arthroscopy_needs_date_and_limits(fields: dict[str, object], words: str) -> None:
    readiness = of(operated(**fields))
    assert readiness.verdict is Verdict.NOT_READY
    assert words in readiness.blocks[0].sentence


@pytest.mark.parametrize(
    ("fields", "weeks"),
    [
        ({"on": DAY - timedelta(weeks=12)}, 12),
        ({"on": DAY - timedelta(weeks=12) + timedelta(days=1)}, 12),
        ({"on": DAY - timedelta(weeks=16) + timedelta(days=1), "microfracture": True}, 16),
        ({"on": DAY - timedelta(weeks=16), "microfracture": True}, 16),
    ],
)
def test_the_floor_is_twelve_weeks_and_sixteen_after_microfracture(
    fields: dict[str, object], weeks: int
) -> None:
    readiness = of(operated(**fields))
    operation = fields["on"]
    assert isinstance(operation, date)
    assert readiness.earliest == operation + timedelta(weeks=weeks)
    too_early = readiness.earliest > DAY
    assert (readiness.verdict is Verdict.NOT_READY) == too_early
    assert any("a floor, never a pass" in line for line in readiness.against) == too_early
    assert any(step.kind == "wait" for step in readiness.way_out) == too_early


def test_the_surgeons_date_comes_before_the_general_floor() -> None:
    soon = changed(LIMITS, earliest_running=DAY - timedelta(days=1))
    assert of(operated(on=DAY - timedelta(weeks=2), limits=soon)).earliest == soon.earliest_running


def test_an_operated_hip_is_outside_the_soft_tissue_protocols() -> None:
    surgery = Surgery(kind="tendon_repair", on=date(2026, 6, 1), limits=LIMITS)
    readiness = of(base_episode(surgery=surgery))
    assert readiness.verdict is Verdict.CANNOT_SAY
    assert "operated" in readiness.scope[0]


def test_after_arthroscopy_without_an_operation_is_blocked() -> None:
    readiness = of(base_episode(diagnosis=Diagnosis.AFTER_ARTHROSCOPY))
    assert readiness.verdict is Verdict.NOT_READY
    assert readiness.scope


def test_an_injury_nobody_has_diagnosed_has_no_protocol() -> None:
    readiness = of(base_episode(diagnosis=Diagnosis.NOT_YET_DIAGNOSED))
    assert (readiness.verdict, readiness.protocol) == (Verdict.CANNOT_SAY, None)
    assert readiness.findings == ()
    assert not any(step.measures for step in readiness.way_out)
    stopped = of(
        base_episode(diagnosis=Diagnosis.NOT_YET_DIAGNOSED),
        base_assessment(red_flags=flagged("fracture")),
    )
    assert stopped.verdict is Verdict.NOT_READY


@pytest.mark.parametrize(
    ("born", "verdict"),
    [
        (date(2008, 11, 21), Verdict.CANNOT_SAY),
        (date(2008, 11, 20), Verdict.READY),
        (date(2011, 9, 1), Verdict.CANNOT_SAY),
    ],
)
def test_under_eighteen_is_outside_the_built_in_protocols(born: date, verdict: Verdict) -> None:
    readiness = of(patient=base_patient(born=born))
    assert readiness.verdict is verdict
    assert bool(readiness.scope) == (verdict is Verdict.CANNOT_SAY)


def test_under_eighteen_the_growth_plates_and_the_guardian_are_asked() -> None:
    young = base_patient(born=date(2011, 9, 1))
    said = " ".join(of(patient=young).scope)
    assert "growth plates: not answered" in said
    assert "guardian: not recorded" in said
    answered_both = of(
        base_episode(growth_plates_closed=False),
        patient=changed(young, guardian=Guardian(name="Nora Lindqvist")),
    )
    said = " ".join(answered_both.scope)
    assert "growth plates: open" in said
    assert "guardian: Nora Lindqvist" in said


@pytest.mark.parametrize(
    ("born", "noted"), [(date(1966, 11, 20), True), (date(1966, 11, 21), False)]
)
def test_from_sixty_an_age_note_stands_and_the_limit_stays(born: date, noted: bool) -> None:
    readiness = of(patient=base_patient(born=born))
    assert readiness.verdict is Verdict.READY
    assert any("60" in note for note in readiness.notes) == noted


@pytest.mark.parametrize("state", [Pregnancy.PREGNANT, Pregnancy.POST_PARTUM])
def test_pregnancy_blocks_until_a_named_clinician_lifts_it(state: Pregnancy) -> None:
    readiness = of(base_episode(pregnancy=state))
    assert readiness.verdict is Verdict.NOT_READY
    assert readiness.blocks[0].code == "pregnancy"
    lift = Lift(by=a_signature(), reason="midwife and physician agree")
    assert of(base_episode(pregnancy=state, pregnancy_lifted=lift)).verdict is Verdict.READY


@pytest.mark.parametrize("state", [Pregnancy.NO, Pregnancy.NOT_ASKED])
def test_no_pregnancy_is_no_block(state: Pregnancy) -> None:
    assert of(base_episode(pregnancy=state)).verdict is Verdict.READY


@pytest.mark.parametrize(
    ("masking", "words"),
    [
        (None, "not asked that day"),
        (Masking(painkiller_24h=True, injection_6w=False, on=DAY), "painkiller in the last 24 h"),
        (Masking(painkiller_24h=False, injection_6w=True, on=DAY), "injection in the last 6 weeks"),
        (Masking(painkiller_24h=None, injection_6w=False, on=DAY), "painkiller in the last 24 h"),
        (Masking(painkiller_24h=False, injection_6w=None, on=DAY), "injection in the last 6 weeks"),
        (
            Masking(painkiller_24h=False, injection_6w=False, on=DAY - timedelta(days=1)),
            "not asked that day",
        ),
    ],
)
def test_masked_pain_makes_every_pain_limited_pass_unknown(
    masking: Masking | None, words: str
) -> None:
    readiness = of(assessment=base_assessment(masking=masking))
    assert readiness.verdict is Verdict.CANNOT_SAY
    masked = [f for f in readiness.findings if f.reason is Reason.MASKED]
    assert len(masked) == 12
    assert all(words in f.sentence and f.outcome is Outcome.UNKNOWN for f in masked)
    met = {f.group for f in readiness.findings if f.outcome is Outcome.MET}
    assert "range of motion" in met
    kind = "wait" if masking and (masking.painkiller_24h or masking.injection_6w) else "ask"
    assert [step.kind for step in readiness.way_out] == [kind]


def test_not_done_for_pain_is_unknown_and_stands_first() -> None:
    reading = not_done("hip_extension_strength", Side.LEFT, NotDoneReason.PAIN)
    readiness = of(assessment=with_reading(base_assessment(), reading))
    found = next(f for f in readiness.findings if f.measures == ("hip_extension_strength",))
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, Reason.NOT_DONE)
    assert readiness.against[0] == "Extension strength LEFT: not done for pain"


@pytest.mark.parametrize("days", [1, 400])
def test_a_reading_dated_after_the_judgement_is_an_error(days: int) -> None:
    with pytest.raises(JudgementError, match="dated after the day of the judgement"):
        judged(base_chart(), DAY - timedelta(days=days))


def test_an_answer_dated_after_the_judgement_is_an_error() -> None:
    later = DAY + timedelta(days=1)
    for assessment in (
        base_assessment(red_flags=no_red_flags(later)),
        base_assessment(masking=Masking(painkiller_24h=False, injection_6w=False, on=later)),
    ):
        with pytest.raises(JudgementError):
            of(assessment=assessment)


def test_symptoms_are_asked_on_the_day() -> None:
    readiness = judged(base_chart(), DAY + timedelta(days=1))
    unknown = {f.criterion for f in readiness.findings if f.outcome is Outcome.UNKNOWN}
    assert {"worst_daily_pain", "night_pain", "swelling"} <= unknown
    assert not any(name.startswith("range") for name in unknown)


def test_the_first_gate_decides() -> None:
    """Red flag before scope before criteria."""
    young = base_patient(born=date(2011, 9, 1))
    failing = without(base_assessment(), "walk")
    assert of(patient=young, assessment=failing).verdict is Verdict.CANNOT_SAY
    assert (
        of(patient=young, assessment=base_assessment(red_flags=flagged("limp"))).verdict
        is Verdict.NOT_READY
    )


def test_an_unknown_row_of_the_screen_answers_nothing() -> None:
    rows = (*no_red_flags()[1:], FlagAnswer(flag=FlagId("no_such_row"), present=True, on=DAY))
    readiness = of(assessment=base_assessment(red_flags=rows))
    assert readiness.flags == ()
    assert readiness.verdict is Verdict.CANNOT_SAY


@pytest.mark.parametrize("name", ["general", "no_dynamometer"])
def test_a_protocol_that_is_not_for_the_class_is_refused(name: str) -> None:
    chart = base_chart(episode=bone())
    with pytest.raises(JudgementError, match="is not for bone stress injury"):
        judge(
            chart, chart.episodes[0], chart.assessments[-1], DAY, LIBRARY, LIBRARY.protocols[name]
        )
