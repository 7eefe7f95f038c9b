"""A day in a clinic in which every text is a canary; the program that the leak tests run.

    python -m tests.leak_day HOW CLINIC OUT

HOW is `whole`, `crash`, `crash-thread` or `killed`. OUT takes the declared papers and exports.
The paths that were opened for writing are told in the file `opened` beside OUT.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.pilot import Pilot

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.model.person import PatientId
from clinic_tui.ui.app import ClinicApp, show
from clinic_tui.ui.screens.assessment import AssessmentScreen
from clinic_tui.ui.screens.review import ReviewScreen
from tests.builders import a_clinic, a_clinician
from tests.leaks import canary
from tests.store.samples import CHEAP
from tests.ui.hostile_clinic import chart
from tests.ui.hostile_walk import done, keyed
from tests.ui.visits import NAMES, NOW

PASSPHRASE = canary(0)
COUNT = 160
"""Canaries, the passphrase among them; a chart takes some fifty."""
WRITING = os.O_WRONLY | os.O_RDWR


def canaries() -> list[str]:
    """All of them."""
    return [canary(number) for number in range(COUNT)]


def prepared(folder: Path, given: Iterator[str]) -> None:
    """A sealed clinic with two whole charts."""
    desk = Desk.first_start(
        folder, a_clinic(), a_clinician(), clock=fixed_clock(NOW), passphrase=PASSPHRASE, cost=CHEAP
    )
    for number in ("0001", "0002"):
        chart(desk, number, given)
    desk.close()


async def line(pilot: Pilot[Any], text: str, end: str = "enter") -> None:
    """A text key by key; the screen is waited for once, not for each letter."""
    for char in text:
        pilot.app.post_message(Key(NAMES.get(char, char), char))
    await done(pilot)
    await keyed(pilot, end)


async def day(pilot: Pilot[Any], how: str, out: Path, given: Iterator[str]) -> None:
    """All that is done in a day, by keys."""
    app = pilot.app
    assert isinstance(app, ClinicApp)
    await line(pilot, next(given))  # a wrong passphrase
    await line(pilot, PASSPHRASE)
    await line(pilot, next(given), "escape")
    if how.startswith("crash"):
        await line(pilot, "0002")
        await keyed(pilot, "a", "down")
        return
    # A new patient, an injury, an assessment with half a row and a note.
    await keyed(pilot, "ctrl+n")
    for text in (next(given), next(given), "1992-03-14", "female", ""):
        await line(pilot, text)
    for _ in range(4):
        await line(pilot, next(given))
    await keyed(pilot, "ctrl+s")
    for text in ("tendon", next(given), "left", "2026-06-01", "healthy", "no"):
        await line(pilot, text)
    await keyed(pilot, "ctrl+s", "a")
    await keyed(pilot, *"n" * 15, "enter")
    assert isinstance(app.screen, AssessmentScreen), app.screen
    await keyed(pilot, "f5")
    await line(pilot, next(given), "escape")
    await keyed(pilot, "slash")
    await line(pilot, "wlk 31 p0")
    await line(pilot, next(given), "escape")
    await keyed(pilot, "f12")  # locked over a half-typed row
    await line(pilot, PASSPHRASE)
    if how == "killed":
        await pilot.pause(1.5)  # half-typed rows are kept after a second
        os.kill(os.getpid(), signal.SIGKILL)
    await keyed(pilot, "ctrl+s")
    assert isinstance(app.screen, ReviewScreen), app.screen
    await keyed(pilot, "escape", "slash", "ctrl+u", "escape", "ctrl+s", "ctrl+s")
    await keyed(pilot, "d", "down", "tab")
    await line(pilot, next(given), "ctrl+s")
    await keyed(pilot, "escape", "escape")
    # An old chart: decision, plan, papers, export, backup.
    await line(pilot, "0001")
    await keyed(pilot, "n", "escape", "2", "right", "e")
    await line(pilot, next(given), "escape")
    await keyed(pilot, "3", "m", "6", "f")
    await line(pilot, str(out))
    await keyed(pilot, "p", "enter", "l", "enter", "escape", "f6", "ctrl+u")
    await line(pilot, str(out.parent / "backup" / "clinic.backup"))
    desk = app.gate.desk
    assert desk is not None
    desk.export_chart(PatientId("0001"), out / "one.chart.json")
    desk.export_chart(PatientId("0002"), out / "two.chart.json")
    await keyed(pilot, "f12")
    await line(pilot, PASSPHRASE)
    app.exit()


def broken(how: str, given: Iterator[str]) -> None:
    """Makes a screen fail in its middle, with patients' values at hand."""
    secret = next(given)

    def failing(self: AssessmentScreen, *_: object) -> None:
        patient, value = self.visit.chart.patient, secret
        if how == "crash-thread":
            self.run_worker(lambda: fail(f"{patient} {value}"), thread=True)
        else:
            fail(f"{patient} {value}")

    def fail(message: str) -> None:
        raise RuntimeError(message)

    setattr(AssessmentScreen, "on_mount", failing)  # noqa: B010  a method is replaced


def main(how: str, folder: Path, out: Path) -> int:
    """Prepares the clinic, then opens it as anybody would."""
    opened = out.parent / "opened"

    def told(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes):
            mode, flags = arguments[1] or "", arguments[2] or 0
            if set(mode) & set("wax+") or flags & WRITING:
                paths.append(os.fsdecode(arguments[0]))

    paths: list[str] = []
    given = iter(canaries()[1:])
    prepared(folder, given)
    (out.parent / "backup").mkdir()
    sys.addaudithook(told)
    app = ClinicApp(folder, clock=fixed_clock(NOW))
    if how.startswith("crash"):
        broken(how, given)

    class Driven:
        async def __call__(self, pilot: Pilot[Any]) -> None:
            await day(pilot, how, out, given)

    run = app.run
    setattr(app, "run", lambda: run(auto_pilot=Driven()))  # noqa: B010
    code = show(app)
    opened.write_text("\n".join(dict.fromkeys(paths)))
    left = len(list(given))
    print(f"\n{COUNT - left} strings were used")
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
