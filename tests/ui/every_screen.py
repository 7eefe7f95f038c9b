"""Every screen of the app, reached by keys in a clinic of invented people on a fixed morning."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from typing import Any, NamedTuple
from unittest.mock import patch

from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, TextArea

from clinic_tui.demo.clinic import unpack
from clinic_tui.demo.day import NOTICE
from clinic_tui.demo.day import NOW as DEMO_NOW
from clinic_tui.demo.tour import tour
from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.settings import Settings
from clinic_tui.ui.app import ClinicApp
from clinic_tui.ui.screens.stopwatch import StopwatchModal
from tests.builders import a_clinic, a_clinician, base_patient
from tests.store.samples import CHEAP, PASSPHRASE
from tests.store.scenarios import GOLDEN
from tests.ui.hostile_walk import done, keyed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOMENT = 0.001
"""Seconds that the app waits here where it else waits for the eye."""
PATIENCE = 1000
"""How often it is looked whether something is still to come."""
Look = Callable[[Pilot[None], str], Awaitable[None]]


class Stop(NamedTuple):
    """Keys, and the name of what stands there then."""

    keys: str
    name: str


DEMO = (
    Stop("", "patients"),
    Stop("z z z", "patients-nobody"),
    Stop("escape c u y e r", "patients-found"),
    Stop("ctrl+p", "palette"),
    Stop("escape enter", "readiness"),
    Stop("w", "why"),
    Stop("escape f1", "help"),
    Stop("escape ctrl+g", "jump"),
    Stop("escape ctrl+g t", "trends"),
    Stop("t", "trends-table"),
    Stop("ctrl+g a", "assessments"),
    Stop("e", "amend"),
    Stop("a b d space L space 1 9 0 space p 0 enter", "correction"),
    Stop("escape f7", "move"),
    Stop("escape ctrl+g l", "plan"),
    Stop("y", "plan-days"),
    Stop("escape e", "plan-edit"),
    Stop("escape ctrl+g d", "diary"),
    Stop("slash", "diary-rows"),
    Stop("escape f", "run"),
    Stop("escape ctrl+g c", "clearance"),
    Stop("ctrl+g o", "papers"),
    Stop("p up enter", "paper-form"),
    Stop("escape p enter", "papers-made"),
    Stop("enter", "paper-text"),
    Stop("escape ctrl+g r n", "next-visit"),
    Stop("escape E", "person"),
    Stop("escape i", "injury"),
    Stop("escape ctrl+g k H", "history-of-clinic"),
    Stop("escape ctrl+g p enter H", "history-of-chart"),
    Stop("escape L", "hold"),
    Stop("escape f6", "merge"),
    Stop("0 0 0 1 tab tab t w i c e tab ctrl+s", "merge-asked"),
    Stop("escape escape d", "decide"),
    Stop("down down", "decide-limits"),
    Stop("escape a", "flags"),
    Stop("y", "flags-present"),
    Stop("n n n n n n n n n n n n n n enter", "assessment"),
    Stop("slash", "assessment-row"),
    Stop("escape x", "not-done"),
    Stop("escape c", "conditions"),
    Stop("escape f5", "note"),
    Stop("escape f4", "protocol"),
    Stop("escape f8", "drop"),
    Stop("escape ctrl+s", "review"),
    Stop("escape slash s l b space L space 2 2 enter escape b", "stopwatch"),
    Stop("TIMED f", "stopwatch-stopped"),
    Stop("escape ctrl+g b", "against-criteria"),
    Stop("ctrl+g k", "clinic"),
    Stop("n", "new-person"),
    Stop("escape e", "revise-person"),
    Stop("escape down g", "give-passphrase"),
    Stop("escape a", "particulars"),
    Stop("escape k", "keeping"),
    Stop("escape ctrl+g s", "settings"),
    Stop("down down enter", "press-a-key"),
    Stop("escape ctrl+g n", "new-patient"),
    Stop("escape ctrl+g p f3 down down down enter", "try-rule"),
    Stop("escape f5 c", "day-papers"),
    Stop(
        "escape enter ctrl+g a shift+right e s l b space L space 2 2 space p 3 space s h enter",
        "hold-corrected",
    ),
    Stop("m i s r e a d enter", "assessments-put-right"),
    Stop("h", "originals"),
    Stop("escape f12", "blank"),
)
SEALED = (
    Stop("", "first-start"),
    Stop("CLINIC ctrl+s", "code"),
    Stop("escape escape", "patients-empty"),
    Stop("PATIENT enter", "no-injury"),
    Stop("ctrl+g k p", "own-passphrase"),
    Stop("escape f12", "unlock"),
    Stop("ctrl+r", "recover"),
)
OPEN = (Stop("", "seal"),)
GUIDED = (Stop("", "guided-list"), Stop("l i n d enter", "guided-chart"))


async def at_rest(pilot: Pilot[None]) -> None:
    """Waits until nothing that was begun is still to show itself, however slow the machine is.

    What could come after a picture is waited for by name: timers of a moment, work beside the keys
    and what waits behind it, a draft on its way to the disk, callbacks and drawing that are due.
    """
    for _ in range(PATIENCE):
        await done(pilot)
        app = pilot.app
        nodes = [app, *(each for s in app.screen_stack for each in s.walk_children(with_self=True))]
        timers = [timer for node in nodes for timer in node._timers]
        moments = [t._task for t in timers if t._repeat is not None and t._interval <= MOMENT]
        if tasks := [task for task in moments if task is not None and not task.done()]:
            await asyncio.wait(tasks)
        elif not any(_due(app, node) for node in nodes):
            return
    raise AssertionError("something on this screen never comes to rest")


def _due(app: App[Any], node: MessagePump) -> bool:
    """Whether something of a screen, a widget or the app is still to be done."""
    keeper = getattr(node, "keeper", None)
    if keeper is not None and not keeper.clean and keeper.error is None:
        return True
    if node is not app and not (node.is_attached and node._is_mounted):
        return node.is_attached
    if node._next_callbacks or node._pending_message is not None or node.message_queue_size:
        return True
    if node is app:
        return any(not worker.is_finished for worker in app.workers)
    if not isinstance(node, Screen):
        return False
    drawing = node._layout_required or node._repaint_required or node._dirty_widgets
    return bool(node._callbacks or (drawing and node is app.screen))


async def still(pilot: Pilot[None]) -> list[Strip]:
    """The rows of the terminal once nothing on them changes any more."""
    rows: list[Strip] = []
    for _ in range(40):
        await at_rest(pilot)
        if isinstance(pilot.app, ClinicApp) and pilot.app.guide is not None:
            # It begins, and looks round, a moment later each time; the picture is of what it says.
            pilot.app.guide.begin(pilot.app)
            pilot.app.guide.look(pilot.app)
            await at_rest(pilot)
        pilot.app.clear_notifications()
        for field in pilot.app.screen.query(Input):
            field.cursor_blink, field._cursor_visible = False, True
        for area in pilot.app.screen.query(TextArea):
            area.cursor_blink, area._cursor_visible = False, True
        before, rows = rows, pilot.app.screen._compositor.render_strips()
        if rows and rows == before:
            return rows
    raise AssertionError("the screen never stands still")


@contextmanager
def at_once() -> Iterator[None]:
    """What else waits a moment for the eye is there at once."""
    place = "clinic_tui.ui.screens.patients"
    waits = (f"{place}.LOOK_AFTER", f"{place}.PREVIEW_AFTER", "clinic_tui.ui.app.GUIDE_AFTER")
    with patch(waits[0], MOMENT), patch(waits[1], MOMENT), patch(waits[2], MOMENT):
        yield


async def through(
    app: ClinicApp, size: tuple[int, int], stops: tuple[Stop, ...], look: Look
) -> None:
    """Goes from stop to stop and looks at each."""
    app.animation_level = "none"
    with at_once():
        async with app.run_test(size=size) as pilot:
            for keys, name in stops:
                for key in keys.split():
                    if key in WORDS:
                        await WORDS[key](pilot)
                    else:
                        await keyed(pilot, key)
                    # What a key begins ends before the next one, so that the history is the same.
                    await at_rest(pilot)
                    pilot.app.clear_notifications()
                await look(pilot, name)


async def walk(
    place: Path, size: tuple[int, int], look: Look, settings: Settings | None = None
) -> None:
    """Through all screens at one size of the terminal.

    Args:
        place: a folder for the clinics.
        size: columns and rows.
        look: called at each stop with its name.
        settings: of both clinics, where not the usual ones.
    """
    for name, stops, guide in (("demo", DEMO, None), ("guided", GUIDED, tour)):
        (place / name).mkdir()
        unpack(place / name)
        desk = Desk.open(place / name, clock=fixed_clock(DEMO_NOW))
        desk.notice = NOTICE
        await through(_set(ClinicApp(desk, guide=guide), settings), size, stops, look)
    with patch("clinic_tui.desk.door.calibrated", lambda *a, **k: CHEAP):
        sealed = ClinicApp(place / "new", clock=fixed_clock(NOW))
        await through(_set(sealed, settings), size, SEALED, look)
    copytree(GOLDEN, place / "old")
    await through(_set(ClinicApp(place / "old"), settings), size, OPEN, look)


def _set(app: ClinicApp, settings: Settings | None) -> ClinicApp:
    if settings is not None:
        app.settings = settings
        app._draw_plainly()
    return app


async def _first_start(pilot: Pilot[None]) -> None:
    """Fills in the form of a first start."""
    clinic, who = a_clinic(), a_clinician()
    values = {
        **{"clinic": clinic.name, "address": clinic.address, "telephone": clinic.telephone},
        **{"out_of_hours": clinic.out_of_hours, "emergency": clinic.emergency},
        **{"time_zone": clinic.time_zone, "name": who.name, "role": who.role.value},
        **{"passphrase": PASSPHRASE, "again": PASSPHRASE},
    }
    for key, value in values.items():
        pilot.app.screen.query_one(f"#{key}", Input).value = value
    await done(pilot)


async def _patient(pilot: Pilot[None]) -> None:
    """A patient without an injury."""
    desk = pilot.app.gate.desk  # type: ignore[attr-defined]
    from clinic_tui.model.chart import Chart
    from clinic_tui.ui.screens.patients import PatientsScreen

    desk.add_chart(Chart(patient=base_patient()))
    screen = pilot.app.screen
    assert isinstance(screen, PatientsScreen)
    screen.read()
    await done(pilot)


async def _timed(pilot: Pilot[None]) -> None:
    """Stops the watch after 22.4 seconds of its own clock."""
    watch = pilot.app.screen
    assert isinstance(watch, StopwatchModal)
    for seconds in (0.0, 22.4):
        watch._clock = lambda seconds=seconds: seconds  # type: ignore[misc]
        await keyed(pilot, "space")


WORDS: dict[str, Callable[[Pilot[None]], Awaitable[None]]] = {
    "CLINIC": _first_start,
    "PATIENT": _patient,
    "TIMED": _timed,
}
"""What a stop does beside pressing keys."""
