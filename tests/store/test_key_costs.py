"""What a passphrase costs to try, and how it is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_tui.store import key_file
from clinic_tui.store.errors import WrongPassphraseError
from clinic_tui.store.key_file import AIM, Cost, KeyFile, calibrated

OLD, NEW = "invented people only", "other words, also good"


def clock_of(seconds: float) -> Callable[[], float]:
    """A clock by which each pass over 64 MiB takes so long."""
    now = 0.0

    def tick() -> float:
        nonlocal now
        now += seconds
        return now

    return tick


@pytest.mark.parametrize("seconds", [0.01, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 1.0, 5.0])
def test_the_cost_fits_the_machine_and_has_a_floor(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_file, "_derive", lambda *given: b"")
    cost = calibrated(clock_of(seconds))
    cost.check()
    assert cost.memory_kib >= 64 * 1024
    assert cost.passes >= 3
    takes = seconds * cost.passes * cost.memory_kib / (64 * 1024)
    assert takes <= AIM or (cost.memory_kib, cost.passes) == (64 * 1024, 3)
    assert takes >= 0.5 or cost.passes == 10


def test_a_passphrase_is_changed_only_by_who_knows_the_old_one(tmp_path: Path) -> None:
    file = KeyFile(tmp_path)
    opened, code = file.create("Ada", OLD, Cost(8, 1))
    with pytest.raises(WrongPassphraseError):
        file.change_passphrase(opened, "Ada", NEW, OLD)
    assert file.unlock("Ada", OLD).key == opened.key
    file.change_passphrase(opened, "Ada", OLD, NEW)
    assert file.unlock("Ada", NEW).key == opened.key
    with pytest.raises(WrongPassphraseError):
        file.unlock("Ada", OLD)
    assert file.recover(code).key == opened.key


def test_a_wrong_passphrase_is_tried_once_where_both_files_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = KeyFile(tmp_path)
    file.create("Ada", OLD, Cost(8, 1))
    tries: list[str] = []
    derive = key_file._derive

    def counted(passphrase: str, salt: bytes, cost: Cost) -> bytes:
        tries.append(passphrase)
        return derive(passphrase, salt, cost)

    monkeypatch.setattr(key_file, "_derive", counted)
    with pytest.raises(WrongPassphraseError):
        file.unlock("Ada", NEW)
    assert tries == [NEW]
