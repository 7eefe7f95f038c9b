"""The smallest Textual program that takes a key: what a key of the clinic is held against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input


class OneInput(App[None]):
    """One field."""

    def compose(self) -> ComposeResult:
        """The field that the benchmark types into."""
        yield Input(placeholder="one field stands here")


if __name__ == "__main__":
    OneInput().run()
