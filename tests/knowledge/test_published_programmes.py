"""Published tables, written as programme files by whoever reads them, come out to the minute."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from clinic_tui.judgement.session_words import rounds
from clinic_tui.knowledge.loader import KnowledgeError, built_in, read
from clinic_tui.knowledge.programme import Programme, ProgrammeStep
from clinic_tui.model.plan import Interval

FOLDER = Path(__file__).parent / "published"
MINUTES_OF_JOGGING = {
    "sunny_coast": [0] * 5 + [5, 10, 15, 20, 25, 30] + [30] * 6,
    "anchorage": [0, 4, 8, 12, 16, 20, 24, 28, 32],
}


def published(name: str) -> Programme:
    return read(FOLDER / f"{name}.toml", Programme)


def yards(step: ProgrammeStep, *gaits: str) -> Decimal:
    metres = sum((i.metres or Decimal(0) for i in step.session if i.gait in gaits), Decimal(0))
    return (metres / Decimal("0.9144")).quantize(Decimal(1))


def said(session: tuple[Interval, ...]) -> str:
    return ", ".join(f"{i.gait} {i.minutes.normalize():f}" for i in session)


@pytest.mark.parametrize("name", sorted(MINUTES_OF_JOGGING))
def test_tables_by_time_come_out_to_the_minute(name: str) -> None:
    assert [step.jog_minutes for step in published(name).steps] == MINUTES_OF_JOGGING[name]


def test_a_day_of_the_schedule_is_what_was_published() -> None:
    days = {step.name: step.session for step in published("sunny_coast").steps}
    assert said(days["Day 8"]) == "walk 10, jog 15, walk 5"
    assert said(days["Day 16"]) == "jog 10, run 15, jog 5"
    assert sum(i.minutes for i in days["Day 14"]) == 30


def test_segments_fill_forty_minutes() -> None:
    steps = published("anchorage").steps
    assert {step.total_minutes for step in steps} == {Decimal(40)}
    assert said(steps[1].session[:2]) == "walk 4.5, jog 0.5"


def test_a_table_by_distance_comes_out_to_the_yard() -> None:
    steps = published("toledo").steps
    jogged = [yards(step, "jog", "run") for step in steps]
    assert jogged[:7] == [0, 440, 660, 880, 880, 1320, 1760]
    assert [yards(step, "run") for step in steps[7:]] == [440, 660, 880, 880, 1320, 1760]
    assert yards(steps[1], "walk") == 4 * 330 + 110


def test_intervals_by_time_go_on_to_a_total_distance() -> None:
    steps = published("soldiers").steps
    metres = [sum(i.metres or Decimal(0) for i in step.session) for step in steps]
    assert [round(each) for each in metres] == [1609, 2414, 2414, 3219, 3219, 3219]
    assert [i.minutes for i in steps[0].session[:2]] == [2, 3]
    assert [i.effort for i in steps[5].session] == ["steady"]


def test_a_table_by_weeks_and_speed_with_its_own_hold_and_step_back() -> None:
    table = published("treadmill_weeks")
    assert [step.number for step in table.steps] == [3, 3, 6]
    assert [table.needed(step) for step in (1, 2, 3)] == [3, 3, 6]
    first, second, third = (step.session for step in table.steps)
    assert [rounds(each) for each in (first, second, third)] == [
        "5 × (walk 4 min at 5.5 km/h, jog 1 min at 8 km/h)",
        "5 × (walk 3 min at 5.5 km/h, jog 2 min at 8 km/h)",
        "walk 400 m at 6 km/h, jog 1000 m at 8 km/h, walk 400 m at 6 km/h",
    ]
    assert [each.minutes for each in third] == [4, Decimal("7.5"), 4]
    assert (table.hold.days_off, table.step_back.steps, table.step_back.days_off) == (1, 2, 2)


def test_the_ladder_and_the_levels_are_what_was_published() -> None:
    ladder = built_in().programmes["thirty_minute_ladder"].steps
    assert [int(step.jog_minutes) for step in ladder] == [5, 10, 15, 20, 25, 30, 20, 25, 30]
    assert [int(step.total_minutes) for step in ladder[:6]] == [30] * 5 + [33]
    levels = built_in().programmes["delaware_levels"]
    jogged = [
        sum(i.metres or Decimal(0) for i in step.session if i.gait != "walk")
        for step in levels.steps
    ]
    assert jogged == [1600, 2080, 2400, 2560, 3200, 4000, 4800, 4800]
    assert (levels.runs_a_week, levels.rest_days_between_runs) == (4, 1)
    assert (levels.advance.steps, levels.advance.in_days) == (2, 7)


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        ("[pace]", "[pacing]", "steps: step '1' gives a distance; expected a [pace]"),
        ("jog = 7\n", "", "steps: step '2' gives a distance"),
        ("speed_with_time = true\n", "", "step '8' is longer and faster than '7'"),
        ("repeats = 4", "repeats = 4\nuntil_metres = 900", "steps.2: only one of repeats"),
        ("percent = 100\nminutes = 5", "percent = 10\nminutes = 1", "own rule allows 1"),
    ],
)
def test_a_spoiled_table_by_distance_is_answered_with_file_and_spot(
    tmp_path: Path, find: str, put: str, said: str
) -> None:
    text = (FOLDER / "toledo.toml").read_text(encoding="utf-8")
    assert find in text
    spoiled = tmp_path / "spoiled.toml"
    spoiled.write_text(text.replace(find, put, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read(spoiled, Programme)
    assert str(caught.value).startswith("spoiled.toml: ")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        ("weeks = 2", "weeks = 2\nsessions = 6", "steps.Week 3: one of sessions and weeks"),
        ("weeks = 2\n", "", "steps.Week 3: one of sessions and weeks"),
        ("weeks = 2", "weeks = 20", "steps.Week 3.weeks"),
        ("kmh = 8 ", "kmh = 80 ", "kmh"),
        ('jog", metres = 1000, kmh = 8', 'jog", metres = 1000', "or its kmh"),
        ("days_off = 1", "days_of = 1", "hold.days_of"),
        ("steps = 2", "steps = 0", "step_back.steps"),
        ('"tendon"', '"not_yet_diagnosed"', "nobody has diagnosed has no programme"),
        ('jog", minutes = 2, kmh = 8', 'jog", minutes = 2, kmh = 9', "longer and faster"),
    ],
)
def test_a_spoiled_table_by_weeks_is_answered_with_file_and_spot(
    tmp_path: Path, find: str, put: str, said: str
) -> None:
    text = (FOLDER / "treadmill_weeks.toml").read_text(encoding="utf-8")
    assert find in text
    spoiled = tmp_path / "spoiled.toml"
    spoiled.write_text(text.replace(find, put, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read(spoiled, Programme)
    assert str(caught.value).startswith("spoiled.toml: ")
    assert said in str(caught.value)
