"""The history: what was done stands in order, and nobody takes an entry out unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_tui.store.files import ChartFiles
from clinic_tui.store.repository import Act
from tests.store.samples import ACT, chart, clinic, files_in

VIEWED = Act("viewed", "Bo Lind", ACT.at)


def told(store: ChartFiles) -> list[tuple[str, str]]:
    return [(event.what, event.who) for event in store.history()]


def lived(folder: Path) -> ChartFiles:
    """A clinic where a few things were done."""
    store = files_in(folder)
    store.set_up(clinic(), ACT)
    store.save(chart("0001"), {"name": "a"}, 0, ACT)
    store.note(VIEWED, chart("0001").patient.id)
    store.save(chart("0002"), {"name": "b"}, 0, ACT)
    store.save(chart("0001", visits=3), {"name": "c"}, 1, ACT)
    return store


def frames(raw: bytes) -> list[bytes]:
    """The entries of a file as they lie on the disk."""
    found = []
    while raw:
        length = 20 + int.from_bytes(raw[:4], "big")
        found.append(raw[:length])
        raw = raw[length:]
    return found


def test_every_act_stands_with_its_author_in_order(tmp_path: Path) -> None:
    store = lived(tmp_path)
    assert told(store) == [
        ("saved", "Ada Nowak"),
        ("saved", "Ada Nowak"),
        ("viewed", "Bo Lind"),
        ("saved", "Ada Nowak"),
        ("saved", "Ada Nowak"),
    ]
    assert [event.number for event in store.history()] == [1, 2, 3, 4, 5]
    mine = store.history(chart("0001").patient.id)
    assert [(event.what, event.revision) for event in mine] == [
        ("saved", 1),
        ("viewed", 0),
        ("saved", 2),
    ]
    assert store.verify().problems == ()
    assert store.verify().events == 5


def test_another_window_tells_the_same(tmp_path: Path) -> None:
    one = lived(tmp_path)
    two = files_in(tmp_path)
    two.note(VIEWED)
    one.note(VIEWED)
    assert one.history() == two.history()
    assert one.head() == two.head()
    assert two.verify().problems == ()


def test_every_spoiled_byte_is_named(tmp_path: Path) -> None:
    store = lived(tmp_path)
    (log,) = (tmp_path / "history").glob("*.log")
    raw = log.read_bytes()
    for place in range(len(raw)):
        spoiled = bytearray(raw)
        spoiled[place] ^= 1 << place % 8
        log.write_bytes(spoiled)
        problems = store.verify().problems
        before = sum(1 for frame in frames(raw) if raw.index(frame) + len(frame) <= place)
        assert any(f"after entry {before} " in problem for problem in problems), place


def test_every_cut_is_noticed_by_who_has_read_more(tmp_path: Path) -> None:
    store = lived(tmp_path)
    (log,) = (tmp_path / "history").glob("*.log")
    raw = log.read_bytes()
    for length in range(len(raw)):
        log.write_bytes(raw[:length])
        assert any("cut" in problem for problem in store.verify().problems), length


def test_a_cut_is_noticed_from_outside_and_by_the_charts(tmp_path: Path) -> None:
    store = lived(tmp_path)
    head = store.head()
    (log,) = (tmp_path / "history").glob("*.log")
    whole = frames(log.read_bytes())
    (tmp_path / "index.sealed").unlink(missing_ok=True)
    log.write_bytes(b"".join(whole[:-1]))
    fresh = files_in(tmp_path)
    assert any("known outside" in problem for problem in fresh.verify([head]).problems)
    assert any("save 2; the history knows 1" in problem for problem in fresh.verify().problems)


@pytest.mark.parametrize("change", ["removed", "reordered", "doubled", "replayed"])
def test_entries_that_were_moved_about_are_noticed(tmp_path: Path, change: str) -> None:
    lived(tmp_path)
    (log,) = (tmp_path / "history").glob("*.log")
    whole = frames(log.read_bytes())
    moved = {
        "removed": [*whole[:2], *whole[3:]],
        "reordered": [whole[0], whole[2], whole[1], *whole[3:]],
        "doubled": [*whole[:3], whole[2], *whole[3:]],
        "replayed": [*whole, whole[1]],
    }[change]
    log.write_bytes(b"".join(moved))
    (tmp_path / "index.sealed").unlink(missing_ok=True)
    assert any("damaged after entry" in each for each in files_in(tmp_path).verify().problems)


def test_after_damage_the_clinic_goes_on_and_the_damage_stays_named(tmp_path: Path) -> None:
    lived(tmp_path)
    (log,) = (tmp_path / "history").glob("*.log")
    raw = bytearray(log.read_bytes())
    raw[len(frames(bytes(raw))[0]) + 30] ^= 1
    log.write_bytes(raw)
    store = files_in(tmp_path)
    assert {head.patient_id: head.revision for head in store.heads().heads} == {
        "0001": 2,
        "0002": 1,
    }
    assert "after entry 1 " in store.heads().damaged[0]
    assert store.load(chart("0001").patient.id).chart == chart("0001", visits=3)
    assert store.save(chart("0001"), {}, 2, ACT) == 3
    again = files_in(tmp_path)
    assert again.load(chart("0001").patient.id).revision == 3
    assert again.save(chart("0002", visits=1), {}, 1, ACT) == 2
    assert "damaged" in [event.what for event in again.history()]
    assert log.read_bytes() == raw
    (problem,) = again.verify().problems
    assert "after entry 1 " in problem


def test_an_entry_that_a_crash_left_unfinished_is_removed_and_told(tmp_path: Path) -> None:
    store = lived(tmp_path)
    (log,) = (tmp_path / "history").glob("*.log")
    with log.open("ab") as file:
        file.write(frames(log.read_bytes())[1][:-5][:90])
    # The beginning of an entry that was never finished: it is not damage as long as it fits.
    raw = log.read_bytes()
    log.write_bytes(raw[: -90 + 15])
    store.note(VIEWED)
    assert [event.what for event in store.history()][-2:] == ["repaired", "viewed"]
    assert store.verify().problems == ()


def test_a_save_that_was_cut_before_its_entry_is_found_and_told(tmp_path: Path) -> None:
    store = lived(tmp_path)
    (log,) = (tmp_path / "history").glob("*.log")
    before = log.read_bytes()
    store.save(chart("0002", visits=4), {"name": "d"}, 1, ACT)
    log.write_bytes(before)
    fresh = files_in(tmp_path)
    assert fresh.load(chart("0002").patient.id).revision == 2
    assert fresh.history()[-1].what == "found"
    assert fresh.verify().problems == ()
    assert fresh.save(chart("0002"), {}, 2, ACT) == 3


def test_nothing_of_a_patient_lies_open_on_the_disk(tmp_path: Path) -> None:
    store = lived(tmp_path)
    store.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            for word in (b"Marlow", b"Ines", b"gluteal", b"1992", b"0001"):
                assert word not in raw, path.name
