"""One reader for every knowledge file, built in or the clinic's own.

A mistake is answered with the file, the spot in it, and what was expected there.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from clinic_tui.knowledge.exercise import Exercises
from clinic_tui.knowledge.fault import fault
from clinic_tui.knowledge.library import Library, Measures
from clinic_tui.knowledge.programme import Programme
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.knowledge.retention import Retention
from clinic_tui.knowledge.running import RunningRules
from clinic_tui.knowledge.stretches import timed
from clinic_tui.knowledge.triage import Triage
from clinic_tui.model.strict import Strict

RETENTION = "retention.toml"
LIMIT = 1_000_000
"""A knowledge file larger than this many bytes is refused."""

Kind = TypeVar("Kind", bound=Strict)
KINDS: dict[str, type[Strict]] = {
    "protocol": Protocol,
    "programme": Programme,
    "measures": Measures,
    "triage": Triage,
    "running": RunningRules,
    "exercises": Exercises,
}


class KnowledgeError(Exception):
    """A knowledge file cannot be used; says file, spot and what was expected."""


def read(path: Path | Traversable, kind: type[Kind]) -> Kind:
    """One knowledge file as a value of its kind.

    Raises:
        KnowledgeError: not readable, not TOML, or not what the kind expects.
    """
    return _validated(path.name, _table(path), kind)


def kind_of(path: Path) -> type[Strict]:
    """Which kind of knowledge file this is, by what stands in it.

    Raises:
        KnowledgeError: no kind fits.
    """
    table = _table(path)
    for key, kind in (
        ("criteria", Protocol),
        ("steps", Programme),
        ("measures", Measures),
        ("flags", Triage),
        ("general", RunningRules),
        ("exercises", Exercises),
        ("keep", Retention),
    ):
        if key in table:
            return kind
    raise KnowledgeError(
        f"{path.name}: expected a protocol with [[criteria]], a programme with [[steps]], "
        "a catalogue with [[measures]], a screen with [[flags]], running rules with [general], "
        "a library with [[exercises]] or times of keeping with [[keep]]"
    )


@cache
def built_in() -> Library:
    """The knowledge that comes with the program."""
    return _library(files("clinic_tui.knowledge") / "data", None)


def with_clinic(folder: Path) -> Library:
    """The built-in knowledge with the clinic's own files beside it.

    Files of the same id replace the built-in ones. Folder layout: `protocols/*.toml`,
    `programmes/*.toml`, `measures.toml`, `triage.toml`, `running.toml`, `exercises.toml`.

    Raises:
        KnowledgeError: a file has a mistake, or does not fit the others.
    """
    return _library(folder, built_in())


def retention(clinics: Path) -> Retention:
    """How long records are kept: a clinic's own `retention.toml`, else the built-in rules.

    Raises:
        KnowledgeError: the clinic's own file has a mistake.
    """
    own = clinics / RETENTION
    return read(
        own if own.is_file() else files("clinic_tui.knowledge") / "data" / RETENTION, Retention
    )


def _library(folder: Path | Traversable, base: Library | None) -> Library:
    def each(name: str, kind: type[Kind]) -> dict[str, Kind]:
        place = folder / name
        found = sorted(place.iterdir(), key=lambda p: p.name) if place.is_dir() else []
        return {p.name: read(p, kind) for p in found if p.name.endswith(".toml")}

    def one(name: str, kind: type[Kind]) -> dict[str, Kind]:
        return {name: read(folder / name, kind)} if (folder / name).is_file() else {}

    measures, triage = one("measures.toml", Measures), one("triage.toml", Triage)
    running, exercises = one("running.toml", RunningRules), one("exercises.toml", Exercises)
    protocols, programmes = each("protocols", Protocol), each("programmes", Programme)
    _each_id_once(protocols)
    _each_id_once(programmes)
    library = Library.of(
        measures=[measure for catalogue in measures.values() for measure in catalogue.measures],
        protocols=protocols.values(),
        programmes=programmes.values(),
        triage=next(iter(triage.values()), None),
        base=base,
        running=next(iter(running.values()), None),
        exercises=[each for book in exercises.values() for each in book.exercises],
        figures=[each for book in exercises.values() for each in book.figures],
    )
    for name, protocol in protocols.items():
        if problem := library.problem_of(protocol):
            raise KnowledgeError(f"{name}: {problem}")
    if problem := library.problem():
        raise KnowledgeError(
            f"{', '.join((*measures, *triage, *programmes, *exercises))}: {problem}"
        )
    return library


def _each_id_once(found: Mapping[str, Protocol | Programme]) -> None:
    """Of two files of one folder with one id, nobody could say which counts."""
    first: dict[str, str] = {}
    for name, value in found.items():
        if value.id in first:
            raise KnowledgeError(f"{name}: id: {value.id!r} is already that of {first[value.id]}")
        first[value.id] = name


def _table(path: Path | Traversable) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"{path.name}: cannot be read ({error.strerror})") from None
    if len(raw) > LIMIT:
        raise KnowledgeError(f"{path.name}: larger than {LIMIT} bytes; not a knowledge file")
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise KnowledgeError(f"{path.name}: line {line}: expected UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path.name}: not TOML: {error}") from None
    except (ValueError, RecursionError):
        # A number of thousands of digits, or brackets in brackets without end.
        raise KnowledgeError(f"{path.name}: not TOML of a knowledge file") from None


def _validated(name: str, table: dict[str, Any], kind: type[Kind]) -> Kind:
    try:
        if kind is Programme:
            table = timed(table)
    except ValueError as error:
        raise KnowledgeError(f"{name}: steps: {error}") from None
    try:
        return kind.model_validate_json(json.dumps(table, default=_as_text))
    except ValidationError as error:
        raise KnowledgeError(f"{name}: {fault(table, kind, error)}") from None


def _as_text(value: object) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)
