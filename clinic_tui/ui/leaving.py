"""Leaving when told to, as by a closed window: by the app's own door, so that drafts are kept."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
from types import FrameType
from typing import Any

from textual.app import App

ENDED = 128
"""Added to a signal's number, it is the exit code of a program that the signal ended."""
PATIENCE = 0.8
"""Seconds for leaving in order; a terminal that is gone may never take what is written to it."""


def leave_when_told(app: App[Any]) -> None:
    """On a signal to end the app leaves by its own door; terminal and folder are tidied."""

    def leave(number: int, frame: FrameType | None) -> None:
        code = ENDED + number
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise SystemExit(code) from None
        last = threading.Timer(PATIENCE, os._exit, [code])
        last.daemon = True
        last.start()
        loop.call_soon_threadsafe(lambda: app.exit(return_code=code))

    for name in ("SIGTERM", "SIGHUP"):  # Windows has no hang-up
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave)


def let_go() -> None:
    """Says nothing more to a terminal that may be gone: its refusal would change the exit code."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
        with contextlib.suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
