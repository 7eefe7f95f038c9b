"""A chart as the tables of its file, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, TypeVar

from pydantic import Field

from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Archive, Chart
from clinic_tui.model.clearance import Clearance
from clinic_tui.model.correction import Hold, Merge, MovedIn, MovedOut
from clinic_tui.model.episode import Episode
from clinic_tui.model.issued import Issued
from clinic_tui.model.person import Patient
from clinic_tui.model.plan import Plan
from clinic_tui.model.runlog import RunLog
from clinic_tui.model.strict import Strict
from clinic_tui.store.repository import Line

Document = TypeVar("Document")
LISTS = ("episodes", "assessments", "clearances", "plans", "run_logs")
"""Fields of a chart that have a table of their own, one document an entry."""

Documents = dict[str, list[dict[str, Any]]]
Tables = dict[str, tuple[Strict, ...]]


def head_document(chart: Chart, line: Line, revision: int, history: str) -> dict[str, Any]:
    """What stands at the head of the file, for the patient list and the revision check."""
    return {
        "revision": revision,
        "schema_version": chart.schema_version,
        "patient_id": chart.patient.id,
        "history": history,
        "line": dict(line),
    }


def tables_of(chart: Chart) -> Tables:
    """The chart's tables; `rest` holds what is no list.

    Raises:
        pydantic.ValidationError: its documents make no chart, so that it could not be opened.
    """
    whole = chart.model_copy()
    rest = _Rest(**{name: getattr(whole, name) for name in _Rest.model_fields})
    tables: Tables = {"patient": (whole.patient,)}
    tables.update((name, getattr(whole, name)) for name in LISTS)
    return {**tables, "rest": (rest,)}


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


class _Rest(Strict):
    """The fields of a chart that are no list."""

    schema_version: Literal[1]
    next_visit: date | None = None
    archive: Archive
    merged_into: Merge | None = None
    merged_from: tuple[Merge, ...] = ()
    hold: Hold | None = None
    moved_out: tuple[MovedOut, ...] = ()
    moved_in: tuple[MovedIn, ...] = ()
    issued: tuple[Issued, ...] = ()


class _Tables(Strict):
    """A body as it lies in the file, read in one go: documents by number."""

    patient: dict[int, Patient]
    episodes: dict[int, Episode] = Field(default_factory=dict)
    assessments: dict[int, Assessment] = Field(default_factory=dict)
    clearances: dict[int, Clearance] = Field(default_factory=dict)
    plans: dict[int, Plan] = Field(default_factory=dict)
    run_logs: dict[int, RunLog] = Field(default_factory=dict)
    rest: dict[int, _Rest]


def chart_of_body(body: bytes) -> Chart:
    """The chart of a file's opened body.

    Raises:
        ValueError: it holds no chart.
        LookupError: a table is missing.
    """
    tables = _Tables.model_validate_json(body)
    rest = tables.rest[1]
    return Chart.of_valid(
        schema_version=rest.schema_version,
        patient=tables.patient[1],
        episodes=_in_order(tables.episodes),
        assessments=_in_order(tables.assessments),
        clearances=_in_order(tables.clearances),
        plans=_in_order(tables.plans),
        run_logs=_in_order(tables.run_logs),
        next_visit=rest.next_visit,
        archive=rest.archive,
        merged_into=rest.merged_into,
        merged_from=rest.merged_from,
        hold=rest.hold,
        moved_out=rest.moved_out,
        moved_in=rest.moved_in,
        issued=rest.issued,
    )


def _in_order(documents: Mapping[int, Document]) -> tuple[Document, ...]:
    return tuple(documents[number] for number in sorted(documents))
