"""Readiness: red flags and blocks, then scope, then the criteria; in this order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clinic_tui import __version__
from clinic_tui.judgement import way_out
from clinic_tui.judgement.against import gates_against, speaks_against
from clinic_tui.judgement.criteria import findings
from clinic_tui.judgement.gates import Gates, age_note, gates
from clinic_tui.judgement.values import day, shown_reading
from clinic_tui.judgement.view import View
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.readiness import Finding, ProtocolRef, Readiness
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
    gate = gates(chart, episode, assessment, on, library, rules)
    if rules is None:
        return _without_protocol(assessment, gate)
    until_now = tuple(a for a in chart.current_assessments if a.on <= on)
    view = View(
        episode=episode,
        assessment=assessment,
        of_episode=tuple(a for a in until_now if a.episode == episode.id),
        before_onset=until_now,
        on=on,
        library=library,
        protocol=rules,
    )
    return _judged(chart, view, gate)


def _not_from_the_future(assessment: Assessment, on: date) -> None:
    dated = [assessment.on, *(r.on for r in assessment.readings)]
    dated += [answer.on for answer in assessment.red_flags]
    if assessment.masking is not None:
        dated.append(assessment.masking.on)
    if (newest := max(dated)) > on:
        raise JudgementError(
            f"an entry of {day(newest)} is dated after the day of the judgement, {day(on)}"
        )


def _judged(chart: Chart, view: View, gate: Gates) -> Readiness:
    rules = view.protocol
    found = [finding for criterion in rules.criteria for finding in findings(criterion, view)]
    verdict = _verdict(found, gate)
    steps = list(way_out.before_criteria(gate))
    if not steps:
        steps += way_out.questions(view, gate.unanswered, found)
        steps += way_out.to_measure(view, found)
        steps += way_out.not_today(view, found, gate)
    notes = [age_note(chart.patient, view.on, rules), rules.verdict_note]
    return Readiness(
        verdict=verdict,
        sentence=_sentence(verdict, found, gate, rules.verdict_note),
        on=view.on,
        assessment=view.assessment.id,
        protocol=ProtocolRef(
            id=rules.id, name=rules.name, version=rules.version, digest=rules.digest
        ),
        findings=tuple(found),
        flags=gate.flags,
        unanswered=gate.unanswered,
        blocks=gate.blocks,
        scope=gate.scope,
        earliest=gate.floor,
        against=tuple(speaks_against(view, found, gate)),
        way_out=tuple(steps),
        warnings=tuple(_warnings(found)),
        notes=tuple(note for note in notes if note),
        shown=tuple(_shown(view)),
        app_version=__version__,
    )


def _verdict(found: Sequence[Finding], gate: Gates) -> Verdict:
    """The order of judgement: what comes first decides, whatever comes after."""
    if gate.suspending or gate.blocks:
        return Verdict.NOT_READY
    if gate.scope:
        return Verdict.CANNOT_SAY
    outcomes = {finding.outcome for finding in found}
    if Outcome.NOT_MET in outcomes or gate.too_early:
        return Verdict.NOT_READY
    if outcomes != {Outcome.MET} or gate.unanswered:
        return Verdict.CANNOT_SAY
    return Verdict.READY


def _sentence(verdict: Verdict, found: Sequence[Finding], gate: Gates, extra: str) -> str:
    head = verdict.words.capitalize()
    count = {outcome: sum(f.outcome is outcome for f in found) for outcome in Outcome}
    tally = ", ".join(f"{count[o]} {o.words}" for o in Outcome if count[o]) or "nothing judged"
    tail = f", {extra}" if extra else ""
    if gate.suspending:
        return f"{head}: suspended by a red flag, {gate.suspending[0].name} ({tally})."
    if gate.blocks:
        return f"{head}: blocked, {gate.blocks[0].sentence} ({tally})."
    if gate.scope:
        return f"{head}: {gate.scope[0]} ({tally})."
    if gate.too_early:
        return f"{head}: {gate.floor_sentence} ({tally})."
    if verdict is Verdict.READY:
        return f"{head}: all {len(found)} criteria met{tail}. Ready is not cleared."
    return f"{head}: {tally}{tail}{', red flags not all answered' if gate.unanswered else ''}."


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


def _without_protocol(assessment: Assessment, gate: Gates) -> Readiness:
    """No protocol fits: nothing can be judged, and a red flag or a block still stops."""
    verdict = _verdict([], gate)
    return Readiness(
        verdict=verdict,
        sentence=_sentence(verdict, [], gate, ""),
        on=gate.on,
        assessment=assessment.id,
        protocol=None,
        flags=gate.flags,
        unanswered=gate.unanswered,
        blocks=gate.blocks,
        scope=gate.scope,
        against=tuple(gates_against(gate)),
        way_out=tuple(way_out.before_criteria(gate)),
        app_version=__version__,
    )
