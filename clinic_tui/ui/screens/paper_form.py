"""A paper with more to it: for whom by name, under which password, with the clinic's seal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clinic_tui.desk.errors import refuse
from clinic_tui.desk.kinds import PaperKind
from clinic_tui.desk.manner import USUAL, Manner
from clinic_tui.desk.protecting import SHORTEST, Protection, check
from clinic_tui.model.words import Reader
from clinic_tui.ui.screens.form import FormScreen
from clinic_tui.ui.typed import one_of, verbatim, yes_no
from clinic_tui.ui.widgets.form import Field, Section
from clinic_tui.ui.widgets.lines import SOFT, Line

FILLABLE = Field(
    "fillable",
    "Diary on a screen",
    "yes: its boxes can be typed into, and printed too; no: for a pen",
    yes_no,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked of a paper."""

    to: Reader
    to_name: str
    protection: Protection
    manner: Manner = USUAL

    @property
    def reader(self) -> str:
        """Whom it is for, in words."""
        return self.to_name or self.to.words


class PaperForm(FormScreen[Wanted]):
    """Asked where whom and how is more than a choice."""

    def __init__(self, kind: PaperKind) -> None:
        super().__init__()
        self._kind = kind
        self.TITLED = kind.title

    def about(self) -> Iterable[Line]:
        """What becomes of what is entered."""
        return [("Whom it goes to is kept with the paper; the password is kept nowhere.", SOFT)]

    def sections(self) -> tuple[Section, ...]:
        """For whom, and how it is protected."""
        readers = ", ".join(each.value for each in Reader)
        return (
            Section(
                "For whom",
                (
                    Field("to", "Reader", f"one of {readers}", one_of(Reader), needed=True),
                    Field("name", "Name", "where it matters who; it does not stand on the paper"),
                ),
            ),
            Section(
                "How it goes",
                (
                    Field(
                        "password",
                        "Password",
                        f"{SHORTEST} letters or more; told by another way. Empty: none",
                        verbatim,
                        secret=True,
                    ),
                    Field("again", "Once more", "the same again", verbatim, secret=True),
                    Field(
                        "seal",
                        "Seal of the clinic",
                        "yes or no; it shows any later change, and is no person's signature",
                        yes_no,
                    ),
                    *((FILLABLE,) if self._kind.has_diary else ()),
                ),
            ),
        )

    def starts(self) -> Mapping[str, str]:
        """The usual reader."""
        usual = {"to": self._kind.reader.value, "seal": "no"}
        return usual | ({FILLABLE.key: "no"} if self._kind.has_diary else {})

    def save(self, values: dict[str, object]) -> Wanted:
        """Hands it back."""
        password = str(values["password"] or "")
        if password != str(values["again"] or ""):
            raise refuse("The two passwords differ; type the second one again.")
        protection = Protection(password, values["seal"] is True)
        check(protection)
        to = values["to"]
        assert isinstance(to, Reader)
        manner = Manner(fillable=values.get(FILLABLE.key) is True)
        return Wanted(to, str(values["name"] or ""), protection, manner)
