"""Through every screen of a chart by keys, the same in a test's terminal and in a real one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from clinic_tui.desk.errors import DeskError
from clinic_tui.ui.screens.ask import AskModal
from clinic_tui.ui.screens.choose import Choice, ChooseModal
from tests.ui.hostile_clinic import Said
from tests.ui.visits import NAMES

AT_ONCE = 4
"""Fields of a form that any terminal has room for."""
Look = Callable[[str, Said], None]


class Stop(NamedTuple):
    """Keys, the screen on which they end, and what stands there."""

    keys: str
    screen: str
    place: str


TABS = (
    Stop("enter", "ReadinessScreen", "readiness"),
    Stop("end", "ReadinessScreen", "readiness, end"),
    Stop("2", "AssessmentsScreen", "assessments"),
    Stop("end", "AssessmentsScreen", "assessments, end"),
    Stop("right e", "AskModal", "amend"),
    Stop("escape 3", "TrendsScreen", "trends"),
    Stop("t", "TrendsScreen", "trends as a table"),
    Stop("end", "TrendsScreen", "trends as a table, end"),
    Stop("m", "ChooseModal", "measures of the trends"),
    Stop("escape 4", "PlanScreen", "plan"),
    Stop("end", "PlanScreen", "plan, end"),
    Stop("y", "AskModal", "running days"),
    Stop("escape b", "AskModal", "first day"),
    Stop("escape 5", "DiaryScreen", "diary"),
    Stop("pagedown", "DiaryScreen", "diary, end"),
    Stop("slash", "DiaryScreen", "rows"),
    Stop("escape f", "RunForm", "full form"),
    Stop("escape down e", "RunForm", "run form"),
    Stop("escape x", "ChooseModal", "otherwise"),
    Stop("escape 6", "ClearanceScreen", "clearance"),
    Stop("end", "ClearanceScreen", "clearance, end"),
    Stop("7", "PapersScreen", "papers"),
    Stop("p", "ChooseModal", "for whom"),
    Stop("enter", "PapersScreen", "progress paper"),
    Stop("l", "ChooseModal", "plan for whom"),
    Stop("enter", "PapersScreen", "plan paper"),
    Stop("enter", "PaperText", "plan read here"),
    Stop("end escape", "PapersScreen", "papers again"),
    Stop("f", "AskModal", "folder"),
    Stop("escape 1 w", "WhyModal", "why"),
    Stop("end", "WhyModal", "why, end"),
    Stop("escape n", "AskModal", "next visit"),
    Stop("escape E", "PatientForm", "person form"),
)
FORMS = (
    Stop("escape i", "InjuryForm", "injury form"),
    Stop("escape d", "DecideScreen", "decision"),
    Stop("down", "DecideScreen", "decision on"),
    Stop("f8", "WhyModal", "decision why"),
    Stop("escape escape", "ReadinessScreen", "readiness"),
    Stop("ctrl+p", "Palette", "palette"),
    Stop("escape f1", "HelpModal", "help"),
    Stop("f1", "ReadinessScreen", "no help"),
    Stop("ctrl+g", "JumpModal", "places"),
    Stop("escape", "ReadinessScreen", "no places"),
)
VISIT = (
    Stop("a", "AssessmentScreen", "sheet"),
    Stop("f3", "FlagsScreen", "flags"),
    Stop("enter f5", "NoteModal", "note"),
    Stop("escape c", "ConditionsModal", "conditions"),
    Stop("escape x", "ChooseModal", "not done"),
    Stop("escape f4", "ChooseModal", "protocol"),
    Stop("escape slash", "AssessmentScreen", "row"),
    Stop("escape ctrl+s", "ReviewScreen", "review"),
    Stop("pagedown pagedown", "ReviewScreen", "review, end"),
    Stop("escape escape", "ReadinessScreen", "left"),
    Stop("escape", "PatientsScreen", "list"),
)


async def walk(pilot: Pilot[None], said: Said, look: Look) -> None:
    """Opens a chart from the list and goes through all that can be opened from there.

    Args:
        pilot: of a running app that shows the patient list.
        said: the chart.
        look: called wherever something new stands on the screen.

    Raises:
        AssertionError: keys led to another screen than is meant.
    """

    async def through(stops: tuple[Stop, ...]) -> None:
        for keys, screen, place in stops:
            await keyed(pilot, *keys.split())
            stands = type(pilot.app.screen).__name__
            assert stands == screen, f"{place}: {keys} led to {stands}"
            look(place, said)

    # Numbers are digits, so they can be typed; the list narrows to one.
    await through((Stop(f"escape {' '.join(said.number)}", "PatientsScreen", "list"),))
    await pilot.pause(0.2)  # the glimpse reads the chart once the mark rests
    look("glimpse", said)
    await through(TABS)
    await _fields(pilot, "person form", said, look)
    await through(FORMS[:1])
    await _fields(pilot, "injury form", said, look)
    await through(FORMS[1:])
    await _boxes(pilot, said, look)
    await through(VISIT)


async def keyed(pilot: Pilot[None], *keys: str) -> None:
    """Presses keys and waits until all is done; not, as a pilot does, until nothing stirs."""
    names = {name: char for char, name in NAMES.items()}
    for key in keys:
        char = names.get(key, key if len(key) == 1 else None)
        pilot.app.post_message(Key(key, char))
        await done(pilot)


async def done(pilot: Pilot[None]) -> None:
    """Waits for what runs beside the keys, and for what it then shows."""
    for _ in range(2):
        await pilot.pause(0)
        await pilot.app.workers.wait_for_complete()
    await pilot.pause(0)
    # A chart is read once its screen has been drawn.
    for _ in range(200):
        if getattr(pilot.app.screen, "chart", pilot) is not None:
            break
        await pilot.pause(0.005)


async def _fields(pilot: Pilot[None], place: str, said: Said, look: Look) -> None:
    """Goes down a form, so that all its fields are drawn."""
    for _ in range(0, len(pilot.app.screen.query(Input)), AT_ONCE):
        for _ in range(AT_ONCE):
            pilot.app.post_message(Key("down", None))
        await done(pilot)
        look(place, said)


async def _boxes(pilot: Pilot[None], said: Said, look: Look) -> None:
    """Texts that no screen asks about yet, in the boxes that could: question, choices, toast."""
    app = pilot.app
    app.push_screen(AskModal(said.name, hint=said.site, start=said.notes[0]))
    await done(pilot)
    look("asked", said)
    await keyed(pilot, "escape")
    choices = [Choice(each, each, each) for each in said.everything[:4]]
    app.push_screen(ChooseModal(said.name, said.site, choices))
    await done(pilot)
    look("choices", said)
    await keyed(pilot, "escape")
    error = DeskError(said.name, f"{said.notes[0]} {said.site}")
    app.notify(error.sentence, title=error.title, severity="error", markup=False)
    await done(pilot)
    look("toast", said)
    app.clear_notifications()
    await done(pilot)
