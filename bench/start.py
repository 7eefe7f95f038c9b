"""Start: processor time until the demo's patient list stands, beside one Label in the same run.

    python -m bench.start [RUNS]

The wall clock says how busy the machine is; the ratio of processor times is the figure to compare.
Reads /proc, so it runs on Linux only.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path

BUDGET = 1.9
PATIENCE = 60.0
"""Seconds after which a program that has not painted is given up."""
ESCAPES = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]"
)
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Paint:
    """What a start had cost when the expected text stood."""

    wall: float
    cpu: float


def first_paint(command: list[str], expected: str, columns: int = 120, rows: int = 40) -> Paint:
    """Starts a command in a terminal of its own and waits for a text.

    Raises:
        TimeoutError: it was not painted in time.
    """
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        pid, terminal = pty.fork()
        if pid == 0:
            os.environ.update(HOME=home, TERM="xterm-256color", COLORTERM="truecolor")
            os.execvp(command[0], command)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        try:
            _wait_for(terminal, expected.encode(), started)
            return Paint(time.perf_counter() - started, _processor_seconds(pid))
        finally:
            os.kill(pid, signal.SIGTERM)
            _drain(terminal)
            os.waitpid(pid, 0)
            os.close(terminal)


def _wait_for(terminal: int, expected: bytes, started: float) -> None:
    seen = b""
    while time.perf_counter() - started < PATIENCE:
        if select.select([terminal], [], [], 0.01)[0]:
            seen += os.read(terminal, 65536)
            if expected in ESCAPES.sub(b"", seen):
                return
    raise TimeoutError(f"not painted: {expected.decode()!r}")


def _drain(terminal: int) -> None:
    """Reads what a leaving program still says, so that it is not kept from leaving."""
    try:
        while select.select([terminal], [], [], 5)[0] and os.read(terminal, 65536):
            pass
    except OSError:
        return  # the other end has closed


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def main(runs: int) -> None:
    """Measures both programs by turns and prints medians and their ratio."""
    label = [sys.executable, str(Path(__file__).with_name("one_label.py"))]
    demo = [sys.executable, "-m", "clinic_tui", "demo"]
    found: dict[str, list[Paint]] = {"label": [], "demo": []}
    for turn in range(runs + 1):
        pair = {
            "label": first_paint(label, "one label stands here"),
            "demo": first_paint(demo, "Asante, Kwame"),
        }
        if turn:  # the first turn fills the caches
            for name, paint in pair.items():
                found[name].append(paint)
    cpu = {name: statistics.median(p.cpu for p in paints) for name, paints in found.items()}
    for name, paints in found.items():
        wall = statistics.median(p.wall for p in paints)
        print(f"{name:<6} CPU {cpu[name]:.2f} s, wall {wall:.2f} s, median of {len(paints)}")
    print(f"ratio  {cpu['demo'] / cpu['label']:.2f} (budget {BUDGET})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
