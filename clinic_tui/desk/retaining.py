"""How long records are kept, legal holds, and erasing for good: never by itself or too early."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from clinic_tui.desk.backing_up import REASON_LENGTH, BackingUpDesk
from clinic_tui.desk.errors import DeskError, refuse, said
from clinic_tui.model.person import PatientId

if TYPE_CHECKING:
    from clinic_tui.knowledge.retention import Keep, Retention
    from clinic_tui.model.chart import Chart


@dataclass(frozen=True, slots=True)
class Kept:
    """How long one record is kept."""

    patient_id: PatientId
    name: str
    until: date | None
    """Absent where nothing was ever entered."""
    held: bool
    may_be_erased: bool


class RetainingDesk(BackingUpDesk):
    """The verbs of a record's end."""

    @cached_property
    def retention(self) -> Retention:
        """The rules to choose from, the clinic's own file before the built-in ones.

        Raises:
            DeskError: the clinic's own file has a mistake.
        """
        from clinic_tui.knowledge.loader import KnowledgeError, retention

        try:
            return retention(self.folder / "knowledge")
        except KnowledgeError as error:
            raise DeskError("Knowledge file", str(error)) from error

    @property
    def keeps_by(self) -> Keep | None:
        """The clinic's rule; none until one was chosen."""
        return self.retention.rule(self.clinic.keeps_by)

    def choose_retention(self, rule_id: str) -> None:
        """Chooses how long this clinic keeps its records.

        Raises:
            Refused: an assistant, or no such rule.
        """
        self._signature()
        if self.retention.rule(rule_id) is None:
            known = ", ".join(each.id for each in self.retention.keep)
            raise refuse(f"No such rule; expected one of {known}.")
        with self._at_work, said():
            record = self._store.clinic()
            clinic = record.clinic.model_copy(update={"keeps_by": rule_id})
            act = self._act("chose retention", rule_id)
            self._store.keep_clinic(replace(record, clinic=clinic), act)
            self.clinic = clinic

    def hold(self, patient_id: PatientId, reason: str) -> Chart:
        """Keeps a record from being erased until the hold is lifted.

        Raises:
            Refused: an assistant, or no reason.
        """
        from clinic_tui.desk.recording import changed
        from clinic_tui.model.correction import Hold

        by = self._signature()
        if len(reason.strip()) < REASON_LENGTH:
            raise refuse(f"A hold needs a reason of {REASON_LENGTH} letters or more.")
        held = Hold(reason=reason.strip(), by=by)
        return self._change(patient_id, "held record", lambda chart: changed(chart, hold=held))

    def lift_hold(self, patient_id: PatientId) -> Chart:
        """Lifts a hold.

        Raises:
            Refused: an assistant, or there is none.
        """
        from clinic_tui.desk.recording import changed

        self._signature()

        def lifted(chart: Chart) -> Chart:
            if chart.hold is None:
                raise refuse("This record is not held.")
            return changed(chart, hold=None)

        return self._change(patient_id, "lifted hold", lifted)

    def kept(self, chart: Chart) -> Kept:
        """How long a record is kept, and whether it may be erased today."""
        rule, person = self.keeps_by, chart.patient
        until = rule.until(chart) if rule is not None else None
        signed = any(each.signed is not None for each in chart.assessments) or chart.clearances
        over = until is not None and until < self.today()
        may = chart.hold is None and (over or not signed)
        return Kept(person.id, person.name, until, chart.hold is not None, may)

    def erase_patient(self, patient_id: PatientId, reason: str) -> None:
        """Destroys a chart for good, in this clinic and in the backup that was proved last.

        A chart with nothing signed in it is no record yet and may be erased at any time.

        Raises:
            Refused: an assistant, no reason, a legal hold, or the record must still be kept.
            DeskError: the backup cannot be reached; the clinic's own chart is erased all the same.
        """
        chart = self.chart(patient_id)
        kept = self.kept(chart)
        if kept.held:
            raise refuse("This record is held; lift the hold first. Nothing was erased.")
        if not kept.may_be_erased:
            rule = self.keeps_by
            if rule is None:
                raise refuse(
                    "Choose first how long this clinic keeps its records; nothing was erased."
                )
            raise refuse(
                f"This record is kept to {kept.until} ({rule.name}); nothing was erased. "
                "What is wrong in it is put right by an amendment."
            )
        # The same person's chart that was given up goes with the one that was kept.
        others = [PatientId(each.chart) for each in chart.merged_from]
        self._erase([*others, patient_id], reason)
