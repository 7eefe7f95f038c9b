"""Charts as sealed files of a folder, one per patient, under names that tell nothing.

    keys.json  clinic.sealed  index.sealed  charts/  keys/  history/

A save replaces the chart's file and then writes the history. A crash between the two leaves a
chart one save ahead of its history, which is sealed and therefore true; it is written down when
it is next seen. A chart behind its history was put back, and is never shown as good.
"""

from __future__ import annotations

import base64
import contextlib
import os
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic_tui.store import format1
from clinic_tui.store.chart_file import SUFFIX, ChartFile, validated
from clinic_tui.store.columns import Row
from clinic_tui.store.durable import make_folder
from clinic_tui.store.errors import (
    ChangedError,
    DamagedError,
    MissingError,
    NotWrittenError,
    StoreError,
)
from clinic_tui.store.history import History
from clinic_tui.store.index import Index, seal_line
from clinic_tui.store.keys import Keys
from clinic_tui.store.lock import locked
from clinic_tui.store.proven import Proven
from clinic_tui.store.repository import (
    Act,
    ClinicRecord,
    Event,
    Line,
    Listing,
    SealKey,
    StoredChart,
    Verified,
)
from clinic_tui.store.scraps import Scraps
from clinic_tui.store.sealed import IDENTITY_BYTES, Kind, Place, Sealed
from clinic_tui.store.strays import Beside, beside, last_entries, remove_leftovers

if TYPE_CHECKING:
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.person import PatientId

CHARTS = "charts"
CLINIC = "clinic.sealed"


class ChartFiles:
    """The repository on disk. Reading takes no lock: a file is always the old or the new one."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self.keys = keys
        self.folder = folder
        self._charts = folder / CHARTS
        self._clinic = folder / CLINIC
        self._clinic_place = Place(Kind.CLINIC, keys.clinic, CLINIC)
        self._history = History(folder, keys)
        self._index = Index(folder, keys, self._history)
        self._scraps = Scraps(folder, keys)
        self._looked_at: set[str] = set()
        self._proven = Proven()
        self._index.refresh()
        if self._index.damage:
            self._take_heads()
        for each in (folder, folder / "keys", folder / "scraps"):
            with contextlib.suppress(OSError):
                remove_leftovers(each, os.listdir(each))

    @staticmethod
    def is_clinic(folder: Path) -> bool:
        """Whether a clinic was set up in a folder, by this version or an earlier one.

        A key file alone is a first start that was cut short; charts without one are a clinic.
        """
        charts = (folder / CHARTS).glob(f"*{SUFFIX}")
        return (folder / CLINIC).exists() or format1.is_clinic(folder) or any(charts)

    def heads(self) -> Listing:
        self._index.refresh()
        gone, extra = self._settle_strays(self._beside())
        return Listing(self._index.rows.heads(self._index.doubles), self._wrong(gone, extra))

    def _settle_strays(self, found: Beside) -> Beside:
        """Takes in first saves that were cut before their entry; ends erasures that were cut.

        Whatever else has no entry is left as it is, and named. Returns what is wrong then.
        """
        if not found.extra - self._looked_at:
            return found
        # A first save that is under way in another window holds this lock to its end.
        with contextlib.suppress(StoreError), locked(self._charts / "new"):
            self._index.refresh()
            strays = self._beside().extra - self._looked_at
            self._looked_at |= strays
            told = last_entries(self._history, strays)
            for name in sorted(strays):
                with contextlib.suppress(StoreError):
                    self._settle_stray(bytes.fromhex(name), told.get(name))
        return self._beside()

    def _settle_stray(self, identity: bytes, last: Mapping[str, Any] | None) -> None:
        if last is None:
            self._settle(identity)
        elif last["what"] == "erased":
            self._destroy(identity)
        else:
            # Its line in the history could not be opened a moment ago.
            head = ChartFile(self._charts, identity).head(self.keys.of_chart(identity))
            row = Row(head.patient_id, last["revision"], last["digest"], head.line)
            self._index.put(identity, row)

    def _wrong(self, gone: AbstractSet[str], extra: AbstractSet[str]) -> tuple[str, ...]:
        """What is wrong as far as names and the history tell, without opening a chart."""
        rows = self._index.rows
        return (
            *(str(each) for each in self._index.damage),
            *(
                f"The file {stem}{SUFFIX} of patient {rows[bytes.fromhex(stem)].patient_id} is "
                "gone; restore it from a backup."
                for stem in sorted(gone)
            ),
            *(
                f"The file {name}{SUFFIX} is not of this clinic's history."
                for name in sorted(extra)
            ),
            *(
                f"The file {each.hex()}{SUFFIX} holds a patient that another file holds."
                for each in sorted(self._index.doubles)
            ),
        )

    def news(self) -> frozenset[PatientId]:
        from clinic_tui.model.person import PatientId

        self._index.refresh()
        found = frozenset(PatientId(each) for each in self._index.news)
        self._index.news.clear()
        return found

    def load(self, patient_id: PatientId) -> StoredChart:
        identity = self._identity(patient_id)
        file = ChartFile(self._charts, identity)
        chart, revision, digest = file.load(self.keys.of_chart(identity))
        if not self._as_written(identity, revision, digest):
            self._index.refresh()
        if not self._as_written(identity, revision, digest):
            # Under the lock, so that a save which is under way ends first.
            with locked(file.path):
                self._settle(identity)
                chart, revision, _ = file.load(self.keys.of_chart(identity))
        return StoredChart(chart, revision)

    def save(self, chart: Chart, line: Line, expected_revision: int, act: Act) -> int:
        self.keys.opened  # noqa: B018  # a locked clinic says so before anything is touched
        make_folder(self._charts)
        if expected_revision == 0:
            return self._save_new(chart, line, act)
        identity = self._identity(chart.patient.id)
        with locked(self._path(identity)):
            self._settle(identity)
            revision = self._index.rows[identity].revision
            if revision != expected_revision:
                raise _changed()
            return self._write(identity, chart, line, revision + 1, act)

    def _save_new(self, chart: Chart, line: Line, act: Act) -> int:
        # One lock for all new charts, so that two windows cannot both admit the same patient.
        with locked(self._charts / "new"):
            self._index.refresh()
            if chart.patient.id in self._index.by_patient:
                raise _changed()
            identity = os.urandom(IDENTITY_BYTES)
            self.keys.new_chart(identity)
            try:
                with locked(self._path(identity)):
                    return self._write(identity, chart, line, 1, act)
            except NotWrittenError:
                # What was said not to be saved must not turn up beside what is saved next.
                with contextlib.suppress(OSError, StoreError):
                    self._index.refresh()
                    if identity not in self._index.rows:
                        self._path(identity).unlink(missing_ok=True)
                        self.keys.erase(identity)
                raise

    def _write(self, identity: bytes, chart: Chart, line: Line, revision: int, act: Act) -> int:
        file, key = ChartFile(self._charts, identity), self.keys.of_chart(identity)
        before = self._index.end.words
        digest = file.write(chart, line, revision, before, key, self._proven)
        self._index.append(
            _entry(act, identity, self._saved(identity, chart.patient.id, revision, digest, line))
        )
        return revision

    def _saved(
        self, identity: bytes, patient_id: str, revision: int, digest: str, line: Line
    ) -> dict[str, object]:
        kept = {"patient_id": patient_id, "line": dict(line)}
        sealed = seal_line(self.keys, identity, revision, kept)
        return {"revision": revision, "digest": digest, "line": sealed}

    def _as_written(self, identity: bytes, revision: int, digest: str) -> bool:
        row = self._index.rows.get(identity)
        return row is not None and (row.revision, row.digest) == (revision, digest)

    def _settle(self, identity: bytes) -> None:
        """Makes sure that a chart's file is the save that the history knows as its last.

        Raises:
            DamagedError: it is an older one, or another one of the same number.
        """
        file, key = ChartFile(self._charts, identity), self.keys.of_chart(identity)
        self._index.refresh()
        head, digest = file.check(key)
        row = self._index.rows.get(identity)
        known = row.revision if row is not None else 0
        if row is not None and head.revision == known and row.digest in ("", digest):
            return
        if head.revision <= known:
            raise DamagedError(
                f"The file {file.path.name} holds save {head.revision} of patient "
                f"{head.patient_id}, not the last one ({known}): an old file was put back. "
                "Nothing was changed; restore the newest from a backup."
            )
        missing = head.revision - known
        note = "an interrupted save" if missing == 1 else f"the history lacks {missing} saves"
        self._index.append(
            {
                "what": "found",
                "note": note,
                "chart": identity.hex(),
                **self._saved(identity, head.patient_id, head.revision, digest, head.line),
            }
        )

    def note(self, act: Act, patient_id: PatientId | None = None) -> None:
        identity = self._index.by_patient.get(patient_id or "")
        # Nothing hangs on a view; it reaches the disk with the next save at the latest.
        self._index.append(_entry(act, identity, {}), durable=act.what != "viewed")

    def history(self, patient_id: PatientId | None = None) -> tuple[Event, ...]:
        self._index.refresh()
        wanted = self._index.by_patient.get(patient_id) if patient_id is not None else None
        events = (read.entry for read in self._history.read(self._history.beginning, []))
        return tuple(
            self._event(entry)
            for entry in events
            if patient_id is None or (wanted is not None and entry.get("chart") == wanted.hex())
        )

    def _event(self, entry: Mapping[str, Any]) -> Event:
        row = self._index.rows.get(bytes.fromhex(entry.get("chart", "")))
        at = entry.get("at")
        return Event(
            number=entry["n"],
            what=entry["what"],
            who=entry.get("who", ""),
            at=datetime.fromisoformat(at) if at else None,
            note=entry.get("note", ""),
            patient_id=_id(row) if row is not None else None,
            revision=entry.get("revision", 0),
        )

    def head(self) -> str:
        self._index.refresh()
        return self._index.end.words

    def digests(self) -> dict[str, str]:
        """SHA-256 of each chart's file as the history knows it, by the file's stem."""
        self._index.refresh()
        return dict(self._index.rows.digests)

    def changed_since(self, size: int) -> set[str]:
        """The charts, by their files' stems, that were saved after so many entries."""
        reads = self._history.read(self._history.beginning, [])
        return {
            read.entry["chart"]
            for read in reads
            if read.after.size > size and "revision" in read.entry
        }

    def verify(self, known: Sequence[str] = ()) -> Verified:
        from clinic_tui.store.verifying import ChartFolder, verified

        return verified(ChartFolder(self._charts), self.keys, self._history, self._index.end, known)

    def keep_scrap(self, patient_id: PatientId, texts: Mapping[str, str]) -> None:
        self._scraps.keep(self._identity(patient_id), texts)

    def scrap(self, patient_id: PatientId) -> dict[str, str]:
        return self._scraps.read(self._identity(patient_id))

    def erase(self, patient_id: PatientId, act: Act) -> None:
        """Destroys a chart's key and its file; its lines in the history can be read no more.

        Backups of before lose the patient when they are next added to.

        Raises:
            MissingError: no such chart.
            NotWrittenError: the disk refused; try again.
        """
        identity = self._identity(patient_id)
        with locked(self._path(identity)):
            self._index.append(_entry(act, identity, {"what": "erased"}))
            self._destroy(identity)
        self._index.write()

    def _destroy(self, identity: bytes) -> None:
        self.keys.erase(identity)
        self._scraps.keep(identity, {})
        try:
            self._path(identity).unlink(missing_ok=True)
        except OSError as error:
            raise NotWrittenError(f"Not erased: {error.strerror}. Try again.") from error

    def clinic(self) -> ClinicRecord:
        from clinic_tui.model.person import Clinic, Clinician
        from clinic_tui.store.tables import TableFile

        if not self._clinic.exists():
            raise MissingError(f"No clinic was set up in the folder {self.folder.name}.")
        file = TableFile(self._clinic, self._clinic_place, self.keys.opened.key)
        with validated(CLINIC):
            return ClinicRecord(
                clinic=Clinic.model_validate_json(_json(file.documents("clinic")[0])),
                clinicians=tuple(
                    Clinician.model_validate_json(_json(one))
                    for one in file.documents("clinicians")
                ),
                demo=file.documents("head")[0]["demo"] is True,
                seal=_seal_of(file.documents("seal")),
            )

    def set_up(self, record: ClinicRecord, act: Act) -> None:
        make_folder(self.folder)
        with locked(self._clinic):
            if self._clinic.exists():
                raise ChangedError("There is a clinic in this folder already; it was not changed.")
            self._write_clinic(record, 1)
        self._index.append(_entry(act, None, {}))

    def keep_clinic(self, record: ClinicRecord, act: Act) -> None:
        from clinic_tui.store.tables import TableFile

        with locked(self._clinic):
            file = TableFile(self._clinic, self._clinic_place, self.keys.opened.key)
            with validated(CLINIC):
                revision = int(file.documents("head")[0]["revision"])
            self._write_clinic(record, revision + 1)
        self._index.append(_entry(act, None, {}))

    def _write_clinic(self, record: ClinicRecord, revision: int) -> None:
        from clinic_tui.store.tables import TableFile

        tables: dict[str, list[dict[str, object]]] = {
            "head": [{"revision": revision, "schema_version": 1, "demo": record.demo}],
            "clinic": [record.clinic.model_dump(mode="json")],
            "clinicians": [one.model_dump(mode="json") for one in record.clinicians],
        }
        if record.seal is not None:
            seal = {"key": record.seal.key, "certificate": record.seal.certificate}
            tables["seal"] = [{k: base64.b64encode(raw).decode() for k, raw in seal.items()}]
        file = TableFile(self._clinic, self._clinic_place, self.keys.opened.key)
        file.replace(tables, revision, lambda found: _same(self._clinic_place, found, tables))

    def close(self) -> None:
        """Leaves the index as it stands, so that the next start reads it at once."""
        with contextlib.suppress(StoreError):
            self._index.write()

    def _take_heads(self) -> None:
        """Makes up for a damaged history from the charts, which are the truth."""
        gone, extra = self._beside()
        for name in sorted({*self._index.rows.stems, *extra} - gone):
            identity = bytes.fromhex(name)
            with contextlib.suppress(StoreError):
                head = ChartFile(self._charts, identity).head(self.keys.of_chart(identity))
                row = self._index.rows.get(identity)
                if row is None or row.revision < head.revision:
                    self._index.put(identity, Row(head.patient_id, head.revision, "", head.line))

    def _beside(self) -> Beside:
        return beside(self._charts, self._index.rows.stems)

    def _identity(self, patient_id: PatientId) -> bytes:
        identity = self._index.by_patient.get(patient_id)
        if identity is None:
            self._index.refresh()
            identity = self._index.by_patient.get(patient_id)
        if identity is None:
            wrong = self._wrong(*self._beside())
            more = f" {wrong[0]}" if wrong else ""
            raise MissingError(f"There is no chart of patient {patient_id} here.{more}")
        return identity

    def _path(self, identity: bytes) -> Path:
        return ChartFile(self._charts, identity).path


def _same(place: Place, found: Sealed, tables: Mapping[str, list[dict[str, object]]]) -> bool:
    from clinic_tui.store.tables import body_tables

    return all(
        list(body_tables(place, found)[name].values()) == rows
        for name, rows in tables.items()
        if name != "head"
    )


def _seal_of(documents: Sequence[Mapping[str, Any]]) -> SealKey | None:
    """The clinic's seal; a clinic that never sealed a paper has none."""
    for document in documents:
        return SealKey(**{name: base64.b64decode(text) for name, text in document.items()})
    return None


def _entry(act: Act, identity: bytes | None, more: Mapping[str, object]) -> dict[str, object]:
    entry: dict[str, object] = {"at": act.at.isoformat(), "who": act.who, "what": act.what}
    if act.note:
        entry["note"] = act.note
    if identity is not None:
        entry["chart"] = identity.hex()
    return {**entry, **more}


def _id(row: Row) -> PatientId:
    from clinic_tui.model.person import PatientId

    return PatientId(row.patient_id)


def _json(document: dict[str, Any]) -> str:
    import json

    return json.dumps(document, ensure_ascii=False)


def _changed() -> ChangedError:
    return ChangedError(
        "Another window saved this chart meanwhile. Nothing was overwritten; "
        "open the chart again and look at what changed."
    )
