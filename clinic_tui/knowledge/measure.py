"""A measure: what can be measured, how it is taken, and how far it can be trusted."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from clinic_tui.model.reading import MeasureId
from clinic_tui.model.strict import Name, Number, Strict, Text
from clinic_tui.model.words import Contraction, Movement, Unit

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
Grade = Literal["trial", "cohort", "consensus", "lay", "preprint", "own choice", "convention"]
"""How strong the evidence behind a number is; `own choice` is this project's own number."""


class Group(StrEnum):
    """Headings under which measures and criteria stand, in this order."""

    DAILY_LIFE = "daily life"
    RANGE = "range of motion"
    STRENGTH = "strength"
    BALANCE = "balance"
    ENDURANCE = "endurance"
    CONTROL = "control"
    HOPS = "hops"
    BODY = "body"
    SCORES = "scores"


class RealChange(Strict):
    """How far two readings of one side must differ before the change is more than error."""

    percent: Annotated[Number, Field(gt=0)] | None = None
    """Of the earlier value."""
    absolute: Annotated[Number, Field(gt=0)] | None = None
    """In the measure's unit."""
    source: Name

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.percent is None) == (self.absolute is None):
            raise ValueError("either percent or absolute is expected")
        return self


class Composite(Strict):
    """A measure made of others: their sum as a percentage of a multiple of a length."""

    sum_of: Annotated[tuple[MeasureId, ...], Field(min_length=1)]
    over: MeasureId
    times: Annotated[Number, Field(gt=0)]


class Measure(Strict):
    """An entry of the catalogue."""

    id: MeasureId
    name: Name
    """As the rows of the form show it."""
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{0,7}$")]
    """What is typed on the command line."""
    group: Group
    unit: Unit | None = None
    """Absent for a question that is answered in words."""
    also: tuple[Unit, ...] = ()
    """Other units it may be entered in."""
    sided: bool
    answers: tuple[Code, ...] = ()
    raises: dict[Code, Code] = Field(default_factory=dict)
    """Answers that are a red flag: answer to red-flag row."""
    trials: Annotated[int, Field(ge=1, le=10)] = 1
    best: Literal["highest", "lowest"] = "highest"
    minutes: Annotated[Number, Field(ge=0)]
    """For both sides where it is sided, without the set-up."""
    setup: Text = ""
    """Set-up that is shared: tests with the same one need it once."""
    setup_minutes: Annotated[Number, Field(ge=0)] = Decimal(0)
    positions: tuple[Name, ...] = ()
    devices: tuple[Name, ...] = ()
    contractions: tuple[Contraction, ...] = ()
    movement: Movement | None = None
    asks_pain: bool = False
    counts_faults: bool = False
    lever: bool = False
    """Whether a lever arm makes a torque of it."""
    symptom: bool = False
    """A symptom holds for the day it was asked, a test for longer."""
    loaded: bool = False
    """Loads the hip: never offered while a bone stress injury is not released."""
    hop: bool = False
    """Never offered for a bone stress injury."""
    plausible: tuple[Number, Number] | None = None
    """Outside of it the app asks back; in the measure's unit."""
    possible: tuple[Number, Number] | None = None
    """Outside of it a value is refused; in the measure's unit."""
    change: RealChange | None = None
    """Absent means: error unknown."""
    composite: Composite | None = None
    how: Text = ""
    """How it is done, in one line."""
    source: Text = ""

    @model_validator(mode="after")
    def _number_or_words(self) -> Self:
        if (self.unit is None) != bool(self.answers):
            raise ValueError("either a unit or answers are expected")
        if self.unit is not None and (self.possible is None or self.plausible is None):
            raise ValueError("a measure with a unit needs its plausible and possible range")
        if self.plausible and self.possible:
            low, high = self.possible
            if not low <= self.plausible[0] <= self.plausible[1] <= high:
                raise ValueError("the plausible range must lie inside the possible one")
        if unknown := set(self.raises) - set(self.answers):
            raise ValueError(f"raises an answer that is not offered: {', '.join(sorted(unknown))}")
        return self
