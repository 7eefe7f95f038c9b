"""The palette of commands, which a second enter on the way does not close twice."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette


class Palette(CommandPalette):
    """Textual's own takes away the screen below it too, were it the last one."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Leaves where it is in front, once."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()
