"""Fields that show what stands in them and never hand it on to the terminal as it is."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widget import Widget
from textual.widgets import Input

from clinic_tui.model.text import in_place, shown

MOST_IN_A_LINE = 10_000
"""Letters that a field takes at once."""


def too_long(field: Widget, event: events.Paste, most: int) -> bool:
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
