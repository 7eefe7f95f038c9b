"""The progress report: every figure, every outcome, and nothing that was not measured."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic_tui.desk.paper_trends import trends
from clinic_tui.model.assessment import AssessmentId
from clinic_tui.model.chart import Chart
from clinic_tui.model.words import Injured, NotDoneReason, OtherHip, Side
from reports.values import Trend
from tests.builders import (
    DAY,
    base_assessment,
    base_chart,
    base_episode,
    changed,
    not_done,
    one_leg_stand,
    strength,
    with_reading,
    without,
)
from tests.reports.papers import LIBRARY, pages, paper, progress, signed, words


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


def test_the_report_ends_with_what_next_and_the_signature_stands_with_it() -> None:
    chart = changed(signed(), next_visit=date(2026, 12, 3))
    text = words(paper("progress", chart))
    order = [
        text.index(part)
        for part in (
            "Readiness on 20 Nov 2026",
            "19 of 19",
            "Readiness scorecard",
            "What next",
            "Assessed and signed by",
        )
    ]
    assert order == sorted(order)
    assert "Next visit 3 Dec 2026" in text
    assert "No running until a clearance is signed." in text
    assert "In a run: pain 4 or more, sharp pain, a limp." in text
    assert "No more running until we have spoken: 01632 960 101." in text
    last = pages(paper("progress", chart))[-1]
    assert "What next" in last
    assert "Assessed and signed by" in last


def test_what_next_is_the_shortest_way_where_something_is_missing() -> None:
    chart = signed(base_chart(assessment=without(base_assessment(), "walk")))
    text = words(paper("progress", chart))
    assert text.index("Shortest way to a verdict") > text.index("What next")
    assert "Together" in text


def two_visits(**now: object) -> Chart:
    """The base chart after a visit six weeks before, in which everything but the walk was read."""
    earlier_day = DAY - timedelta(days=42)
    earlier = without(base_assessment(id=AssessmentId("a0"), on=earlier_day), "walk")
    for direction in ("abduction", "flexion"):
        reading = strength(direction, Side.LEFT, 150, 150, 150, on=earlier_day)
        earlier = with_reading(earlier, reading)
    *_, before = signed(base_chart(assessment=earlier)).assessments
    chart = base_chart(earlier=(before,), assessment=changed(base_assessment(), **now))
    return signed(chart)


def trend(chart: Chart, title: str) -> Trend:
    """The trend of a measure on the newest visit."""
    readiness = chart.assessments[-1].readiness
    assert readiness is not None
    found = trends(chart, chart.episodes[0], readiness, LIBRARY)
    return next(each for each in found if each.title.startswith(title))


def test_a_trend_names_its_sides_its_limit_and_the_symmetry_where_that_was_valid() -> None:
    abduction = trend(two_visits(), "Abduction strength")
    assert abduction.side is Side.LEFT
    assert abduction.target_shown == "≥ 185"
    assert abduction.symmetry == "73.1 → 92.6 % of right"
    text = words(paper("progress", two_visits()))
    assert "73.1 → 92.6 % of right" in text
    assert "≥ 185" in text
    assert "conditions changed" in text
    assert "not measured" in text


def test_a_range_is_in_degrees_with_the_least_that_is_wanted() -> None:
    flexion = trend(two_visits(), "Flexion")
    assert flexion.latest == "118°"
    assert flexion.target_shown == "≥ 107"
    assert flexion.symmetry == ""


def test_no_symmetry_is_drawn_where_the_other_hip_is_no_measure() -> None:
    chart = two_visits()
    episode = changed(chart.episodes[0], other_hip=OtherHip.PAINFUL)
    *before, last = chart.assessments
    chart = signed(changed(chart, episodes=(episode,), assessments=(*before, last)))
    assert trend(chart, "Abduction strength").symmetry == ""


def test_a_visit_without_a_value_has_no_point_and_no_zero() -> None:
    stand = changed(base_assessment(), id=AssessmentId("a0b"), on=DAY - timedelta(days=20))
    middle = changed(stand, readings=(), red_flags=(), masking=None)
    chart = two_visits()
    first, last = chart.assessments
    chart = changed(chart, assessments=(first, middle, last))
    points = trend(chart, "Abduction strength").points
    assert [point.value for point in points] == [150, None, 190]
    assert paper("progress", chart) != paper("progress", two_visits())
