"""The patient's form: a new patient, or one put right; namesakes are asked back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from pydantic import ValidationError

from clinic_tui.desk.errors import refuse
from clinic_tui.model.person import Guardian, Patient, PatientId
from clinic_tui.ui.screens.form import FormScreen
from clinic_tui.ui.typed import DAY_HINT, day, language, language_word, of_these
from clinic_tui.ui.widgets.form import Field, Section

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk


class PatientForm(FormScreen[PatientId]):
    """A person comes into the clinic's care, or particulars are put right."""

    TITLED = "A new patient"

    def __init__(self, desk: Desk, known: Patient | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._known = known
        if known is not None:
            self.TITLED = f"The person, number {known.id}"
        self._asked_about: Patient | None = None

    def sections(self) -> tuple[Section, ...]:
        """Who it is; under 18 a guardian too."""
        hint = "letters, digits, dot and dash; a free one is proposed"
        number = () if self._known else (Field("id", "Number", hint, needed=True),)
        person = Section(
            "The person",
            (
                Field("family", "Family name", "or the only name", needed=True),
                Field("given", "Given name"),
                Field("born", "Born", DAY_HINT, day, needed=True),
                Field(
                    "sex",
                    "Sex",
                    "female, male or other; empty: not recorded",
                    of_these("female", "male", "other"),
                ),
                *number,
            ),
        )
        reached = Section(
            "How to reach them",
            (
                Field("telephone", "Telephone"),
                Field("email", "E-mail"),
                Field("address", "Address", "in one line"),
                Field("identifiers", "Other numbers", "of other systems, with commas between"),
                Field(
                    "language",
                    "Language",
                    "of the papers: english or german; empty: the clinic's",
                    language,
                ),
            ),
        )
        guardian = Section(
            "Guardian of a patient under 18",
            (
                Field("guardian", "Guardian", "name"),
                Field("guardian_telephone", "Guardian's telephone"),
            ),
            self._under_18,
        )
        return person, reached, guardian

    def starts(self) -> Mapping[str, str]:
        """A number that is free, or what is known of the person."""
        known = self._known
        if known is None:
            return {"id": self._desk.next_patient_id()}
        guardian = known.guardian
        return {
            "family": known.family_name,
            "given": known.given_name,
            "born": known.born.isoformat(),
            "sex": "" if known.sex == "not_recorded" else known.sex,
            "telephone": known.telephone,
            "email": known.email,
            "address": known.address,
            "identifiers": ", ".join(known.identifiers),
            "language": language_word(known.language),
            "guardian": guardian.name if guardian else "",
            "guardian_telephone": guardian.telephone if guardian else "",
        }

    def _under_18(self, values: Mapping[str, object]) -> bool:
        born, today = values.get("born"), self._desk.today()
        if not isinstance(born, date):
            return False
        return (born.year + 18, born.month, born.day) > (today.year, today.month, today.day)

    def save(self, values: dict[str, object]) -> PatientId:
        """Keeps the person; somebody who could be the same person is asked back once."""
        patient = _patient({"id": self._known.id, **values} if self._known else values)
        namesakes = self._desk.namesakes(patient)
        if namesakes and self._asked_about != patient:
            self._asked_about = patient
            known = "; ".join(f"{h.patient_id} {h.listed}, born {h.born}" for h in namesakes[:3])
            raise refuse(
                f"Could be the same person: {known}. Look there first; "
                "ctrl+s again keeps this as another person."
            )
        keep = self._desk.revise_patient if self._known else self._desk.new_patient
        return keep(patient).patient.id


def _patient(values: Mapping[str, object]) -> Patient:
    named = {key: str(value or "").strip() for key, value in values.items()}
    others = tuple(part.strip() for part in named["identifiers"].split(",") if part.strip())
    guardian = None
    if named.get("guardian"):
        guardian = Guardian(name=named["guardian"], telephone=named["guardian_telephone"])
    born = values["born"]
    assert isinstance(born, date)
    try:
        return Patient(
            id=PatientId(named["id"]),
            family_name=named["family"],
            given_name=named["given"],
            born=born,
            sex=named["sex"] or "not_recorded",
            telephone=named["telephone"],
            email=named["email"],
            address=named["address"],
            identifiers=others,
            guardian=guardian,
            language=named["language"],
        )
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        raise refuse(f"This cannot be kept as it is: {field.replace('_', ' ')}.") from None
