"""A blank screen for the demo, whose clinic has no passphrase: any key brings it back."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from clinic_tui.ui.widgets.lines import SOFT, Lines


class BlankScreen(Screen[None]):
    """Nothing but how to go on."""

    COVERS = True

    def compose(self) -> ComposeResult:
        """One line."""
        yield Lines(id="blank")

    def on_mount(self) -> None:
        """Says how to go on."""
        self.query_one(Lines).show([("", SOFT), ("  any key goes on", SOFT)])

    def on_key(self, event: events.Key) -> None:
        """Goes on."""
        event.stop()
        self.dismiss()
