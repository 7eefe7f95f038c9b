"""People and their clinic."""

from __future__ import annotations

from datetime import date
from typing import Annotated, NewType

from pydantic import Field

from clinic_tui.model.strict import Moment, Name, Strict, Text
from clinic_tui.model.words import Role

PatientId = NewType("PatientId", str)
PatientNumber = Annotated[
    PatientId, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")
]


class Guardian(Strict):
    """Who answers for a patient under 18."""

    name: Name
    telephone: Text = ""


class Patient(Strict):
    """A person under care."""

    id: PatientNumber
    family_name: Name
    given_name: Text = ""
    born: date
    sex: Annotated[str, Field(pattern=r"^(female|male|other|not_recorded)$")] = "not_recorded"
    telephone: Text = ""
    email: Text = ""
    address: Text = ""
    identifiers: tuple[Name, ...] = ()
    """Numbers that other systems know the patient by."""
    guardian: Guardian | None = None
    language: Annotated[str, Field(pattern=r"^([a-z]{2})?$")] = ""
    """Of the patient's papers; the clinic's where it is empty."""

    @property
    def name(self) -> str:
        """The name in spoken order."""
        return f"{self.given_name} {self.family_name}" if self.given_name else self.family_name

    @property
    def listed(self) -> str:
        """The name as lists are sorted."""
        return f"{self.family_name}, {self.given_name}" if self.given_name else self.family_name

    def age_on(self, day: date) -> int:
        """Completed years on a day; someone born on 29 February has a birthday on 1 March."""
        before = (day.month, day.day) < (self.born.month, self.born.day)
        return day.year - self.born.year - before


class Clinician(Strict):
    """A member of the clinic."""

    name: Name
    role: Role
    registration: Text = ""

    @property
    def may_sign(self) -> bool:
        """An assistant records and cannot sign."""
        return self.role is not Role.ASSISTANT


class Signature(Strict):
    """Who stands for an entry, in which role, and when it was written."""

    name: Name
    role: Role
    registration: Text = ""
    at: Moment


class Clinic(Strict):
    """What the papers and the clock need to know of the clinic."""

    name: Name
    address: Text = ""
    telephone: Name
    out_of_hours: Name
    emergency: Name
    time_zone: Name
    keeps_by: Text = ""
    """Id of the rule by which records are kept; empty until somebody chose one."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "en"
