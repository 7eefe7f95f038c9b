"""Memory of the window once the list of a thousand patients stands: resident, this process alone.

    python -m bench.memory [PATIENTS]

The clinic's key lies open, so that the peak of deriving one from a passphrase is not counted; one
label of Textual in the same run is what nobody can get below. Linux only, as `bench.start`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bench.patient_list import made
from bench.seat import Seat, seat

BUDGET = 60.0
"""MiB."""
AT_REST = 2.0
"""Seconds that the list is left alone before it is weighed."""


def resident(pid: int) -> float:
    """MiB that a process holds in memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(kilobytes) / 1024


def weighed(window: Seat, text: str) -> float:
    """The weight of a window once a text stands and nothing more is on its way."""
    window.wait_for(text)
    time.sleep(AT_REST)
    window.settle()
    return resident(window.pid)


def main(patients: int) -> None:
    """Weighs both programs and prints."""
    label = [sys.executable, str(Path(__file__).with_name("one_label.py"))]
    with tempfile.TemporaryDirectory() as home:
        desk = made(Path(home) / "clinic", patients)
        top = desk.heads()[0].listed
        clinic = [sys.executable, "-m", "clinic_tui", "--clinic", str(desk.folder)]
        with seat(label, home) as window:
            print(f"one label: {weighed(window, 'one label stands here'):.1f} MiB resident")
        with seat(clinic, home) as window:
            found = weighed(window, top)
            print(f"list of {patients}: {found:.1f} MiB resident (at most {BUDGET:.0f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
