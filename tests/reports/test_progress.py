"""The progress report: every figure, every outcome, and nothing that was not measured."""

from __future__ import annotations

import pytest

from clinic_tui.model.words import Injured, NotDoneReason, OtherHip, Side
from tests.builders import (
    base_assessment,
    base_chart,
    base_episode,
    not_done,
    one_leg_stand,
    with_reading,
    without,
)
from tests.reports.papers import pages, progress, words


def test_every_figure_of_the_base_chart_is_on_the_paper() -> None:
    text = words(progress())
    for figure in ("118°", "122°", "4° short", "190 N", "205 N", "92.6 %", "31 s", "30 min"):
        assert figure in text
    assert "LEFT hip: gluteal tendinopathy" in text
    assert "other hip healthy" in text
    assert "Ready: all 19 criteria met. Ready is not cleared." in text


def test_readiness_and_clearance_stand_side_by_side() -> None:
    text = words(progress())
    assert "Readiness on 20 Nov 2026" in text
    assert "Clearance on 20 Nov 2026" in text
    assert "Not asked" in text
    assert "Criteria met is not clearance" in text


def test_outcomes_are_words_and_not_only_signs() -> None:
    failed = with_reading(base_assessment(), one_leg_stand(Side.LEFT, 31, pain=2))
    chart = base_chart(assessment=without(failed, "passive_hip_internal_rotation"))
    text = words(progress(chart))
    assert "17 met" in text
    assert "1 not met" in text
    assert "1 unknown" in text
    assert "time reached, pain not" in text
    assert "not measured" in text


def test_what_was_not_measured_is_never_zero() -> None:
    text = words(progress(base_chart(assessment=base_assessment(readings=()))))
    assert "19 unknown" in text
    for nothing in ("0 N", "0 %", " 0 s", "0°"):
        assert f" {nothing.strip()} " not in text.replace("90 %", "").replace("0 met", "")


def test_both_hips_injured_has_a_line_for_each() -> None:
    chart = base_chart(episode=base_episode(injured=Injured.BOTH, other_hip=OtherHip.INJURED))
    text = words(progress(chart))
    assert "LEFT and RIGHT hips" in text
    assert "One-leg stand, left" in text
    assert "One-leg stand, right" in text
    assert "% of the other side" not in text


def test_a_test_that_pain_forbade_stands_in_what_speaks_against() -> None:
    reading = not_done("walk", Side.NONE, NotDoneReason.PAIN)
    text = words(progress(base_chart(assessment=with_reading(base_assessment(), reading))))
    assert "not done for pain" in text.lower()


def test_each_page_says_who_is_meant_and_which_page_it_is() -> None:
    found = pages(progress())
    for number, text in enumerate(found, 1):
        assert "Marta Lindqvist, born 14 Mar 1992" in text
        assert "No. 0001" in text
        assert f"Page {number} of {len(found)}" in text
        assert "INVENTED PATIENT" in text


@pytest.mark.parametrize("state", [OtherHip.PAINFUL, OtherHip.NOT_ASKED])
def test_no_percentage_is_shown_as_a_pass_without_a_healthy_other_hip(state: OtherHip) -> None:
    text = words(progress(base_chart(episode=base_episode(other_hip=state))))
    assert "92.6 %" not in text
    assert "12 unknown" in text
