"""Corrections across charts at the desk: patients entered twice, a visit with the wrong patient.

Each of the two charts is saved by itself, the one that is given up first. A crash between the two
leaves it marked and the other as it was; the same verb again then does the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clinic_tui.desk.errors import DeskError, NotSaved, said
from clinic_tui.desk.window import Window

if TYPE_CHECKING:
    from clinic_tui.model.assessment import AssessmentId
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.person import PatientId


class CorrectingDesk(Window):
    """The verbs that touch two charts."""

    def merge_patients(self, kept: PatientId, gone: PatientId, reason: str) -> Chart:
        """Makes two charts of one person one; the other stays readable and says where to go on.

        Args:
            kept: number of the chart in which care goes on.
            gone: number of the other.
            reason: why they are the same person; says so where the dates of birth differ.

        Raises:
            Refused: an assistant, an open draft, other dates of birth, or merged already.
            Conflict: another window saved one of them since this one looked.
            NotSaved: the disk refused; says what is to be done.
        """
        from clinic_tui.desk import merging

        by = self._signature()
        with self._at_work:
            one, other = self._fresh(kept), self._fresh(gone)
            merging.check(one, other, reason)
            merging.taken_over(one, other, reason, by)
            if other.merged_into is None:
                other = self._change(
                    gone,
                    "merged into another chart",
                    lambda chart: merging.marked(chart, one, reason, by),
                )
            return self._second(
                kept,
                "took over another chart",
                lambda chart: merging.taken_over(chart, other, reason, by),
                f"The chart {gone} is marked as merged; merge it again to bring its entries over.",
            )

    def move_assessment(
        self, wrong: PatientId, right: PatientId, assessment: AssessmentId, reason: str
    ) -> Chart:
        """Moves an assessment to the patient it was made with; returns that patient's chart.

        The original stays in the first chart and counts there no more; a clearance that weighed
        it is suspended. In the right chart it is a draft until it is signed there by name.

        Raises:
            Refused: an assistant, no reason, an open draft there, or moved already.
            Conflict: another window saved one of the charts since this one looked.
            NotSaved: the disk refused; says what is to be done.
        """
        from clinic_tui.desk import moving, recording

        by = self._signature()
        with self._at_work:
            first, other = self._fresh(wrong), self._fresh(right)
            found = moving.check(first, other, assessment, reason)
            moving.with_it(other, found, first, reason, by)
            if assessment not in first.moved_away:
                first = self._change(
                    wrong,
                    "moved an assessment away",
                    lambda chart: moving.without(chart, assessment, other, reason, by),
                )
                if first.current_episode is not None:
                    self._drafts[wrong] = recording.open_draft(first)
            chart = self._second(
                right,
                "took in a moved assessment",
                lambda chart: moving.with_it(chart, found, first, reason, by),
                f"In the chart {wrong} it is marked as moved; move it again to bring it over.",
            )
            self._drafts[right] = recording.open_draft(chart)
            return chart

    def _fresh(self, patient_id: PatientId) -> Chart:
        """A chart as it lies on the disk, if it is still what this window showed."""
        with said():
            stored = self._store.load(patient_id)
        self._check_seen(patient_id, stored.revision)
        return stored.chart

    def _second(
        self, patient_id: PatientId, what: str, change: Callable[[Chart], Chart], rest: str
    ) -> Chart:
        try:
            return self._change(patient_id, what, change)
        except DeskError as error:
            raise NotSaved("Half done", f"{error.sentence} {rest}") from error
