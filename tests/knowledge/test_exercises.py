"""The exercise library: the article's exercises with their dosage, whole entries only."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_tui.knowledge.exercise import ExerciseKind, Phase
from clinic_tui.knowledge.loader import built_in
from tests.knowledge.spoiling import placed, refusal, replaced

LIBRARY = built_in().exercises
STRENGTH = ("clamshell", "bridge", "plank", "side_leg_lift", "squat")
STRETCHES = ("hip_flexor_stretch", "piriformis_stretch", "hamstring_stretch")


def test_the_articles_exercises_are_there() -> None:
    for kind, names in (
        (ExerciseKind.STRENGTH, STRENGTH),
        (ExerciseKind.MOBILITY, ("hip_circles", "leg_swings", "pelvic_tilt")),
        (ExerciseKind.STRETCHING, STRETCHES),
        (ExerciseKind.WARM_UP, ("hip_circles", "leg_swings", "walking_lunge")),
        (ExerciseKind.CROSS_TRAINING, ("cycling", "elliptical", "brisk_walk")),
        (ExerciseKind.POOL, ("swimming", "water_walking")),
    ):
        assert all(kind in LIBRARY[name].kinds for name in names)


def test_strength_is_two_sets_of_ten_to_fifteen_building_up() -> None:
    for name in STRENGTH:
        amounts = [
            LIBRARY[name].amounts[phase] for phase in Phase if phase in LIBRARY[name].amounts
        ]
        assert {amount.sets for amount in amounts} == {2}
        much = [amount.reps or amount.seconds or 0 for amount in amounts]
        assert much == sorted(much)
        assert all(10 <= amount.reps <= 15 for amount in amounts if amount.reps)


def test_stretches_are_held_twenty_to_thirty_seconds_two_or_three_times() -> None:
    for name in STRETCHES:
        for amount in LIBRARY[name].amounts.values():
            assert amount.seconds in (20, 30)
            assert amount.sets in (2, 3)


def test_mobility_of_a_day_takes_five_to_ten_minutes() -> None:
    for phase in (Phase.LOAD, Phase.RUN_WALK, Phase.RUN):
        doses = [
            exercise.dose(phase)
            for exercise in LIBRARY.values()
            if ExerciseKind.MOBILITY in exercise.kinds
        ]
        assert 5 <= sum(dose.minutes or 0 for dose in doses if dose) <= 10


@pytest.mark.parametrize(
    ("file", "find", "put", "said"),
    [
        ("exercises.toml", "reps = 10", "rips = 10", "clamshell.amounts.strengthen.rips"),
        (
            "exercises.toml",
            "reps = 10",
            "reps = 10, seconds = 5",
            "one of reps, seconds and minutes",
        ),
        ("exercises.toml", 'id = "bridge"', 'id = "clamshell"', "share the id 'clamshell'"),
        ("exercises.toml", 'pose = "bridge"', "", "bridge.pose: missing"),
        ("running.toml", "runs_a_week = 4", "runs_a_week = 14", "caps.#1.runs_a_week"),
    ],
)
def test_a_mistake_is_answered_with_file_and_spot(
    tmp_path: Path, file: str, find: str, put: str, said: str
) -> None:
    placed(tmp_path, file, replaced(file, find, put))
    answer = refusal(tmp_path)
    assert answer.startswith(f"{file}: ")
    assert said in answer
