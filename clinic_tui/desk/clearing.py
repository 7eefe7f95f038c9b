"""Clearance at the desk: where it stands, asking, giving, refusing, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from clinic_tui.desk.window import Window

if TYPE_CHECKING:
    from clinic_tui.desk.deciding import Case
    from clinic_tui.judgement.clearance import Option, Standing
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.person import PatientId


class ClearingDesk(Window):
    """The verbs of a decision."""

    def standing(self, chart: Chart, on: date | None = None) -> Standing:
        """Where the clearance of the episode under care stands, today unless said."""
        from clinic_tui.desk.recording import current
        from clinic_tui.judgement.clearance import standing

        return standing(chart, current(chart), on or self.today(), self.library)

    def options(self, chart: Chart) -> tuple[Option, ...]:
        """The decisions that may be taken now, each offered or with the reason why not."""
        return self._case(chart).options

    def ask_clearance(self, patient_id: PatientId, of: str) -> Chart:
        """Asks someone for clearance.

        Raises:
            Refused: asked or given already, or nobody named.
        """
        from clinic_tui.desk import deciding

        by = self._signature(deciding=False)
        return self._change(
            patient_id, "asked for clearance", lambda chart: deciding.ask(self._case(chart), by, of)
        )

    def give_clearance(
        self,
        patient_id: PatientId,
        allowed: str,
        conditions: Sequence[str] = (),
        until: date | None = None,
        with_limits: bool = False,
        reason: str = "",
    ) -> Chart:
        """Gives clearance on readiness as judged at this moment.

        Args:
            patient_id: whose.
            allowed: what is allowed, in words.
            conditions: under which it is.
            until: the last day; the protocol's number of days from today unless given.
            with_limits: whether less than running as planned is allowed.
            reason: why criteria are overridden, where they are.

        Raises:
            Refused: red flag, block, scope, role, reason or last day stand against it.
        """
        from clinic_tui.desk import deciding

        by = self._signature()

        def give(chart: Chart) -> Chart:
            return deciding.give(
                self._case(chart),
                by,
                allowed=allowed,
                conditions=conditions,
                until=until,
                with_limits=with_limits,
                reason=reason,
            )

        note = "against criteria, with a reason" if reason else ""
        return self._change(patient_id, "gave clearance", give, note)

    def refuse_clearance(self, patient_id: PatientId, reason: str) -> Chart:
        """Says no, with the reason.

        Raises:
            Refused: an assistant, or no reason.
        """
        from clinic_tui.desk import deciding

        by = self._signature()
        return self._change(
            patient_id,
            "refused clearance",
            lambda chart: deciding.say_no(self._case(chart), by, reason),
        )

    def withdraw_clearance(self, patient_id: PatientId, reason: str) -> Chart:
        """Takes a clearance back, with the reason.

        Raises:
            Refused: an assistant, none stands, or no reason.
        """
        from clinic_tui.desk import deciding

        by = self._signature()
        return self._change(
            patient_id,
            "withdrew clearance",
            lambda chart: deciding.withdraw(self._case(chart), by, reason),
        )

    def _case(self, chart: Chart) -> Case:
        from clinic_tui.desk import deciding, recording

        episode = recording.current(chart)
        return deciding.case(chart, episode, self.clinician, self.library, self.today())
