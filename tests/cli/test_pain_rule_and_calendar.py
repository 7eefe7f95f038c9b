"""`clinic-tui pain-rule`, and a plan as a calendar file."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_tui.demo.charts import charts
from clinic_tui.desk.desk import Desk
from clinic_tui.exchange.portable import dump_chart
from tests.builders import a_clinic, a_clinician
from tests.store.samples import CHEAP, PASSPHRASE

Run = Callable[..., tuple[int, str, str]]
GOLDEN = Path(__file__).parent.parent / "judgement" / "golden" / "pain_rules.txt"


def test_the_pain_rules_are_printed_as_they_were_agreed(run: Run) -> None:
    code, out, err = run("pain-rule")
    assert (code, err) == (0, "")
    assert out == GOLDEN.read_text(encoding="utf-8")


def test_the_rule_of_one_protocol_is_printed_alone(run: Run) -> None:
    code, out, _ = run("pain-rule", "tendon")
    assert code == 0
    assert out.count("Pain rule: ") == 1
    assert "tendon, bursitis" in out


def test_an_unknown_protocol_is_said(run: Run) -> None:
    code, out, err = run("pain-rule", "elbow")
    assert (code, out) == (2, "")
    assert "expected one of" in err


@pytest.fixture(scope="module")
def cleared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("calendar") / "cleared.chart.json"
    path.write_bytes(dump_chart(charts(1)[0]))
    return path


def test_a_plan_goes_out_as_a_calendar_with_the_clinics_telephone(
    run: Run, cleared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "plan.ics"
    code, _, err = run("plan", cleared, "--on", "2026-11-23", "-o", out)
    assert code == 2
    assert "telephone" in err
    assert not out.exists()
    clinic = tmp_path / "clinic"
    Desk.first_start(clinic, a_clinic(), a_clinician(), passphrase=PASSPHRASE, cost=CHEAP)
    asked = ("plan", cleared, "--on", "2026-11-23", "--clinic", clinic, "--json", "-o", out)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, _, err = run(*asked)
    assert code == 6
    assert "passphrase on standard input" in err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n"))
    code, said, _ = run(*asked)
    assert code == 0
    runs = [each for each in json.loads(said)["sessions"] if each["kind"] != "rest"]
    assert out.read_bytes().count(b"BEGIN:VEVENT") == len(runs)
