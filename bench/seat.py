"""Somebody sits at a program in a pseudo-terminal: keys go in, the screen comes out, with times."""

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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

PATIENCE = 60.0
"""Seconds after which a text that does not come is given up."""
QUIET = 0.25
"""Seconds without a byte after which a screen stands."""
_PIECES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\"
    r"|\x1b\[([0-?]*)[ -/]*([@-~])|\x1b.|[\r\n]|."
)
_WHOLE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*\x07|[^\[\]])")


class Glass:
    """The characters that stand on a terminal, as far as Textual writes them."""

    def __init__(self, columns: int, rows: int) -> None:
        self.cells = [[" "] * columns for _ in range(rows)]
        self._x = self._y = 0

    def take(self, text: str) -> None:
        """Moves and writes as the terminal would; colours are left out."""
        for found in _PIECES.finditer(text):
            piece = found[0]
            if found[2] == "H":
                y, _, x = found[1].partition(";")
                self._y, self._x = int(y or 1) - 1, int(x or 1) - 1
            elif piece == "\r":
                self._x = 0
            elif piece == "\n":
                self._x, self._y = 0, self._y + 1
            elif piece >= " " and piece[0] != "\x1b":
                if self._y < len(self.cells) and self._x < len(self.cells[0]):
                    self.cells[self._y][self._x] = piece
                self._x += 1

    def below(self, top: int) -> str:
        """What stands from a row on."""
        return "\n".join("".join(row) for row in self.cells[top:])


@dataclass(frozen=True, slots=True)
class Answer:
    """What a key did: seconds until the screen was as it then stayed, and that screen."""

    seconds: float
    screen: str


class Seat:
    """A running program and what stands on its terminal."""

    def __init__(self, pid: int, terminal: int, columns: int, rows: int, top: int) -> None:
        self.pid = pid
        self._terminal = terminal
        self._glass = Glass(columns, rows)
        self._top = top
        self._half = b""

    @property
    def screen(self) -> str:
        """The rows that are looked at."""
        return self._glass.below(self._top)

    def wait_for(self, text: str) -> None:
        """Reads until a text stands on the screen, and then until nothing more comes.

        Raises:
            TimeoutError: it does not come.
        """
        started = time.perf_counter()
        while text not in self._glass.below(0):
            if time.perf_counter() - started > PATIENCE:
                raise TimeoutError(f"no {text!r} on\n{self._glass.below(0)}")
            self._read(0.05)
        self.settle()

    def settle(self) -> None:
        """Reads until nothing more comes."""
        while self._read(QUIET):
            pass

    def press(self, key: str) -> Answer:
        """Presses a key and takes the time until the screen is as it stays."""
        before, started = self.screen, time.perf_counter()
        os.write(self._terminal, key.encode())
        seen: list[tuple[float, str]] = []
        while self._read(QUIET if seen else 2.0):
            seen.append((time.perf_counter() - started, self.screen))
        last = self.screen
        since = next((at for at, screen in seen if screen == last), 0.0)
        for at, screen in reversed(seen):
            if screen != last:
                break
            since = at
        return Answer(since if last != before else 0.0, last)

    def _read(self, seconds: float) -> bool:
        if not select.select([self._terminal], [], [], seconds)[0]:
            return False
        data = self._half + os.read(self._terminal, 1 << 20)
        # A chunk may end within a sequence or a letter; the rest of it comes with the next one.
        cut = data.rfind(b"\x1b", max(0, len(data) - 120))
        ended = cut < 0 or _WHOLE.match(data, cut)
        whole, self._half = (data, b"") if ended else (data[:cut], data[cut:])
        try:
            text = whole.decode()
        except UnicodeDecodeError as error:
            text, self._half = whole[: error.start].decode(), whole[error.start :] + self._half
        self._glass.take(text)
        return True


@contextmanager
def seat(
    command: list[str],
    home: str,
    *,
    columns: int = 120,
    rows: int = 40,
    top: int = 0,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Seat]:
    """A program in a pseudo-terminal of its own, ended on leaving.

    Args:
        command: program and arguments.
        home: the home folder it has.
        columns: of the terminal.
        rows: of the terminal.
        top: rows above this one are not looked at, such as a banner that says what was kept.
        environment: more of its environment.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(HOME=home, TERM="xterm-256color", COLORTERM="truecolor")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
        os.environ.update(environment or {})
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    try:
        yield Seat(pid, terminal, columns, rows, top)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
