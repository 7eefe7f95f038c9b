"""Settings by keys, help, any place by two keys, any patient by typing, and the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.pilot import Pilot
from textual.widgets import Input
from textual.widgets._footer import FooterKey

from clinic_tui.demo.tour import tour
from clinic_tui.demo.visit import opened
from clinic_tui.desk.settings import FILE, Settings, read_settings
from clinic_tui.ui.app import ClinicApp
from clinic_tui.ui.screens.assessment import AssessmentScreen
from clinic_tui.ui.screens.readiness import ReadinessScreen
from clinic_tui.ui.themes import TOKENS
from clinic_tui.ui.widgets.banner import Banner
from clinic_tui.ui.widgets.roll import Roll
from clinic_tui.ui.widgets.sheet import Sheet
from tests.ui import clinics, visits
from tests.ui.every_screen import at_once
from tests.ui.hostile_walk import done, keyed
from tests.ui.visits import RUNNER, assess, seen, settled, typed

USUAL = (120, 40)


def front(pilot: Pilot[None]) -> str:
    """Which screen is in front."""
    return type(pilot.app.screen).__name__


def place_of(pilot: Pilot[None], text: str) -> tuple[int, int]:
    """Where a text stands on the screen."""
    rows = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
    y = next(at for at, row in enumerate(rows) if text in row)
    return rows[y].index(text) + 1, y


async def test_a_key_is_pressed_to_bind_it_and_kept(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    async with clinics.app(desk).run_test(size=USUAL) as pilot:
        await settled(pilot)
        await keyed(pilot, "f7")
        screen = pilot.app.screen
        names = [row.name for row in screen._rows]  # type: ignore[attr-defined]
        await keyed(pilot, *["down"] * names.index("chart.decide"), "enter", "a")
        assert "“a” is “assess” on the same screen (chart.assess)" in seen(pilot)
        await keyed(pilot, "D", "escape", "enter")
        assert "D" in [key.key_display for key in pilot.app.screen.query(FooterKey)]
        await keyed(pilot, "d")
        assert front(pilot) == "ReadinessScreen"
        await keyed(pilot, "D")
        assert front(pilot) == "DecideScreen"
    settings, wrong = read_settings(tmp_path / "c")
    assert (settings.keys, wrong) == ({"chart.decide": "D"}, ())
    async with clinics.app(visits.again(tmp_path / "c")).run_test(size=USUAL) as pilot:
        await settled(pilot)
        await keyed(pilot, "enter", "D")
        assert front(pilot) == "DecideScreen"


async def test_keys_of_sheet_and_red_flags_follow_the_settings(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "c")
    (tmp_path / "c" / FILE).write_text('[keys]\n"assessment.not_done" = "z"\n"flags.no" = "j"\n')
    async with visits.app_of(desk).run_test(size=USUAL) as pilot:
        await assess(pilot, desk)
        await keyed(pilot, "x")
        assert front(pilot) == "AssessmentScreen"
        await keyed(pilot, "z")
        assert front(pilot) == "ChooseModal"
        await keyed(pilot, "escape", "f3", "j", "j")
        assert "15 answered" in seen(pilot)


async def test_a_broken_file_is_named_and_the_app_starts(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    (tmp_path / "c" / FILE).write_text('theme = "light"\n[keys\n')
    app = clinics.app(desk)
    assert app.complaints[0].startswith("settings.toml, line 2: ")
    async with app.run_test(size=USUAL) as pilot:
        await settled(pilot)
        assert app.theme == "clinic-dark"
        await keyed(pilot, "f7", "enter")
        assert "put the file right or take it away first." in seen(pilot)
        assert app.theme == "clinic-dark"


async def test_the_palette_opens_while_the_one_before_is_being_closed(tmp_path: Path) -> None:
    app = clinics.app(clinics.clinic(tmp_path / "c"))
    async with app.run_test(size=USUAL) as pilot:
        await keyed(pilot, "ctrl+p")
        app.screen.dismiss()
        app.action_command_palette()
        await keyed(pilot, "f1", "ctrl+p")
        assert front(pilot) == "HelpModal"
        await keyed(pilot, "escape")
        assert front(pilot) == "Palette"


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "ansi"])
async def test_a_theme_is_kept(tmp_path: Path, theme: str) -> None:
    desk = clinics.clinic(tmp_path / "c")
    (tmp_path / "c" / FILE).write_text(f'theme = "{theme}"\n')
    async with clinics.app(desk).run_test(size=USUAL) as pilot:
        await settled(pilot)
        assert pilot.app.theme == f"clinic-{theme}"
        paper = Color.parse(TOKENS[theme]["paper"])
        assert pilot.app.screen.styles.background == paper
        await keyed(pilot, "enter", "ctrl+p")
        assert front(pilot) == "Palette"


async def test_a_terminal_of_sixteen_colours_gets_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = clinics.clinic(tmp_path / "c")
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.delenv("COLORTERM")
    async with ClinicApp(desk).run_test() as pilot:
        assert pilot.app.theme == "clinic-ansi"


async def test_the_help_names_every_key_of_the_screen(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(120, 60)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        assert pilot.app.screen.query_one("#typed", Input).value == "?"
        await keyed(pilot, "escape", "f1")
        said = seen(pilot)
        assert front(pilot) == "HelpModal"
        assert "Type any part of a name" in said
        for words in ("f2", "assess now", "ctrl+n", "ctrl+g", "quit; drafts are kept"):
            assert words in said
        assert "guided visit" not in said
        await keyed(pilot, "f1", "enter", "question_mark")
        assert "In every tab of a chart" in seen(pilot)
        await keyed(pilot, "question_mark")
        assert front(pilot) == "ReadinessScreen"


@pytest.mark.parametrize(
    ("letter", "screen"),
    [
        *(("r", "ReadinessScreen"), ("a", "AssessmentsScreen"), ("l", "PlanScreen")),
        *(("d", "DiaryScreen"), ("c", "ClearanceScreen"), ("o", "PapersScreen")),
        *(("m", "FlagsScreen"), ("w", "DecideScreen"), ("i", "InjuryForm"), ("e", "PatientForm")),
        *(("H", "HistoryScreen"), ("p", "PatientsScreen"), ("n", "PatientForm")),
        *(("k", "ClinicScreen"), ("b", "CountsScreen"), ("s", "SettingsScreen")),
    ],
)
async def test_two_keys_lead_from_an_open_visit_to_any_screen(
    tmp_path: Path, letter: str, screen: str
) -> None:
    desk = visits.clinic(tmp_path / "c")
    async with visits.app_of(desk).run_test(size=USUAL) as pilot:
        await settled(pilot)
        await keyed(pilot, "enter", "a", "enter", "1", "2")
        assert front(pilot) == "AssessmentScreen"
        await keyed(pilot, "ctrl+g", letter)
        await done(pilot)
        assert front(pilot) == screen
    kept = {**desk.half_typed(RUNNER), "draft's": str(desk.draft(RUNNER).readings)}
    assert sum("12" in text for text in kept.values()) == 1


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("E down x", "This form is not saved yet: ctrl+s keeps it, esc twice throws it away."),
        ("n 3", "This answer is not kept yet: enter keeps it, esc leaves it."),
        ("a enter f5 x", "The note is open: esc keeps and closes it."),
        ("a enter c", "The conditions are open: enter keeps them, esc leaves them as they were."),
    ],
)
async def test_what_is_half_typed_stays(tmp_path: Path, keys: str, said: str) -> None:
    desk = visits.clinic(tmp_path / "c")
    async with visits.app_of(desk).run_test(size=USUAL) as pilot:
        await settled(pilot)
        await keyed(pilot, "enter", *keys.split())
        before = front(pilot)
        await keyed(pilot, "ctrl+g", "p")
        assert front(pilot) == before
        assert said in [told.message for told in pilot.app._notifications]


async def test_any_patient_by_typing_from_an_open_visit(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    async with ClinicApp(opened(folder)).run_test(size=USUAL) as pilot:
        await settled(pilot)
        await keyed(pilot, "enter", "a", "enter", "7", "ctrl+p")
        await typed(pilot, "cuyer")
        await pilot.pause(0.5)
        await done(pilot)
        await keyed(pilot, "enter")
        await done(pilot)
        assert isinstance(pilot.app.screen, ReadinessScreen)
        assert "L’Écuyer, Émile" in pilot.app.screen.query_one(Banner).render().plain


async def test_a_locked_clinic_is_left_for_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    async with ClinicApp(opened(folder)).run_test(size=USUAL) as pilot:
        await settled(pilot)
        await keyed(pilot, "enter", "f12", "ctrl+g")
        assert front(pilot) == "BlankScreen"
        await keyed(pilot, "f12", "x")
        assert front(pilot) == "ReadinessScreen"


async def test_the_lock_key_works_in_a_box(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "c")
    async with visits.app_of(desk).run_test(size=USUAL) as pilot:
        await assess(pilot, desk)
        await keyed(pilot, "x", "f12")
        assert desk.locked
        await keyed(pilot, "ctrl+g", "p")
        assert front(pilot) == "UnlockScreen"


async def test_the_mouse_chooses_and_opens_rows_and_tabs(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    with at_once():
        async with ClinicApp(opened(folder)).run_test(size=USUAL) as pilot:
            await settled(pilot)
            await pilot.click(Roll, offset=(10, 6))
            await settled(pilot)
            chosen = pilot.app.screen.query_one(Roll).person
            assert chosen is not None
            assert chosen.name == "Abrahamsson, Ruben"
            await pilot.click(Roll, offset=(10, 7))
            await settled(pilot)
            assert "Abrahamsson" in pilot.app.screen.query_one(Banner).render().plain
            await pilot.click(offset=place_of(pilot, "2 Assess"))
            await settled(pilot)
            assert front(pilot) == "AssessmentsScreen"
            keys = pilot.app.screen.query(FooterKey)
            await pilot.click(next(key for key in keys if key.description == "patients"))
            await settled(pilot)
            assert front(pilot) == "PatientsScreen"


async def test_the_mouse_goes_to_a_cell_and_takes_an_answer(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "c")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        assert isinstance(screen, AssessmentScreen)
        sheet = screen.query_one(Sheet)
        row = next(y for y, each in sheet._at.items() if each.code == "fl")
        await pilot.click(Sheet, offset=(60, row - sheet.scroll_offset.y))
        await settled(pilot)
        measure, side = screen.visit.cells.here
        assert (measure, side) == ("passive_hip_flexion", screen.visit.cells.sides[1])
        await keyed(pilot, "x")
        await pilot.click(offset=place_of(pilot, "declined"))
        await settled(pilot)
        assert front(pilot) == "AssessmentScreen"
        assert "declined" in seen(pilot)


async def test_an_empty_clinic_says_what_to_do(tmp_path: Path) -> None:
    async with clinics.app(clinics.empty(tmp_path / "c")).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        said = seen(pilot)
        assert "No patient yet. ctrl+n enters the first one, then the injury." in said
        assert "clinic-tui demo" in said


async def test_the_demo_leads_on_and_can_be_sent_away(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    guide = tour()
    async with ClinicApp(opened(folder), guide=lambda: guide).run_test(size=USUAL) as pilot:
        await settled(pilot)
        guide.begin(pilot.app)
        await done(pilot)
        assert "Type lind, then enter" in seen(pilot)
        await keyed(pilot, *"lind", "enter")
        guide.look(pilot.app)
        await done(pilot)
        assert "a measures: today's visit" in seen(pilot)
        await keyed(pilot, "d")
        guide.look(pilot.app)
        await keyed(pilot, "escape", "a", "escape")
        await keyed(pilot, "ctrl+o")
        assert "ctrl+o hides" not in seen(pilot)
        await keyed(pilot, "ctrl+o")
        assert "ctrl+o hides" in seen(pilot)


async def test_a_real_clinic_has_no_guide(tmp_path: Path) -> None:
    app = clinics.app(clinics.clinic(tmp_path / "c"))
    assert app.guide is None
    assert "guide" not in {command.id for command in app.offered("app")}
    assert app.settings == Settings()
