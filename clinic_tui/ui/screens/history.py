"""The history: what was done with a chart, or in the whole clinic, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Footer, Input

from clinic_tui.desk.errors import DeskError
from clinic_tui.desk.heads import fold
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.widgets.ledger import Entry, Ledger
from clinic_tui.ui.widgets.lines import BOLD, SOFT, WARN, Lines, Rule, between, day, line, wrap

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.desk.keeping import Event
    from clinic_tui.model.person import PatientId

WORDS = {
    "viewed": "looked at",
    "found": "found on the disk",
    "repaired": "repaired by the program",
    "damaged": "damage was noticed",
}
"""What the store calls an event, where that is not how it is said."""


class Filter(Input):
    """Letters narrow the history."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.newer", show=False),
        Binding("down", "screen.older", show=False),
        Binding("pageup", "screen.further(-1)", show=False),
        Binding("pagedown", "screen.further(1)", "page down"),
        Binding("escape", "screen.leave", "back", key_display="esc"),
    ]


class HistoryScreen(Screen[None]):
    """Every entry with its number, moment, person, act, note and save."""

    CSS_PATH = "history.tcss"
    GROUPS: ClassVar[tuple[str, ...]] = ("history",)
    BINDINGS = bindings("history")
    HELP = """Type any part of a name, act, day or note; several words narrow on.
Nothing here can be changed or taken out: each entry is tied to all before it."""

    def __init__(self, desk: Desk, patient_id: PatientId | None = None, name: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._patient = patient_id
        self._listed = name
        self._found: list[tuple[str, Entry]] = []
        self._head = ""

    def compose(self) -> ComposeResult:
        """Masthead, filter, entries, the chosen one in full."""
        yield Lines(id="masthead")
        with Horizontal(id="search"):
            yield Lines(id="prompt")
            yield Filter(placeholder="who, what, day or note", id="typed")
            yield Lines(id="count")
        yield Rule()
        yield Lines(id="columns")
        yield Ledger(whose=self._patient is None, id="entries")
        yield Rule()
        yield Lines(id="whole")
        yield Footer()

    def on_mount(self) -> None:
        """Reads the chain beside the keys: a clinic's is long."""
        self.query_one("#prompt", Lines).show([("› ", "bold $lead")])
        self.query_one("#columns", Lines).show([("  Reading …", SOFT)])
        self._masthead()
        self.query_one(Filter).focus()
        self.run_worker(self._read, thread=True)

    def on_resize(self) -> None:
        """Columns follow the width."""
        self._masthead()
        self.call_after_refresh(self._columns)

    def _masthead(self) -> None:
        whose = f"{self._listed} · id {self._patient}" if self._patient else "the whole clinic"
        pane = self.query_one("#masthead", Lines)
        width = pane.content_size.width or self.app.size.width - 4
        head = line((f"head {self._head}" if self._head else "", SOFT))
        pane.show([between(line(("History", BOLD), (f"   {whose}", SOFT)), head, width)])

    def _read(self) -> None:
        try:
            events = self.desk.history(self._patient)
            head = self.desk.history_head()
        except DeskError as error:
            self.call_later(self._wrong, error)
            return
        found = [_known(event, of_one=self._patient is not None) for event in reversed(events)]
        self.call_later(self._show, found, head)

    def _show(self, found: Sequence[tuple[str, Entry]], head: str) -> None:
        self._found, self._head = list(found), head
        self._masthead()
        self.narrow(self.query_one(Filter).value)

    def _wrong(self, error: DeskError) -> None:
        said = wrap(f"× {error.title}: {error.sentence}", self.app.size.width - 4, "bold $warn")
        self.query_one("#columns", Lines).show(said)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each key narrows the history."""
        self.narrow(event.value)

    def narrow(self, typed: str) -> None:
        """Shows the entries that answer to what was typed."""
        words = fold(typed).split()
        found = [entry for search, entry in self._found if all(word in search for word in words)]
        self.query_one(Ledger).show(found, "Nothing in the history answers to this.")
        self.query_one("#count", Lines).show([(f"{len(found)} of {len(self._found)}", SOFT)])
        self.call_after_refresh(self._columns)

    def _columns(self) -> None:
        if self._found:
            self.query_one("#columns", Lines).show([self.query_one(Ledger).heading()])

    def on_ledger_chosen(self, event: Ledger.Chosen) -> None:
        """The entry under the mark, in full."""
        pane, entry = self.query_one("#whole", Lines), event.entry
        if entry is None:
            pane.show([])
            return
        width = pane.content_size.width or self.app.size.width - 4
        parts = (
            f"{entry.number} · {entry.when} · {entry.who}: {entry.what}",
            entry.save,
            entry.note,
        )
        whole = "; ".join(part for part in parts if part)
        pane.show(wrap(whole, width, WARN if entry.what == WORDS["damaged"] else SOFT)[:3])

    def action_newer(self) -> None:
        """The entry above."""
        self.query_one(Ledger).move(-1)

    def action_older(self) -> None:
        """The entry below."""
        self.query_one(Ledger).move(1)

    def action_further(self, by: int) -> None:
        """A screenful on."""
        ledger = self.query_one(Ledger)
        ledger.move(by * ledger.page)

    def action_first(self) -> None:
        """The newest entry."""
        self.query_one(Ledger).move(-len(self._found))

    def action_last(self) -> None:
        """The oldest entry."""
        self.query_one(Ledger).move(len(self._found))

    def action_leave(self) -> None:
        """Shows all again, then goes back."""
        typed = self.query_one(Filter)
        if typed.value:
            typed.value = ""
        else:
            self.dismiss()


def _known(event: Event, *, of_one: bool) -> tuple[str, Entry]:
    """An event as text to look in and as the line that shows it."""
    at = event.at
    when = f"{day(at.date())} {at:%H:%M}" if at else "–"
    entry = Entry(
        number=str(event.number),
        when=when,
        who=event.who or "the program",
        what=WORDS.get(event.what, event.what),
        note=event.note,
        whose="" if of_one else event.patient_id or "",
        save=f"save {event.revision}" if event.revision else "",
    )
    iso = at.date().isoformat() if at else ""
    words = (entry.when, iso, entry.who, entry.what, entry.note, entry.whose, entry.number)
    return fold(" ".join(words)), entry
