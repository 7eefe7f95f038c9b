"""A mistake in a knowledge file in words: the spot in it, and what was expected there."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from clinic_tui.model.strict import Strict

Location = tuple[int | str, ...]


def fault(table: dict[str, Any], kind: type[Strict], error: ValidationError) -> str:
    """The first mistake of a file's table that is not of its kind, and how many more there are."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    expected = _expected(first["type"], first["msg"], kind, first["loc"])
    return f"{_spot(table, first['loc'])}: {expected}{more}"


def _expected(problem: str, message: str, kind: type[Strict], location: Location) -> str:
    if problem == "missing":
        return "missing; expected a value"
    if problem == "extra_forbidden":
        known = _keys(kind.model_json_schema(), location[:-1])
        close = get_close_matches(str(location[-1]), known, n=1)
        return f"unknown key; expected {close[0] if close else 'one of ' + ', '.join(known)}"
    return message.removeprefix("Value error, ").replace("Input should be", "expected")


def _keys(schema: dict[str, Any], location: Location) -> list[str]:
    """Keys that the schema knows at a place."""
    here = schema
    for step in location:
        if isinstance(step, int):
            inside = here["items"]
        else:
            # A table with keys of its own, such as a dosage by phase, has one shape for all.
            known = here.get("properties", {})
            inside = known[step] if step in known else here["additionalProperties"]
        shapes = [_named(schema, shape) for shape in inside.get("anyOf", [inside])]
        here = next(shape for shape in shapes if shape.get("type") != "null")
    return list(here["properties"])


def _named(schema: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    name = shape.get("$ref", "").removeprefix("#/$defs/")
    found: dict[str, Any] = schema["$defs"][name] if name else shape
    return found


def _spot(table: dict[str, Any], location: Location) -> str:
    """A place in the file as a person finds it: `criteria.abduction.limit`, not `criteria.7`.

    What has no name of its own is counted from 1: `steps.#2`.
    """
    words: list[str] = []
    here: Any = table
    for step in location:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        named = here.get("id") or here.get("name") if isinstance(here, dict) else None
        in_list = f"{named}" if named else f"#{step + 1}" if isinstance(step, int) else ""
        words.append(in_list if isinstance(step, int) else step)
    return ".".join(words) or "the file as a whole"
