"""Trying a rule on the past: a protocol over all signed assessments; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_tui.desk.assessing import AssessingDesk
from clinic_tui.desk.errors import DeskError, NotUnlocked
from clinic_tui.desk.patients import PatientsDesk

if TYPE_CHECKING:
    from datetime import date

    from clinic_tui.judgement.moved import Moved
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


class TryingDesk(AssessingDesk, PatientsDesk):
    """The verb of a rule that is to be tried."""

    def protocol_to_try(self, named: str) -> Protocol:
        """A protocol of the clinic by its id, or from a TOML file.

        Raises:
            Refused: no such protocol, or the file has a mistake.
        """
        from clinic_tui.desk.portable_chart import protocol_named

        return protocol_named(named, self.library)

    def try_protocol(self, protocol: Protocol, told: Told) -> Tried:
        """Judges every signed assessment by a protocol, each for the day it was judged for.

        Only what is stored is read; no view is written down and nothing is kept. A chart that
        cannot be read is named and left out.

        Args:
            protocol: the rule.
            told: hears how far it is; answers whether to go on.

        Raises:
            NotUnlocked: the window was locked meanwhile.
        """
        heads = self.heads()
        tried = Tried(protocol.name, protocol.version, protocol.digest, len(heads))
        tried.wrong += self.damaged
        for head in heads:
            if not told(tried.looked, tried.charts):
                tried.stopped = True
                break
            try:
                chart = self.read_quietly(head.patient_id)
            except NotUnlocked:
                raise
            except DeskError as error:
                tried.wrong.append(f"{head.patient_id} {head.listed}: {error.sentence}")
            else:
                # What was merged into another chart is judged there.
                if chart.merged_into is None:
                    self._try_chart(chart, protocol, tried)
            tried.looked += 1
        told(tried.looked, tried.charts)
        tried.wrong = list(dict.fromkeys(tried.wrong))
        return tried

    def _try_chart(self, chart: Chart, protocol: Protocol, tried: Tried) -> None:
        for assessment in chart.current_assessments:
            if assessment.signed is None:
                continue
            if chart.episode(assessment.episode).diagnosis not in protocol.classes:
                tried.other_class += 1
            elif not protocol.by_name_only and self._chosen_by_name(assessment):
                tried.by_name += 1
            else:
                try:
                    self._try_one(chart, assessment, protocol, tried)
                except DeskError as error:
                    who = f"{chart.patient.id} {chart.patient.listed}"
                    tried.wrong.append(f"{who}, {assessment.on}: {error.sentence}")

    def _chosen_by_name(self, assessment: Assessment) -> bool:
        by = assessment.readiness.protocol if assessment.readiness else None
        known = self.library.protocols.get(by.id) if by else None
        return known is not None and known.by_name_only

    def _try_one(
        self, chart: Chart, assessment: Assessment, protocol: Protocol, tried: Tried
    ) -> None:
        from clinic_tui.judgement.moved import moved

        then = _as_it_was(chart, assessment)
        stored = self.readiness(chart, assessment) or self.judge(then, assessment)
        before = self._by_its_own_rule(then, assessment, stored)
        after = self.judge(then, assessment, stored.on, protocol)
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
        self, chart: Chart, assessment: Assessment, stored: Readiness
    ) -> Readiness:
        """The verdict by the rule it was signed by, so that only the rule makes a difference.

        As it was signed, where that version of the rule is no longer here.
        """
        by = stored.protocol
        rule = self.library.protocols.get(by.id) if by else None
        if by is None or rule is None or rule.digest != by.digest:
            return stored
        if chart.episode(assessment.episode).diagnosis not in rule.classes:
            return stored
        return self.judge(chart, assessment, stored.on, rule)


def _as_it_was(chart: Chart, assessment: Assessment) -> Chart:
    """The chart without what was signed after an assessment: no later red flag, no later best."""
    from clinic_tui.desk.recording import changed

    if assessment.signed is None:
        return chart
    until = assessment.signed.at
    signed = [a for a in chart.assessments if a.signed is not None and a.signed.at <= until]
    # An amendment stands beside its original, whenever that was signed.
    ids = {a.id for each in signed for a in (each, *chart.originals(each))}
    known = tuple(a for a in chart.assessments if a.id in ids)
    return chart if len(known) == len(chart.assessments) else changed(chart, assessments=known)
