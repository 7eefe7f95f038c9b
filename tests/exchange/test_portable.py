"""The portable chart: lossless both ways, and every wrong file answered with its spot."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clinic_tui.exchange.portable import ChartError, dump_chart, load_chart, parse_chart
from clinic_tui.model.chart import Chart
from tests.store.samples import HOSTILE, chart


def spoiled(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The sample chart's file with one thing changed."""
    fields = json.loads(dump_chart(chart()))
    change(fields)
    return json.dumps(fields).encode()


def refusal(raw: bytes) -> str:
    with pytest.raises(ChartError) as caught:
        parse_chart(raw, "x.chart.json")
    said = str(caught.value)
    assert said.startswith("x.chart.json: ")
    assert "\n" not in said
    return said.removeprefix("x.chart.json: ")


def test_a_chart_comes_back_equal_and_its_bytes_the_same(tmp_path: Path) -> None:
    path = tmp_path / "x.chart.json"
    path.write_bytes(dump_chart(chart()))
    assert load_chart(path) == chart()
    assert dump_chart(load_chart(path)) == path.read_bytes()
    assert path.read_bytes().endswith(b"}\n")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_comes_back_letter_by_letter(name: str) -> None:
    assert parse_chart(dump_chart(chart(name=name)), "x").patient.family_name == name


def test_the_file_is_readable_as_it_stands() -> None:
    assert "груша" in dump_chart(chart()).decode()


@pytest.mark.parametrize(
    ("change", "spot", "expected"),
    [
        (
            lambda c: c["assessments"][0]["readings"][0]["trials"].__setitem__(2, "176"),
            "assessments.0.readings.0.trials.2",
            "number",
        ),
        (
            lambda c: c["assessments"][1]["readings"][0].update(side="middle"),
            "assessments.1.readings.0.side",
            "'left', 'right' or 'none'",
        ),
        (
            lambda c: c["assessments"][0]["readings"][0].update(unit="furlong"),
            "assessments.0.readings.0.unit",
            "expected",
        ),
        (
            lambda c: c["assessments"][0]["readings"][0].pop("unit"),
            "assessments.0.readings.0.unit",
            "missing",
        ),
        (
            lambda c: c["assessments"][0]["readings"][0].update(kind="guessed"),
            "assessments.0.readings.0",
            "measured",
        ),
        (lambda c: c["patient"].update(born="14/03/1992"), "patient.born", "date"),
        (lambda c: c["patient"].update(born=0), "patient.born", "date"),
        (lambda c: c["patient"].update(family_name=" "), "patient.family_name", "blanks"),
        (lambda c: c["patient"].update(shoe_size=42), "patient.shoe_size", "unknown field"),
        (lambda c: c.pop("patient"), "patient", "missing"),
        (lambda c: c.update(episodes={}), "episodes", "expected"),
        (lambda c: c.update(schema_version=2), "schema_version", "newer"),
        (lambda c: c.update(schema_version="1"), "schema_version", "expected"),
        (lambda c: c["assessments"][0].update(episode="e9"), "the chart as a whole", "episode"),
        (
            lambda c: c["assessments"].append(c["assessments"][0]),
            "the chart as a whole",
            "assessment id",
        ),
    ],
)
def test_a_wrong_field_is_answered_with_its_spot_and_what_was_expected(
    change: Callable[[dict[str, Any]], object], spot: str, expected: str
) -> None:
    said = refusal(spoiled(change))
    assert said.startswith(f"{spot}: ")
    assert expected in said


@pytest.mark.parametrize("field", ["family_name", "born", "sex", "id", "identifiers", "guardian"])
def test_no_error_repeats_a_value_of_the_file(field: str) -> None:
    said = refusal(spoiled(lambda c: c["patient"].update({field: {"SECRET": 1}})))
    assert "SECRET" not in said


def test_a_key_that_stands_twice_is_refused() -> None:
    raw = dump_chart(chart()).replace(b'"sex"', b'"born": "1990-01-01",\n "sex"', 1)
    assert "born stands twice" in refusal(raw)


def test_a_hostile_key_is_shown_harmless() -> None:
    said = refusal(spoiled(lambda c: c.update({"\x1b]0;owned\x07[/b]": 1})))
    assert "\x1b" not in said
    assert "[" not in said


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(word: str) -> None:
    assert word in refusal(dump_chart(chart()).replace(b"182.0", word.encode(), 1))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"{", "line 1, column 2"),
        (b"[]", "object"),
        (b"null", "object"),
        (b"\xff\xfe{}", "UTF-8"),
        ('{"patient": "\udc80"}'.encode("utf-8", "surrogatepass"), "UTF-8"),
        (b"[" * 100_000, "JSON"),
        (b'{"a":' * 100_000, "JSON"),
        (b'{"schema_version": ' + b"9" * 5000 + b"}", "JSON"),
        (b"\0" * 100, "JSON"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_chart_is_refused_in_one_line(raw: bytes, expected: str) -> None:
    assert expected in refusal(raw)


def test_an_escaped_lone_surrogate_is_refused() -> None:
    refusal(spoiled(lambda c: c["patient"].update(family_name="\udc80")))


def test_a_file_of_10_mb_is_refused_for_its_size(tmp_path: Path) -> None:
    path = tmp_path / "big.chart.json"
    path.write_bytes(b" " * 10_000_000 + dump_chart(chart()))
    with pytest.raises(ChartError, match=r"big\.chart\.json: larger than 5 MB"):
        load_chart(path)


def test_a_file_that_is_not_there_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(ChartError, match="no such file"):
        load_chart(tmp_path / "none.chart.json")
    with pytest.raises(ChartError, match="folder"):
        load_chart(tmp_path)


def test_the_archive_comes_back_to_the_letter() -> None:
    kept = parse_chart(dump_chart(chart()), "x").archive
    assert kept == chart().archive


def test_the_smallest_chart_is_a_patient() -> None:
    person = json.loads(dump_chart(chart()))["patient"]
    found = parse_chart(json.dumps({"patient": person}).encode(), "x")
    assert found == Chart(patient=chart().patient)
