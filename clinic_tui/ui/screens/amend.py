"""Putting a signed visit right: one row, with the reason; the original stays beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_tui.desk.errors import DeskError
from clinic_tui.ui.grammar import EXAMPLE
from clinic_tui.ui.keys import Keys
from clinic_tui.ui.screens.ask import AskModal
from clinic_tui.ui.typed import UnreadableError
from clinic_tui.ui.visit import Visit
from clinic_tui.ui.widgets.lines import day

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.model.assessment import Assessment
    from clinic_tui.model.chart import Chart
    from clinic_tui.ui.screens.chart import ChartScreen


def amend(screen: ChartScreen, desk: Desk, chart: Chart, signed: Assessment) -> None:
    """Asks for the row as it should read, then for the reason."""
    if not screen.may_sign():
        return
    keys = _keys(desk, chart, signed)

    def row(typed: str) -> str:
        if not keys.write_row(typed):
            raise UnreadableError(keys.visit.said)
        return typed

    def because(typed: str | None) -> None:
        if typed is None:
            return
        try:
            desk.amend_assessment(chart.patient.id, keys.visit.draft, typed)
        except DeskError as error:
            screen.complain(error)
        screen.read()

    def corrected(typed: str | None) -> None:
        if typed is not None:
            hint = f"by {desk.clinician.name}; the original stays in the chart"
            question = AskModal(
                f"{keys.visit.said}: why is it put right?", hint=hint, read=_something
            )
            screen.app.push_screen(question, because)

    question = f"Visit of {day(signed.on)}: the row as it should read?"
    screen.app.push_screen(AskModal(question, hint=f"such as: {EXAMPLE}", read=row), corrected)


def _keys(desk: Desk, chart: Chart, signed: Assessment) -> Keys:
    """The keyboard of that visit on its own day, under the conditions it was taken in."""
    until = tuple(a for a in chart.assessments if a.on <= signed.on)
    then = chart.model_copy(update={"assessments": until})
    protocol = desk.library.protocol_for(chart.episode(signed.episode).diagnosis)
    who = desk.clinician.name
    return Keys(Visit(then, signed, desk.library, protocol, who, signed.on))


def _something(typed: str) -> str:
    if not typed.strip():
        raise UnreadableError("an amendment needs a reason")
    return typed
