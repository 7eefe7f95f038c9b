"""The patient list, driven by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from clinic_tui.desk.desk import Desk
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import PatientId
from clinic_tui.ui.screens.patients import PatientsScreen
from clinic_tui.ui.screens.readiness import ReadinessScreen
from clinic_tui.ui.widgets.roll import Roll
from tests.builders import base_patient
from tests.store.samples import PASSPHRASE
from tests.ui import clinics
from tests.ui.visits import seen, settled, typed

SIZES = pytest.mark.parametrize(
    "size", [(80, 24), (100, 30), (117, 40), (118, 40), (120, 40), (200, 50)], ids=str
)
HOSTILE = "\x1b]0;x\x07[b]Ines[/b]\u202e"


def three(folder: Path) -> Desk:
    """The runner and two more people."""
    desk = clinics.clinic(folder)
    for number, name in (("0002", "Wiśniewska"), ("0003", HOSTILE)):
        patient = base_patient(id=PatientId(number), family_name=name, given_name="")
        desk.add_chart(Chart(patient=patient))
    return desk


@SIZES
async def test_each_line_says_side_readiness_and_clearance(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with clinics.app(three(tmp_path / "c")).run_test(size=size) as pilot:
        await settled(pilot)
        screen = seen(pilot)
        for word in ("Lindqvist, Marta", "LEFT", "gluteal tendinopathy", "ready", "not asked"):
            assert word in screen
        assert "3 of 3" in screen


async def test_the_list_narrows_at_each_key_and_without_accents(tmp_path: Path) -> None:
    async with clinics.app(three(tmp_path / "c")).run_test(size=(80, 24)) as pilot:
        await typed(pilot, "wisn")
        assert "1 of 3" in seen(pilot)
        await pilot.press("escape")
        await typed(pilot, "left")
        assert "1 of 3" in seen(pilot)
        await typed(pilot, "zzz")
        assert "Nobody here answers to this. esc shows everybody again." in seen(pilot)


async def test_a_hostile_name_is_shown_and_does_nothing(tmp_path: Path) -> None:
    async with clinics.app(three(tmp_path / "c")).run_test(size=(200, 50)) as pilot:
        await settled(pilot)
        screen = seen(pilot)
        assert "[U+001B]]0;x[U+" in screen
        assert "\x1b" not in screen


async def test_enter_opens_the_chart_and_escape_comes_back(tmp_path: Path) -> None:
    app = clinics.app(three(tmp_path / "c"))
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "marta")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReadinessScreen)
        assert "INJURED: LEFT" in seen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, PatientsScreen)
        assert app.screen.query_one(Input).value == "marta"
        await typed(pilot, "wisn")
        assert app.screen.query_one(Input).value == "wisn"


async def test_arrows_choose(tmp_path: Path) -> None:
    app = clinics.app(three(tmp_path / "c"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "down", "up")
        person = app.screen.query_one(Roll).person
        assert person is not None
        assert person.key == "0001"


async def test_a_damaged_file_is_said_and_the_others_are_listed(tmp_path: Path) -> None:
    desk = three(tmp_path / "c")
    sorted((tmp_path / "c" / "charts").glob("*.sealed"))[0].write_bytes(b"{")
    async with clinics.app(desk).run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "3 of 3" in seen(pilot)
        assert isinstance(pilot.app.screen, PatientsScreen)
        pilot.app.screen.look_over()
        await settled(pilot)
        assert "! The file" in seen(pilot)
        assert "restore it from a backup" in seen(pilot)


async def test_an_empty_clinic_says_what_to_do(tmp_path: Path) -> None:
    async with clinics.app(clinics.empty(tmp_path / "c")).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "No patient yet. ctrl+n enters the first one" in seen(pilot)


async def test_what_another_window_saved_is_shown(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        desk.news()
        other = Desk.open(tmp_path / "c", PASSPHRASE, clock=desk.now)
        other.add_chart(Chart(patient=base_patient(id=PatientId("0007"), family_name="Novák")))
        assert isinstance(pilot.app.screen, PatientsScreen)
        pilot.app.screen.hear()
        await settled(pilot)
        assert "Novák" in seen(pilot)
        assert "2 of 2" in seen(pilot)
