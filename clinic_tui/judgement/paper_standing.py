"""Whether a paper that was issued still stands, and if not, from which day and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clinic_tui.judgement.clearance import Standing
from clinic_tui.judgement.values import day
from clinic_tui.model.chart import Chart
from clinic_tui.model.issued import Issued, Rests

Reason = tuple[date | None, str]
"""From which day, where the chart knows it, and why."""


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """Where a paper stands on a day."""

    current: bool
    since: date | None = None
    """The first day on which it did not stand any more, where the chart knows it."""
    why: str = ""
    until: date | None = None

    @property
    def sentence(self) -> str:
        """In one line, such as `superseded on 4 Dec 2026: a newer one was issued`."""
        if self.current:
            return f"current, last day {day(self.until)}" if self.until else "current"
        on = f" on {day(self.since)}" if self.since else ""
        return f"superseded{on}: {self.why}"


def paper_standing(
    chart: Chart, paper: Issued, now: Rests, standing: Standing, stale: Sequence[str], on: date
) -> PaperStanding:
    """Where a paper of a chart stands.

    Args:
        chart: that it was issued from, as it is now.
        paper: as it was issued.
        now: what such a paper would rest on today.
        standing: of the clearance of the paper's episode today.
        stale: what of its plan's grounds has changed, where it shows a plan.
        on: today.
    """
    found = [
        *_newer(chart, paper),
        *_put_right(chart, paper),
        *_readiness(chart, paper, now),
        *_clearance(paper, now, standing),
        *_plan(chart, paper, now, stale),
        *_ended(paper, on),
    ]
    if not found:
        return PaperStanding(True, until=paper.until)
    since, why = min(found, key=lambda reason: reason[0] or date.max)
    return PaperStanding(False, since, why, paper.until)


def _newer(chart: Chart, paper: Issued) -> Iterator[Reason]:
    """A later one of its kind replaces it, unless it says the same to somebody else."""
    later = chart.issued[chart.issued.index(paper) + 1 :]
    for other in later:
        alike = (other.kind, other.episode) == (paper.kind, paper.episode)
        same_reader = (other.to, other.to_name) == (paper.to, paper.to_name)
        if alike and (same_reader or other.rests_on != paper.rests_on):
            yield other.by.at.date(), f"a newer one was issued to {other.reader}"


def _put_right(chart: Chart, paper: Issued) -> Iterator[Reason]:
    of = paper.rests_on.assessment
    for entry in chart.assessments:
        if entry.amends is not None and entry.amends.of == of:
            yield entry.amends.by.at.date(), f"the assessment of {day(entry.on)} was put right"
    for move in chart.moved_out:
        if move.assessment == of:
            yield move.by.at.date(), "the assessment it rests on is another patient's"


def _readiness(chart: Chart, paper: Issued, now: Rests) -> Iterator[Reason]:
    then = paper.rests_on
    if not then.readiness or then.readiness == now.readiness:
        return
    for entry in chart.assessments:
        if entry.id == now.assessment != then.assessment and entry.signed is not None:
            yield entry.signed.at.date(), f"a newer assessment of {day(entry.on)} was signed"
            return
    yield None, "the readiness it shows reads otherwise now"


def _clearance(paper: Issued, now: Rests, standing: Standing) -> Iterator[Reason]:
    then = paper.rests_on
    if (then.status, then.clearance) != (now.status, now.clearance):
        yield standing.since, f"clearance is {standing.sentence}"


def _plan(chart: Chart, paper: Issued, now: Rests, stale: Sequence[str]) -> Iterator[Reason]:
    then = paper.rests_on
    if then.plan is None:
        return
    if then.plan_digest != now.plan_digest:
        made = [plan.made_at.date() for plan in chart.plans if plan.id == now.plan]
        yield (made[0] if made else None), "a newer plan was made"
    elif stale:
        later = [
            a.signed.at.date()
            for a in chart.of_episode(paper.episode)
            if a.signed is not None and a.signed.at > paper.by.at
        ]
        yield min(later, default=None), f"its plan is stale: {stale[0]}"


def _ended(paper: Issued, on: date) -> Iterator[Reason]:
    if paper.until is not None and on > paper.until:
        yield paper.until + timedelta(days=1), f"its last day was {day(paper.until)}"
