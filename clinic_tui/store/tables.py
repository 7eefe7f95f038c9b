"""TinyDB over a framed file: changes gather in memory and reach the disk in one write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from clinic_tui.store.durable import replace_file
from clinic_tui.store.errors import NotWrittenError
from clinic_tui.store.frame import Tables, pack, read, unpack


class FramedStorage(Storage):
    """TinyDB's storage for one file. `write` only remembers; `commit` puts it on the disk."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        self._path = path
        self._tables: Tables | None = None
        self._new = new

    def read(self) -> Tables | None:
        if self._tables is None and not self._new:
            self._tables = read(self._path)
        return self._tables

    def write(self, data: Tables) -> None:
        self._tables = data

    def commit(self) -> None:
        """Serialises, parses again, compares, and replaces the file durably.

        Raises:
            NotWrittenError: the disk refused, or the tables do not survive JSON.
        """
        tables = self._tables or {}
        raw = pack(tables)
        if unpack(raw, self._path.name) != tables:
            raise NotWrittenError("Not saved: the chart would not read back as it was written.")
        replace_file(self._path, raw)


class TableFile:
    """One TinyDB file as a handful of tables, read and replaced as a whole."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        self._storage = FramedStorage(path, new=new)
        self._db = TinyDB(storage=lambda: self._storage)

    def documents(self, table: str) -> list[dict[str, Any]]:
        """A table's documents in their order.

        Raises:
            MissingError, DamagedError: the file is not there or cannot be read.
        """
        return [dict(document) for document in self._table(table).all()]

    def replace(self, tables: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
        """Replaces all tables, durably and in one write.

        Raises:
            NotWrittenError: the disk refused.
        """
        self._db.drop_tables()
        for name, documents in tables.items():
            self._table(name).insert_multiple(documents)
        self._storage.commit()

    def _table(self, name: str) -> Table:
        # The query cache hands out shared documents; a caller's change would show up in it.
        return self._db.table(name, cache_size=0)
