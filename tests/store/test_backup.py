"""A backup is proved by reading it back; what was erased is erased in it too."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_tui.store.backup import Backup, back_up, look_at, put_keys, restore
from clinic_tui.store.errors import DamagedError, NotWrittenError, StoreError, WrongPassphraseError
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.key_file import KeyFile
from clinic_tui.store.keys import Keys
from tests.store.samples import ACT, PASSPHRASE, chart, clinic, files_in

AT = ACT.at


@pytest.fixture
def store(tmp_path: Path) -> ChartFiles:
    found = files_in(tmp_path / "clinic")
    found.set_up(clinic(), ACT)
    for number in ("0001", "0002", "0003"):
        found.save(chart(number), {"name": number}, 0, ACT)
    return found


def restored(path: Path, folder: Path) -> ChartFiles:
    put_keys(path, folder)
    keys = Keys(folder, KeyFile(folder).unlock("Ada Nowak", PASSPHRASE))
    restore(path, folder, keys)
    return ChartFiles(folder, keys)


def test_a_backup_restores_to_the_same_clinic(store: ChartFiles, tmp_path: Path) -> None:
    path = tmp_path / "stick" / "clinic.backup"
    path.parent.mkdir()
    made = back_up(store, path, AT)
    assert (made.charts, made.problems) == (3, ())
    assert look_at(store, path).problems == ()
    again = restored(path, tmp_path / "other")
    assert again.clinic() == store.clinic()
    assert again.heads() == store.heads()
    assert again.history() == store.history()
    assert again.verify([made.head]).problems == ()
    for number in ("0001", "0002", "0003"):
        assert again.load(chart(number).patient.id) == store.load(chart(number).patient.id)


def test_the_second_backup_adds_only_what_is_new(store: ChartFiles, tmp_path: Path) -> None:
    path = tmp_path / "clinic.backup"
    first = back_up(store, path, AT)
    store.save(chart("0002", visits=3), {"name": "new"}, 1, ACT)
    second = back_up(store, path, AT)
    assert second.added < first.added
    assert look_at(store, path).problems == ()
    new = restored(path, tmp_path / "other").load(chart("0002").patient.id)
    assert new.chart == chart("0002", visits=3)


def test_what_was_saved_since_is_no_damage(store: ChartFiles, tmp_path: Path) -> None:
    path = tmp_path / "clinic.backup"
    back_up(store, path, AT)
    store.save(chart("0002", visits=3), {}, 1, ACT)
    store.save(chart("0004"), {}, 0, ACT)
    assert look_at(store, path).problems == ()


def test_every_spoiled_byte_of_a_backup_is_noticed(store: ChartFiles, tmp_path: Path) -> None:
    path = tmp_path / "clinic.backup"
    back_up(store, path, AT)
    raw = path.read_bytes()
    for place in range(0, len(raw), 7):
        spoiled = bytearray(raw)
        spoiled[place] ^= 1 << place % 8
        path.write_bytes(spoiled)
        try:
            problems = look_at(store, path).problems
        except StoreError:
            continue
        assert problems, place


def test_a_backup_cut_short_is_the_one_before_or_none(store: ChartFiles, tmp_path: Path) -> None:
    path = tmp_path / "clinic.backup"
    back_up(store, path, AT)
    whole = path.read_bytes()
    for length in range(0, len(whole), 101):
        path.write_bytes(whole[:length])
        with pytest.raises(StoreError):
            look_at(store, path)
    path.write_bytes(whole[:-10])
    assert back_up(store, path, AT).problems == ()
    assert look_at(store, path).problems == ()


def test_a_damaged_chart_does_not_replace_the_good_one(store: ChartFiles, tmp_path: Path) -> None:
    path = tmp_path / "clinic.backup"
    back_up(store, path, AT)
    store.save(chart("0002", visits=3), {}, 1, ACT)
    identity = store._index.by_patient["0002"]
    file = store._path(identity)
    file.write_bytes(file.read_bytes()[:-1])
    made = back_up(store, path, AT)
    assert file.name in made.problems[0]
    assert Backup(path).opened(store.keys)["files"][f"charts/{file.name}"]
    again = restored(path, tmp_path / "other")
    with pytest.raises(DamagedError, match="put back"):
        again.load(chart("0002").patient.id)
    assert again.load(chart("0001").patient.id).chart == chart("0001")


def test_another_clinics_file_is_refused_and_left(store: ChartFiles, tmp_path: Path) -> None:
    other = files_in(tmp_path / "other")
    other.set_up(clinic(), ACT)
    path = tmp_path / "clinic.backup"
    back_up(other, path, AT)
    raw = path.read_bytes()
    with pytest.raises(DamagedError, match="another clinic"):
        back_up(store, path, AT)
    assert path.read_bytes() == raw
    text = tmp_path / "letter.txt"
    text.write_text("no backup at all, but long enough to be one")
    with pytest.raises(DamagedError, match="no backup"):
        back_up(store, text, AT)
    with pytest.raises(DamagedError, match="inside the clinic's folder"):
        back_up(store, store.folder / "x.backup", AT)


def test_nothing_is_restored_over_anything(store: ChartFiles, tmp_path: Path) -> None:
    path = tmp_path / "clinic.backup"
    back_up(store, path, AT)
    with pytest.raises(DamagedError, match="not empty"):
        put_keys(path, store.folder)
    put_keys(path, tmp_path / "other")
    with pytest.raises(WrongPassphraseError):
        KeyFile(tmp_path / "other").unlock("Ada Nowak", "another one")
    assert not ChartFiles.is_clinic(tmp_path / "other")


def test_a_full_disk_leaves_the_backup_of_before(
    store: ChartFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "clinic.backup"
    back_up(store, path, AT)
    store.save(chart("0002", visits=3), {}, 1, ACT)
    with monkeypatch.context() as patched:
        patched.setattr("os.write", lambda handle, data: 0)
        with pytest.raises(NotWrittenError, match="still stands"):
            back_up(store, path, AT)
    assert look_at(store, path).problems == ()
    assert back_up(store, path, AT).problems == ()
    assert look_at(store, path).problems == ()


def test_no_patient_stands_open_in_a_backup(store: ChartFiles, tmp_path: Path) -> None:
    path = tmp_path / "clinic.backup"
    back_up(store, path, AT)
    raw = path.read_bytes()
    assert not any(word in raw for word in (b"Marlow", b"Ines", b"gluteal", b"1992"))


def test_an_erased_patient_is_erased_in_the_backups_of_before(
    store: ChartFiles, tmp_path: Path
) -> None:
    path = tmp_path / "clinic.backup"
    back_up(store, path, AT)
    identity = store._index.by_patient["0002"]
    key = store.keys.of_chart(identity)
    store.erase(chart("0002").patient.id, ACT)
    made = back_up(store, path, AT)
    assert made.charts == 2
    assert look_at(store, path).problems == ()
    again = restored(path, tmp_path / "other")
    assert [head.patient_id for head in again.heads().heads] == ["0001", "0003"]
    assert again.verify().problems == ()
    # The sealed bytes of before are in the file still; the key that opens them is nowhere.
    assert key not in path.read_bytes()
    assert identity.hex() not in Backup(path).pocket()["charts"]
    assert len(Backup(path).pockets) == 1
    assert store.verify().problems == ()
    assert "erased" in [event.what for event in store.history()]
