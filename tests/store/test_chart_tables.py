"""A chart's file, opened: what is no chart is refused, though every byte is as it was sealed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from clinic_tui.store.chart_tables import chart_of_body, tables_of
from tests.store.samples import chart


def body(**tables: dict[int, Any]) -> bytes:
    """The body of a chart of three visits with some tables as given."""
    found: dict[str, Any] = {
        name: {number: json.loads(each.model_dump_json()) for number, each in enumerate(each_, 1)}
        for name, each_ in tables_of(chart(visits=3)).items()
    }
    return json.dumps({**found, **tables}).encode()


def visits() -> dict[int, Any]:
    return dict(enumerate(json.loads(chart(visits=3).model_dump_json())["assessments"], 1))


def test_what_was_written_comes_back() -> None:
    assert chart_of_body(body()) == chart(visits=3)


def test_documents_come_in_the_order_of_their_numbers() -> None:
    back = dict(reversed(visits().items()))
    assert chart_of_body(body(assessments=back)) == chart(visits=3)


def test_parts_that_make_no_chart_are_refused() -> None:
    twice = visits()
    twice[3] = twice[2]
    with pytest.raises(ValueError, match="share one assessment id"):
        chart_of_body(body(assessments=twice))
    stray = visits()
    stray[1]["episode"] = "elsewhere"
    with pytest.raises(ValueError, match="an episode that is not in this chart"):
        chart_of_body(body(assessments=stray))


@pytest.mark.parametrize(
    "wrong", [{"schema_version": 2}, {"archive": {"a": "x" * 1_000_001}}, {"hold": 3}, {"new": 1}]
)
def test_a_rest_that_this_version_does_not_know_is_refused(wrong: dict[str, Any]) -> None:
    rest = json.loads(tables_of(chart())["rest"][0].model_dump_json())
    with pytest.raises(ValueError, match="validation error"):
        chart_of_body(body(rest={1: {**rest, **wrong}}))


def test_a_chart_without_a_patient_is_refused() -> None:
    with pytest.raises(LookupError):
        chart_of_body(body(patient={}))
