"""The demo clinic as it is shipped: files of a clinic's folder in one archive.

It is made once (`python -m clinic_tui.demo`), so that opening it costs no more than unpacking.
"""

from __future__ import annotations

import time
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from clinic_tui.demo.day import NOW

if TYPE_CHECKING:
    from clinic_tui.desk.clock import Clock

ARCHIVE = "clinic.zip"
FOLDERS = ("charts", "history", "keys")


def shipped() -> dict[str, bytes]:
    """The files that come with the program, by their place in the clinic's folder."""
    with (files("clinic_tui.demo") / ARCHIVE).open("rb") as raw, ZipFile(raw) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def unpack(folder: Path) -> None:
    """Writes the shipped clinic into an empty folder that only its owner may read."""
    for each in FOLDERS:
        (folder / each).mkdir(mode=0o700)
    for name, raw in shipped().items():
        (folder / name).write_bytes(raw)


def running_clock() -> Clock:
    """A clock that starts at the demo's first moment and runs on."""
    started = time.monotonic()
    return lambda: NOW + timedelta(seconds=time.monotonic() - started)


def generated() -> dict[str, bytes]:
    """Such files, made anew from the stories: the same charts under other names and seals."""
    from clinic_tui.demo.charts import CLINIC, PHYSIO, charts
    from clinic_tui.desk.desk import Desk

    with TemporaryDirectory() as place:
        folder = Path(place) / "clinic"
        desk = Desk.first_start(folder, CLINIC, PHYSIO, clock=lambda: NOW, demo=True)
        for chart in charts():
            desk.add_chart(chart)
        desk.close()
        found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def ship(target: Path) -> int:
    """Writes the archive anew; returns how many files are in it."""
    made = generated()
    with ZipFile(target, "w") as archive:
        for name in sorted(made):
            entry = ZipInfo(name, date_time=NOW.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, made[name])
    return len(made)
