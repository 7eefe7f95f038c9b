"""A whole visit by keys alone, from an empty folder to the papers in hand."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from textual.events import Key
from textual.pilot import Pilot

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.model.person import PatientId
from clinic_tui.ui.app import ClinicApp
from clinic_tui.ui.screens.assessment import AssessmentScreen
from clinic_tui.ui.screens.code import CodeScreen
from clinic_tui.ui.screens.decide import DecideScreen
from clinic_tui.ui.screens.first_start import FirstStartScreen
from clinic_tui.ui.screens.injury_form import InjuryForm
from clinic_tui.ui.screens.papers import PapersScreen
from clinic_tui.ui.screens.patients import PatientsScreen
from clinic_tui.ui.screens.plan import PlanScreen
from clinic_tui.ui.screens.review import ReviewScreen
from tests.store.samples import PASSPHRASE
from tests.ui.visits import NAMES, NOW, seen, settled

CLINIC = ("Quay Clinic", "1 Quay", "0100 200", "0100 300", "112", "Europe/London", "english")
CLINICIAN = ("Ina Berg", "physiotherapist", "PH 11")
PATIENT = ("Marlow", "Ines", "1992-03-14", "female")
INJURY = ("tendon", "gluteal tendinopathy", "left", "2026-06-01", "healthy", "no")
VISIT = (
    *("wlk 31 p0", "str 2 p0", "pd 0", "pn 0", "swl none", "lmp no", "clk none", "cyc 23 p0"),
    *("fl L 117 R 121", "ex L 14 R 15", "ab L 43 R 44", "ad L 26 R 28"),
    *("ir L 34 R 36", "er L 40 R 43"),
    *("flx L 203 198 204 p0 R 212 215 209 p0", "ext L 231 240 238 p0 R 251 248 255 p0"),
    *("abd L 192 186 187 p0 R 205 201 198 p0", "add L 176 180 178 p0 R 190 188 185 p0"),
    *("irs L 98 101 99 p0 R 104 106 102 p0", "ers L 88 91 90 p0 R 95 97 94 p0"),
    "slb L 34 p0 R 38 p0",
)


async def line(pilot: Pilot[None], text: str) -> None:
    """A text key by key, ended by enter; the screen is waited for once, not for each letter."""
    for char in text:
        pilot.app.post_message(Key(NAMES.get(char, char), char))
    await pilot.pause()
    await pilot.press("enter")


async def fields(pilot: Pilot[None], *texts: str) -> None:
    """Fills fields one below the other."""
    for text in texts:
        await line(pilot, text)
    await settled(pilot)


async def save(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+s")
    await settled(pilot)


def text_of(paper: Path) -> str:
    """All words of a paper, whatever the lines they stand in."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(paper).pages).split())


async def test_a_visit_from_an_empty_folder_to_the_papers(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    app = ClinicApp(folder, clock=fixed_clock(NOW))
    async with app.run_test(size=(120, 40)) as pilot:
        assert isinstance(app.screen, FirstStartScreen)
        assert "only a passphrase or the recovery code opens it" in seen(pilot)
        await fields(pilot, *CLINIC, *CLINICIAN, PASSPHRASE, PASSPHRASE)
        assert PASSPHRASE not in seen(pilot)
        await save(pilot)
        assert isinstance(app.screen, CodeScreen)
        assert app.gate.desk is not None
        await line(pilot, app.gate.desk.recovery_code.lower().replace("-", ""))
        await settled(pilot)
        assert isinstance(app.screen, PatientsScreen)

        await pilot.press("ctrl+n")
        await settled(pilot)
        await fields(pilot, *PATIENT)
        await save(pilot)
        assert isinstance(app.screen, InjuryForm)
        await fields(pilot, *INJURY)
        await save(pilot)
        assert "INJURED: LEFT" in seen(pilot)

        await pilot.press("a")
        await settled(pilot)
        await pilot.press(*"n" * 15, "enter")
        await settled(pilot)
        assert isinstance(app.screen, AssessmentScreen)
        await pilot.press("slash")
        for row in VISIT:
            await line(pilot, row)
        await settled(pilot)
        await save(pilot)
        assert isinstance(app.screen, ReviewScreen), seen(pilot)
        await save(pilot)
        assert "Ready" in seen(pilot), seen(pilot)
        assert "signed by Ina Berg" in seen(pilot)

        await pilot.press("d")
        await settled(pilot)
        assert isinstance(app.screen, DecideScreen)
        await pilot.press("down", "tab")
        assert "injured hip LEFT" in seen(pilot)
        await save(pilot)
        assert isinstance(app.screen, PlanScreen)
        await pilot.press("m")
        await settled(pilot)
        assert "Week 1" in seen(pilot)

        await pilot.press("7")
        await settled(pilot)
        assert isinstance(app.screen, PapersScreen)
        await pilot.press("p", "enter")
        await settled(pilot)
        report = app.screen.made
        assert report is not None
        await pilot.press("l", "enter")
        await settled(pilot)
        plan = app.screen.made
        assert plan is not None
        assert plan != report
        assert "".join(str(plan).split()) in "".join(seen(pilot).split())

    chart = Desk.open(folder, clock=fixed_clock(NOW), passphrase=PASSPHRASE).chart(
        PatientId("0001")
    )
    assert chart.assessments[-1].signed is not None
    said = text_of(report)
    for number in ("Ines Marlow", "LEFT", "117°", "204 N", "34 s", "31 min", "23 min"):
        assert number in said
    said = text_of(plan)
    for number in ("Ines Marlow", "LEFT hip", "Ina Berg, physiotherapist", "0100 300", "112"):
        assert number in said
