"""Backups at the desk: made, proved by reading them back, restored; and erasing a patient."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from clinic_tui.desk.clock import Clock, system_clock
from clinic_tui.desk.errors import DeskError, refuse, said
from clinic_tui.desk.keeping import KeepingDesk
from clinic_tui.store.errors import StoreError
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.key_file import KeyFile
from clinic_tui.store.keys import Keys

if TYPE_CHECKING:
    from clinic_tui.model.person import PatientId
    from clinic_tui.store.backup import BackedUp

LAST = "last-backup.json"
"""In the clinic's folder: when the last backup was proved, and where it lies. No patient in it."""
REASON_LENGTH = 20
"""Letters of the reason for an erasure, at least."""
OVERDUE_DAYS = 7
"""After which the first screen asks for a backup."""


class BackingUpDesk(KeepingDesk):
    """The verbs that outlive this machine."""

    def back_up(self, path: Path) -> BackedUp:
        """Adds to a backup file what changed since, or begins one; then proves it.

        Raises:
            DeskError: the file is no backup of this clinic, or the disk refused.
        """
        from clinic_tui.store.backup import back_up

        with said():
            made = back_up(self._files, path, self.now())
        self._note("backed up", note=f"history {made.head}")
        return self.prove_backup(path)

    def prove_backup(self, path: Path) -> BackedUp:
        """Restores a backup into memory and compares everything; notes the day if it is whole.

        Raises:
            DeskError: the file is no backup of this clinic, or cannot be read.
        """
        from clinic_tui.store.backup import look_at
        from clinic_tui.store.durable import replace_file

        with said():
            found = look_at(self._files, path)
            if not found.problems:
                kept = {"at": self.now().isoformat(), "of": found.at.isoformat(), "in": str(path)}
                replace_file(self.folder / LAST, json.dumps(kept).encode())
        self._note("verified backup", note=f"{len(found.problems)} problems")
        return found

    @property
    def last_backup(self) -> tuple[datetime, Path] | None:
        """The moment of the newest backup that was proved, and where it lies."""
        with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
            kept = json.loads((self.folder / LAST).read_bytes())
            return datetime.fromisoformat(kept["of"]).astimezone(self._zone), Path(kept["in"])
        return None

    def backup_words(self) -> tuple[str, bool]:
        """What the first screen says of backups, and whether it is time for one."""
        last = self.last_backup
        if last is None:
            return "no backup yet: f6 makes one", True
        days = (self.today() - last[0].date()).days
        when = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
        late = days > OVERDUE_DAYS
        return f"last verified backup {when}" + (": f6 makes one" if late else ""), late

    def _erase(self, patients: Sequence[PatientId], reason: str) -> None:
        """Destroys charts here and in the backup that was proved last."""
        self._signature()
        if len(reason.strip()) < REASON_LENGTH:
            raise refuse(f"Erasing needs a reason of {REASON_LENGTH} letters or more.")
        last = self.last_backup
        with said():
            for patient_id in patients:
                # The reason is the clinic's, so it stands in the clinic's history.
                self._files.erase(patient_id, self._act("erased", reason.strip()))
        if last is None:
            return
        try:
            self.back_up(last[1])
        except DeskError as error:
            raise DeskError(
                "Erased here",
                f"Erased here, but not in the backup {last[1]}: {error.sentence} "
                "Make a backup into that file once it can be reached.",
            ) from error

    @classmethod
    def restore(
        cls,
        path: Path,
        folder: Path,
        passphrase: str,
        clinician: str | None = None,
        *,
        clock: Clock = system_clock,
    ) -> Self:
        """Restores a backup into an empty folder, opens it and looks at every byte.

        Raises:
            DeskError: not empty, no backup, not its passphrase, or something is damaged; named.
        """
        from clinic_tui.store import backup

        with said():
            backup.put_keys(path, folder)
            key_file = KeyFile(folder)
            try:
                people = key_file.people()
                who = clinician or (people[0] if people else "")
                opened = key_file.open_to_all() or key_file.unlock(who, passphrase)
                keys = Keys(folder, opened)
                backup.restore(path, folder, keys)
            except StoreError:
                _empty(folder)
                raise
            desk = cls(ChartFiles(folder, keys), folder, clock=clock, clinician=who or None)
        desk.problems = desk.verify().problems
        desk._note("restored", note=f"from a backup; {len(desk.problems)} problems")
        return desk


def _empty(folder: Path) -> None:
    """Takes back what a restore that failed has written."""
    import shutil

    for each in folder.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        else:
            each.unlink()
