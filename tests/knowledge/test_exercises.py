"""The exercise library: the article's exercises with their dosage, whole entries only."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_tui.knowledge.exercise import ExerciseKind, Phase
from clinic_tui.knowledge.loader import built_in, with_clinic
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


def test_what_the_runner_reads_is_a_whole_sentence() -> None:
    for exercise in LIBRARY.values():
        for said in (exercise.cue, exercise.stop_if):
            assert said[0].isupper()
            assert said.endswith(".")
        assert exercise.stop_if.startswith("Stop ")


def test_a_clinics_own_exercise_is_drawn_with_a_built_in_figure_or_its_own(tmp_path: Path) -> None:
    own = """
version = "1.0"
[[exercises]]
id = "{id}"
name = "Wall sit"
kinds = ["strength"]
purpose = "Strengthens the thigh"
position = "Back to a wall"
cue = "Slide down and hold."
stop_if = "Stop if the knee hurts."
pose = "{pose}"
source = "The clinic's own"
grade = "own choice"
[exercises.amounts]
run = {{ sets = 2, seconds = 30 }}
"""
    figure = """
[[figures]]
id = "sit"
works = ["thigh"]
[figures.pose]
leg = [0, -90, 0]
far_leg = [0, -90, 0]
"""
    for pose, more in (("squat", ""), ("sit", figure)):
        text = own.format(id="wall_sit", pose=pose) + more
        placed(tmp_path, "exercises.toml", text.encode())
        library = with_clinic(tmp_path)
        assert library.exercises["wall_sit"].pose in library.figures
        assert "clamshell" in library.exercises


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
        (
            "exercises.toml",
            'pose = "bridge"',
            'pose = "bridje"',
            "exercises.bridge.pose: no figure 'bridje'",
        ),
        (
            "exercises.toml",
            'works = ["thigh", "shank"]',
            'works = ["thigh", "tail"]',
            "figures.clamshell.works.#2: expected 'trunk', 'neck'",
        ),
        (
            "exercises.toml",
            "leg = [37, -41, [-32, 0.7]]",
            "leg = [37, -41]",
            "figures.clamshell.pose.leg",
        ),
        (
            "exercises.toml",
            "leg = [37, -41, [-32, 0.7]]",
            "leg = [37, 441, [-32, 0.7]]",
            "figures.clamshell.pose.leg.#2.#1: expected less than or equal to 360",
        ),
        (
            "exercises.toml",
            "leg = [37, -41, [-32, 0.7]]",
            "leg = [37, -41, [-32, 1.7]]",
            "figures.clamshell.pose.leg.#3.#2: expected less than or equal to 1",
        ),
        (
            "exercises.toml",
            "spine = [180, 180, 168]",
            "spin = [180, 180, 168]",
            "figures.clamshell.start.spin: unknown key; expected spine",
        ),
        (
            "exercises.toml",
            'works = ["trunk"]',
            'works = ["trunk"]\nghost = ["thigh"]',
            "figures.plank: ghost: there is no start to draw it of",
        ),
        (
            "exercises.toml",
            '[[figures]]\nid = "bridge"',
            '[[figures]]\nid = "clamshell"',
            "two figures share the id 'clamshell'",
        ),
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
