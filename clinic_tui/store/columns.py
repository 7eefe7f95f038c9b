"""The index in memory: a column for each field, a row made only when somebody looks at it.

A hundred thousand rows as objects cost seconds at each start.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, NamedTuple, cast

from clinic_tui.store.column import ABSENT, Column
from clinic_tui.store.repository import StoredHead, StoredHeads

if TYPE_CHECKING:
    from clinic_tui.model.person import PatientId


class Row(NamedTuple):
    """What is known of a chart without opening it."""

    patient_id: str
    revision: int
    digest: str
    """SHA-256 of the chart's file; empty where only its head was read."""
    line: Mapping[str, object]


class Columns(MutableMapping[bytes, Row]):
    """Rows by the charts' identities."""

    def __init__(self) -> None:
        self._at: dict[str, int] = {}
        self._stems: list[str] = []
        self._kept = _Lists(Column(), Column(), Column(), {})
        self._lent = False
        self.twice = False
        """Whether a patient was in two charts when this was written."""

    @classmethod
    def read(cls, raw: bytes) -> Columns:
        """From the lines that `written` made.

        Raises:
            ValueError, KeyError: they are none, or another version's.
        """
        lines = _lines(raw)
        head = json.loads(next(lines))
        identities, patients, revisions, digests, *fields = (
            Column.packed(json.loads(line), head["rows"]) for line in lines
        )
        made = cls()
        made.twice = head["twice"]
        made._stems = identities.values()
        made._at = dict(zip(made._stems, range(head["rows"]), strict=True))
        lines_of = dict(zip(head["line"], fields, strict=True))
        made._kept = _Lists(patients, revisions, digests, lines_of)
        return made

    def written(self) -> bytes:
        """All rows: a line of JSON that names the columns, then one for each of them.

        A line of plain letters is parsed in half the time, and most of them are.
        """
        kept = self._kept
        columns = (Column(self._stems), *kept.all())
        twice = len(set(kept.patient_ids)) < len(self._stems)
        head = {"twice": twice, "rows": len(self._stems), "line": list(kept.fields)}
        return "\n".join(_json(each) for each in (head, *(c.blocks() for c in columns))).encode()

    @property
    def stems(self) -> Mapping[str, int]:
        """The identities in hexadecimal, as the charts' files are named, each with its place."""
        return self._at

    @property
    def identities(self) -> dict[str, bytes]:
        """Each patient's chart; of two, the later row's."""
        return dict(zip(self._kept.patient_ids, map(bytes.fromhex, self._stems), strict=True))

    @property
    def digests(self) -> Iterator[tuple[str, str]]:
        """Each chart's identity in hexadecimal, and its digest."""
        return zip(self._stems, self._kept.digests, strict=True)

    def heads(self, without: Iterable[bytes] = ()) -> StoredHeads:
        """The rows as they are now, whatever is changed here afterwards."""
        self._lent = True
        places = None
        if left_out := {identity.hex() for identity in without}:
            places = [at for at, stem in enumerate(self._stems) if stem not in left_out]
        return Heads(self._kept, places)

    def __len__(self) -> int:
        return len(self._at)

    def __iter__(self) -> Iterator[bytes]:
        return map(bytes.fromhex, self._at)

    def __contains__(self, identity: object) -> bool:
        return isinstance(identity, bytes) and identity.hex() in self._at

    def __getitem__(self, identity: bytes) -> Row:
        at = self._at[identity.hex()]
        kept = self._kept
        return Row(kept.patient_ids[at], kept.revisions[at], kept.digests[at], kept.line(at))

    def __setitem__(self, identity: bytes, row: Row) -> None:
        kept = self._own()
        stem = identity.hex()
        at = self._at.get(stem)
        if at is None:
            at = self._at[stem] = len(self._stems)
            self._stems.append(stem)
            for column in kept.all():
                column.append(ABSENT)
        for name in row.line.keys() - kept.fields.keys():
            kept.fields[name] = Column([ABSENT] * len(self._stems))
        kept.patient_ids[at], kept.revisions[at], kept.digests[at] = row[:3]
        for name, column in kept.fields.items():
            column[at] = row.line.get(name, ABSENT)

    def __delitem__(self, identity: bytes) -> None:
        stem = identity.hex()
        at = self._at.pop(stem)
        last = self._stems.pop()
        if last != stem:
            self._stems[at] = last
            self._at[last] = at
        for column in self._own().all():
            moved = column.pop()
            if last != stem:
                column[at] = moved

    def _own(self) -> _Lists:
        """The lists, copied first if a listing still looks at them."""
        if self._lent:
            self._kept, self._lent = self._kept.copied(), False
        return self._kept


class _Lists(NamedTuple):
    """The columns beside the identities."""

    patient_ids: Column
    revisions: Column
    digests: Column
    fields: dict[str, Column]

    def line(self, at: int) -> dict[str, object]:
        """The line of the row at a place."""
        values = ((name, column[at]) for name, column in self.fields.items())
        return {name: value for name, value in values if value is not ABSENT}

    def all(self) -> Iterable[Column]:
        """Every column."""
        return (self.patient_ids, self.revisions, self.digests, *self.fields.values())

    def copied(self) -> _Lists:
        """The same values, to be changed apart."""
        fields = {name: column.copy() for name, column in self.fields.items()}
        return _Lists(self.patient_ids.copy(), self.revisions.copy(), self.digests.copy(), fields)


def _lines(raw: bytes) -> Iterator[str]:
    """One after the other, each decoded where it lies: no copy of twenty megabytes is made."""
    whole, start = memoryview(raw), 0
    while start <= len(raw):
        end = raw.find(b"\n", start)
        if end < 0:
            end = len(raw)
        yield str(whole[start:end], "utf-8")
        start = end + 1


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Heads(StoredHeads):
    """The heads of some rows."""

    def __init__(self, kept: _Lists, places: list[int] | None) -> None:
        self._kept = kept
        self._places = range(len(kept.patient_ids)) if places is None else places

    def __len__(self) -> int:
        return len(self._places)

    def head(self, at: int) -> StoredHead:
        place = self._places[at]
        kept = self._kept
        patient = cast("PatientId", kept.patient_ids[place])
        return StoredHead(patient, kept.revisions[place], kept.line(place))

    def patient_ids(self) -> list[PatientId]:
        return cast("list[PatientId]", self._of(self._kept.patient_ids))

    def column(self, name: str, otherwise: object = None) -> list[object]:
        column = self._kept.fields.get(name)
        if column is None:
            return [otherwise] * len(self)
        values = self._of(column)
        if ABSENT not in values:
            return values
        return [otherwise if value is ABSENT else value for value in values]

    def _of(self, column: Column) -> list[object]:
        """The values of these rows."""
        values = column.values()
        return values if isinstance(self._places, range) else [values[at] for at in self._places]
