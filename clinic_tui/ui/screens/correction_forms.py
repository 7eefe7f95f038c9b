"""Corrections across charts: merging with another patient, moving an assessment to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from clinic_tui.desk.errors import refuse
from clinic_tui.model.person import PatientId
from clinic_tui.ui.screens.form import FormScreen
from clinic_tui.ui.typed import Reader, UnreadableError, of_these
from clinic_tui.ui.widgets.form import Field, Section
from clinic_tui.ui.widgets.lines import BOLD, SOFT, Line, day

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.desk.heads import Head
    from clinic_tui.model.assessment import Assessment
    from clinic_tui.model.chart import Chart

WHOM = "number, or so much of the name that it is one patient's alone"


class CorrectionForm(FormScreen[PatientId]):
    """A form that names another patient; who it is is said before anything is done."""

    def __init__(self, desk: Desk, chart: Chart) -> None:
        super().__init__()
        self._desk = desk
        self._chart = chart
        self._heads = desk.heads()
        self._said = ""
        """What was asked back; the same again does it."""

    def about(self) -> Iterable[Line]:
        """Whose chart is open."""
        patient = self._chart.patient
        who = f"{patient.listed}, born {day(patient.born)}, number {patient.id}"
        return [(who, BOLD), *((said, SOFT) for said in self.meaning())]

    def meaning(self) -> Iterable[str]:
        """What comes of it, in a line or two."""
        return ()

    def whom(self) -> Reader:
        """Reads a number or a name that is one patient's alone."""

        def read(typed: str) -> str | None:
            words = typed.strip()
            if not words:
                return None
            here = self._chart.patient.id
            found = [h for h in self._heads.numbered(words) if h.patient_id != here]
            if len(found) != 1:
                many = f"{len(found)} patients answer" if found else "no other patient answers"
                raise UnreadableError(f"{many} to this; type the number")
            return found[0].patient_id

        return read

    def head(self, number: str) -> Head:
        """The list's line of a patient who was named."""
        return next(head for head in self._heads if head.patient_id == number)

    def ask_back(self, sentence: str) -> None:
        """Asks once; the same form kept again is the answer.

        Raises:
            Refused: it was not asked yet.
        """
        if self._said != sentence:
            self._said = sentence
            raise refuse(f"{sentence} ctrl+s again does it.")


class MergeForm(CorrectionForm):
    """Two charts of one person; returns the number of the one in which care goes on."""

    TITLED = "Merge with another patient"

    def meaning(self) -> Iterable[str]:
        """What happens to both charts."""
        return (
            "Everything of the other chart comes into the one that is kept; nothing signed",
            "is changed. The other stays readable, and nothing is entered there any more.",
        )

    def sections(self) -> tuple[Section, ...]:
        """Whom, which of the two is kept, why."""
        number = self._chart.patient.id
        fields = (
            Field("other", "The other chart", WHOM, self.whom(), needed=True),
            Field(
                "keep",
                "Go on in",
                f"this: go on here in {number}; other: go on in the other one",
                of_these("this", "other"),
                needed=True,
            ),
            Field(
                "reason",
                "Why one person",
                "stays in both charts; says so where the dates of birth differ",
                needed=True,
            ),
        )
        return (Section("One person, two charts", fields),)

    def starts(self) -> Mapping[str, str]:
        """This chart is kept unless said otherwise."""
        return {"keep": "this"}

    def save(self, values: dict[str, object]) -> PatientId:
        """Asks back, then merges."""
        other, here = PatientId(str(values["other"])), self._chart.patient.id
        kept, gone = (here, other) if values["keep"] == "this" else (other, here)
        head = self.head(other)
        self.ask_back(
            f"{head.listed}, born {day(head.born)}, number {other}, is the same person? "
            f"All of {gone} goes into {kept}."
        )
        self._desk.merge_patients(kept, gone, str(values["reason"] or ""))
        return kept


class MoveForm(CorrectionForm):
    """An assessment recorded with the wrong patient; returns the number of the right one."""

    TITLED = "Move this assessment to the right patient"

    def __init__(self, desk: Desk, chart: Chart, visit: Assessment) -> None:
        super().__init__(desk, chart)
        self._visit = visit

    def meaning(self) -> Iterable[str]:
        """What happens in both charts."""
        on = day(self._visit.on)
        return (
            f"The visit of {on} stays readable here and counts here no more;",
            "a clearance that weighed it is suspended. There it is an unsigned draft.",
        )

    def sections(self) -> tuple[Section, ...]:
        """Whose it is, and why it is here."""
        fields = (
            Field("to", "The right patient", WHOM, self.whom(), needed=True),
            Field("reason", "Why it is here", "stays in both charts", needed=True),
        )
        return (Section("Recorded with the wrong patient", fields),)

    def save(self, values: dict[str, object]) -> PatientId:
        """Asks back with the injured side in words, then moves."""
        right = PatientId(str(values["to"]))
        head = self.head(right)
        side = f"INJURED: {head.injured.upper()}" if head.injured else "no injury entered"
        self.ask_back(
            f"The visit of {day(self._visit.on)} goes to {head.listed}, born {day(head.born)}, "
            f"number {right}, {side}?"
        )
        reason = str(values["reason"] or "")
        self._desk.move_assessment(self._chart.patient.id, right, self._visit.id, reason)
        return right
