"""Verifying: every byte of every chart and of the history, and whether they tell the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from clinic_tui.store.chart_file import SUFFIX, ChartFile
from clinic_tui.store.errors import StoreError
from clinic_tui.store.history import DamagedHistoryError, History, Spot
from clinic_tui.store.keys import Keys
from clinic_tui.store.repository import Verified
from clinic_tui.store.tables import read_bytes

HASH_LETTERS = 12
"""Letters of a hash that a paper carries: 48 bits."""


class Charts(Protocol):
    """Where the bytes of charts come from: a folder, or a backup."""

    def names(self) -> set[str]:
        """Their identities in hexadecimal figures."""
        ...

    def bytes_of(self, name: str) -> bytes:
        """One chart's file.

        Raises:
            MissingError, DamagedError: it cannot be had.
        """
        ...


class ChartFolder:
    """The charts of a clinic's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> set[str]:
        """The files that are there, whatever they are called."""
        if not self._folder.is_dir():
            return set()
        return {path.stem for path in self._folder.glob(f"*{SUFFIX}")}

    def bytes_of(self, name: str) -> bytes:
        """A file's bytes."""
        return read_bytes(self._folder / f"{name}{SUFFIX}")


def verified(
    charts: Charts, keys: Keys, history: History, end: Spot, known: Sequence[str] = ()
) -> Verified:
    """What a look at every byte found.

    Args:
        charts: their bytes.
        keys: the clinic's.
        history: the chain.
        end: where the index had read to, which the chain must reach.
        known: heads that stand outside, such as on papers.
    """
    damage: list[DamagedHistoryError] = []
    problems: list[str] = []
    heads = {0: history.beginning.hash.hex()[:HASH_LETTERS]}
    last: dict[str, tuple[int, str]] = {}
    spot = history.beginning
    for read in history.read(history.beginning, damage):
        spot, entry = read.after, read.entry
        heads[spot.size] = spot.hash.hex()[:HASH_LETTERS]
        if entry["what"] == "erased":
            last[entry["chart"]] = (0, "")
        elif "revision" in entry:
            before = last.get(entry["chart"], (0, ""))[0]
            if entry["revision"] != before + 1 and not damage:
                problems.append(
                    f"Entry {spot.size} is save {entry['revision']} of the chart "
                    f"{entry['chart']}, but the history knows {before} before it."
                )
            last[entry["chart"]] = entry["revision"], entry["digest"]
    problems = [*(str(each) for each in damage), *problems]
    outside = [(each, "is known outside") for each in known]
    for said, where in [(end.words, "this window has read"), *outside]:
        size, _, start = said.partition("-")
        if not (size.isdigit() and start and heads.get(int(size), "").startswith(start)):
            problems.append(
                f"The history was cut or written anew: it {where} as {said}, "
                f"and has {spot.size} entries now."
            )
    found = _chart_problems(charts, keys, last, heads, whole=not damage)
    return Verified(len(last), spot.size, spot.words, (*problems, *found))


def _chart_problems(
    charts: Charts,
    keys: Keys,
    last: dict[str, tuple[int, str]],
    heads: dict[int, str],
    *,
    whole: bool,
) -> list[str]:
    problems = []
    for name in sorted(charts.names() | {name for name, (revision, _) in last.items() if revision}):
        revision, digest = last.get(name, (0, ""))
        try:
            identity = bytes.fromhex(name)
            file, raw = ChartFile(Path(), identity), charts.bytes_of(name)
            head, is_now = file.check_bytes(raw, keys.of_chart(identity))
        except (StoreError, ValueError) as error:
            problems.append(str(error))
            continue
        who = f"The file {name}{SUFFIX} of patient {head.patient_id}"
        size, _, start = head.history.partition("-")
        if name not in last and whole:
            problems.append(f"{who} is not of this clinic's history.")
        elif head.revision < revision:
            problems.append(
                f"{who} holds save {head.revision}, not the last one ({revision}): "
                "an old file was put back."
            )
        elif head.revision > revision and whole:
            problems.append(f"{who} holds save {head.revision}; the history knows {revision}.")
        elif head.revision == revision and digest and digest != is_now:
            problems.append(f"{who} holds another save {revision} than the history knows.")
        if whole and heads.get(int(size), "") != start:
            problems.append(f"{who} was saved on a history that is not this one: it was cut.")
    return problems
