"""A disk that is really full: the old chart stands whole, and the sentence names the cause."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_tui.store.errors import NotWrittenError
from tests.store.samples import ACT, chart, files_in
from tests.store.scenarios import whole

PAGE = 4096
NUMBER = chart().patient.id


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Where a small disk can be mounted; skips where that needs more rights than we have."""
    place = tmp_path / "disk"
    place.mkdir()
    yield place
    subprocess.run(["umount", str(place)], capture_output=True, check=False)


def mounted(place: Path, size: int) -> None:
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("mounting a small disk needs Linux")
    subprocess.run(["umount", str(place)], capture_output=True, check=False)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"mounting a small disk needs root: {done.stderr.strip()}")


def filled_up(place: Path, size: int) -> bool:
    """Saves until the disk refuses; whether it came to that before the chart grew very long."""
    mounted(place, size)
    folder = place / "clinic"
    try:
        store = files_in(folder)
    except NotWrittenError as error:
        return "No space left" in str(error)
    kept, why = None, ""
    for revision in range(300):
        # Grows by some kilobytes that do not compress at each save.
        notes = "".join(chr(0x4E00 + (each * 7919 * (revision + 1)) % 20000) for each in range(999))
        archive = {**(kept.archive if kept else {}), str(revision): notes}
        now = chart().model_copy(update={"archive": archive})
        try:
            store.save(now, {"name": "x" * 200}, revision, ACT)
        except NotWrittenError as error:
            why = str(error)
            break
        kept = now
    else:
        return False
    assert "No space left" in why, why
    # Room again, as after somebody has tidied up: what was kept is all there.
    subprocess.run(["mount", "-o", f"remount,size={size * 4}", str(place)], check=True)
    again = whole(folder)
    if kept is None:
        assert again.save(chart(), {}, 0, ACT) == 1
        return True
    left = again.load(NUMBER)
    assert left.chart == kept
    assert again.save(chart(), {}, left.revision, ACT) == left.revision + 1
    return True


@pytest.mark.parametrize("size", [16 * PAGE, 40 * PAGE])
def test_a_full_disk_keeps_the_old_chart_and_says_why(disk: Path, size: int) -> None:
    assert filled_up(disk, size)


@pytest.mark.long
def test_at_every_size_from_64_kb_to_1_mb(disk: Path) -> None:
    for size in range(16 * PAGE, 256 * PAGE + 1, PAGE):
        assert filled_up(disk, size), size
