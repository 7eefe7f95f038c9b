"""Clinics of every past version open for ever: sealed chart by chart, none lost on the way."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import DeskError, Refused
from clinic_tui.store import format1
from tests.store.samples import CHEAP, PASSPHRASE

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    shutil.copytree(GOLDEN / "format1", folder)
    return folder


def test_a_clinic_of_the_first_version_is_sealed_and_stays_the_same(old: Path) -> None:
    before = {each.chart.patient.id: each.chart for each in format1.charts(old)}
    clinic = format1.clinic(old)
    assert Desk.exists(old)
    assert Desk.needs_sealing(old)
    desk = Desk.seal(old, PASSPHRASE, cost=CHEAP)
    assert desk.recovery_code
    again = Desk.open(old, PASSPHRASE)
    assert again.clinic == clinic.clinic
    assert {head.patient_id: again.chart(head.patient_id) for head in again.heads()} == before
    assert again.verify().problems == ()
    assert not list(old.rglob("*.tinydb"))
    assert not Desk.needs_sealing(old)


def test_sealing_that_was_cut_short_goes_on(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = len(list(format1.charts(old)))
    calls: list[Path] = []
    unlink = Path.unlink

    def cut(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".tinydb":
            calls.append(path)
            if len(calls) == 2:
                raise KeyboardInterrupt
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", cut)
        with pytest.raises(KeyboardInterrupt):
            Desk.seal(old, PASSPHRASE, cost=CHEAP)
    assert Desk.needs_sealing(old)
    desk = Desk.seal(old, PASSPHRASE, cost=CHEAP)
    assert len(desk.heads()) == count
    assert desk.verify().problems == ()
    assert not list(old.rglob("*.tinydb"))


def test_a_damaged_plain_file_is_named_and_kept(old: Path) -> None:
    path = sorted((old / "charts").glob("*.tinydb"))[1]
    raw = path.read_bytes().replace(b"patient", b"patienT", 1)
    path.write_bytes(raw)
    with pytest.raises(DeskError, match=path.name):
        Desk.seal(old, PASSPHRASE, cost=CHEAP)
    assert path.read_bytes() == raw


def test_a_short_passphrase_seals_nothing(old: Path) -> None:
    with pytest.raises(Refused, match="10 letters"):
        Desk.seal(old, "short", cost=CHEAP)
    assert sorted(old.rglob("*.sealed")) == []
