"""Whatever call to the system fails or is the last: nothing acknowledged is lost, nothing half."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.every_fault import FAULTS, points
from tests.store.scenarios import SCENARIOS, Scenario

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
PROGRAM = Path(__file__).with_name("every_fault.py")


def struck(folder: Path, faults: str) -> int:
    """How many points a run in a process of its own has had; fails where one went wrong."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder), faults],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return int(done.stdout)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda each: each.name)
def test_a_full_disk_at_any_call_loses_nothing_that_was_said_to_be_saved(
    tmp_path: Path, scenario: Scenario
) -> None:
    wrong: list[str] = []
    # The migration makes a hundred calls; the long run strikes them all.
    quick = ("full-in-write",) if scenario.name == "migration" else ("ENOSPC-once", "full-in-write")
    for name in quick:
        (tmp_path / name).mkdir()
        assert points(scenario, FAULTS[name], tmp_path / name, wrong) > 0
    assert wrong == []


@POSIX
def test_a_process_killed_in_the_middle_of_any_write_leaves_old_or_new(tmp_path: Path) -> None:
    assert struck(tmp_path, "kill-in-write") > 20


@pytest.mark.long
@POSIX
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_at_every_call_leaves_old_or_new(tmp_path: Path, fault: str) -> None:
    assert struck(tmp_path, fault) > 20
