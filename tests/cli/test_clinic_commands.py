"""The commands on a clinic: list, show, export, import; and what they say where there is none."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_tui.demo.clinic import unpack
from clinic_tui.exchange.portable import load_chart
from tests.cases.charts import CASES, path_of

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """The folder of a clinic with the demo's patients."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    unpack(folder)
    return folder


def test_the_list_reads_one_line_a_patient(run: Run, clinic: Path) -> None:
    code, out, err = run("list", "--clinic", clinic)
    lines = out.splitlines()
    assert code == 0
    assert "invented patients only" in err
    assert len(lines) == 1 + 38
    (marta,) = [line for line in lines if "Lindqvist, Marta" in line]
    assert "0001" in marta
    assert "gluteal tendinopathy" in marta
    assert "clearance given to 18 Dec 2026" in marta or "clearance expired" in marta


def test_a_chart_reads_whole_as_plain_text(run: Run, clinic: Path) -> None:
    code, out, _ = run("--clinic", clinic, "show", "0001")
    assert code == 0
    for wanted in ("Marta Lindqvist", "Clearance:", "Assessments, oldest first", "Plan:", "LEFT"):
        assert wanted in out


def test_show_tells_what_the_tabs_tell(run: Run, clinic: Path) -> None:
    _, out, _ = run("--clinic", clinic, "show", "0038")
    for wanted in (
        "The injury\n  - onset 20 Jul 2026",
        "Values, oldest first",
        "Flexion LEFT: 18 Aug 2026 111°; 11 Sep 2026 118°",
        ". Since the visit before: +8° within error",
        "Decisions on clearance, oldest first",
        "given, 29 Oct 2026 until 26 Nov 2026: ",
        "condition: no two days of running in a row",
        "Diary, oldest first",
        "18 Nov 2026: jog 4 of 6 min; pain in the run 4, after 2, morning 0; gone within 24 h",
        "advice: step back; not decided",
        "advice: advance; accepted by Jonas Ebert",
    ):
        assert wanted in out, wanted


@pytest.mark.parametrize("number", range(1, 38))
def test_every_demo_chart_reads_as_plain_text(run: Run, clinic: Path, number: int) -> None:
    code, out, err = run("show", f"{number:04d}", "--clinic", clinic)
    assert code == 0, err
    assert "born" in out


def test_a_patient_is_found_by_a_name_that_only_one_has(run: Run, clinic: Path) -> None:
    assert run("show", "wisniewska", "--clinic", clinic)[0] == 0
    code, _, err = run("show", "a", "--clinic", clinic)
    assert code == 2
    assert "give a number" in err


def test_export_and_import_lose_nothing(run: Run, clinic: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.chart.json", tmp_path / "second.chart.json"
    other = tmp_path / "other"
    other.mkdir()
    unpack(other)
    assert run("export", "0004", first, "--clinic", clinic)[0] == 0
    code, _, err = run("import", first, "--clinic", other)
    assert code == 2
    assert "0004" in err
    renamed = json.loads(first.read_bytes())
    renamed["patient"]["id"] = "0104"
    first.write_text(json.dumps(renamed))
    assert run("import", first, "--clinic", other)[0] == 0
    assert run("export", "0104", second, "--clinic", other)[0] == 0
    assert load_chart(first) == load_chart(second)


@pytest.mark.parametrize("name", CASES)
def test_every_case_can_be_taken_into_a_clinic(run: Run, clinic: Path, name: str) -> None:
    assert run("import", path_of(name), "--clinic", clinic)[0] == 0
    assert run("show", f"case-{name[:2]}", "--clinic", clinic)[0] == 0


@pytest.mark.parametrize("command", [("list",), ("show", "0001"), ("export", "0001", "out.json")])
def test_without_a_clinic_it_says_how_to_start_one(run: Run, command: tuple[str, ...]) -> None:
    code, out, err = run(*command)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "start clinic-tui once" in err


@pytest.mark.parametrize("command", [("lose",), ("check",), ("schema", "moon"), ("check", "--on")])
def test_a_command_that_does_not_exist_is_answered_in_one_line(
    run: Run, command: tuple[str, ...]
) -> None:
    code, out, err = run(*command)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_a_fault_of_the_program_shows_neither_traceback_nor_values(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise LookupError("Marta Lindqvist")

    monkeypatch.setattr("clinic_tui.desk.portable_chart.check_chart", broken)
    code, out, err = run("check", path_of("01-all-met"))
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "Marta" not in err


def test_a_reader_that_stops_reading_is_no_fault() -> None:
    command = [sys.executable, "-m", "clinic_tui", "schema", "chart"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("of", ["chart", "protocol", "programme", "measures"])
def test_a_schema_describes_an_object_that_refuses_unknown_fields(run: Run, of: str) -> None:
    code, out, _ = run("schema", of)
    assert code == 0
    assert json.loads(out)["additionalProperties"] is False


def test_a_terminal_of_few_letters_still_gets_every_name(clinic: Path) -> None:
    command = [sys.executable, "-m", "clinic_tui", "list", "--clinic", str(clinic)]
    read = subprocess.run(
        command, capture_output=True, check=True, env={"PYTHONIOENCODING": "ascii"}
    )
    assert b"Lindqvist" in read.stdout
    assert rb"\u7530\u4e2d" in read.stdout
