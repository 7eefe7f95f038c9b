"""The smallest Textual program: what the start of the clinic is held against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Label


class OneLabel(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line that the benchmark waits for."""
        yield Label("one label stands here")


if __name__ == "__main__":
    OneLabel().run()
