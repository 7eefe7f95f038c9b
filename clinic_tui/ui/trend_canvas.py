"""A picture in cells: lines of braille dots, marks that snap to a cell, a band behind them.

A cell has one colour, so what is drawn later wins its cell: the target first, then the other
side, then the injured one, so that the injured side is never hidden.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from clinic_tui.ui.widgets.lines import LEAD, SOFT, Line, line

ACROSS, DOWN = 2, 4
"""Dots of a cell."""
_BLANK = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot, by row and column."""
BREAK, DASH = "╎", "╌"


@dataclass(slots=True)
class Spot:
    """What stands in one cell."""

    dots: int = 0
    mark: str = ""
    style: str = ""
    layer: int = -1


class Canvas:
    """Cells that lines and marks are drawn into."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._spots = [[Spot() for _ in range(width)] for _ in range(height)]
        self._banded = range(0)
        self._from = 0

    def band(self, top: int, bottom: int, column: int) -> None:
        """Tints the rows from one to another, to the right of a column."""
        self._banded, self._from = range(top, bottom + 1), column

    def dashes(self, row: int, layer: int) -> None:
        """A line across of dashes, a row high."""
        for column in range(self.width):
            self.mark(column, row, DASH, SOFT, layer)

    def stroke(
        self, start: tuple[int, int], end: tuple[int, int], style: str, layer: int, *, thick: bool
    ) -> None:
        """A line between the middles of two cells, given as column and row."""
        x0, y0 = start[0] * ACROSS + 1, start[1] * DOWN + 1
        x1, y1 = end[0] * ACROSS, end[1] * DOWN + 1
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(steps + 1):
            x = x0 + round((x1 - x0) * step / steps)
            y = y0 + round((y1 - y0) * step / steps)
            self._dot(x, y, style, layer)
            if thick:
                self._dot(x, y + 1, style, layer)

    def mark(self, column: int, row: int, sign: str, style: str, layer: int) -> None:
        """A sign in a cell; one of the same layer or a later one wins."""
        spot = self._spots[row][column]
        if layer >= spot.layer:
            spot.mark, spot.dots, spot.style, spot.layer = sign, 0, style, layer

    def fence(self, column: int, layer: int) -> None:
        """A line down, where values left and right of it may not be compared."""
        for row in range(self.height):
            self.mark(column, row, BREAK, SOFT, layer)

    def rows(self) -> list[Content]:
        """The picture, a line a row."""
        return [self._row(row) for row in range(self.height)]

    def _row(self, row: int) -> Content:
        cells: list[Line] = []
        for column, spot in enumerate(self._spots[row]):
            banded = row in self._banded and column >= self._from
            ground = " on $band" if banded else ""
            text = spot.mark or (chr(_BLANK + spot.dots) if spot.dots else " ")
            cells.append((text, (spot.style or LEAD) + ground))
        return line(*cells)

    def _dot(self, x: int, y: int, style: str, layer: int) -> None:
        column, row = x // ACROSS, y // DOWN
        if not (0 <= column < self.width and 0 <= row < self.height):
            return
        spot = self._spots[row][column]
        if layer < spot.layer:
            return
        if layer > spot.layer:
            spot.mark, spot.dots, spot.layer = "", 0, layer
        spot.dots |= _DOTS[y % DOWN][x % ACROSS]
        spot.style = style
