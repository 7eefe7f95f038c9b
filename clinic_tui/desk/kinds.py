"""Which papers there are: one list, read by commands, desk and screen alike.

It is read before anything else is loaded, so it names functions instead of importing them.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from clinic_tui.model.words import Reader

if TYPE_CHECKING:
    from datetime import date, datetime

    from clinic_tui.desk.deciding import Case
    from clinic_tui.model.issued import Rests
    from clinic_tui.model.person import Clinic


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
        code: str = "",
    ) -> bytes:
        """The paper as a PDF; its code is one of its own unless the clinic gives one."""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper that can be asked for."""

    id: str
    key: str
    """What makes it on the screen."""
    title: str
    reader: Reader
    """Whom it usually goes to."""
    tells: str
    """What it holds, in a line."""
    function: str
    """Where its maker is, as `package.module:name`."""
    grounded_by: str
    """Where that is which says what it rests on."""

    @property
    def make(self) -> Maker:
        """The function that makes it."""
        found: Maker = pkgutil.resolve_name(self.function)
        return found

    @property
    def grounds(self) -> Founder:
        """The function that says what it rests on."""
        found: Founder = pkgutil.resolve_name(self.grounded_by)
        return found


_HERE: Final = "clinic_tui.desk.handing_out"
KINDS: Final[tuple[PaperKind, ...]] = (
    PaperKind(
        id="progress",
        key="p",
        title="Progress report",
        reader=Reader.CLINICIAN,
        tells="Readiness as it was signed, and what changed",
        function=f"{_HERE}:progress",
        grounded_by=f"{_HERE}:progress_grounds",
    ),
    PaperKind(
        id="plan",
        key="l",
        title="Patient's plan",
        reader=Reader.RUNNER,
        tells="Dated sessions for the runner",
        function=f"{_HERE}:plan",
        grounded_by=f"{_HERE}:plan_grounds",
    ),
)


def paper_kind(name: str) -> PaperKind:
    """A kind by its name.

    Raises:
        KeyError: there is none.
    """
    return {kind.id: kind for kind in KINDS}[name]
