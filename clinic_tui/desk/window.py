"""A window of the clinic: opened by one clinician, with the clock, the charts and their locks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from clinic_tui.desk.clock import Clock, system_clock
from clinic_tui.desk.errors import Conflict, DeskError, NotSaved, refuse, said
from clinic_tui.desk.heads import line_of
from clinic_tui.model.person import Clinic, Clinician, PatientId, Signature
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.repository import ClinicRecord, Repository

if TYPE_CHECKING:
    from clinic_tui.knowledge.library import Library
    from clinic_tui.model.assessment import Assessment
    from clinic_tui.model.chart import Chart

NOTICE = "not sealed: for invented patients only"


class Window:
    """One clinician's window: what every verb of the desk stands on.

    It remembers which revision of a chart it showed, so that a verb on a chart that another
    window saved since is refused instead of overwriting anything.
    """

    notice = NOTICE

    def __init__(
        self,
        repository: Repository,
        folder: Path,
        *,
        clock: Clock = system_clock,
        clinician: str | None = None,
    ) -> None:
        with said():
            record = repository.clinic()
        self.folder = folder
        self.clinic: Clinic = record.clinic
        self.clinician: Clinician = _one_of(record, clinician)
        self.demo = record.demo
        self.damaged: tuple[str, ...] = ()
        """One sentence for each file that the last listing could not read."""
        self._store = repository
        self._clock = clock
        self._zone = ZoneInfo(record.clinic.time_zone)
        self._seen: dict[PatientId, int] = {}
        self._drafts: dict[PatientId, Assessment | None] = {}
        self._at_work = threading.RLock()

    @classmethod
    def exists(cls, folder: Path) -> bool:
        """Whether a clinic was set up in this folder."""
        return ChartFiles.is_clinic(folder)

    @classmethod
    def first_start(
        cls,
        folder: Path,
        clinic: Clinic,
        clinician: Clinician,
        *,
        clock: Clock = system_clock,
        demo: bool = False,
    ) -> Self:
        """Sets up a clinic with its first clinician and opens it.

        Raises:
            Refused: the time zone is not known.
            Conflict: there is a clinic in this folder already.
            NotSaved: the disk refused.
        """
        try:
            ZoneInfo(clinic.time_zone)
        except (KeyError, ValueError, OSError):
            raise refuse("Unknown time zone; expected one such as Europe/Berlin.") from None
        with said():
            repository = ChartFiles(folder)
            repository.set_up(ClinicRecord(clinic, (clinician,), demo))
        return cls(repository, folder, clock=clock)

    @classmethod
    def open(
        cls, folder: Path, *, clock: Clock = system_clock, clinician: str | None = None
    ) -> Self:
        """Opens a clinic as one of its clinicians, the first one unless named.

        Raises:
            DeskError: no clinic here, or its file is damaged.
        """
        with said():
            repository = ChartFiles(folder)
        return cls(repository, folder, clock=clock, clinician=clinician)

    @cached_property
    def library(self) -> Library:
        """What the clinic knows: the built-in knowledge, and its own from the folder `knowledge`.

        Raises:
            DeskError: a file of the clinic's own has a mistake.
        """
        from clinic_tui.knowledge.loader import KnowledgeError, built_in, with_clinic

        own = self.folder / "knowledge"
        try:
            return with_clinic(own) if own.is_dir() else built_in()
        except KnowledgeError as error:
            raise DeskError("Knowledge file", str(error)) from error

    def now(self) -> datetime:
        """The moment in the clinic's zone, to the second."""
        return self._clock().astimezone(self._zone).replace(microsecond=0)

    def today(self) -> date:
        """The day in the clinic's zone."""
        return self.now().date()

    def chart(self, patient_id: PatientId) -> Chart:
        """A chart, fresh from the disk.

        Raises:
            DeskError: not there, or its file is damaged.
        """
        with self._at_work, said():
            stored = self._store.load(patient_id)
            self._seen[patient_id] = stored.revision
            return stored.chart

    def _change(self, patient_id: PatientId, change: Callable[[Chart], Chart]) -> Chart:
        """Loads, applies and saves; refuses when another window saved since this one looked."""
        with self._at_work, said():
            stored = self._store.load(patient_id)
            if self._seen.get(patient_id, stored.revision) != stored.revision:
                raise Conflict(
                    "Changed meanwhile",
                    "Another window saved this chart meanwhile. Nothing was overwritten; "
                    "open the chart again and look at what changed.",
                )
            return self._keep(change(stored.chart), stored.revision)

    def _keep(self, chart: Chart, revision: int) -> Chart:
        self._seen[chart.patient.id] = self._save(chart, revision)
        return chart

    def _save(self, chart: Chart, revision: int) -> int:
        try:
            with said():
                return self._store.save(chart, self._line(chart), revision)
        except NotSaved:
            # The disk may hold the new chart all the same; look again before the next try.
            self._seen.pop(chart.patient.id, None)
            self._drafts.pop(chart.patient.id, None)
            raise

    def _line(self, chart: Chart) -> dict[str, object]:
        return dict(line_of(chart, self.today(), lambda: self.library))

    def _signature(self, *, deciding: bool = True) -> Signature:
        if deciding and not self.clinician.may_sign:
            raise refuse("An assistant records and cannot sign, resolve or decide.")
        who = self.clinician
        return Signature(name=who.name, role=who.role, registration=who.registration, at=self.now())


def _one_of(record: ClinicRecord, name: str | None) -> Clinician:
    for clinician in record.clinicians:
        if name is None or clinician.name == name:
            return clinician
    raise refuse("No clinician of that name works here.")
