"""Backup, restore, verify and erase without a screen, with an exit code for each outcome."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_tui.desk.desk import Desk
from tests.builders import a_clinic, a_clinician, base_patient
from tests.store.samples import CHEAP, PASSPHRASE

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    desk = Desk.first_start(folder, a_clinic(), a_clinician(), PASSPHRASE, cost=CHEAP)
    desk.new_patient(base_patient())
    return folder


@pytest.fixture
def unlocked(run: Run, clinic: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command with the passphrase on standard input."""

    def command(*arguments: object, passphrase: str = PASSPHRASE) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{passphrase}\n"))
        return run(*arguments, "--clinic", clinic)

    return command


def test_a_backup_is_made_proved_and_restored(unlocked: Run, clinic: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "clinic.backup", tmp_path / "other"
    assert unlocked("backup", file, "--verify")[0] == 2
    code, out, err = unlocked("backup", file)
    assert (code, err) == (0, "")
    assert "1 charts" in out
    assert "Restored into memory and compared" in out
    assert unlocked("backup", file, "--verify")[0] == 0
    code, out, err = unlocked("restore", file, other)
    assert (code, err) == (0, "")
    assert "1 charts" in out
    again = Desk.open(other, PASSPHRASE)
    assert again.chart(base_patient().id) == Desk.open(clinic, PASSPHRASE).chart(base_patient().id)
    assert unlocked("restore", file, other)[0] == 2


def test_damage_has_its_own_exit_code_and_names_the_file(
    unlocked: Run, clinic: Path, tmp_path: Path
) -> None:
    assert unlocked("verify")[0] == 0
    file = tmp_path / "clinic.backup"
    unlocked("backup", file)
    (chart,) = (clinic / "charts").glob("*.sealed")
    whole = chart.read_bytes()
    chart.write_bytes(whole[:-1])
    code, _, err = unlocked("verify")
    assert code == 5
    assert chart.name in err
    chart.write_bytes(whole)
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    assert unlocked("backup", file, "--verify")[0] in (2, 5)


def test_a_head_from_a_paper_is_looked_up(unlocked: Run, clinic: Path) -> None:
    head = Desk.open(clinic, PASSPHRASE).history_head()
    assert unlocked("verify", "--head", head)[0] == 0
    size = head.partition("-")[0]
    code, _, err = unlocked("verify", "--head", f"{size}-000000000000")
    assert code == 5
    assert "written anew" in err


def test_a_wrong_passphrase_has_its_own_exit_code(unlocked: Run, tmp_path: Path) -> None:
    code, out, err = unlocked("list", passphrase="not this one")
    assert (code, out) == (6, "")
    assert "does not open the clinic" in err
    file, other = tmp_path / "clinic.backup", tmp_path / "other"
    unlocked("backup", file)
    assert unlocked("restore", file, other, passphrase="not this one")[0] == 6
    assert not any(other.iterdir())


def test_an_erased_patient_is_gone_from_clinic_and_backup(
    unlocked: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "clinic.backup"
    unlocked("backup", file)
    assert unlocked("erase", "0001", "--reason", "too short")[0] == 2
    number = base_patient().id
    code, _, err = unlocked("erase", number, "--reason", "asked by the patient in writing")
    assert (code, err) == (0, "")
    assert unlocked("verify")[0] == 0
    assert unlocked("backup", file, "--verify")[0] == 0
    unlocked("restore", file, tmp_path / "other")
    assert Desk.open(tmp_path / "other", PASSPHRASE).heads() == ()
