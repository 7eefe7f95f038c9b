"""Readiness: red flags and blocks, then scope, then the criteria; in this order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clinic_tui import __version__
from clinic_tui.judgement import gates, way_out
from clinic_tui.judgement.against import speaks_against
from clinic_tui.judgement.criteria import findings
from clinic_tui.judgement.values import day, shown_reading
from clinic_tui.judgement.view import View
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.readiness import Block, Finding, ProtocolRef, RaisedFlag, Readiness, Reason
from clinic_tui.model.words import Outcome, Verdict


class JudgementError(ValueError):
    """This cannot be judged as asked; the message says why in one line."""


def judge(
    chart: Chart,
    episode: Episode,
    assessment: Assessment,
    on: date,
    library: Library,
    protocol: Protocol | None = None,
) -> Readiness:
    """Readiness of one assessment on one day.

    Args:
        chart: gives the person, and the earlier assessments for the good side's best.
        episode: the injury that is judged.
        assessment: only its readings are judged.
        on: the day of the judgement, which ages are counted to.
        library: measures, red-flag rows and the class's own protocol.
        protocol: another protocol that was asked for by name.

    Raises:
        JudgementError: an entry is dated after the day, or the protocol is not for the class.
    """
    _not_from_the_future(assessment, on)
    if protocol is not None and episode.diagnosis not in protocol.classes:
        raise JudgementError(
            f"protocol {protocol.id} is not for {episode.diagnosis.words}; "
            "the class's own protocol stands"
        )
    rules = protocol or library.protocol_for(episode.diagnosis)
    until_now = [a for a in chart.current_assessments if a.on <= on]
    flags = gates.raised(until_now, assessment.id, library)
    blocks = gates.blocks(episode, rules, on)
    if rules is None:
        return _without_protocol(episode, assessment, on, library, flags, blocks)
    view = View(
        born=chart.patient.born,
        episode=episode,
        assessment=assessment,
        of_episode=tuple(a for a in until_now if a.episode == episode.id),
        before_onset=tuple(until_now),
        on=on,
        library=library,
        protocol=rules,
    )
    return _judged(chart, view, flags, blocks)


def _not_from_the_future(assessment: Assessment, on: date) -> None:
    dated = [assessment.on, *(r.on for r in assessment.readings)]
    dated += [answer.on for answer in assessment.red_flags]
    if assessment.masking is not None:
        dated.append(assessment.masking.on)
    if (newest := max(dated)) > on:
        raise JudgementError(
            f"an entry of {day(newest)} is dated after the day of the judgement, {day(on)}"
        )


def _judged(
    chart: Chart, view: View, flags: list[RaisedFlag], blocks: tuple[Block, ...]
) -> Readiness:
    rules = view.protocol
    found = [finding for criterion in rules.criteria for finding in findings(criterion, view)]
    scope = gates.scope(chart.patient, view.episode, view.on, rules)
    floor = gates.earliest(view.episode, rules)
    triage = view.library.triage
    unanswered = gates.unanswered(view.assessment, triage, view.on, rules.flag_age_days)
    suspended = [flag for flag in flags if flag.suspends and not flag.resolved]
    verdict = _verdict(view, found, suspended, blocks, scope, floor, unanswered)
    steps = list(way_out.before_criteria(flags, blocks, scope))
    if not steps:
        masked = any(finding.reason is Reason.MASKED for finding in found)
        steps += way_out.questions(view, unanswered, masked)
        steps += way_out.to_measure(view, found)
        steps += way_out.not_today(view, found, floor)
    notes = [gates.age_note(chart.patient, view.on, rules), rules.verdict_note]
    return Readiness(
        verdict=verdict,
        sentence=_sentence(verdict, found, suspended, blocks, scope, floor, view),
        on=view.on,
        assessment=view.assessment.id,
        protocol=ProtocolRef(
            id=rules.id, name=rules.name, version=rules.version, digest=rules.digest
        ),
        findings=tuple(found),
        flags=tuple(flags),
        unanswered=unanswered,
        blocks=blocks,
        scope=scope,
        earliest=floor,
        against=tuple(speaks_against(view, found, flags, blocks, floor)),
        way_out=tuple(steps),
        warnings=tuple(_warnings(found)),
        notes=tuple(note for note in notes if note),
        shown=tuple(_shown(view)),
        app_version=__version__,
    )


def _verdict(
    view: View,
    found: Sequence[Finding],
    suspended: Sequence[RaisedFlag],
    blocks: Sequence[Block],
    scope: Sequence[str],
    floor: date | None,
    unanswered: Sequence[str],
) -> Verdict:
    """The order of judgement: what comes first decides, whatever comes after."""
    if suspended or blocks:
        return Verdict.NOT_READY
    if scope:
        return Verdict.CANNOT_SAY
    outcomes = {finding.outcome for finding in found}
    if Outcome.NOT_MET in outcomes or (floor is not None and view.on < floor):
        return Verdict.NOT_READY
    if outcomes != {Outcome.MET} or unanswered:
        return Verdict.CANNOT_SAY
    return Verdict.READY


def _sentence(
    verdict: Verdict,
    found: Sequence[Finding],
    suspended: Sequence[RaisedFlag],
    blocks: Sequence[Block],
    scope: Sequence[str],
    floor: date | None,
    view: View,
) -> str:
    head = verdict.words.capitalize()
    count = {outcome: sum(f.outcome is outcome for f in found) for outcome in Outcome}
    tally = ", ".join(f"{count[o]} {o.words}" for o in Outcome if count[o])
    if suspended:
        return f"{head}: suspended by a red flag, {suspended[0].name} ({tally})."
    if blocks:
        return f"{head}: blocked, {blocks[0].sentence} ({tally})."
    if scope:
        return f"{head}: outside the protocol, {scope[0]} ({tally})."
    if floor is not None and view.on < floor:
        return f"{head}: {gates.floor_sentence(floor)} ({tally})."
    extra = f", {view.protocol.verdict_note}" if view.protocol.verdict_note else ""
    if verdict is Verdict.READY:
        return f"{head}: all {len(found)} criteria met{extra}. Ready is not cleared."
    return f"{head}: {tally}{extra}."


def _warnings(found: Sequence[Finding]) -> list[str]:
    """What stays on screen and paper: a symmetry whose sides someone had to confirm."""
    return [
        f"{finding.name}: {note}"
        for finding in found
        for note in finding.notes
        if "sides confirmed by" in note
    ]


def _shown(view: View) -> list[str]:
    lines: list[str] = []
    for name in view.protocol.shows:
        measure = view.measure(name)
        for reading in view.assessment.readings:
            if reading.measure == name:
                lines.append(f"{measure.name}: {shown_reading(reading, measure)}")
    return lines


def _without_protocol(
    episode: Episode,
    assessment: Assessment,
    on: date,
    library: Library,
    flags: list[RaisedFlag],
    blocks: tuple[Block, ...],
) -> Readiness:
    """No protocol fits: nothing can be judged, and a red flag or a block still stops."""
    suspended = [flag for flag in flags if flag.suspends and not flag.resolved]
    verdict = Verdict.NOT_READY if suspended or blocks else Verdict.CANNOT_SAY
    why = f"no protocol is for {episode.diagnosis.words}"
    head = verdict.words.capitalize()
    said = f"suspended by a red flag, {suspended[0].name}" if suspended else why
    lines = [f"red flag, {f.urgency.words}: {f.name}" for f in flags if not f.resolved]
    lines += [f"blocked: {block.sentence}" for block in blocks]
    return Readiness(
        verdict=verdict,
        sentence=f"{head}: {said}.",
        on=on,
        assessment=assessment.id,
        protocol=None,
        flags=tuple(flags),
        unanswered=gates.unanswered(assessment, library.triage, on, 0),
        blocks=blocks,
        scope=(why,),
        against=(*lines, why),
        way_out=tuple(way_out.before_criteria(flags, blocks, (f"{why}: name the diagnosis",))),
        app_version=__version__,
    )
