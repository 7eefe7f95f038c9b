"""Start: processor time until the demo's list, and a sealed clinic's passphrase prompt, stand.

    python -m bench.start [RUNS] [--posting PROGRAM] [--harlequin PROGRAM]

Both are held against one Label, and against Posting and Harlequin where these are installed, each
in an environment of its own. All are started by turns in one run. The wall clock says how busy the
machine is; the ratio of processor times is the figure to compare. Reads /proc: Linux only.
"""

from __future__ import annotations

import argparse
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

from clinic_tui.desk.desk import Desk
from tests.builders import a_clinic, a_clinician
from tests.store.samples import CHEAP, PASSPHRASE

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
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
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


def programs(options: argparse.Namespace, sealed: Path) -> dict[str, tuple[list[str], str]]:
    """What is started, and the text that each is waited for."""
    python = sys.executable
    label = [python, str(Path(__file__).with_name("one_label.py"))]
    prompt = [python, "-m", "clinic_tui", "--clinic", str(sealed)]
    found = {
        "label": (label, "one label stands here"),
        "demo": ([python, "-m", "clinic_tui", "demo"], "Asante, Kwame"),
        "prompt": (prompt, "is locked"),
    }
    if options.posting:
        found["posting"] = ([options.posting], "Collection is empty")
    if options.harlequin:
        found["harlequin"] = ([options.harlequin], "Query Editor")
    return found


def main(options: argparse.Namespace) -> None:
    """Measures all programs by turns and prints medians and their ratios."""
    with tempfile.TemporaryDirectory() as place:
        sealed = Path(place) / "clinic"
        Desk.first_start(sealed, a_clinic(), a_clinician(), passphrase=PASSPHRASE, cost=CHEAP)
        started = programs(options, sealed)
        found: dict[str, list[Paint]] = {name: [] for name in started}
        for turn in range(options.runs + 1):
            for name, (command, text) in started.items():
                paint = first_paint(command, text)
                if turn:  # the first turn fills the caches
                    found[name].append(paint)
    cpu = {name: statistics.median(p.cpu for p in paints) for name, paints in found.items()}
    for name, paints in found.items():
        wall = statistics.median(p.wall for p in paints)
        print(f"{name:<9} CPU {cpu[name]:.2f} s, wall {wall:.2f} s, median of {len(paints)}")
    for name in ("demo", "prompt"):
        ratios = [f"{cpu[name] / cpu['label']:.2f} x label (at most {BUDGET})"]
        for peer in ("posting", "harlequin"):
            if peer in cpu:
                ratios.append(f"{cpu[name] / cpu[peer]:.2f} x {peer} (at most 0.5)")
        print(f"{name:<9} {', '.join(ratios)}")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m bench.start")
    asked.add_argument("runs", nargs="?", type=int, default=5)
    asked.add_argument("--posting", metavar="PROGRAM")
    asked.add_argument("--harlequin", metavar="PROGRAM")
    main(asked.parse_args())
