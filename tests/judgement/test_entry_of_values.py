"""Values that cannot be are refused, odd ones are asked back; nothing else is said."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_tui.judgement.entry import Problem, chart_problems, problems
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import AssessmentId, FlagAnswer, FlagId
from clinic_tui.model.chart import Chart
from clinic_tui.model.reading import MeasureId, Reading
from clinic_tui.model.words import Movement, NotDoneReason, Side, StopReason, Unit
from tests.builders import (
    DAY,
    answered,
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
)

L, NONE = Side.LEFT, Side.NONE


def said_of(reading: Reading) -> tuple[Problem, ...]:
    return problems(reading, built_in().measures[MeasureId(reading.measure)])


def impossible(sentence: str) -> tuple[Problem, ...]:
    return (Problem("impossible", sentence),)


@pytest.mark.parametrize(
    "reading",
    [
        strength("abduction", L, 182, 176, 190),
        passive_range("flexion", L, 118),
        passive_range("flexion", L, 60),
        passive_range("flexion", L, 140),
        passive_range("extension", L, -10),
        measured("hip_abduction_strength", L, 18.5, unit=Unit.KILOGRAM_FORCE),
        measured("body_mass", NONE, 135, unit=Unit.POUND),
        measured("night_pain", NONE, 0, unit=Unit.PAIN),
        answered("swelling", "none"),
        not_done("hip_abduction_strength", L, NotDoneReason.PAIN),
        not_done("walk", NONE, NotDoneReason.TIME),
        changed(passive_range("flexion", L, 118), movement=None),
    ],
)
def test_what_can_be_is_taken_without_a_word(reading: Reading) -> None:
    assert said_of(reading) == ()


@pytest.mark.parametrize(
    ("degrees", "severity", "said"),
    [
        (180, "odd", "180°: Flexion is usually 60° to 140°"),
        (140.1, "odd", "140.1°: Flexion is usually 60° to 140°"),
        (59.9, "odd", "59.9°: Flexion is usually 60° to 140°"),
        (-20, "odd", "−20°: Flexion is usually 60° to 140°"),
        (180.1, "impossible", "180.1°: Flexion can be −20° to 180°"),
        (-20.1, "impossible", "−20.1°: Flexion can be −20° to 180°"),
    ],
)
def test_a_value_outside_a_range_is_asked_back_or_refused(
    degrees: float, severity: str, said: str
) -> None:
    (found,) = said_of(passive_range("flexion", L, degrees))
    assert (found.severity, found.sentence) == (severity, said)


def test_pain_that_ended_a_hold_and_was_none_is_asked_back() -> None:
    hurt = changed(one_leg_stand(L, 22, 0), stopped=StopReason.PAIN)
    assert said_of(hurt) == (Problem("odd", "stopped for pain, and pain 0"),)
    assert said_of(changed(hurt, pain=3)) == said_of(changed(hurt, pain=None)) == ()


def test_each_trial_is_looked_at() -> None:
    reading = strength("abduction", L, 190, 3, -1)
    assert [found.severity for found in said_of(reading)] == ["odd", "impossible"]


def test_a_force_is_looked_at_in_newtons_whatever_it_was_entered_in() -> None:
    reading = measured("hip_abduction_strength", L, 400, unit=Unit.KILOGRAM_FORCE)
    (found,) = said_of(reading)
    assert found.severity == "impossible"
    assert found.sentence.startswith("3922.66 N: Abduction strength can be 0 N to ")


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (
            measured("hip_abduction_strength", L, 190, unit=Unit.DEGREE),
            "unit deg: Abduction strength is measured in N or kgf or lbf",
        ),
        (
            measured("passive_hip_flexion", L, 118, unit=Unit.NEWTON),
            "unit N: Flexion is measured in deg",
        ),
        (
            measured("y_balance_anterior", L, 61, unit=Unit.SECOND),
            "unit s: Y-balance anterior is measured in cm or m",
        ),
        (measured("swelling", NONE, 2, unit=Unit.SCORE), "Swelling is answered in words: "),
        (
            measured("y_balance_composite", L, 90, unit=Unit.SCORE),
            "Y-balance composite, % of limb length is worked out, not entered",
        ),
        (
            answered("swelling", "a_lot"),
            "not an answer of Swelling: ",
        ),
        (
            answered("walk", "fine"),
            "not an answer of Walk: a number in min",
        ),
        (
            changed(passive_range("flexion", L, 118), movement=Movement.ACTIVE),
            "active: Flexion is passive",
        ),
        (strength("abduction", NONE, 190), "side none: expected left or right"),
        (
            measured("walk", L, 30, unit=Unit.MINUTE),
            "side left: expected none, it has no side",
        ),
        (
            not_done("walk", L, NotDoneReason.PAIN),
            "side left: expected none, it has no side",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_expected(reading: Reading, said: str) -> None:
    measure = built_in().measures[MeasureId(reading.measure)]
    full = said + ", ".join(measure.answers) if said.endswith(": ") else said
    assert said_of(reading) == impossible(full)


@pytest.mark.parametrize("movement", [Movement.ACTIVE, Movement.PASSIVE])
def test_a_test_that_is_neither_active_nor_passive_takes_either(movement: Movement) -> None:
    assert said_of(changed(strength("abduction", L, 190), movement=movement)) == ()


def test_a_chart_as_it_should_be_has_no_problem() -> None:
    assert chart_problems(base_chart(), built_in()) == ()


def with_last(*readings: Reading, **changes: object) -> Chart:
    """The base chart with readings after its own."""
    own = base_assessment()
    return base_chart(assessment=changed(own, readings=(*own.readings, *readings), **changes))


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (
            with_last(measured("tail", L, 1, unit=Unit.SECOND)),
            ["assessment a1: tail left: not in the catalogue of measures"],
        ),
        (
            with_last(measured("active_hip_flexion", L, 500, unit=Unit.DEGREE)),
            ["assessment a1: active_hip_flexion left: 500°: Flexion, active can be −20° to 180°"],
        ),
        (with_last(measured("active_hip_flexion", L, 150, unit=Unit.DEGREE)), []),
        (
            with_last(
                red_flags=(*no_red_flags(), FlagAnswer(flag=FlagId("mood"), present=False, on=DAY))
            ),
            ["assessment a1: unknown red-flag row 'mood'"],
        ),
        (
            with_last(
                measured("cadence", NONE, 170, unit=Unit.STEPS_PER_MINUTE, on=date(2026, 11, 21))
            ),
            ["assessment a1: cadence none is dated after its assessment"],
        ),
        (
            base_chart(episode=base_episode(onset=date(1992, 3, 13))),
            ["episode e1: onset before the date of birth"],
        ),
        (base_chart(episode=base_episode(onset=date(1992, 3, 14))), []),
        (
            base_chart(
                assessment=base_assessment(on=date(1992, 3, 13)),
                episode=base_episode(onset=date(1992, 3, 14)),
            ),
            ["assessment a1: dated before the date of birth"],
        ),
        (
            base_chart(
                assessment=base_assessment(on=date(1992, 3, 14)),
                episode=base_episode(onset=date(1992, 3, 14)),
            ),
            [],
        ),
        (
            with_last(
                measured("tail", L, 1, unit=Unit.SECOND),
                passive_range("flexion", NONE, 118),
                measured("horn", L, 1, unit=Unit.SECOND),
            ),
            [
                "assessment a1: tail left: not in the catalogue of measures",
                "assessment a1: passive_hip_flexion none: side none: expected left or right",
                "assessment a1: horn left: not in the catalogue of measures",
            ],
        ),
    ],
)
def test_a_chart_says_all_that_cannot_be_with_its_place(chart: Chart, said: list[str]) -> None:
    assert list(chart_problems(chart, built_in())) == said


def test_every_assessment_is_looked_at() -> None:
    bad = measured("tail", L, 1, unit=Unit.SECOND, on=date(2026, 11, 6))
    earlier = base_assessment(id=AssessmentId("a0"), on=date(2026, 11, 6), readings=(bad,))
    said = chart_problems(base_chart(earlier=(earlier,)), built_in())
    assert said == ("assessment a0: tail left: not in the catalogue of measures",)
