"""A plan from a programme: dated sessions from the first day to the clearance's last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle, pairwise
from typing import Literal

from clinic_tui.judgement.values import day, plain
from clinic_tui.knowledge.programme import Programme, ProgrammeStep
from clinic_tui.model.clearance import ClearanceId, Given
from clinic_tui.model.episode import Episode
from clinic_tui.model.plan import Plan, PlanId, Session
from clinic_tui.model.strict import canonical

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CAP_PERCENT, CAP_MINUTES = Decimal(10), Decimal(2)
"""The general cap on growth, the source article's; steps above it are marked on the plan."""

OTHER_WORK: tuple[tuple[Literal["strength", "cross"], str], ...] = (
    ("strength", "strength and mobility"),
    ("cross", "cycle, swim or walk in water, 20 to 30 min"),
)
"""What is done in turns on days without a run."""


@dataclass(frozen=True, slots=True)
class NoPlan:
    """Why there is no plan."""

    sentence: str
    reasons: tuple[str, ...] = ()


def make_plan(
    *,
    plan_id: PlanId,
    episode: Episode,
    clearance_id: ClearanceId,
    given: Given,
    programme: Programme,
    programme_digest: str,
    start: date,
    running_days: tuple[int, ...],
    now: datetime,
) -> Plan | NoPlan:
    """Dated sessions of a programme, or why there can be none.

    Args:
        plan_id: the plan's own id.
        episode: the injury it is for.
        clearance_id: the decisions it rests on.
        given: the clearance that stands; nothing is planned after its last day.
        programme: steps in order.
        programme_digest: binds the plan to the programme's every letter.
        start: the first day.
        running_days: weekdays with a run, 0 for Monday.
        now: when it is made.
    """
    if reasons := tuple(_forbids(episode, given, programme, start, running_days)):
        return NoPlan(f"No plan: {reasons[0]}.", reasons)
    return Plan(
        id=plan_id,
        episode=episode.id,
        clearance=clearance_id,
        basis=basis(given, programme_digest),
        programme=programme.id,
        programme_name=programme.name,
        programme_version=programme.version,
        programme_digest=programme_digest,
        made_at=now,
        start=start,
        until=given.until,
        sessions=tuple(_sessions(programme, start, given.until, running_days)),
        notes=tuple(_marks(programme)),
    )


def basis(given: Given, programme_digest: str) -> str:
    """Digest of assessment, protocol, programme and clearance: another one, another plan."""
    return hashlib.sha256((canonical(given) + programme_digest).encode()).hexdigest()


def _forbids(
    episode: Episode,
    given: Given,
    programme: Programme,
    start: date,
    running_days: tuple[int, ...],
) -> Iterator[str]:
    if episode.diagnosis not in programme.classes:
        yield f"programme {programme.name!r} is not for {episode.diagnosis.words}"
    if not given.start <= start <= given.until:
        yield f"it must start from {day(given.start)} to {day(given.until)}, as cleared"
    days = sorted(set(running_days))
    if not days or not set(days) <= set(range(7)):
        yield "choose running days, Monday to Sunday"
        return
    gaps = [after - before for before, after in pairwise((*days, days[0] + 7))]
    if min(gaps) <= programme.rest_days_between_runs:
        wanted = programme.rest_days_between_runs
        rest = "1 rest day" if wanted == 1 else f"{wanted} rest days"
        yield f"{_words(days)}: the programme asks for {rest} between runs"


def _words(days: list[int]) -> str:
    return ", ".join(DAYS[each] for each in days)


def _sessions(
    programme: Programme, start: date, until: date, running_days: tuple[int, ...]
) -> Iterator[Session]:
    """Runs on running days, walks on every day a step asks for, and between them other work."""
    steps = _each_session(programme)
    pending = next(steps, None)
    others = cycle(OTHER_WORK)
    for offset in range((until - start).days + 1):
        on = start + timedelta(days=offset)
        daily = pending is not None and pending[1].sessions_a_week == 7
        if pending is not None and (daily or on.weekday() in running_days):
            number, step = pending
            yield Session(
                on=on,
                kind="run" if step.jog_minutes else "walk",
                step=number,
                intervals=step.session,
                note=step.note,
            )
            pending = next(steps, None)
        elif on.weekday() == _rest_day(running_days):
            yield Session(on=on, kind="rest", note="rest day")
        else:
            kind, note = next(others)
            yield Session(on=on, kind=kind, note=note)


def _each_session(programme: Programme) -> Iterator[tuple[int, ProgrammeStep]]:
    for number, step in enumerate(programme.steps, start=1):
        for _ in range(step.sessions):
            yield number, step


def _rest_day(running_days: tuple[int, ...]) -> int | None:
    """One day a week with nothing at all: the last one that is no running day."""
    return max((each for each in range(7) if each not in running_days), default=None)


def _marks(programme: Programme) -> Iterator[str]:
    """Steps that grow by more than 10 % and 2 min, which only the programme's own rule allows."""
    for before, after in pairwise(programme.steps):
        grown = after.jog_minutes - before.jog_minutes
        if grown > max(before.jog_minutes * CAP_PERCENT / 100, CAP_MINUTES):
            yield (
                f"{after.name}: {plain(grown)} min more jogging than before, by the programme's "
                f"own rule; the general cap is {plain(CAP_PERCENT)} % or {plain(CAP_MINUTES)} min"
            )
