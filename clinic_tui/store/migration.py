"""Sealing a clinic of the first version: each chart sealed, read back, then its plain file gone.

Killed in the middle, it goes on where it stopped: a plain file is there until its sealed one is.
"""

from __future__ import annotations

from pathlib import Path

from clinic_tui.store import format1
from clinic_tui.store.errors import NotWrittenError
from clinic_tui.store.files import CLINIC, ChartFiles
from clinic_tui.store.repository import Act


def seal_charts(folder: Path, store: ChartFiles, act: Act) -> int:
    """Seals what the first version kept; returns how many charts.

    Raises:
        DamagedError: a plain file is not as it was written; it is left as it is.
        NotWrittenError: the disk refused; what is sealed is kept, the rest as it was.
    """
    if not (folder / CLINIC).exists():
        store.set_up(format1.clinic(folder), act)
    sealed = 0
    there = {head.patient_id for head in store.heads().heads}
    for old in format1.charts(folder):
        patient = old.chart.patient.id
        if patient not in there:
            store.save(old.chart, old.line, 0, act)
        if store.load(patient).chart != old.chart:
            raise NotWrittenError(
                f"The chart of patient {patient} did not come back as it was; "
                f"its plain file {old.path.name} is kept."
            )
        _remove(old.path)
        sealed += 1
    _remove(folder / format1.CLINIC)
    return sealed


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise NotWrittenError(
            f"The plain file {path.name} cannot be removed ({error.strerror}). It is sealed as "
            "well; start again to go on."
        ) from error
