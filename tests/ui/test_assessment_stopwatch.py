"""The stopwatch, driven by keys and a clock that goes when told to."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from clinic_tui.model.reading import Measured, MeasureId
from clinic_tui.model.words import Side
from clinic_tui.ui.screens.stopwatch import StopwatchModal
from tests.ui import visits
from tests.ui.visits import assess, seen, settled

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
STAND = MeasureId("one_leg_stand_eyes_open_free")


class Watch:
    """A clock in seconds."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@SIZES
async def test_both_sides_are_timed_with_pain_and_written_into_their_cells(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=size) as pilot:
        screen = await assess(pilot, desk)
        screen.stopwatch_clock = clock = Watch()
        screen.visit.cells.go(STAND, Side.LEFT)
        await pilot.press("b", "space")
        clock.now += 29.97
        await pilot.press("3", "space")
        await pilot.pause()
        text = seen(pilot)
        assert "LEFT, injured" in text
        assert "stopped · 0.1 s short of the line" in text
        await pilot.press("3", "tab", "space")
        clock.now += 38
        await pilot.press("space", "0", "enter")
        await settled(pilot)
        left, right = (screen.visit.draft.reading(STAND, s) for s in (Side.LEFT, Side.RIGHT))
        assert isinstance(left, Measured)
        assert isinstance(right, Measured)
        assert (left.trials, left.pain) == ((Decimal("29.9"),), 3)
        assert (right.trials, right.pain) == ((Decimal(38),), 0)


async def test_a_running_watch_is_not_kept_and_pain_waits_for_the_stop(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        screen.stopwatch_clock = clock = Watch()
        screen.visit.cells.go(STAND, Side.LEFT)
        await pilot.press("b", "space", "4")
        await pilot.pause()
        assert "pain is asked when the watch has stopped" in seen(pilot)
        clock.now += 12
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, StopwatchModal)
        assert "space stops it first" in seen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert screen.visit.draft.reading(STAND, Side.LEFT) is None


async def test_pain_that_was_not_asked_stays_unasked(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        screen.stopwatch_clock = clock = Watch()
        screen.visit.cells.go(STAND, Side.RIGHT)
        await pilot.press("b", "space")
        clock.now += 31
        await pilot.press("space", "enter")
        await settled(pilot)
        reading = screen.visit.draft.reading(STAND, Side.RIGHT)
        assert isinstance(reading, Measured)
        assert reading.pain is None
        assert screen.visit.draft.reading(STAND, Side.LEFT) is None


async def test_an_odd_time_is_offered_on_the_line_and_not_lost(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await assess(pilot, desk)
        screen.stopwatch_clock = clock = Watch()
        screen.visit.cells.go(STAND, Side.LEFT)
        await pilot.press("b", "space")
        clock.now += 200
        await pilot.press("space", "plus", "enter")
        await settled(pilot)
        assert "slb L 200.0 p10" in seen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        reading = screen.visit.draft.reading(STAND, Side.LEFT)
        assert isinstance(reading, Measured)
        assert reading.trials == (Decimal(200),)


async def test_what_is_not_timed_has_no_stopwatch(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        await pilot.press("b")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "not measured in seconds" in seen(pilot)
