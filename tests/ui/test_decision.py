"""The decision on clearance, driven by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from clinic_tui.desk.desk import Desk
from clinic_tui.model.clearance import ClearanceStatus, Given
from clinic_tui.model.words import Role
from clinic_tui.ui.screens.clearance import ClearanceScreen
from clinic_tui.ui.screens.decide import DecideScreen
from clinic_tui.ui.screens.plan import PlanScreen
from tests.builders import DAY, a_clinician, base_assessment, no_red_flags, without
from tests.ui import clinics
from tests.ui.visits import RUNNER, TODAY, seen, settled, typed

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
WHY = "walks and climbs stairs without any pain"


def last_given(desk: Desk) -> Given:
    """The clearance that was signed last."""
    event = desk.chart(RUNNER).clearances[0].events[-1]
    assert isinstance(event, Given)
    return event


@SIZES
async def test_nothing_is_decided_until_somebody_chooses(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=size) as pilot:
        await clinics.tab(pilot, desk, "readiness")
        await pilot.press("d")
        await settled(pilot)
        assert "INJURED: LEFT" in seen(pilot)
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, DecideScreen)
        assert "Choose a decision first." in seen(pilot)
        await pilot.press("down")
        assert "injured hip LEFT" in seen(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)
    assert desk.standing(desk.chart(RUNNER)).status is ClearanceStatus.GIVEN


async def test_an_override_needs_its_reason_and_keeps_it(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c", without(base_assessment(), "hip_abduction_strength"))
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "clearance")
        await pilot.press("d")
        await settled(pilot)
        await pilot.press("down", "down", "f6")
        assert "although 1 unknown, for the reason given" in " ".join(seen(pilot).split())
        await typed(pilot, "short")
        await pilot.press("ctrl+s")
        assert "20 characters or more" in seen(pilot)
        await pilot.press(*["backspace"] * 5)
        await typed(pilot, WHY)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)
    given = last_given(desk)
    assert given.override_reason == WHY
    assert given.with_limits


async def test_a_yes_to_a_row_that_does_not_suspend_is_in_the_sentence_that_is_signed(
    tmp_path: Path,
) -> None:
    warned = base_assessment(red_flags=no_red_flags(DAY, "click_or_lock"))
    desk = clinics.clinic(tmp_path / "c", warned)
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "clearance")
        await pilot.press("d")
        await settled(pilot)
        await pilot.press("down")
        said = ", although “New clicking or locking” answered yes"
        assert said in " ".join(seen(pilot).split())


async def test_a_last_day_too_far_is_refused_in_one_line(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "clearance")
        await pilot.press("d")
        await settled(pilot)
        await pilot.press("down", "f7")
        app.screen.query_one("#until", Input).value = "2030-01-01"
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, DecideScreen)
        assert "The last day must lie between today and" in seen(pilot)
    assert desk.chart(RUNNER).clearances == ()


async def test_a_red_flag_offers_no_clearance_until_it_is_resolved(tmp_path: Path) -> None:
    flagged = base_assessment(red_flags=no_red_flags(TODAY, "numbness"))
    desk = clinics.clinic(tmp_path / "c", flagged)
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "readiness")
        assert "▲" in seen(pilot)
        await pilot.press("d")
        await settled(pilot)
        assert "red flag not resolved" in " ".join(seen(pilot).split())
        await pilot.press("down", "escape")
        await settled(pilot)
        await pilot.press("r")
        await settled(pilot)
        await pilot.press("enter")
        assert "write what was found" in seen(pilot)
        await typed(pilot, "nerve stretch, gone at once")
        await pilot.press("enter")
        await settled(pilot)
        assert "resolved" in seen(pilot)
    offered = {option.action: option.offered for option in desk.options(desk.chart(RUNNER))}
    assert offered["give"]


async def test_asking_refusing_and_withdrawing_are_read_back_with_name_and_reason(
    tmp_path: Path,
) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "clearance")
        await pilot.press("d")
        await settled(pilot)
        await pilot.press("down", "down", "down", "tab")
        await typed(pilot, "Dr Roe")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, ClearanceScreen)
        assert "of Dr Roe" in seen(pilot)
        await pilot.press("d")
        await settled(pilot)
        await pilot.press("down", "down", "down", "tab")
        await typed(pilot, "pain on stairs")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Refused" in seen(pilot)
        assert "pain on stairs" in seen(pilot)
    assert desk.standing(desk.chart(RUNNER)).status is ClearanceStatus.REFUSED


async def test_an_assistant_may_ask_and_not_decide(tmp_path: Path) -> None:
    who = a_clinician(name="Bo Lind", role=Role.ASSISTANT)
    desk = clinics.clinic(tmp_path / "c", who=who)
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "clearance")
        await pilot.press("d")
        await settled(pilot)
        assert seen(pilot).count("not offered: an assistant") == 4
        await pilot.press("down")
        assert "I ask" in seen(pilot)
