"""Patients and their injuries at the desk: listing, finding, admitting, revising."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from clinic_tui.desk.errors import refuse, said
from clinic_tui.desk.heads import Head
from clinic_tui.desk.patient_list import PatientList
from clinic_tui.desk.window import Window
from clinic_tui.model.person import Patient, PatientId

if TYPE_CHECKING:
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.episode import Episode


class PatientsDesk(Window):
    """The verbs of the patient list and of an injury's page."""

    def heads(self) -> PatientList:
        """The patient list by name. Files that cannot be read are named in `damaged`."""
        with said():
            listing = self._store.heads()
        self.damaged = tuple(dict.fromkeys((*self.problems, *listing.damaged)))
        return PatientList(listing.heads, self.today())

    def news(self) -> frozenset[PatientId]:
        """Whose charts were saved since this was last asked, by any window; none while locked."""
        with said():
            return frozenset() if self._locked else self._store.news()

    def next_patient_id(self) -> PatientId:
        """A patient number that is free, such as 0042."""
        taken = self.heads().numbers
        number = max((int(i) for i in taken if i.isascii() and i.isdigit()), default=0) + 1
        return PatientId(f"{number:04d}")

    def namesakes(self, patient: Patient) -> tuple[Head, ...]:
        """Patients who could be taken for this one: same name, or same birthday and family name."""
        found = self.heads().namesakes(patient.family_name, patient.listed, patient.born)
        return tuple(head for head in found if head.patient_id != patient.id)

    def new_patient(self, patient: Patient) -> Chart:
        """Opens a chart for a patient.

        Raises:
            Refused: the number is taken, or born in the future.
        """
        from clinic_tui.model.chart import Chart

        return self.add_chart(Chart(patient=patient))

    def add_chart(self, chart: Chart, what: str = "admitted") -> Chart:
        """Takes a whole chart into the clinic, as an import or a demo does.

        Raises:
            Refused: there is a chart with this patient number.
        """
        patient = chart.patient
        if patient.born > self.today():
            raise refuse("The date of birth lies in the future.")
        with self._at_work:
            if patient.id in self.heads().numbers:
                raise refuse(
                    f"There is a chart with the number {patient.id} already; it was not changed."
                )
            return self._keep(chart, 0, what)

    def revise_patient(self, patient: Patient) -> Chart:
        """Puts a person's particulars right; the number stays.

        Raises:
            Refused: born in the future, or after an injury began.
        """
        from clinic_tui.desk.recording import changed

        if patient.born > self.today():
            raise refuse("The date of birth lies in the future.")

        def revised(chart: Chart) -> Chart:
            if any(episode.onset < patient.born for episode in chart.episodes):
                raise refuse("The date of birth lies after the onset of an injury.")
            return changed(chart, patient=patient)

        return self._change(patient.id, "revised person", revised)

    def new_episode(self, patient_id: PatientId, episode: Episode) -> Chart:
        """Adds an injury to a chart.

        Raises:
            Refused: the id is taken, or the onset lies in the future or before birth.
        """
        from clinic_tui.desk import injury

        return self._change(
            patient_id,
            "entered injury",
            lambda chart: injury.added(chart, episode, self.clinician, self.today()),
        )

    def revise_episode(self, patient_id: PatientId, episode: Episode) -> Chart:
        """Replaces what is known of an injury; a clearance on it may be suspended by this.

        Raises:
            Refused: no such episode, or an assistant lifts a block.
        """
        from clinic_tui.desk import injury

        return self._change(
            patient_id,
            "revised injury",
            lambda chart: injury.revised(chart, episode, self.clinician, self.today()),
        )

    def plan_next_visit(self, patient_id: PatientId, on: date | None) -> Chart:
        """Notes when the patient is due next."""
        from clinic_tui.desk.recording import changed

        return self._change(
            patient_id, "set next visit", lambda chart: changed(chart, next_visit=on)
        )
