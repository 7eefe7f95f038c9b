"""Running rules: the general cap on growth, caps by condition, and the pain rules."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from clinic_tui.knowledge.growth import Growth
from clinic_tui.knowledge.measure import Grade
from clinic_tui.knowledge.pain_rule import PainRule
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
    rules: Annotated[tuple[PainRule, ...], Field(min_length=1)]
    source: Name

    @model_validator(mode="after")
    def _one_rule_for_a_class(self) -> Self:
        seen = [each for rule in self.rules for each in rule.classes]
        if twice := sorted({each for each in seen if seen.count(each) > 1}):
            raise ValueError(f"two pain rules are for {twice[0]!r}")
        if Diagnosis.NOT_YET_DIAGNOSED in seen:
            raise ValueError("a hip that nobody has diagnosed has no pain rule")
        return self

    def rule_for(self, diagnosis: Diagnosis) -> PainRule | None:
        """The class's own pain rule; none for an injury that nobody has diagnosed."""
        return next((rule for rule in self.rules if diagnosis in rule.classes), None)

    def caps_for(self, diagnosis: Diagnosis) -> tuple[Cap, ...]:
        """The caps of a class."""
        return tuple(cap for cap in self.caps if diagnosis in cap.classes)
