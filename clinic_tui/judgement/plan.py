"""A plan from a programme: dated sessions from the first day to the clearance's last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from clinic_tui.judgement.plan_goal import goal, milestones
from clinic_tui.judgement.plan_lint import Broken, Ceiling, Done, Rules, days_words, lint
from clinic_tui.judgement.plan_notes import GROWS, LONGEST, TO_ASK, WITHOUT_READINESS
from clinic_tui.judgement.plan_work import works
from clinic_tui.judgement.schedule import FAR, Begin, Schedule
from clinic_tui.judgement.values import day, plain
from clinic_tui.knowledge.exercise import Exercise
from clinic_tui.knowledge.growth import Growth, allowed_growth
from clinic_tui.knowledge.programme import Programme
from clinic_tui.knowledge.running import RunningRules
from clinic_tui.model.clearance import ClearanceId, Given
from clinic_tui.model.digest import sha256
from clinic_tui.model.episode import Episode
from clinic_tui.model.plan import Bound, Plan, PlanId, Session
from clinic_tui.model.strict import canonical, digest
from clinic_tui.model.words import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class NoPlan:
    """Why there is no plan."""

    sentence: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind the runner when a plan is made: runs done, and where the steps stand."""

    done: tuple[Done, ...] = ()
    begin: Begin = field(default_factory=Begin)
    ceiling: Ceiling | None = None
    first_run: date | None = None
    """No run before this day, such as after two days off."""


NOTHING = Behind()


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
    running: RunningRules,
    exercises: Iterable[Exercise] = (),
    behind: Behind = NOTHING,
    assessment_digest: str = "",
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
        running: the general cap on growth and the caps by condition.
        exercises: the library that strength, mobility and stretching come from.
        behind: runs done and the step to begin at; nothing unless given.
        assessment_digest: of the assessment that was judged; its id unless given.
    """
    if reasons := tuple(_forbids(episode, given, programme, start, running_days, behind)):
        return NoPlan(f"No plan: {reasons[0]}.", reasons)
    rules = rules_of(given, episode, programme, running, start, running_days, behind)
    schedule = Schedule(rules, behind.begin)
    wanted = (given.until - start).days + 1
    reckoned: list[Session] = []
    for session in schedule.days(max(FAR, wanted)):
        if len(reckoned) >= wanted and schedule.finished is not None:
            break
        reckoned.append(session)
    sessions = reckoned[:wanted]
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
        sessions=tuple(sessions),
        notes=(*_without_readiness(given), *_to_ask(given, programme), *marks(programme, running)),
        running_days=tuple(sorted(set(running_days))),
        works=works(sessions, exercises, episode.diagnosis),
        milestones=milestones(reckoned, given.until),
        goal=goal(episode.goals, programme, schedule.finished, running.general, start),
        bound=bound(given, assessment_digest),
    )


def basis(given: Given, programme_digest: str) -> str:
    """Digest of assessment, protocol, programme and clearance: another one, another plan."""
    return sha256((canonical(given) + programme_digest).encode()).hex()


def bound(given: Given, assessment_digest: str = "") -> Bound:
    """What a plan rests on, part by part."""
    protocol = given.basis.readiness.protocol
    return Bound(
        assessment=assessment_digest or given.basis.assessment,
        protocol=protocol.digest if protocol is not None else "",
        clearance=digest(given),
    )


def rules_of(
    given: Given,
    episode: Episode,
    programme: Programme,
    running: RunningRules,
    start: date,
    running_days: tuple[int, ...],
    behind: Behind = NOTHING,
) -> Rules:
    """What a plan's sessions are held against."""
    limits = episode.surgery.limits if episode.surgery is not None else None
    floors = [given.start, given.basis.readiness.earliest, behind.first_run]
    floors.append(limits.earliest_running if limits is not None else None)
    return Rules(
        programme=programme,
        general=running.general,
        running_days=tuple(sorted(set(running_days))),
        start=start,
        not_before=max(each for each in floors if each is not None),
        until=None,
        caps=running.caps_for(episode.diagnosis),
        done=behind.done,
        ceiling=behind.ceiling,
    )


def lint_plan(plan: Plan, rules: Rules) -> tuple[Broken, ...]:
    """Every rule that a plan's sessions break, the clearance's last day among them."""
    late = tuple(
        Broken("last day", each.on, f"after the clearance's last day, {day(plan.until)}", each.kept)
        for each in plan.sessions
        if each.on > plan.until
    )
    return (*lint(plan.sessions, rules), *late)


def _forbids(
    episode: Episode,
    given: Given,
    programme: Programme,
    start: date,
    running_days: tuple[int, ...],
    behind: Behind,
) -> Iterator[str]:
    readiness = given.basis.readiness
    for flag in readiness.flags:
        if flag.suspends and not flag.resolved:
            yield f"red flag not resolved, {flag.name}: {flag.do}"
    for block in readiness.blocks:
        yield block.sentence.rstrip(".")
    if readiness.verdict is not Verdict.READY and not given.override_reason.strip():
        yield f"the clearance rests on {readiness.verdict.words} without a signed reason"
    if episode.diagnosis not in programme.classes:
        yield f"programme {programme.name!r} is not for {episode.diagnosis.words}"
    if not given.start <= start <= given.until:
        yield f"it must start from {day(given.start)} to {day(given.until)}, as cleared"
    if not 1 <= behind.begin.step <= len(programme.steps):
        yield f"programme {programme.name!r} has steps 1 to {len(programme.steps)}"
    yield from _days_forbid(programme, running_days)


def _days_forbid(programme: Programme, running_days: tuple[int, ...]) -> Iterator[str]:
    days = sorted(set(running_days))
    if not days or not set(days) <= set(range(7)):
        yield "choose running days, Monday to Sunday"
        return
    gaps = [(b - a) % 7 or 7 for a, b in zip(days, [*days[1:], days[0]], strict=True)]
    wanted = programme.rest_days_between_runs
    if min(gaps) <= wanted:
        rest = f"{wanted} rest day{'s' if wanted > 1 else ''}"
        yield f"{days_words(days)}: the programme asks for {rest} between runs"


def _without_readiness(given: Given) -> Iterator[str]:
    if given.basis.readiness.verdict is not Verdict.READY:
        said = WITHOUT_READINESS.format(
            verdict=given.basis.readiness.verdict.words,
            name=given.by.name,
            role=given.by.role,
            reason=given.override_reason,
        )
        yield said[:LONGEST]


def _to_ask(given: Given, programme: Programme) -> Iterator[str]:
    """Entry conditions of a programme that the assessment does not show."""
    shown = {f.criterion for f in given.basis.readiness.findings if f.outcome is Outcome.MET}
    for entry in programme.entry:
        if entry.criterion is None or entry.criterion not in shown:
            yield TO_ASK.format(entry=entry.sentence)


def marks(programme: Programme, running: RunningRules) -> Iterator[str]:
    """Steps that grow by more than the general cap, which only the programme's rule allows."""
    general: Growth = running.general
    for before, after in pairwise(programme.steps):
        grown = after.jog_minutes - before.jog_minutes
        if grown > allowed_growth(before.jog_minutes, general):
            yield GROWS.format(
                step_name=after.name,
                grown=plain(grown),
                percent=plain(general.percent),
                minutes=plain(general.minutes),
            )
