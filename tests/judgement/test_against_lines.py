"""What speaks against clearance, line by line, the weightiest first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clinic_tui.judgement.readiness import judge
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import Assessment, AssessmentId, SidesConfirmed
from clinic_tui.model.episode import BoneStress
from clinic_tui.model.reading import MeasureId, NotDone, Reading
from clinic_tui.model.words import Diagnosis, NotDoneReason, Side, Unit
from tests.builders import (
    DAY,
    a_signature,
    answered,
    base_assessment,
    base_chart,
    base_episode,
    changed,
    measured,
    no_red_flags,
    passive_range,
    strength,
    with_reading,
)

L, R, NONE = Side.LEFT, Side.RIGHT, Side.NONE
EVEN = [
    strength(direction, side, *trials)
    for direction, trials in (
        ("flexion", (212, 215, 209)),
        ("extension", (251, 248, 255)),
        ("abduction", (205, 201, 198)),
        ("adduction", (190, 188, 185)),
        ("external_rotation", (95, 97, 94)),
    )
    for side in (L, R)
]
"""As strong as the other side, so that nothing is borderline."""


def having(*readings: Reading, **changes: Any) -> Assessment:
    assessment = changed(base_assessment(), **changes)
    for reading in (*EVEN, *readings):
        assessment = with_reading(assessment, reading)
    return assessment


def against(
    assessment: Assessment, earlier: tuple[Assessment, ...] = (), **episode: Any
) -> tuple[str, ...]:
    chart = base_chart(assessment=assessment, earlier=earlier, episode=base_episode(**episode))
    return judge(chart, chart.episodes[0], assessment, DAY, built_in()).against


def not_done(measure: str, side: Side, pain: int | None = None) -> NotDone:
    return NotDone(
        measure=MeasureId(measure), side=side, on=DAY, reason=NotDoneReason.PAIN, pain=pain
    )


def test_nothing_speaks_against_an_even_pair_of_hips() -> None:
    assert against(having()) == ()


@pytest.mark.parametrize(
    ("reading", "line"),
    [
        (
            not_done("hip_abduction_strength", L, 6),
            "Abduction strength LEFT: not done for pain, pain 6",
        ),
        (not_done("hip_abduction_strength", L), "Abduction strength LEFT: not done for pain"),
        (not_done("walk", NONE, 0), "Walk: not done for pain, pain 0"),
        (not_done("walk", NONE), "Walk: not done for pain"),
    ],
)
def test_a_test_that_pain_forbade_stands_before_all_findings(reading: NotDone, line: str) -> None:
    stiff = passive_range("internal_rotation", L, 20)
    found = against(having(reading, stiff))
    assert found[0] == line
    assert found[1] == "Internal rotation range: 16° short, at most 10° short"
    assert found[2].endswith("unknown, not done: pain")


@pytest.mark.parametrize(
    ("degrees", "lines"),
    [
        (31, ()),
        (30.9, ("Internal rotation range: 5.1° short, at most 10° short",)),
        (26, ("Internal rotation range: 10° short, at most 10° short",)),
        (25, ("Internal rotation range: 11° short, at most 10° short",)),
    ],
)
def test_a_stiff_joint_stands_first_and_only_once(degrees: float, lines: tuple[str, ...]) -> None:
    assert against(having(passive_range("internal_rotation", L, degrees))) == lines


def test_stiffness_elsewhere_is_only_borderline() -> None:
    assert against(having(passive_range("flexion", L, 112))) == (
        "Flexion range: 10° short is borderline, inside the test's error of the limit "
        "(≤ 15° short)",
    )


def test_not_met_stands_before_unknown_and_borderline_last() -> None:
    found = against(
        having(
            passive_range("flexion", L, 112),
            strength("abduction", L, 150, 150),
            measured("night_pain", NONE, 1, unit=Unit.PAIN),
            answered("swelling", "old_and_known"),
        )
    )
    assert found == (
        "Night pain: not met, 1 of 10, at most 0 of 10",
        "Swelling: not met, old and known, must be none",
        "Abduction strength: unknown, 2 of 3 trials",
        "Flexion range: 10° short is borderline, inside the test's error of the limit "
        "(≤ 15° short)",
    )


def test_what_weakens_a_pass_is_said_and_the_general_note_is_not() -> None:
    confirmed = SidesConfirmed(measures=(MeasureId("hip_abduction_strength"),), by=a_signature())
    assessment = having(
        strength("abduction", L, 262, 262, 262),
        changed(strength("adduction", L, 190, 188, 185), assessor="Ida Falk"),
        sides_confirmed=confirmed,
    )
    assert against(assessment) == (
        "Abduction strength: 127.8 %: sides confirmed by Jonas Ebert",
        "Adduction strength: the two sides were measured by different assessors",
    )


def test_a_doubt_about_sides_is_no_stiffness() -> None:
    """132 % of strength is more than 5; it must not stand as degrees short."""
    found = against(having(strength("abduction", L, 272, 272, 272)))
    assert found == (
        "Abduction strength: unknown, 132.6 % is above 110 %: the sides may be swapped; confirm "
        "LEFT and RIGHT",
    )


def test_the_gates_stand_first_in_their_order() -> None:
    found = against(
        having(red_flags=no_red_flags(DAY, "numbness", "click_or_lock")),
        diagnosis=Diagnosis.BONE_STRESS_INJURY,
        bone=BoneStress(),
    )
    assert found[:4] == (
        "red flag, urgent: New numbness in the leg: urgent medical evaluation",
        "red flag, planned: New clicking or locking: planned assessment; no running until then",
        "blocked: the site of the bone stress injury is not recorded",
        "now: no impact, crutches, same-day medical contact, X-ray, then MRI",
    )
    assert "blocked: needs dated imaging: none is recorded" in found


def test_a_stiff_joint_against_an_earlier_best_is_said_with_it() -> None:
    earlier = base_assessment(
        id=AssessmentId("a0"),
        on=date(2026, 10, 9),
        readings=(passive_range("internal_rotation", R, 48, date(2026, 10, 9)),),
    )
    assert against(having(), (earlier,))[0] == (
        "Internal rotation range: 15° short of the good side's best of this episode, 48° on "
        "9 Oct 2026; ≤ 10° short"
    )
