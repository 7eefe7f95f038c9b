"""The list of a hundred thousand patients: its first paint, each key of a search, its redrawing.

    python -m bench.patient_list [RUNS [PATIENTS]]

The same is done in the same run with a thousand patients; the ratios are the figures to compare.
The clinics' keys lie open, so that no derivation of a key is counted. Linux only, as `bench.start`.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.big_clinic import clinic_of
from bench.start import Paint, first_paint
from bench.storage import charts
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.heads import line_of
from clinic_tui.knowledge.loader import built_in
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.keys import Keys
from tests.builders import DAY
from tests.store.samples import ACT, clinic

FEW = 1000
TYPED = ("wisnov", "ska", "mar 14", "tendin", "nobody", "left son", "zor")


def made(folder: Path, patients: int) -> Desk:
    """A clinic of so many, opened."""
    real = charts()[:1]
    line = dict(line_of(real[0], DAY, built_in))
    key = clinic_of(folder, patients, real, line)
    store = ChartFiles(folder, Keys(folder, key))
    store.set_up(clinic(), ACT)
    store.close()
    return Desk.open(folder)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of one go: other programs' work is not counted."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def searched(desk: Desk, rounds: int) -> tuple[float, list[float]]:
    """Milliseconds of a prefix, and of each key of all searches, slowest first."""
    heads = desk.heads()
    heads.prepare()
    prefix = [timed(lambda: heads.begins("wis")) for _ in range(rounds)]
    keys: dict[str, list[float]] = {}
    for _ in range(rounds):
        for text in TYPED:
            for length in range(1, len(text) + 1):
                typed = text[:length]
                keys.setdefault(typed, []).append(timed(partial(heads.find, typed)))
            heads.find("")
    return statistics.median(prefix), sorted(map(statistics.median, keys.values()), reverse=True)


async def redrawn(desk: Desk, rounds: int) -> float:
    """Milliseconds from a key's text to the list drawn anew, whole window, median."""
    from clinic_tui.ui.app import ClinicApp
    from clinic_tui.ui.screens.patients import PatientsScreen
    from clinic_tui.ui.widgets.roll import Roll

    taken = []
    app = ClinicApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, PatientsScreen)
        await app.workers.wait_for_complete()
        roll = screen.query_one(Roll)

        def narrowed(text: str) -> None:
            screen.narrow(text)
            roll.render_lines(roll.size.region)

        for _ in range(rounds):
            for text in ("w", "wi", "wis", "", "s", "sk"):
                taken.append(timed(partial(narrowed, text)))
    return statistics.median(taken)


def main(runs: int, patients: int) -> None:
    """Builds both clinics, measures by turns and prints."""
    with tempfile.TemporaryDirectory() as name:
        desks = {many: made(Path(name) / str(many), many) for many in (FEW, patients)}
        paints: dict[int, list[Paint]] = {many: [] for many in desks}
        for turn in range(runs + 1):
            for many, desk in desks.items():
                top = desk.heads()[0].listed
                command = [sys.executable, "-m", "clinic_tui", "--clinic", str(desk.folder)]
                paint = first_paint(command, top)
                if turn:  # the first turn fills the caches
                    paints[many].append(paint)
        cpu = {many: statistics.median(p.cpu for p in each) for many, each in paints.items()}
        for many, each in paints.items():
            wall = statistics.median(p.wall for p in each)
            print(f"first list of {many}: CPU {cpu[many]:.2f} s, wall {wall:.2f} s, n {len(each)}")
        print(f"ratio {cpu[patients] / cpu[FEW]:.2f} (at most 2)")
        for many, desk in desks.items():
            prefix, keys = searched(desk, 3 * runs)
            drawn = asyncio.run(redrawn(desk, runs))
            print(
                f"of {many}: prefix {prefix:.3f} ms (at most 1), a key anywhere: median "
                f"{statistics.median(keys):.1f}, slowest {keys[0]:.1f} ms (at most 20), "
                f"list redrawn {drawn:.1f} ms (at most 50)"
            )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 5,
        int(sys.argv[2]) if len(sys.argv) > 2 else 100_000,
    )
