"""Deciding: chart to chart, what asking, giving, refusing and withdrawing do to a clearance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pydantic import ValidationError

from clinic_tui.desk.errors import refuse
from clinic_tui.desk.judging import judged, protocol_of
from clinic_tui.desk.recording import changed, next_id
from clinic_tui.judgement.clearance import (
    REASON_LENGTH,
    Action,
    Option,
    Standing,
    knowledge_bundle,
    options,
    standing,
)
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.pain_rule import PainRule
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import (
    Asked,
    Basis,
    Clearance,
    ClearanceEvent,
    ClearanceId,
    ClearanceStatus,
    Given,
    Refused,
    Withdrawn,
)
from clinic_tui.model.episode import Episode
from clinic_tui.model.person import Clinician, Signature
from clinic_tui.model.readiness import Readiness

REPLACED = "replaced by a new decision"


@dataclass(frozen=True, slots=True)
class Case:
    """What a decision is about, as everything stands at this moment."""

    chart: Chart
    episode: Episode
    assessment: Assessment | None
    """The newest signed one."""
    protocol: Protocol | None
    readiness: Readiness | None
    """As judged today."""
    standing: Standing
    clinician: Clinician
    library: Library
    on: date

    @property
    def pain_rule(self) -> PainRule | None:
        """The protocol's pain rule for the class; none for an injury that nobody has diagnosed."""
        return self.protocol.pain_rule(self.episode.diagnosis) if self.protocol else None

    @property
    def options(self) -> tuple[Option, ...]:
        """The decisions that may be taken, each with its reason why not."""
        found = options(
            self.readiness, self.standing, self.clinician, self.episode, self.protocol, self.on
        )
        if self.chart.merged_into is not None:
            gone = f"this chart was merged into number {self.chart.merged_into.chart}"
            return tuple(replace(option, offered=False, why=gone) for option in found)
        if all(a.signed is not None for a in self.chart.current_assessments):
            return found
        # What a draft says is not yet said by anybody, and must not be passed over either.
        why = "there is an unsigned draft; sign it or drop it before you decide"
        return tuple(
            replace(option, offered=False, why=why)
            if option.offered and option.action.startswith("give")
            else option
            for option in found
        )

    def option(self, action: Action) -> Option:
        """One of them."""
        return next(option for option in self.options if option.action == action)


def case(chart: Chart, episode: Episode, clinician: Clinician, library: Library, on: date) -> Case:
    """Judges the newest signed assessment of an episode anew, for a decision today."""
    signed = [a for a in chart.of_episode(episode.id) if a.signed is not None and a.on <= on]
    assessment = signed[-1] if signed else None
    protocol = protocol_of(episode, assessment, library)
    readiness = None
    if assessment is not None:
        readiness = judged(chart, assessment, on, library, protocol)
    return Case(
        chart=chart,
        episode=episode,
        assessment=assessment,
        protocol=protocol,
        readiness=readiness,
        standing=standing(chart, episode, on, library),
        clinician=clinician,
        library=library,
        on=on,
    )


def ask(now: Case, by: Signature, of: str) -> Chart:
    """Clearance asked of someone.

    Raises:
        Refused: it is asked or given already, or nobody is named.
    """
    _offered(now, "ask")
    if not of.strip():
        raise refuse("Name who is asked.")
    return _with_events(now.chart, now.episode, Asked(by=by, of=of))


def give(
    now: Case,
    by: Signature,
    *,
    allowed: str,
    conditions: Sequence[str],
    until: date | None,
    with_limits: bool,
    reason: str,
) -> Chart:
    """Clearance given, on readiness as judged at this moment, with all that it rests on.

    Raises:
        Refused: a rule forbids it, a reason is missing or short, or the last day is too far.
    """
    option = _offered(now, "give_with_limits" if with_limits else "give")
    if now.assessment is None or now.readiness is None or now.protocol is None:
        raise refuse("Nothing signed has been judged; sign an assessment first.")
    if option.needs_reason and len(reason.strip()) < REASON_LENGTH:
        raise refuse(f"An override needs a reason of {REASON_LENGTH} characters or more.")
    last = now.on + timedelta(days=now.protocol.clearance_days)
    if until is not None and not now.on <= until <= last:
        raise refuse(f"The last day must lie between today and {last:%Y-%m-%d}.")
    digest, knowledge = knowledge_bundle(now.library, now.protocol)
    basis = Basis(
        assessment=now.assessment.id,
        inputs=tuple(a.id for a in now.chart.current_assessments if a.on <= now.on),
        episode=now.episode,
        born=now.chart.patient.born,
        readiness=now.readiness,
        knowledge=digest,
    )
    try:
        given = Given(
            with_limits=with_limits,
            by=by,
            allowed=allowed,
            conditions=tuple(conditions),
            start=now.on,
            until=until or last,
            override_reason=reason if option.needs_reason else "",
            basis=basis,
        )
    except ValidationError:
        raise refuse("Write what is allowed and each condition in 1 to 500 characters.") from None
    archived = changed(now.chart, archive={**now.chart.archive, digest: knowledge})
    return _with_events(archived, now.episode, *_before(now, by), given)


def say_no(now: Case, by: Signature, reason: str) -> Chart:
    """Clearance refused, with the reason.

    Raises:
        Refused: by whom it may not be, or without a reason.
    """
    _offered(now, "refuse")
    _reasoned(reason)
    return _with_events(now.chart, now.episode, *_before(now, by), Refused(by=by, reason=reason))


def withdraw(now: Case, by: Signature, reason: str) -> Chart:
    """A clearance taken back.

    Raises:
        Refused: none stands, or without a reason.
    """
    _offered(now, "withdraw")
    _reasoned(reason)
    return _with_events(now.chart, now.episode, Withdrawn(by=by, reason=reason))


def _before(now: Case, by: Signature) -> list[ClearanceEvent]:
    """The steps that a direct decision passes through: what stood is taken back, then asked."""
    steps: list[ClearanceEvent] = []
    if now.standing.allows:
        steps.append(Withdrawn(by=by, reason=REPLACED))
    if now.standing.status not in (ClearanceStatus.ASKED, ClearanceStatus.SUSPENDED):
        steps.append(Asked(by=by, of=by.name))
    return steps


def _offered(now: Case, action: Action) -> Option:
    option = now.option(action)
    if not option.offered:
        raise refuse(f"Not possible: {option.why}.")
    return option


def _reasoned(reason: str) -> None:
    if not reason.strip() or len(reason) > 500:
        raise refuse("A reason of 1 to 500 characters is needed.")


def _with_events(chart: Chart, episode: Episode, *events: ClearanceEvent) -> Chart:
    kept = chart.clearance_of(episode.id)
    if kept is None:
        clearance_id = ClearanceId(next_id("c", (c.id for c in chart.clearances)))
        new = Clearance(id=clearance_id, episode=episode.id, events=events)
        return changed(chart, clearances=(*chart.clearances, new))
    longer = changed(kept, events=(*kept.events, *events))
    return changed(
        chart, clearances=tuple(longer if c.id == kept.id else c for c in chart.clearances)
    )
