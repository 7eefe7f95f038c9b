"""Chart files that no row stands for, and rows whose file is gone."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from clinic_tui.store.chart_file import SUFFIX
from clinic_tui.store.durable import TEMPORARY
from clinic_tui.store.errors import DamagedError, StoreError
from clinic_tui.store.history import Entry, History
from clinic_tui.store.lock import locked
from clinic_tui.store.sealed import IDENTITY_BYTES


class Beside(NamedTuple):
    """How the charts' files differ from what is known of them, by their stems."""

    gone: AbstractSet[str]
    extra: AbstractSet[str]


def beside(charts: Path, known: Mapping[str, object]) -> Beside:
    """Looks at the names alone, all at once: a hundred thousand paths would cost seconds.

    Temporary files of saves that were killed are removed on the way.

    Raises:
        DamagedError: the folder cannot be listed.
    """
    try:
        names = os.listdir(charts)
    except FileNotFoundError:
        return Beside(known.keys(), frozenset())
    except OSError as error:
        raise DamagedError(f"The charts cannot be listed ({error.strerror}).") from error
    text = f"{'/'.join(names)}/"
    if f"{TEMPORARY}/" in text:
        remove_leftovers(charts, names)
    # What is no chart's file stays before the stem that follows it.
    pieces = set(text.split(f"{SUFFIX}/"))
    unknown = pieces.difference(known)
    stems = {piece.rpartition("/")[2] for piece in unknown}
    hidden = stems.intersection(known)
    extra = {stem for stem in stems - hidden if _is_identity(stem)}
    if len(pieces) - len(unknown) + len(hidden) == len(known):
        return Beside(frozenset(), extra)
    return Beside(known.keys() - pieces - hidden, extra)


def remove_leftovers(folder: Path, names: Iterable[str]) -> None:
    """Removes temporary files of saves that were killed, unless one is under way."""
    for left in [each for each in names if each.endswith(TEMPORARY)]:
        owner = left.lstrip(".").partition(".")[0]
        with contextlib.suppress(StoreError, OSError), locked(folder / owner, wait=0):
            (folder / left).unlink()


def last_entries(history: History, names: AbstractSet[str]) -> dict[str, Entry]:
    """The last save or the erasure of each of these charts; none where it was never saved."""
    return {
        read.entry["chart"]: read.entry
        for read in history.read(history.beginning, [])
        if read.entry.get("chart") in names
        and (read.entry["what"] == "erased" or "revision" in read.entry)
    }


def _is_identity(name: str) -> bool:
    try:
        return len(bytes.fromhex(name)) == IDENTITY_BYTES
    except ValueError:
        return False
