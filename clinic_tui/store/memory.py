"""Charts in memory, with the same promises as on disk; for tests and trials."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from clinic_tui.model.chart import Chart
from clinic_tui.model.digest import sha256
from clinic_tui.model.person import PatientId
from clinic_tui.store.columns import Columns, Row
from clinic_tui.store.errors import ChangedError, MissingError
from clinic_tui.store.repository import (
    Act,
    ClinicRecord,
    Event,
    Line,
    Listing,
    StoredChart,
    Verified,
)
from clinic_tui.store.sealed import IDENTITY_BYTES


class ChartMemory:
    """The repository without a disk."""

    def __init__(self) -> None:
        self._charts: dict[PatientId, tuple[int, str, str]] = {}
        self._clinic: ClinicRecord | None = None
        self._events: list[Event] = []
        self._news: set[PatientId] = set()
        self._scraps: dict[PatientId, dict[str, str]] = {}
        self._heads = [_head(0, b"")]

    def heads(self) -> Listing:
        rows = Columns()
        for number, (patient_id, (revision, _, line)) in enumerate(self._charts.items()):
            rows[number.to_bytes(IDENTITY_BYTES, "big")] = Row(
                patient_id, revision, "", json.loads(line)
            )
        return Listing(rows.heads(), ())

    def news(self) -> frozenset[PatientId]:
        found = frozenset(self._news)
        self._news.clear()
        return found

    def load(self, patient_id: PatientId) -> StoredChart:
        if patient_id not in self._charts:
            raise MissingError(f"There is no chart of patient {patient_id} here.")
        revision, chart, _ = self._charts[patient_id]
        return StoredChart(Chart.model_validate_json(chart), revision)

    def save(self, chart: Chart, line: Line, expected_revision: int, act: Act) -> int:
        revision = self._charts.get(chart.patient.id, (0, "", ""))[0]
        if not revision and expected_revision:
            raise MissingError(f"There is no chart of patient {chart.patient.id} here.")
        if revision != expected_revision:
            raise ChangedError(
                "Another window saved this chart meanwhile. Nothing was overwritten."
            )
        kept = revision + 1, chart.model_dump_json(), json.dumps(dict(line))
        self._charts[chart.patient.id] = kept
        self._news.add(chart.patient.id)
        self._write_down(act, chart.patient.id, kept[0])
        return kept[0]

    def note(self, act: Act, patient_id: PatientId | None = None) -> None:
        self._write_down(act, patient_id)

    def _write_down(self, act: Act, patient_id: PatientId | None, revision: int = 0) -> None:
        number = len(self._events) + 1
        event = Event(number, act.what, act.who, act.at, act.note, patient_id, revision)
        self._events.append(event)
        self._heads.append(_head(number, f"{self._heads[-1]}{event}".encode()))

    def history(self, patient_id: PatientId | None = None) -> tuple[Event, ...]:
        return tuple(
            event for event in self._events if patient_id is None or event.patient_id == patient_id
        )

    def head(self) -> str:
        return self._heads[-1]

    def verify(self, known: Sequence[str] = ()) -> Verified:
        strange = [head for head in known if head not in self._heads]
        problems = (
            f"The history was cut or written anew: it is known outside as {head}."
            for head in strange
        )
        return Verified(len(self._charts), len(self._events), self.head(), tuple(problems))

    def keep_scrap(self, patient_id: PatientId, texts: Mapping[str, str]) -> None:
        self.load(patient_id)
        self._scraps[patient_id] = dict(texts)

    def scrap(self, patient_id: PatientId) -> dict[str, str]:
        self.load(patient_id)
        return dict(self._scraps.get(patient_id, {}))

    def clinic(self) -> ClinicRecord:
        if self._clinic is None:
            raise MissingError("No clinic was set up here.")
        return self._clinic

    def set_up(self, record: ClinicRecord, act: Act) -> None:
        if self._clinic is not None:
            raise ChangedError("There is a clinic already; it was not changed.")
        self._clinic = record
        self._write_down(act, None)

    def keep_clinic(self, record: ClinicRecord, act: Act) -> None:
        self._clinic = record
        self._write_down(act, None)


def _head(size: int, chain: bytes) -> str:
    return f"{size}-{sha256(chain).hex()[:12]}"
