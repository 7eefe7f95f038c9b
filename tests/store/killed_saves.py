"""Run as a program: kills a save at its first step, its second, … and looks at what is left.

Prints how many steps a save has. Forking in a process of its own keeps the test runner's threads
out of it.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.store.faults import Steps, stepping
from tests.store.samples import ACT, chart, files_in

OLD, NEW = chart(visits=1), chart(visits=3)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at(nth: int, folder: Path) -> bool:
    """Whether the save was killed; raises if what is left is neither the old nor the new chart."""
    files_in(folder).save(OLD, {}, 0, ACT)
    child = os.fork()
    if child == 0:
        with stepping(Steps(nth, die)):
            files_in(folder).save(NEW, {}, 1, ACT)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    store = files_in(folder)
    left = store.load(OLD.patient.id)
    assert left.chart in ((OLD, NEW) if killed else (NEW,)), nth
    assert not store.heads().damaged, nth
    assert not list(folder.rglob("*.tmp")), nth
    assert store.save(NEW, {}, left.revision, ACT) == left.revision + 1, nth
    return killed


def main(folder: Path) -> None:
    nth = 1
    while killed_at(nth, folder / str(nth)):
        nth += 1
    print(nth)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
