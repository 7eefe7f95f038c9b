"""`verify-paper`: one line and one exit code for whether a paper still stands."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from clinic_tui.demo.clinic import running_clock, unpack
from clinic_tui.desk.desk import Desk
from clinic_tui.model.issued import code_of
from clinic_tui.model.person import PatientId
from tests.builders import base_assessment
from tests.cases.charts import path_of
from tests.store.samples import PASSPHRASE
from tests.ui import clinics
from tests.ui.visits import RUNNER

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the demo's clinic, from which a report of number 0001 was issued."""
    place = tmp_path / "clinic"
    place.mkdir()
    unpack(place)
    return place


def issued(folder: Path, to_name: str = "") -> str:
    desk = Desk.open(folder, clock=running_clock())
    code = desk.hand_out(PatientId("0001"), "progress", to_name=to_name).stem
    desk.close()
    return code


def test_current_superseded_unknown_and_mistyped_have_a_code_each(run: Run, folder: Path) -> None:
    code = issued(folder)
    status, out, _ = run("verify-paper", code, "--clinic", folder)
    # The demo's clock stands still in 2026; the command's is the day it is.
    assert status in (0, 3)
    assert out.startswith(f"{code}: ")
    assert out.count("\n") == 1
    assert "Progress report, version 1, issued 23 Nov 2026 to the clinician by" in out
    assert "Lindqvist" not in out
    issued(folder)
    status, out, _ = run("verify-paper", code, "--clinic", folder)
    assert status == 3
    assert "superseded on 23 Nov 2026: a newer one was issued to the clinician" in out
    status, out, _ = run("verify-paper", code_of("ab" * 32), "--clinic", folder)
    assert status == 4
    assert "unknown; no paper of this clinic" in out
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    status, out, err = run("verify-paper", wrong, "--clinic", folder)
    assert (status, out) == (2, "")
    assert "check character is wrong" in err


def test_on_a_sealed_clinic_it_asks_for_the_passphrase(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = clinics.clinic(tmp_path / "c", base_assessment())
    code = desk.hand_out(RUNNER, "progress", to_name="Dr\x1b[2J Weber").stem
    desk.close()
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run("verify-paper", code, "--clinic", tmp_path / "c")[0] == 6
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSPHRASE}\n"))
    status, out, err = run("verify-paper", code, "--clinic", tmp_path / "c")
    assert status in (0, 3), err
    assert out.startswith(f"{code}: ")
    assert "\x1b" not in out


def test_a_batch_writes_what_it_can_and_names_the_others(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run("report-batch", out, "--clinic", folder, "--day", "2026-11-23")[0] == 2
    out.mkdir()
    status, said, err = run("report-batch", out, "--clinic", folder, "--day", "2026-11-20")
    papers = list(out.iterdir())
    assert status in (0, 3), err
    assert len(papers) > 9
    assert f"{len(papers)} papers written" in said
    assert all(path.name.startswith("CT1-") for path in papers)
    assert all(line.startswith("clinic-tui: ") for line in err.splitlines())
    status, said, err = run(
        *("report-batch", out, "--clinic", folder, "--cleared"),
        *("--kind", "coach", "--language", "de"),
    )
    german = [path for path in out.iterdir() if path not in papers]
    assert f"{len(german)} papers written" in said
    assert {str(PdfReader(path).root_object["/Lang"]) for path in german} == {"de"}
    status, said, err = run("report-batch", out, "--clinic", folder, "--language", "de")
    assert (status, said) == (2, "")
    assert "progress report is in English only; nothing was made" in err
    assert len(list(out.iterdir())) == len(papers) + len(german)
    status, said, _ = run("report-batch", out, "--clinic", folder, "--day", "1999-01-01")
    assert status == 0
    assert "nobody with a visit on 1999-01-01" in said


def test_a_report_goes_under_a_password_and_a_seal(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "one.pdf"
    chart = path_of("01-all-met")
    monkeypatch.setattr(sys, "stdin", io.StringIO("three grey herons\n"))
    status, _, err = run("report", chart, "--protect", "-o", out)
    assert status == 0, err
    reader = PdfReader(out)
    assert reader.is_encrypted
    assert reader.decrypt("three grey herons")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    status, _, err = run("report", chart, "--protect", "-o", out)
    assert (status, "none was given" in err) == (2, True)
    status, _, err = run("report", chart, "--seal", "-o", tmp_path / "two.pdf")
    assert (status, "give --clinic DIR" in err) == (2, True)
    status, _, err = run("report", chart, "--seal", "-o", tmp_path / "two.pdf", "--clinic", folder)
    assert status == 0, err
    assert b"/ByteRange" in (tmp_path / "two.pdf").read_bytes()
