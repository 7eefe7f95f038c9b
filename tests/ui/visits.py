"""A clinic with one runner for the screens' tests: a signed visit a fortnight ago, none open."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

from textual.pilot import Pilot

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import Assessment, FlagId
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.person import Clinician, Patient, PatientId
from clinic_tui.ui.app import ClinicApp
from clinic_tui.ui.keys import Keys
from clinic_tui.ui.screens.assessment import AssessmentScreen
from clinic_tui.ui.visit import Visit
from tests.builders import (
    a_clinic,
    a_clinician,
    a_signature,
    base_assessment,
    base_chart,
    base_episode,
    changed,
)
from tests.store.samples import CHEAP, PASSPHRASE

NOW = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)
TODAY = date(2026, 11, 20)
LAST = date(2026, 11, 6)
RUNNER = PatientId("0001")
NAMES = {" ": "space", "/": "slash", ".": "full_stop", ",": "comma", "-": "minus"}
_TEXT = re.compile(r'<text[^>]* y="([0-9.]+)"[^>]*>(.*?)</text>')


def runner(
    *,
    patient: Patient | None = None,
    episode: Episode | None = None,
    earlier: tuple[Assessment, ...] = (),
) -> Chart:
    """The base chart with its visit signed a fortnight ago, and earlier ones."""
    signed = changed(
        base_assessment(on=LAST), signed=a_signature(datetime(2026, 11, 6, 12, 0, tzinfo=UTC))
    )
    return base_chart(patient=patient, episode=episode, assessment=signed, earlier=earlier)


def clinic(folder: Path, chart: Chart | None = None, who: Clinician | None = None) -> Desk:
    """A new clinic on the disk with one runner."""
    desk = Desk.first_start(
        folder,
        a_clinic(),
        who or a_clinician(),
        clock=fixed_clock(NOW),
        passphrase=PASSPHRASE,
        cost=CHEAP,
    )
    desk.add_chart(chart or runner())
    return desk


def again(folder: Path) -> Desk:
    """The same clinic opened anew, as after a killed terminal."""
    return Desk.open(folder, clock=fixed_clock(NOW), passphrase=PASSPHRASE)


def visit(chart: Chart | None = None, *, today: date = TODAY) -> Keys:
    """The keyboard of a visit without any screen."""
    found = chart or runner()
    episode = found.current_episode or base_episode()
    draft = changed(base_assessment(on=today, readings=(), red_flags=()), id="a2", masking=None)
    library = built_in()
    protocol = library.protocol_for(episode.diagnosis)
    return Keys(Visit(found, draft, library, protocol, "Jonas Ebert", today))


def type_in(keys: Keys, text: str) -> None:
    """Types into the cell; a space is the space bar."""
    for char in text:
        keys.space() if char == " " else keys.key(char)


async def assess(pilot: Pilot[None], desk: Desk, *, flags: bool = False) -> AssessmentScreen:
    """Opens the assessment, with every red flag answered no unless they are what is looked at."""
    screen = AssessmentScreen(desk, RUNNER)
    record = screen.visit.record
    if not flags:
        for row in screen.visit.library.triage.flags:
            record.answer(FlagId(row.id), False)
        record.mask("painkiller_24h", False)
        record.mask("injection_6w", False)
    await pilot.app.push_screen(screen)
    await settled(pilot)
    return screen


async def typed(pilot: Pilot[None], text: str) -> None:
    """Types a text letter by letter."""
    await pilot.press(*(NAMES.get(char, char) for char in text))


async def settled(pilot: Pilot[None]) -> None:
    """Waits until nothing is judged or written any more."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def seen(pilot: Pilot[None]) -> str:
    """The text that stands on the screen, line by line."""
    lines: dict[float, str] = {}
    for y, text in _TEXT.findall(pilot.app.export_screenshot()):
        lines[float(y)] = lines.get(float(y), "") + unescape(text).replace("\xa0", " ")
    return "\n".join(lines[y] for y in sorted(lines))


def app_of(desk: Desk) -> ClinicApp:
    """The app on a clinic."""
    return ClinicApp(desk)
