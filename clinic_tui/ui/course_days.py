"""The days of a course on one time line: runs, planned runs without an entry, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from clinic_tui.judgement.diary import rows
from clinic_tui.judgement.pain import Passage
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.plan import Plan, Session
from clinic_tui.model.runlog import Advice, RunLog

FEW = 3
"""So many planned runs in a row without an entry are shown one by one; more are one line."""


@dataclass(frozen=True, slots=True)
class RunDay:
    """A run that was entered, with its passage where it belongs to the programme."""

    log: RunLog
    step: int | None
    passage: Passage | None = None

    @property
    def on(self) -> date:
        """The day of the run."""
        return self.log.on


@dataclass(frozen=True, slots=True)
class EmptyDays:
    """Planned runs in a row that nobody wrote anything of; that is no entry, never zero."""

    sessions: tuple[Session, ...]
    """Oldest first."""

    @property
    def on(self) -> date:
        """The last of the days."""
        return self.sessions[-1].on

    @property
    def step(self) -> int | None:
        """Step of the last of them."""
        return self.sessions[-1].step

    @property
    def jog_minutes(self) -> Decimal:
        """Planned minutes of the last of them."""
        return self.sessions[-1].jog_minutes


CourseDay = RunDay | EmptyDays


def course_days(
    chart: Chart, episode: EpisodeId, passages: Sequence[Passage], today: date
) -> tuple[CourseDay, ...]:
    """All days of an episode until today, newest first."""
    of_log = {passage.log.id: passage for passage in passages}
    logs = sorted(
        (log for log in chart.run_logs if log.episode == episode),
        key=lambda log: (log.on, log.entered_at, log.id),
    )
    runs = [RunDay(log, _step(log, of_log.get(log.id)), of_log.get(log.id)) for log in logs]
    entered = {log.on for log in logs}
    plans = [plan for plan in chart.plans if plan.episode == episode]
    empty = [EmptyDays((s,)) for s in _planned(plans, today) if s.on not in entered]
    found: list[CourseDay] = [*runs, *empty]
    line = sorted(found, key=lambda each: each.on)
    return tuple(reversed(list(_gathered(line, today))))


def _step(log: RunLog, passage: Passage | None) -> int | None:
    return log.step if log.step is not None or passage is None else passage.before.step


def _planned(plans: Sequence[Plan], today: date) -> Iterator[Session]:
    """The runs until today, each of the plan that stood on its day."""
    for index, plan in enumerate(plans):
        later = plans[index + 1 :]
        for session in rows(plan):
            if session.on <= today and not any(_stood(other, session.on) for other in later):
                yield session


def _stood(plan: Plan, on: date) -> bool:
    return plan.start <= on and plan.made_at.date() <= on


def _gathered(line: Sequence[CourseDay], today: date) -> Iterator[CourseDay]:
    """Many empty days in a row become one; today's run may still be written."""
    for kind, group in groupby(line, key=lambda each: (type(each), each.on == today)):
        days = list(group)
        sessions = tuple(s for each in days if isinstance(each, EmptyDays) for s in each.sessions)
        if kind[0] is EmptyDays and len(sessions) > FEW:
            yield EmptyDays(sessions)
        else:
            yield from days


def stop_of(days: Sequence[CourseDay], cleared_at: datetime | None) -> RunDay | None:
    """The run whose stop and call holds; one that nobody decided on goes before the others.

    Args:
        days: newest first.
        cleared_at: when clearance was given last; an accepted stop holds until then.
    """
    runs = [each for each in days if isinstance(each, RunDay)]
    waiting = [r for r in runs if r.log.advice is Advice.STOP_AND_CALL and r.log.decision is None]
    accepted = [
        run
        for run in runs
        if run.log.decision is not None
        and run.log.decision.advice is Advice.STOP_AND_CALL
        and (cleared_at is None or cleared_at <= run.log.entered_at)
    ]
    return next(iter([*waiting, *accepted]), None)
