"""The index: a line for each chart, read at once and brought up to date from the history.

It is only a copy: the charts are the truth, and it can be made anew from them. It lies in one
sealed file as columns, which parse ten times as fast as rows, and stays so in memory.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from clinic_tui.store.columns import Columns, Row
from clinic_tui.store.durable import replace_file
from clinic_tui.store.errors import DamagedError, MissingError, NotWrittenError
from clinic_tui.store.history import DamagedHistoryError, Entry, History, Read, Spot
from clinic_tui.store.keys import Keys
from clinic_tui.store.sealed import NONCE_BYTES, Kind, Place, seal, unseal

NAME = "index.sealed"
BEHIND = 500
"""Entries of the history after which the file is written anew, at the latest."""


class Index:
    """Rows by the charts' identities, as of a place in the history."""

    def __init__(self, folder: Path, keys: Keys, history: History) -> None:
        self._path = folder / NAME
        self._keys = keys
        self._history = history
        self._place = Place(Kind.INDEX, keys.clinic, NAME)
        self.rows = Columns()
        self._by_patient: dict[str, bytes] | None = {}
        self.doubles: set[bytes] = set()
        """Charts of a patient whom another, newer chart holds as well."""
        self.news: set[str] = set()
        """Patients whose charts were saved since somebody asked."""
        self.damage: list[DamagedHistoryError] = []
        self.end = history.beginning
        self._tried = 0
        """Size of the history when the file was written last, or was to be."""
        self._load()

    @property
    def by_patient(self) -> dict[str, bytes]:
        """Each patient's chart; made when the first is asked for, for a list needs none."""
        if self._by_patient is None:
            self._by_patient = self.rows.identities
        return self._by_patient

    def refresh(self) -> None:
        """Takes in what any window wrote down since."""
        # What could not be read a moment ago may be readable now; what is damaged stays so.
        self.damage = [each for each in self.damage if not each.unread]
        self.take(self._history.read(self.end, self.damage))
        self._keep_up()

    def append(self, *entries: Entry, durable: bool = True) -> None:
        """Writes entries down and takes them in.

        Raises:
            NotWrittenError: the disk refused; none of them is kept.
        """
        self.take(self._history.append(entries, self.end, durable=durable))
        self._keep_up()

    def _keep_up(self) -> None:
        if self.end.size - self._tried >= BEHIND:
            # It is only a copy, so a full disk is no reason to fail what was kept.
            self._tried = self.end.size
            with contextlib.suppress(NotWrittenError):
                self.write()

    def take(self, new: Iterator[Read] | list[Read]) -> None:
        """Takes entries in."""
        for read in new:
            self.end = read.after
            entry = read.entry
            if entry["what"] == "erased":
                self.remove(bytes.fromhex(entry["chart"]))
            elif "line" in entry:
                identity = bytes.fromhex(entry["chart"])
                with contextlib.suppress(MissingError, DamagedError):
                    kept = open_line(self._keys, identity, entry["revision"], entry["line"])
                    row = Row(kept["patient_id"], entry["revision"], entry["digest"], kept["line"])
                    self.put(identity, row)
                    self.news.add(row.patient_id)

    def put(self, identity: bytes, row: Row) -> None:
        """Sets a chart's row."""
        # Made before the row is there, else a second chart of a patient would pass for the first.
        self.by_patient  # noqa: B018
        self.rows[identity] = row
        self._count(identity)

    def _count(self, identity: bytes) -> None:
        """Takes note of whose chart it is, and of an older one of the same patient."""
        patient_id = self.rows[identity].patient_id
        other = self.by_patient.get(patient_id)
        if other is not None and other != identity and other in self.rows:
            older = min(other, identity, key=lambda each: self.rows[each].revision)
            self.doubles.add(older)
            identity = other if older == identity else identity
        self.by_patient[patient_id] = identity

    def remove(self, identity: bytes) -> None:
        """Takes a chart out."""
        row = self.rows.pop(identity, None)
        self.doubles.discard(identity)
        if row is not None and self.by_patient.get(row.patient_id) == identity:
            del self.by_patient[row.patient_id]

    def write(self) -> None:
        """Writes the file anew.

        Raises:
            NotWrittenError: the disk refused; the file before stands.
        """
        raw = seal(
            self._place,
            self.end.size,
            json.dumps(_spot_fields(self.end)).encode(),
            self.rows.written(),
            self._keys.for_("index"),
        )
        replace_file(self._path, raw)
        self._tried = self.end.size

    def _load(self) -> None:
        """Reads the file, if it is there, whole and of this version."""
        try:
            found = unseal(self._place, self._path.read_bytes(), self._keys.for_("index"))
            end = json.loads(found.head)
            with uncollected():
                self.rows = Columns.read(found.body)
        except (OSError, DamagedError, ValueError, KeyError):
            return
        self._by_patient = None
        if self.rows.twice:
            for identity in self.rows:
                self._count(identity)
        self.end = Spot(end["file"], end["offset"], end["size"], bytes.fromhex(end["hash"]))
        self._tried = self.end.size


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Keeps the collector from going over a hundred thousand new rows again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def seal_line(keys: Keys, identity: bytes, revision: int, kept: Mapping[str, object]) -> str:
    """A chart's line for the history, under the chart's own key, so that it can be erased."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    plain = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
    bound = _bound(identity, revision)
    return base64.b64encode(
        nonce + AESGCM(keys.of_chart(identity)).encrypt(nonce, plain, bound)
    ).decode()


def open_line(keys: Keys, identity: bytes, revision: int, sealed: str) -> dict[str, Any]:
    """A line of the history.

    Raises:
        MissingError: its chart was erased.
        DamagedError: it is not as it was written.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw = base64.b64decode(sealed)
    cipher = AESGCM(keys.of_chart(identity))
    try:
        plain = cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound(identity, revision))
    except InvalidTag:
        raise DamagedError("A line of the history is damaged; nothing was changed.") from None
    kept: dict[str, Any] = json.loads(plain)
    return kept


def _bound(identity: bytes, revision: int) -> bytes:
    return b"line" + identity + revision.to_bytes(8, "big")


def _spot_fields(spot: Spot) -> dict[str, object]:
    return {"file": spot.file, "offset": spot.offset, "size": spot.size, "hash": spot.hash.hex()}
