"""The papers there are: one record each. Screens, commands and the desk know no others.

What draws a paper is loaded only when it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from clinic_tui.model.words import Reader

if TYPE_CHECKING:
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


class Draw(Protocol):
    """Draws a paper from a case."""

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

    id: str
    title: str
    key: str
    """On the tab of papers."""
    about: str
    reader: Reader
    """Whom it usually goes to."""
    grounds: Callable[[Case], Grounds]
    """What it would rest on now; refuses where there may be none, and says why."""
    draw: Draw


def _progress_grounds(case: Case) -> Grounds:
    from clinic_tui.desk import handing_out

    return handing_out.progress_grounds(case)


def _progress(case: Case, clinic: Clinic, made_at: datetime, **imprint: Any) -> bytes:
    from clinic_tui.desk import handing_out

    return handing_out.progress(case, clinic, made_at, **imprint)


def _plan_grounds(case: Case) -> Grounds:
    from clinic_tui.desk import handing_out

    return handing_out.plan_grounds(case)


def _plan(case: Case, clinic: Clinic, made_at: datetime, **imprint: Any) -> bytes:
    from clinic_tui.desk import handing_out

    return handing_out.plan(case, clinic, made_at, **imprint)


KINDS: Final = (
    PaperKind(
        "progress",
        "Progress report",
        "p",
        "Readiness as it was signed",
        Reader.DOCTOR,
        _progress_grounds,
        _progress,
    ),
    PaperKind(
        "plan",
        "Patient's plan",
        "l",
        "Dated sessions for the runner",
        Reader.RUNNER,
        _plan_grounds,
        _plan,
    ),
)


def kind_of(name: str) -> PaperKind:
    """The kind of an id.

    Raises:
        KeyError: there is none.
    """
    return {kind.id: kind for kind in KINDS}[name]
