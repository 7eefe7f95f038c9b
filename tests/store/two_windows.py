"""Run as a program: two processes save the same chart as often as they can.

Each adds to one count, reading it anew when the other was first. Prints the count and the
revision at the end, which tell whether a save was lost.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from clinic_tui.store.errors import ChangedError
from tests.store.samples import ACT, chart, files_in

SAVES = 60


def work(folder: Path) -> None:
    store = files_in(folder)
    saved = 0
    while saved < SAVES:
        found = store.load(chart().patient.id)
        count = int(found.chart.archive["count"]) + 1
        more = found.chart.model_copy(update={"archive": {"count": str(count)}})
        try:
            store.save(more, {}, found.revision, ACT)
        except ChangedError:
            continue
        saved += 1


def main(folder: Path) -> None:
    start = chart(visits=1).model_copy(update={"archive": {"count": "0"}})
    files_in(folder).save(start, {}, 0, ACT)
    children = []
    for _ in range(2):
        child = os.fork()
        if child == 0:
            work(folder)
            os._exit(0)
        children.append(child)
    failed = any(os.waitpid(child, 0)[1] for child in children)
    end = files_in(folder).load(start.patient.id)
    print(end.chart.archive["count"], end.revision - 1)
    sys.exit(failed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
