"""What stands before the criteria, word for word, and on which day it changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clinic_tui import __version__
from clinic_tui.judgement.readiness import JudgementError, judge
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment, AssessmentId, FlagAnswer, Masking, Resolution
from clinic_tui.model.episode import (
    BoneSite,
    BoneStress,
    Episode,
    Imaging,
    NeckSide,
    Pregnancy,
    Release,
    SurgeonLimits,
    Surgery,
)
from clinic_tui.model.person import Guardian
from clinic_tui.model.readiness import Block, RaisedFlag, Readiness, Step
from clinic_tui.model.words import Diagnosis, NotDoneReason, Side, Urgency, Verdict
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
)

LIBRARY = built_in()
TOMORROW, YESTERDAY = DAY + timedelta(days=1), DAY - timedelta(days=1)
RELEASE = Release(
    by="Dr Vera Holm", role="physician", registration="M 100", on=DAY, document="letter"
)
LIMITS = SurgeonLimits(text="no pivoting", by="Dr Vera Holm", on=date(2026, 9, 1))
EARLIER = date(2026, 11, 6)


def judged(
    episode: Episode | None = None,
    assessment: Assessment | None = None,
    *,
    earlier: tuple[Assessment, ...] = (),
    patient: dict[str, Any] | None = None,
    library: Library = LIBRARY,
    on: date = DAY,
) -> Readiness:
    chart = base_chart(
        episode=episode,
        assessment=assessment,
        earlier=earlier,
        patient=base_patient(**(patient or {})),
    )
    return judge(chart, chart.episodes[0], chart.assessments[-1], on, library)


def with_protocol(name: str, **fields: object) -> Library:
    own: Protocol = changed(LIBRARY.protocols[name], **fields)
    return Library.of((), (own,), (), None, LIBRARY)


def bone(**fields: Any) -> Episode:
    """A healing stress injury of the femoral neck, all known and all on the very day."""
    known: dict[str, Any] = {
        "site": BoneSite.FEMORAL_NECK,
        "neck_side": NeckSide.COMPRESSION,
        "cause": "mileage doubled",
        "energy_availability": "asked",
    }
    inner = {**known, **{k: v for k, v in fields.items() if k in known}}
    return base_episode(
        diagnosis=Diagnosis.BONE_STRESS_INJURY,
        bone=BoneStress.model_validate(inner),
        imaging=fields.get("imaging", (Imaging(kind="MRI", on=DAY, healing=True),)),
        release=fields.get("release", RELEASE),
    )


def test_what_is_dated_on_the_very_day_counts() -> None:
    assert judged(bone()).blocks == ()
    surgeon = changed(RELEASE, role="surgeon")
    assert judged(bone(neck_side=NeckSide.TENSION, release=surgeon)).blocks == ()


DO = ("no impact", "crutches", "same-day medical contact", "X-ray, then MRI")


@pytest.mark.parametrize(
    ("fields", "code", "sentence"),
    [
        (
            {"site": None, "neck_side": None},
            "bone_site",
            "the site of the bone stress injury is not recorded",
        ),
        (
            {"neck_side": None},
            "neck_side",
            "needs the side of the femoral neck: compression or tension",
        ),
        (
            {"imaging": (), "site": BoneSite.PUBIC_RAMUS, "neck_side": None},
            "imaging",
            "needs dated imaging: none is recorded",
        ),
        (
            {"release": None},
            "release",
            "needs a physician's release: who, registration, date, document",
        ),
        (
            {"imaging": (Imaging(kind="MRI", on=DAY),)},
            "healing",
            "needs healing on imaging at this site (femoral neck)",
        ),
        (
            {
                "imaging": (
                    Imaging(kind="MRI", on=DAY),
                    Imaging(kind="MRI", on=TOMORROW, healing=True),
                )
            },
            "healing",
            "needs healing on imaging at this site (femoral neck)",
        ),
        (
            {
                "imaging": (
                    Imaging(kind="MRI", on=YESTERDAY, healing=True),
                    Imaging(kind="MRI", on=DAY, healing=False),
                )
            },
            "healing",
            "needs healing on imaging at this site (femoral neck)",
        ),
        (
            {"site": BoneSite.SACRUM, "neck_side": None, "imaging": (Imaging(kind="MRI", on=DAY),)},
            "healing",
            "needs healing on imaging at this site (sacrum)",
        ),
        (
            {"neck_side": NeckSide.TENSION},
            "surgeon_release_for_tension",
            "tension side of the neck: needs a surgeon's release",
        ),
        ({"cause": " "}, "cause", "the cause of the injury was not asked"),
        ({"energy_availability": ""}, "energy_availability", "energy availability was not asked"),
    ],
)
def test_each_missing_entry_condition_is_said(
    fields: dict[str, Any], code: str, sentence: str
) -> None:
    readiness = judged(bone(**fields))
    assert readiness.blocks == (Block(code=code, sentence=sentence, do=DO),)
    assert readiness.sentence.startswith(f"Not ready: blocked, {sentence} (")


def test_a_picture_without_a_word_on_healing_does_not_hide_an_earlier_one() -> None:
    pictures = (
        Imaging(kind="MRI", on=YESTERDAY, healing=True),
        Imaging(kind="X-ray", on=DAY),
    )
    assert judged(bone(imaging=pictures)).blocks == ()


@pytest.mark.parametrize(
    ("surgery", "code", "sentence"),
    [
        ({"limits": LIMITS}, "operation_date", "the date of the operation is not recorded"),
        ({"on": date(2026, 5, 4)}, "surgeon_limits", "the surgeon's limits are not recorded"),
    ],
)
def test_after_arthroscopy_the_missing_paper_is_said(
    surgery: dict[str, Any], code: str, sentence: str
) -> None:
    episode = base_episode(
        diagnosis=Diagnosis.AFTER_ARTHROSCOPY, surgery=Surgery(kind="arthroscopy", **surgery)
    )
    assert judged(episode).blocks == (Block(code=code, sentence=sentence),)


def test_after_arthroscopy_without_an_operation_is_outside_and_blocked() -> None:
    readiness = judged(base_episode(diagnosis=Diagnosis.AFTER_ARTHROSCOPY))
    assert readiness.scope == ("no operation is recorded, and this protocol is for operated hips",)
    assert [block.code for block in readiness.blocks] == ["operation_date", "surgeon_limits"]


def test_an_operated_hip_is_outside_the_soft_tissue_protocols_in_words() -> None:
    episode = base_episode(surgery=Surgery(kind="other", on=date(2026, 5, 4), limits=LIMITS))
    assert judged(episode).scope == (
        "the hip was operated: this protocol is for hips that never were",
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [(Pregnancy.PREGNANT, "pregnant"), (Pregnancy.POST_PARTUM, "post-partum")],
)
def test_pregnancy_is_said_as_a_block(state: Pregnancy, words: str) -> None:
    assert judged(base_episode(pregnancy=state)).blocks == (
        Block(
            code="pregnancy",
            sentence=f"{words}: the clinician first; a named clinician lifts this",
        ),
    )


@pytest.mark.parametrize(
    ("closed", "guardian", "lines"),
    [
        (None, None, ("growth plates: not answered", "guardian: not recorded")),
        (True, Guardian(name="Karin"), ("growth plates: closed", "guardian: Karin")),
        (False, None, ("growth plates: open", "guardian: not recorded")),
    ],
)
def test_of_a_child_growth_plates_and_guardian_are_said(
    closed: bool | None, guardian: Guardian | None, lines: tuple[str, ...]
) -> None:
    episode = base_episode(growth_plates_closed=closed)
    readiness = judged(episode, patient={"born": date(2011, 9, 1), "guardian": guardian})
    assert readiness.scope == ("age 15: the protocol is for 18 and over", *lines)


@pytest.mark.parametrize(
    ("born", "scope"),
    [
        (date(2008, 11, 20), ("age 18: the protocol is for 21 and over",)),
        (
            date(2008, 11, 21),
            (
                "age 17: the protocol is for 21 and over",
                "growth plates: not answered",
                "guardian: not recorded",
            ),
        ),
        (date(2005, 11, 20), ()),
    ],
)
def test_of_an_adult_outside_a_protocol_no_growth_plate_is_asked(
    born: date, scope: tuple[str, ...]
) -> None:
    readiness = judged(patient={"born": born}, library=with_protocol("tendon", age_from=21))
    assert readiness.scope == scope


@pytest.mark.parametrize(
    ("born", "noted"), [(date(1966, 11, 20), True), (date(1966, 11, 21), False)]
)
def test_the_age_note_stands_from_sixty(born: date, noted: bool) -> None:
    note = LIBRARY.protocols["tendon"].age_note
    assert judged(patient={"born": born}).notes == ((note,) if noted else ())


def operated(weeks: int, days: int = 0, **fields: Any) -> Episode:
    on = DAY - timedelta(weeks=weeks, days=days)
    surgery = Surgery.model_validate({"kind": "arthroscopy", "on": on, "limits": LIMITS, **fields})
    return base_episode(diagnosis=Diagnosis.AFTER_ARTHROSCOPY, surgery=surgery)


def test_the_floor_stands_in_the_verdict_and_the_way_out() -> None:
    readiness = judged(operated(12, -1))
    said = "no running before 21 Nov 2026: a floor, never a pass"
    assert readiness.earliest == TOMORROW
    assert readiness.sentence.startswith(f"Not ready: {said} (")
    assert said in readiness.against
    assert Step(kind="wait", sentence=said) in readiness.way_out


def test_on_the_day_of_the_floor_it_no_longer_stands_in_the_way() -> None:
    readiness = judged(operated(12))
    assert readiness.earliest == DAY
    assert not any("floor" in line for line in readiness.against)


def test_a_protocol_without_floor_has_no_earliest_date() -> None:
    library = with_protocol("after_arthroscopy", floor=None)
    assert judged(operated(2), library=library).earliest is None


def test_a_released_bone_has_no_earliest_date_but_the_surgeons() -> None:
    assert judged(bone()).earliest is None
    fixed = changed(
        bone(),
        surgery=Surgery(
            kind="fixation", on=EARLIER, limits=changed(LIMITS, earliest_running=TOMORROW)
        ),
    )
    assert judged(fixed).earliest == TOMORROW


# Red flags


def answers(
    *present: str, on: date = DAY, resolved: tuple[str, ...] = ()
) -> tuple[FlagAnswer, ...]:
    by = Resolution(by=a_signature(), found="examined, nothing found")
    return tuple(
        changed(a, resolved=by) if a.flag in resolved else a for a in no_red_flags(on, *present)
    )


def earlier_visit(*present: str, resolved: tuple[str, ...] = ()) -> Assessment:
    return base_assessment(
        id=AssessmentId("a0"),
        on=EARLIER,
        readings=(),
        red_flags=answers(*present, on=EARLIER, resolved=resolved),
    )


def test_a_raised_flag_carries_all_that_the_screen_says_of_it() -> None:
    readiness = judged(assessment=base_assessment(red_flags=answers("numbness")))
    assert readiness.flags == (
        RaisedFlag(
            flag="numbness",
            number=9,
            name="New numbness in the leg",
            urgency=Urgency.URGENT,
            suspends=True,
            do="urgent medical evaluation",
            resolved=False,
        ),
    )
    assert readiness.sentence == (
        "Not ready: suspended by a red flag, New numbness in the leg (19 met)."
    )
    assert readiness.against[0] == (
        "red flag, urgent: New numbness in the leg: urgent medical evaluation"
    )
    assert readiness.way_out == (
        Step(kind="resolve", sentence="New numbness in the leg: urgent medical evaluation"),
    )


def test_flags_of_several_visits_stand_in_the_screens_order() -> None:
    readiness = judged(
        assessment=base_assessment(red_flags=answers("infection")),
        earlier=(earlier_visit("numbness", "fracture"),),
    )
    assert [flag.flag for flag in readiness.flags] == ["infection", "fracture", "numbness"]


def test_a_flag_resolved_before_does_not_hide_another_of_that_visit() -> None:
    readiness = judged(earlier=(earlier_visit("infection", "numbness", resolved=("infection",)),))
    assert [(flag.flag, flag.resolved) for flag in readiness.flags] == [("numbness", False)]


def test_a_flag_resolved_today_stays_in_sight() -> None:
    today = base_assessment(red_flags=answers("numbness", resolved=("numbness",)))
    readiness = judged(assessment=today, earlier=(earlier_visit("numbness"),))
    assert [(flag.flag, flag.resolved) for flag in readiness.flags] == [("numbness", True)]
    assert readiness.verdict is Verdict.READY
    assert not any("numbness" in line for line in readiness.against)


def test_a_flag_of_a_visit_on_the_day_counts_and_one_of_tomorrow_does_not() -> None:
    later = base_assessment(
        id=AssessmentId("a9"), on=TOMORROW, readings=(), red_flags=answers("numbness", on=TOMORROW)
    )
    chart = base_chart(earlier=(later,))
    readiness = judge(chart, chart.episodes[0], chart.assessments[-1], DAY, LIBRARY)
    assert readiness.flags == ()


def test_a_word_that_raises_nothing_raises_nothing() -> None:
    limp = with_reading(base_assessment(), answered("limp", "no"))
    assert judged(assessment=limp).flags == ()
    limping = with_reading(base_assessment(), answered("limp", "yes"))
    assert [flag.flag for flag in judged(assessment=limping).flags] == ["limp"]


@pytest.mark.parametrize(("days", "unanswered"), [(0, True), (1, False)])
def test_how_long_an_answer_holds_is_the_protocols(days: int, unanswered: bool) -> None:
    yesterday = base_assessment(red_flags=answers(on=YESTERDAY))
    library = with_protocol("tendon", flag_age_days=days)
    assert bool(judged(assessment=yesterday, library=library).unanswered) == unanswered


def test_a_flag_answered_yes_yesterday_is_answered_and_stands() -> None:
    screen = answers("numbness", on=YESTERDAY)
    readiness = judged(assessment=base_assessment(red_flags=screen))
    assert "New numbness in the leg" not in readiness.unanswered
    assert [flag.flag for flag in readiness.flags] == ["numbness"]


def test_one_row_that_nobody_answered_is_named() -> None:
    screen = tuple(a for a in answers() if a.flag != "limp")
    readiness = judged(assessment=base_assessment(red_flags=screen))
    assert readiness.unanswered == ("Limp or trouble walking",)
    assert readiness.sentence == "Cannot say: 19 met, red flags not all answered."


# No protocol


def test_without_a_protocol_all_that_stops_is_still_said() -> None:
    episode = base_episode(diagnosis=Diagnosis.NOT_YET_DIAGNOSED, pregnancy=Pregnancy.PREGNANT)
    screen = tuple(a for a in answers("numbness") if a.flag != "limp")
    said = "pregnant: the clinician first; a named clinician lifts this"
    readiness = judged(episode, base_assessment(red_flags=screen))
    flag = LIBRARY.triage.flags[8]
    assert readiness == Readiness(
        verdict=Verdict.NOT_READY,
        sentence=("Not ready: suspended by a red flag, New numbness in the leg (nothing judged)."),
        on=DAY,
        assessment="a1",
        protocol=None,
        flags=(
            RaisedFlag(
                flag=flag.id,
                number=9,
                name=flag.name,
                urgency=flag.urgency,
                suspends=True,
                do=flag.do,
                resolved=False,
            ),
        ),
        unanswered=("Limp or trouble walking",),
        blocks=(Block(code="pregnancy", sentence=said),),
        scope=("no protocol is for not yet diagnosed",),
        against=(
            "red flag, urgent: New numbness in the leg: urgent medical evaluation",
            f"blocked: {said}",
            "outside the protocol: no protocol is for not yet diagnosed",
        ),
        way_out=(
            Step(kind="resolve", sentence="New numbness in the leg: urgent medical evaluation"),
            Step(kind="arrange", sentence=said),
            Step(
                kind="arrange",
                sentence="outside the protocol: no protocol is for not yet diagnosed",
            ),
        ),
        app_version=__version__,
    )


def test_without_a_protocol_answers_of_yesterday_do_not_count() -> None:
    episode = base_episode(diagnosis=Diagnosis.NOT_YET_DIAGNOSED)
    readiness = judged(episode, base_assessment(red_flags=answers(on=YESTERDAY)))
    assert readiness.verdict is Verdict.CANNOT_SAY
    assert len(readiness.unanswered) == len(LIBRARY.triage.flags)
    assert (
        readiness.sentence == "Cannot say: no protocol is for not yet diagnosed (nothing judged)."
    )


# Days, sentences and what is shown


@pytest.mark.parametrize(
    "assessment",
    [
        base_assessment(red_flags=answers(on=TOMORROW)),
        changed(
            base_assessment(),
            masking=Masking(painkiller_24h=False, injection_6w=False, on=TOMORROW),
        ),
        with_reading(base_assessment(), answered("swelling", "none", on=TOMORROW)),
        base_assessment(on=TOMORROW),
    ],
)
def test_an_entry_of_tomorrow_is_an_error_with_both_days(assessment: Assessment) -> None:
    with pytest.raises(JudgementError) as caught:
        judged(assessment=assessment)
    assert str(caught.value) == (
        "an entry of 21 Nov 2026 is dated after the day of the judgement, 20 Nov 2026"
    )


def test_without_any_entry_the_assessments_own_day_counts() -> None:
    bare = base_assessment(readings=(), red_flags=(), masking=None)
    readiness = judged(assessment=bare)
    assert readiness.sentence == "Cannot say: 19 unknown, red flags not all answered."


def test_a_protocol_for_another_class_is_refused_in_words() -> None:
    chart = base_chart()
    with pytest.raises(JudgementError) as caught:
        judge(
            chart,
            chart.episodes[0],
            chart.assessments[0],
            DAY,
            LIBRARY,
            LIBRARY.protocols["bone_stress_injury"],
        )
    assert str(caught.value) == (
        "protocol bone_stress_injury is not for tendon; the class's own protocol stands"
    )


def test_ready_says_how_many_and_that_it_is_not_cleared() -> None:
    assert judged().sentence == "Ready: all 19 criteria met. Ready is not cleared."


def test_a_variants_note_stands_in_the_sentence_and_in_the_notes() -> None:
    library = with_protocol("tendon", verdict_note="strength by hand only")
    ready = judged(library=library)
    assert ready.sentence == (
        "Ready: all 19 criteria met, strength by hand only. Ready is not cleared."
    )
    assert ready.notes == ("strength by hand only",)
    stiff = with_reading(base_assessment(), answered("swelling", "old_and_known"))
    assert judged(assessment=stiff, library=library).sentence == (
        "Not ready: 18 met, 1 not met, strength by hand only."
    )


def test_values_that_only_inform_are_shown() -> None:
    library = with_protocol("tendon", shows=("body_mass", "stairs", "cadence"))
    reading = not_done("cadence", Side.NONE, NotDoneReason.UNSAFE)
    readiness = judged(assessment=with_reading(base_assessment(), reading), library=library)
    assert readiness.shown == (
        "Body mass: 61.5 kg",
        "Stairs: 1 flight, pain 0",
        "Cadence: not done: unsafe",
    )


def test_the_readiness_names_its_protocol_to_the_letter() -> None:
    protocol = judged().protocol
    assert protocol is not None
    tendon = LIBRARY.protocols["tendon"]
    assert (protocol.id, protocol.name, protocol.version) == (tendon.id, tendon.name, "1.0")
    assert protocol.digest == tendon.digest
    assert judged().app_version == __version__
