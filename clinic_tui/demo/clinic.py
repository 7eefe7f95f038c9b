"""The demo clinic as it is shipped: files of a clinic's folder in one archive.

It is made once (`python -m clinic_tui.demo`), so that opening it costs no more than unpacking.
"""

from __future__ import annotations

import hashlib
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
CHARTS = "charts"


def shipped() -> dict[str, bytes]:
    """The files that come with the program, by their place in the clinic's folder."""
    with (files("clinic_tui.demo") / ARCHIVE).open("rb") as raw, ZipFile(raw) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def unpack(folder: Path) -> None:
    """Writes the shipped clinic into an empty folder that only its owner may read."""
    (folder / CHARTS).mkdir(mode=0o700)
    for name, raw in shipped().items():
        (folder / name).write_bytes(raw)


def running_clock() -> Clock:
    """A clock that starts at the demo's first moment and runs on."""
    started = time.monotonic()
    return lambda: NOW + timedelta(seconds=time.monotonic() - started)


def generated() -> dict[str, bytes]:
    """The same files, made anew from the stories."""
    from clinic_tui.demo.charts import CLINIC, PHYSIO, charts
    from clinic_tui.desk.desk import Desk

    found: dict[str, bytes] = {}
    with TemporaryDirectory() as place:
        folder = Path(place) / "clinic"
        desk = Desk.first_start(folder, CLINIC, PHYSIO, clock=lambda: NOW, demo=True)
        for path in sorted(folder.glob("*.tinydb")):
            found[path.name] = path.read_bytes()
        for chart in charts():
            before = set((folder / CHARTS).glob("*.tinydb"))
            desk.add_chart(chart)
            (path,) = set((folder / CHARTS).glob("*.tinydb")) - before
            # The store's own names are drawn by lot; these are the same in every build.
            name = hashlib.sha256(chart.patient.id.encode()).hexdigest()[:32]
            found[f"{CHARTS}/{name}{path.suffix}"] = path.read_bytes()
    return found


def ship(target: Path) -> int:
    """Writes the archive anew; returns how many files are in it."""
    made = generated()
    with ZipFile(target, "w") as archive:
        for name in sorted(made):
            entry = ZipInfo(name, date_time=NOW.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, made[name])
    return len(made)
