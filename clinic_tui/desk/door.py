"""The door: first start, passphrases, the recovery code, locking, sealing an older clinic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from clinic_tui.desk.clock import Clock, system_clock
from clinic_tui.desk.errors import refuse, said
from clinic_tui.desk.window import Window
from clinic_tui.model.person import Clinic, Clinician
from clinic_tui.store.attempts import Attempts
from clinic_tui.store.errors import WrongPassphraseError
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.founding import found, found_open
from clinic_tui.store.key_file import Cost, KeyFile, Unwrapped, calibrated
from clinic_tui.store.keys import Keys
from clinic_tui.store.repository import Act, ClinicRecord

if TYPE_CHECKING:
    from datetime import datetime

SHORTEST = 10
"""Characters of a passphrase, at least."""


class DoorDesk(Window):
    """Who may come in, and how a window is locked while nobody sits at it."""

    recovery_code = ""
    """Shown once after a first start and after it was made anew; typed back, it is forgotten."""

    @classmethod
    def exists(cls, folder: Path) -> bool:
        """Whether a clinic was set up in this folder."""
        return ChartFiles.is_clinic(folder)

    @classmethod
    def needs_sealing(cls, folder: Path) -> bool:
        """Whether the clinic in this folder is of the version that did not seal."""
        from clinic_tui.store import format1

        return format1.is_clinic(folder)

    @classmethod
    def people_of(cls, folder: Path) -> tuple[str, ...]:
        """Who can open the clinic by a passphrase; nobody where its key lies open.

        Raises:
            DeskError: no clinic here, or its key file is damaged.
        """
        with said():
            return KeyFile(folder).people()

    @classmethod
    def first_start(
        cls,
        folder: Path,
        clinic: Clinic,
        clinician: Clinician,
        passphrase: str = "",
        *,
        clock: Clock = system_clock,
        cost: Cost | None = None,
        demo: bool = False,
    ) -> Self:
        """Sets up a clinic with its first clinician and opens it.

        Args:
            folder: where.
            clinic: its particulars.
            clinician: who opens it.
            passphrase: the clinician's; a demo has none, and its key lies open.
            clock: what time it is.
            cost: of trying a passphrase; measured on this machine unless given.
            demo: whether all its patients are invented.

        Raises:
            Refused: the time zone is not known, or the passphrase is too short.
            Conflict: there is a clinic in this folder already.
            NotSaved: the disk refused.
        """
        zone = zone_of(clinic)
        record = ClinicRecord(clinic, (clinician,), demo)
        act = _act(clock, zone, clinician.name, "set up")
        if demo:
            with said():
                return cls(found_open(folder, record, act), folder, clock=clock)
        check_length(passphrase)
        with said():
            store, code = found(
                folder, record, clinician.name, passphrase, cost or calibrated(), act
            )
        desk = cls(store, folder, clock=clock, clinician=clinician.name)
        desk.recovery_code = code
        return desk

    @classmethod
    def open(
        cls,
        folder: Path,
        passphrase: str = "",
        *,
        clock: Clock = system_clock,
        clinician: str | None = None,
    ) -> Self:
        """Opens a clinic as one of its people, the first one unless named.

        Raises:
            DeskError: no clinic here, the passphrase does not open it, or a file is damaged.
        """
        with said():
            opened = KeyFile(folder).open_to_all() or cls._unlocked(
                folder, clinician, passphrase, clock
            )
            store = ChartFiles(folder, Keys(folder, opened))
        desk = cls(store, folder, clock=clock, clinician=opened.who or clinician)
        if not desk.demo:
            desk._came_in()
        return desk

    @classmethod
    def recover(
        cls,
        folder: Path,
        code: str,
        clinician: str,
        passphrase: str,
        *,
        clock: Clock = system_clock,
        cost: Cost | None = None,
    ) -> Self:
        """Opens a clinic by its recovery code and gives one of its people a new passphrase.

        Raises:
            DeskError: not the code, or nobody of that name works here.
            Refused: the passphrase is too short.
        """
        check_length(passphrase)
        with said():
            key_file = KeyFile(folder)
            opened = key_file.recover(code)
            store = ChartFiles(folder, Keys(folder, opened))
            desk = cls(store, folder, clock=clock, clinician=clinician)
            key_file.set_passphrase(opened, desk.clinician.name, passphrase, cost or calibrated())
        desk._came_in()
        desk._note("recovered", note="by the recovery code; a new passphrase was set")
        return desk

    @classmethod
    def seal(
        cls,
        folder: Path,
        passphrase: str,
        *,
        clock: Clock = system_clock,
        cost: Cost | None = None,
    ) -> Self:
        """Seals a clinic of the first version under its first clinician's passphrase.

        Raises:
            DeskError: a plain file is damaged; what is sealed stays, the rest is as it was.
            Refused: the passphrase is too short.
        """
        from clinic_tui.store import format1, migration

        check_length(passphrase)
        with said():
            record = format1.clinic(folder)
            who, key_file = record.clinicians[0].name, KeyFile(folder)
            zone = ZoneInfo(record.clinic.time_zone)
            act, code = _act(clock, zone, who, "sealed"), ""
            if key_file.exists:
                opened = key_file.unlock(who, passphrase)
            else:
                opened, code = key_file.create(who, passphrase, cost or calibrated())
            store = ChartFiles(folder, Keys(folder, opened))
            migration.seal_charts(folder, store, act)
            desk = cls(store, folder, clock=clock, clinician=who)
            desk.recovery_code = code or key_file.set_code(opened)
        return desk

    @property
    def locked(self) -> bool:
        """Whether the keys are out of memory."""
        return self._locked

    def lock(self) -> None:
        """Drops the keys: until somebody unlocks, nothing can be read or saved."""
        with self._at_work:
            if self.demo or self._locked:
                return
            self._note("locked")
            self._locked = True
            self._files.close()
            self._files.keys.drop()

    def unlock(self, passphrase: str, clinician: str | None = None) -> None:
        """Takes the keys up again, as the same person unless another is named.

        Raises:
            DeskError: the passphrase does not open the clinic.
        """
        who = clinician or self.clinician.name
        with said():
            opened = self._unlocked(self.folder, who, passphrase, self._clock)
        with self._at_work:
            self._files.keys.again(opened)
            self._locked = False
            self._become(who)
            self._came_in()

    def change_passphrase(self, old: str, new: str) -> None:
        """Gives the person at this window a new passphrase; no chart is rewritten.

        Raises:
            Refused: the new one is too short.
            DeskError: the old one is wrong.
        """
        check_length(new)
        who, attempts = self.clinician.name, Attempts(self.folder)
        with said():
            try:
                opened = self._files.keys.opened
                KeyFile(self.folder).change_passphrase(opened, who, old, new)
            except WrongPassphraseError:
                attempts.failed(self._clock(), who)
                raise
        self._note("changed passphrase")

    def new_recovery_code(self) -> str:
        """Makes a new recovery code; the printed one opens nothing any more.

        Raises:
            Refused: an assistant.
        """
        self._signature()
        if self.demo:
            raise refuse("The demo's key lies open; no code is needed.")
        with said():
            self.recovery_code = KeyFile(self.folder).set_code(self._files.keys.opened)
        self._note("new recovery code")
        return self.recovery_code

    def confirm_code(self, typed: str) -> bool:
        """Whether the recovery code was typed back as it is; then it is shown no more."""
        from clinic_tui.store.key_file import read_code

        try:
            right = read_code(typed) == read_code(self.recovery_code)
        except WrongPassphraseError:
            return False
        if right:
            self.recovery_code = ""
        return right

    @classmethod
    def _unlocked(
        cls, folder: Path, clinician: str | None, passphrase: str, clock: Clock
    ) -> Unwrapped:
        key_file, attempts = KeyFile(folder), Attempts(folder)
        people = key_file.people()
        who = clinician or (people[0] if people else "")
        if seconds := attempts.to_wait(clock()):
            raise refuse(f"Too many wrong passphrases; the next one counts in {seconds} seconds.")
        try:
            return key_file.unlock(who, passphrase)
        except WrongPassphraseError:
            attempts.failed(clock(), who)
            raise

    def _came_in(self) -> None:
        """Writes down who came in, and who tried before."""
        attempts = Attempts(self.folder)
        for at, who in attempts.all():
            self._note("failed unlock", note=f"tried as {who} at {at}")
        attempts.forget()
        self._note("unlocked")

    @property
    def _files(self) -> ChartFiles:
        if not isinstance(self._store, ChartFiles):
            raise refuse("This clinic is in memory only; it has no keys.")
        return self._store


def zone_of(clinic: Clinic) -> ZoneInfo:
    """The zone that the clinic's days are counted in.

    Raises:
        Refused: it is not known.
    """
    try:
        return ZoneInfo(clinic.time_zone)
    except (KeyError, ValueError, OSError):
        raise refuse("Unknown time zone; expected one such as Europe/Berlin.") from None


def check_length(passphrase: str) -> None:
    """Passes if a passphrase is long enough.

    Raises:
        Refused: it is not.
    """
    if len(passphrase) < SHORTEST:
        raise refuse(f"A passphrase has {SHORTEST} letters or more; four words are a good one.")


def _act(clock: Clock, zone: ZoneInfo, who: str, what: str) -> Act:
    at: datetime = clock().astimezone(zone).replace(microsecond=0)
    return Act(what, who, at)
