"""TinyDB over a sealed file: changes gather in memory and reach the disk in one write."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from clinic_tui.store.durable import replace_file
from clinic_tui.store.errors import DamagedError, MissingError, NotWrittenError
from clinic_tui.store.sealed import Place, Sealed, seal, unseal

Tables = dict[str, dict[str, Any]]
WRITTEN = "\0"
"""The one field of a document that is given as its JSON; it lies in the file as any other does."""
HEAD = "head"
"""The table that stands apart, so that it can be opened without the others."""


class SealedStorage(Storage):
    """TinyDB's storage for one sealed file. `write` only remembers; `commit` keeps it."""

    def __init__(self, path: Path, place: Place, key: bytes) -> None:
        self._path = path
        self._place = place
        self._key = key
        self._tables: Tables | None = None

    def read(self) -> Tables | None:
        if self._tables is None:
            found = unseal(self._place, read_bytes(self._path), self._key)
            self._tables = {
                HEAD: parsed(self._place, found.head),
                **body_tables(self._place, found),
            }
        return self._tables

    def write(self, data: Tables) -> None:
        self._tables = data

    def commit(self, revision: int, right: Callable[[Sealed], bool]) -> bytes:
        """Seals, opens again, asks whether that is right, and replaces the file durably.

        Returns its bytes.

        Raises:
            NotWrittenError: the disk refused, or what was opened again is not right.
        """
        tables = dict(self._tables or {})
        head, text = _json(tables.pop(HEAD, {})).encode(), _tables_json(tables).encode()
        # A chart repeats itself; the quickest level makes it a tenth and costs less than it saves.
        raw = seal(self._place, revision, head, zlib.compress(text, 1), self._key)
        found = unseal(self._place, raw, self._key)
        if (found.head, inflated(found.body)) != (head, text) or not right(found):
            raise NotWrittenError("Not saved: the chart would not read back as it was written.")
        replace_file(self._path, raw)
        return raw


class TableFile:
    """One TinyDB file as a handful of tables, read and replaced as a whole."""

    def __init__(self, path: Path, place: Place, key: bytes) -> None:
        self._storage = SealedStorage(path, place, key)
        self._db = TinyDB(storage=lambda: self._storage)

    def documents(self, table: str) -> list[dict[str, Any]]:
        """A table's documents in their order.

        Raises:
            MissingError, DamagedError: the file is not there or cannot be read.
        """
        return [dict(document) for document in self._table(table).all()]

    def replace(
        self,
        tables: Mapping[str, Sequence[Mapping[str, object]]],
        revision: int,
        right: Callable[[Sealed], bool] = lambda found: True,
    ) -> bytes:
        """Replaces all tables, durably and in one write; returns the file's bytes.

        Args:
            tables: the documents of each, the head's among them.
            revision: which save this is.
            right: whether the file, opened again, means what was meant; that it holds the same
                text is seen in any case.

        Raises:
            NotWrittenError: the disk refused, or it is not right.
        """
        self._db.drop_tables()
        for name, documents in tables.items():
            self._table(name).insert_multiple(documents)
        return self._storage.commit(revision, right)

    def _table(self, name: str) -> Table:
        # The query cache hands out shared documents; a caller's change would show up in it.
        return self._db.table(name, cache_size=0)


def read_bytes(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        MissingError: there is no such file.
        DamagedError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingError(f"There is no file {path.name}.") from None
    except OSError as error:
        raise DamagedError(f"The file {path.name} cannot be read ({error.strerror}).") from error


def body_tables(place: Place, found: Sealed) -> Tables:
    """The tables of an opened body.

    Raises:
        DamagedError: it holds none.
    """
    return parsed(place, inflated(found.body))


def inflated(body: bytes) -> bytes:
    """The JSON of an opened body, which is kept compressed (zlib, RFC 1950).

    Raises:
        ValueError: it is not.
    """
    try:
        return zlib.decompress(body)
    except zlib.error as error:
        raise ValueError("not compressed") from error


def parsed(place: Place, raw: bytes) -> dict[str, Any]:
    """The JSON object of an authenticated part.

    Raises:
        DamagedError: it holds none, as a program of another version may have written.
    """
    try:
        found = json.loads(raw)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise DamagedError(
            f"The file {place.name} holds something this version does not know; "
            "nothing was changed."
        )
    return found


def _tables_json(tables: Tables) -> str:
    """As `_json`, with what is given as JSON put in as it is."""
    rows = {
        name: ",".join(
            f"{_json(number)}:{document.get(WRITTEN) or _json(document)}"
            for number, document in documents.items()
        )
        for name, documents in tables.items()
    }
    return "{" + ",".join(f"{_json(name)}:{{{each}}}" for name, each in rows.items()) + "}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
