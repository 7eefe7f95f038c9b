"""The tabs of a chart by name, each imported when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.model.person import PatientId
    from clinic_tui.ui.screens.chart import ChartScreen

TABS = ("Readiness", "Assessments", "Trends", "Plan", "Diary", "Clearance", "Papers")


def tab_screen(name: str) -> type[ChartScreen]:
    """The screen of a tab."""
    match name.lower():
        case "readiness":
            from clinic_tui.ui.screens.readiness import ReadinessScreen

            return ReadinessScreen
        case "assessments":
            from clinic_tui.ui.screens.assessments import AssessmentsScreen

            return AssessmentsScreen
        case "trends":
            from clinic_tui.ui.screens.trends import TrendsScreen

            return TrendsScreen
        case "plan":
            from clinic_tui.ui.screens.plan import PlanScreen

            return PlanScreen
        case "diary":
            from clinic_tui.ui.screens.diary import DiaryScreen

            return DiaryScreen
        case "clearance":
            from clinic_tui.ui.screens.clearance import ClearanceScreen

            return ClearanceScreen
        case "papers":
            from clinic_tui.ui.screens.papers import PapersScreen

            return PapersScreen
        case _:
            raise KeyError(name)


def open_tab(app: App[Any], desk: Desk, patient: PatientId, name: str) -> None:
    """Shows a tab over the patient list, or in place of the tab that is open."""
    from clinic_tui.ui.screens.chart import ChartScreen

    screen: Screen[Any] = tab_screen(name)(desk, patient)
    here = app.screen
    if not isinstance(here, ChartScreen) or here.patient_id != patient:
        # What was said of one patient must not stand over another one's chart.
        app.clear_notifications()
    if isinstance(here, ChartScreen):
        app.switch_screen(screen)
    else:
        app.push_screen(screen)


def assess(app: App[Any], desk: Desk, patient: PatientId) -> None:
    """Opens the assessment of today, or the draft that was left."""
    from clinic_tui.desk.errors import DeskError
    from clinic_tui.ui.screens.assessment import AssessmentScreen

    try:
        screen = AssessmentScreen(desk, patient)
    except DeskError as error:
        app.notify(error.sentence, title=error.title, severity="error", markup=False)
        return
    app.push_screen(screen)
