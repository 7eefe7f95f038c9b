"""A visit to the demo clinic: a copy in a folder that is thrown away, however one leaves."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from clinic_tui.demo.clinic import running_clock, unpack
from clinic_tui.demo.day import NOTICE
from clinic_tui.desk.desk import Desk
from clinic_tui.ui.app import ClinicApp, show

ENDED = 128
"""Added to a signal's number, it is the exit code of a program that the signal ended."""


def run() -> int:
    """Opens the demo clinic; returns the exit code."""
    with TemporaryDirectory(prefix="clinic-tui-demo-") as place:
        app = ClinicApp(opened(Path(place)))
        _leave_when_told(app)
        return show(app)


def opened(folder: Path) -> Desk:
    """The demo clinic, unpacked into an empty folder and open."""
    unpack(folder)
    desk = Desk.open(folder, clock=running_clock())
    desk.notice = NOTICE
    return desk


def _leave_when_told(app: ClinicApp) -> None:
    """On a signal to end the app leaves by its own door; terminal and folder are tidied."""

    def leave(number: int, frame: FrameType | None) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise SystemExit(ENDED + number) from None
        loop.call_soon_threadsafe(lambda: app.exit(return_code=ENDED + number))

    for name in ("SIGTERM", "SIGHUP"):  # Windows has no hang-up
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)
