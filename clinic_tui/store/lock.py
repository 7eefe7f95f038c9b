"""One writer at a time, between windows and between processes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from clinic_tui.store.durable import FILE_MODE
from clinic_tui.store.errors import NotWrittenError

WAIT = 10.0
"""Seconds that a save waits for another window's save."""


@contextlib.contextmanager
def locked(path: Path, wait: float = WAIT) -> Iterator[None]:
    """Holds the lock beside a path; a process that ends lets go of it.

    Raises:
        NotWrittenError: another window holds it too long, or it cannot be made.
    """
    import filelock

    lock = filelock.FileLock(
        path.with_suffix(".lock"), timeout=wait, mode=FILE_MODE, poll_interval=0.005
    )
    try:
        lock.acquire()
    except filelock.Timeout:
        raise NotWrittenError(
            "Not saved: another window is saving this chart. Try again in a moment."
        ) from None
    except OSError as error:
        raise NotWrittenError(
            f"Not saved: the chart cannot be locked ({error.strerror or error})."
        ) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.release()
