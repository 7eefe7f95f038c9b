"""Keeping the draft on the disk while it is typed: the newest wins, kept is said afterwards."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from time import sleep
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from clinic_tui.desk.errors import DeskError
from clinic_tui.model.assessment import Assessment
from clinic_tui.ui.latest import Latest
from clinic_tui.ui.record import Record

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.model.person import PatientId

Version = tuple[int, Assessment]
DRAWN_AFTER = 0.03
"""Seconds after which a change surely stands on the screen."""


class Keeper:
    """Writes a record's draft through the desk; `kept` is called back after each try."""

    def __init__(
        self,
        node: DOMNode,
        desk: Desk,
        patient_id: PatientId,
        record: Record,
        kept: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._patient_id = patient_id
        self._record = record
        self._kept = kept
        self._latest: Latest[Version, datetime | None] = Latest(
            node, self._write_soon, self._done, self._failed
        )
        self._lock = threading.Lock()
        self._written = record.changes
        self._on_disk = record.changes
        self.at: datetime | None = None
        """When the draft was last on the disk."""
        self.error: DeskError | None = None
        """Why the last try failed; what was typed is on the screen only."""

    @property
    def clean(self) -> bool:
        """Whether all that was entered is on the disk."""
        return self._on_disk == self._record.changes and self.error is None

    @property
    def words(self) -> str:
        """Where the draft stands, for the header."""
        if self.error is not None:
            return "NOT KEPT"
        if not self.clean:
            return "keeping …"
        return f"draft kept {self.at:%H:%M}" if self.at else "draft"

    def keep(self) -> None:
        """Writes the draft if it changed, or once more where it could not be written."""
        if not self.clean:
            self._latest.ask((self._record.changes, self._record.draft))

    def keep_now(self) -> None:
        """Writes the draft before anything else happens.

        Raises:
            DeskError: it could not be written.
        """
        if not self.clean:
            self._write((self._record.changes, self._record.draft))
            self.forget()

    def again(self) -> None:
        """Another version was looked at: what is on the screen may be written after all."""
        self.error = None

    def forget(self) -> None:
        """Nothing is to be written any more: it was signed, dropped or given up."""
        with self._lock:
            self._written = self._on_disk = self._record.changes
        self.error = None

    def _write_soon(self, version: Version) -> datetime | None:
        # Drawing comes first: at the same time each would only wait for the other.
        sleep(DRAWN_AFTER)
        return self._write(version)

    def _write(self, version: Version) -> datetime | None:
        change, draft = version
        with self._lock:
            if change <= self._written:
                return None
            at = self._desk.keep_draft(self._patient_id, draft)
            self._written = change
            return at

    def _done(self, version: Version, at: datetime | None) -> None:
        self._on_disk = max(self._on_disk, version[0])
        self.at = at or self.at
        self.error = None
        self._kept()

    def _failed(self, version: Version, error: DeskError) -> None:
        self.error = error
        self._kept()
