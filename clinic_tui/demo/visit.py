"""A visit to the demo clinic: a copy in a folder that is thrown away, however one leaves."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from clinic_tui.demo.clinic import running_clock, unpack
from clinic_tui.demo.day import NOTICE
from clinic_tui.desk.desk import Desk
from clinic_tui.ui.app import ClinicApp, show

if TYPE_CHECKING:
    from clinic_tui.ui.guide import Guide


def run() -> int:
    """Opens the demo clinic; returns the exit code."""
    with TemporaryDirectory(prefix="clinic-tui-demo-") as place:
        return show(ClinicApp(opened(Path(place)), guide=_guide))


def _guide() -> Guide:
    """The guided visit, loaded once the list stands."""
    from clinic_tui.demo.tour import tour

    return tour()


def opened(folder: Path) -> Desk:
    """The demo clinic, unpacked into an empty folder and open."""
    unpack(folder)
    desk = Desk.open(folder, clock=running_clock())
    desk.notice = NOTICE
    return desk
