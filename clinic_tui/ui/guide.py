"""A guided visit: one line that says what could be done next, by what was done so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.screen import Screen
from textual.timer import Timer

from clinic_tui.ui.keymap import keymap_of
from clinic_tui.ui.widgets.lines import LEAD, SOFT, Line, Pane, fit, line

LOOK_EVERY = 0.3
"""Seconds between two looks at which screen is in front."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What is said on a screen until another screen was seen; the last one has none to see."""

    text: str
    until: str = ""


class HintLine(Pane):
    """The line at the foot of each screen."""

    DEFAULT_CSS = "HintLine { split: bottom; height: 1; padding: 0 2; }"

    def __init__(self, told: Callable[[], str]) -> None:
        super().__init__()
        self._told = told

    def lines(self, width: int) -> list[Line]:
        """The hint, and how to be rid of it."""
        away = f"  {keymap_of(self.app).written('app.guide')} hides"
        told = fit(self._told(), width - len(away), LEAD)
        return [line(told, (away, SOFT))]


class Guide:
    """Follows a visitor; it reads which screen is in front and never presses a key."""

    def __init__(self, hints: Mapping[str, Sequence[Hint]]) -> None:
        self._hints = hints
        self._seen: set[str] = set()
        self._timer: Timer | None = None

    def begin(self, app: App[Any]) -> None:
        """Shows hints from now on."""
        if self._timer is not None:
            return
        self._timer = app.set_interval(LOOK_EVERY, lambda: self.look(app))
        self.look(app)

    def toggle(self, app: App[Any]) -> None:
        """Hides the hints, or shows them again."""
        if self._timer is None:
            self.begin(app)
            return
        self._timer.stop()
        self._timer = None
        for screen in app.screen_stack:
            screen.query(HintLine).remove()

    def look(self, app: App[Any]) -> None:
        """Says on the screen in front what could be done there next."""
        screen = app.screen
        place = type(screen).__name__
        self._seen.add(place)
        told = hint(self._hints.get(place, ()), self._seen)
        found = screen.query(HintLine)
        if told and not found and screen.is_mounted:
            screen.mount(HintLine(lambda: self._told(screen)))
        for each in found:
            each.display = bool(told)
            each.refresh()

    def _told(self, screen: Screen[Any]) -> str:
        return hint(self._hints.get(type(screen).__name__, ()), self._seen)


def hint(hints: Sequence[Hint], seen: AbstractSet[str]) -> str:
    """The first hint whose aim was not seen yet."""
    return next((each.text for each in hints if each.until not in seen), "")
