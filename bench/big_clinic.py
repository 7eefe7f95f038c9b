"""A clinic of a hundred thousand patients without a hundred thousand saves, for measuring.

The index has a row for each patient, the history an entry of the right length, the folder a name;
only the charts that are saved or opened are real, the other files are empty. Nothing on the path
of a save, an opening or the list looks into them.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

from clinic_tui.model.chart import Chart
from clinic_tui.model.person import PatientId
from clinic_tui.store.columns import Row
from clinic_tui.store.files import CHARTS, ChartFiles
from clinic_tui.store.history import Entry, History, Spot
from clinic_tui.store.index import Index, seal_line
from clinic_tui.store.key_file import KeyFile, Unwrapped
from clinic_tui.store.keys import Keys
from clinic_tui.store.proven import Proven
from clinic_tui.store.repository import Line
from clinic_tui.store.sealed import IDENTITY_BYTES
from tests.store.samples import ACT

SYLLABLES = (
    "ba",
    "ko",
    "li",
    "wis",
    "nov",
    "mar",
    "son",
    "ska",
    "er",
    "an",
    "thu",
    "ou",
    "żó",
    "ří",
)
BATCH = 2000
"""Entries that are written in one go while a clinic is faked."""


def clinic_of(folder: Path, patients: int, real: list[Chart], line: Line) -> Unwrapped:
    """Fills an empty folder; the real charts are saved as charts are. Returns its key."""
    folder.mkdir()
    opened = KeyFile(folder).create_open()
    keys = Keys(folder, opened)
    store = ChartFiles(folder, keys)
    for chart in real:
        store.save(chart, line, 0, ACT)
    store.close()
    history = History(folder, keys)
    index = Index(folder, keys, history)
    sealed_length = _sealed_length(keys, next(iter(index.rows)), line)
    entries: list[Entry] = []
    for number in range(patients - len(real)):
        identity, digest = os.urandom(IDENTITY_BYTES), os.urandom(32).hex()
        patient = PatientId(f"F{number:06d}")
        # Under a key that is gone, as of an erased chart: what is not opened need not open.
        entries.append(
            {
                "at": ACT.at.isoformat(),
                "who": ACT.who,
                "what": "saved",
                "chart": identity.hex(),
                "revision": 1,
                "digest": digest,
                "line": os.urandom(sealed_length // 4 * 3).hex()[:sealed_length],
            }
        )
        family, given = invented_name(number)
        named = {**line, "listed": f"{family}, {given}", "name": f"{given} {family}"}
        index.put(identity, Row(patient, 1, digest, named))
        (folder / CHARTS / f"{identity.hex()}.sealed").touch(0o600)
        if len(entries) == BATCH:
            index.end = _appended(history, entries, index.end)
            entries = []
    if entries:
        index.end = _appended(history, entries, index.end)
    index.write()
    return opened


def invented_name(number: int) -> tuple[str, str]:
    """A family name and a given name, always the same for a number."""
    lot = random.Random(number)
    family, given = (
        "".join(lot.choice(SYLLABLES) for _ in range(lot.randint(2, 4))).capitalize()
        for _ in range(2)
    )
    return family, given


def _appended(history: History, entries: list[Entry], end: Spot) -> Spot:
    return history.append(entries, end, durable=False)[-1].after


def _sealed_length(keys: Keys, identity: bytes, line: Line) -> int:
    return len(seal_line(keys, identity, 1, {"patient_id": "F000000", "line": dict(line)}))


def long_history(folder: Path, entries: int, chart: Chart, line: Line) -> ChartFiles:
    """A clinic of one chart, saved so often; every entry is true, the last one has its file."""
    from clinic_tui.store.chart_file import ChartFile

    folder.mkdir()
    keys = Keys(folder, KeyFile(folder).create_open())
    ChartFiles(folder, keys).save(chart, line, 0, ACT)
    history = History(folder, keys)
    index = Index(folder, keys, history)
    index.refresh()
    (identity,) = index.rows
    sealed = seal_line(keys, identity, 1, {"patient_id": chart.patient.id, "line": dict(line)})
    said = {"at": ACT.at.isoformat(), "who": ACT.who, "what": "saved", "chart": identity.hex()}
    spot, file = index.end, ChartFile(folder / CHARTS, identity)
    for start in range(2, entries, BATCH):
        saves = range(start, min(start + BATCH, entries))
        spot = _appended(
            history,
            [{**said, "revision": each, "digest": "0" * 64, "line": sealed} for each in saves],
            spot,
        )
    key = keys.of_chart(identity)
    digest = file.write(chart, line, entries, spot.words, key, Proven())
    kept = {"patient_id": chart.patient.id, "line": dict(line)}
    last = seal_line(keys, identity, entries, kept)
    end = _appended(history, [{**said, "revision": entries, "digest": digest, "line": last}], spot)
    index.put(identity, Row(chart.patient.id, entries, digest, line))
    index.end = end
    index.write()
    return ChartFiles(folder, keys)
