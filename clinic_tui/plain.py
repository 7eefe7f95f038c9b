"""Plain text for pipes and screen readers: words instead of signs and colours, a line a thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from clinic_tui.model.text import shown

if TYPE_CHECKING:
    from clinic_tui.desk.heads import Head
    from clinic_tui.desk.issuing import KnownPaper
    from clinic_tui.desk.portable_chart import Checked
    from clinic_tui.desk.tried import Tried
    from clinic_tui.judgement.clearance import Standing
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.episode import Episode
    from clinic_tui.model.plan import Dose, Plan, Session
    from clinic_tui.model.readiness import Finding, Readiness

NOT_CLEARED = "Criteria met is not clearance: only a named clinician clears."


def day(on: date) -> str:
    """A date without the doubt of 03/04."""
    return f"{on.day} {on:%b %Y}"


def text(lines: Iterable[str]) -> str:
    """Lines as they may stand on any terminal."""
    return "".join(f"{shown(line)}\n" for line in lines)


def banner(chart: Chart, episode: Episode | None, on: date) -> Iterator[str]:
    """Who it is, and which side is injured, in words."""
    patient = chart.patient
    yield (
        f"{patient.name}, born {day(patient.born)} ({patient.age_on(on)} years), "
        f"number {patient.id}"
    )
    if episode is None:
        yield "No injury recorded."
        return
    weeks, since = episode.weeks_on(on)
    side = {"left": "LEFT hip", "right": "RIGHT hip", "both": "BOTH hips"}[episode.injured.value]
    title = episode.title
    if episode.site and episode.diagnosis.words not in episode.site:
        title = f"{episode.site} ({episode.diagnosis.words})"
    yield (
        f"Injured: {side}, {title}, {weeks} weeks since {since}. "
        f"Other hip: {episode.other_hip.words}."
    )


def checked(result: Checked) -> Iterator[str]:
    """A whole judgement: the verdict first, what stands behind it, what to do."""
    readiness = result.readiness
    yield readiness.sentence
    yield ""
    yield from banner(result.chart, result.episode, readiness.on)
    signed = result.assessment.signed
    by = f"signed by {signed.name}" if signed else "not signed"
    own = "the day of its newest assessment" if result.day_from_assessment else "as asked"
    yield (
        f"Judged for {day(readiness.on)}, {own}: assessment {result.assessment.id} of "
        f"{day(result.assessment.on)}, {by}."
    )
    yield from judgement(readiness)


def judgement(readiness: Readiness) -> Iterator[str]:
    """Protocol, gates, findings, what speaks against, the way out."""
    protocol = readiness.protocol
    if protocol is None:
        yield "Protocol: none fits this diagnosis."
    else:
        yield f"Protocol: {protocol.name} ({protocol.id}), version {protocol.version}"
        yield f"Protocol digest: {protocol.digest}"
    yield NOT_CLEARED
    yield from _gates(readiness)
    yield from _findings(readiness)
    yield from titled("What speaks against", readiness.against)
    yield from _way_out(readiness)
    yield from titled("Warnings", readiness.warnings)
    yield from titled("Notes", readiness.notes)
    yield from titled("For information, never a gate", readiness.shown)


def _gates(readiness: Readiness) -> Iterator[str]:
    flags: list[str] = []
    for flag in readiness.flags:
        state = "resolved" if flag.resolved else "suspends" if flag.suspends else "does not suspend"
        flags.append(f"{flag.number} {flag.name}: {flag.urgency.words}, {state}. Do: {flag.do}")
    yield from titled("Red flags", flags)
    yield from titled("Red flags not answered on the day", readiness.unanswered)
    blocked: list[str] = []
    for block in readiness.blocks:
        blocked.append(block.sentence)
        blocked += [f"do now: {act}" for act in block.do]
    yield from titled("Blocked", blocked)
    yield from titled("Outside the protocol", readiness.scope)
    if readiness.earliest is not None:
        yield ""
        yield f"Earliest day of running: {day(readiness.earliest)}. A floor, never a pass."


def _findings(readiness: Readiness) -> Iterator[str]:
    groups: dict[str, list[Finding]] = {}
    for finding in readiness.findings:
        groups.setdefault(finding.group, []).append(finding)
    for group, members in groups.items():
        yield ""
        yield f"{group[:1].upper()}{group[1:]}"
        said_once = _shared_notes(members)
        yield from (f"  note on all of these: {note}" for note in said_once)
        for finding in members:
            yield f"  {finding.outcome.words:<8} {finding.name}: {_facts(finding, readiness.on)}"
            if finding.reason.value != "within":
                yield f"           {finding.sentence}"
            for note in finding.notes:
                if note not in said_once:
                    yield f"           note: {note}"


def _shared_notes(findings: Sequence[Finding]) -> list[str]:
    """Notes that every finding of a group carries, which are read once."""
    if len(findings) < 2:
        return []
    return [note for note in findings[0].notes if all(note in other.notes for other in findings)]


def _facts(finding: Finding, judged_on: date) -> str:
    values: list[str] = []
    for evidence in finding.evidence:
        side = _side(evidence.side.value)
        dated = "" if evidence.on == judged_on else f" on {day(evidence.on)}"
        values.append(f"{side}{evidence.shown}{dated}")
    facts = [" and ".join(values) or f"{_side(finding.side.value)}no value"]
    if finding.compared_shown and not any(finding.compared_shown in value for value in values):
        facts.append(finding.compared_shown)
    if finding.limit_shown:
        facts.append(f"limit {finding.limit_shown}")
    if finding.borderline:
        facts.append("borderline")
    return "; ".join(facts)


def _side(side: str) -> str:
    return "" if side == "none" else f"{side.upper()} "


def _way_out(readiness: Readiness) -> Iterator[str]:
    if not readiness.way_out:
        return
    minutes = readiness.minutes
    total = f", {minutes.normalize():f} minutes today" if minutes else ""
    steps = []
    for step in readiness.way_out:
        taken = f" ({step.minutes.normalize():f} min)" if step.minutes is not None else ""
        steps.append(f"{step.kind}: {step.sentence}{taken}")
    yield from titled(f"Shortest way out{total}", steps)


def titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines under a title; nothing where there are none."""
    kept = list(lines)
    if kept:
        yield ""
        yield title
        yield from (f"  - {line}" for line in kept)


def plan(chart: Chart, made: Plan, on: date) -> Iterator[str]:
    """A plan, one line a day that has something in it."""
    yield f"Plan: {made.programme_name}, version {made.programme_version}"
    yield from banner(chart, chart.episode(made.episode), on)
    yield f"From {day(made.start)} until {day(made.until)}."
    yield f"Programme digest: {made.programme_digest}"
    for session in made.sessions:
        if session.kind != "rest":
            yield f"  {session.on:%a} {day(session.on)}: {_session(session)}"
    yield from titled("Milestones", [f"{day(m.on)}: {m.name}" for m in made.milestones])
    if made.goal is not None:
        yield from titled("Goal", [made.goal.sentence])
    for work in made.works:
        yield from titled(work.name.capitalize(), [_dose(dose) for dose in work.doses])
    yield from titled("Notes", made.notes)


def stale(lost: Sequence[str], changes: Sequence[str]) -> Iterator[str]:
    """What of a plan's grounds has changed, and what a new plan would have otherwise."""
    yield from (f"Stale: {each}" for each in lost)
    if lost:
        yield "Made anew it would say:" if changes else "Made anew it would be the same."
    yield from (f"  {each}" for each in changes)


def _dose(dose: Dose) -> str:
    if dose.minutes is not None:
        return f"{dose.name}: {dose.minutes.normalize():f} min"
    much = f"{dose.reps}" if dose.reps is not None else f"{dose.seconds} s"
    return f"{dose.name}: {dose.sets} x {much}"


def _session(session: Session) -> str:
    step = f"step {session.step}, " if session.step is not None else ""
    from clinic_tui.judgement.session_words import rounds

    parts = rounds(session.intervals)
    told = f"{session.kind}: {step}{parts}" if parts else session.kind
    return f"{told}. {session.note}" if session.note else told


def patients(clinic: str, today: date, heads: Sequence[Head]) -> Iterator[str]:
    """The patient list, one line each, by family name."""
    yield f"{clinic}, {day(today)}: {len(heads)} patients"
    for head in heads:
        yield "; ".join(_head(head))


def _head(head: Head) -> Iterator[str]:
    yield f"{head.patient_id} {head.listed}, {head.age}"
    if head.injured:
        yield f"{head.injured.upper()} {head.title}"
    if head.weeks is not None:
        yield f"{head.weeks} weeks since {head.weeks_since}"
    if head.verdict and head.judged_on:
        yield (
            f"{head.verdict} on {day(head.judged_on)} ({head.met} met, {head.not_met} not met, "
            f"{head.unknown} unknown)"
        )
    yield f"clearance {head.clearance}"
    if head.next_visit:
        yield f"next visit {day(head.next_visit)}"
    if head.waits:
        yield f"waits: {head.waits}"


def tried(result: Tried) -> Iterator[str]:
    """What a rule would have said: the counts, then each verdict that would be another one."""
    from clinic_tui.desk import tried_words

    yield f"Tried: {result.name}, version {result.version}; nothing is stored."
    yield f"Protocol digest: {result.digest}"
    first, *rest = tried_words.counts(result)
    yield first
    yield from (f"  - {sentence.replace(' × ', ' times ')}" for sentence in rest)
    for each in result.turned:
        yield ""
        yield f"{tried_words.turned(each)} (signed by {each.signed_by})"
        yield from (f"  - {reason}" for reason in tried_words.reasons(each))


def chart(whole: Chart, today: date, standing: Standing | None) -> Iterator[str]:
    """A chart: who, where readiness and clearance stand, every visit, the plan."""
    episode = whole.current_episode
    yield from banner(whole, episode, today)
    if whole.merged_into is not None:
        yield f"Merged into number {whole.merged_into.chart}: go on there."
    if standing is not None:
        yield f"Clearance: {standing.sentence}."
    if whole.next_visit is not None:
        yield f"Next visit: {day(whole.next_visit)}."
    mine = whole.of_episode(episode.id) if episode else ()
    visits = []
    for assessment in mine:
        judged = assessment.readiness
        signed = f"signed by {assessment.signed.name}" if assessment.signed else "unsigned draft"
        said = f" {judged.sentence}" if judged else ""
        visits.append(f"{day(assessment.on)}, {assessment.id}, {signed}.{said}")
    yield from titled("Assessments, oldest first", visits)
    newest = next((a.readiness for a in reversed(mine) if a.readiness is not None), None)
    if newest is not None:
        yield ""
        yield f"Readiness as it was judged on {day(newest.on)}: {newest.sentence}"
        yield from judgement(newest)
    plans = [each for each in whole.plans if episode and each.episode == episode.id]
    if plans:
        yield ""
        yield from plan(whole, plans[-1], today)


def known_paper(typed: str, found: KnownPaper | None) -> str:
    """Whether a paper stands, in one line; nothing of it names the patient."""
    if found is None:
        return f"{typed}: unknown; no paper of this clinic has this code."
    paper = found.paper
    return (
        f"{paper.code}: {found.standing.sentence}. {paper.title}, version {paper.version}, "
        f"issued {day(paper.by.at.date())} to {paper.reader} by {paper.by.name}; "
        f"number {found.patient_id}."
    )
