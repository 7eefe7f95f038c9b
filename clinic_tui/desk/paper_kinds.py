"""The papers there are: one record each. Screens, commands and the desk know no others.

It is read before anything else is loaded, so it names functions instead of importing them.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal, Protocol

from clinic_tui.model.words import Reader

if TYPE_CHECKING:
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


class Draw(Protocol):
    """Draws a paper from a case, or refuses."""

    def __call__(
        self,
        case: Case,
        clinic: Clinic,
        made_at: datetime,
        *,
        watermark: bool,
        history: str = "",
        code: str = "",
    ) -> bytes:
        """The paper as a PDF; its code is one of its own unless the clinic gives one."""
        ...


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper."""

    id: Kind
    title: str
    key: str
    """On the tab of papers."""
    about: str
    """What it holds, in a line."""
    reader: Reader
    """Whom it usually goes to."""
    needs_numbers: bool = False
    """Whether it may allow nothing without the clinic's telephone numbers."""

    @property
    def draw(self) -> Draw:
        """What draws it."""
        found: Draw = pkgutil.resolve_name(f"{_HERE}:{self.id}")
        return found

    @property
    def grounds(self) -> Callable[[Case], Grounds]:
        """What it would rest on now; refuses where there may be none, and says why."""
        found: Callable[[Case], Grounds] = pkgutil.resolve_name(f"{_HERE}:{self.id}_grounds")
        return found


_HERE: Final = "clinic_tui.desk.handing_out"
KINDS: Final = (
    PaperKind(
        "progress",
        "Progress report",
        "p",
        "Readiness as it was signed, and what changed",
        Reader.DOCTOR,
    ),
    PaperKind(
        "plan",
        "Patient's plan",
        "l",
        "Dated sessions for the runner",
        Reader.RUNNER,
        needs_numbers=True,
    ),
    PaperKind(
        "letter",
        "Doctor's letter",
        "r",
        "The conclusion, what is asked, the measures",
        Reader.DOCTOR,
    ),
    PaperKind(
        "clearance",
        "Clearance letter",
        "c",
        "Cleared or not, until when, by whom",
        Reader.RUNNER,
    ),
    PaperKind(
        "coach",
        "Coach's card",
        "h",
        "May, must not, stop at; nothing of why",
        Reader.COACH,
        needs_numbers=True,
    ),
)


def kind_of(name: str) -> PaperKind:
    """The kind of an id.

    Raises:
        KeyError: there is none.
    """
    named: dict[str, PaperKind] = {kind.id: kind for kind in KINDS}
    return named[name]
