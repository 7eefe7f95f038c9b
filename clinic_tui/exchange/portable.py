"""The portable chart: one patient as a JSON file, without loss both ways."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from clinic_tui.model.chart import SCHEMA_VERSION, Chart

LIMIT: Final = 5_000_000
"""A file larger than this many bytes is refused unread."""
_MOST_MEGABYTES = LIMIT // 1_000_000


class ChartError(Exception):
    """A file is no chart; says file, spot and what was expected, never a patient's value."""


def load_chart(path: Path) -> Chart:
    """The chart in a file.

    Raises:
        ChartError: not there, too large, empty, not UTF-8, not JSON, or not a chart.
    """
    return parse_chart(_read(path), path.name)


def parse_chart(raw: bytes, name: str) -> Chart:
    """The chart in the bytes of a file of this name.

    Raises:
        ChartError: see `load_chart`.
    """
    if len(raw) > LIMIT:
        raise ChartError(
            f"{name}: larger than {_MOST_MEGABYTES} MB; expected a chart of one patient"
        )
    if not raw.strip():
        raise ChartError(f"{name}: empty; expected a chart in JSON")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ChartError(f"{name}: byte {error.start}: expected UTF-8 text") from None
    fields = _fields(text, name)
    version = fields.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise ChartError(
            f"{name}: schema_version: written by a newer clinic-tui; "
            f"this one reads version {SCHEMA_VERSION}"
        )
    try:
        return Chart.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        expected = _expected(first["type"], first["msg"])
        raise ChartError(f"{name}: {_spot(fields, first['loc'])}: {expected}{more}") from None


def dump_chart(chart: Chart) -> bytes:
    """The chart's file: fields in the order of the model, so equal charts give equal bytes."""
    fields = json.loads(chart.model_dump_json())
    return (json.dumps(fields, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


class _FoundError(ValueError):
    """Something that JSON allows and a chart does not."""


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except FileNotFoundError:
        raise ChartError(f"{path.name}: there is no such file") from None
    except IsADirectoryError:
        raise ChartError(f"{path.name}: a folder; expected a chart file") from None
    except OSError as error:
        raise ChartError(f"{path.name}: cannot be read ({error.strerror})") from None


def _fields(text: str, name: str) -> dict[str, Any]:
    try:
        fields = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except _FoundError as error:
        raise ChartError(f"{name}: {error}") from None
    except json.JSONDecodeError as error:
        raise ChartError(
            f"{name}: line {error.lineno}, column {error.colno}: expected JSON"
        ) from None
    except (ValueError, RecursionError):
        raise ChartError(f"{name}: expected JSON of a chart") from None
    if not isinstance(fields, dict):
        raise ChartError(f"{name}: expected a chart, an object with a patient")
    return fields


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _FoundError(f"the key {_plain(twice)} stands twice in one place; expected it once")
    return fields


def _no_constant(word: str) -> float:
    raise _FoundError(f"{word} is not a number; expected one, or leave it out")


def _expected(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "unknown field; expected only the fields of the chart's schema"
    if kind == "missing":
        return "missing; expected a value"
    return message.removeprefix("Value error, ").replace("Input should be", "expected")


def _spot(fields: Any, location: tuple[int | str, ...]) -> str:
    """The place as a path in the file, without the tags that only the model knows."""
    steps: list[str] = []
    here = fields
    for step in location:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            # A field that is missing or unknown stands last; a tag of a union stands in between.
            if step != location[-1]:
                continue
            here = None
        steps.append(_plain(str(step)))
    return ".".join(steps) or "the chart as a whole"


def _plain(key: str) -> str:
    """A key as it can be shown: a hostile one is cut to harmless signs."""
    return re.sub(r"[^\w .-]", "?", key, flags=re.ASCII)[:60]
