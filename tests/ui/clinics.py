"""A clinic with one runner whose assessment was signed today, for the chart's screens."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.person import Clinician, Patient
from clinic_tui.ui.app import ClinicApp
from clinic_tui.ui.screens.tabs import open_tab
from tests.builders import a_clinic, a_clinician, base_assessment, base_episode, base_patient
from tests.store.samples import CHEAP, PASSPHRASE
from tests.ui.visits import NOW, RUNNER, settled


def clinic(
    folder: Path,
    assessment: Assessment | None = None,
    *,
    patient: Patient | None = None,
    episode: Episode | None = None,
    who: Clinician | None = None,
) -> Desk:
    """A new clinic; the assessment is signed by the physiotherapist, whoever then opens it."""
    desk = Desk.first_start(
        folder, a_clinic(), a_clinician(), clock=fixed_clock(NOW), passphrase=PASSPHRASE, cost=CHEAP
    )
    runner, injury = patient or base_patient(), episode or base_episode()
    desk.add_chart(Chart(patient=runner, episodes=(injury,)))
    desk.sign_assessment(runner.id, assessment or base_assessment())
    if who is not None:
        desk.clinician = who
    return desk


def empty(folder: Path) -> Desk:
    """A clinic without patients."""
    return Desk.first_start(
        folder, a_clinic(), a_clinician(), clock=fixed_clock(NOW), passphrase=PASSPHRASE, cost=CHEAP
    )


async def tab(pilot: Pilot[None], desk: Desk, name: str) -> None:
    """Opens a tab of the runner's chart."""
    open_tab(pilot.app, desk, RUNNER, name)
    await settled(pilot)


def app(desk: Desk) -> ClinicApp:
    """The app on a clinic."""
    return ClinicApp(desk)
