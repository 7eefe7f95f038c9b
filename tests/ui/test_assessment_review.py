"""Review and signature, driven by keys."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from clinic_tui.desk.desk import Desk
from clinic_tui.model.person import Clinician
from clinic_tui.model.reading import MeasureId
from clinic_tui.model.words import Role, Side, Verdict
from clinic_tui.ui.screens.assessment import AssessmentScreen
from clinic_tui.ui.screens.review import ReviewScreen
from tests.builders import a_signature, base_assessment, changed
from tests.ui import visits
from tests.ui.visits import RUNNER, assess, seen, settled, typed

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
ROWS = (
    "wlk 30 p0, str 1 p0, pd 0, pn 0, swl none, lmp no, clk none, cyc 20 p0, "
    "fl L 118 R 122, ex L 14 R 15, ab L 42 R 44, ad L 26 R 28, ir L 33 R 36, er L 40 R 43, "
    "flx L 201 198 204 p0 R 212 215 209 p0, ext L 231 240 238 p0 R 251 248 255 p0, "
    "abd L 182 176 190 p0 R 205 201 198 p0, add L 176 180 178 p0 R 190 188 185 p0, "
    "irs L 98 101 99 p0 R 104 106 102 p0, ers L 88 91 90 p0 R 95 97 94 p0, "
    "slb L 31 p0 R 38 p0"
)


async def filled(pilot: Pilot[None], desk: Desk, rows: str = ROWS) -> AssessmentScreen:
    """The base chart's values, and the review of them."""
    screen = await assess(pilot, desk)
    for row in rows.split(", "):
        assert screen.keys.write_row(row), f"{row}: {screen.visit.said}"
    screen.changed()
    await settled(pilot)
    await pilot.press("ctrl+s")
    await settled(pilot)
    assert isinstance(pilot.app.screen, ReviewScreen)
    return screen


def verdict(screen: AssessmentScreen) -> Verdict:
    assert screen.readiness is not None
    return screen.readiness.verdict


@SIZES
async def test_a_whole_assessment_is_reviewed_and_signed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=size) as pilot:
        screen = await filled(pilot, desk)
        text = seen(pilot)
        assert "● Ready" in text
        assert "INJURED: LEFT" in text
        assert "to be signed by Jonas Ebert, physiotherapist" in text
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert screen not in pilot.app.screen_stack
        signed = visits.again(tmp_path / "clinic").chart(RUNNER).assessments[-1]
        assert signed.signed is not None
        assert signed.readiness is not None
        assert signed.readiness.verdict is Verdict.READY


async def test_the_change_is_compared_with_any_earlier_visit(tmp_path: Path) -> None:
    first = changed(
        base_assessment(on=date(2026, 10, 9)),
        id="a0",
        signed=a_signature(datetime(2026, 10, 9, 12, 0, tzinfo=UTC)),
    )
    chart = visits.runner(earlier=(first,))
    desk = visits.clinic(tmp_path / "clinic", chart)
    async with visits.app_of(desk).run_test(size=(200, 50)) as pilot:
        await filled(pilot, desk, "fl L 120 R 122")
        assert "Change since 6 Nov 2026" in seen(pilot)
        assert "± within error" in seen(pilot)
        await pilot.press("right")
        await pilot.pause()
        assert "Change since 9 Oct 2026" in seen(pilot)


async def test_real_within_error_unknown_and_not_comparable_are_told_apart(
    tmp_path: Path,
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    rows = (
        ROWS.replace("fl L 118", "fl L 136")
        .replace("ex L 14", "ex L 12")
        .replace("flx L 201 198 204", "flx L 151 148 150")
        .replace("slb L 31 p0", "slb L x unable")
    )
    async with visits.app_of(desk).run_test(size=(120, 100)) as pilot:
        await filled(pilot, desk, rows)
        text = seen(pilot)
        assert "↑ real, better" in text
        assert "↓ real, worse" in text
        assert "? error unknown" in text
        assert "× not comparable" in text


async def test_swapped_sides_are_confirmed_by_name_and_the_warning_stays(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    rows = ROWS.replace("abd L 182 176 190", "abd L 262 262 262")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await filled(pilot, desk, rows)
        assert "f6 confirms LEFT and RIGHT by name" in " ".join(seen(pilot).split())
        assert verdict(screen) is Verdict.CANNOT_SAY
        await pilot.press("f6")
        await pilot.pause()
        assert "Abduction strength LEFT 262 262 262 p0" in " ".join(seen(pilot).split())
        await pilot.press("enter")
        await settled(pilot)
        assert screen.visit.draft.sides_confirmed is None
        await pilot.press("f6", "down", "enter")
        await settled(pilot)
        assert verdict(screen) is Verdict.READY
        assert "sides confirmed by" in " ".join(seen(pilot).split())


async def test_what_could_not_be_read_stands_in_the_way_of_the_signature(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        await visits.typed(pilot, "9000")
        await pilot.press("ctrl+s", "ctrl+s")
        await settled(pilot)
        assert "Not read, so not signed: Walk “9000”" in " ".join(seen(pilot).split())
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert desk.chart(RUNNER).assessments[-1].signed is None


async def test_odd_values_and_open_cells_are_listed(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 60)) as pilot:
        screen = await assess(pilot, desk)
        screen.keys.write_row("ir L 33 R 80")
        screen.keys.write_row("ir L 33 R 80")
        screen.keys.write_row("slb L 31")
        await pilot.press("ctrl+s")
        await settled(pilot)
        text = " ".join(seen(pilot).split())
        assert "odd: Internal rotation, range RIGHT 80°" in text
        assert "One-leg stand LEFT: pain during it?" in text
        assert "not read: Walk, Stairs" in text


async def test_an_assistant_records_and_cannot_sign(tmp_path: Path) -> None:
    who = Clinician(name="Bo Lind", role=Role.ASSISTANT)
    desk = visits.clinic(tmp_path / "clinic", who=who)
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        await filled(pilot, desk)
        assert "An assistant records and cannot sign" in seen(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReviewScreen)
        draft = visits.again(tmp_path / "clinic").chart(RUNNER).assessments[-1]
        assert draft.signed is None
        assert draft.readings


async def test_nothing_entered_is_not_signed(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        await assess(pilot, desk, flags=True)
        await pilot.press("enter", "ctrl+s", "ctrl+s")
        await settled(pilot)
        assert "nothing to sign" in seen(pilot)
        assert len(desk.chart(RUNNER).assessments) == 1


async def test_a_row_left_on_the_line_is_not_signed_over(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    before = sum(each.signed is not None for each in desk.chart(RUNNER).assessments)
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        screen.visit.cells.go(MeasureId("walk"), Side.NONE)
        await pilot.press("3", "1", "space", "p", "0", "enter", "slash")
        await typed(pilot, "fl L 110 R 120")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "not read: the line “fl L 110 R 120”" in seen(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        said = "Not read, so not signed: the line “fl L 110 R 120”"
        assert said in " ".join(seen(pilot).split())
    assert sum(each.signed is not None for each in desk.chart(RUNNER).assessments) == before
