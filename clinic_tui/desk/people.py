"""People at the desk: who works here, in which role, and who has a passphrase."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from clinic_tui.desk.door import DoorDesk, check_length, zone_of
from clinic_tui.desk.errors import refuse, said
from clinic_tui.model.person import Clinic, Clinician
from clinic_tui.model.words import Role
from clinic_tui.store.errors import MissingError
from clinic_tui.store.key_file import Cost, KeyFile, calibrated
from clinic_tui.store.repository import ClinicRecord


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works here, or did."""

    clinician: Clinician
    passphrase: bool
    """Whether a passphrase of hers opens the clinic."""
    here: bool
    """Whether it is the person at this window."""


class PeopleDesk(DoorDesk):
    """The verbs of the clinic's people; a physiotherapist or physician does them."""

    def members(self) -> tuple[Member, ...]:
        """Everybody in the clinic, in the order they came.

        Raises:
            DeskError: the clinic's file or its key file is damaged.
        """
        with said():
            record = self._store.clinic()
            able = self._able()
        self.clinicians = record.clinicians
        return tuple(
            Member(each, each.name in able, each.name == self.clinician.name)
            for each in record.clinicians
        )

    def add_clinician(self, clinician: Clinician, passphrase: str) -> tuple[Clinician, ...]:
        """Takes somebody into the clinic, with a first passphrase; it costs what one's own does.

        Raises:
            Refused: an assistant, a name that is here already, or a passphrase that is too short.
            NotSaved: the disk refused; said whether the person is in the clinic.
        """
        self._sealed()
        check_length(passphrase)
        with self._at_work:
            record = self._record()
            if _key(clinician.name) in {_key(each.name) for each in record.clinicians}:
                raise refuse(f"{clinician.name} works here already; names are told apart by them.")
            # The person first: a passphrase of nobody would open the clinic to nobody's name.
            people = (*record.clinicians, clinician)
            self._keep_people(record, people, "added clinician", clinician)
            self._set_first(clinician.name, passphrase)
            return people

    def revise_clinician(
        self, name: str, role: Role, registration: str = ""
    ) -> tuple[Clinician, ...]:
        """Puts somebody's role or registration right; what was signed keeps what it said.

        Raises:
            Refused: an assistant, nobody of that name, or nobody would be left who may sign.
        """
        self._signature()
        with self._at_work:
            record = self._record()
            before = _named(record, name)
            after = Clinician(name=before.name, role=role, registration=registration)
            people = tuple(after if each.name == name else each for each in record.clinicians)
            if before.may_sign and not after.may_sign and not self._signer_left(people):
                raise refuse(f"{name} is the last person here who may sign; add another one first.")
            self._keep_people(record, people, "revised clinician", after)
            self.clinician = _named(replace(record, clinicians=people), self.clinician.name)
            return people

    def revise_clinic(self, clinic: Clinic) -> None:
        """Puts the clinic's particulars right; papers made from now on carry them.

        Raises:
            Refused: an assistant, or a time zone that is not known.
            NotSaved: the disk refused.
        """
        self._signature()
        zone = zone_of(clinic)
        with self._at_work:
            with said():
                record = replace(self._store.clinic(), clinic=clinic)
                self._store.keep_clinic(record, self._act("revised clinic"))
            self.clinic, self._zone = clinic, zone

    def remove_passphrase(self, name: str) -> None:
        """Takes somebody's passphrase away; everything she entered keeps its author.

        Raises:
            Refused: an assistant, somebody without one, or nobody would be left who may sign.
        """
        self._sealed()
        with self._at_work:
            record = self._record()
            _named(record, name)
            if name not in self._able():
                raise refuse(f"{name} has no passphrase; nothing was changed.")
            if not self._signer_left(record.clinicians, but=name):
                raise refuse(
                    f"{name} is the last person with a passphrase who may sign; "
                    "give another one a passphrase first."
                )
            with said():
                KeyFile(self.folder).remove(name)
            self._note("removed passphrase", note=name)

    def give_passphrase(self, name: str, passphrase: str) -> None:
        """Gives a first passphrase to somebody of the clinic who has none.

        Raises:
            Refused: an assistant, nobody of that name, one who has one, or it is too short.
        """
        self._sealed()
        check_length(passphrase)
        with self._at_work:
            _named(self._record(), name)
            if name in self._able():
                raise refuse(f"{name} has a passphrase; only {name} changes it.")
            self._set_first(name, passphrase)
            self._note("gave passphrase", note=name)

    def _sealed(self) -> None:
        self._signature()
        if self.demo:
            raise refuse("The demo's key lies open, so nobody has a passphrase here.")

    def _record(self) -> ClinicRecord:
        with said():
            return self._store.clinic()

    def _able(self) -> tuple[str, ...]:
        """Who has a passphrase; nobody where the clinic is in memory or its key lies open."""
        key_file = KeyFile(self.folder)
        return key_file.people() if key_file.exists else ()

    def _signer_left(self, people: Iterable[Clinician], but: str = "") -> bool:
        able = self._able()
        # Without a key file nobody has a passphrase, and the role alone counts.
        return any(
            each.may_sign and each.name != but and (each.name in able or not able)
            for each in people
        )

    def _keep_people(
        self, record: ClinicRecord, people: tuple[Clinician, ...], what: str, about: Clinician
    ) -> None:
        act = self._act(what, f"{about.name}, {about.role}")
        with said():
            self._store.keep_clinic(replace(record, clinicians=people), act)
        self.clinicians = people

    def _set_first(self, name: str, passphrase: str) -> None:
        key_file = KeyFile(self.folder)
        with said():
            key_file.set_passphrase(self._files.keys.opened, name, passphrase, self._own_cost())

    def _own_cost(self) -> Cost:
        try:
            return KeyFile(self.folder).cost_of(self.clinician.name)
        except MissingError:
            return calibrated()


def _named(record: ClinicRecord, name: str) -> Clinician:
    for each in record.clinicians:
        if each.name == name:
            return each
    raise refuse("No clinician of that name works here.")


def _key(name: str) -> str:
    """A name as it is told apart: case, blanks and the way it was typed do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
