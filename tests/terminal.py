"""A program in a terminal of its own: all the bytes that it writes there."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 200.0
"""Seconds after which a program that has not ended is given up."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program wrote to its terminal, and how it ended."""

    written: bytes
    code: int


def run_in_terminal(
    command: Sequence[str],
    *,
    home: Path,
    extra: Mapping[str, str] | None = None,
    columns: int = 120,
    rows: int = 40,
) -> Ran:
    """Runs a command in a pseudo-terminal to its end.

    Args:
        command: program and arguments.
        home: the home folder it has, where it also starts from.
        extra: more of its environment.
        columns: of the terminal.
        rows: of the terminal.

    Raises:
        TimeoutError: it does not end.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(HOME=str(home), TERM="xterm-256color", COLORTERM="truecolor")
        os.environ.update(extra or {})
        os.chdir(home)
        os.execvp(command[0], list(command))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    written, started = bytearray(), time.monotonic()
    try:
        while time.monotonic() - started < PATIENCE:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    more = os.read(terminal, 65536)
                except OSError:  # the other end has closed
                    break
                if not more:
                    break
                written += more
        else:
            os.kill(pid, signal.SIGKILL)
            raise TimeoutError(f"not ended: {bytes(written[-200:])!r}")
    finally:
        _, status = os.waitpid(pid, 0)
        os.close(terminal)
    return Ran(bytes(written), os.waitstatus_to_exitcode(status))
