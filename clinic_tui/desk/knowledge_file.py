"""Knowledge files and the schemas of what comes and goes, for whoever writes such a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from clinic_tui.desk.errors import refuse
from clinic_tui.knowledge.exercise import Exercises
from clinic_tui.knowledge.library import Library, Measures
from clinic_tui.knowledge.loader import KnowledgeError, kind_of, read
from clinic_tui.knowledge.programme import Programme
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.knowledge.retention import Retention
from clinic_tui.knowledge.running import RunningRules
from clinic_tui.knowledge.triage import Triage
from clinic_tui.model.chart import Chart
from clinic_tui.model.strict import Strict, digest

Described = Literal[
    "chart", "protocol", "programme", "measures", "triage", "running", "exercises", "retention"
]
_KINDS: dict[Described, type[Strict]] = {
    "chart": Chart,
    "protocol": Protocol,
    "programme": Programme,
    "measures": Measures,
    "triage": Triage,
    "running": RunningRules,
    "exercises": Exercises,
    "retention": Retention,
}


def schema(of: Described) -> dict[str, Any]:
    """JSON Schema of one kind of file."""
    return _KINDS[of].model_json_schema()


def lint(path: Path, library: Library) -> str:
    """What a knowledge file is, in one line, if it can be used beside a library.

    Raises:
        Refused: the file has a mistake; says file, spot and what was expected.
    """
    try:
        value = read(path, kind_of(path))
    except KnowledgeError as error:
        raise refuse(str(error)) from error
    if problem := _with(value, library).problem():
        raise refuse(f"{path.name}: {problem}")
    return f"{path.name}: no mistake found: {_said(value)}, digest {digest(value)}"


def _with(value: Strict, library: Library) -> Library:
    """The library as it would be with the file in it."""
    return Library.of(
        measures=value.measures if isinstance(value, Measures) else (),
        protocols=(value,) if isinstance(value, Protocol) else (),
        programmes=(value,) if isinstance(value, Programme) else (),
        triage=value if isinstance(value, Triage) else None,
        base=library,
        running=value if isinstance(value, RunningRules) else None,
        exercises=value.exercises if isinstance(value, Exercises) else (),
        figures=value.figures if isinstance(value, Exercises) else (),
    )


def _said(value: Strict) -> str:
    match value:
        case Protocol():
            return f"protocol {value.id} version {value.version}, {len(value.criteria)} criteria"
        case Programme():
            return f"programme {value.id} version {value.version}, {len(value.steps)} steps"
        case Measures():
            return f"{len(value.measures)} measures"
        case Triage():
            return f"{len(value.flags)} red-flag rows, version {value.version}"
        case RunningRules():
            return f"running rules, {len(value.caps)} caps, version {value.version}"
        case Exercises():
            return f"{len(value.exercises)} exercises, version {value.version}"
        case Retention():
            return f"{len(value.keep)} times of keeping"
    return "a knowledge file"
