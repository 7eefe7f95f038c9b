"""Fields that show what stands in them and never hand it on to the terminal as it is."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widgets import Input, TextArea

from clinic_tui.model.text import in_place, shown, shown_lines


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
        event.text = "\n".join(shown_lines(event.text.replace("\t", "    ")))
