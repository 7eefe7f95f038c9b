"""The note of a visit, in as many lines as it needs."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from clinic_tui.model.text import shown_lines
from clinic_tui.ui.widgets.lines import BOLD, LEAD, SOFT, Lines, line
from clinic_tui.ui.widgets.pasted_text import MOST_IN_A_TEXT, SafeTextArea


class NoteModal(ModalScreen[str | None]):
    """Writes the note; nothing typed here is thrown away, so there is no cancel."""

    HELP = """A note of this visit in your own words; it is signed with the visit and judged by
nothing. `esc` goes back and keeps it."""

    CSS_PATH = "note.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,escape", "keep", show=False, priority=True)
    ]

    def __init__(self, note: str) -> None:
        super().__init__()
        # What the note hides is shown as codes; unless it is edited the note stays as it is.
        self._text = "\n".join(shown_lines(note))

    def compose(self) -> ComposeResult:
        """One box with the text."""
        with Vertical(id="note"):
            yield Lines(id="about")
            yield SafeTextArea(self._text, id="text", tab_behavior="focus")
            yield Lines(id="keys")

    def on_mount(self) -> None:
        """The mark stands at the end of the text."""
        self.query_one("#about", Lines).show([("Note of this visit", BOLD), ""])
        self.query_one("#keys", Lines).show(["", line(("esc", LEAD), (" keep and close", SOFT))])
        area = self.query_one(SafeTextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def why_stay(self) -> str:
        """Whether the note was changed."""
        if self.query_one(SafeTextArea).text != self._text:
            return "The note is open: esc keeps and closes it."
        return ""

    def action_keep(self) -> None:
        """Hands the text back; nothing where it was not touched."""
        text = self.query_one(SafeTextArea).text.replace("\0", "")[:MOST_IN_A_TEXT]
        self.dismiss(None if text == self._text else text)
