"""Which papers there are: one list, read by commands, desk and screen alike.

It is read before anything else is loaded, so it names functions instead of importing them.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_tui.desk.deciding import Case
    from clinic_tui.model.person import Clinic

Kind = Literal["progress", "plan", "letter", "clearance", "coach"]


class Maker(Protocol):
    """Makes a paper, or refuses."""

    def __call__(
        self,
        case: Case,
        clinic: Clinic,
        made_at: datetime,
        *,
        watermark: bool,
        history: str = "",
    ) -> bytes:
        """The paper as a PDF."""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper that can be asked for."""

    id: Kind
    key: str
    """What makes it on the screen."""
    title: str
    reader: str
    tells: str
    """What it holds, in a line."""
    function: str
    """Where its maker is, as `package.module:name`."""
    needs_numbers: bool = False
    """Whether it may allow nothing without the clinic's telephone numbers."""

    @property
    def make(self) -> Maker:
        """The function that makes it."""
        found: Maker = pkgutil.resolve_name(self.function)
        return found


_HERE = "clinic_tui.desk.handing_out"
KINDS: tuple[PaperKind, ...] = (
    PaperKind(
        id="progress",
        key="p",
        title="Progress report",
        reader="clinician",
        tells="Readiness as it was signed, and what changed",
        function=f"{_HERE}:progress",
    ),
    PaperKind(
        id="plan",
        key="l",
        title="Patient's plan",
        reader="runner",
        tells="Dated sessions for the runner",
        function=f"{_HERE}:plan",
        needs_numbers=True,
    ),
    PaperKind(
        id="letter",
        key="t",
        title="Doctor's letter",
        reader="doctor",
        tells="The conclusion, what is asked, the measures",
        function=f"{_HERE}:letter",
    ),
    PaperKind(
        id="clearance",
        key="c",
        title="Clearance letter",
        reader="club, race or employer",
        tells="Cleared or not, until when, by whom",
        function=f"{_HERE}:clearance",
    ),
    PaperKind(
        id="coach",
        key="h",
        title="Coach's card",
        reader="coach",
        tells="May, must not, stop at; nothing of why",
        function=f"{_HERE}:coach",
        needs_numbers=True,
    ),
)


def paper_kind(name: Kind) -> PaperKind:
    """A kind by its name."""
    return next(kind for kind in KINDS if kind.id == name)
