"""Fields that show what is pasted into them: codes instead of characters that would act."""

from __future__ import annotations

from textual import events
from textual.widgets import Input, TextArea

from clinic_tui.model.text import shown, shown_lines


class SafeInput(Input):
    """One line; Textual itself would hand an escape character on to the terminal."""

    def on_paste(self, event: events.Paste) -> None:
        """Makes hidden characters visible before they are taken in."""
        event.text = shown((event.text.splitlines() or [""])[0].replace("\t", " "))


class SafeTextArea(TextArea):
    """The same for a text of several lines."""

    def on_paste(self, event: events.Paste) -> None:
        """Makes hidden characters visible before they are taken in."""
        event.text = "\n".join(shown_lines(event.text.replace("\t", "    ")))
