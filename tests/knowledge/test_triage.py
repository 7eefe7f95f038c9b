"""The red-flag screen: every row with its urgency and what to do."""

from __future__ import annotations

import pytest

from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.triage import Flag
from clinic_tui.model.words import Urgency

FLAGS = built_in().triage.flags


def of(name: str) -> Flag:
    return next(flag for flag in FLAGS if flag.id == name)


@pytest.mark.parametrize(
    ("name", "urgency", "do"),
    [
        ("cauda_equina", Urgency.EMERGENCY, "emergency department now"),
        ("infection", Urgency.EMERGENCY, "emergency department the same day"),
        ("fracture", Urgency.EMERGENCY, "emergency department"),
        ("sudden_worsening", Urgency.EMERGENCY, "emergency department"),
        ("circulation", Urgency.EMERGENCY, "emergency department"),
        ("clot", Urgency.EMERGENCY, "emergency department"),
        ("bone_stress_signs", Urgency.SAME_DAY, "X-ray then MRI"),
        ("limp", Urgency.SAME_DAY, "stop running"),
        ("numbness", Urgency.URGENT, "urgent medical evaluation"),
        ("swelling", Urgency.URGENT, "urgent medical evaluation"),
        ("night_or_constant_pain", Urgency.URGENT, "see a doctor"),
        ("avascular", Urgency.URGENT, "MRI"),
        ("click_or_lock", Urgency.PLANNED, "planned assessment"),
    ],
)
def test_each_picture_has_its_urgency_and_what_to_do(name: str, urgency: Urgency, do: str) -> None:
    assert of(name).urgency is urgency
    assert do in of(name).do


def test_all_but_a_planned_assessment_suspend() -> None:
    assert {flag.id for flag in FLAGS if not flag.suspends} == {"click_or_lock"}


def test_the_most_urgent_stand_first_and_rows_are_numbered() -> None:
    order = list(Urgency)
    urgencies = [order.index(flag.urgency) for flag in FLAGS]
    assert urgencies == sorted(urgencies)
    assert [flag.number for flag in FLAGS] == list(range(1, len(FLAGS) + 1))


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.id)
def test_each_row_is_asked_as_a_question_and_said_to_the_patient(flag: Flag) -> None:
    assert flag.asks.endswith("?")
    assert flag.patient
    assert flag.source
    assert flag.grade


def test_suspected_bone_stress_is_told_not_to_hop() -> None:
    assert "no hop test" in of("bone_stress_signs").do
