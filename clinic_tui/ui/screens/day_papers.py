"""A day's papers: one for everyone with a visit that day, made beside the keys, stopped by one."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Footer

from clinic_tui.desk.batching import Batch, Who
from clinic_tui.desk.errors import DeskError
from clinic_tui.desk.kinds import KINDS
from clinic_tui.desk.protecting import Protection
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.own_turn import LeavesInTurn
from clinic_tui.ui.screens.ask import AskModal
from clinic_tui.ui.screens.papers import read_folder
from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    LEAD,
    SOFT,
    WARN,
    Line,
    Lines,
    Rule,
    fit,
    line,
    week_day,
    wrap,
)

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.desk.heads import Head

BAR = 30
WORDS: dict[Who, str] = {
    "visits": "everyone whose visit is or was that day",
    "cleared": "everyone whose clearance stands today",
}


class DayPapers(LeavesInTurn[None]):
    """Who gets one, how far it is, and who got none and why."""

    CSS_PATH = "counts.tcss"
    GROUPS: ClassVar[tuple[str, ...]] = ("day",)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("day"),
        Binding("up", "further(-1)", show=False),
        Binding("down", "further(1)", show=False),
        Binding("pageup", "further(-9)", show=False),
        Binding("pagedown", "further(9)", show=False),
    ]
    HELP = """Arrows choose the day. Each paper lies in a file of its own, named by its code, and
stands in its chart as issued. Whoever cannot have one is named with the reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._day = desk.today()
        self._who: Who = "visits"
        self._kind = 0
        self._sealed = False
        self._folder: Path | None = None
        self._people: Sequence[Head] = ()
        self._done = 0
        self._next = ""
        self._busy = False
        self._stop = threading.Event()
        self._batch: Batch | None = None
        self._wrong = ""

    def compose(self) -> ComposeResult:
        """Heading, one page, footer."""
        yield Lines(id="title")
        yield Rule()
        with VerticalScroll(id="page", can_focus=False):
            yield Lines(id="main")
        yield Footer()

    def on_mount(self) -> None:
        """Reads once the width is known."""
        self.call_after_refresh(self._read)

    def on_resize(self) -> None:
        """Lines are wrapped to the width."""
        self.call_after_refresh(self._show)

    def _read(self) -> None:
        self._batch, self._wrong = None, ""
        try:
            self._people = self._desk.batch_of(self._who, self._day)
        except DeskError as error:
            self._people, self._wrong = (), f"× {error.sentence}"
        self._show()

    def _show(self) -> None:
        if not self.is_attached:
            return
        width = max(20, self.app.size.width - 6)
        kind = KINDS[self._kind]
        when = week_day(self._day) if self._who == "visits" else week_day(self._desk.today())
        self.query_one("#title", Lines).show(
            [
                line(("Day's papers", BOLD), (f"   {when}", BOLD)),
                (f"{kind.title} for {WORDS[self._who]}", SOFT),
            ]
        )
        self.query_one("#main", Lines).show(list(self._lines(width)))

    def _lines(self, width: int) -> Iterator[Line]:
        if self._wrong:
            yield from wrap(self._wrong, width, "bold $warn")
        count = len(self._people)
        if self._busy:
            full = BAR * self._done // max(1, count)
            bar = line(("■" * full, LEAD), ("·" * (BAR - full), SOFT))
            yield line(bar, (f"  {self._done} of {count}", BOLD), (f"  {self._next}", SOFT))
            yield ("esc stops after this one", SOFT)
        elif self._batch is not None:
            all_made = not self._batch.not_made and not self._batch.stopped
            mark = "✓ " if all_made else "! "
            yield from wrap(mark + self._batch.sentence, width, BOLD if all_made else WARN)
        elif not count and not self._wrong:
            nobody = "Nobody has a visit that day; arrows choose another, c all who are cleared."
            yield from wrap(nobody if self._who == "visits" else "Nobody is cleared now.", width)
        else:
            yield (f"{count} {'person' if count == 1 else 'people'}", BOLD)
        yield ""
        yield from self._names(width)
        yield ""
        yield ("Folder", HEAD)
        yield from wrap(str(self._folder or self._desk.folder / "papers"), width)
        if self._sealed:
            yield ("with the seal of the clinic", INK)

    def _names(self, width: int) -> Iterator[Line]:
        if self._batch is None:
            for head in self._people:
                yield line(fit(head.patient_id, 8, SOFT), fit(head.listed, width - 8, INK))
            return
        for each in self._batch.outcomes:
            who = line(fit(each.head.patient_id, 8, SOFT), fit(each.head.listed, 26, INK))
            if each.path is not None:
                yield line(who, (f"✓ {each.path.stem}", LEAD))
                continue
            rows = wrap(f"× {each.why}", width - 34, WARN)
            yield line(who, rows[0])
            yield from (line(" " * 34, row) for row in rows[1:])

    def action_further(self, by: int) -> None:
        """Scrolls."""
        self.query_one("#page", VerticalScroll).scroll_relative(y=by, animate=False)

    def action_day(self, by: int) -> None:
        """Another day."""
        if not self._busy:
            self._day += timedelta(days=by)
            self._read()

    def action_kind(self) -> None:
        """The next kind of paper."""
        if not self._busy:
            self._kind = (self._kind + 1) % len(KINDS)
            self._read()

    def action_who(self) -> None:
        """The day's visits, or all who are cleared."""
        if not self._busy:
            self._who = "cleared" if self._who == "visits" else "visits"
            self._read()

    def action_seal(self) -> None:
        """With the seal, or without."""
        if not self._busy:
            self._sealed = not self._sealed
            self._show()

    def action_folder(self) -> None:
        """Chooses where they go."""

        def chosen(typed: str | None) -> None:
            if typed is not None:
                self._folder = read_folder(typed)
                self._show()

        if not self._busy:
            hint = "empty: the clinic's own folder of papers"
            self.app.push_screen(AskModal("Folder?", hint=hint, read=read_folder), chosen)

    def action_make(self) -> None:
        """Makes them beside the keys."""
        if self._busy or not self._people:
            return
        self._busy, self._done, self._next, self._batch = True, 0, "", None
        self._stop.clear()
        self._show()
        app = self.app
        app.run_worker(lambda: self._make(app), thread=True, group="papers", exit_on_error=False)

    def _make(self, app: App[Any]) -> None:
        def before(number: int, head: Head) -> bool:
            app.call_from_thread(self._further, number, head.listed)
            return not self._stop.is_set()

        batch = self._desk.hand_out_all(
            self._people,
            KINDS[self._kind].id,
            self._folder,
            protection=Protection(seal=self._sealed),
            before=before,
        )
        app.call_from_thread(self._made, batch)

    def _further(self, number: int, name: str) -> None:
        self._done, self._next = number, name
        self._show()

    def _made(self, batch: Batch) -> None:
        self._busy, self._batch = False, batch
        self._show()
        if self.app.screen is not self:
            self.app.notify(f"Day's papers: {batch.sentence}", markup=False)

    def action_leave(self) -> None:
        """Stops what is being made; then back to the patients."""
        if self._busy:
            self._stop.set()
        else:
            self.dismiss()
