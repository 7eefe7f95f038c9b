"""Passphrases that did not open the clinic: counted outside the seal until somebody comes in.

Whoever holds the disk can empty this file; what stops guessing is the cost of each try.
"""

from __future__ import annotations

import contextlib
import json
import os
from datetime import datetime
from pathlib import Path

from clinic_tui.store.durable import FILE_MODE

NAME = "attempts"
FREE = 3
"""Wrong passphrases before the next one has to wait."""
LONGEST = 60
"""Seconds that the next one waits at most."""
KEPT = 1000
"""Lines that are read; a file that grew beyond is somebody's game."""


class Attempts:
    """The file of a clinic's folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def all(self) -> list[tuple[str, str]]:
        """When it was tried, and as whom."""
        found = []
        with contextlib.suppress(OSError), self._path.open(encoding="utf-8") as file:
            for line, _ in zip(file, range(KEPT), strict=False):
                with contextlib.suppress(ValueError, LookupError, TypeError):
                    said = json.loads(line)
                    found.append((str(said["at"])[:40], str(said["who"])[:200]))
        return found

    def failed(self, at: datetime, who: str) -> None:
        """One more; a disk that refuses is no reason to say more than wrong."""
        line = json.dumps({"at": at.isoformat(timespec="seconds"), "who": who}).encode() + b"\n"
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        with contextlib.suppress(OSError):
            handle = os.open(self._path, flags, FILE_MODE)
            try:
                os.write(handle, line)
            finally:
                os.close(handle)

    def to_wait(self, now: datetime) -> int:
        """Seconds until the next try counts: twice as long after each one too many."""
        tried = self.all()
        if len(tried) < FREE:
            return 0
        try:
            passed = (now - datetime.fromisoformat(tried[-1][0])).total_seconds()
        except (ValueError, TypeError):
            return 0
        wait = min(LONGEST, 2 ** (len(tried) - FREE))
        # A clock that was set back must not lock anybody out for long.
        return max(0, min(LONGEST, round(wait - passed))) if passed >= 0 else 0

    def forget(self) -> None:
        """Somebody came in, and it is all written down."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
