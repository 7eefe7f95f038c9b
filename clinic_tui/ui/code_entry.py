"""A row of a paper diary while it is typed: what it says so far, and what enter would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_tui.desk.errors import DeskError
from clinic_tui.desk.running import Row
from clinic_tui.judgement.diary import paper_of, rows
from clinic_tui.judgement.diary_code import next_box, row_letter
from clinic_tui.judgement.values import plain
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.plan import Plan, Session
from clinic_tui.model.runlog import RunLog
from clinic_tui.ui.widgets.lines import week_day

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk

HINT = (
    "A row: its letter, then every box as it stands, - for an empty one. "
    "Not run: letter, 00, last figure."
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood of what is typed."""

    said: str
    """The row in words, what comes next, or why it cannot be."""
    wrong: bool = False
    row: Row | None = None
    """What enter keeps; none while nothing can be kept."""
    kept: RunLog | None = None
    """The run that this row was kept as before."""
    other: Plan | None = None
    """The plan whose paper it fits, where it does not fit this one."""


class CodeEntry:
    """The paper that is typed, row by row."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._plan: Plan | None = None
        """The plan whose paper lies on the table; the newest unless one was recognised."""

    def plan(self, chart: Chart, episode: EpisodeId) -> Plan | None:
        """The plan whose paper is typed now."""
        return self._plan or chart.plan_of(episode)

    def paper(self, chart: Chart, episode: EpisodeId) -> tuple[str, bool]:
        """Name of the paper that is typed, and whether a newer one was handed out since."""
        plan = self.plan(chart, episode)
        if plan is None:
            return "", False
        newest = chart.plan_of(episode)
        return paper_of(chart, plan).name, newest is not None and newest.id != plan.id

    def take(self, plan: Plan) -> None:
        """Goes on with another paper."""
        self._plan = plan

    def hear(self, chart: Chart, episode: EpisodeId, typed: str, *, whole: bool = False) -> Heard:
        """Reads what is typed.

        Args:
            chart: the chart.
            episode: the injury whose diary it is.
            typed: the code so far.
            whole: whether it was ended by enter, so that a part of a code is a mistake.
        """
        if not typed.strip():
            return Heard(HINT)
        plan = self.plan(chart, episode)
        if plan is None:
            return Heard("No plan was made yet; there is no paper to read.", wrong=True)
        try:
            read = self._desk.read_row(chart, typed, plan)
            if isinstance(read, Row):
                return Heard(read.words, row=read, kept=_kept(chart, read.log))
            letter, box = next_box(typed)
            session = _session(plan, letter)
            if box and not whole and session is not None:
                planned = plain(session.jog_minutes)
                head = f"{letter}, {week_day(session.on)}, {planned} min planned"
                return Heard(f"{head}; next {box}")
            other = self._other(chart, plan, typed)
        except DeskError as error:
            return Heard(error.sentence, wrong=True)
        return Heard(read.sentence, wrong=True, other=other)

    def _other(self, chart: Chart, plan: Plan, typed: str) -> Plan | None:
        """The newest other plan of the injury whose paper the code fits."""
        others = (p for p in chart.plans if p.episode == plan.episode and p.id != plan.id)
        fits = [p for p in others if isinstance(self._desk.read_row(chart, typed, p), Row)]
        return fits[-1] if fits else None


def _session(plan: Plan, letter: str) -> Session | None:
    return next((s for i, s in enumerate(rows(plan)) if row_letter(i) == letter), None)


def _kept(chart: Chart, log: RunLog) -> RunLog | None:
    """The run that this row of this paper was kept as, if it was."""
    return next(
        (each for each in chart.run_logs if (each.plan, each.row) == (log.plan, log.row)), None
    )
