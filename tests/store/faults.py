"""Makes the Nth call to the operating system fail, or be the last thing a process does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

CALLS = (
    "open",
    "write",
    "fsync",
    "replace",
    "fchmod",
    "chmod",
    "ftruncate",
    "truncate",
    "unlink",
    "rename",
    "mkdir",
    "link",
)
"""Calls of `os` that the store, or the lock under it, makes; files are read by `Path.open`."""


class Steps:
    """Counts the calls and strikes at the Nth, once or from then on.

    Args:
        nth: the first call that is struck, from 1.
        strike: raises, kills, or does nothing.
        for_ever: whether every later call is struck as well.
        half: whether half of what a struck write was given reaches the file before the strike.
        only: the calls that count; all of them unless given.
    """

    def __init__(
        self,
        nth: int,
        strike: Callable[[], None],
        *,
        for_ever: bool = False,
        half: bool = False,
        only: tuple[str, ...] = (),
    ) -> None:
        self.calls = 0
        self.struck = False
        self._nth = nth
        self._strike = strike
        self._for_ever = for_ever
        self._half = half
        self._only = only

    def _due(self, name: str) -> bool:
        if self._only and name not in self._only:
            return False
        self.calls += 1
        return self.calls == self._nth or (self._for_ever and self.calls > self._nth)

    def before(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call, after a step."""

        def stepped(*given: Any, **named: Any) -> Any:
            if not self._due(name):
                return call(*given, **named)
            self.struck = True
            if self._half and name == "write":
                handle, content = given
                taken = call(handle, bytes(content)[: max(1, len(content) // 2)])
                self._strike()
                return taken
            self._strike()
            return call(*given, **named)

        return stepped


@contextmanager
def stepping(steps: Steps) -> Iterator[None]:
    """Every call of a save passes the steps first."""
    with ExitStack() as stack:
        for name in CALLS:
            stepped = steps.before(name, getattr(os, name))
            stack.enter_context(patch.object(os, name, stepped))
        stack.enter_context(patch.object(Path, "open", steps.before("read", Path.open)))
        yield
