"""Run as a program: windows save the same chart as often as they can.

    python tests/store/two_windows.py FOLDER [WINDOWS [SAVES]]

Each is a process of its own and adds to one count, reading it anew when another was first. Prints
the count and the revision at the end, which tell whether a save was lost, and what is wrong.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from clinic_tui.store.errors import ChangedError
from tests.store.samples import ACT, chart, files_in


def work(folder: Path, saves: int) -> None:
    store = files_in(folder)
    saved = 0
    while saved < saves:
        found = store.load(chart().patient.id)
        count = int(found.chart.archive["count"]) + 1
        more = found.chart.model_copy(update={"archive": {"count": str(count)}})
        try:
            store.save(more, {}, found.revision, ACT)
        except ChangedError:
            continue
        saved += 1


def main(folder: Path, windows: int, saves: int) -> None:
    start = chart(visits=1).model_copy(update={"archive": {"count": "0"}})
    files_in(folder).save(start, {}, 0, ACT)
    children = []
    for _ in range(windows):
        child = os.fork()
        if child == 0:
            work(folder, saves)
            os._exit(0)
        children.append(child)
    ended = [os.waitpid(child, 0)[1] for child in children]
    store = files_in(folder)
    end = store.load(start.patient.id)
    print(end.chart.archive["count"], end.revision - 1, *store.verify().problems)
    sys.exit(any(ended))


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else 2,
        int(sys.argv[3]) if len(sys.argv) > 3 else 60,
    )
