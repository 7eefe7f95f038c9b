"""A save that the disk refuses at any step leaves the old chart or the new one, and says so."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_tui.store.errors import ChangedError, DamagedError, NotWrittenError
from clinic_tui.store.files import ChartFiles
from clinic_tui.store.founding import found
from tests.store.faults import Steps, stepping
from tests.store.samples import ACT, CHEAP, PASSPHRASE, chart, clinic, files_in

OLD, NEW = chart(visits=1), chart(visits=3)


def refusing(number: int) -> Callable[[], None]:
    def refuse() -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EMFILE])
@pytest.mark.parametrize("for_ever", [False, True])
def test_every_step_refused_leaves_the_old_or_the_new_chart(
    tmp_path: Path, number: int, for_ever: bool
) -> None:
    for nth in range(1, 60):
        store = files_in(tmp_path / str(nth))
        store.save(OLD, {}, 0, ACT)
        steps = Steps(nth, refusing(number), for_ever=for_ever)
        said_saved = True
        with stepping(steps):
            try:
                store.save(NEW, {}, 1, ACT)
            except (NotWrittenError, DamagedError):
                # Where reading the old chart is refused, nothing was begun.
                said_saved = False
        again = files_in(tmp_path / str(nth))
        stored = again.load(OLD.patient.id)
        assert stored.chart in ((NEW,) if said_saved else (OLD, NEW))
        assert not again.heads().damaged
        assert not list((tmp_path / str(nth)).rglob("*.tmp"))
        if not steps.struck:
            assert nth > 8
            return
    pytest.fail("the save never came to an end")


@pytest.mark.parametrize("nth", range(1, 12))
def test_a_new_chart_refused_is_there_whole_or_not_at_all(tmp_path: Path, nth: int) -> None:
    store = files_in(tmp_path)
    steps = Steps(nth, refusing(errno.ENOSPC))
    said_saved = True
    with stepping(steps):
        try:
            store.save(NEW, {}, 0, ACT)
        except NotWrittenError:
            said_saved = False
    listing = files_in(tmp_path).heads()
    assert not listing.damaged
    if listing.heads or said_saved:
        assert files_in(tmp_path).load(NEW.patient.id).chart == NEW


def test_a_clinic_refused_at_any_step_is_whole_or_can_be_begun_again(tmp_path: Path) -> None:
    for nth in range(1, 80):
        folder = tmp_path / str(nth)
        steps = Steps(nth, refusing(errno.ENOSPC))
        with stepping(steps):
            try:
                found(folder, clinic(), "Ada Nowak", PASSPHRASE, CHEAP, ACT)
            except NotWrittenError:
                assert steps.struck
        if not ChartFiles.is_clinic(folder):
            found(folder, clinic(), "Ada Nowak", PASSPHRASE, CHEAP, ACT)
        assert files_in(folder).clinic() == clinic()
        if not steps.struck:
            assert nth > 20
            return
    pytest.fail("the set-up never came to an end")


def test_a_clinic_that_is_there_is_never_founded_again(tmp_path: Path) -> None:
    store, _ = found(tmp_path, clinic(), "Ada Nowak", PASSPHRASE, CHEAP, ACT)
    store.save(OLD, {}, 0, ACT)
    (tmp_path / "clinic.sealed").unlink()
    with pytest.raises(ChangedError):
        found(tmp_path, clinic(), "Ada Nowak", PASSPHRASE, CHEAP, ACT)
    assert files_in(tmp_path).load(OLD.patient.id).chart == OLD


def test_a_disk_that_takes_few_bytes_at_a_time_gets_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:7]))
    store = files_in(tmp_path)
    store.save(OLD, {}, 0, ACT)
    store.save(NEW, {}, 1, ACT)
    assert files_in(tmp_path).load(NEW.patient.id).chart == NEW


def test_a_disk_that_takes_nothing_and_says_nothing_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = files_in(tmp_path)
    store.save(OLD, {}, 0, ACT)
    monkeypatch.setattr(os, "write", lambda handle, data: 0)
    with pytest.raises(NotWrittenError, match="kept"):
        store.save(NEW, {}, 1, ACT)
    assert files_in(tmp_path).load(OLD.patient.id).chart == OLD


def test_a_disk_that_lies_about_what_it_wrote_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = files_in(tmp_path)
    store.save(OLD, {}, 0, ACT)
    write = os.write

    def flipped(handle: int, data: bytes) -> int:
        spoiled = bytearray(data)
        spoiled[-9] ^= 1
        return write(handle, bytes(spoiled))

    monkeypatch.setattr(os, "write", flipped)
    with pytest.raises(NotWrittenError, match="read back"):
        store.save(NEW, {}, 1, ACT)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not synced there")
def test_the_file_is_synced_before_its_name_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = files_in(tmp_path)
    store.save(OLD, {}, 0, ACT)
    done: list[str] = []
    fsync, rename = os.fsync, os.replace

    def synced(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def renamed(source: Path, target: Path) -> None:
        done.append("rename")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    store.save(NEW, {}, 1, ACT)
    assert done == ["file", "rename", "folder", "file"]  # the history comes last


def test_a_failed_fsync_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = files_in(tmp_path)
    store.save(OLD, {}, 0, ACT)
    tries: list[int] = []

    def failing(handle: int) -> None:
        tries.append(handle)
        raise OSError(errno.EIO, "failed")

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(NotWrittenError):
        store.save(NEW, {}, 1, ACT)
    assert len(tries) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_process_killed_at_any_step_leaves_the_old_or_the_new_chart(tmp_path: Path) -> None:
    script = Path(__file__).with_name("killed_saves.py")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 8
