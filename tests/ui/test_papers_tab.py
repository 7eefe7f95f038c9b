"""The tab of papers, the day's papers and the look-up of a code, by keys alone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pypdf import PdfReader
from textual.pilot import Pilot

from clinic_tui.desk.desk import Desk
from clinic_tui.model.plan import Plan
from clinic_tui.model.words import Reader
from clinic_tui.ui.screens import papers
from clinic_tui.ui.screens.clinic import ClinicScreen
from clinic_tui.ui.screens.day_papers import DayPapers
from clinic_tui.ui.screens.paper_form import PaperForm
from clinic_tui.ui.screens.paper_text import PaperText
from clinic_tui.ui.screens.papers import PapersScreen
from clinic_tui.ui.screens.patients import PatientsScreen
from clinic_tui.ui.widgets.lines import Lines
from tests.ui import clinics
from tests.ui.visits import RUNNER, TODAY, seen, settled, typed

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)


def cleared(folder: Path) -> Desk:
    """A clinic whose runner has a plan."""
    desk = clinics.clinic(folder)
    desk.give_clearance(RUNNER, "running by plan")
    assert isinstance(desk.make_plan(RUNNER), Plan)
    return desk


def page(pilot: Pilot[None]) -> str:
    """All that the page says, in sight or not, in one line."""
    return " ".join(pilot.app.screen.query_one("#main", Lines).render().plain.split())


async def tab(pilot: Pilot[None], desk: Desk) -> PapersScreen:
    await clinics.tab(pilot, desk, "papers")
    screen = pilot.app.screen
    assert isinstance(screen, PapersScreen)
    return screen


@SIZES
async def test_two_keys_make_a_paper_for_its_usual_reader_and_it_is_listed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = cleared(tmp_path / "c")
    async with clinics.app(desk).run_test(size=size) as pilot:
        screen = await tab(pilot, desk)
        assert "Nothing was issued yet." in seen(pilot)
        await pilot.press("l")
        await settled(pilot)
        assert "Patient's plan: for whom?" in seen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        made = screen.made
        assert made is not None
        (paper,) = desk.chart(RUNNER).issued
        assert made.name == f"{paper.code}.pdf"
        assert (paper.to, paper.kind) == (Reader.RUNNER, "plan")
        assert "✓ current to 18 Dec 2026" in seen(pilot)
        assert paper.code in page(pilot)
        assert "made 20 Nov 2026 10:42 by Jonas Ebert for the runner" in page(pilot)


async def test_what_is_superseded_says_from_when_and_why(tmp_path: Path) -> None:
    desk = cleared(tmp_path / "c")
    desk.hand_out(RUNNER, "plan")
    desk.hand_out(RUNNER, "progress", to=Reader.COACH)
    desk.withdraw_clearance(RUNNER, "pain came back at night")
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await tab(pilot, desk)
        first, second = page(pilot).split("Issued ")[1].split("superseded 20 Nov 2026")[:2]
        assert first.endswith("Progress report the coach ")
        assert "clearance is withdrawn by Jonas Ebert" in second
        await pilot.press("down")
        await settled(pilot)
        assert "› 20 Nov 2026 Patient's plan the runner superseded 20 Nov 2026" in page(pilot)
        assert "× Patient's plan No plan: clearance is withdrawn" in page(pilot)


async def test_a_name_a_password_and_the_seal_are_asked_for_in_a_form(tmp_path: Path) -> None:
    desk = cleared(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        screen = await tab(pilot, desk)
        await pilot.press("p", "6")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PaperForm)
        await pilot.press("ctrl+u")
        await typed(pilot, "other")
        await pilot.press("enter")
        await typed(pilot, "Kim Vale")
        await pilot.press("enter")
        await typed(pilot, "three herons")
        await pilot.press("enter")
        await typed(pilot, "three heron")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "The two passwords differ" in seen(pilot)
        await typed(pilot, "s")
        await pilot.press("enter", "ctrl+u")
        await typed(pilot, "yes")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "three herons" not in seen(pilot)
        assert screen.made is not None
        reader = PdfReader(screen.made)
        assert reader.decrypt("three herons")
        assert "/AcroForm" in reader.trailer["/Root"]  # type: ignore[operator]
        (paper,) = desk.chart(RUNNER).issued
        assert paper.reader == "Kim Vale"
        await pilot.press("enter")
        await settled(pilot)
        assert "under a password" in page(pilot)


async def test_a_plan_whose_diary_is_typed_into_is_asked_for_in_a_form(tmp_path: Path) -> None:
    desk = cleared(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        screen = await tab(pilot, desk)
        await pilot.press("l", "6", *["enter"] * 5, "ctrl+u")
        await typed(pilot, "yes")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert screen.made is not None
        fields = PdfReader(screen.made).get_fields()
        assert fields
        assert "Row A: pain in the run" in fields


async def test_a_paper_is_read_in_the_terminal_and_opened_in_the_viewer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def viewer(path: Path) -> str:
        opened.append(path)
        return ""

    monkeypatch.setattr(papers, "open_paper", viewer)
    desk = cleared(tmp_path / "c")
    desk.hand_out(RUNNER, "plan")
    path = desk.hand_out(RUNNER, "progress")
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await tab(pilot, desk)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PaperText)
        whole = pilot.app.screen.query_one("#said", Lines).render().plain
        assert "Ready: all 19 criteria met" in whole
        assert "Page 2 of" in whole
        await pilot.press("end", "escape", "v")
        await settled(pilot)
        assert opened == [path]
        path.unlink()
        await pilot.press("v", "enter")
        await settled(pilot)
        assert "its file is not there any more" in page(pilot)
        assert opened == [path]


async def test_the_keys_go_on_while_a_paper_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = cleared(tmp_path / "c")
    go_on, drawn = threading.Event(), desk._drawn

    def slow(*given: object) -> bytes:
        go_on.wait(20)
        return drawn(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(desk, "_drawn", slow)
    async with clinics.app(desk).run_test(size=(80, 24), notifications=True) as pilot:
        await tab(pilot, desk)
        await pilot.press("p", "enter")
        await pilot.pause()
        assert "Progress report for the clinician: being made" in page(pilot)
        await pilot.press("1")
        await pilot.pause()
        assert type(pilot.app.screen).__name__ == "ReadinessScreen"
        go_on.set()
        await settled(pilot)
        assert "Progress report written" in next(each.message for each in pilot.app._notifications)
    assert len(desk.chart(RUNNER).issued) == 1


async def test_a_days_papers_are_made_with_a_bar_and_whoever_has_none_is_named(
    tmp_path: Path,
) -> None:
    desk = cleared(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(pilot.app.screen, DayPapers)
        assert "1 person" in seen(pilot)
        await pilot.press("right")
        await settled(pilot)
        assert "Nobody has a visit that day" in page(pilot)
        await pilot.press("ctrl+s", "left", "k", "ctrl+s")
        await settled(pilot)
        assert "✓ 1 paper written" in seen(pilot)
        (paper,) = desk.chart(RUNNER).issued
        assert paper.kind == "plan"
        assert paper.code in seen(pilot)
        desk.withdraw_clearance(RUNNER, "pain came back at night")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "0 papers written, 1 not made" in seen(pilot)
        assert "× No plan: clearance is withdrawn" in page(pilot)
        await pilot.press("c")
        await settled(pilot)
        assert "Nobody is cleared now." in seen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PatientsScreen)


async def test_escape_stops_a_days_papers_and_keeps_what_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = cleared(tmp_path / "c")
    people = desk.batch_of("visits", TODAY)
    monkeypatch.setattr(desk, "batch_of", lambda who, day: people * 3)
    go_on, drawn, first = threading.Event(), desk._drawn, threading.Event()

    def slow(*given: object) -> bytes:
        first.set()
        go_on.wait(20)
        return drawn(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(desk, "_drawn", slow)
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        await pilot.press("ctrl+s")
        while not first.is_set():
            await pilot.pause()
        assert "0 of 3" in seen(pilot)
        await pilot.press("escape")
        go_on.set()
        await settled(pilot)
        assert "1 paper written, stopped with 2 to go: as you asked" in seen(pilot)
    assert len(desk.chart(RUNNER).issued) == 1


async def test_a_code_is_looked_up_in_the_clinics_screen(tmp_path: Path) -> None:
    desk = cleared(tmp_path / "c")
    code = desk.hand_out(RUNNER, "plan").stem
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ClinicScreen)

        async def asked(text: str) -> None:
            await pilot.press("t")
            await settled(pilot)
            await typed(pilot, text)
            await pilot.press("enter")
            await settled(pilot)

        await asked(code.lower())
        assert f"✓ {code}: current, last day 18 Dec 2026." in page(pilot)
        wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
        await asked(wrong)
        assert "check character is wrong" in " ".join(seen(pilot).split())
        await pilot.press("escape")
        desk.withdraw_clearance(RUNNER, "pain came back at night")
        await asked(code)
        assert f"× {code}: superseded on 20 Nov 2026: clearance is withdrawn" in page(pilot)
        await asked("CT1-0000-0000-0000")
        assert "unknown; no paper of this clinic" in page(pilot)
