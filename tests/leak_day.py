"""A day in a clinic in which every text is a canary; the program that the leak tests run.

    python -m tests.leak_day HOW CLINIC OUT CHARTS

HOW is `whole`, `crash`, `crash-thread` or `killed`. OUT takes the declared papers and exports.
CHARTS is how many whole charts the clinic has in the morning.
The paths that were opened for writing are told in the file `opened` beside OUT.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.pilot import Pilot
from textual.worker import WorkerError

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
A_CHART, A_DAY = 50, 60
"""Canaries that a chart takes and that are typed in a day, or a few more; the first is the
passphrase."""
WRITING = os.O_WRONLY | os.O_RDWR


def canaries(charts: int) -> list[str]:
    """All of them in a clinic of so many charts."""
    return [canary(number) for number in range(charts * A_CHART + A_DAY)]


def prepared(folder: Path, given: Iterator[str], charts: int) -> list[str]:
    """A sealed clinic with whole charts; answers their numbers."""
    desk = Desk.first_start(
        folder, a_clinic(), a_clinician(), clock=fixed_clock(NOW), passphrase=PASSPHRASE, cost=CHEAP
    )
    numbers = [f"{number:04d}" for number in range(1, charts + 1)]
    for number in numbers:
        chart(desk, number, given)
    desk.close()
    return numbers


async def line(pilot: Pilot[Any], text: str, end: str = "enter") -> None:
    """A text key by key; the screen is waited for once, not for each letter."""
    for char in text:
        pilot.app.post_message(Key(NAMES.get(char, char), char))
    await done(pilot)
    await keyed(pilot, end)


async def day(
    pilot: Pilot[Any], how: str, out: Path, given: Iterator[str], numbers: list[str]
) -> None:
    """All that is done in a day, by keys; the charts of the morning are exported."""
    app = pilot.app
    assert isinstance(app, ClinicApp)
    await line(pilot, next(given))  # a wrong passphrase
    await line(pilot, PASSPHRASE)
    await line(pilot, next(given), "escape")
    if how.startswith("crash"):
        await line(pilot, "0002")
        with suppress(WorkerError):  # what runs beside the keys is ended with the app
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
    await keyed(pilot, "3", "t", "4", "m", "7", "f")
    await line(pilot, str(out))
    await keyed(pilot, "p", "enter", "l", "enter", "escape", "f6", "ctrl+u")
    await line(pilot, str(out.parent / "backup" / "clinic.backup"))
    desk = app.gate.desk
    assert desk is not None
    for number in numbers:
        desk.export_chart(PatientId(number), out / f"{number}.chart.json")
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


def main(how: str, folder: Path, out: Path, charts: int) -> int:
    """Prepares the clinic, then opens it as anybody would."""
    opened = out.parent / "opened"

    def told(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes):
            mode, flags = arguments[1] or "", arguments[2] or 0
            if set(mode) & set("wax+") or flags & WRITING:
                paths.append(os.fsdecode(arguments[0]))

    paths: list[str] = []
    given = iter(canaries(charts)[1:])
    numbers = prepared(folder, given, charts)
    (out.parent / "backup").mkdir()
    sys.addaudithook(told)
    app = ClinicApp(folder, clock=fixed_clock(NOW))
    if how.startswith("crash"):
        broken(how, given)

    class Driven:
        async def __call__(self, pilot: Pilot[Any]) -> None:
            await day(pilot, how, out, given, numbers)

    run = app.run
    setattr(app, "run", lambda: run(auto_pilot=Driven()))  # noqa: B010
    code = show(app)
    opened.write_text("\n".join(dict.fromkeys(paths)))
    left = len(list(given))
    print(f"\n{len(canaries(charts)) - left} strings were used")
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])))
