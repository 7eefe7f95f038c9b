"""First start: the clinic with its numbers, and the clinician who opens it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import refuse
from clinic_tui.model.person import Clinic, Clinician
from clinic_tui.model.words import Role
from clinic_tui.ui.screens.form import FormScreen
from clinic_tui.ui.typed import language, one_of, verbatim
from clinic_tui.ui.widgets.form import Field, Section
from clinic_tui.ui.widgets.lines import SOFT, Line

if TYPE_CHECKING:
    from clinic_tui.desk.clock import Clock

CLINIC = Section(
    "The clinic",
    (
        Field("clinic", "Name", "as it heads every paper", needed=True),
        Field("address", "Address", "in one line"),
        Field("telephone", "Telephone", "in hours", needed=True),
        Field(
            "out_of_hours",
            "Out of hours",
            "number for evenings and weekends; no plan prints without it",
            needed=True,
        ),
        Field("emergency", "Emergency", "number such as 112, 999 or 911", needed=True),
        Field(
            "time_zone",
            "Time zone",
            "such as Europe/London or Europe/Berlin; days and clearances are counted in it",
            needed=True,
        ),
        Field(
            "language",
            "Language",
            "of the papers for patients: english or german; empty: english",
            language,
        ),
    ),
)
CLINICIAN = Section(
    "You",
    (
        Field("name", "Your name", "as you sign", needed=True),
        Field(
            "role",
            "Role",
            "physiotherapist, physician or assistant; an assistant records and cannot sign",
            one_of(Role),
            needed=True,
        ),
        Field("registration", "Registration", "your number in the register, if you have one"),
    ),
)


PASSPHRASE = Section(
    "Your passphrase",
    (
        Field(
            "passphrase",
            "Passphrase",
            "10 letters or more; four words are a good one. Without it nobody reads a chart",
            verbatim,
            needed=True,
            secret=True,
        ),
        Field("again", "Once more", "the same again", verbatim, needed=True, secret=True),
    ),
)


class FirstStartScreen(FormScreen[Desk]):
    """Asked once; papers and signatures rest on it."""

    TITLED = "A new clinic"
    WAITS = "Making the key: a second or two …"

    def __init__(self, folder: Path, clock: Clock | None) -> None:
        super().__init__()
        self._folder = folder
        self._clock = clock

    def about(self) -> Iterable[Line]:
        """Where it is kept, and under what seal."""
        return [
            (f"kept in {self._folder}", SOFT),
            ("sealed there: only a passphrase or the recovery code opens it", SOFT),
        ]

    def sections(self) -> tuple[Section, ...]:
        """Clinic, clinician, passphrase."""
        return CLINIC, CLINICIAN, PASSPHRASE

    def save(self, values: dict[str, object]) -> Desk:
        """Sets the clinic up and opens it."""
        named = {key: str(value or "") for key, value in values.items()}
        passphrase = twice(named)
        try:
            clinic = clinic_of(named)
            clinician = Clinician(
                name=named["name"], role=Role(named["role"]), registration=named["registration"]
            )
        except ValidationError:
            raise refuse("A text here is too long or cannot be stored; 500 characters.") from None
        if self._clock is None:
            return Desk.first_start(self._folder, clinic, clinician, passphrase)
        return Desk.first_start(self._folder, clinic, clinician, passphrase, clock=self._clock)


def clinic_of(named: dict[str, str]) -> Clinic:
    """The clinic's particulars from the fields of its section.

    Raises:
        pydantic.ValidationError: a text is too long or cannot be stored.
    """
    return Clinic(
        name=named["clinic"],
        address=named["address"],
        telephone=named["telephone"],
        out_of_hours=named["out_of_hours"],
        emergency=named["emergency"],
        time_zone=named["time_zone"],
        language=named["language"] or "en",
    )


def twice(values: dict[str, str]) -> str:
    """The new passphrase that was typed twice.

    Raises:
        Refused: not the same twice.
    """
    if values["passphrase"] != values["again"]:
        raise refuse("The two passphrases differ; type the second one again.")
    return values["passphrase"]
