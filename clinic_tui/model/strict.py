"""The strictness that every stored value shares, and the plain types it is built from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from clinic_tui.model.digest import sha256


class Strict(BaseModel):
    """A frozen value: no unknown field, no silent conversion, no input echoed in an error."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        hide_input_in_errors=True,
        validate_default=True,
        # Most values only ever stand in a chart, whose own validator holds all that they need.
        defer_build=True,
    )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other fields, validated like any value and without cached results."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate({**fields, **(update or {})})


def _only_numbers(value: Any) -> Any:
    if isinstance(value, str | bool):
        raise ValueError("a number is expected, not a text")
    # A file's 18.9 arrives as a float; its shortest form is what was written.
    return Decimal(repr(value)) if isinstance(value, int | float) else value


def _storable(value: str) -> str:
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ValueError("a text with half a character, which cannot be stored") from None
    if "\0" in value:
        raise ValueError("a text with a NUL character, which cannot be stored")
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("a text is expected, not blanks")
    return value


# A constraint stands before the functions: there pydantic's core checks it, after them Python does.
Number = Annotated[
    Decimal,
    Field(max_digits=9, decimal_places=3, allow_inf_nan=False),
    BeforeValidator(_only_numbers),
    PlainSerializer(float, return_type=float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""An exact decimal: 18.9 is 18.9, so a limit that is just reached is reached."""

Score = Annotated[int, Field(ge=0, le=10)]
"""Pain on the numeric rating scale, 0 none to 10 worst."""

Text = Annotated[str, Field(max_length=100_000), AfterValidator(_storable)]
"""Free text, kept letter by letter; whoever shows it makes control characters harmless."""

Name = Annotated[
    str, Field(min_length=1, max_length=500), AfterValidator(_storable), AfterValidator(_not_blank)
]
"""A text that must say something."""

Sentence = Annotated[
    str,
    Field(min_length=1, max_length=1_000_000),
    AfterValidator(_storable),
    AfterValidator(_not_blank),
]
"""What a judgement says; it may quote texts of the chart, so it is longer than they are."""

Moment = Annotated[
    AwareDatetime, PlainSerializer(lambda at: at.isoformat(), return_type=str, when_used="json")
]
"""A point in time with its zone."""


def digest(value: BaseModel) -> str:
    """SHA-256 of a value's canonical JSON: equal values have equal digests."""
    return sha256(canonical(value).encode()).hex()


def canonical(value: BaseModel) -> str:
    """A value as JSON with sorted keys, the same letters for equal values."""
    return json.dumps(value.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
