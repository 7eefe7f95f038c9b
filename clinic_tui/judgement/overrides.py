"""Override memory: where a clinician went against criteria or advice, and what came after.

Counts of one clinic's own decisions. They are no statistics: too few, and nobody was compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from clinic_tui.judgement.values import day
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Given
from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.plan import LaterStart
from clinic_tui.model.runlog import Advice, RunLog
from clinic_tui.model.words import Verdict

Kind = Literal["criteria", "advice", "plan"]
Outcome = Literal["no run since", "no stop since", "stepped back since", "stop and call since"]
KINDS: tuple[Kind, ...] = ("criteria", "advice", "plan")
NOBODY: Final = "not recorded"
OUTCOMES: tuple[Outcome, ...] = (
    "no stop since",
    "stepped back since",
    "stop and call since",
    "no run since",
)


@dataclass(frozen=True, slots=True)
class Override:
    """One decision against criteria, an advice or the linter."""

    kind: Kind
    on: date
    who: str
    what: str
    reason: str
    outcome: Outcome
    """The worst that the runs after it came to."""


def overrides(chart: Chart) -> tuple[Override, ...]:
    """Every override of a chart, oldest first."""
    found = (*_criteria(chart), *_advice(chart), *_plans(chart))
    return tuple(sorted(found, key=lambda each: (each.on, each.kind, each.what)))


def counted(found: Iterable[Override]) -> tuple[str, ...]:
    """A line for each kind of override: how many, and what came after."""
    every = list(found)
    lines: list[str] = []
    for kind in KINDS:
        mine = [each for each in every if each.kind == kind]
        if not mine:
            continue
        counts = {outcome: sum(e.outcome == outcome for e in mine) for outcome in OUTCOMES}
        parts = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count)
        lines.append(f"against {kind}: {len(mine)} ({parts})")
    return (*lines, "own counts, no statistics") if lines else ()


def _criteria(chart: Chart) -> Iterator[Override]:
    for clearance in chart.clearances:
        for event in clearance.events:
            if not isinstance(event, Given):
                continue
            verdict = event.basis.readiness.verdict
            if verdict is not Verdict.READY:
                on = event.by.at.date()
                yield Override(
                    "criteria",
                    on,
                    event.by.name,
                    f"cleared while {verdict.words}",
                    event.override_reason,
                    _since(chart, clearance.episode, on),
                )


def _advice(chart: Chart) -> Iterator[Override]:
    for log in chart.run_logs:
        taken = log.decision
        if taken is not None and log.advice is not None and taken.advice is not log.advice:
            yield Override(
                "advice",
                log.on,
                taken.by.name,
                f"{taken.advice.words} for {log.advice.words}",
                taken.reason,
                _since(chart, log.episode, log.on),
            )


def _plans(chart: Chart) -> Iterator[Override]:
    seen: set[tuple[EpisodeId, date, str]] = set()
    begun: set[tuple[EpisodeId, LaterStart]] = set()
    for plan in chart.plans:
        later = plan.later
        if later is not None and (plan.episode, later) not in begun:
            begun.add((plan.episode, later))
            on = plan.made_at.date()
            what = f"began at step {later.step}"
            since = _since(chart, plan.episode, on)
            yield Override("plan", on, later.by or NOBODY, what, later.reason, since)
        for session in plan.sessions:
            key = (plan.episode, session.on, session.kept)
            # A later version carries the same edit on; it was decided once.
            if session.kept and key not in seen:
                seen.add(key)
                yield Override(
                    "plan",
                    session.on,
                    session.kept_by or NOBODY,
                    f"session of {day(session.on)}",
                    session.kept,
                    _since(chart, plan.episode, session.on),
                )


def _since(chart: Chart, episode: EpisodeId, on: date) -> Outcome:
    later = [each for each in chart.run_logs if each.episode == episode and each.on > on]
    if not later:
        return "no run since"
    said = {advice for log in later for advice in _advices(log)}
    if Advice.STOP_AND_CALL in said:
        return "stop and call since"
    return "stepped back since" if Advice.STEP_BACK in said else "no stop since"


def _advices(log: RunLog) -> tuple[Advice | None, ...]:
    return (log.advice, log.decision.advice if log.decision is not None else None)
