"""The sheet of an assessment: rows of measures, columns of sides, one cell that takes the keys."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from clinic_tui.ui.widgets.late_keys import passed_on
from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    LEAD,
    RULE,
    SOFT,
    WARN,
    Line,
    fit,
    line,
)

CODE, GAP = 5, 8
SPACIOUS = 110
"""Cells of width from which the columns are drawn apart."""
TEXT_KEYS = frozenset("0123456789.,-pfl")
MOST_PASTED = 60


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

    @property
    def here(self) -> bool:
        """Whether the next key, or a typed row, writes here."""
        return any(cell.here or cell.waiting for cell in self.cells)


@dataclass(frozen=True, slots=True)
class SheetView:
    """All that the sheet shows."""

    columns: tuple[str, str] = ("", "")
    """LEFT and RIGHT in the order of the columns."""
    injured: tuple[bool, bool] = (True, False)
    dates: str = ""
    groups: Sequence[tuple[str, Sequence[RowView]]] = ()


class Sheet(ScrollView, can_focus=True):
    """Draws the rows and passes the keys of the cell on."""

    def __init__(self, press: Callable[[str], bool], *, id: str | None = None) -> None:  # noqa: A002
        """Takes what each key is handed to; it answers whether the key was one of its own."""
        super().__init__(id=id)
        self._press = press
        self._view = SheetView()
        self._lines: list[Content] = []
        self._drawn: dict[tuple[object, ...], Content] = {}
        """Rows as they were drawn last; most stand as they are."""
        self._at: dict[int, RowView] = {}
        """Rows by the line they are drawn on."""
        self._here = 0

    class Picked(Message):
        """A cell was clicked."""

        def __init__(self, code: str, column: int) -> None:
            super().__init__()
            self.code = code
            self.column = column

    def on_click(self, event: events.Click) -> None:
        """Tells which cell it was: the left column with its last value, or the right one."""
        row = self._at.get(event.y + self.scroll_offset.y)
        if row is None:
            return
        name, cell, old = self._widths
        second = event.x >= 2 + CODE + name + cell + 1 + old + 1
        self.post_message(self.Picked(row.code, 1 if second and row.cells[1].exists else 0))

    def show(self, view: SheetView) -> None:
        """Replaces what the sheet shows and keeps the cell of the next key in sight."""
        self._view = view
        self._draw()

    def on_resize(self) -> None:
        """Columns follow the width."""
        self._draw()

    @property
    def _widths(self) -> tuple[int, int, int]:
        """Cells for the name of a measure, for what is typed and for the last visit's value."""
        width = self.size.width - self.scrollbar_size_vertical
        cell, old = (20, 10) if width >= SPACIOUS else (14, 6)
        # Mark, code, two columns with their space, and the gap between the sides.
        taken = 2 + CODE + 2 * (cell + 1 + old + 1) + GAP
        return max(12, min(34, width - taken)), cell, old

    def heading(self) -> list[Content]:
        """The two lines over the columns."""
        view = self._view
        name, cell, old = self._widths
        above: list[Line] = [fit("", 2 + CODE + name)]
        below: list[Line] = [fit("", 2 + CODE), fit(view.dates, name, SOFT)]
        for side, injured in zip(view.columns, view.injured, strict=True):
            word = ("INJURED ", "bold $lead") if injured else ("other ", SOFT)
            above += [fit(word[0], cell + 1, word[1], ">"), fit("", old + 1)]
            below += [
                fit(side + " ", cell + 1, "bold $lead" if injured else BOLD, ">"),
                fit("last", old, SOFT, ">"),
                " ",
            ]
        below.append(fit("gap", GAP, SOFT, ">"))
        return [line(*above), line(*below)]

    def _draw(self) -> None:
        lines: list[Content] = []
        drawn: dict[tuple[object, ...], Content] = {}
        how = (self._widths, self.has_focus)
        self._at = {}
        for heading, rows in self._view.groups:
            lines.append(line((heading, HEAD)))
            for row in rows:
                if row.here:
                    self._here = len(lines)
                self._at[len(lines)] = row
                key = (row, how)
                drawn[key] = self._drawn.get(key) or self._row(row)
                lines.append(drawn[key])
            lines.append(line(""))
        self._drawn = drawn
        before, self._lines = self._lines, lines[:-1]
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.scroll_to_region(
            Region(0, max(0, self._here - 2), 1, 5), animate=False, immediate=True
        )
        if len(before) != len(self._lines):
            self.refresh()
            return
        for index, (was, now) in enumerate(zip(before, self._lines, strict=True)):
            if not was.is_same(now):
                self.refresh_line(index)

    def _row(self, row: RowView) -> Content:
        here = row.here
        name, width, old = self._widths
        parts: list[Line] = [
            ("› " if here else "  ", "bold $lead"),
            fit(row.code, CODE, LEAD),
            fit(row.name, name - 1, BOLD if here else INK),
            " ",
        ]
        for index, cell in enumerate(row.cells):
            if not cell.exists:
                continue
            # A row without sides has the room of both columns for its one last value.
            alone = index == 0 and not row.cells[1].exists
            room = old if not alone or len(cell.last) <= old else 2 * old + width
            last = fit(cell.last, room, SOFT, ">" if room == old else "<")
            # Where the columns lie close, a rule keeps today's value and the last one apart.
            close = self.size.width < SPACIOUS and bool(cell.last)
            between = ("│", RULE) if close and not cell.here and not cell.waiting else " "
            parts += [*self._cell(cell, width, between), " " if room > old else "", last, " "]
        parts.append(fit(row.gap, GAP, "bold $warn" if row.gap_bad else INK, ">"))
        return line(*parts)

    def _cell(self, cell: CellView, size: int, between: Line) -> list[Line]:
        """What is typed in a cell, and what stands between it and the last visit's value."""
        width = size + 1
        if cell.waiting:
            return [fit(cell.waiting + " ", width, "italic bold $lead on $band", ">")]
        if cell.here and self.has_focus:
            return [fit(_end_of(cell.text, size) + "▏", width, "bold reverse $lead", ">")]
        if cell.here:
            return [fit(_end_of(cell.text or "·", size) + " ", width, "bold $lead on $pick", ">")]
        if cell.trouble:
            text, style = f"{_end_of(cell.text.rstrip(), size - 2)} !", "bold $warn"
        else:
            text = _end_of(cell.text.rstrip(), size) if cell.text else "·"
            style = WARN if cell.not_done else BOLD if cell.injured else INK
        return [fit(text, size, style if text != "·" else RULE, ">"), between]

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

    async def on_key(self, event: events.Key) -> None:
        """Hands every key on at once, so that none overtakes another."""
        if passed_on(self, event):
            return
        text = event.character if event.character in TEXT_KEYS else None
        if self._press(text or event.key):
            event.stop()
            event.prevent_default()
            # A turn for what stands round the sheet: one painting shows a value and its findings.
            await sleep(0)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted digits are typed digits; all else is left out."""
        event.stop()
        for char in event.text.strip()[:MOST_PASTED]:
            if char in TEXT_KEYS or char == " ":
                self._press("space" if char == " " else char)


def _end_of(text: str, width: int) -> str:
    """The end of a text that is too long for its cell: the next digit must be seen."""
    return text if len(text) <= width else "…" + text[-(width - 1) :]
