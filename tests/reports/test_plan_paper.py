"""The patient's plan: who, until when, the rules of his injury, every session and the diary."""

from __future__ import annotations

from decimal import Decimal

import pytest

from clinic_tui.model.episode import Episode
from clinic_tui.model.plan import Interval
from clinic_tui.model.words import Diagnosis, Injured, OtherHip
from reports.diary_code import check_figure, row_key, row_letter
from reports.session_words import said, stretch
from tests.builders import base_chart, base_episode
from tests.reports.papers import given, pages, plan, planned, words


def test_it_says_who_may_do_what_until_when_and_by_whom() -> None:
    text = words(plan())
    assert "LEFT hip, gluteal tendinopathy" in text
    assert "walking and jogging by the plan" in text
    assert "Only if: no hills" in text
    assert "Allowed by Jonas Ebert, physiotherapist" in text
    assert "Do not use after" in text


def test_the_clinics_numbers_and_the_emergency_number_are_on_the_first_page() -> None:
    first = pages(plan())[0]
    assert "Now: call 999" in first
    assert "01632 960 101" in first
    assert "01632 960 102" in first


def test_every_run_has_a_row_in_the_diary_with_its_date_and_words() -> None:
    chart = base_chart()
    made = planned(chart, given(chart))
    diary = pages(plan())[-1]
    runs = [session for session in made.sessions if session.kind == "run"]
    assert runs
    for index, session in enumerate(runs):
        assert f"{session.on:%a} {session.on.day} {session.on:%b}" in diary
        assert said(session) in diary
        assert f" {row_letter(index)} " in f" {diary} "


@pytest.mark.parametrize(
    ("episode", "stop", "not_there"),
    [
        (base_episode(), "pain 4 or more", "catching •"),
        (base_episode(diagnosis=Diagnosis.JOINT), "catching", "any pain at the injured spot"),
        (base_episode(diagnosis=Diagnosis.BONE_STRESS_INJURY), "any pain at the", "careful"),
    ],
)
def test_each_class_has_its_own_pain_rule(episode: Episode, stop: str, not_there: str) -> None:
    text = words(plan(base_chart(episode=episode)))
    assert stop in text
    assert not_there not in text


@pytest.mark.parametrize(
    ("diagnosis", "stop"),
    [
        (Diagnosis.TENDON, "Stop an exercise that hurts 4 or more."),
        (Diagnosis.JOINT, "or catches"),
        (Diagnosis.BONE_STRESS_INJURY, "Stop an exercise at any pain"),
    ],
)
def test_what_is_done_besides_running_has_its_dose_and_its_stop(
    diagnosis: Diagnosis, stop: str
) -> None:
    chart = base_chart(episode=base_episode(diagnosis=diagnosis))
    made = planned(chart, given(chart))
    text = words(plan(chart))
    assert stop in text
    assert made.works
    for dose in (dose for work in made.works for dose in work.doses):
        assert dose.name in text
        assert dose.cue in text
        assert dose.stop_if in text
        if dose.reps is not None and dose.sets > 1:
            assert f"{dose.name} {dose.sets} × {dose.reps}" in text


def test_a_stretch_by_distance_is_said_in_metres() -> None:
    chart = base_chart()
    made = planned(chart, given(chart), "delaware_levels")
    runs = [session for session in made.sessions if session.kind == "run"]
    assert all(" m" in said(session) or " km" in said(session) for session in runs)
    assert stretch(Interval(gait="jog", minutes=Decimal(3), metres=Decimal(400))) == "400 m"
    assert stretch(Interval(gait="jog", minutes=Decimal(9), metres=Decimal(1600))) == "1.6 km"


def test_both_hips_are_both_named() -> None:
    episode = base_episode(injured=Injured.BOTH, other_hip=OtherHip.INJURED)
    assert "LEFT and RIGHT hips" in words(plan(base_chart(episode=episode)))


def test_an_override_is_said_to_the_runner_with_its_reason() -> None:
    text = words(plan(override_reason="he only walks, and the stand was the outer hip"))
    assert "Allowed although not all criteria are met" in text
    assert "the stand was the outer hip" in text


def test_limits_and_many_conditions_flow_on() -> None:
    conditions = tuple(f"condition {i} " + "which is long " * 20 for i in range(30))
    text = words(plan(conditions=conditions, with_limits=True))
    assert "You may, with limits" in text
    for index in range(30):
        assert f"condition {index} " in text


def test_nine_rows_in_a_row_have_nine_figures() -> None:
    for index in range(30):
        assert len({row_key("p1", 2, index + step) for step in range(9)}) == 9
    assert [row_letter(i) for i in (0, 8, 23, 24)] == ["A", "J", "Z", "AA"]


@pytest.mark.parametrize("place", range(7))
def test_a_wrong_figure_in_any_box_changes_the_last_figure(place: int) -> None:
    right = "0221001"
    for figure in "0123456789":
        wrong = right[:place] + figure + right[place + 1 :]
        assert (check_figure(4, wrong) == check_figure(4, right)) == (wrong == right)
    assert check_figure(5, right) != check_figure(4, right)


def test_an_empty_box_counts_nothing() -> None:
    assert check_figure(4, "02-10-0") == check_figure(4, "0201000")
