"""Screens and what is in front of them: leaving at one's own turn, drawing only while whole."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Result = TypeVar("Result")


class LeavesInTurn(Screen[Result], Generic[Result]):
    """A screen that leaves when something beside the keys is done: a save, a signature, a key.

    Textual's `dismiss` takes away whatever is in front, even the lock; this one waits instead.
    """

    _left_with: tuple[Result | None] | None = None

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leaves now where this screen is in front, else once it is again."""
        if self.app.screen is self:
            return super().dismiss(result)
        self._left_with = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """What was in front has gone."""
        if self._left_with is not None:
            (result,), self._left_with = self._left_with, None
            self.call_later(self._leave_with, result)

    def _leave_with(self, result: Result | None) -> None:
        self.dismiss(result)


def is_whole(screen: Screen[Any]) -> bool:
    """Whether a screen stands; one that is being taken down loses its panes one by one."""
    return screen.display and screen.is_attached
