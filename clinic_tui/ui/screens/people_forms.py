"""Forms about the clinic and its people: particulars, somebody new, a role, a first passphrase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pydantic import ValidationError

from clinic_tui.desk.errors import refuse
from clinic_tui.model.person import Clinician
from clinic_tui.model.words import Role
from clinic_tui.ui.screens.first_start import CLINIC, clinic_of, twice
from clinic_tui.ui.screens.form import FormScreen
from clinic_tui.ui.typed import language_word, one_of, spoken, verbatim
from clinic_tui.ui.widgets.form import Field, Section
from clinic_tui.ui.widgets.lines import SOFT, Line

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk

TOO_LONG = "A text here is too long or cannot be stored; 500 characters."
ROLE = Field(
    "role",
    "Role",
    "physiotherapist, physician or assistant; an assistant records and cannot sign",
    one_of(Role),
    needed=True,
)
REGISTRATION = Field("registration", "Registration", "number in the register, if there is one")
FIRST_PASSPHRASE = Section(
    "First passphrase",
    (
        Field(
            "passphrase",
            "Passphrase",
            "typed by whoever will use it; 10 letters or more, four words are a good one",
            verbatim,
            needed=True,
            secret=True,
        ),
        Field("again", "Once more", "the same again", verbatim, needed=True, secret=True),
    ),
)


class ParticularsForm(FormScreen[str]):
    """Name, address and numbers of the clinic, as papers carry them; returns the name."""

    TITLED = "The clinic"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def about(self) -> Iterable[Line]:
        """From when it holds."""
        return [("Papers made from now on carry this; those in hand keep what they say.", SOFT)]

    def sections(self) -> tuple[Section, ...]:
        """As at the first start."""
        return (CLINIC,)

    def starts(self) -> Mapping[str, str]:
        """As they are."""
        clinic = self._desk.clinic
        return {
            "clinic": clinic.name,
            "address": clinic.address,
            "telephone": clinic.telephone,
            "out_of_hours": clinic.out_of_hours,
            "emergency": clinic.emergency,
            "time_zone": clinic.time_zone,
            "language": language_word(clinic.language),
        }

    def save(self, values: dict[str, object]) -> str:
        """Puts them right."""
        named = {key: str(value or "") for key, value in values.items()}
        try:
            clinic = clinic_of(named)
        except ValidationError:
            raise refuse(TOO_LONG) from None
        self._desk.revise_clinic(clinic)
        return clinic.name


class AddPersonForm(FormScreen[str]):
    """Somebody new works here; returns the name."""

    TITLED = "Somebody new in the clinic"
    WAITS = "Keeping: a second or two …"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def sections(self) -> tuple[Section, ...]:
        """Who, and a first passphrase."""
        name = Field("name", "Name", "as it is signed; nobody else's here", needed=True)
        return Section("The person", (name, ROLE, REGISTRATION)), FIRST_PASSPHRASE

    def save(self, values: dict[str, object]) -> str:
        """Adds the person."""
        passphrase = _twice(values)
        clinician = _clinician(str(values["name"] or ""), values)
        self._desk.add_clinician(clinician, passphrase)
        return clinician.name


class RevisePersonForm(FormScreen[str]):
    """Role and registration of somebody; the name stays, as what was signed names it."""

    def __init__(self, desk: Desk, clinician: Clinician) -> None:
        super().__init__()
        self._desk = desk
        self._clinician = clinician
        self.TITLED = clinician.name

    def about(self) -> Iterable[Line]:
        """What stays."""
        return [("What was signed keeps the role and registration that it was signed by.", SOFT)]

    def sections(self) -> tuple[Section, ...]:
        """Role and registration."""
        return (Section("The person", (ROLE, REGISTRATION)),)

    def starts(self) -> Mapping[str, str]:
        """As they are."""
        who = self._clinician
        return {"role": spoken(who.role), "registration": who.registration}

    def save(self, values: dict[str, object]) -> str:
        """Puts it right."""
        new = _clinician(self._clinician.name, values)
        self._desk.revise_clinician(new.name, new.role, new.registration)
        return new.name


class GivePassphraseForm(FormScreen[str]):
    """A first passphrase for somebody who has none."""

    WAITS = "Keeping: a second or two …"

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._whose = name
        self.TITLED = f"A passphrase for {name}"

    def sections(self) -> tuple[Section, ...]:
        """Twice the same."""
        return (FIRST_PASSPHRASE,)

    def save(self, values: dict[str, object]) -> str:
        """Gives it."""
        self._desk.give_passphrase(self._whose, _twice(values))
        return self._whose


def _twice(values: Mapping[str, object]) -> str:
    return twice({key: str(value or "") for key, value in values.items()})


def _clinician(name: str, values: Mapping[str, object]) -> Clinician:
    try:
        return Clinician(
            name=name,
            role=Role(str(values["role"])),
            registration=str(values["registration"] or ""),
        )
    except ValidationError:
        raise refuse(TOO_LONG) from None
