"""The tab of the trends by keys, and two visits side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.ui.app import ClinicApp
from clinic_tui.ui.screens.assessments import AssessmentsScreen
from clinic_tui.ui.screens.trends import TrendsScreen
from clinic_tui.ui.widgets.lines import Lines
from tests.builders import base_assessment, base_chart, base_episode, changed
from tests.course import course
from tests.ui import clinics, visits
from tests.ui.visits import RUNNER, seen, settled

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=str)


def runner(folder: Path) -> Desk:
    """A clinic whose runner has come five times."""
    *earlier, last = course()
    return visits.clinic(folder, base_chart(assessment=last, earlier=tuple(earlier)))


def page(app: ClinicApp) -> str:
    """Everything on the page, what lies below the edge too."""
    return "\n".join(pane.render().plain for pane in app.screen.query(Lines))


def beside(app: ClinicApp) -> tuple[str, str]:
    """The days of the two visits that are compared."""
    rows = [row[2:22] for row in page(app).splitlines() if row.startswith("› ")]
    days = {row[13:].strip(): row[:13].strip() for row in rows}
    return days.get("left", days.get("both", "")), days.get("right", days.get("both", ""))


@SIZES
async def test_the_trends_fit_their_page_and_the_next_ones_are_a_key_away(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = runner(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=size) as pilot:
        await clinics.tab(pilot, desk, "readiness")
        await pilot.press("3")
        await settled(pilot)
        assert isinstance(app.screen, TrendsScreen)
        screen = seen(pilot)
        assert "2 of 5 really changed, 1 for the worse" in screen
        assert "Flexion, range" in screen
        assert "▲ −18°: real change, worse" in screen
        assert "INJURED: LEFT" in screen
        assert app.screen.query_one("#page").max_scroll_y == 0
        if "page 1 of" in screen:
            await pilot.press("right")
            await settled(pilot)
            assert "page 2 of" in seen(pilot)
            await pilot.press("left", "left")
            await settled(pilot)
            assert "page 1 of" in seen(pilot)


async def test_the_same_numbers_stand_in_a_table_and_older_visits_are_a_key_away(
    tmp_path: Path,
) -> None:
    desk = runner(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "trends")
        await pilot.press("t")
        await settled(pilot)
        screen = seen(pilot)
        assert "older visits: 1" in screen
        assert "2 Nov 2026" in screen
        assert "24 Aug 2026" not in screen
        await pilot.press("left", "left")
        await settled(pilot)
        assert "24 Aug 2026" in seen(pilot)
        await pilot.press("right", "t")
        await settled(pilot)
        assert "Flexion, range" in seen(pilot)
        assert "limit ≤ 15° short" in seen(pilot)


async def test_measures_are_chosen_by_a_digit(tmp_path: Path) -> None:
    desk = runner(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "trends")
        await pilot.press("m", "3")
        await settled(pilot)
        screen = seen(pilot)
        assert "really changed, 1 to 2 of 2" in screen
        assert "One-leg stand" not in screen
        await pilot.press("v")
        await settled(pilot)
        assert isinstance(pilot.app.screen, AssessmentsScreen)


async def test_what_is_not_signed_is_not_drawn_and_that_is_said(tmp_path: Path) -> None:
    desk = runner(tmp_path / "c")
    desk.keep_draft(RUNNER, base_assessment(id="a9"))
    async with clinics.app(desk).run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "trends")
        assert "An unsigned draft of 20 Nov 2026 is not drawn." in seen(pilot)
        assert "2 of 5 really changed" in seen(pilot)


async def test_without_a_signed_visit_there_is_no_trend_and_it_says_so(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "c", base_chart(assessment=base_assessment()))
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "trends")
        assert "No signed assessment yet" in seen(pilot)
        await pilot.press("t", "m", "right", "left", "pagedown")
        await settled(pilot)


async def test_every_size_in_a_storm_of_them_is_drawn(tmp_path: Path) -> None:
    desk = runner(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "trends")
        for size in ((30, 10), (300, 100), (80, 24), (41, 12), (200, 50)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
        assert "Flexion, range" in seen(pilot)


async def test_without_colour_every_sign_has_its_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    desk = runner(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "trends")
        screen = seen(pilot)
        for word in ("LEFT, injured", "× not met", "✓ met", "? unknown", "error ± 15°", "worse"):
            assert word in screen


async def test_any_two_visits_are_chosen_by_name_and_compared_with_their_error(
    tmp_path: Path,
) -> None:
    desk = runner(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "assessments")
        await pilot.press("c", "1", "5")
        await settled(pilot)
        found = page(app)
        assert "▲ −18° real change, worse (± 15°)" in found
        assert "−19 N within error (± 50.8 N)" in found
        assert "other conditions" in found
        assert "device hand-held dynamometer, now hand-held dynamometer MX 2" in found
        assert "1 of 10 values changed by more than error, 1 for the worse" in found
        assert found.count("As judged on") == 2
        assert beside(app) == ("24 Aug 2026", "2 Nov 2026")


async def test_the_later_visit_always_stands_on_the_right(tmp_path: Path) -> None:
    desk = runner(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "assessments")
        assert beside(app) == ("15 Oct 2026", "2 Nov 2026")
        for keys, left, right in (
            (("shift+left",), "23 Sep 2026", "2 Nov 2026"),
            (("shift+right",), "23 Sep 2026", "15 Oct 2026"),
            (("left", "left"), "24 Aug 2026", "15 Oct 2026"),
            (("right", "right"), "24 Aug 2026", "24 Aug 2026"),
            (("c", "3", "2"), "23 Sep 2026", "15 Oct 2026"),
            (("c", "escape", "c", "1", "escape"), "23 Sep 2026", "15 Oct 2026"),
        ):
            await pilot.press(*keys)
            await settled(pilot)
            assert beside(app) == (left, right), keys


async def test_another_assessor_is_said_and_excludes_nothing(tmp_path: Path) -> None:
    first, second = course()[:2]
    readings = tuple(changed(each, assessor="Bo Lind") for each in second.readings)
    other = changed(second, readings=readings)
    chart = base_chart(assessment=other, earlier=(first,), episode=base_episode())
    desk = visits.clinic(tmp_path / "c", chart)
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "assessments")
        found = page(app)
        assert "+14° within error (± 15°)" in found
        assert "assessor Jonas Ebert, now Bo Lind" in found
