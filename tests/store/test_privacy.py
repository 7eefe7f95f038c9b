"""Files are for their owner alone, and their names tell nothing."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import filelock
import pytest

from clinic_tui.store.errors import NotWrittenError
from tests.store.samples import ACT, chart, clinic, files_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_files_are_0600_and_folders_0700_under_any_umask(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    store = files_in(folder)
    store.set_up(clinic(), ACT)
    store.save(chart(), {}, 0, ACT)
    store.save(chart(visits=3), {}, 1, ACT)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert modes
    for path, mode in modes.items():
        assert mode == (0o700 if path.is_dir() else 0o600), path.name


def test_no_file_name_tells_whose_chart_it_is(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    store.save(chart("0417", "Marlow"), {}, 0, ACT)
    for path in tmp_path.rglob("*"):
        assert "0417" not in path.stem or len(path.stem) == 32
        assert "marlow" not in path.name.lower()


def test_a_link_laid_in_the_way_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = files_in(tmp_path)
    store.save(chart(), {}, 0, ACT)
    (place,) = (tmp_path / "charts").glob("*.sealed")
    victim = tmp_path / "victim"
    victim.write_text("untouched")
    monkeypatch.setattr("os.urandom", bytes)
    place.with_name(f".{place.stem}.{'0' * 16}.tmp").symlink_to(victim)
    with pytest.raises(NotWrittenError):
        store.save(chart(visits=1), {}, 1, ACT)
    assert victim.read_text() == "untouched"
    assert files_in(tmp_path).load(chart().patient.id).chart == chart()


def test_leftovers_of_killed_saves_are_removed_when_charts_are_listed(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    store.set_up(clinic(), ACT)
    store.save(chart(), {}, 0, ACT)
    (place,) = (tmp_path / "charts").glob("*.sealed")
    left = place.with_name(f".{place.stem}.abc.tmp")
    other = tmp_path / ".clinic.abc.tmp"
    left.write_bytes(b"half a chart")
    other.write_bytes(b"half a clinic")
    again = files_in(tmp_path)
    assert not again.heads().damaged
    assert again.load(chart().patient.id).chart == chart()
    assert not left.exists()
    assert not other.exists()


def test_a_save_under_way_in_another_window_keeps_its_temporary_file(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    store.save(chart(), {}, 0, ACT)
    (place,) = (tmp_path / "charts").glob("*.sealed")
    left = place.with_name(f".{place.stem}.abc.tmp")
    left.write_bytes(b"half a chart")
    with filelock.FileLock(place.with_suffix(".lock")):
        assert not files_in(tmp_path).heads().damaged
        assert left.exists()
