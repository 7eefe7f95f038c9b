"""The pain rule as a state machine: a run log and what came before it, to advice and next state.

Pure: times are those of the logs. The strictest row that matches wins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clinic_tui.judgement.pain_answers import Answers, answers
from clinic_tui.knowledge.pain_rule import BOLDNESS, PainRow, PainRule
from clinic_tui.knowledge.programme import Programme
from clinic_tui.model.runlog import Advice, RunLog

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Advised:
    """What the rule says of one run, with the reason for clinician and runner."""

    advice: Advice
    row: str
    """The row that decided; `clean` where none matched."""
    clinician: str
    patient: str
    days_off: int = 0
    ends_run: bool = False
    ask: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the runner stands in a programme."""

    step: int = 1
    clean: int = 0
    """Clean sessions in a row at this step."""
    stepped_back: bool = False
    """Whether the last step back was not yet followed by a clean session."""
    not_growing_until: date | None = None
    """The last day of the week after a step back."""
    no_run_before: date | None = None
    stopped: bool = False
    """Nothing goes on until a clinician has decided."""
    last_run: date | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One run on the way: what was advised, what a clinician decided, and where it led."""

    log: RunLog
    advised: Advised
    taken: Advice
    before: Place
    after: Place
    break_steps: int = 0
    """Steps back for the days without a run before this one."""


def advise(log: RunLog, rule: PainRule | None, *, stepped_back: bool = False) -> Advised:
    """What the pain rule says of a run that is within its step's sessions.

    `advance` means clean: whether the next step comes is a matter of how many were clean.

    Args:
        log: the run.
        rule: of the diagnosis class; without one everything stops.
        stepped_back: whether a step back was not yet followed by a clean session.
    """
    if rule is None:
        return Advised(
            Advice.STOP_AND_CALL,
            "no_rule",
            "no diagnosis, no pain rule: the clinician sees the runner before the next run",
            "Stop running and call us before your next run.",
        )
    read = answers(log)
    row = _strictest(rule, read)
    if row is not None and row.advice is Advice.STEP_BACK and stepped_back:
        read = replace(read, signs=read.signs | {"two_steps_back"})
        row = _strictest(rule, read)
    if row is None:
        return Advised(
            Advice.ADVANCE, "clean", rule.clean_clinician, rule.clean_patient, ask=read.ask
        )
    return Advised(
        row.advice,
        row.id,
        row.clinician,
        row.patient,
        days_off=row.days_off,
        ends_run=row.ends_run,
        ask=read.ask,
    )


def _strictest(rule: PainRule, read: Answers) -> PainRow | None:
    # The loader has put no milder row above a stricter one.
    return next((row for row in rule.rows if _matches(row, read)), None)


def _matches(row: PainRow, read: Answers) -> bool:
    if read.gone is not None and read.gone in row.gone:
        return True
    if not read.signs.isdisjoint(row.signs):
        return True
    return any(
        score is not None and span.lowest <= score <= span.highest
        for span in row.scores
        for score in (read.scores[moment] for moment in span.at)
    )


def course(
    logs: Iterable[RunLog], programme: Programme, rule: PainRule | None, start: Place
) -> tuple[Passage, ...]:
    """Every run of a programme in order, with advice, decision and the place it led to.

    A day without a log is no entry: it neither advances nor counts as painless.
    """
    passages: list[Passage] = []
    place = start
    for log in sorted(logs, key=lambda each: (each.on, each.entered_at, each.id)):
        passage = _pass(log, programme, rule, place)
        passages.append(passage)
        place = passage.after
    return tuple(passages)


def _pass(log: RunLog, programme: Programme, rule: PainRule | None, before: Place) -> Passage:
    lost = break_steps(before.last_run, log.on, programme) if log.ran else 0
    ready = replace(before, step=max(1, before.step - lost), clean=0) if lost else before
    if log.ran and not lost:
        ready = _past_walks(ready, log, programme)
    if not log.ran:
        # Pain is unknown, and nothing was shown by it. Signs of danger still stop.
        advised = _not_run(log, rule)
    else:
        ready = replace(ready, last_run=log.on)
        advised = advise(log, rule, stepped_back=before.stepped_back)
        advised = _by_programme(advised, log, programme, ready)
    taken = log.decision.advice if log.decision is not None else advised.advice
    return Passage(log, advised, taken, before, _moved(ready, log, advised, taken, programme), lost)


def _past_walks(place: Place, log: RunLog, programme: Programme) -> Place:
    """The place past steps that are only walked: a diary has no rows that could be judged there."""
    step, written = place.step, min(log.step or 0, len(programme.steps))
    while step < written and not programme.steps[step - 1].jog_minutes:
        step += 1
    return place if step == place.step else replace(place, step=step, clean=0)


def _not_run(log: RunLog, rule: PainRule | None) -> Advised:
    said = advise(log, rule)
    if said.advice is Advice.STOP_AND_CALL:
        return said
    return Advised(
        Advice.REPEAT, "not_run", "not run: the session is still to come", "Do this run next time."
    )


def break_steps(last_run: date | None, on: date, programme: Programme) -> int:
    """Steps back that a programme asks for after so many days without a run."""
    rule = programme.on_break
    if rule is None or last_run is None:
        return 0
    days_off = (on - last_run).days - 1
    return days_off // rule.days_a_step if days_off >= rule.from_days else 0


def _by_programme(advised: Advised, log: RunLog, programme: Programme, place: Place) -> Advised:
    """What the pain rule says, as far as the programme's own rules make it stricter."""
    match advised.advice:
        case Advice.ADVANCE:
            return _enough(advised, log, programme, place)
        case Advice.HOLD:
            return _rested(advised, programme.hold.days_off)
        case Advice.STEP_BACK:
            steps = programme.step_back.steps
            if steps > 1:
                clinician = f"{advised.clinician}; this programme goes back {steps} steps"
                patient = f"{advised.patient} In this plan that is {steps} steps."
                advised = replace(advised, clinician=clinician, patient=patient)
            return _rested(advised, programme.step_back.days_off)
    return advised


def _rested(advised: Advised, days: int) -> Advised:
    """An advice with the programme's days off, where the pain rule does not ask for more."""
    if days <= advised.days_off:
        return advised
    many = f"{days} days off" if days > 1 else "1 day off"
    return replace(
        advised,
        days_off=days,
        clinician=f"{advised.clinician}; {many} by the programme",
        patient=f"{advised.patient} Do not run for {days} day{'s' if days > 1 else ''}.",
    )


def _enough(advised: Advised, log: RunLog, programme: Programme, place: Place) -> Advised:
    """A clean session advances only after enough of them, not in the week after a step back,
    and only if it was the step's whole session."""
    wanted = programme.needed(place.step)
    planned = programme.steps[place.step - 1].jog_minutes
    short = log.done_jog_minutes is None or log.done_jog_minutes < planned
    if short:
        why = "clean, and shorter than the step: it does not count towards the next"
        return replace(advised, advice=Advice.REPEAT, row="short", clinician=why)
    count = place.clean + 1
    if count < wanted:
        why = f"{advised.clinician}; {count} of {wanted} clean sessions at this step"
        return replace(advised, advice=Advice.REPEAT, clinician=why)
    if place.not_growing_until is not None and log.on < place.not_growing_until:
        why = f"{advised.clinician}; no growth in the week after a step back"
        return replace(advised, advice=Advice.REPEAT, clinician=why)
    if place.step == len(programme.steps):
        why = f"{advised.clinician}; the programme's last step is done"
        return replace(advised, clinician=why)
    return advised


def _moved(
    place: Place, log: RunLog, advised: Advised, taken: Advice, programme: Programme
) -> Place:
    """The place after a run. A stop holds until a clinician has decided otherwise by name."""
    stopped = taken is Advice.STOP_AND_CALL or (place.stopped and log.decision is None)
    clean = advised.row == "clean"
    place = replace(place, stopped=stopped, stepped_back=place.stepped_back and not clean)
    match taken:
        case Advice.ADVANCE:
            return replace(place, step=min(place.step + 1, len(programme.steps)), clean=0)
        case Advice.REPEAT:
            # A session that was not run, or short of the step, breaks no row of clean ones.
            kept = place.clean if advised.row in ("not_run", "short") else 0
            return replace(place, clean=place.clean + 1 if clean else kept)
        case Advice.STEP_BACK | Advice.STOP_AND_CALL if Advice.STEP_BACK in (taken, advised.advice):
            # A stop that somebody chose instead of a step back never leads above that step.
            return replace(
                place,
                step=max(1, place.step - programme.step_back.steps),
                clean=0,
                stepped_back=True,
                not_growing_until=log.on + WEEK,
                no_run_before=log.on + timedelta(days=_days_off(advised, taken, programme) + 1),
            )
        case Advice.HOLD if days := _days_off(advised, taken, programme):
            return replace(place, clean=0, no_run_before=log.on + timedelta(days=days + 1))
    return replace(place, clean=0)


def _days_off(advised: Advised, taken: Advice, programme: Programme) -> int:
    """Days off that were advised; those of the programme where a clinician decided otherwise."""
    if taken is advised.advice:
        return advised.days_off
    return programme.hold.days_off if taken is Advice.HOLD else programme.step_back.days_off


def bolder(one: Advice, other: Advice) -> bool:
    """Whether one advice is bolder than another."""
    return BOLDNESS.index(one) > BOLDNESS.index(other)
