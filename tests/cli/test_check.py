"""`clinic-tui check` on charts that are not as they should be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clinic_tui.exchange.portable import dump_chart
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import Guardian
from clinic_tui.model.words import Side
from tests.builders import (
    DAY,
    base_assessment,
    base_chart,
    base_patient,
    changed,
    one_leg_stand,
    with_reading,
)
from tests.cases.charts import path_of

Run = Callable[..., tuple[int, str, str]]
ALL_MET = path_of("01-all-met")


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text


def spoiled(tmp_path: Path, spoil: Callable[[dict[str, Any]], object]) -> Path:
    """The base chart's file after something was done to it."""
    fields = json.loads(ALL_MET.read_bytes())
    spoil(fields)
    path = tmp_path / "spoiled.chart.json"
    path.write_text(json.dumps(fields))
    return path


def written(tmp_path: Path, chart: Chart) -> Path:
    path = tmp_path / "made.chart.json"
    path.write_bytes(dump_chart(chart))
    return path


def first_reading(fields: dict[str, Any], **changes: object) -> None:
    fields["assessments"][0]["readings"][0].update(changes)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: first_reading(f, trials=[1180]), "can be"),
        (lambda f: first_reading(f, unit="N"), "deg"),
        (lambda f: first_reading(f, unit="furlong"), "unit"),
        (lambda f: first_reading(f, side="none"), "left or right"),
        (lambda f: first_reading(f, side="up"), "side"),
        (lambda f: first_reading(f, measure="tail_length"), "catalogue"),
        (lambda f: first_reading(f, trials=["118"]), "number"),
        (lambda f: first_reading(f, trials=["118,5"]), "number"),
        (lambda f: first_reading(f, on="20.11.2026"), "on"),
        (lambda f: first_reading(f, on="11/20/2026"), "on"),
        (lambda f: first_reading(f, on="2026-11-21"), "dated after"),
        (lambda f: first_reading(f, pain=11), "pain"),
        (lambda f: first_reading(f, mood="good"), "unknown field"),
        (lambda f: f.update(species="human"), "unknown field"),
        (lambda f: f.update(schema_version=2), "newer"),
        (lambda f: f["assessments"][0].update(episode="e9"), "episode"),
        (lambda f: f["assessments"][0].update(patient="case-02"), "unknown field"),
        (lambda f: f["patient"].update(born="2026-12-24"), "birth"),
        (lambda f: f.update(assessments=[]), "no assessment"),
        (lambda f: f.update(episodes=[], assessments=[]), "no assessment"),
    ],
)
def test_a_spoiled_chart_is_answered_in_one_line(
    spoil: Callable[[dict[str, Any]], object], said: str, run: Run, tmp_path: Path
) -> None:
    path = spoiled(tmp_path, spoil)
    before = path.read_bytes()
    code, out, err = run("check", path)
    assert (code, out) == (2, "")
    assert one_line(err)
    assert said in err
    assert "spoiled.chart.json" in err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "raw",
    [b"", b" \n", b"{", b"[]", b"\xff\xfe", b'{"patient": NaN}', b"[" * 100_000, b"x" * 10**7],
)
def test_a_file_that_is_no_chart_is_answered_in_one_line(
    raw: bytes, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "no.chart.json"
    path.write_bytes(raw)
    code, out, err = run("check", path)
    assert (code, out) == (2, "")
    assert one_line(err)


def test_a_chart_that_is_not_there_is_answered_in_one_line(run: Run, tmp_path: Path) -> None:
    code, _, err = run("check", tmp_path / "nobody.chart.json")
    assert code == 2
    assert one_line(err)


def test_a_day_before_the_assessment_is_refused(run: Run) -> None:
    code, out, err = run("check", ALL_MET, "--on", "2026-11-19")
    assert (code, out) == (2, "")
    assert one_line(err)
    assert "dated after" in err


def test_two_days_later_the_symptoms_must_be_asked_anew(run: Run) -> None:
    code, out, _ = run("check", ALL_MET, "--on", "2026-11-22")
    assert code == 4
    assert "Judged for 22 Nov 2026, as asked" in out


def test_a_day_in_doubt_is_refused(run: Run) -> None:
    code, _, err = run("check", ALL_MET, "--on", "03/04/2026")
    assert code == 2
    assert "2026-11-20" in err


def test_an_unknown_protocol_is_refused_with_the_known_ones(run: Run) -> None:
    code, _, err = run("check", ALL_MET, "--protocol", "wishful")
    assert code == 2
    assert one_line(err)
    assert "tendon" in err


def test_the_variant_for_the_class_is_used_when_asked_for(run: Run) -> None:
    code, out, err = run("check", ALL_MET, "--protocol", "no_dynamometer")
    assert err == ""
    assert "(no_dynamometer)" in out
    assert code == 4


def test_a_protocol_for_another_class_leaves_the_verdict_as_it_was(run: Run) -> None:
    code, out, err = run("check", ALL_MET, "--protocol", "after_arthroscopy")
    assert one_line(err)
    assert (code, out) == run("check", ALL_MET)[:2]


def test_json_says_the_same_verdict(run: Run) -> None:
    code, out, _ = run("check", ALL_MET, "--json")
    assert code == 0
    assert json.loads(out)["verdict"] == "ready"


def test_text_of_a_chart_never_acts_on_the_terminal(run: Run, tmp_path: Path) -> None:
    hostile = "\x1b[2JMarta\x9b31m\u202egnorw\r\nReady"
    path = written(tmp_path, base_chart(patient=base_patient(given_name=hostile)))
    for form in ((), ("--json",)):
        _, out, _ = run("check", path, *form)
        assert not any(ord(char) < 32 and char != "\n" for char in out)
        assert not set(out) & {"\x9b", "\u202e", "\x7f"}
    assert "[U+001B]" in run("check", path)[1]


def test_the_longest_names_are_said_in_full(run: Run, tmp_path: Path) -> None:
    young = base_patient(born=DAY.replace(year=2010), guardian=Guardian(name="G" * 500))
    code, out, _ = run("check", written(tmp_path, base_chart(patient=young)))
    assert code == 4
    assert "G" * 500 in out


def test_without_an_answer_to_any_red_flag_it_cannot_say(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, base_chart(assessment=base_assessment(red_flags=())))
    code, out, _ = run("check", path)
    assert code == 4
    assert "Red flags not answered on the day" in out


def test_a_draft_is_judged_and_said_to_be_one(run: Run, tmp_path: Path) -> None:
    visit = with_reading(base_assessment(), one_leg_stand(Side.LEFT, 12))
    code, out, _ = run("check", written(tmp_path, base_chart(assessment=visit)))
    assert code == 3
    assert "not signed" in out


def test_the_newest_assessment_is_judged(run: Run, tmp_path: Path) -> None:
    worse = with_reading(base_assessment(), one_leg_stand(Side.LEFT, 12))
    later = base_assessment(id="a2", on=DAY.replace(day=21))
    chart = base_chart(assessment=worse)
    path = written(tmp_path, changed(chart, assessments=(later, *chart.assessments)))
    assert run("check", path)[0] == 0
    assert run("check", path, "--on", "2026-11-20")[0] == 3
