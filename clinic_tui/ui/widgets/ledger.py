"""The history as lines: thousands of entries, of which only those in sight are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from clinic_tui.ui.widgets.lines import BOLD, INK, SOFT, Line, fit, line

WIDE = 110
WHEN, WHO, WHAT, WHOSE = 17, 22, 26, 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history as a line shows it."""

    number: str
    when: str
    who: str
    what: str
    note: str
    whose: str = ""
    """The patient's number; empty in a chart's own history and for the clinic itself."""
    save: str = ""
    """Which save of the chart, in words."""


class Ledger(ScrollView, can_focus=False):
    """Entries, newest first, with one chosen; arrows come from the filter's line."""

    chosen: reactive[int] = reactive(0, repaint=True)

    class Chosen(Message):
        """Another entry is under the mark."""

        def __init__(self, entry: Entry | None) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, *, whose: bool, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._entries: Sequence[Entry] = ()
        self._whose = whose
        self.nothing = ""

    @property
    def _wide(self) -> bool:
        return self.size.width >= WIDE

    def show(self, entries: Sequence[Entry], nothing: str) -> None:
        """Replaces the entries; `nothing` is said where there are none."""
        self._entries, self.nothing = entries, nothing
        self.chosen = 0
        self._measure()
        self.scroll_to(0, 0, animate=False, immediate=True)
        self.refresh()
        self.post_message(self.Chosen(self.entry))

    @property
    def entry(self) -> Entry | None:
        """Which is chosen."""
        return self._entries[self.chosen] if self.chosen < len(self._entries) else None

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        index = event.y + self.scroll_offset.y
        if index < len(self._entries):
            self.move(index - self.chosen)

    @property
    def page(self) -> int:
        """Entries on one screen."""
        return max(1, self.size.height)

    def move(self, by: int) -> None:
        """Moves the mark and keeps it in sight."""
        if not self._entries:
            return
        self.chosen = max(0, min(len(self._entries) - 1, self.chosen + by))
        self.scroll_to_region(Region(0, self.chosen, 1, 1), animate=False, immediate=True)
        self.post_message(self.Chosen(self.entry))

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, max(1, len(self._entries)))

    def on_resize(self) -> None:
        """Columns follow the width."""
        self._measure()
        self.move(0)

    def watch_chosen(self) -> None:
        """The mark moved."""
        self.refresh()

    def heading(self) -> Content:
        """Names of the columns at this width."""
        names = Entry("no", "day and time", "who", "what", "note", "patient", "save")
        return line(*self._columns(names, "  ", SOFT, SOFT))

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.size.width
        index = y + self.scroll_offset.y
        here = bool(self._entries) and index == self.chosen
        whole: Content = line("")
        if not self._entries and y == 0:
            whole = line((f"  {self.nothing}", SOFT))
        elif index < len(self._entries):
            mark = "› " if here else "  "
            whole = line(*self._columns(self._entries[index], mark, BOLD if here else INK))
        if here:
            whole = whole.pad_right(max(0, width - whole.cell_length)).stylize("on $pick")
        strips = Visual.to_strips(
            self, whole, width, 1, self.visual_style, apply_selection=False, pad=True
        )
        return strips[0].crop(0, width) if strips else Strip.blank(width, self.rich_style)

    def _columns(self, entry: Entry, mark: str, strong: str, ink: str = INK) -> list[Line]:
        who = WHO if self._wide else 17
        used = 2 + 7 + WHEN + 1 + who + (WHOSE if self._whose else 0)
        room = max(8, self.size.width - used)
        row: list[Line] = [
            (mark, "bold $lead"),
            fit(entry.number, 5, SOFT, ">"),
            "  ",
            fit(entry.when, WHEN, ink),
            " ",
            fit(entry.who, who - 1, ink),
            " ",
        ]
        if self._whose:
            row += [fit(entry.whose, WHOSE - 1, ink), " "]
        if not self._wide:
            # The note of the entry under the mark stands below the list in full.
            more = f"  {entry.note}" if entry.note else ""
            what = fit(entry.what, min(room, len(entry.what)), strong)
            return [*row, what, fit(more, room - len(what[0]), SOFT)]
        return [
            *row,
            fit(entry.what, WHAT - 1, strong),
            " ",
            fit(entry.save, 8, SOFT),
            " ",
            fit(entry.note, max(0, room - WHAT - 9), SOFT),
        ]
