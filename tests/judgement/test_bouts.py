"""Walks and jogs in a record of points, at the edges of every figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from clinic_tui.judgement.bouts import Bout, Point, Proposal, propose

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WALKED = 1.2


def record(*stretches: tuple[int, float | None, float | None]) -> list[Point]:
    """A point a second: so many seconds at a speed and a cadence."""
    found: list[Point] = []
    for seconds, speed, cadence in stretches:
        for _ in range(seconds):
            found.append(Point(NOON + timedelta(seconds=len(found)), speed, cadence))
    return found


def late(points: list[Point], seconds: float) -> list[Point]:
    """The same record, so much later."""
    return [replace(point, at=point.at + timedelta(seconds=seconds)) for point in points]


def read(points: list[Point]) -> Proposal:
    found = propose(points)
    assert found is not None
    return found


def bouts(points: list[Point]) -> list[tuple[str, float]]:
    return [(bout.doing, bout.seconds) for bout in read(points).bouts]


def test_every_second_between_two_points_counts_once() -> None:
    assert bouts(record((2, 2.5, None))) == [("jog", 1)]
    assert bouts(record((60, WALKED, None), (60, 2.5, None))) == [("walk", 59), ("jog", 60)]
    assert bouts(record((60, 2.5, None))) == [("jog", 59)]


def test_a_proposal_starts_with_its_first_point_and_rounds_minutes_to_a_tenth() -> None:
    found = read(record((100, WALKED, None), (70, 2.5, None)))
    assert found.started_at == NOON
    assert (found.minutes("walk"), found.minutes("jog"), found.minutes("gap")) == (1.6, 1.2, 0)
    assert found.words == "1 x jog, 1.2 min, 1 x walk, 1.6 min (told apart by speed)"


def test_what_was_not_recorded_is_said() -> None:
    found = Proposal(NOON, (Bout("gap", 90),), "cadence")
    assert found.words == "1.5 min not recorded (told apart by cadence)"
    assert Proposal(NOON, (), "speed").words == "nothing (told apart by speed)"


@pytest.mark.parametrize(
    ("speed", "doing"), [(2.0, "jog"), (1.99, "walk"), (0.3, "walk"), (0.29, "rest")]
)
def test_speed_tells_where_there_is_no_cadence(speed: float, doing: str) -> None:
    found = bouts(record((60, WALKED, None), (60, speed, None), (60, WALKED, None)))
    assert found == (
        [("walk", 179)] if doing == "walk" else [("walk", 59), (doing, 60), ("walk", 60)]
    )


@pytest.mark.parametrize(
    ("first", "then", "doing"),
    [
        (2.5, 1.8, [("jog", 119)]),
        (2.5, 1.79, [("jog", 59), ("walk", 60)]),
        (WALKED, 1.8, [("walk", 119)]),
        (1.9, 1.9, [("walk", 119)]),
    ],
)
def test_who_jogs_jogs_on_until_it_is_clearly_a_walk(
    first: float, then: float, doing: list[tuple[str, float]]
) -> None:
    assert bouts(record((60, first, None), (60, then, None))) == doing


@pytest.mark.parametrize(
    ("cadence", "before", "doing"),
    [(140, 110, "jog"), (139, 110, "walk"), (130, 160, "jog"), (129, 160, "walk")],
)
def test_cadence_tells_before_speed_does(cadence: float, before: float, doing: str) -> None:
    # The speed says the opposite of what the steps say.
    fast = 1.0 if doing == "jog" else 3.0
    found = read(record((60, fast, before), (60, fast, cadence)))
    assert found.bouts[-1].doing == doing
    assert found.by == "cadence"


def test_half_of_the_points_are_not_enough_cadence() -> None:
    half = record((30, 2.5, 110), (30, 2.5, None))
    assert read(half).by == "speed"
    assert read(record((31, 2.5, 110), (30, 2.5, None))).by == "cadence"


def test_without_speed_the_steps_still_tell_and_without_both_it_is_rest() -> None:
    assert bouts(record((60, None, 160))) == [("jog", 59)]
    assert bouts(record((60, None, 160), (60, None, None), (60, None, 135))) == [
        ("jog", 61),
        ("rest", 56),
        ("walk", 62),
    ]


def test_after_standing_or_a_gap_a_jog_must_begin_anew() -> None:
    still = record((60, 2.5, None), (30, 0.0, None), (60, 1.9, None))
    assert [doing for doing, _ in bouts(still)] == ["jog", "rest", "walk"]
    gap = [*record((60, 2.5, None)), *late(record((60, 1.9, None)), 200)]
    assert [doing for doing, _ in bouts(gap)] == ["jog", "gap", "walk"]


@pytest.mark.parametrize(("seconds", "doing"), [(10, ["walk"]), (10.1, ["walk", "gap", "walk"])])
def test_more_than_ten_seconds_between_two_points_are_a_gap(
    seconds: float, doing: list[str]
) -> None:
    first = record((60, WALKED, None))
    found = bouts([*first, *late(record((60, WALKED, None)), 59 + seconds)])
    assert [each for each, _ in found] == doing


def test_a_record_may_begin_with_a_repeated_second() -> None:
    points = record((60, 2.5, None))
    assert bouts([points[0], *points]) == [("jog", 59)]


def test_one_odd_point_or_two_in_five_do_not_tell() -> None:
    odd = record((30, WALKED, None), (2, 9.0, None), (30, WALKED, None))
    assert bouts(odd) == [("walk", 61)]
    three = record((30, WALKED, None), (20, 9.0, None), (30, WALKED, None))
    assert bouts(three) == [("walk", 29), ("jog", 20), ("walk", 30)]


@pytest.mark.parametrize(("seconds", "kept"), [(14, False), (15, True)])
def test_fifteen_seconds_are_a_bout(seconds: int, kept: bool) -> None:
    found = bouts(record((60, WALKED, None), (seconds, 2.5, None), (60, WALKED, None)))
    assert (("jog", seconds) in found) == kept
    assert sum(length for _, length in found) == 119 + seconds


def test_the_shortest_bout_goes_first_to_what_lies_before_it() -> None:
    points = record((30, 0.0, None), (12, WALKED, None), (8, 2.5, None), (30, 0.0, None))
    assert bouts([*record((30, WALKED, None)), *late(points, 30)]) == [
        ("walk", 29),
        ("rest", 30),
        ("walk", 20),
        ("rest", 30),
    ]


def test_a_short_first_bout_goes_to_what_follows() -> None:
    assert bouts(record((8, 2.5, None), (60, WALKED, None))) == [("walk", 67)]


def test_a_short_bout_goes_to_the_one_before_it_even_if_that_is_the_first() -> None:
    assert bouts(record((30, 0.0, None), (8, 2.5, None), (60, WALKED, None))) == [
        ("rest", 37),
        ("walk", 60),
    ]


def test_a_short_last_bout_goes_to_the_one_before_it() -> None:
    assert bouts(record((60, WALKED, None), (8, 2.5, None))) == [("walk", 67)]


def test_a_short_bout_beside_a_gap_goes_to_its_other_side() -> None:
    first = record((60, WALKED, None))
    after = late(record((8, 2.5, None), (60, WALKED, None)), 200)
    assert bouts([*first, *after]) == [("walk", 59), ("gap", 141), ("walk", 67)]
    before = record((60, WALKED, None), (8, 2.5, None))
    assert bouts([*before, *late(first, 200)]) == [("walk", 67), ("gap", 133), ("walk", 59)]


def test_one_short_bout_alone_is_left_as_it_is() -> None:
    assert bouts(record((6, 2.5, None))) == [("jog", 5)]
