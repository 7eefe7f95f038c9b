"""Running rules: the general cap on growth, and caps by condition."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clinic_tui.knowledge.growth import Growth
from clinic_tui.knowledge.measure import Grade
from clinic_tui.model.strict import Name, Number, Strict
from clinic_tui.model.words import Diagnosis


class Cap(Strict):
    """What a condition allows at most, whatever the programme says."""

    classes: Annotated[tuple[Diagnosis, ...], Field(min_length=1)]
    runs_a_week: Annotated[int, Field(ge=1, le=7)]
    session_minutes: Annotated[Number, Field(gt=0)] | None = None
    source: Name
    grade: Grade


class RunningRules(Strict):
    """The file `running.toml`."""

    version: Name
    general: Growth
    """The cap for hand edits; steps of a programme above it are marked on the plan."""
    caps: tuple[Cap, ...] = ()
    source: Name

    def caps_for(self, diagnosis: Diagnosis) -> tuple[Cap, ...]:
        """The caps of a class."""
        return tuple(cap for cap in self.caps if diagnosis in cap.classes)
