"""Keeping what is half typed: on the disk within two seconds, and back in its cell afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.timer import Timer

from clinic_tui.model.reading import MeasureId
from clinic_tui.model.words import Side
from clinic_tui.ui.latest import Latest
from clinic_tui.ui.record import Cell

if TYPE_CHECKING:
    from typing import Any

    from clinic_tui.desk.desk import Desk
    from clinic_tui.desk.errors import DeskError
    from clinic_tui.model.person import PatientId

AFTER = 1.0
"""Seconds after the first key that is not on the disk yet."""
LINE = "line"
DRAFT = "draft"


class HalfTyped:
    """The texts of cells and of the command line that are in no draft yet."""

    def __init__(
        self, screen: Screen[Any], desk: Desk, patient_id: PatientId, draft_id: str
    ) -> None:
        self._screen = screen
        self._desk = desk
        self._patient_id = patient_id
        self._draft_id = draft_id
        self._timer: Timer | None = None
        self._kept: dict[str, str] = {}
        self._now: dict[str, str] = {}
        self._latest: Latest[dict[str, str], None] = Latest(
            screen, self._write, self._done, self._failed
        )

    def found(self) -> tuple[dict[Cell, str], str]:
        """What was left in the cells and on the line of this draft."""
        texts = self._desk.half_typed(self._patient_id)
        if texts.pop(DRAFT, "") != self._draft_id:
            return {}, ""
        self._kept = self._now = dict(texts)
        line = texts.pop(LINE, "")
        return {_cell(name): text for name, text in texts.items()}, line

    def note(self, cells: Mapping[Cell, str], line: str) -> None:
        """Keeps these soon, where they are others than those that are kept."""
        self._now = {_name(cell): text for cell, text in cells.items() if text.strip()}
        if line:
            self._now[LINE] = line
        if self._now != self._kept and self._timer is None:
            self._timer = self._screen.set_timer(AFTER, self._ask)

    def _ask(self) -> None:
        self._timer = None
        if self._now != self._kept:
            self._latest.ask(dict(self._now))

    def keep_now(self) -> None:
        """Keeps these at once."""
        if self._now != self._kept:
            self._write(dict(self._now))

    def _write(self, texts: dict[str, str]) -> None:
        marked = {**texts, DRAFT: self._draft_id} if texts else {}
        self._desk.keep_half_typed(self._patient_id, marked)
        self._kept = texts

    def _done(self, texts: dict[str, str], nothing: None) -> None:
        # More was typed while the disk was at work.
        self._ask()

    def _failed(self, texts: dict[str, str], error: DeskError) -> None:
        # The draft's own keeping says so on the screen; the next key tries again.
        self._timer = None


def _name(cell: Cell) -> str:
    return f"{cell[0]} {cell[1].value}"


def _cell(name: str) -> Cell:
    measure, _, side = name.rpartition(" ")
    return MeasureId(measure), Side(side)
