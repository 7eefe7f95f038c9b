"""Going anywhere from anywhere: what lies between is closed, and nothing typed is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from clinic_tui.ui.screens.tabs import TABS, assess, open_tab

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.desk.patient_list import PatientList
    from clinic_tui.model.person import PatientId
    from clinic_tui.ui.screens.patients import PatientsScreen


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go, by one letter."""

    key: str
    name: str
    what: str
    go: Callable[[], None]
    of_patient: bool = False


LETTERS = {
    "readiness": "r",
    "assessments": "a",
    "trends": "t",
    "plan": "l",
    "diary": "d",
    "clearance": "c",
    "papers": "o",
    "history": "h",
}
"""Of the tabs; those that have another key in the chart have it here too."""


def list_of(app: App[Any]) -> PatientsScreen | None:
    """The patient list, where the clinic is open and nothing covers it."""
    from clinic_tui.ui.screens.patients import PatientsScreen

    if any(getattr(screen, "COVERS", False) for screen in app.screen_stack):
        return None
    found = [screen for screen in app.screen_stack if isinstance(screen, PatientsScreen)]
    return found[-1] if found and not found[-1].desk.locked else None


def heads_of(app: App[Any]) -> PatientList | None:
    """Everybody in the clinic, where it is open."""
    listed = list_of(app)
    return listed.heads if listed is not None else None


def patient_of(app: App[Any]) -> PatientId | None:
    """Whose chart is open, however much lies over it."""
    for screen in reversed(app.screen_stack):
        patient: PatientId | None = getattr(screen, "patient_id", None)
        if patient is not None:
            return patient
    return None


def places_of(app: App[Any]) -> list[Place]:
    """Where one can go from here: the tabs of the open chart, and the clinic."""
    listed = list_of(app)
    if listed is None:
        return []
    places: list[Place] = []
    patient = patient_of(app)
    if patient is not None:
        for name in TABS:
            what = f"The tab {name} of this chart"
            to_tab = partial(_tab, app, listed.desk, patient, name)
            key = LETTERS[name.lower()]
            places.append(Place(key, name, what, partial(leave, app, to_tab), True))
        for key, name, what, open_it in _OF_CHART:
            to_form = partial(open_it, app, listed.desk, patient)
            places.append(Place(key, name, what, partial(leave, app, to_form), True))
    places.append(Place("p", "Patients", "The patient list", partial(leave, app, _nothing)))
    for key, name, what, action in _OF_CLINIC:
        places.append(Place(key, name, what, partial(leave, app, getattr(listed, action))))
    return places


def leave(app: App[Any], then: Callable[[], None]) -> None:
    """Closes all that lies over the patient list, unless something there is not kept; then goes on.

    A screen with a method `why_stay` is asked first: it keeps what it can, or says why not.
    """
    listed = list_of(app)
    if listed is None:
        return
    above = app.screen_stack[app.screen_stack.index(listed) + 1 :]
    for screen in reversed(above):
        why: Callable[[], str] | None = getattr(screen, "why_stay", None)
        if why is not None and (said := why()):
            app.notify(said, title="Still here", severity="warning", timeout=8)
            return
    for _ in above:
        app.pop_screen()
    then()


def to_patient(app: App[Any], patient: PatientId) -> None:
    """Opens the chart of a patient."""
    listed = list_of(app)
    if listed is not None:
        leave(app, partial(_tab, app, listed.desk, patient, TABS[0]))


def ask_where(app: App[Any]) -> None:
    """Asks for the letter of a place."""
    from clinic_tui.ui.screens.jump import JumpModal

    places = places_of(app)
    if not places or isinstance(app.screen, JumpModal):
        return

    def chosen(place: Place | None) -> None:
        if place is not None:
            place.go()

    app.push_screen(JumpModal(places), chosen)


def _nothing() -> None:
    """The list itself is where one wants to be."""


def _tab(app: App[Any], desk: Desk, patient: PatientId, name: str) -> None:
    open_tab(app, desk, patient, name)


def _sheet(app: App[Any], desk: Desk, patient: PatientId) -> None:
    open_tab(app, desk, patient, TABS[0])
    assess(app, desk, patient)


def _by_chart(action: str, app: App[Any], desk: Desk, patient: PatientId) -> None:
    """Opens the chart, then what one of its keys opens, once it has been read."""
    open_tab(app, desk, patient, TABS[0])
    screen: Screen[Any] = app.screen
    screen.call_after_refresh(lambda: screen.run_worker(screen.run_action(action)))


_OF_CHART: tuple[tuple[str, str, str, Callable[[App[Any], Desk, PatientId], None]], ...] = (
    ("m", "Measuring", "The assessment of today", _sheet),
    ("w", "Decision", "The decision on clearance", partial(_by_chart, "decide")),
    ("i", "Injury", "What is known of the injury", partial(_by_chart, "injury")),
    ("e", "Person", "Name, birth date, address", partial(_by_chart, "person")),
    ("H", "Chart's history", "What was done with this chart", partial(_by_chart, "history")),
)
_OF_CLINIC = (
    ("n", "New patient", "Enter a patient and the injury", "action_new"),
    ("k", "Clinic", "People, passphrases, the record", "action_clinic"),
    ("b", "Against criteria", "What was overridden, and what came of it", "action_counts"),
    ("y", "Day's papers", "One for everyone with a visit that day", "action_papers"),
    ("u", "Try a rule", "A changed protocol on the past", "action_try_rule"),
    ("s", "Settings", "Theme, symbols and keys", "action_settings"),
)
