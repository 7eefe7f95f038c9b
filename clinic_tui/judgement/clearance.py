"""Where a clearance stands, what may be decided next, and how a past decision is replayed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from clinic_tui.judgement.gates import answered_yes
from clinic_tui.judgement.readiness import judge
from clinic_tui.judgement.values import day
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Measure
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.knowledge.triage import Flag, Triage
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Asked, Clearance, ClearanceStatus, Given, Refused, Withdrawn
from clinic_tui.model.episode import Episode
from clinic_tui.model.person import Clinician
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.runlog import Advice
from clinic_tui.model.strict import Strict, canonical, digest
from clinic_tui.model.words import Outcome, Verdict

REASON_LENGTH = 20
"""An override's reason has at least this many characters."""

PROPOSED: Final = "running by the clinic's plan"
"""What is allowed, as it stands there to be changed."""
STOP_AT_ANY: Final = "stop at any pain in the bone"
STOP_AT_FOUR: Final = "stop at 4 of 10, sharp pain or a limp"
"""A condition, as it stands there to be changed."""

Action = Literal["give", "give_with_limits", "ask", "refuse", "withdraw"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a clearance stands on a day."""

    status: ClearanceStatus
    sentence: str
    until: date | None = None
    given: Given | None = None
    """The clearance that stands, or that was suspended or has expired."""
    reasons: tuple[str, ...] = ()
    """Why it is suspended."""
    since: date | None = None
    """The day from which it stands so; absent where the chart does not know it."""

    @property
    def allows(self) -> bool:
        """Whether anything is allowed on that day."""
        return self.status in (ClearanceStatus.GIVEN, ClearanceStatus.GIVEN_WITH_LIMITS)


@dataclass(frozen=True, slots=True)
class Option:
    """One decision a clinician may or may not take now."""

    action: Action
    offered: bool
    needs_reason: bool = False
    why: str = ""
    """Why it is not offered, or what it overrides."""


def standing(chart: Chart, episode: Episode, on: date, library: Library) -> Standing:
    """Where the clearance of an episode stands on a day, clinic time.

    A clearance that was given is suspended by what came after its signature: a red flag, a run
    that says stop and call, a newer signed assessment that is not ready, a changed diagnosis,
    side or operation, or a move of what it rests on. Only a new signature gives it back.
    """
    clearance = chart.clearance_of(episode.id)
    last = clearance.events[-1] if clearance is not None and clearance.events else None
    match last:
        case None:
            return Standing(ClearanceStatus.NOT_ASKED, "not asked")
        case Asked():
            sentence = f"asked of {last.of} on {day(last.by.at.date())}"
            return Standing(ClearanceStatus.ASKED, sentence, since=last.by.at.date())
        case Refused():
            sentence = f"refused by {last.by.name} on {day(last.by.at.date())}: {last.reason}"
            return Standing(ClearanceStatus.REFUSED, sentence, since=last.by.at.date())
        case Withdrawn():
            sentence = f"withdrawn by {last.by.name} on {day(last.by.at.date())}: {last.reason}"
            withdrawn, given = ClearanceStatus.WITHDRAWN, _given(clearance)
            return Standing(withdrawn, sentence, given=given, since=last.by.at.date())
    return _of_given(chart, episode, last, on, library)


def _given(clearance: Clearance | None) -> Given | None:
    events = clearance.events if clearance is not None else ()
    return next((event for event in reversed(events) if isinstance(event, Given)), None)


def _of_given(chart: Chart, episode: Episode, given: Given, on: date, library: Library) -> Standing:
    status = ClearanceStatus.GIVEN_WITH_LIMITS if given.with_limits else ClearanceStatus.GIVEN
    if on > given.until:
        sentence = f"expired after {day(given.until)}"
        expired, since = ClearanceStatus.EXPIRED, given.until + timedelta(days=1)
        return Standing(expired, sentence, given.until, given, since=since)
    if found := tuple(_suspended_by(chart, episode, given, on, library)):
        reasons = tuple(reason for reason, _ in found)
        sentence, suspended = f"suspended: {reasons[0]}", ClearanceStatus.SUSPENDED
        first = min((on for _, on in found if on is not None), default=None)
        return Standing(suspended, sentence, given.until, given, reasons, first)
    sentence = f"{status.words} by {given.by.name} until {day(given.until)}"
    return Standing(status, sentence, given.until, given, since=given.by.at.date())


def _suspended_by(
    chart: Chart, episode: Episode, given: Given, on: date, library: Library
) -> Iterator[tuple[str, date | None]]:
    """Why it is suspended, each with its day where the chart knows it."""
    then = given.basis.episode
    if (merged := chart.merged_into) is not None:
        yield f"this chart was merged into number {merged.chart}", merged.by.at.date()
    weighed = {given.basis.assessment, *given.basis.inputs}
    if chart.moved_away & weighed:
        moved = (m.by.at.date() for m in chart.moved_out if m.assessment in weighed)
        since = min(moved, default=None)
        yield "it rests on an assessment of another patient, which was moved", since
    if episode.diagnosis is not then.diagnosis:
        yield f"the diagnosis changed to {episode.diagnosis.words}", None
    if episode.injured is not then.injured:
        yield f"the injured side changed to {episode.injured}", None
    if episode.surgery != then.surgery:
        yield "the operation on record changed", None
    later = [a for a in chart.current_assessments if a.on <= on and _since(a, given)]
    raised: dict[str, tuple[Flag, date]] = {}
    for assessment in later:
        for flag, _ in answered_yes(assessment, library):
            raised.setdefault(flag.id, (flag, assessment.on))
    for flag, since in raised.values():
        if flag.suspends:
            yield f"red flag, {flag.name}: {flag.do}", since
    for assessment in later:
        judged = assessment.readiness
        mine = assessment.episode == episode.id and assessment.signed is not None
        if mine and judged is not None and judged.verdict is Verdict.NOT_READY:
            yield f"the assessment of {day(assessment.on)} is not ready", judged.on
    for log in chart.run_logs:
        said = (log.advice, log.decision.advice if log.decision is not None else None)
        stops = Advice.STOP_AND_CALL in said and log.episode == episode.id
        if stops and given.by.at <= log.entered_at and log.on <= on:
            yield f"the run of {day(log.on)} says stop and call", log.entered_at.date()


def _since(assessment: Assessment, given: Given) -> bool:
    """Whether a clearance was signed without knowing of an assessment.

    What a decision weighed is listed in its basis, so that neither two signatures in one second
    nor a visit entered late under an earlier day is taken for known.
    """
    return assessment.id not in given.basis.inputs


def options(
    readiness: Readiness | None,
    now: Standing,
    clinician: Clinician,
    episode: Episode,
    protocol: Protocol | None,
    on: date,
) -> tuple[Option, ...]:
    """The decisions, each offered or with the reason why it is not."""
    why_not = tuple(_forbids(readiness, episode, protocol, on))
    signs = "" if clinician.may_sign else "an assistant records and cannot sign"
    overrides = _overrides(readiness)
    stop = signs or (why_not[0] if why_not else "")
    given = [
        Option(action, not stop, needs_reason=bool(overrides), why=stop or overrides)
        for action in ("give", "give_with_limits")
    ]
    asked_already = now.status is ClearanceStatus.ASKED or now.allows
    ask_why = f"clearance is {now.status.words}" if asked_already else ""
    standing_now = now.allows or now.status is ClearanceStatus.SUSPENDED
    withdraw_why = signs or ("" if standing_now else f"clearance is {now.status.words}")
    return (
        *given,
        Option("ask", not ask_why, why=ask_why),
        Option("refuse", not signs, needs_reason=True, why=signs),
        Option("withdraw", not withdraw_why, needs_reason=True, why=withdraw_why),
    )


def _forbids(
    readiness: Readiness | None, episode: Episode, protocol: Protocol | None, on: date
) -> Iterator[str]:
    """What no reason can override: flag, block, wrong protocol, scope, floor, no release."""
    if readiness is None:
        yield "no assessment has been judged"
        return
    for flag in readiness.flags:
        if flag.suspends and not flag.resolved:
            yield f"red flag not resolved: {flag.name}"
    for block in readiness.blocks:
        yield f"blocked: {block.sentence}"
    for why in readiness.scope:
        yield f"outside the protocol: {why}"
    if readiness.unanswered:
        yield f"red flags not answered: {', '.join(readiness.unanswered)}"
    if readiness.earliest is not None and on < readiness.earliest:
        yield f"no running before {day(readiness.earliest)}"
    if protocol is None or readiness.protocol is None:
        yield f"no protocol is for {episode.diagnosis.words}"
    elif episode.diagnosis not in protocol.classes:
        yield f"protocol {protocol.id} is not for {episode.diagnosis.words}"
    elif protocol.release_before_clearance and not _released(episode, on):
        yield "needs a physician's recorded release before anyone clears"


def _released(episode: Episode, on: date) -> bool:
    return episode.release is not None and episode.release.on <= on


def _overrides(readiness: Readiness | None) -> str:
    """What giving would override, in words; empty where the verdict is ready."""
    if readiness is None or readiness.verdict is Verdict.READY:
        return ""
    counts = [(o, readiness.count(o)) for o in (Outcome.NOT_MET, Outcome.UNKNOWN)]
    tally = ", ".join(f"{count} {outcome.words}" for outcome, count in counts if count)
    return f"overrides {tally}: give a reason of {REASON_LENGTH} characters or more"


class Knowledge(Strict):
    """What a judgement rests on besides the chart; kept whole, so that no file is needed later."""

    protocol: Protocol
    measures: tuple[Measure, ...]
    triage: Triage


def knowledge_bundle(library: Library, protocol: Protocol) -> tuple[str, str]:
    """Digest and canonical JSON of what a judgement by this protocol rests on."""
    names: set[str] = set(protocol.shows)
    for criterion in protocol.criteria:
        names.update(criterion.measures)
        if criterion.hand_grade is not None:
            names.add(criterion.hand_grade.measure)
    for measure in library.measures.values():
        if measure.id in names and measure.composite is not None:
            names.update((*measure.composite.sum_of, measure.composite.over))
    kept = tuple(m for m in library.measures.values() if m.id in names or m.raises)
    knowledge = Knowledge(protocol=protocol, measures=kept, triage=library.triage)
    return digest(knowledge), canonical(knowledge)


def replay(chart: Chart, given: Given) -> Readiness:
    """A past decision's readiness, judged anew from what the decision stored.

    Raises:
        KeyError: the chart does not hold the knowledge or the assessment it rests on.
    """
    basis = given.basis
    known = Knowledge.model_validate_json(chart.archive[basis.knowledge])
    library = Library.of(known.measures, [known.protocol], [], known.triage, None)
    weighed = tuple(a for a in chart.assessments if a.id in basis.inputs)
    # An amendment stands beside its original; the original itself was not weighed.
    beside = {each.id for a in weighed for each in chart.originals(a)} | set(basis.inputs)
    then = chart.model_copy(
        update={
            "patient": chart.patient.model_copy(update={"born": basis.born}),
            "assessments": tuple(a for a in chart.assessments if a.id in beside),
            # What was moved to its right patient later was weighed then all the same.
            "moved_out": (),
        }
    )
    judged = next((a for a in weighed if a.id == basis.assessment), None)
    if judged is None:
        raise KeyError(basis.assessment)
    return judge(then, basis.episode, judged, basis.readiness.on, library, known.protocol)
