"""Trying a rule on the past: a protocol over all signed assessments; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from clinic_tui.desk.errors import DeskError
from clinic_tui.desk.judging import as_it_reads, judged, protocol_of
from clinic_tui.desk.recording import changed
from clinic_tui.judgement.moved import Moved, moved
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import PatientId
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.words import Verdict

Told = Callable[[int, int], bool]
"""Hears how many charts of how many were looked at; says whether to go on."""


@dataclass(frozen=True, slots=True)
class Turned:
    """An assessment whose verdict would be another one."""

    patient_id: PatientId
    name: str
    on: date
    """The day it was judged for."""
    before: Verdict
    after: Verdict
    signed_by: str
    """The protocol it was signed by."""
    moved: tuple[Moved, ...]
    sentence: str
    """The new verdict in one sentence."""


@dataclass(slots=True)
class Tried:
    """What a protocol would have said."""

    name: str
    version: str
    digest: str
    charts: int
    looked: int = 0
    judged: int = 0
    """Signed assessments that were judged by it."""
    shifted: int = 0
    """Of these the verdict stays, and a criterion comes to something else."""
    other_class: int = 0
    """Signed assessments of injuries that it is not for."""
    by_name: int = 0
    """Signed by a variant that somebody chose by name, so left as they are."""
    put_right: int = 0
    """Read otherwise by the very rule they were signed by, as the record was put right since."""
    turned: list[Turned] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """What could not be read or judged, each in a sentence."""
    stopped: bool = False

    @property
    def turns(self) -> Counter[tuple[Verdict, Verdict]]:
        """How many verdicts would go from which to which."""
        return Counter((each.before, each.after) for each in self.turned)


def try_chart(chart: Chart, protocol: Protocol, library: Library, tried: Tried) -> None:
    """Judges the signed assessments of a chart, as they now read, by a protocol."""
    for assessment in chart.current_assessments:
        if assessment.signed is None:
            continue
        if chart.episode(assessment.episode).diagnosis not in protocol.classes:
            tried.other_class += 1
        elif not protocol.by_name_only and _chosen_by_name(assessment, library):
            tried.by_name += 1
        else:
            try:
                _try_one(chart, assessment, protocol, library, tried)
            except DeskError as error:
                who = f"{chart.patient.id} {chart.patient.listed}"
                tried.wrong.append(f"{who}, {assessment.on}: {error.sentence}")


def _chosen_by_name(assessment: Assessment, library: Library) -> bool:
    by = assessment.readiness.protocol if assessment.readiness else None
    known = library.protocols.get(by.id) if by else None
    return known is not None and known.by_name_only


def _try_one(
    chart: Chart, assessment: Assessment, protocol: Protocol, library: Library, tried: Tried
) -> None:
    then = _as_it_was(chart, assessment)
    stored = as_it_reads(chart, assessment, library)
    if stored is None:
        rules = protocol_of(chart.episode(assessment.episode), assessment, library)
        stored = judged(then, assessment, assessment.on, library, rules)
    before = _by_its_own_rule(then, assessment, stored, library)
    after = judged(then, assessment, stored.on, library, protocol)
    tried.judged += 1
    tried.put_right += before.verdict is not stored.verdict
    found = moved(before, after)
    if before.verdict is after.verdict:
        tried.shifted += bool(found)
        return
    tried.turned.append(
        Turned(
            patient_id=chart.patient.id,
            name=chart.patient.listed,
            on=before.on,
            before=before.verdict,
            after=after.verdict,
            signed_by=before.protocol.name if before.protocol else "no protocol",
            moved=found,
            sentence=after.sentence,
        )
    )


def _by_its_own_rule(
    chart: Chart, assessment: Assessment, stored: Readiness, library: Library
) -> Readiness:
    """The verdict by the rule it was signed by, so that only the rule makes a difference.

    As it was signed, where that version of the rule is no longer here.
    """
    by = stored.protocol
    rule = library.protocols.get(by.id) if by else None
    if by is None or rule is None or rule.digest != by.digest:
        return stored
    if chart.episode(assessment.episode).diagnosis not in rule.classes:
        return stored
    return judged(chart, assessment, stored.on, library, rule)


def _as_it_was(chart: Chart, assessment: Assessment) -> Chart:
    """The chart without what was signed after an assessment: no later red flag, no later best."""
    if assessment.signed is None:
        return chart
    until = assessment.signed.at
    signed = [a for a in chart.assessments if a.signed is not None and a.signed.at <= until]
    # An amendment stands beside its original, whenever that was signed.
    ids = {a.id for each in signed for a in (each, *chart.originals(each))}
    known = tuple(a for a in chart.assessments if a.id in ids)
    return chart if len(known) == len(chart.assessments) else changed(chart, assessments=known)
