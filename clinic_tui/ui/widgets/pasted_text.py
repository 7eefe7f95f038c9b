"""A text of several lines that shows what stands in it; apart, for few screens need one."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widgets import TextArea

from clinic_tui.model.text import in_place, shown_lines
from clinic_tui.ui.widgets.pasted import too_long

MOST_IN_A_TEXT = 100_000
"""Letters that a chart's text may have."""


class SafeTextArea(TextArea):
    """Never hands an escape character on to the terminal."""

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn."""
        parts = self.document.get_line(line_index).split("\t")
        return Text("\t".join(in_place(part) for part in parts), end="", no_wrap=True)

    def on_paste(self, event: events.Paste) -> None:
        """Makes hidden characters visible before they are taken in."""
        if too_long(self, event, MOST_IN_A_TEXT - len(self.text)):
            return
        event.text = "\n".join(shown_lines(event.text.replace("\t", "    ")))
