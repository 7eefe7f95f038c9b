"""One reader for every knowledge file, built in or the clinic's own.

A mistake is answered with the file, the spot in it, and what was expected there.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from clinic_tui.knowledge.library import Library, Measures
from clinic_tui.knowledge.programme import Programme
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.knowledge.triage import Triage
from clinic_tui.model.strict import Strict

LIMIT = 1_000_000
"""A knowledge file larger than this many bytes is refused."""

Kind = TypeVar("Kind", bound=Strict)
KINDS: dict[str, type[Strict]] = {
    "protocol": Protocol,
    "programme": Programme,
    "measures": Measures,
    "triage": Triage,
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
    ):
        if key in table:
            return kind
    raise KnowledgeError(
        f"{path.name}: expected a protocol with [[criteria]], a programme with [[steps]], "
        "a catalogue with [[measures]] or a screen with [[flags]]"
    )


@cache
def built_in() -> Library:
    """The knowledge that comes with the program."""
    return _library(files("clinic_tui.knowledge") / "data", None)


def with_clinic(folder: Path) -> Library:
    """The built-in knowledge with the clinic's own files beside it.

    Files of the same id replace the built-in ones. Folder layout: `protocols/*.toml`,
    `programmes/*.toml`, `measures.toml`.
    """
    return _library(folder, built_in())


def _library(folder: Path | Traversable, base: Library | None) -> Library:
    def each(name: str, kind: type[Kind]) -> list[Kind]:
        place = folder / name
        found = sorted(place.iterdir(), key=lambda p: p.name) if place.is_dir() else []
        return [read(path, kind) for path in found if path.name.endswith(".toml")]

    measures, triage = folder / "measures.toml", folder / "triage.toml"
    library = Library.of(
        measures=read(measures, Measures).measures if measures.is_file() else (),
        protocols=each("protocols", Protocol),
        programmes=each("programmes", Programme),
        triage=read(triage, Triage) if triage.is_file() else None,
        base=base,
    )
    if problem := library.problem():
        raise KnowledgeError(problem)
    return library


def _table(path: Path | Traversable) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"{path.name}: cannot be read ({error.strerror})") from None
    if len(raw) > LIMIT:
        raise KnowledgeError(f"{path.name}: larger than {LIMIT} bytes; not a knowledge file")
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise KnowledgeError(f"{path.name}: expected UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path.name}: not TOML: {error}") from None


def _validated(name: str, table: dict[str, Any], kind: type[Kind]) -> Kind:
    try:
        return kind.model_validate_json(json.dumps(table, default=_as_text))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        spot = _spot(table, first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise KnowledgeError(f"{name}: {spot}: {said}{more}") from None


def _as_text(value: object) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _spot(table: dict[str, Any], location: tuple[int | str, ...]) -> str:
    """A place in the file as a person finds it: `criteria.abduction.limit`, not `criteria.7`."""
    words: list[str] = []
    here: Any = table
    for step in location:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        named = here.get("id") or here.get("name") if isinstance(here, dict) else None
        words.append(str(named) if isinstance(step, int) and named else str(step))
    return ".".join(words) or "the file as a whole"
