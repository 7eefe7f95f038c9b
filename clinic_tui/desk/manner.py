"""How a paper is made, where more than one way is offered: its language, a diary to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_tui.desk.errors import refuse

if TYPE_CHECKING:
    from clinic_tui.desk.kinds import PaperKind


@dataclass(frozen=True, slots=True)
class Manner:
    """What may be asked of a paper beside whose and which."""

    language: str = ""
    """Of a paper that speaks the patient's language: the patient's, else the clinic's."""
    fillable: bool = False
    """Whether the diary of a plan can be filled in on a screen."""


USUAL = Manner()


def check(kind: PaperKind, manner: Manner) -> None:
    """Passes if a paper of this kind can be made so.

    Raises:
        Refused: it is in English only, or it has no diary.
    """
    if manner.language not in ("", "en") and not kind.spoken:
        raise refuse(f"A {kind.title.lower()} is in English only; nothing was made.")
    if manner.fillable and not kind.has_diary:
        raise refuse(f"A {kind.title.lower()} has no diary to fill in; nothing was made.")
