"""Makes the Nth call to the operating system fail, or be the last thing a process does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

CALLS = ("open", "write", "fsync", "replace", "fchmod")
"""Calls of `os` that a save makes; reading back goes by `Path.read_bytes`."""


class Steps:
    """Counts the calls and strikes at the Nth, once or from then on."""

    def __init__(self, nth: int, strike: Callable[[], None], *, for_ever: bool = False) -> None:
        self.calls = 0
        self.struck = False
        self._nth = nth
        self._strike = strike
        self._for_ever = for_ever

    def step(self) -> None:
        self.calls += 1
        if self.calls == self._nth or (self._for_ever and self.calls > self._nth):
            self.struck = True
            self._strike()

    def before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*given: Any, **named: Any) -> Any:
            self.step()
            return call(*given, **named)

        return stepped


@contextmanager
def stepping(steps: Steps) -> Iterator[None]:
    """Every call of a save passes the steps first."""
    with ExitStack() as stack:
        for name in CALLS:
            stack.enter_context(patch.object(os, name, steps.before(getattr(os, name))))
        stack.enter_context(patch.object(Path, "read_bytes", steps.before(Path.read_bytes)))
        yield
