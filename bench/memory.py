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

from bench.big_clinic import invented_name
from bench.seat import Seat, seat
from bench.storage import charts
from clinic_tui.desk.heads import line_of
from clinic_tui.knowledge.loader import built_in
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.key_file import KeyFile
from clinic_tui.store.keys import Keys
from tests.builders import DAY, base_patient, changed
from tests.store.samples import ACT, clinic

BUDGET = 60.0
"""MiB."""
AT_REST = 2.0
"""Seconds that the list is left alone before it is weighed."""


FIRST = "Aaker"
"""Family name of the patient who stands first, whose chart is shown beside the list."""


def made(folder: Path, patients: int) -> None:
    """A clinic of so many, each with a chart of three visits, closed; its key lies open."""
    folder.mkdir()
    store = ChartFiles(folder, Keys(folder, KeyFile(folder).create_open()))
    store.set_up(clinic(), ACT)
    model = charts()[0]
    for number in range(patients):
        family, given = invented_name(number) if number else (FIRST, "Marta")
        patient = base_patient(id=f"{number:04d}", family_name=family, given_name=given)
        chart = changed(model, patient=patient)
        store.save(chart, dict(line_of(chart, DAY, built_in)), 0, ACT)
    store.close()


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
        folder = Path(home) / "clinic"
        made(folder, patients)
        window_of = [sys.executable, "-m", "clinic_tui", "--clinic", str(folder)]
        with seat(label, home) as window:
            print(f"one label: {weighed(window, 'one label stands here'):.1f} MiB resident")
        with seat(window_of, home) as window:
            found = weighed(window, FIRST)
            print(f"list of {patients}: {found:.1f} MiB resident (at most {BUDGET:.0f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
