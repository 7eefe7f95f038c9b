"""The stopwatch, driven by keys and a clock that goes when told to."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from textual.pilot import Pilot

from clinic_tui.desk.desk import Desk
from clinic_tui.model.reading import Measured, MeasureId, Reading
from clinic_tui.model.words import Side, StopReason
from clinic_tui.ui import grammar
from clinic_tui.ui.review_lines import entered
from clinic_tui.ui.screens.assessment import AssessmentScreen
from clinic_tui.ui.screens.stopwatch import StopwatchModal
from clinic_tui.ui.widgets.lines import Lines
from tests.builders import changed
from tests.ui import visits
from tests.ui.visits import RUNNER, assess, seen, settled, typed

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
        await pilot.press("space", "0", "enter", "enter")
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
        await pilot.press("space", "enter", "enter")
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
        await pilot.press("space", "plus", "enter", "enter")
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


async def stand(pilot: Pilot[None], screen: AssessmentScreen, seconds: float) -> None:
    """Opens the stopwatch on the left stand, and stops it after so long."""
    screen.stopwatch_clock = clock = Watch()
    screen.visit.cells.go(STAND, Side.LEFT)
    await pilot.press("b", "space")
    clock.now += seconds
    await pilot.press("space")
    await pilot.pause()


def left(screen: AssessmentScreen) -> Measured:
    reading = screen.visit.draft.reading(STAND, Side.LEFT)
    assert isinstance(reading, Measured)
    return reading


@SIZES
async def test_what_ended_it_is_asked_at_the_stop_and_carried_into_the_cell(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=size) as pilot:
        screen = await assess(pilot, desk)
        await stand(pilot, screen, 22.4)
        text = seen(pilot)
        assert "Stopped by   t time reached  f foot down  h hand support " in text
        for offered in (" v trunk or pelvis ", " p pain ", " e tired ", " o other "):
            assert offered in text
        assert "not said yet" in text
        assert "reason not said" in text
        await pilot.press("o", "f", "3")
        await pilot.pause()
        text = seen(pilot)
        assert "not said yet" not in text
        assert re.search(r"22\.4 s +pain 3\s*foot down", text)
        await pilot.press("enter")
        await settled(pilot)
        assert "LEFT 22.4 s, pain 3, stopped: foot down" in seen(pilot)
        assert left(screen).stopped is StopReason.FOOT_DOWN
        assert screen.visit.text((STAND, Side.LEFT)) == "22.4 p3 sf"
        screen.visit.cells.go(STAND, Side.LEFT)
        screen.visit.quiet()
        screen.changed()
        await settled(pilot)
        assert "One-leg stand · LEFT, injured · s · stopped: foot down · barefoot" in seen(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert screen.visit.draft.reading(STAND, Side.LEFT) is None


@SIZES
async def test_time_reached_is_proposed_at_the_line_and_only_a_key_says_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=size) as pilot:
        screen = await assess(pilot, desk)
        await stand(pilot, screen, 30)
        assert "t, time reached?" in seen(pilot)
        await pilot.press("0", "enter", "enter")
        await settled(pilot)
        assert left(screen).stopped is None
        assert "LEFT 30 s, pain 0, reason not said" in seen(pilot)
        await stand(pilot, screen, 31)
        await pilot.press("t", "0", "enter")
        await settled(pilot)
        assert left(screen).stopped is StopReason.TIME_REACHED
        assert kept_draft(desk) == left(screen)


async def test_time_reached_is_not_taken_short_of_the_line_and_a_letter_takes_itself_back(
    tmp_path: Path,
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        await stand(pilot, screen, 22.4)
        await pilot.press("t")
        await pilot.pause()
        assert "! 7.6 s short of the 30 s line: the time was not reached" in seen(pilot)
        await pilot.press("h", "h", "space", "f")
        await pilot.pause()
        assert "! what stopped it is asked when the watch has stopped" in seen(pilot)
        await pilot.press("space", "enter", "enter")
        await settled(pilot)
        assert left(screen).stopped is None


async def test_a_hold_stopped_by_pain_asks_how_much(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        await stand(pilot, screen, 12)
        await pilot.press("p")
        await pilot.pause()
        assert "how much pain?" in seen(pilot)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert (left(screen).stopped, left(screen).pain) == (StopReason.PAIN, None)
        assert screen.visit.lacks((STAND, Side.LEFT)) == "how much pain? p0 to p10"
        screen.visit.cells.go(STAND, Side.LEFT)
        screen.changed()
        await typed(pilot, "p0")
        await pilot.press("enter")
        await settled(pilot)
        assert "odd, enter again keeps it: stopped for pain, and pain 0" in seen(pilot)
        await pilot.press("backspace", "4", "enter")
        await settled(pilot)
        assert (left(screen).stopped, left(screen).pain) == (StopReason.PAIN, 4)


async def test_both_versions_and_the_review_say_what_ended_a_hold(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await assess(pilot, desk)
        other = visits.again(tmp_path / "clinic")
        measure = screen.visit.library.measures[STAND]
        theirs = screen.visit.reading((STAND, Side.LEFT), grammar.cell("22 p3 sh", measure))
        other.keep_draft(RUNNER, changed(other.draft(RUNNER), readings=(theirs,)))
        screen.keys.write_row("slb L 22 p3 stop foot R 38 p0")
        screen.changed()
        await settled(pilot)
        await pilot.press("f6")
        await settled(pilot)
        said = " ".join(str(pilot.app.screen.query_one(Lines).render()).split())
        assert "here 22 p3 sf (stopped: foot down)" in said
        assert "there 22 p3 sh (stopped: hand support)" in said
        await pilot.press("3")
        await settled(pilot)
        assert left(screen).stopped is StopReason.HAND_SUPPORT
        await pilot.press("ctrl+s")
        await settled(pilot)
        page = " ".join(str(each) for each in entered(screen.visit, None, (), 100))
        assert "stopped: hand support" in page
        assert "reason not said" in page


def kept_draft(desk: Desk) -> Reading | None:
    return desk.draft(RUNNER).reading(STAND, Side.LEFT)


async def test_what_was_not_said_is_asked_once_before_the_watch_closes(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        await stand(pilot, screen, 12)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, StopwatchModal)
        said = "! LEFT: pain and what stopped it not said: enter again keeps it so"
        assert said in seen(pilot)
        await pilot.press("0", "enter")
        await pilot.pause()
        assert "! LEFT: what stopped it not said: enter again keeps it so" in seen(pilot)
        await pilot.press("f", "enter")
        await settled(pilot)
        assert (left(screen).stopped, left(screen).pain) == (StopReason.FOOT_DOWN, 0)
