"""A legal hold: asked for with a reason, lifted by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clinic_tui.desk.errors import DeskError
from clinic_tui.judgement.clearance import REASON_LENGTH
from clinic_tui.model.chart import Chart
from clinic_tui.ui.screens.ask import AskModal
from clinic_tui.ui.screens.choose import Choice, ChooseModal
from clinic_tui.ui.typed import UnreadableError
from clinic_tui.ui.widgets.lines import day

if TYPE_CHECKING:
    from clinic_tui.ui.screens.chart import ChartScreen


def hold_record(screen: ChartScreen, chart: Chart) -> None:
    """Asks why the record is held; a held one may be let go."""
    if chart.hold is not None:
        _lift(screen, chart)
        return

    def told(reason: str | None) -> None:
        if reason is not None:
            _do(screen, lambda: screen.desk.hold(screen.patient_id, reason), "The record is held.")

    hint = f"such as a claim; {REASON_LENGTH} letters or more. A held record is never erased"
    screen.app.push_screen(AskModal("Why is it held?", hint=hint, read=_reason), told)


def _lift(screen: ChartScreen, chart: Chart) -> None:
    assert chart.hold is not None
    by = chart.hold.by
    why = f"Held by {by.name}, {day(by.at.date())}: {chart.hold.reason}"

    def answered(lift: bool | None) -> None:
        if lift:
            _do(screen, lambda: screen.desk.lift_hold(screen.patient_id), "The hold is lifted.")

    choices = (Choice("Leave it held", False), Choice("Lift the hold", True))
    screen.app.push_screen(ChooseModal("This record is held", why, choices), answered)


def _do(screen: ChartScreen, act: Callable[[], object], said: str) -> None:
    try:
        act()
    except DeskError as error:
        screen.complain(error)
        return
    screen.notify(said)
    screen.read()


def _reason(typed: str) -> str:
    if len(typed.strip()) < REASON_LENGTH:
        raise UnreadableError(f"{REASON_LENGTH - len(typed.strip())} letters more")
    return typed
