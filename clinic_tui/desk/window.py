"""A window of the clinic: opened by one clinician, with the clock, the charts and their locks."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from clinic_tui.desk.clock import Clock, system_clock
from clinic_tui.desk.errors import Conflict, DeskError, NotSaved, refuse, said
from clinic_tui.desk.heads import line_of
from clinic_tui.model.person import Clinic, Clinician, PatientId, Signature
from clinic_tui.store.errors import NotWrittenError
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.repository import Act, ClinicRecord, Repository

if TYPE_CHECKING:
    from clinic_tui.knowledge.library import Library
    from clinic_tui.model.assessment import Assessment
    from clinic_tui.model.chart import Chart

ASSISTANT = "An assistant records and cannot sign, resolve or decide."
NOTICE = "its key lies open: for invented patients only"


class Window:
    """One clinician's window: what every verb of the desk stands on.

    It remembers which revision of a chart it showed, so that a verb on a chart that another
    window saved since is refused instead of overwriting anything.
    """

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
        self.clinicians: tuple[Clinician, ...] = record.clinicians
        self.clinician: Clinician = _one_of(record, clinician)
        self.demo = record.demo
        self.notice = NOTICE if record.demo else ""
        """What stands on the first screen for as long as the window is open."""
        self.damaged: tuple[str, ...] = ()
        """One sentence for each file that is not as it was saved."""
        self.problems: tuple[str, ...] = ()
        self._store = repository
        self._clock = clock
        self._zone = ZoneInfo(record.clinic.time_zone)
        self._seen: dict[PatientId, int] = {}
        self._drafts: dict[PatientId, Assessment | None] = {}
        self._at_work = threading.RLock()
        self._locked = False
        self._viewed: set[tuple[PatientId, date]] = set()

    def close(self) -> None:
        """Leaves the clinic in order, so that the next start is quick."""
        if isinstance(self._store, ChartFiles) and not self._locked:
            self._store.close()

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
            self._note_view(patient_id)
            return stored.chart

    def read_quietly(self, patient_id: PatientId) -> Chart:
        """A chart for counting; nobody looks at it, so no view is written down.

        Raises:
            DeskError: not there, or its file is damaged.
        """
        with said():
            return self._store.load(patient_id).chart

    def _note_view(self, patient_id: PatientId) -> None:
        """A chart that is looked at is written down once a day and window."""
        seen = patient_id, self.today()
        if seen in self._viewed:
            return
        # A disk that is full does not keep a clinician from reading.
        with contextlib.suppress(NotWrittenError):
            self._store.note(self._act("viewed"), patient_id)
            self._viewed.add(seen)

    def _note(self, what: str, patient_id: PatientId | None = None, note: str = "") -> None:
        """Writes down what was done without a save.

        Raises:
            NotSaved: the disk refused.
        """
        with said():
            self._store.note(self._act(what, note), patient_id)

    def _act(self, what: str, note: str = "") -> Act:
        return Act(what, self.clinician.name, self.now(), note[:500])

    def _become(self, name: str) -> None:
        """The window is somebody's from now on."""
        with said():
            record = self._store.clinic()
        self.clinicians = record.clinicians
        self.clinician = _one_of(record, name)

    def _change(
        self,
        patient_id: PatientId,
        what: str,
        change: Callable[[Chart], Chart],
        note: str = "",
    ) -> Chart:
        """Loads, applies and saves; refuses when another window saved since this one looked.

        Args:
            patient_id: whose chart.
            what: what is done, in a word or two, for the history.
            change: chart to chart.
            note: more for the history; never a patient's value.
        """
        with self._at_work, said():
            stored = self._store.load(patient_id)
            self._check_seen(patient_id, stored.revision)
            still_kept(stored.chart)
            return self._keep(change(stored.chart), stored.revision, what, note)

    def _check_seen(self, patient_id: PatientId, revision: int) -> None:
        if self._seen.get(patient_id, revision) != revision:
            raise Conflict(
                "Changed meanwhile",
                "Another window saved this chart meanwhile. Nothing was overwritten; "
                "open the chart again and look at what changed.",
            )

    def _keep(self, chart: Chart, revision: int, what: str, note: str = "") -> Chart:
        self._seen[chart.patient.id] = self._save(chart, revision, what, note)
        return chart

    def _save(self, chart: Chart, revision: int, what: str, note: str = "") -> int:
        try:
            with said():
                return self._store.save(chart, self._line(chart), revision, self._act(what, note))
        except NotSaved:
            # The disk may hold the new chart all the same; look again before the next try.
            self._seen.pop(chart.patient.id, None)
            self._drafts.pop(chart.patient.id, None)
            raise

    def _line(self, chart: Chart) -> dict[str, object]:
        return dict(line_of(chart, self.today(), lambda: self.library))

    @property
    def why_not_sign(self) -> str:
        """Why the person at this window cannot sign, in one line; empty where she can."""
        return "" if self.clinician.may_sign else ASSISTANT

    def _signature(self, *, deciding: bool = True) -> Signature:
        if deciding and self.why_not_sign:
            raise refuse(self.why_not_sign)
        who = self.clinician
        return Signature(name=who.name, role=who.role, registration=who.registration, at=self.now())


def still_kept(chart: Chart) -> None:
    """Passes if entries may be made in a chart.

    Raises:
        Refused: it was merged into another.
    """
    if chart.merged_into is not None:
        raise refuse(
            f"This chart was merged into number {chart.merged_into.chart}; go on there. "
            "It stays readable, and nothing is entered here any more."
        )


def _one_of(record: ClinicRecord, name: str | None) -> Clinician:
    for clinician in record.clinicians:
        if name is None or clinician.name == name:
            return clinician
    raise refuse("No clinician of that name works here.")
