"""Fields that show what stands in them and never hand it on to the terminal as it is."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widgets import Input, TextArea

from clinic_tui.model.text import in_place, shown, shown_lines

MOST_IN_A_LINE = 10_000
MOST_IN_A_TEXT = 100_000
"""Letters that a chart's text may have."""


def too_long(field: Input | TextArea, event: events.Paste, most: int) -> bool:
    """Says so where a pasted text is longer than any that could be kept; nothing of it is taken."""
    if len(event.text) <= most:
        return False
    event.stop()
    event.prevent_default()
    field.notify(
        f"{len(event.text):,} letters were pasted, {most:,} at most are taken here. Nothing was "
        "taken in; what stood there is kept. Paste a shorter piece.",
        title="Too long",
        severity="warning",
    )
    return True


class SafeInput(Input):
    """One line; Textual itself would hand an escape character on to the terminal."""

    @property
    def _value(self) -> Text:
        # A text of an imported chart is edited as it is; only what is drawn has stand-ins.
        if self.password:
            return super()._value
        return Text(in_place(self.value), no_wrap=True, overflow="ignore", end="")

    def on_paste(self, event: events.Paste) -> None:
        """Makes hidden characters visible before they are taken in."""
        if too_long(self, event, MOST_IN_A_LINE):
            return
        event.text = shown((event.text.splitlines() or [""])[0].replace("\t", " "))

    def action_copy(self) -> None:
        """A passphrase is never copied."""
        if not self.password:
            super().action_copy()

    def action_cut(self) -> None:
        """Nor cut."""
        if not self.password:
            super().action_cut()


class SafeTextArea(TextArea):
    """The same for a text of several lines."""

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn."""
        parts = self.document.get_line(line_index).split("\t")
        return Text("\t".join(in_place(part) for part in parts), end="", no_wrap=True)

    def on_paste(self, event: events.Paste) -> None:
        """Makes hidden characters visible before they are taken in."""
        if too_long(self, event, MOST_IN_A_TEXT - len(self.text)):
            return
        event.text = "\n".join(shown_lines(event.text.replace("\t", "    ")))
