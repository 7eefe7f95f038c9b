"""The sheet of an assessment: rows of measures, columns of sides, one cell that takes the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    LEAD,
    RULE,
    SOFT,
    WARN,
    Content,
    Line,
    fit,
    line,
)

CELL, OLD = 15, 8
TEXT_KEYS = frozenset("0123456789.,-pf")


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell as it is drawn."""

    text: str = ""
    last: str = ""
    exists: bool = True
    injured: bool = False
    here: bool = False
    waiting: str = ""
    """What a typed row would write here."""
    trouble: bool = False
    not_done: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """One measure as it is drawn."""

    code: str
    name: str
    cells: tuple[CellView, CellView]
    gap: str = ""
    gap_bad: bool = False


@dataclass(frozen=True, slots=True)
class SheetView:
    """All that the sheet shows."""

    columns: tuple[str, str] = ("", "")
    """LEFT and RIGHT in the order of the columns."""
    injured: tuple[bool, bool] = (True, False)
    dates: str = ""
    groups: Sequence[tuple[str, Sequence[RowView]]] = field(default_factory=tuple)


class Sheet(ScrollView, can_focus=True):
    """Draws the rows and passes the keys of the cell on."""

    class Typed(Message):
        """A key that belongs to the text of the cell."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._view = SheetView()
        self._lines: list[Content] = []
        self._here = 0

    def show(self, view: SheetView) -> None:
        """Replaces what the sheet shows and keeps the cell of the next key in sight."""
        self._view = view
        self._draw()

    def on_resize(self) -> None:
        """Columns follow the width."""
        self._draw()

    @property
    def name_width(self) -> int:
        """Cells for the names of the measures."""
        return max(14, min(30, self.size.width - 6 - 2 * (CELL + OLD + 2) - 10))

    def heading(self) -> list[Content]:
        """The two lines over the columns."""
        view, name = self._view, self.name_width
        styles = ["bold $lead" if injured else BOLD for injured in view.injured]
        words = ["INJURED " if injured else "other " for injured in view.injured]
        gap = ("", INK)
        return [
            line(
                fit("", 6 + name),
                fit(words[0], CELL + 1, styles[0] if view.injured[0] else SOFT, ">"),
                fit("", OLD + 2),
                fit(words[1], CELL + 1, styles[1] if view.injured[1] else SOFT, ">"),
                gap,
            ),
            line(
                fit("", 6),
                fit(view.dates, name, SOFT),
                fit(view.columns[0] + " ", CELL + 1, styles[0], ">"),
                fit("last", OLD, SOFT, ">"),
                "  ",
                fit(view.columns[1] + " ", CELL + 1, styles[1], ">"),
                fit("last", OLD, SOFT, ">"),
                "  ",
                fit("gap", 8, SOFT, ">"),
            ),
        ]

    def _draw(self) -> None:
        lines: list[Content] = []
        for heading, rows in self._view.groups:
            lines.append(line((heading, HEAD)))
            for row in rows:
                if any(cell.here for cell in row.cells):
                    self._here = len(lines)
                lines.append(self._row(row))
            lines.append(line(""))
        self._lines = lines[:-1]
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.scroll_to_region(
            Region(0, max(0, self._here - 2), 1, 5), animate=False, immediate=True
        )
        self.refresh()

    def _row(self, row: RowView) -> Content:
        here = any(cell.here for cell in row.cells)
        parts: list[Line] = [
            ("› " if here else "  ", "bold $lead"),
            fit(row.code, 5, LEAD),
            fit(row.name, self.name_width - 1, BOLD if here else INK),
        ]
        for cell in row.cells:
            parts += [self._cell(cell), fit(cell.last, OLD, SOFT, ">"), "  "]
        parts.append(fit(row.gap, 8, "bold $warn" if row.gap_bad else INK, ">"))
        return line(*parts)

    def _cell(self, cell: CellView) -> Line:
        width = CELL + 1
        if not cell.exists:
            return fit("", width)
        if cell.waiting:
            return fit(cell.waiting + " ", width, "italic bold $lead on $band", ">")
        if cell.here:
            text = _end_of(cell.text, width - 1) + ("▏" if self.has_focus else " ")
            style = "bold reverse $lead" if self.has_focus else "bold $lead on $pick"
            return fit(text, width, style, ">")
        if cell.trouble:
            return fit(f"{_end_of(cell.text.rstrip(), width - 2)} !", width, "bold $warn", ">")
        if not cell.text:
            return fit("· ", width, RULE, ">")
        if cell.not_done:
            return fit(cell.text + " ", width, WARN, ">")
        return fit(cell.text + " ", width, BOLD if cell.injured else INK, ">")

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        index, width = y + self.scroll_offset.y, self.size.width
        if index >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        strips = Visual.to_strips(
            self, self._lines[index], width, 1, self.visual_style, apply_selection=False, pad=True
        )
        return strips[0].crop(0, width) if strips else Strip.blank(width, self.rich_style)

    def on_focus(self) -> None:
        """The cell of the next key is drawn otherwise."""
        self._draw()

    def on_blur(self) -> None:
        """The command line has the keys."""
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Passes on what belongs to the cell; all else is a command."""
        key = event.character if event.character in TEXT_KEYS else event.key
        if key in TEXT_KEYS or key in {
            "space",
            "backspace",
            "up",
            "down",
            "left",
            "right",
            "tab",
            "shift+tab",
            "pageup",
            "pagedown",
            "home",
            "end",
        }:
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(key))


def _end_of(text: str, width: int) -> str:
    """The end of a text that is too long for its cell: the next digit must be seen."""
    return text if len(text) <= width else "…" + text[-(width - 1) :]
