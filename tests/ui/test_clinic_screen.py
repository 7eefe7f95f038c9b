"""The clinic's screen: people, passphrases, the recovery code, the history and verifying."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import DeskError
from clinic_tui.model.person import Clinician
from clinic_tui.model.words import Role
from clinic_tui.store.chart_file import SUFFIX
from clinic_tui.ui.screens.clinic import ClinicScreen
from clinic_tui.ui.screens.code import CodeScreen
from clinic_tui.ui.screens.form import FormScreen
from clinic_tui.ui.screens.history import HistoryScreen
from clinic_tui.ui.screens.patients import PatientsScreen
from clinic_tui.ui.widgets.ledger import Ledger
from tests.store.samples import PASSPHRASE
from tests.ui import clinics
from tests.ui.visits import NOW, RUNNER, seen, settled, typed

SECOND = "a second passphrase"
HOSTILE = "O'Neil [/b] [@click=app.quit]\x1b[2J"


async def on_screen(pilot: Pilot[None]) -> ClinicScreen:
    """Opens the clinic's screen from the patient list."""
    await settled(pilot)
    await pilot.press("f4")
    await settled(pilot)
    assert isinstance(pilot.app.screen, ClinicScreen)
    return pilot.app.screen


async def filled(pilot: Pilot[None], *fields: str) -> None:
    """Types a form from its first field and keeps it."""
    for text in fields:
        await typed(pilot, text)
        await pilot.press("tab")
    await pilot.press("ctrl+s")
    await settled(pilot)


def opened(desk: Desk, who: str, passphrase: str = SECOND) -> Desk:
    return Desk.open(desk.folder, passphrase, clock=fixed_clock(NOW), clinician=who)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_people_stand_with_role_registration_and_passphrase(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = clinics.clinic(tmp_path / "c")
    desk.add_clinician(Clinician(name=HOSTILE, role=Role.ASSISTANT), SECOND)
    desk.remove_passphrase(HOSTILE)
    app = clinics.app(desk)
    async with app.run_test(size=size) as pilot:
        await on_screen(pilot)
        text = seen(pilot)
        assert "has one · you" in text
        assert "physiotherapist" in text
        assert "O'Neil [/b]" in text
        assert desk.history_head() in text
        await pilot.press("escape")
        assert isinstance(app.screen, PatientsScreen)


async def test_somebody_new_is_added_by_keys_and_opens_the_clinic(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_screen(pilot)
        await pilot.press("n")
        await settled(pilot)
        await filled(pilot, "Noor Haddad", "physio", "PH 2", SECOND, "another one")
        assert "passphrases differ" in seen(pilot)
        await pilot.press("shift+tab", *["backspace"] * 20)
        await typed(pilot, SECOND)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, ClinicScreen)
        assert "Noor Haddad" in seen(pilot)
    assert opened(desk, "Noor Haddad").clinician.registration == "PH 2"


async def test_a_role_is_put_right(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_screen(pilot)
        await pilot.press("e")
        await settled(pilot)
        await pilot.press(*["backspace"] * 20)
        await filled(pilot, "physician")
        assert "physician" in seen(pilot)
    assert desk.clinician.role is Role.PHYSICIAN


async def test_the_clinics_numbers_are_put_right_by_keys(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_screen(pilot)
        await pilot.press("a")
        await settled(pilot)
        await pilot.press("tab", "tab", *["backspace"] * 20)
        await filled(pilot, "01632 960 999")
        assert isinstance(app.screen, ClinicScreen)
        assert "01632 960 999" in seen(pilot)
    assert desk.clinic.telephone == "01632 960 999"


async def test_a_passphrase_is_taken_away_only_when_that_is_chosen(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    desk.add_clinician(Clinician(name="Noor Haddad", role=Role.PHYSICIAN), SECOND)
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_screen(pilot)
        await pilot.press("down", "x")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert opened(desk, "Noor Haddad").clinician.name == "Noor Haddad"
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert "none" in seen(pilot)
        with pytest.raises(DeskError):
            opened(desk, "Noor Haddad")
        await pilot.press("g")
        await settled(pilot)
        await filled(pilot, "a third passphrase", "a third passphrase")
        assert isinstance(app.screen, ClinicScreen)
    assert opened(desk, "Noor Haddad", "a third passphrase")


async def test_the_last_who_may_sign_keeps_the_passphrase_and_is_told_why(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await on_screen(pilot)
        await pilot.press("x")
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert "last person" in seen(pilot)
    assert desk.members()[0].passphrase


async def test_ones_own_passphrase_is_changed(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_screen(pilot)
        await pilot.press("p")
        await settled(pilot)
        await filled(pilot, PASSPHRASE, SECOND, SECOND)
        assert isinstance(app.screen, ClinicScreen)
    assert opened(desk, desk.clinician.name)


async def test_a_new_recovery_code_is_shown_once_and_typed_back(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    before = desk.recovery_code
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_screen(pilot)
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert desk.recovery_code == before
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert isinstance(app.screen, CodeScreen)
        code = desk.recovery_code
        assert code
        assert code != before
        await typed(pilot, code.replace("-", "").lower())
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ClinicScreen)
    Desk.recover(desk.folder, code, desk.clinician.name, SECOND, clock=fixed_clock(NOW))


async def test_verifying_says_that_all_is_whole_and_then_what_is_not(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_screen(pilot)
        await pilot.press("v")
        await settled(pilot)
        assert "Every byte is as it was saved" in seen(pilot)
        chart = next((tmp_path / "c" / "charts").glob(f"*{SUFFIX}"))
        raw = bytearray(chart.read_bytes())
        raw[len(raw) // 2] ^= 1
        chart.write_bytes(raw)
        await pilot.press("v")
        await settled(pilot)
        assert "× 1 problem" in seen(pilot)
        assert chart.name[:12] in seen(pilot)


@pytest.mark.parametrize("key", ["n", "e", "x", "g", "c", "a"])
async def test_an_assistant_is_told_in_one_line_why_not(tmp_path: Path, key: str) -> None:
    helper = Clinician(name="Bo Lind", role=Role.ASSISTANT)
    desk = clinics.clinic(tmp_path / "c", who=helper)
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await on_screen(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert app.screen is screen
        assert "An assistant records and cannot sign" in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_history_of_the_clinic_is_newest_first_and_narrows(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=size) as pilot:
        await on_screen(pilot)
        await pilot.press("H")
        await settled(pilot)
        assert isinstance(app.screen, HistoryScreen)
        ledger = app.screen.query_one(Ledger)
        numbers = [entry.number for entry in ledger._entries]
        assert numbers == [str(n) for n in range(len(numbers), 0, -1)]
        assert "signed assessment" in seen(pilot)
        await typed(pilot, "sign jonas")
        await settled(pilot)
        assert {entry.what for entry in ledger._entries} == {"signed assessment"}
        await pilot.press("escape")
        await settled(pilot)
        assert len(ledger._entries) == len(numbers)
        await pilot.press("ctrl+end")
        assert ledger.entry is not None
        assert ledger.entry.number == "1"
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, ClinicScreen)


@pytest.mark.parametrize("tab", ["Readiness", "Assessments", "Plan", "Clearance", "Papers"])
async def test_a_charts_history_is_on_one_key_from_every_tab(tmp_path: Path, tab: str) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, tab)
        await pilot.press("H")
        await settled(pilot)
        assert isinstance(app.screen, HistoryScreen)
        entries = app.screen.query_one(Ledger)._entries
        assert [entry.what for entry in entries] == [
            "looked at",
            "signed assessment",
            "admitted",
        ]
        assert entries[1].save == "save 2"


async def test_of_thousands_of_entries_only_those_in_sight_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = clinics.clinic(tmp_path / "c")
    one = desk.history()
    many = tuple(one[i % len(one)] for i in range(20_000))
    monkeypatch.setattr(desk, "history", lambda patient_id=None: many)
    drawn: list[int] = []
    whole = Ledger.render_line

    def counted(ledger: Ledger, y: int) -> Strip:
        drawn.append(y)
        return whole(ledger, y)

    monkeypatch.setattr(Ledger, "render_line", counted)
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_screen(pilot)
        await pilot.press("H")
        await settled(pilot)
        for key in ("pagedown", "pagedown", "ctrl+end", "up"):
            await pilot.press(key)
            await settled(pilot)
        ledger = app.screen.query_one(Ledger)
        assert ledger.chosen == 19_998
        assert max(drawn) < 24
        assert len(drawn) < 20 * 24


async def test_a_locked_clinic_is_said_where_the_history_would_stand(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_screen(pilot)
        desk.lock()
        await app.push_screen(HistoryScreen(desk, RUNNER))
        await settled(pilot)
        assert "locked" in seen(pilot).lower()


async def test_a_form_about_people_keeps_what_was_typed_when_left_once(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_screen(pilot)
        await pilot.press("n")
        await settled(pilot)
        await typed(pilot, "Noor")
        await pilot.press("escape")
        assert isinstance(app.screen, FormScreen)
        assert "Not saved yet" in seen(pilot)
