"""Every command that takes a chart answers a bad one in one line, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clinic_tui.demo.clinic import unpack
from tests.cases.charts import path_of

Run = Callable[..., tuple[int, str, str]]
Spoil = Callable[[dict[str, Any]], object]
COMMANDS = ("check", "plan", "report", "import")


def first(**changes: object) -> Spoil:
    """The first reading of the first assessment, otherwise."""
    return lambda chart: chart["assessments"][0]["readings"][0].update(changes)


def more(name: str, **changes: object) -> Spoil:
    """One more reading after the others, made from the first."""

    def spoil(chart: dict[str, Any]) -> None:
        readings = chart["assessments"][0]["readings"]
        readings.append({**readings[0], "measure": name, **changes})

    return spoil


def swapped_birth(chart: dict[str, Any]) -> None:
    chart["patient"]["born"] = "1992-14-03"


def of_another(chart: dict[str, Any]) -> None:
    """An assessment of somebody else's episode."""
    other = json.loads(path_of("05-other-hip-painful").read_bytes())
    other["assessments"][0].update(id="x1", episode="x9")
    chart["assessments"] += other["assessments"]


def twice(chart: dict[str, Any]) -> None:
    readings = chart["assessments"][0]["readings"]
    readings.append(readings[0])


def foreign_answer(chart: dict[str, Any]) -> None:
    chart["assessments"][0]["red_flags"][0]["flag"] = "mood"


BAD: list[tuple[str, Spoil, str]] = [
    ("a range of 1180 degrees", first(trials=[1180]), "1180°: Flexion can be"),
    ("a negative force", more("adductor_squeeze", side="none", unit="N", trials=[-5]), "can be"),
    ("a range in newtons", first(unit="N"), "unit N: Flexion is measured in deg"),
    ("a unit nobody knows", first(unit="furlong"), "readings.0.unit"),
    ("a value without unit", lambda c: c["assessments"][0]["readings"][0].pop("unit"), "unit"),
    ("a value without side", lambda c: c["assessments"][0]["readings"][0].pop("side"), "side"),
    ("a range of neither side", first(side="none"), "expected left or right"),
    ("a walk of the left leg", more("walk", side="left", unit="min", trials=[30]), "no side"),
    ("a decimal comma", first(trials=["118,5"]), "a number is expected, not a text"),
    ("a number as text", first(trials=["118.5"]), "a number is expected, not a text"),
    ("no trial at all", first(trials=[]), "trials"),
    ("yes for a number", first(trials=[True]), "a number is expected"),
    ("a date by day and month", first(on="20/11/2026"), "readings.0.on"),
    ("a date by month and day", first(on="11/20/2026"), "readings.0.on"),
    ("a date with dots", first(on="20.11.2026"), "readings.0.on"),
    ("day and month swapped", swapped_birth, "patient.born"),
    ("a day that is not there", first(on="2026-02-30"), "readings.0.on"),
    ("a reading of tomorrow", first(on="2026-11-21"), "dated after its assessment"),
    ("pain of eleven", first(pain=11), "readings.0.pain"),
    ("half a pain", first(pain=2.5), "readings.0.pain"),
    ("an unknown field", first(mood="good"), "mood: unknown field"),
    ("an unknown measure", first(measure="tail"), "not in the catalogue"),
    ("an unknown red flag", foreign_answer, "unknown red-flag row"),
    ("an answer that is none", more("limp", kind="answered", answer="a bit"), "unknown field"),
    ("another's assessment", of_another, "belongs to an episode that is not in this chart"),
    ("another's name in a reading", first(patient="0002"), "patient: unknown field"),
    ("one cell twice", twice, "assessments.0"),
    ("a chart of a later program", lambda c: c.update(schema_version=99), "newer"),
    ("no patient", lambda c: c.pop("patient"), "patient: missing"),
    ("a list for a chart", lambda c: c.update(episodes="e1"), "episodes"),
]


def arguments(command: str, chart: Path, folder: Path) -> list[object]:
    clinic = ["--clinic", folder / "clinic"]
    out = ["-o", folder / "out.pdf"] if command == "report" else []
    return [command, chart, *out, *clinic]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a clinic in it, which no bad chart may change."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "clinic").mkdir()
    unpack(folder / "clinic")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a clinic but its locks."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted((folder / "clinic").rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("what", "spoil", "said"), BAD, ids=[what for what, _, _ in BAD])
def test_a_bad_chart_is_answered_with_its_spot_and_changes_nothing(
    run: Run, clinic: Path, tmp_path: Path, command: str, what: str, spoil: Spoil, said: str
) -> None:
    fields = json.loads(path_of("01-all-met").read_bytes())
    spoil(fields)
    chart = tmp_path / "bad.chart.json"
    chart.write_text(json.dumps(fields), encoding="utf-8")
    before, kept = chart.read_bytes(), content(clinic)
    code, out, err = run(*arguments(command, chart, clinic))
    assert (code, out) == (2, "")
    line = err.splitlines()[-1]
    assert "bad.chart.json: " in line
    assert said in line
    assert "Traceback" not in err
    assert chart.read_bytes() == before
    assert content(clinic) == kept
    assert not (clinic / "out.pdf").exists()


def huge() -> bytes:
    """A chart of more than 10 MB that would be right in everything else."""
    fields = json.loads(path_of("01-all-met").read_bytes())
    fields["assessments"][0]["notes"] = "n" * 100_000
    fields["assessments"] = [
        {**fields["assessments"][0], "id": f"a{number}"} for number in range(100)
    ]
    return json.dumps(fields).encode()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty; expected a chart"),
        (huge(), "larger than 5 MB"),
        (b"\x89PNG\r\n\x1a\n", "expected UTF-8"),
        (b'{"patient": Infinity}', "Infinity is not a number"),
        (b'{"patient": 1, "patient": 2}', "stands twice"),
        (b"{" * 50_000, "expected JSON"),
    ],
    ids=["empty", "10 MB", "a picture", "infinite", "a key twice", "braces"],
)
def test_what_is_no_chart_is_answered_by_every_command(
    run: Run, clinic: Path, tmp_path: Path, command: str, raw: bytes, said: str
) -> None:
    chart = tmp_path / "bad.chart.json"
    chart.write_bytes(raw)
    kept = content(clinic)
    code, out, err = run(*arguments(command, chart, clinic))
    assert (code, out) == (2, "")
    assert said in err.splitlines()[-1]
    assert "Traceback" not in err
    assert content(clinic) == kept
