"""A programme: the steps of a return to running and the rule it grows by."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from clinic_tui.knowledge.measure import Code, Grade
from clinic_tui.model.plan import Interval
from clinic_tui.model.strict import Name, Number, Strict, Text
from clinic_tui.model.words import Diagnosis


class Growth(Strict):
    """How much the jog minutes of a session may grow from one step to the next."""

    percent: Annotated[Number, Field(ge=0)]
    minutes: Annotated[Number, Field(ge=0)]
    """Whichever of the two is more."""
    source: Name


class ProgrammeStep(Strict):
    """One step: the same session, so many times a week."""

    name: Name
    sessions_a_week: Annotated[int, Field(ge=1, le=7)]
    sessions: Annotated[int, Field(ge=1, le=28)]
    """Sessions before the next step."""
    intervals: Annotated[tuple[Interval, ...], Field(min_length=1)]
    repeats: Annotated[int, Field(ge=1, le=40)] = 1
    note: Text = ""

    @property
    def session(self) -> tuple[Interval, ...]:
        """All intervals of one session in order."""
        return self.intervals * self.repeats

    @property
    def jog_minutes(self) -> Decimal:
        """Minutes of one session that are not walked."""
        return sum((i.minutes for i in self.session if i.gait != "walk"), start=Decimal(0))


class Programme(Strict):
    """Steps of intervals with the rule for going on."""

    id: Code
    name: Name
    version: Name
    classes: Annotated[tuple[Diagnosis, ...], Field(min_length=1)]
    growth: Growth
    rest_days_between_runs: Annotated[int, Field(ge=0, le=6)]
    steps: Annotated[tuple[ProgrammeStep, ...], Field(min_length=1)]
    source: Name
    grade: Grade
    note: Text = ""

    @model_validator(mode="after")
    def _grows_by_its_rule(self) -> Self:
        for before, after in zip(self.steps, self.steps[1:], strict=False):
            grown = after.jog_minutes - before.jog_minutes
            allowed = max(before.jog_minutes * self.growth.percent / 100, self.growth.minutes)
            if grown > allowed:
                raise ValueError(
                    f"step {after.name!r} jogs {grown.normalize():f} min more than "
                    f"{before.name!r}; the programme's own rule allows {allowed.normalize():f}"
                )
        return self
