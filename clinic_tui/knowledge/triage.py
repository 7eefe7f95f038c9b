"""Red flags: what is asked at every visit, how urgent a yes is, and what to do."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from clinic_tui.knowledge.measure import Code, Grade
from clinic_tui.model.strict import Name, Strict
from clinic_tui.model.words import Urgency


class Flag(Strict):
    """One numbered row of the red-flag screen."""

    id: Code
    number: Annotated[int, Field(ge=1)]
    name: Name
    """Short, as lists and papers show it."""
    asks: Name
    """As it is asked."""
    urgency: Urgency
    suspends: bool
    """Whether a yes stops readiness, clearance and plan until it is resolved."""
    do: Name
    patient: Name
    """The sign in the patient's words, for the plan."""
    source: Name
    grade: Grade


class Triage(Strict):
    """The red-flag screen."""

    version: Name
    flags: Annotated[tuple[Flag, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _numbered(self) -> Self:
        if [flag.number for flag in self.flags] != list(range(1, len(self.flags) + 1)):
            raise ValueError("red flags must be numbered 1, 2, 3 … in their order")
        ids = [flag.id for flag in self.flags]
        if twice := sorted({name for name in ids if ids.count(name) > 1}):
            raise ValueError(f"two red flags share the id {twice[0]!r}")
        for flag in self.flags:
            if not flag.suspends and flag.urgency is not Urgency.PLANNED:
                raise ValueError(f"{flag.id}: only a planned assessment may not suspend")
        return self
