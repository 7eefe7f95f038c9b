"""Locking: nothing of a patient on the screen, no key in memory, nothing typed lost."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import DeskError
from clinic_tui.store.errors import LockedError
from clinic_tui.ui.app import ClinicApp
from clinic_tui.ui.screens.assessment import AssessmentScreen
from clinic_tui.ui.screens.blank import BlankScreen
from clinic_tui.ui.screens.choose import ChooseModal
from clinic_tui.ui.screens.keys_forms import RecoverForm
from clinic_tui.ui.screens.patients import PatientsScreen
from clinic_tui.ui.screens.readiness import ReadinessScreen
from clinic_tui.ui.screens.unlock import UnlockScreen
from tests.builders import a_clinic, a_clinician
from tests.store.samples import PASSPHRASE
from tests.ui import clinics
from tests.ui.visits import NAMES, NOW, RUNNER, assess, settled


class Ticks:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def everything(pilot: Pilot[None]) -> str:
    return pilot.app.export_screenshot()


async def typed(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*(NAMES.get(char, char) for char in text), "enter")
    await settled(pilot)


async def test_a_sealed_clinic_opens_by_its_passphrase_alone(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    name = desk.heads()[0].listed
    app = ClinicApp(tmp_path / "c", clock=fixed_clock(NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, UnlockScreen)
        await typed(pilot, "not the passphrase")
        assert "does not open the clinic" in everything(pilot).replace("&#160;", " ")
        assert isinstance(app.screen, UnlockScreen)
        await typed(pilot, PASSPHRASE)
        assert isinstance(app.screen, PatientsScreen)
        assert name.partition(",")[0] in everything(pilot)
    told = [event.what for event in desk.history()]
    assert told[-2:] == ["failed unlock", "unlocked"]


async def test_an_untouched_window_locks_and_goes_on_where_it_was(tmp_path: Path) -> None:
    ticks = Ticks()
    desk = clinics.clinic(tmp_path / "c")
    name = desk.heads()[0].listed.partition(",")[0]
    app = ClinicApp(desk, clock=fixed_clock(NOW), ticks=ticks)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "readiness")
        ticks.now = 299
        app.gate.look()
        await settled(pilot)
        assert not desk.locked
        await pilot.press("down")
        ticks.now = 299 + 299
        app.gate.look()
        assert not desk.locked
        ticks.now = 299 + 301
        app.gate.look()
        await settled(pilot)
        assert isinstance(app.screen, UnlockScreen)
        assert desk.locked
        assert name not in everything(pilot)
        with pytest.raises(DeskError, match="locked"):
            desk.chart(RUNNER)
        await typed(pilot, PASSPHRASE)
        assert isinstance(app.screen, ReadinessScreen)
        assert name in everything(pilot)
        assert desk.chart(RUNNER).patient.id == RUNNER


async def test_an_open_assessment_locks_later_and_keeps_what_was_typed(tmp_path: Path) -> None:
    ticks = Ticks()
    desk = clinics.clinic(tmp_path / "c")
    app = ClinicApp(desk, clock=fixed_clock(NOW), ticks=ticks)
    async with app.run_test(size=(120, 40)) as pilot:
        await assess(pilot, desk)
        await pilot.press("slash")
        await typed(pilot, "slb L 22 p3")
        ticks.now = 301
        app.gate.look()
        assert not desk.locked
        ticks.now = 901
        app.gate.look()
        await settled(pilot)
        assert desk.locked
        await typed(pilot, PASSPHRASE)
        assert isinstance(app.screen, AssessmentScreen)
    draft = Desk.open(tmp_path / "c", PASSPHRASE, clock=fixed_clock(NOW)).draft(RUNNER)
    assert "one_leg_stand_eyes_open_free" in {reading.measure for reading in draft.readings}


async def test_the_privacy_key_blanks_at_once(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f12")
        await settled(pilot)
        assert isinstance(app.screen, UnlockScreen)
        with pytest.raises(LockedError):
            _ = desk._files.keys.opened
        await pilot.press("escape", "ctrl+r", "f12")
        await settled(pilot)
        assert isinstance(app.screen, RecoverForm)


async def test_the_demo_is_blanked_and_any_key_brings_it_back(tmp_path: Path) -> None:
    desk = Desk.first_start(
        tmp_path / "c", a_clinic(), a_clinician(), clock=fixed_clock(NOW), demo=True
    )
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f12")
        await settled(pilot)
        assert isinstance(app.screen, BlankScreen)
        await pilot.press("x")
        await settled(pilot)
        assert isinstance(app.screen, PatientsScreen)


async def test_a_draft_that_is_kept_behind_the_lock_does_not_open_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = ClinicApp(desk, clock=fixed_clock(NOW))
    on_the_way, go_on = threading.Event(), threading.Event()
    keep = desk.keep_draft

    def slow(*arguments: Any) -> datetime:
        on_the_way.set()
        assert go_on.wait(20)
        return keep(*arguments)

    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "readiness")
        screen = await assess(pilot, desk)
        monkeypatch.setattr(desk, "keep_draft", slow)
        assert screen.keys.write_row("wlk 31 p0")
        screen.changed()
        app.post_message(Key("escape", None))
        while not on_the_way.is_set():
            await pilot.pause(0)
        lock = app.gate.lock

        def locked_while_it_is_kept() -> None:
            go_on.set()
            lock()

        monkeypatch.setattr(app.gate, "lock", locked_while_it_is_kept)
        app.post_message(Key("f12", None))
        await settled(pilot)
        assert isinstance(app.screen, UnlockScreen)
        await typed(pilot, PASSPHRASE)
        assert isinstance(app.screen, ReadinessScreen)


async def test_nothing_is_copied_without_asking_and_a_lock_takes_it_back(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.copy_to_clipboard("Marlow")
        await settled(pilot)
        assert isinstance(app.screen, ChooseModal)
        await pilot.press("enter")
        await settled(pilot)
        assert app.clipboard == ""
        app.copy_to_clipboard("Marlow")
        await settled(pilot)
        await pilot.press("2", "enter")
        await settled(pilot)
        assert app.clipboard == "Marlow"
        app.copy_to_clipboard("Marlow, Ines")
        assert app.clipboard == "Marlow, Ines"
        await pilot.press("f12")
        await settled(pilot)
        assert app.clipboard == ""
        await pilot.press(*"passphrase", "ctrl+a", "ctrl+c", "ctrl+x")
        await settled(pilot)
        assert app.clipboard == ""
        assert app.screen.query_one(Input).value == "passphrase"
