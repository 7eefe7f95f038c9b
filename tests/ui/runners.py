"""A clinic whose runner has a plan of three weeks behind, for the diary's screens."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from textual.pilot import Pilot

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.running import Row
from clinic_tui.judgement.diary import paper_of
from clinic_tui.judgement.diary_code import check_figure, row_key, row_letter
from clinic_tui.model.episode import Episode
from clinic_tui.model.person import Clinician
from clinic_tui.model.plan import Plan
from clinic_tui.model.runlog import RunLog
from tests.store.samples import PASSPHRASE
from tests.ui import clinics
from tests.ui.visits import NOW, RUNNER, typed

LATER = NOW + timedelta(days=21)
"""Friday 11 December; ten rows of the paper lie behind, the first on 20 November."""
CLEAN = ("0200000", "0200000", "0200000", "0400000", "0400000", "0400000", "0600000")


def clinic(folder: Path, *, who: Clinician | None = None, episode: Episode | None = None) -> Desk:
    """Cleared and planned by the physiotherapist; opened three weeks later."""
    desk = clinics.clinic(folder, episode=episode)
    desk.give_clearance(RUNNER, "running by plan")
    made = desk.make_plan(RUNNER, "article_run_walk")
    assert isinstance(made, Plan)
    later = Desk.open(folder, PASSPHRASE, clock=fixed_clock(LATER))
    if who is not None:
        later.clinician = who
    return later


def code(desk: Desk, row: int, boxes: str, plan: int = -1) -> str:
    """A row as it stands on a plan's paper, its last figure added up."""
    chart = desk.chart(RUNNER)
    paper = paper_of(chart, chart.plans[plan])
    last = check_figure(row_key(paper.plan, paper.version, row), boxes)
    return f"{row_letter(row)}{boxes}{last}".lower()


def keep(desk: Desk, row: int, boxes: str) -> RunLog:
    """A row that was kept before."""
    chart = desk.chart(RUNNER)
    read = desk.read_row(chart, code(desk, row, boxes))
    assert isinstance(read, Row)
    return desk.keep_run(RUNNER, read.log).run_logs[-1]


def kept(desk: Desk) -> tuple[RunLog, ...]:
    """The runs on the disk."""
    return desk.chart(RUNNER).run_logs


async def write(pilot: Pilot[None], text: str) -> int:
    """Types a code and ends it; returns the keys it took."""
    await typed(pilot, text)
    await pilot.press("enter")
    return len(text) + 1
