"""Two windows on one chart: nobody's save is lost."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import filelock
import pytest

from clinic_tui.store.errors import ChangedError, NotWrittenError
from clinic_tui.store.lock import locked
from tests.store.samples import ACT, chart, files_in


def counted(folder: Path, windows: int, saves: int) -> str:
    """What so many windows, each saving so often, have left."""
    script = Path(__file__).with_name("two_windows.py")
    done = subprocess.run(
        [sys.executable, str(script), str(folder), str(windows), str(saves)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize(("windows", "saves"), [(2, 60), (8, 25)])
def test_windows_lose_no_save(tmp_path: Path, windows: int, saves: int) -> None:
    total = windows * saves
    assert counted(tmp_path, windows, saves) == f"{total} {total}"


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_eight_windows_lose_none_of_ten_thousand_saves(tmp_path: Path) -> None:
    assert counted(tmp_path, 8, 1250) == "10000 10000"


def test_two_windows_cannot_both_admit_one_patient(tmp_path: Path) -> None:
    one, two = files_in(tmp_path), files_in(tmp_path)
    assert one.heads() == two.heads()
    one.save(chart(visits=1), {}, 0, ACT)
    with pytest.raises(ChangedError):
        two.save(chart(visits=2), {}, 0, ACT)
    assert two.load(chart().patient.id).chart == chart(visits=1)


def test_a_chart_of_another_window_is_found_without_listing_again(tmp_path: Path) -> None:
    one, two = files_in(tmp_path), files_in(tmp_path)
    one.save(chart(), {}, 0, ACT)
    assert two.load(chart().patient.id).revision == 1


def test_a_lock_held_for_long_is_said_and_not_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic_tui.store.files.locked", partial(locked, wait=0))
    store = files_in(tmp_path)
    store.save(chart(), {}, 0, ACT)
    (place,) = (tmp_path / "charts").glob("*.sealed")
    with (
        filelock.FileLock(place.with_suffix(".lock")),
        pytest.raises(NotWrittenError, match="another window"),
    ):
        store.save(chart(visits=1), {}, 1, ACT)
    assert store.load(chart().patient.id).chart == chart()


def test_another_window_is_told_of_a_save(tmp_path: Path) -> None:
    one, two = files_in(tmp_path), files_in(tmp_path)
    one.save(chart(), {}, 0, ACT)
    assert two.news() == {chart().patient.id}
    assert two.news() == frozenset()
