"""The seam between the desk and whatever keeps the charts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, overload

if TYPE_CHECKING:
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.person import Clinic, Clinician, PatientId

Line = Mapping[str, object]
"""What the patient list needs of a chart, as JSON values; the desk writes and reads it."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what and when: nothing reaches the store without."""

    what: str
    """In a word or two, such as `signed`, `viewed`, `exported`."""
    who: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the history."""

    number: int
    what: str
    who: str
    at: datetime | None
    note: str
    patient_id: PatientId | None
    """Whose chart; none for the clinic itself, and for a patient who was erased."""
    revision: int = 0
    """Which save of the chart, where it was one."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at every byte found."""

    charts: int
    events: int
    head: str
    """The history's head, as papers and backups carry it."""
    problems: tuple[str, ...]
    """One sentence for each thing that was changed, removed, reordered, cut or put back."""


@dataclass(frozen=True, slots=True)
class StoredHead:
    """A chart's revision and list line, had without opening its body."""

    patient_id: PatientId
    revision: int
    line: Line


class StoredHeads(Sequence[StoredHead]):
    """Heads as they were when they were listed, each made when somebody looks at it."""

    @abstractmethod
    def head(self, at: int) -> StoredHead:
        """The head at a place, counted from 0."""

    @abstractmethod
    def patient_ids(self) -> Sequence[PatientId]:
        """Every patient's number, in the order of the heads."""

    @abstractmethod
    def column(self, name: str, otherwise: object = None) -> Sequence[object]:
        """One field of all lines, in the order of the heads."""

    @overload
    def __getitem__(self, at: int) -> StoredHead: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[StoredHead, ...]: ...

    def __getitem__(self, at: int | slice) -> StoredHead | tuple[StoredHead, ...]:
        if isinstance(at, slice):
            return tuple(self.head(each) for each in range(len(self))[at])
        return self.head(range(len(self))[at])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Listing:
    """All heads that can be read, and one sentence for each file that cannot."""

    heads: StoredHeads
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

    def news(self) -> frozenset[PatientId]:
        """Whose charts were saved, by this window or another, since this was last asked."""
        ...

    def load(self, patient_id: PatientId) -> StoredChart:
        """A chart with its revision.

        Raises:
            MissingError: no such chart.
            DamagedError: its file cannot be read, named in the sentence.
        """
        ...

    def save(self, chart: Chart, line: Line, expected_revision: int, act: Act) -> int:
        """Keeps a chart whose stored revision is still the expected one; returns the new one.

        Chart and act are both kept when it returns.

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

    def note(self, act: Act, patient_id: PatientId | None = None) -> None:
        """Writes down what was done without a save: a view, an export, a print, an unlock.

        Raises:
            NotWrittenError: the disk refused.
        """
        ...

    def keep_scrap(self, patient_id: PatientId, texts: Mapping[str, str]) -> None:
        """Keeps what is half typed beside a chart; no part of the record. Nothing removes it.

        Raises:
            MissingError: no such chart.
            NotWrittenError: the disk refused.
        """
        ...

    def scrap(self, patient_id: PatientId) -> dict[str, str]:
        """What was half typed beside a chart.

        Raises:
            MissingError: no such chart.
        """
        ...

    def history(self, patient_id: PatientId | None = None) -> tuple[Event, ...]:
        """What was done with one chart, or with the whole clinic, in the order it was done."""
        ...

    def head(self) -> str:
        """The history's head, `SIZE-HASH`; kept outside, it proves a cut or a rewrite."""
        ...

    def verify(self, known: Sequence[str] = ()) -> Verified:
        """Looks at every byte of every chart and of the history.

        Args:
            known: heads that stand outside, such as on papers; each must lie on this history.
        """
        ...

    def keep_clinic(self, record: ClinicRecord, act: Act) -> None:
        """Keeps changed particulars of the clinic or its people.

        Raises:
            NotWrittenError: the disk refused.
        """
        ...

    def set_up(self, record: ClinicRecord, act: Act) -> None:
        """Keeps the clinic of a first start.

        Raises:
            ChangedError: there is a clinic already.
            NotWrittenError: the disk refused.
        """
        ...
