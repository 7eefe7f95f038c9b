"""Which papers there are: one list, read by commands, desk and screen alike.

It is read before anything else is loaded, so it names functions instead of importing them.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol

from clinic_tui.desk.manner import USUAL, Manner
from clinic_tui.model.words import Reader

if TYPE_CHECKING:
    from datetime import date, datetime

    from clinic_tui.desk.deciding import Case
    from clinic_tui.model.issued import Rests
    from clinic_tui.model.person import Clinic

Kind = Literal["progress", "plan", "letter", "clearance", "coach"]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a paper rests on at this moment."""

    rests_on: Rests
    until: date | None = None
    """Its last valid day."""
    version: int | None = None
    """Of what it shows; without one, papers of the kind are counted."""


class Founder(Protocol):
    """Says what a paper would rest on now, or refuses."""

    def __call__(self, case: Case) -> Grounds:
        """The grounds."""


@dataclass(frozen=True, slots=True)
class Order:
    """A paper that is asked for: of what, by whom, when, and with which marks."""

    case: Case
    clinic: Clinic
    """Heads every page."""
    made_at: datetime
    """Clinic time; the paper's only date."""
    watermark: bool
    """Whether the patient is invented, which every page then says."""
    history: str = ""
    """The head of the clinic's history, for the foot of each page."""
    code: str = ""
    """The short code it is issued under; one of its own unless given."""
    manner: Manner = USUAL


class Maker(Protocol):
    """Makes a paper, or refuses."""

    def __call__(self, order: Order) -> bytes:
        """The paper as a PDF."""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper that can be asked for."""

    id: Kind
    key: str
    """What makes it on the screen."""
    title: str
    reader: Reader
    """Whom it usually goes to."""
    tells: str
    """What it holds, in a line."""
    needs_numbers: bool = False
    """Whether it may allow nothing without the clinic's telephone numbers."""
    spoken: bool = False
    """Whether it speaks the patient's language; clinicians' papers are in English."""
    has_diary: bool = False
    """Whether the runner writes in it."""
    shows_plan: bool = False
    """Whether it says what the plan says, where one stands."""

    @property
    def make(self) -> Maker:
        """The function that makes it."""
        found: Maker = pkgutil.resolve_name(f"{_HERE}:{self.id}")
        return found

    @property
    def grounds(self) -> Founder:
        """The function that says what it rests on."""
        found: Founder = pkgutil.resolve_name(f"{_HERE}:{self.id}_grounds")
        return found


_HERE: Final = "clinic_tui.desk.handing_out"
KINDS: Final[tuple[PaperKind, ...]] = (
    PaperKind(
        id="progress",
        key="p",
        title="Progress report",
        reader=Reader.CLINICIAN,
        tells="Readiness as it was signed, and what changed",
    ),
    PaperKind(
        id="plan",
        key="l",
        title="Patient's plan",
        reader=Reader.RUNNER,
        tells="Dated sessions for the runner",
        needs_numbers=True,
        spoken=True,
        has_diary=True,
        shows_plan=True,
    ),
    PaperKind(
        id="letter",
        key="t",
        title="Doctor's letter",
        reader=Reader.DOCTOR,
        tells="The conclusion, what is asked, the measures",
    ),
    PaperKind(
        id="clearance",
        key="c",
        title="Clearance letter",
        reader=Reader.CLUB,
        tells="Cleared or not, until when, by whom",
        spoken=True,
    ),
    PaperKind(
        id="coach",
        key="h",
        title="Coach's card",
        reader=Reader.COACH,
        tells="May, must not, stop at; nothing of why",
        needs_numbers=True,
        spoken=True,
        shows_plan=True,
    ),
)


def paper_kind(name: str) -> PaperKind:
    """A kind by its name.

    Raises:
        KeyError: there is none.
    """
    named: dict[str, PaperKind] = {kind.id: kind for kind in KINDS}
    return named[name]
