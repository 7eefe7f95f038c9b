"""What a death between two files has left is settled when the clinic is next looked at."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from clinic_tui.store.errors import DamagedError, NotWrittenError
from tests.store.samples import ACT, chart, files_in
from tests.store.scenarios import has_one, spoiled, whole

PATIENT = chart().patient.id


def log_of(folder: Path) -> Path:
    (log,) = (folder / "history").glob("*.log")
    return log


def test_a_first_save_without_its_entry_is_taken_in_once(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    store.save(chart("0001"), {}, 0, ACT)
    before = log_of(tmp_path).read_bytes()
    store.save(chart(), {"name": "kept"}, 0, ACT)
    log_of(tmp_path).write_bytes(before)
    for _ in range(2):
        assert {head.patient_id for head in whole(tmp_path).heads().heads} == {"0001", PATIENT}
    assert [event.what for event in files_in(tmp_path).history()].count("found") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which file is synced")
def test_a_first_save_that_was_refused_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = files_in(tmp_path)
    fsync = os.fsync

    def failing(handle: int) -> None:
        if "history" in os.readlink(f"/proc/self/fd/{handle}"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", failing)
        with pytest.raises(NotWrittenError):
            store.save(chart(), {}, 0, ACT)
    assert store.save(chart(visits=3), {}, 0, ACT) == 1
    assert whole(tmp_path).load(PATIENT).chart == chart(visits=3)


def test_an_erasure_that_was_cut_short_is_ended_and_nothing_comes_back(tmp_path: Path) -> None:
    has_one(tmp_path / "clinic")
    folder = tmp_path / "clinic"
    files = {
        path: path.read_bytes()
        for name in ("charts", "keys")
        for path in (folder / name).glob("*.*")
    }
    files_in(folder).erase(PATIENT, ACT)
    for path, raw in files.items():
        if path.suffix != ".lock":
            path.write_bytes(raw)
    assert {head.patient_id for head in whole(folder).heads().heads} == {"0002"}
    assert len(list((folder / "charts").glob("*.sealed"))) == 1
    assert len(list((folder / "keys").glob("*.key"))) == 1


def test_a_damaged_history_is_not_cut_where_the_next_file_was_begun_empty(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    spoiled(folder)
    log = log_of(folder)
    raw = log.read_bytes()
    log.with_name("00000002.log").touch()
    store = files_in(folder)
    store.save(chart(visits=3), {}, store.load(PATIENT).revision, ACT)
    assert log.read_bytes() == raw
    (problem,) = files_in(folder).verify().problems
    assert "after entry 0 " in problem


def test_a_history_that_cannot_be_read_now_is_not_called_damaged_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_one(tmp_path / "clinic")
    store = files_in(tmp_path / "clinic")
    opened = Path.open

    def refused(path: Path, *given: Any, **named: Any) -> Any:
        if path.suffix == ".log":
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return opened(path, *given, **named)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "open", refused)
        with pytest.raises(NotWrittenError, match="Too many open files"):
            store.note(ACT)
        assert "Too many open files" in store.heads().damaged[0]
    store.note(ACT)
    assert store.heads().damaged == ()
    assert whole(tmp_path / "clinic").load(PATIENT).revision == 1


def test_a_key_that_cannot_be_read_now_is_not_called_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_one(tmp_path / "clinic")
    store = files_in(tmp_path / "clinic")

    def refused(path: Path) -> bytes:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    with monkeypatch.context() as broken:
        broken.setattr(Path, "read_bytes", refused)
        with pytest.raises(DamagedError, match="cannot be read"):
            store.load(PATIENT)
    assert store.load(PATIENT).revision == 1
