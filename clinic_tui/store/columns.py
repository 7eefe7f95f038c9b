"""The index in memory: a list for each field, a row made only when somebody looks at it.

A hundred thousand rows as objects cost seconds at each start; as lists they cost what parsing does.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from clinic_tui.store.repository import StoredHead, StoredHeads
from clinic_tui.store.sealed import IDENTITY_BYTES

if TYPE_CHECKING:
    from clinic_tui.model.person import PatientId

ABSENT = object()
"""Stands in a list where a row's line lacks the field; none is a value of its own."""


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
        self._at: dict[bytes, int] = {}
        self._identities: list[bytes] = []
        self.stems: set[str] = set()
        """The identities in hexadecimal, as the charts' files are named."""
        self._kept = _Lists([], [], [], {})
        self._lent = False

    @classmethod
    def read(cls, columns: Mapping[str, Any]) -> Columns:
        """From the JSON value that `written` made, in this version or an earlier one.

        Raises:
            ValueError, KeyError: it is none.
        """
        made = cls()
        stems = _unpacked(columns["identity"])
        made.stems = set(stems)
        raw = bytes.fromhex("".join(stems))
        starts = range(0, len(raw), IDENTITY_BYTES)
        made._identities = [raw[start : start + IDENTITY_BYTES] for start in starts]
        made._at = dict(zip(made._identities, range(len(starts)), strict=True))
        fields = {name: _unpacked(values) for name, values in columns["line"].items()}
        patients, digests = _unpacked(columns["patient_id"]), _unpacked(columns["digest"])
        made._kept = _Lists(patients, columns["revision"], digests, fields)
        if any(len(each) != len(starts) for each in made._kept.all()):
            raise ValueError("columns of different lengths")
        if "absent" not in columns:
            # An index of before: there, a field that is none was left out.
            for name, values in fields.items():
                fields[name] = [ABSENT if value is None else value for value in values]
        for name, places in columns.get("absent", {}).items():
            for place in places:
                fields[name][place] = ABSENT
        return made

    def written(self) -> dict[str, Any]:
        """All rows as a JSON value, columns by name."""
        lines: dict[str, object] = {}
        absent: dict[str, list[int]] = {}
        for name, values in self._kept.fields.items():
            if lacking := [at for at, value in enumerate(values) if value is ABSENT]:
                absent[name] = lacking
                values = ["" if value is ABSENT else value for value in values]
            lines[name] = _packed(values)
        return {
            "identity": _packed([identity.hex() for identity in self._identities]),
            "patient_id": _packed(self._kept.patient_ids),
            "revision": self._kept.revisions,
            "digest": _packed(self._kept.digests),
            "line": lines,
            "absent": absent,
        }

    @property
    def identities(self) -> dict[str, bytes]:
        """Each patient's chart; of two, the later row's."""
        return dict(zip(self._kept.patient_ids, self._identities, strict=True))

    @property
    def digests(self) -> Iterator[tuple[bytes, str]]:
        """Each chart's digest."""
        return zip(self._identities, self._kept.digests, strict=True)

    def heads(self, without: Container[bytes] = ()) -> StoredHeads:
        """The rows as they are now, whatever is changed here afterwards."""
        self._lent = True
        places = None
        if without:
            places = [at for at, each in enumerate(self._identities) if each not in without]
        return Heads(self._kept, places)

    def __len__(self) -> int:
        return len(self._at)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._at)

    def __contains__(self, identity: object) -> bool:
        return identity in self._at

    def __getitem__(self, identity: bytes) -> Row:
        at = self._at[identity]
        kept = self._kept
        return Row(kept.patient_ids[at], kept.revisions[at], kept.digests[at], kept.line(at))

    def __setitem__(self, identity: bytes, row: Row) -> None:
        kept = self._own()
        at = self._at.get(identity)
        if at is None:
            at = self._at[identity] = len(self._identities)
            self._identities.append(identity)
            self.stems.add(identity.hex())
            for values in kept.all():
                values.append(ABSENT)
        for name in row.line.keys() - kept.fields.keys():
            kept.fields[name] = [ABSENT] * len(self._identities)
        kept.patient_ids[at], kept.revisions[at], kept.digests[at] = row[:3]
        for name, values in kept.fields.items():
            values[at] = row.line.get(name, ABSENT)

    def __delitem__(self, identity: bytes) -> None:
        at = self._at.pop(identity)
        self.stems.discard(identity.hex())
        last = self._identities.pop()
        if last != identity:
            self._identities[at] = last
            self._at[last] = at
        for values in self._own().all():
            moved = values.pop()
            if last != identity:
                values[at] = moved

    def _own(self) -> _Lists:
        """The lists, copied first if a listing still looks at them."""
        if self._lent:
            self._kept, self._lent = self._kept.copied(), False
        return self._kept


class _Lists(NamedTuple):
    """One value a row in each list."""

    patient_ids: list[str]
    revisions: list[int]
    digests: list[str]
    fields: dict[str, list[object]]

    def line(self, at: int) -> dict[str, object]:
        """The line of the row at a place."""
        values = ((name, values[at]) for name, values in self.fields.items())
        return {name: value for name, value in values if value is not ABSENT}

    def all(self) -> Iterable[list[Any]]:
        """Every list."""
        return (self.patient_ids, self.revisions, self.digests, *self.fields.values())

    def copied(self) -> _Lists:
        """The same values in lists of their own."""
        fields = {name: values.copy() for name, values in self.fields.items()}
        return _Lists(self.patient_ids.copy(), self.revisions.copy(), self.digests.copy(), fields)


def _packed(values: list[Any]) -> object:
    """Texts as one text with a line for each, which is parsed several times as fast."""
    if values and all(type(value) is str and "\n" not in value for value in values):
        return "\n".join(values)
    return values


def _unpacked(kept: Any) -> list[Any]:
    return kept.split("\n") if isinstance(kept, str) else kept


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
        return [cast("PatientId", self._kept.patient_ids[place]) for place in self._places]

    def column(self, name: str, otherwise: object = None) -> list[object]:
        values = self._kept.fields.get(name)
        if values is None:
            return [otherwise] * len(self)
        found = values if isinstance(self._places, range) else [values[at] for at in self._places]
        return [otherwise if value is ABSENT else value for value in found]
