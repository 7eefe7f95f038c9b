"""The cells of the sheet and the mark that goes through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.reading import MeasureId
from clinic_tui.model.words import Injured, Side
from clinic_tui.ui.record import Cell


class Cells:
    """Rows of measures by columns of sides, and the cell that takes the next key."""

    def __init__(self, injured: Injured) -> None:
        first = injured.sides[0]
        self.sides = (first, first.other)
        """The columns: the injured side first; where both are, left and right."""
        self.rows: tuple[Measure, ...] = ()
        self.all: list[Cell] = []
        """Every cell in the order in which enter goes through them."""
        self._at = 0

    def lay_out(self, rows: Sequence[Measure]) -> None:
        """Takes other rows and stays at the cell of the next key where it is still there."""
        here = self.all[self._at] if self.all else None
        self.rows = tuple(rows)
        self.all = [(row.id, side) for row in self.rows for side in self.sides_of(row)]
        self._at = self.all.index(here) if here in self.all else 0

    def sides_of(self, measure: Measure) -> tuple[Side, ...]:
        """The sides that a row is read on."""
        return self.sides if measure.sided else (Side.NONE,)

    @property
    def here(self) -> Cell:
        """The cell that takes the next key."""
        return self.all[self._at]

    @property
    def row(self) -> Measure:
        """The measure of that cell."""
        return next(row for row in self.rows if row.id == self.here[0])

    def go(self, measure: MeasureId, side: Side) -> None:
        """Goes to a cell, or to the first one of its row."""
        wanted = (measure, side)
        mine = [cell for cell in self.all if cell[0] == measure]
        self._at = self.all.index(wanted if wanted in mine else mine[0])

    def across(self, by: int) -> None:
        """Goes to a neighbouring cell in the order of enter."""
        self._at = max(0, min(len(self.all) - 1, self._at + by))

    def down(self, by: int) -> None:
        """Goes to another row and keeps the side where the row has it."""
        _, side = self.here
        index = max(0, min(len(self.rows) - 1, self.rows.index(self.row) + by))
        self.go(self.rows[index].id, side)

    def next_where(self, wanted: Callable[[Cell], object]) -> bool:
        """Goes to the next cell of a kind, round the end; whether there is another one."""
        for step in range(1, len(self.all)):
            index = (self._at + step) % len(self.all)
            if wanted(self.all[index]):
                self._at = index
                return True
        return False
