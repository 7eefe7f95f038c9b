"""The sealed store beside what it is measured against, by turns in the same run.

    python -m bench.storage [ROUNDS [PATIENTS [FOLDER]]]

Every round does each thing once, in an order drawn by lot, with a write of 4 kB and fdatasync as
the control: disks differ and have bad minutes, so the ratios count, and the milliseconds stand
beside them. The clinic of a hundred thousand patients is faked as `bench.big_clinic` says.
"""

from __future__ import annotations

import os
import platform
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from itertools import count
from pathlib import Path

from tinydb import TinyDB, where

from bench.big_clinic import clinic_of, long_history
from clinic_tui.desk.heads import line_of
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import AssessmentId
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import PatientId
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.keys import Keys
from tests.builders import DAY, base_assessment, base_chart
from tests.store.samples import ACT

SMALL, REAL, VISITS, EVENTS = 1000, 20, 3, 100_000
PLAIN_EVERY = 30
"""Rounds between two saves of plain TinyDB, which take seconds each."""
LIST_EVERY = 10
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Budget:
    """One thing against another."""

    what: str
    against: str
    most: float | None = None
    least: float | None = None


BUDGETS = (
    Budget("save, many patients", "save, 1000 patients", most=1.3),
    Budget("save, many patients", "save, one SQLite document", most=2.0),
    Budget("save, many patients", "control"),
    Budget("save, plain TinyDB of 1000", "save, 1000 patients", least=100),
    Budget("open", "read and parse", most=1.3),
    # Of the store alone; the window's first list is measured by `bench.patient_list`.
    Budget("first list, many patients", "first list, 1000 patients"),
)


def charts() -> list[Chart]:
    """A few real charts of some 30 kB each."""
    earlier = tuple(
        base_assessment(id=AssessmentId(f"a{back + 1}"), on=DAY - timedelta(days=30 * back))
        for back in range(VISITS - 1, 0, -1)
    )
    one = base_chart(earlier=earlier)
    return [
        one.model_copy(
            update={"patient": one.patient.model_copy(update={"id": PatientId(f"R{number:04d}")})}
        )
        for number in range(REAL)
    ]


class Saves:
    """Saves the real charts of one clinic in turn, changed a little each time."""

    def __init__(self, store: ChartFiles, real: list[Chart], line: dict[str, object]) -> None:
        self._store, self._real, self._line = store, real, line
        self._turn = count()

    def prepare(self) -> Work:
        """The next save, with all that is no part of it done."""
        turn = next(self._turn)
        chart = self._real[turn % len(self._real)]
        chart = chart.model_copy(update={"archive": {"turn": str(turn)}})
        revision = turn // len(self._real) + 1
        return lambda: self._store.save(chart, self._line, revision, ACT)


class SqliteDocuments:
    """One row for each chart, its JSON in one column; as durable as SQLite can be."""

    def __init__(self, path: Path, real: list[Chart]) -> None:
        self._real, self._turn = real, count()
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("CREATE TABLE chart (id TEXT PRIMARY KEY, rev INTEGER, doc TEXT)")
        doc = real[0].model_dump_json()
        rows = [*(c.patient.id for c in real), *(f"F{n:06d}" for n in range(SMALL - len(real)))]
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO chart VALUES (?, 1, ?)", ((row, doc) for row in rows))
        self._db.execute("COMMIT")

    def prepare(self) -> Work:
        """The next save."""
        turn = next(self._turn)
        chart = self._real[turn % len(self._real)]
        chart = chart.model_copy(update={"archive": {"turn": str(turn)}})
        revision = turn // len(self._real) + 1
        return lambda: self._save(chart, revision)

    def _save(self, chart: Chart, revision: int) -> None:
        done = self._db.execute(
            "UPDATE chart SET doc = ?, rev = rev + 1 WHERE id = ? AND rev = ?",
            (chart.model_dump_json(), chart.patient.id, revision),
        )
        assert done.rowcount == 1


class PlainTinyDB:
    """One TinyDB file of all charts, as its readme shows it."""

    def __init__(self, path: Path, real: list[Chart]) -> None:
        self._chart = real[0].model_dump(mode="json")
        self._db, self._turn = TinyDB(path), count()
        ids = [chart.patient.id for chart in real]
        ids += [PatientId(f"F{number:06d}") for number in range(SMALL - len(real))]
        self._db.insert_multiple({**self._chart, "id": each} for each in ids)

    def prepare(self) -> Work:
        """The next save."""
        turn = str(next(self._turn))
        return lambda: self._db.update({"archive": {"turn": turn}}, where("id") == "R0000")


def control(folder: Path) -> Callable[[], Work]:
    """A write of 4 kB and fdatasync."""
    handle = os.open(folder / "control", os.O_WRONLY | os.O_CREAT, 0o600)
    page = os.urandom(4096)

    def work() -> None:
        os.pwrite(handle, page, 0)
        os.fdatasync(handle)

    return lambda: work


def measured(
    prepared: dict[str, tuple[Callable[[], Work], int]], rounds: int
) -> dict[str, list[float]]:
    """Milliseconds of each thing in every round that it is done in."""
    found: dict[str, list[float]] = {name: [] for name in prepared}
    lot = random.Random(1)
    for turn in range(-1, rounds):  # the first one fills the caches
        names = list(prepared)
        lot.shuffle(names)
        for name in names:
            prepare, every = prepared[name]
            if turn > 0 and turn % every:
                continue
            work = prepare()
            started = time.perf_counter()
            result = work()
            taken = (time.perf_counter() - started) * 1000
            del result  # whoever opened a list keeps it; freeing it is no part of opening
            if turn >= 0:
                found[name].append(taken)
    return found


def report(found: dict[str, list[float]]) -> None:
    """Prints milliseconds, then ratios of medians beside their budgets."""
    for name, taken in found.items():
        p95 = sorted(taken)[int(len(taken) * 0.95)] if len(taken) > 1 else taken[0]
        print(f"{name:<28} p50 {statistics.median(taken):9.2f} ms, p95 {p95:9.2f}, n {len(taken)}")
    for budget in BUDGETS:
        ratio = statistics.median(found[budget.what]) / statistics.median(found[budget.against])
        said = "no budget"
        if budget.most is not None:
            said = f"at most {budget.most}: {'met' if ratio <= budget.most else 'NOT MET'}"
        if budget.least is not None:
            said = f"at least {budget.least:.0f}: {'met' if ratio >= budget.least else 'NOT MET'}"
        print(f"ratio {ratio:8.2f}  {budget.what} / {budget.against} ({said})")


def main(rounds: int, patients: int, where_to: str | None) -> None:
    """Builds the clinics, measures by turns and prints."""
    libraries = ("tinydb", "pydantic", "cryptography", "filelock")
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        + ", ".join(f"{name} {version(name)}" for name in libraries)
        + f", {os.cpu_count()} cores"
    )
    real = charts()
    line = dict(line_of(real[0], DAY, built_in))
    with tempfile.TemporaryDirectory(dir=where_to) as name:
        folder = Path(name)
        keys = {n: clinic_of(folder / str(n), n, real, line) for n in (SMALL, patients)}

        def started(many: int) -> ChartFiles:
            return ChartFiles(folder / str(many), Keys(folder / str(many), keys[many]))

        def first_list(many: int) -> Callable[[], Work]:
            return lambda: lambda: started(many).heads()

        stores = {many: started(many) for many in keys}
        plain = folder / "plain.json"
        plain.write_text(real[0].model_dump_json(), encoding="utf-8")
        print(f"a chart is {plain.stat().st_size / 1000:.0f} kB of JSON; {patients} are many")
        turns = count()

        def opening() -> Work:
            patient = real[next(turns) % len(real)].patient.id
            return lambda: stores[patients].load(patient)

        found = measured(
            {
                "control": (control(folder), 1),
                "save, many patients": (Saves(stores[patients], real, line).prepare, 1),
                "save, 1000 patients": (Saves(stores[SMALL], real, line).prepare, 1),
                "save, one SQLite document": (
                    SqliteDocuments(folder / "documents.sqlite", real).prepare,
                    1,
                ),
                "save, plain TinyDB of 1000": (
                    PlainTinyDB(folder / "plain-tinydb.json", real).prepare,
                    PLAIN_EVERY,
                ),
                "open": (opening, 1),
                "read and parse": (
                    lambda: lambda: Chart.model_validate_json(plain.read_bytes()),
                    1,
                ),
                "first list, many patients": (first_list(patients), LIST_EVERY),
                "first list, 1000 patients": (first_list(SMALL), LIST_EVERY),
            },
            rounds,
        )
        report(found)
        whole = long_history(folder / "history", EVENTS, real[0], line)
        begun = time.perf_counter()
        verified = whole.verify()
        taken = time.perf_counter() - begun
        print(
            f"verify of {verified.events} events: {taken:.2f} s (at most 2), "
            f"{len(verified.problems)} problems"
        )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 150,
        int(sys.argv[2]) if len(sys.argv) > 2 else 100_000,
        sys.argv[3] if len(sys.argv) > 3 else None,
    )
