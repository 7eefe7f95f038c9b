"""Charts as files of a folder: one per patient, under names that tell nothing."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic_tui.store import frame
from clinic_tui.store.durable import TEMPORARY, make_folder
from clinic_tui.store.errors import (
    ChangedError,
    DamagedError,
    MissingError,
    NotWrittenError,
    StoreError,
)
from clinic_tui.store.repository import ClinicRecord, Line, Listing, StoredChart, StoredHead

if TYPE_CHECKING:
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.person import PatientId

SUFFIX = ".tinydb"
LOCK_SECONDS = 10.0
"""How long a save waits for another window's save of the same chart."""


class ChartFiles:
    """The repository on disk. Reading takes no lock: a file is always the old or the new one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._charts = folder / "charts"
        self._clinic = folder / f"clinic{SUFFIX}"
        self._places: dict[PatientId, Path] = {}
        self._remove_leftovers()

    @staticmethod
    def is_clinic(folder: Path) -> bool:
        """Whether a clinic was set up in a folder."""
        return (folder / f"clinic{SUFFIX}").exists()

    def heads(self) -> Listing:
        heads: dict[PatientId, tuple[StoredHead, Path]] = {}
        damaged: list[str] = []
        for path in self._chart_paths():
            try:
                head = _head(path)
            except MissingError:
                continue
            except DamagedError as error:
                damaged.append(str(error))
                continue
            kept = heads.get(head.patient_id)
            if kept is None:
                heads[head.patient_id] = head, path
                continue
            # A copied file: the newer one is shown, the other one named.
            newer, older = sorted([kept, (head, path)], key=lambda h: h[0].revision, reverse=True)
            heads[head.patient_id] = newer
            damaged.append(f"The file {older[1].name} holds a patient that {newer[1].name} holds.")
        self._places = {patient: path for patient, (_, path) in heads.items()}
        return Listing(tuple(head for head, _ in heads.values()), tuple(damaged))

    def load(self, patient_id: PatientId) -> StoredChart:
        return _stored(self._place(patient_id))

    def save(self, chart: Chart, line: Line, expected_revision: int) -> int:
        make_folder(self._charts)
        if expected_revision == 0:
            return self._save_new(chart, line)
        path = self._place(chart.patient.id)
        with _locked(path):
            revision = _kept_revision(path)
            if revision != expected_revision:
                raise _changed()
            return _write(path, chart, line, revision + 1)

    def _save_new(self, chart: Chart, line: Line) -> int:
        # One lock for all new charts, so that two windows cannot both admit the same patient.
        with _locked(self._charts / "new"):
            if chart.patient.id in {head.patient_id for head in self.heads().heads}:
                raise _changed()
            path = self._charts / f"{secrets.token_hex(16)}{SUFFIX}"
            with _locked(path):
                revision = _write(path, chart, line, 1, new=True)
            self._places[chart.patient.id] = path
            return revision

    def clinic(self) -> ClinicRecord:
        from clinic_tui.model.person import Clinic, Clinician
        from clinic_tui.store.tables import TableFile

        if not self._clinic.exists():
            raise MissingError(f"No clinic was set up in the folder {self._folder.name}.")
        file = TableFile(self._clinic)
        with _validated(self._clinic):
            return ClinicRecord(
                clinic=Clinic.model_validate_json(_json(file.documents("clinic")[0])),
                clinicians=tuple(
                    Clinician.model_validate_json(_json(one))
                    for one in file.documents("clinicians")
                ),
                demo=file.documents("head")[0]["demo"] is True,
            )

    def set_up(self, record: ClinicRecord) -> None:
        from clinic_tui.store.tables import TableFile

        make_folder(self._folder)
        with _locked(self._clinic):
            if self._clinic.exists():
                raise ChangedError("There is a clinic in this folder already; it was not changed.")
            TableFile(self._clinic, new=True).replace(
                {
                    "head": [{"revision": 1, "schema_version": 1, "demo": record.demo}],
                    "clinic": [record.clinic.model_dump(mode="json")],
                    "clinicians": [one.model_dump(mode="json") for one in record.clinicians],
                }
            )

    def _chart_paths(self) -> list[Path]:
        try:
            return sorted(path for path in self._charts.iterdir() if path.suffix == SUFFIX)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise DamagedError(f"The charts cannot be listed ({error.strerror}).") from error

    def _place(self, patient_id: PatientId) -> Path:
        path = self._places.get(patient_id)
        if path is None or not path.exists():
            damaged = self.heads().damaged
            path = self._places.get(patient_id)
            if path is None:
                more = f" {damaged[0]}" if damaged else ""
                raise MissingError(f"There is no chart of patient {patient_id} here.{more}")
        return path

    def _remove_leftovers(self) -> None:
        """Removes temporary files of saves that were killed, unless one is under way."""
        for folder in (self._folder, self._charts):
            for left in folder.glob(f".*{TEMPORARY}") if folder.is_dir() else ():
                owner = left.name.lstrip(".").partition(".")[0]
                with contextlib.suppress(StoreError, OSError), _locked(folder / owner, wait=0):
                    left.unlink()


def _head(path: Path) -> StoredHead:
    with _validated(path):
        (document,) = frame.read_head(path).values()
        return StoredHead(document["patient_id"], _revision(document), document["line"])


def _stored(path: Path) -> StoredChart:
    from clinic_tui.store.chart_tables import LISTS, chart_of
    from clinic_tui.store.tables import TableFile

    file = TableFile(path)
    with _validated(path):
        tables = {name: file.documents(name) for name in ("patient", "rest", *LISTS)}
        return StoredChart(chart_of(tables), _revision(file.documents("head")[0]))


def _kept_revision(path: Path) -> int:
    """The revision of a chart whose every byte is as it was saved."""
    with _validated(path):
        (document,) = frame.read(path)[frame.HEAD].values()
        return _revision(document)


def _write(path: Path, chart: Chart, line: Line, revision: int, *, new: bool = False) -> int:
    from clinic_tui.store.chart_tables import chart_of, head_document, tables_of
    from clinic_tui.store.tables import TableFile

    tables = tables_of(chart)
    if chart_of(tables) != chart:
        raise NotWrittenError("Not saved: the chart would not read back as it was written.")
    TableFile(path, new=new).replace({"head": [head_document(chart, line, revision)], **tables})
    return revision


def _revision(document: dict[str, Any]) -> int:
    return int(document["revision"])


def _json(document: dict[str, Any]) -> str:
    import json

    return json.dumps(document, ensure_ascii=False)


def _changed() -> ChangedError:
    return ChangedError(
        "Another window saved this chart meanwhile. Nothing was overwritten; "
        "open the chart again and look at what changed."
    )


@contextlib.contextmanager
def _validated(path: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, LookupError, TypeError) as error:
        # The bytes are what was written, so a program of another version wrote them.
        raise DamagedError(
            f"The file {path.name} holds something this version does not know; nothing was changed."
        ) from error


@contextlib.contextmanager
def _locked(path: Path, wait: float | None = None) -> Iterator[None]:
    import filelock

    lock = filelock.FileLock(
        path.with_suffix(".lock"), timeout=LOCK_SECONDS if wait is None else wait, mode=0o600
    )
    try:
        lock.acquire()
    except filelock.Timeout:
        raise NotWrittenError(
            "Not saved: another window is saving this chart. Try again in a moment."
        ) from None
    except OSError as error:
        raise NotWrittenError(
            f"Not saved: the chart cannot be locked ({error.strerror or error})."
        ) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.release()
