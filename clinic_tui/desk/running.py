"""Running at the desk: chart to chart, what the diary, a decision and a new plan do to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from clinic_tui.desk.deciding import Case
from clinic_tui.desk.errors import refuse
from clinic_tui.desk.recording import changed, next_id
from clinic_tui.judgement.bouts import Proposal
from clinic_tui.judgement.clearance import REASON_LENGTH
from clinic_tui.judgement.diary import in_words, paper_of, rows, run_log
from clinic_tui.judgement.diary_code import Misread, read_code, row_letter
from clinic_tui.judgement.pain import Passage, Place, advise, bolder, break_steps, course
from clinic_tui.judgement.pain_answers import answers
from clinic_tui.judgement.values import day
from clinic_tui.knowledge.pain_rule import PainRule
from clinic_tui.knowledge.programme import Programme
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import Signature
from clinic_tui.model.plan import Plan
from clinic_tui.model.runlog import Advice, AdviceTaken, RunLog, RunLogId


@dataclass(frozen=True, slots=True)
class Course:
    """The runs of an episode by one programme, with advice and decisions, and where they led."""

    plan: Plan
    programme: Programme
    passages: tuple[Passage, ...]
    place: Place
    """Where the runner stands today, a break until today counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """A typed row that can be kept: in words, and with what is to be asked."""

    log: RunLog
    words: str
    ask: tuple[str, ...]


def row(now: Case, typed: str, at: datetime, plan: Plan | None = None) -> Row | Misread:
    """A diary code read against a plan's paper, before anything is kept.

    Args:
        now: the case.
        typed: the code.
        at: when it is typed.
        plan: whose paper it stands on; the newest plan's unless given, so that an older paper
            that was recognised can be typed all the same.

    Raises:
        Refused: there is no plan.
    """
    plan = plan or _plan(now)
    mine = [each for each in now.chart.plans if each.episode == plan.episode]
    others = [paper_of(now.chart, each) for each in reversed(mine) if each.id != plan.id]
    read = read_code(typed, paper_of(now.chart, plan), others)
    if isinstance(read, Misread):
        return read
    session = rows(plan)[read.row]
    if session.on > now.on:
        words = in_words(read, session)
        return Misread(f"{words.partition(':')[0]} is still to come; look at the row")
    log = run_log(
        read, session, plan, log_id=_next_log(now.chart), code=typed.strip(), entered_at=at
    )
    return Row(log, in_words(read, session), answers(log).ask)


def proposed(now: Case, found: Proposal, zone: ZoneInfo, at: datetime) -> RunLog:
    """A run as a watch's file proposes it: minutes and hours; pain is never in a file.

    The runner's answers are filled in before it is kept; what is not, stays missing.
    """
    started = found.started_at.astimezone(zone)
    ended = started + timedelta(seconds=sum(bout.seconds for bout in found.bouts))
    return changed(
        blank(now, started.date(), at),
        done_jog_minutes=Decimal(str(found.minutes("jog"))),
        notes=f"from a run file: {found.words}",
        ended_at=ended,
    )


def blank(now: Case, on: date, at: datetime) -> RunLog:
    """A run of a day with nothing answered; of the newest plan's row where that has one then."""
    plan = now.chart.plan_of(now.episode.id)
    planned = rows(plan) if plan is not None else ()
    index, session = next(((i, each) for i, each in enumerate(planned) if each.on == on), (0, None))
    of_plan = plan is not None and session is not None
    return RunLog(
        id=_next_log(now.chart),
        episode=now.episode.id,
        on=on,
        planned_jog_minutes=session.jog_minutes if session is not None else None,
        entered_at=at,
        plan=plan.id if plan is not None and of_plan else None,
        row=row_letter(index) if of_plan else "",
        step=session.step if session is not None else None,
    )


def with_log(now: Case, log: RunLog) -> Chart:
    """The chart with one more run, with what the pain rule says of it.

    Raises:
        Refused: the row or the id is kept already, or the run lies in the future.
    """
    _admit(now, log, now.chart.run_logs)
    return _advised(now, (*now.chart.run_logs, log), log.id)


def _admit(now: Case, log: RunLog, others: Sequence[RunLog]) -> None:
    for known in others:
        if known.id == log.id or (log.row and (known.plan, known.row) == (log.plan, log.row)):
            raise refuse(f"The run of {day(known.on)} is kept already; put it right there.")
    if log.on > now.on:
        raise refuse("A run cannot lie in the future.")


def revised_log(now: Case, log: RunLog) -> Chart:
    """The chart with a run put right, such as after asking; what was decided on stays.

    Raises:
        Refused: there is no such run, a clinician decided on it, or it would lie on the row of
            another or in the future.
    """
    known = _log(now.chart, log.id)
    if known.decision is not None:
        raise refuse("A decision was taken on this run; it is not changed any more.")
    _admit(now, log, [each for each in now.chart.run_logs if each.id != log.id])
    right = changed(log, advice=known.advice)
    kept = tuple(right if each.id == log.id else each for each in now.chart.run_logs)
    return _advised(now, kept, log.id)


def decided(now: Case, log_id: RunLogId, advice: Advice, by: Signature, reason: str) -> Chart:
    """The chart with a clinician's decision on an advice: accepted, or another with a reason.

    Raises:
        Refused: no such run, decided already, or bolder than the advice without a reason.
    """
    log = _log(now.chart, log_id)
    if log.decision is not None:
        raise refuse("A decision was taken on this run already.")
    if log.advice is None:
        raise refuse("There is no advice on this run to decide on.")
    if advice is not log.advice and len(reason.strip()) < REASON_LENGTH:
        how = "bolder than" if bolder(advice, log.advice) else "another than"
        raise refuse(f"{how.capitalize()} the advice: give a reason of {REASON_LENGTH} characters.")
    taken = changed(log, decision=AdviceTaken(by=by, advice=advice, reason=reason.strip()))
    kept = tuple(taken if each.id == log_id else each for each in now.chart.run_logs)
    return changed(now.chart, run_logs=kept)


def course_of(now: Case, logs: Sequence[RunLog] | None = None) -> Course | None:
    """The episode's runs by the newest plan's programme; none without plan or programme."""
    plan = now.chart.plan_of(now.episode.id)
    programme = now.library.programmes.get(plan.programme) if plan is not None else None
    if plan is None or programme is None:
        return None
    mine = [
        each
        for each in now.chart.plans
        if each.episode == plan.episode and each.programme == plan.programme
    ]
    ids = {each.id for each in mine}
    entered = now.chart.run_logs if logs is None else logs
    runs = [each for each in entered if each.episode == plan.episode and each.plan in (None, *ids)]
    first = next((s.step for s in mine[0].sessions if s.step is not None), 1)
    steps = len(programme.steps)
    passages = course(runs, programme, now.pain_rule, Place(step=min(first, steps)))
    place = passages[-1].after if passages else Place(step=min(first, steps))
    lost = break_steps(place.last_run, now.on, programme)
    if lost:
        place = replace(place, step=max(1, place.step - lost), clean=0)
    return Course(plan, programme, passages, place)


def _advised(now: Case, logs: Sequence[RunLog], log_id: RunLogId) -> Chart:
    """The chart with these runs; those that nobody decided on get the pain rule's advice.

    A stop that was said stays said: only a clinician's decision goes on from it.
    """
    walked = course_of(now, logs)
    said = {each.log.id: each.advised.advice for each in (walked.passages if walked else ())}

    def with_advice(log: RunLog) -> RunLog:
        if log.decision is not None or log.episode != now.episode.id:
            return log
        if log.advice is Advice.STOP_AND_CALL or (log.id not in said and log.id != log_id):
            return log
        # Without a plan there are no steps, and still what was written has a meaning.
        found = said[log.id] if log.id in said else _without_steps(log, now.pain_rule)
        return log if found is log.advice else changed(log, advice=found)

    return changed(now.chart, run_logs=tuple(with_advice(each) for each in logs))


def _without_steps(log: RunLog, rule: PainRule | None) -> Advice:
    found = advise(log, rule).advice
    return Advice.REPEAT if found is Advice.ADVANCE else found


def _plan(now: Case) -> Plan:
    plan = now.chart.plan_of(now.episode.id)
    if plan is None:
        raise refuse("No plan was made yet; there is no diary to read.")
    return plan


def _log(chart: Chart, log_id: RunLogId) -> RunLog:
    found = next((each for each in chart.run_logs if each.id == log_id), None)
    if found is None:
        raise refuse("There is no such run in this chart.")
    return found


def _next_log(chart: Chart) -> RunLogId:
    return RunLogId(next_id("r", (each.id for each in chart.run_logs)))
