"""The desk: all that a clinician does in the clinic, one verb each; the only door to the store.

Nothing heavy is loaded until a verb needs it, so that the patient list paints first.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from clinic_tui.desk.correcting import CorrectingDesk
from clinic_tui.desk.errors import DeskError, refuse, said
from clinic_tui.desk.people import PeopleDesk
from clinic_tui.desk.retaining import RetainingDesk
from clinic_tui.desk.running_desk import RunningDesk
from clinic_tui.desk.trying import TryingDesk
from clinic_tui.desk.window import still_kept

if TYPE_CHECKING:
    from clinic_tui.desk.planning import Later
    from clinic_tui.judgement.plan import NoPlan
    from clinic_tui.knowledge.programme import Programme
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.person import PatientId
    from clinic_tui.model.plan import Plan


class Desk(RetainingDesk, PeopleDesk, TryingDesk, CorrectingDesk, RunningDesk):
    """One clinician at work in one clinic: patients, assessments, decisions, plans and papers."""

    def make_plan(
        self,
        patient_id: PatientId,
        programme: Programme | str | None = None,
        start: date | None = None,
        days: Sequence[int] = (0, 2, 4),
        step: int | None = None,
        reason: str = "",
    ) -> Plan | NoPlan:
        """Makes a plan on the clearance that stands and keeps it, or says why there is none.

        Args:
            patient_id: whose.
            programme: itself or its id; the protocol's first unless given.
            start: the first day; today unless given.
            days: weekdays to run on, 0 for Monday.
            step: a step of the programme further on to begin at; where the runner stands unless
                given.
            reason: why further on; it is printed on the plan.

        Raises:
            Refused: a later step without a reason, or by an assistant.
        """
        from clinic_tui.desk import planning
        from clinic_tui.model import plan

        later = self._later(step, reason)
        with self._at_work:
            made = planning.planned(
                self._case(self.chart(patient_id)), programme, start, days, self.now(), later
            )
            if isinstance(made, plan.Plan):
                kept = made
                self._change(patient_id, "made plan", lambda chart: planning.with_plan(chart, kept))
            return made

    def _later(self, step: int | None, reason: str) -> Later | None:
        from clinic_tui.desk.planning import Later
        from clinic_tui.judgement.clearance import REASON_LENGTH

        if step is None or step == 1:
            return None
        self._signature()
        if len(reason.strip()) < REASON_LENGTH:
            raise refuse(f"A later start step needs a reason of {REASON_LENGTH} characters.")
        return Later(step, reason.strip(), self.clinician)

    def plan(self, chart: Chart) -> Plan | None:
        """The newest plan of the episode under care; whether it still stands is the clearance's."""
        from clinic_tui.desk import planning
        from clinic_tui.desk.recording import current

        return planning.newest(chart, current(chart).id)

    def hand_out(
        self,
        patient_id: PatientId,
        kind: Literal["progress", "plan"],
        target: Path | None = None,
    ) -> Path:
        """Makes a paper and writes it where only its owner may read it.

        Without a target it gets a name that tells nothing, in the clinic's folder `papers`.

        Raises:
            Refused: nothing signed, no plan, or no clearance stands.
            DeskError: something would not stand on the paper whole.
            NotSaved: the disk refused.
        """
        from clinic_tui.desk import handing_out
        from clinic_tui.store.durable import make_folder, replace_file

        chart = self.chart(patient_id)
        still_kept(chart)
        case = self._case(chart)
        make = handing_out.plan if kind == "plan" else handing_out.progress
        try:
            pdf = make(
                case,
                self.clinic,
                self.now(),
                watermark=self.demo,
                history=self.history_head(),
            )
        except ValueError as error:
            # A paper that would lose something, such as a line off its page, is not made at all.
            why = str(error).partition("\n")[0]
            raise DeskError("No paper", f"The paper was not made: {why}.") from error
        with said():
            if target is None:
                make_folder(self.folder / "papers")
                target = self.folder / "papers" / f"{secrets.token_hex(16)}.pdf"
            replace_file(target, pdf)
        self._note("printed", patient_id, f"{kind} paper")
        return target

    def import_chart(self, path: Path) -> Chart:
        """Takes a portable chart into the clinic.

        Raises:
            Refused: not a chart, values that cannot be, or the patient is here already.
        """
        from clinic_tui.exchange.portable import ChartError, load_chart
        from clinic_tui.judgement.entry import chart_problems

        try:
            chart = load_chart(path)
        except ChartError as error:
            raise refuse(str(error)) from error
        if problems := chart_problems(chart, self.library):
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            raise refuse(f"{path.name}: {problems[0]}{more}")
        return self.add_chart(chart, "imported")

    def export_chart(self, patient_id: PatientId, path: Path) -> Path:
        """Writes a chart to a portable file that only its owner may read.

        Raises:
            NotSaved: the disk refused.
        """
        from clinic_tui.exchange.portable import dump_chart
        from clinic_tui.store.durable import replace_file

        with said():
            replace_file(path, dump_chart(self.chart(patient_id)))
        self._note("exported", patient_id, "the whole chart, in the clear")
        return path
