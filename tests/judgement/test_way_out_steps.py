"""The shortest way out, step by step, with minutes and sides."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from clinic_tui.judgement.readiness import judge
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment, Masking
from clinic_tui.model.episode import BoneSite, BoneStress, Imaging, Release
from clinic_tui.model.readiness import Readiness, Step
from clinic_tui.model.reading import MeasureId, Reading
from clinic_tui.model.words import Diagnosis, Injured, NotDoneReason, OtherHip, Side, Unit
from tests.builders import (
    DAY,
    base_assessment,
    base_chart,
    base_episode,
    changed,
    measured,
    no_red_flags,
    not_done,
    one_leg_stand,
    passive_range,
    strength,
    with_reading,
    without,
)

L, R, NONE = Side.LEFT, Side.RIGHT, Side.NONE
LIBRARY = built_in()
STAND = "one_leg_stand_eyes_open_free"
OLD = DAY - timedelta(days=15)


def judged(assessment: Assessment, library: Library = LIBRARY, **episode: Any) -> Readiness:
    chart = base_chart(assessment=assessment, episode=base_episode(**episode))
    return judge(chart, chart.episodes[0], assessment, DAY, library)


def steps(assessment: Assessment, library: Library = LIBRARY, **episode: Any) -> list[str]:
    return [step.sentence for step in judged(assessment, library, **episode).way_out]


def having(*readings: Reading, empty: tuple[str, ...] = (), **changes: Any) -> Assessment:
    assessment = without(changed(base_assessment(), **changes), *empty)
    for reading in readings:
        assessment = with_reading(assessment, reading)
    return assessment


def measure(name: str, sentence: str, minutes: str) -> Step:
    return Step(
        kind="measure", sentence=sentence, minutes=Decimal(minutes), measures=(MeasureId(name),)
    )


def with_tendon(**fields: object) -> Library:
    own: Protocol = changed(LIBRARY.protocols["tendon"], **fields)
    return Library.of((), (own,), (), None, LIBRARY)


def test_ready_needs_nothing() -> None:
    assert judged(base_assessment()).way_out == ()


def test_a_shared_set_up_counts_once_and_other_set_ups_each() -> None:
    empty = ("passive_hip_flexion", "passive_hip_abduction", "hip_flexion_strength", STAND)
    assert judged(having(empty=empty)).way_out == (
        measure("passive_hip_flexion", "measure Flexion, both sides", "1.5"),
        measure("passive_hip_abduction", "measure Abduction, both sides", "0.5"),
        measure("hip_flexion_strength", "measure Flexion strength, both sides", "5"),
        measure(STAND, "measure One-leg stand, LEFT", "2"),
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 row: New clicking or locking"),
        (
            2,
            "2 rows: Groin pain with steroids, alcohol, sickle cell, lupus, diving or a past "
            "dislocation; New clicking or locking",
        ),
        (
            3,
            "3 rows: Night pain, or pain that is constant, rising or not from load; Groin pain "
            "with steroids, alcohol, sickle cell, lupus, diving or a past dislocation; New "
            "clicking or locking",
        ),
        (
            4,
            "4 rows: Swelling that is new, or with fever, heat, calf or injury; Night pain, or "
            "pain that is constant, rising or not from load; Groin pain with steroids, alcohol, "
            "sickle cell, lupus, diving or a past dislocation …",
        ),
    ],
)
def test_red_flags_that_nobody_asked_are_named_up_to_three(count: int, said: str) -> None:
    assessment = having(red_flags=no_red_flags()[:-count])
    assert judged(assessment).way_out == (
        Step(kind="ask", sentence=f"ask the red flags, {said}", minutes=Decimal(1)),
    )


ASK = Step(
    kind="ask",
    sentence="ask: painkiller in the last 24 h, injection in the last 6 weeks",
    minutes=Decimal(1),
)


@pytest.mark.parametrize(
    ("masking", "expected"),
    [
        (None, ASK),
        (Masking(painkiller_24h=None, injection_6w=False, on=DAY), ASK),
        (Masking(painkiller_24h=False, injection_6w=None, on=DAY), ASK),
        (Masking(painkiller_24h=False, injection_6w=False, on=DAY - timedelta(days=1)), ASK),
        (
            Masking(painkiller_24h=True, injection_6w=None, on=DAY),
            Step(
                kind="wait",
                sentence="a painkiller in the last 24 h may hide pain: test again without it",
            ),
        ),
        (
            Masking(painkiller_24h=None, injection_6w=True, on=DAY),
            Step(
                kind="wait",
                sentence="an injection in the last 6 weeks may hide pain: test again without it",
            ),
        ),
    ],
)
def test_what_may_hide_pain_is_asked_or_waited_out(masking: Masking | None, expected: Step) -> None:
    assert judged(having(masking=masking)).way_out == (expected,)


def test_a_painkiller_that_hides_nothing_needs_no_wait() -> None:
    """Only what would be met is put in doubt."""
    masking = Masking(painkiller_24h=True, injection_6w=False, on=DAY)
    bare = having(masking=masking, readings=())
    assert not any(step.kind == "wait" for step in judged(bare).way_out)


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        ((strength("abduction", L, 190, 188, 186),), "measure Abduction strength, RIGHT"),
        ((strength("abduction", R, 205, 201, 198),), "measure Abduction strength, LEFT"),
        ((), "measure Abduction strength, both sides"),
        (
            (
                strength("abduction", L, 190, 188, 186),
                strength("abduction", R, 205, 201, 198, on=OLD),
            ),
            "repeat Abduction strength, RIGHT",
        ),
        (
            (strength("abduction", R, 205, 201, 198, on=OLD),),
            "measure Abduction strength, both sides",
        ),
        (
            (
                strength("abduction", L, 190, 188, 186),
                not_done("hip_abduction_strength", R, NotDoneReason.TIME),
            ),
            "measure Abduction strength, RIGHT",
        ),
        (
            (strength("abduction", L, 190), strength("abduction", R, 205, 201, 198)),
            "repeat Abduction strength, both sides",
        ),
    ],
)
def test_the_side_that_is_missing_or_cannot_be_used_is_named(
    readings: tuple[Reading, ...], said: str
) -> None:
    assert steps(having(*readings, empty=("hip_abduction_strength",))) == [said]


def test_one_sided_criteria_name_the_injured_side() -> None:
    assert steps(having(empty=(STAND,)), injured=Injured.RIGHT)[0] == "measure One-leg stand, RIGHT"


def test_with_both_hips_injured_both_are_named_once() -> None:
    assessment = having(empty=(STAND,))
    found = judged(assessment, injured=Injured.BOTH).way_out
    assert found[0] == measure(STAND, "measure One-leg stand, both sides", "2")
    one = having(one_leg_stand(R, 31), empty=(STAND,))
    assert steps(one, injured=Injured.BOTH)[0] == "measure One-leg stand, LEFT"


def test_where_the_other_hip_is_no_measure_only_the_injured_side_is_measured() -> None:
    assessment = having(empty=("hip_abduction_strength",))
    found = steps(assessment, other_hip=OtherHip.PAINFUL)
    assert found == [
        "measure Abduction strength, LEFT",
        "own values from before the onset or a reference; ask again how the other hip is",
    ]


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (not_done("walk", NONE, NotDoneReason.TIME), "measure Walk"),
        (measured("walk", NONE, 30, unit=Unit.MINUTE, pain=None), "repeat Walk"),
        (measured("walk", NONE, 30, unit=Unit.MINUTE, pain=0, on=OLD), "repeat Walk"),
    ],
)
def test_what_cannot_be_used_is_repeated(reading: Reading, said: str) -> None:
    assert steps(having(reading)) == [said]


def test_what_is_barely_short_is_repeated_and_what_is_far_short_is_trained() -> None:
    barely = having(strength("abduction", L, 184, 184, 184))
    assert judged(barely).way_out == (
        measure(
            "hip_abduction_strength",
            "repeat Abduction strength, both sides, inside the test's error",
            "5",
        ),
    )
    far = having(strength("abduction", L, 150, 150, 150))
    assert judged(far).way_out == (
        Step(
            kind="train",
            sentence="Abduction strength: 73.1 % of the other side, at least 90 %",
        ),
    )


def test_what_is_met_and_borderline_needs_nothing() -> None:
    assert judged(having(strength("abduction", L, 185, 185, 185))).way_out == ()


def test_of_several_machines_the_quickest_with_its_set_up_is_offered() -> None:
    measures = dict(LIBRARY.measures)
    slow = [
        changed(measures[MeasureId(name)], minutes=Decimal(18), setup_minutes=Decimal(5))
        for name in ("cycle", "elliptical")
    ]
    quick = changed(measures[MeasureId("pool")], minutes=Decimal(19), setup_minutes=Decimal(1))
    library = Library.of((*slow, quick), (), (), None, LIBRARY)
    assert steps(having(empty=("cycle",)), library) == ["measure Pool: swim or water walk"]


def test_a_test_that_two_criteria_ask_for_is_offered_once() -> None:
    tendon = LIBRARY.protocols["tendon"]
    twice = [changed(c, id="again") for c in tendon.criteria if c.id in ("walk",)]
    library = with_tendon(criteria=(*tendon.criteria[:13], *twice, *tendon.criteria[13:]))
    assert steps(having(empty=("walk", "stairs")), library) == ["measure Walk", "measure Stairs"]


def test_nothing_loaded_is_offered_before_the_release() -> None:
    library = with_tendon(unloaded_until_released=True)
    found = steps(having(empty=(STAND, "walk", "passive_hip_flexion", "swelling")), library)
    assert found == ["measure Flexion, both sides", "measure Swelling"]


@pytest.mark.parametrize(("site", "offered"), [(None, True), (BoneSite.PUBIC_RAMUS, False)])
def test_a_hop_is_never_offered_for_bone_stress(site: BoneSite | None, offered: bool) -> None:
    """Even after the release, and even where a protocol asks for one."""
    name = "bone_stress_injury" if site else "tendon"
    walk = next(c for c in LIBRARY.protocols[name].criteria if c.id == "walk")
    hop = changed(walk, id="hop", measures=("forward_hop",), limit=Decimal(100))
    own = changed(LIBRARY.protocols[name], criteria=(hop,))
    release = Release(
        by="Dr Vera Holm", role="physician", registration="M 1", on=DAY, document="letter"
    )
    bone = BoneStress(site=site, cause="mileage", energy_availability="asked") if site else None
    found = steps(
        base_assessment(),
        Library.of((), (own,), (), None, LIBRARY),
        diagnosis=Diagnosis.BONE_STRESS_INJURY if site else Diagnosis.TENDON,
        bone=bone,
        imaging=(Imaging(kind="MRI", on=DAY),),
        release=release,
    )
    assert found == (["measure Forward hop, LEFT"] if offered else [])


def test_swapped_sides_are_confirmed_by_name() -> None:
    swapped = having(strength("abduction", L, 262, 262, 262))
    assert judged(swapped).way_out == (
        Step(
            kind="confirm",
            sentence="confirm LEFT and RIGHT of Abduction strength by name",
            minutes=Decimal(1),
            measures=(MeasureId("hip_abduction_strength"),),
        ),
    )


def test_a_sore_good_side_is_asked_about_again() -> None:
    sore = having(strength("abduction", R, 205, 201, 198, pain=2))
    assert judged(sore).way_out == (
        Step(
            kind="arrange",
            sentence="own values from before the onset or a reference; ask again how the other "
            "hip is",
        ),
    )


def test_the_minutes_of_all_steps_are_summed() -> None:
    assessment = having(passive_range("flexion", L, 90), empty=("walk", "night_pain"), red_flags=())
    assert judged(assessment).minutes == Decimal("31.5")
