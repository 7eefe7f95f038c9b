"""Chart files that no row stands for: what the history says of them, read from its beginning."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from clinic_tui.store.history import Entry, History


def last_entries(history: History, names: AbstractSet[str]) -> dict[str, Entry]:
    """The last save or the erasure of each of these charts; none where it was never saved."""
    return {
        read.entry["chart"]: read.entry
        for read in history.read(history.beginning, [])
        if read.entry.get("chart") in names
        and (read.entry["what"] == "erased" or "revision" in read.entry)
    }
