"""A clinic's first start: its key, its people, and the code that is shown once."""

from __future__ import annotations

from pathlib import Path

from clinic_tui.store.durable import make_folder
from clinic_tui.store.errors import ChangedError
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.key_file import Cost, KeyFile
from clinic_tui.store.keys import Keys
from clinic_tui.store.lock import locked
from clinic_tui.store.repository import Act, ClinicRecord


def found(
    folder: Path, record: ClinicRecord, who: str, passphrase: str, cost: Cost, act: Act
) -> tuple[ChartFiles, str]:
    """Sets a clinic up in a folder; returns it open, with its recovery code.

    What a first start that was cut short has left is begun again.

    Raises:
        ChangedError: there is a clinic in this folder; it was not changed.
        NotWrittenError: the disk refused.
    """
    make_folder(folder)
    with locked(folder / "founding"):
        _check_free(folder)
        opened, code = KeyFile(folder).create(who, passphrase, cost)
        store = ChartFiles(folder, Keys(folder, opened))
        store.set_up(record, act)
        return store, code


def found_open(
    folder: Path, record: ClinicRecord, act: Act, seed: bytes | None = None
) -> ChartFiles:
    """Sets up a clinic of invented people, whose key lies open.

    Raises:
        ChangedError: there is a clinic in this folder; it was not changed.
        NotWrittenError: the disk refused.
    """
    make_folder(folder)
    with locked(folder / "founding"):
        _check_free(folder)
        store = ChartFiles(folder, Keys(folder, KeyFile(folder).create_open(seed)))
        store.set_up(record, act)
        return store


def _check_free(folder: Path) -> None:
    if ChartFiles.is_clinic(folder):
        raise ChangedError("There is a clinic in this folder already; it was not changed.")
