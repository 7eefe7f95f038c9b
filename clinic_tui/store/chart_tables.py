"""A chart as the tables of its file, and back."""

from __future__ import annotations

import json
from typing import Any

from clinic_tui.model.chart import Chart
from clinic_tui.store.repository import Line

LISTS = ("episodes", "assessments", "clearances", "plans", "run_logs")
"""Fields of a chart that have a table of their own, one document an entry."""

Documents = dict[str, list[dict[str, Any]]]


def head_document(chart: Chart, line: Line, revision: int) -> dict[str, Any]:
    """What stands at the head of the file, for the patient list and the revision check."""
    return {
        "revision": revision,
        "schema_version": chart.schema_version,
        "patient_id": chart.patient.id,
        "line": dict(line),
    }


def tables_of(chart: Chart) -> Documents:
    """The chart's tables; `rest` holds what is no list."""
    fields = json.loads(chart.model_dump_json())
    tables: Documents = {"patient": [fields.pop("patient")]}
    tables.update((name, fields.pop(name)) for name in LISTS)
    tables["rest"] = [fields]
    return tables


def chart_of(tables: Documents) -> Chart:
    """The chart that these tables hold.

    Raises:
        pydantic.ValidationError: they hold no chart.
        LookupError: a table is missing.
    """
    fields = {
        **tables["rest"][0],
        "patient": tables["patient"][0],
        **{name: tables[name] for name in LISTS},
    }
    return Chart.model_validate_json(json.dumps(fields, ensure_ascii=False))
