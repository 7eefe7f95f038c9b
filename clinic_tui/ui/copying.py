"""The clipboard: other programs read it, so it is asked for once and emptied soon after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.timer import Timer

from clinic_tui.ui.screens.choose import Choice, ChooseModal

EMPTIED_AFTER = 30.0
"""Seconds that a copied text stays on the system's clipboard."""
WHY = (
    "Every program on this computer can read what is copied, and some keep it. "
    "It is emptied after 30 seconds, and when the window is locked."
)


class Copying:
    """What an app copies, once somebody allowed it for this window."""

    def __init__(self, app: App[Any], copy: Callable[[str], None]) -> None:
        self._app = app
        self._copy = copy
        self._allowed = False
        self._timer: Timer | None = None

    def ask(self, text: str) -> None:
        """Copies, if it is allowed or becomes so."""
        if self._allowed:
            self._do(text)
            return

        def answered(allowed: bool | None) -> None:
            if allowed:
                self._allowed = True
                self._do(text)

        choices = (Choice("Do not copy", False), Choice("Copy, in this window from now on", True))
        self._app.push_screen(ChooseModal("Copy to the clipboard?", WHY, choices), answered)

    def _do(self, text: str) -> None:
        self._copy(text)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(EMPTIED_AFTER, self.empty)

    def empty(self) -> None:
        """Takes back what was copied from here."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self._copy("")
