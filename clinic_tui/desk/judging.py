"""Judging for the desk: which protocol, what is possible, and refusals in one line."""

from __future__ import annotations

from datetime import date

from clinic_tui.desk import recording
from clinic_tui.desk.errors import refuse
from clinic_tui.judgement.entry import problems
from clinic_tui.judgement.readiness import JudgementError, judge
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.readiness import Readiness


def protocol_of(
    episode: Episode, assessment: Assessment | None, library: Library
) -> Protocol | None:
    """The protocol an assessment was signed by, if it is still for the class; else the class's."""
    then = assessment.readiness if assessment is not None else None
    if then is not None and then.protocol is not None:
        named = library.protocols.get(then.protocol.id)
        if named is not None and episode.diagnosis in named.classes:
            return named
    return library.protocol_for(episode.diagnosis)


def judged(
    chart: Chart, assessment: Assessment, on: date, library: Library, protocol: Protocol | None
) -> Readiness:
    """Readiness of an assessment of this chart, as it is handed in even where not yet kept.

    Raises:
        Refused: an entry is dated after the day, or the protocol is not for the class.
    """
    # Red flags are gathered over the chart, so what is typed but not kept must be in it too.
    chart = recording.with_entry(chart, assessment)
    try:
        return judge(chart, chart.episode(assessment.episode), assessment, on, library, protocol)
    except JudgementError as error:
        raise refuse(str(error)) from error


def as_it_reads(chart: Chart, assessment: Assessment, library: Library) -> Readiness | None:
    """Readiness as it was signed; judged anew for its day where a visit was moved away since.

    A good side's best or a red flag of another patient may have gone into what was signed.
    """
    stored, signed = assessment.readiness, assessment.signed
    if stored is None or signed is None:
        return stored
    if all(move.by.at < signed.at for move in chart.moved_out):
        return stored
    rules = protocol_of(chart.episode(assessment.episode), assessment, library)
    return judged(chart, assessment, stored.on, library, rules)


def possible(assessment: Assessment, library: Library) -> None:
    """Passes if every value of an assessment can be.

    Raises:
        Refused: the first that cannot, and how many more.
    """
    found: list[str] = []
    for reading in assessment.readings:
        measure = library.measures.get(reading.measure)
        spot = f"{reading.measure} {reading.side}"
        if measure is None:
            found.append(f"{spot}: not in the catalogue of measures")
            continue
        wrong = [p for p in problems(reading, measure) if p.severity == "impossible"]
        found += [f"{spot}: {problem.sentence}" for problem in wrong]
        if reading.on > assessment.on:
            found.append(f"{spot}: dated after its assessment")
    known = {flag.id for flag in library.triage.flags}
    found += [f"unknown red-flag row {a.flag}" for a in assessment.red_flags if a.flag not in known]
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise refuse(f"Cannot be signed: {found[0]}{more}. The draft is kept.")
