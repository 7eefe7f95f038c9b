"""What may be under way when the disk refuses or the process dies, and what must be true after."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clinic_tui.model.chart import Chart
from clinic_tui.store import format1
from clinic_tui.store.errors import WrongPassphraseError
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.founding import found
from clinic_tui.store.key_file import KeyFile
from clinic_tui.store.migration import seal_charts
from clinic_tui.store.repository import Act
from tests.store.samples import ACT, CHEAP, PASSPHRASE, chart, clinic, files_in

OLD, NEW, OTHER = chart(visits=1), chart(visits=3), chart("0002", "Other")
PATIENT = OLD.patient.id
GOLDEN = Path(__file__).with_name("golden") / "format1"
PRINTED = Act("printed", "Ada Nowak", datetime(2026, 11, 21, tzinfo=UTC))
NEXT_PASSPHRASE = "invented people once more"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing that is done to a clinic's folder."""

    name: str
    prepare: Callable[[Path], None]
    """Makes the folder as it is before; done once and copied."""
    opened: Callable[[Path], Any]
    """What stands ready when the first fault may come."""
    act: Callable[[Any], object]
    """Done among faults; a refusal is a `StoreError`."""
    check: Callable[[Path, bool], None]
    """Raises unless the folder holds what was there before or what was done; the second argument
    tells whether the act returned, so that it must have been done."""


def whole(folder: Path) -> ChartFiles:
    """A fresh window on the folder, where every listed chart opens and nothing is wrong."""
    store = files_in(folder)
    listing = store.heads()
    for head in listing.heads:
        # An interrupted save is taken in when its chart is opened.
        assert store.load(head.patient_id).revision >= head.revision
    again = store.heads()
    assert again.damaged == (), again.damaged
    problems = store.verify().problems
    assert problems == (), problems
    assert "damaged" not in [event.what for event in store.history()]
    left = list(folder.rglob("*.tmp"))
    assert not left, left
    return store


def has_one(folder: Path) -> None:
    """A clinic with two charts."""
    store = files_in(folder)
    store.set_up(clinic(), ACT)
    store.save(OTHER, {"name": "other"}, 0, ACT)
    store.save(OLD, {"name": "old"}, 0, ACT)
    store.close()


def empty(folder: Path) -> None:
    """A clinic without charts."""
    files_in(folder).set_up(clinic(), ACT)


def nothing(folder: Path) -> None:
    """A folder before the first start."""
    folder.mkdir()


def torn(folder: Path) -> None:
    """A clinic whose last entry was cut short by a crash, and that save with it."""
    has_one(folder)
    (log,) = (folder / "history").glob("*.log")
    files_in(folder).note(PRINTED)
    log.write_bytes(log.read_bytes()[:-40])


def half_known(folder: Path) -> None:
    """A clinic whose newest save lacks its entry, without an index and with a file left over."""
    has_one(folder)
    (log,) = (folder / "history").glob("*.log")
    before = log.read_bytes()
    files_in(folder).save(NEW, {"name": "new"}, 1, ACT)
    log.write_bytes(before)
    (folder / "index.sealed").unlink()
    name = _newest(folder)
    (folder / "charts" / f".{name}.0123456789abcdef.tmp").write_bytes(b"left over")


def _newest(folder: Path) -> str:
    newest = max((folder / "charts").glob("*.sealed"), key=lambda path: path.stat().st_mtime_ns)
    return newest.stem


def spoiled(folder: Path) -> None:
    """A clinic with an entry of the history changed by another hand."""
    has_one(folder)
    (log,) = (folder / "history").glob("*.log")
    raw = bytearray(log.read_bytes())
    raw[30] ^= 1
    log.write_bytes(raw)
    (folder / "index.sealed").unlink()


def old_format(folder: Path) -> None:
    """A clinic of the first version."""
    shutil.copytree(GOLDEN, folder)


def _others_stand(store: ChartFiles) -> None:
    assert store.load(OTHER.patient.id).chart == OTHER


def first_chart(folder: Path, said: bool) -> None:
    store = whole(folder)
    if said or store.heads().heads:
        assert store.load(PATIENT).chart == NEW
    else:
        assert store.save(NEW, {}, 0, ACT) == 1


def later_save(folder: Path, said: bool) -> None:
    store = whole(folder)
    _others_stand(store)
    left = store.load(PATIENT)
    assert left.chart in ((NEW,) if said else (OLD, NEW))
    assert left.revision == (2 if left.chart == NEW else 1)
    assert store.save(NEW, {}, left.revision, ACT) == left.revision + 1


def saved_beside_damage(folder: Path, said: bool) -> None:
    store = files_in(folder)
    left = store.load(PATIENT)
    assert left.chart in ((NEW,) if said else (OLD, NEW))
    _others_stand(store)
    revision = store.save(NEW, {}, left.revision, ACT)
    (problem,) = files_in(folder).verify().problems
    assert "after entry 0 " in problem
    assert files_in(folder).load(PATIENT).revision == revision


def noted(folder: Path, said: bool) -> None:
    store = whole(folder)
    events = [event for event in store.history() if event.what == PRINTED.what]
    assert len(events) == 1 if said else len(events) <= 1
    assert store.load(PATIENT).chart == OLD
    _others_stand(store)


def founded(folder: Path, said: bool) -> None:
    if said:
        assert ChartFiles.is_clinic(folder)
    if not ChartFiles.is_clinic(folder):
        found(folder, clinic(), "Ada Nowak", PASSPHRASE, CHEAP, ACT)
    assert whole(folder).clinic() == clinic()


def _opens(folder: Path, passphrase: str) -> bool:
    try:
        KeyFile(folder).unlock("Ada Nowak", passphrase)
    except WrongPassphraseError:
        return False
    return True


def passphrase_changed(folder: Path, said: bool) -> None:
    before, after = _opens(folder, PASSPHRASE), _opens(folder, NEXT_PASSPHRASE)
    assert (before, after) == (False, True) if said else before or after
    key_file = KeyFile(folder)
    opened = key_file.unlock("Ada Nowak", NEXT_PASSPHRASE if after else PASSPHRASE)
    key_file.set_passphrase(opened, "Ada Nowak", PASSPHRASE, CHEAP)
    assert (_opens(folder, PASSPHRASE), _opens(folder, NEXT_PASSPHRASE)) == (True, False)
    _others_stand(whole(folder))


def migrated(folder: Path, said: bool) -> None:
    store = files_in(folder)
    if said:
        assert not format1.is_clinic(folder)
    if format1.is_clinic(folder):
        seal_charts(folder, store, ACT)
    store = whole(folder)
    expected = {each.chart.patient.id: each.chart for each in format1.charts(GOLDEN)}
    assert {h.patient_id: store.load(h.patient_id).chart for h in store.heads().heads} == expected
    assert not list(folder.rglob("*.tinydb"))


def same_as_before(folder: Path, said: bool) -> None:
    store = whole(folder)
    assert store.load(PATIENT).chart == OLD
    _others_stand(store)
    assert {head.line["name"] for head in store.heads().heads} == {"old", "other"}


def started(folder: Path, said: bool) -> None:
    store = whole(folder)
    assert store.load(PATIENT).chart == NEW
    _others_stand(store)


def clinic_kept(folder: Path, said: bool) -> None:
    kept = whole(folder).clinic()
    assert kept.demo is False if said else kept.clinic == clinic().clinic


def scrap_kept(folder: Path, said: bool) -> None:
    typed = whole(folder).scrap(PATIENT)
    assert typed == {"notes": "half"} if said else typed in ({}, {"notes": "half"})
    same_as_before(folder, said)


def erased(folder: Path, said: bool) -> None:
    store = files_in(folder)
    if any(head.patient_id == PATIENT for head in store.heads().heads):
        assert not said
        store.erase(PATIENT, ACT)
    _others_stand(whole(folder))


def _change_clinic(store: ChartFiles) -> None:
    record = clinic()
    store.keep_clinic(type(record)(record.clinic, record.clinicians, demo=False), ACT)


def _start(folder: Path) -> Chart:
    store = files_in(folder)
    store.heads()
    return store.load(PATIENT).chart


def _change_passphrase(folder: Path) -> None:
    key_file = KeyFile(folder)
    opened = key_file.unlock("Ada Nowak", PASSPHRASE)
    key_file.set_passphrase(opened, "Ada Nowak", NEXT_PASSPHRASE, CHEAP)


SCENARIOS = (
    Scenario("first chart", empty, files_in, lambda s: s.save(NEW, {}, 0, ACT), first_chart),
    Scenario(
        "later save", has_one, files_in, lambda s: s.save(NEW, {"name": "n"}, 1, ACT), later_save
    ),
    Scenario("note", has_one, files_in, lambda s: s.note(PRINTED, PATIENT), noted),
    Scenario(
        "set-up",
        nothing,
        Path,
        lambda folder: found(folder, clinic(), "Ada Nowak", PASSPHRASE, CHEAP, ACT),
        founded,
    ),
    Scenario("passphrase", has_one, Path, _change_passphrase, passphrase_changed),
    Scenario("clinic", has_one, files_in, _change_clinic, clinic_kept),
    Scenario(
        "migration",
        old_format,
        lambda folder: (folder, files_in(folder)),
        lambda both: seal_charts(both[0], both[1], ACT),
        migrated,
    ),
    Scenario("index", has_one, files_in, lambda s: s.close(), same_as_before),
    Scenario("torn tail", torn, files_in, lambda s: s.save(NEW, {}, 1, ACT), later_save),
    Scenario(
        "spoiled history",
        spoiled,
        files_in,
        lambda s: s.save(NEW, {}, 1, ACT),
        saved_beside_damage,
    ),
    Scenario("start", half_known, Path, _start, started),
    Scenario(
        "scrap", has_one, files_in, lambda s: s.keep_scrap(PATIENT, {"notes": "half"}), scrap_kept
    ),
    Scenario("erasure", has_one, files_in, lambda s: s.erase(PATIENT, ACT), erased),
)
