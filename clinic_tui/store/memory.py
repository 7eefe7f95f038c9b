"""Charts in memory, with the same promises as on disk; for tests and trials."""

from __future__ import annotations

import json

from clinic_tui.model.chart import Chart
from clinic_tui.model.person import PatientId
from clinic_tui.store.errors import ChangedError, MissingError
from clinic_tui.store.repository import ClinicRecord, Line, Listing, StoredChart, StoredHead


class ChartMemory:
    """The repository without a disk."""

    def __init__(self) -> None:
        self._charts: dict[PatientId, tuple[int, str, str]] = {}
        self._clinic: ClinicRecord | None = None

    def heads(self) -> Listing:
        heads = (
            StoredHead(patient_id, revision, json.loads(line))
            for patient_id, (revision, _, line) in self._charts.items()
        )
        return Listing(tuple(heads), ())

    def load(self, patient_id: PatientId) -> StoredChart:
        if patient_id not in self._charts:
            raise MissingError(f"There is no chart of patient {patient_id} here.")
        revision, chart, _ = self._charts[patient_id]
        return StoredChart(Chart.model_validate_json(chart), revision)

    def save(self, chart: Chart, line: Line, expected_revision: int) -> int:
        revision = self._charts.get(chart.patient.id, (0, "", ""))[0]
        if not revision and expected_revision:
            raise MissingError(f"There is no chart of patient {chart.patient.id} here.")
        if revision != expected_revision:
            raise ChangedError(
                "Another window saved this chart meanwhile. Nothing was overwritten."
            )
        kept = revision + 1, chart.model_dump_json(), json.dumps(dict(line))
        self._charts[chart.patient.id] = kept
        return kept[0]

    def clinic(self) -> ClinicRecord:
        if self._clinic is None:
            raise MissingError("No clinic was set up here.")
        return self._clinic

    def set_up(self, record: ClinicRecord) -> None:
        if self._clinic is not None:
            raise ChangedError("There is a clinic already; it was not changed.")
        self._clinic = record
