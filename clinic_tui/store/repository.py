"""The seam between the desk and whatever keeps the charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.person import Clinic, Clinician, PatientId

Line = Mapping[str, object]
"""What the patient list needs of a chart, as JSON values; the desk writes and reads it."""


@dataclass(frozen=True, slots=True)
class StoredHead:
    """A chart's revision and list line, had without opening its body."""

    patient_id: PatientId
    revision: int
    line: Line


@dataclass(frozen=True, slots=True)
class Listing:
    """All heads that can be read, and one sentence for each file that cannot."""

    heads: tuple[StoredHead, ...]
    damaged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredChart:
    """A chart as it lies in the store."""

    chart: Chart
    revision: int


@dataclass(frozen=True, slots=True)
class ClinicRecord:
    """The clinic, its clinicians, and whether all its patients are invented."""

    clinic: Clinic
    clinicians: tuple[Clinician, ...]
    demo: bool = False


class Repository(Protocol):
    """Keeps charts and the clinic. A save that returns is kept; one that raises overwrote no other.

    Revisions count the saves of one chart from 1; 0 stands for a chart that is not there yet.
    """

    def heads(self) -> Listing:
        """Every chart's head, without opening bodies."""
        ...

    def load(self, patient_id: PatientId) -> StoredChart:
        """A chart with its revision.

        Raises:
            MissingError: no such chart.
            DamagedError: its file cannot be read, named in the sentence.
        """
        ...

    def save(self, chart: Chart, line: Line, expected_revision: int) -> int:
        """Keeps a chart whose stored revision is still the expected one; returns the new one.

        Raises:
            ChangedError: another window saved meanwhile.
            DamagedError: the stored chart cannot be read, and is left as it is.
            NotWrittenError: the disk refused.
        """
        ...

    def clinic(self) -> ClinicRecord:
        """The clinic.

        Raises:
            MissingError: none was set up here.
            DamagedError: its file cannot be read.
        """
        ...

    def set_up(self, record: ClinicRecord) -> None:
        """Keeps the clinic of a first start.

        Raises:
            ChangedError: there is a clinic already.
            NotWrittenError: the disk refused.
        """
        ...
