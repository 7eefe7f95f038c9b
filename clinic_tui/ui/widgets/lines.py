"""Lines of text in cells: fitted, wrapped and stacked, and never read as markup.

Every piece goes through `shown`, so that what a chart contains cannot act on the terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widgets import Static

from clinic_tui.model.text import shown

_BLANKS = re.compile(r"[^\S\u00a0]+")
"""Where a line may end; a no-break space holds a number and its unit together."""

Part: TypeAlias = tuple[str, str]
Line: TypeAlias = Content | Part | str

INK, SOFT, LEAD, WARN, RULE = "$ink", "$soft", "$lead", "$warn", "$line"
BOLD, HEAD = "bold $ink", "bold $soft"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def line(*parts: Line) -> Content:
    """Pieces joined to one line; a text alone is ink."""
    pieces: list[Content | tuple[str, str]] = []
    for part in parts:
        if isinstance(part, Content):
            pieces.append(part)
        else:
            text, style = (part, INK) if isinstance(part, str) else part
            pieces.append((shown(text), style))
    return Content.assemble(*pieces)


def fit(value: str, width: int, style: str = INK, align: str = "<") -> Part:
    """A value in a fixed number of cells; what does not fit ends in an ellipsis."""
    value = shown(value)
    if width <= 0:
        return ("", style)
    if cell_len(value) > width:
        value = set_cell_size(value, width - 1).rstrip() + "…"
    gap = " " * (width - cell_len(value))
    if align == "^":
        half = len(gap) // 2
        return (gap[:half] + value + gap[half:], style)
    return (gap + value if align == ">" else value + gap, style)


def stack(lines: Iterable[Line]) -> Content:
    """Lines under one another."""
    whole = [part if isinstance(part, Content) else line(part) for part in lines]
    return Content("\n").join(whole)


def between(left: Content, right: Content, width: int) -> Content:
    """One text on the left and one on the right edge."""
    return line(left, " " * max(1, width - left.cell_length - right.cell_length), right)


def broken(value: str, width: int) -> list[str]:
    """A text in lines of at most so many cells; a word that is longer is broken, not cut."""
    width = max(width, 1)
    lines, now = [], ""
    for word in _BLANKS.split(shown(value).strip()):
        for piece in _pieces(word, width):
            if now and cell_len(now) + 1 + cell_len(piece) > width:
                lines.append(now)
                now = piece
            else:
                now = f"{now} {piece}" if now else piece
    return [*lines, now]


def _pieces(word: str, width: int) -> list[str]:
    pieces = []
    while cell_len(word) > width:
        size = 1
        while size < len(word) and cell_len(word[: size + 1]) <= width:
            size += 1
        pieces.append(word[:size])
        word = word[size:]
    return [*pieces, word]


def wrap(value: str, width: int, style: str = INK, indent: int = 0) -> list[Content]:
    """A text wrapped to a width; lines after the first are indented."""
    found = broken(value, width - indent)
    return [line((" " * (indent if row else 0) + text, style)) for row, text in enumerate(found)]


def pips(met: int, not_met: int, unknown: int, width: int = 0) -> Content:
    """Criteria as blocks: met full, not met open, unknown a dot; scaled where they are many."""
    total = met + not_met + unknown
    if width and total > width:
        counts = [met * width // total, not_met * width // total]
        counts[1] = max(counts[1], 1) if not_met else 0
        met, not_met = min(counts[0], width - counts[1]), counts[1]
        unknown = width - met - not_met
    return line(("■" * met, LEAD), ("□" * not_met, WARN), ("·" * unknown, SOFT))


def day(on: date) -> str:
    """A day with its month in words, such as 14 Mar 1992."""
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def long_day(on: date) -> str:
    """A day with its month in full, such as 14 March 1992."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def week_day(on: date) -> str:
    """A day with its weekday, such as Mon 23 Nov 2026."""
    return f"{DAYS[on.weekday()]} {day(on)}"


class Pane(Static):
    """Lines that know their width."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, markup=False)

    def lines(self, width: int) -> list[Line]:
        """What stands in the pane at this width."""
        raise NotImplementedError

    def render(self) -> Content:
        """All lines, stacked."""
        return stack(self.lines(self.content_size.width or self.size.width or 80))


class Rule(Pane):
    """One thin rule, inset like the text."""

    def lines(self, width: int) -> list[Line]:
        """The rule."""
        return [("─" * width, RULE)]


class Lines(Pane):
    """Lines that are given once and again; wrapped by whoever gives them."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._given: list[Content] = []

    def show(self, lines: Iterable[Line]) -> None:
        """Replaces what stands here; only what is another line than before is drawn anew."""
        before = self._given
        self._given = [part if isinstance(part, Content) else line(part) for part in lines]
        width = self.content_size.width
        if self.styles.is_auto_width or not (
            len(before) == len(self._given)
            and _one_each(before, width)
            and _one_each(self._given, width)
        ):
            self.refresh(layout=self.display)
            return
        for y, (was, now) in enumerate(zip(before, self._given, strict=True)):
            if not was.is_same(now):
                self.refresh(Region(0, y, width, 1))

    def render_line(self, y: int) -> Strip:
        """One line by itself, where none runs on to a second and nothing is selected."""
        width = self.size.width
        alone = self.text_selection is None and _one_each(self._given, width)
        if not alone or y >= len(self._given):
            return super().render_line(y)
        strips = Visual.to_strips(
            self, self._given[y], width, 1, self.visual_style, apply_selection=False
        )
        return strips[0] if strips else Strip.blank(width, self.rich_style)

    def row_under(self, event: events.MouseEvent) -> int | None:
        """Which line is under the mouse; a screen sees it by the terminal's cells alone."""
        region, seen = self.content_region, self.screen.find_widget(self).visible_region
        inside = region.intersection(seen).contains(event.screen_x, event.screen_y)
        return event.screen_y - region.y if inside else None

    def lines(self, width: int) -> list[Line]:
        """What was given."""
        return [*self._given]


def _one_each(lines: Iterable[Content], width: int) -> bool:
    """Whether each line surely takes one row."""
    return all(each.cell_length <= width and "\n" not in each.plain for each in lines)
