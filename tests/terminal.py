"""A program in a terminal of its own: all the bytes that it writes there."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
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


ESCAPES = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\x1b[PX^_].*?\x1b\\\\|\x1b\[[0-?]*[ -/]*[@-~]"
)


class Terminal:
    """A program in a terminal that somebody sits at: typed to, resized, hung up on."""

    def __init__(self, pid: int, terminal: int) -> None:
        self._pid = pid
        self._terminal = terminal
        self._open = True
        self._code: int | None = None
        self.written = bytearray()

    def resize(self, columns: int, rows: int) -> None:
        """Another size, as when a window is dragged."""
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)

    def send(self, keys: bytes) -> None:
        """Types, and reads meanwhile what the program writes, or neither could go on."""
        rest = memoryview(keys)
        while rest:
            _, writable, _ = select.select([], [self._terminal], [], 0.05)
            if writable:
                rest = rest[os.write(self._terminal, rest[:4096]) :]
            self.read(0)

    def read(self, seconds: float) -> bool:
        """Reads what is there; whether the program is still there."""
        while select.select([self._terminal], [], [], seconds)[0]:
            try:
                more = os.read(self._terminal, 65536)
            except OSError:  # the other end has closed
                return False
            if not more:
                return False
            self.written += more
            seconds = 0
        return True

    def wait_for(self, text: str) -> None:
        """Reads until a text stands in what was written since it was last waited for.

        Raises:
            TimeoutError: it never does.
        """
        started = time.monotonic()
        while time.monotonic() - started < PATIENCE:
            there = self.read(0.1)
            if text.encode() in ESCAPES.sub(b"", bytes(self.written)):
                self.written.clear()
                return
            if not there:
                break
        raise TimeoutError(f"no {text!r}: {ESCAPES.sub(b'', bytes(self.written[-3000:]))!r}")

    def hang_up(self) -> None:
        """The line is gone."""
        if self._open:
            os.close(self._terminal)
            self._open = False

    def ended(self) -> int:
        """Waits for the end and returns the exit code."""
        started = time.monotonic()
        while self._code is None:
            if self._open:
                self.read(0.1)
            found, status = os.waitpid(self._pid, os.WNOHANG)
            if found:
                self._code = os.waitstatus_to_exitcode(status)
            elif time.monotonic() - started > PATIENCE:
                os.kill(self._pid, signal.SIGKILL)
            elif not self._open:
                time.sleep(0.02)
        return self._code


@contextmanager
def terminal(
    command: Sequence[str],
    home: Path,
    columns: int = 120,
    rows: int = 40,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Terminal]:
    """A program in a pseudo-terminal of its own, killed where it did not end.

    Args:
        command: program and arguments.
        home: the home folder it has.
        columns: of the terminal at first.
        rows: of the terminal at first.
        environment: more of its environment; an empty value takes a variable out.
    """
    pid, line = pty.fork()
    if pid == 0:
        os.environ.update(HOME=str(home), TERM="xterm-256color", COLORTERM="truecolor")
        os.environ.update(environment or {})
        for name, value in (environment or {}).items():
            if not value:
                del os.environ[name]
        os.execvp(command[0], list(command))
    session = Terminal(pid, line)
    session.resize(columns, rows)
    try:
        yield session
    finally:
        with suppress(ProcessLookupError, ChildProcessError):
            if session._code is None:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        session.hang_up()
