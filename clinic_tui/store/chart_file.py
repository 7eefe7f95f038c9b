"""One chart's file: its tables sealed under the chart's key."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_tui.model.digest import sha256
from clinic_tui.store.errors import DamagedError
from clinic_tui.store.sealed import HEADER, Kind, Place, head_reach, unseal, unseal_head
from clinic_tui.store.tables import HEAD, WRITTEN, TableFile, inflated, parsed, read_bytes

if TYPE_CHECKING:
    from clinic_tui.model.chart import Chart
    from clinic_tui.store.proven import Proven
    from clinic_tui.store.repository import Line

SUFFIX = ".sealed"


@dataclass(frozen=True, slots=True)
class ChartHead:
    """The head of a chart's file."""

    patient_id: str
    revision: int
    line: Line
    history: str
    """The clinic's history as it stood before this save, `SIZE-HASH`."""


class ChartFile:
    """The file of one chart."""

    def __init__(self, folder: Path, identity: bytes) -> None:
        self.identity = identity
        self.path = folder / f"{identity.hex()}{SUFFIX}"
        self.place = Place(Kind.CHART, identity, self.path.name)

    def digest(self) -> str:
        """SHA-256 of the file.

        Raises:
            MissingError, DamagedError: it cannot be read.
        """
        return sha256(read_bytes(self.path)).hex()

    def head(self, key: bytes) -> ChartHead:
        """The head, without reading past it.

        Raises:
            MissingError: there is no such file.
            DamagedError: it is not as it was written.
        """
        try:
            with self.path.open("rb") as file:
                start = file.read(HEADER.size)
                raw = start + file.read(max(0, head_reach(self.place, start) - len(start)))
        except OSError:
            raw = read_bytes(self.path)
        found = unseal_head(self.place, raw, key)
        return self._head(found.head)

    def check(self, key: bytes) -> tuple[ChartHead, str]:
        """The head and the digest of a file whose every byte is as it was saved.

        Raises:
            MissingError: there is no such file.
            DamagedError: it is not as it was written.
        """
        return self.check_bytes(read_bytes(self.path), key)

    def check_bytes(self, raw: bytes, key: bytes) -> tuple[ChartHead, str]:
        """The same for the bytes of a file, wherever they lie.

        Raises:
            DamagedError: they are not as they were written.
        """
        return self._head(unseal(self.place, raw, key).head), sha256(raw).hex()

    def load(self, key: bytes) -> tuple[Chart, int, str]:
        """The chart, its revision and its digest.

        Raises:
            MissingError: there is no such file.
            DamagedError: it is not as it was written, or of a newer program.
        """
        from clinic_tui.store.chart_tables import chart_of_body

        raw = read_bytes(self.path)
        found = unseal(self.place, raw, key)
        head = self._head(found.head)
        with validated(self.path.name):
            return (
                chart_of_body(inflated(found.body)),
                head.revision,
                sha256(raw).hex(),
            )

    def write(
        self, chart: Chart, line: Line, revision: int, history: str, key: bytes, proven: Proven
    ) -> str:
        """Replaces the file durably; returns its digest.

        Raises:
            NotWrittenError: the disk refused, or the chart would not come back as it is.
        """
        from clinic_tui.store.chart_tables import head_document, tables_of

        with validated(self.path.name):
            documents = tables_of(chart)
        tables = {
            name: [{WRITTEN: text} for text in texts]
            for name, texts in proven.texts(self.identity, documents).items()
        }
        tables[HEAD] = [head_document(chart, line, revision, history)]
        file = TableFile(self.path, self.place, key)
        return sha256(file.replace(tables, revision)).hex()

    def _head(self, raw: bytes) -> ChartHead:
        from clinic_tui.model.chart import SCHEMA_VERSION

        with validated(self.path.name):
            (fields,) = parsed(self.place, raw).values()
            if fields["schema_version"] > SCHEMA_VERSION:
                raise DamagedError(
                    f"The file {self.path.name} was written by a newer clinic-tui; "
                    "open it with that one."
                )
            return ChartHead(
                fields["patient_id"], int(fields["revision"]), fields["line"], fields["history"]
            )


@contextlib.contextmanager
def validated(name: str) -> Iterator[None]:
    """What was authenticated and still cannot be understood comes from another version."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise DamagedError(
            f"The file {name} holds something this version does not know; nothing was changed."
        ) from error
