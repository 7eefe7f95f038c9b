"""Exercises: purpose, position, dosage by phase, cue and when to stop, as data."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from clinic_tui.knowledge.measure import Code, Grade
from clinic_tui.model.figure import Figure
from clinic_tui.model.plan import Dose
from clinic_tui.model.strict import Name, Number, Strict
from clinic_tui.model.words import Diagnosis


class Phase(StrEnum):
    """Phases of the way back, in order; a plan's sessions lie in the last three."""

    SETTLE = "settle"
    STRENGTHEN = "strengthen"
    LOAD = "load"
    RUN_WALK = "run_walk"
    RUN = "run"

    @property
    def words(self) -> str:
        """The phase as it is read aloud."""
        return self.value.replace("_", "/")


class ExerciseKind(StrEnum):
    """What an exercise is for in a week."""

    WARM_UP = "warm_up"
    STRENGTH = "strength"
    MOBILITY = "mobility"
    STRETCHING = "stretching"
    CROSS_TRAINING = "cross_training"
    POOL = "pool"

    @property
    def words(self) -> str:
        """The kind as it is read aloud."""
        return self.value.replace("_", " ")


class Amount(Strict):
    """Sets of repetitions or seconds, or minutes."""

    sets: Annotated[int, Field(ge=1, le=20)] = 1
    reps: Annotated[int, Field(ge=1, le=200)] | None = None
    seconds: Annotated[int, Field(ge=1, le=600)] | None = None
    minutes: Annotated[Number, Field(gt=0, le=120)] | None = None

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if sum(each is not None for each in (self.reps, self.seconds, self.minutes)) != 1:
            raise ValueError("one of reps, seconds and minutes is expected")
        return self


class Exercise(Strict):
    """One exercise of the library."""

    id: Code
    name: Name
    kinds: Annotated[tuple[ExerciseKind, ...], Field(min_length=1)]
    purpose: Name
    position: Name
    cue: Name
    """How to do it, in whole sentences for the runner."""
    stop_if: Name
    """When to stop, as a whole sentence for the runner."""
    pose: Code
    """The figure it is drawn with, by its id."""
    amounts: Annotated[dict[Phase, Amount], Field(min_length=1)]
    """Dosage by phase; a phase that is absent does without it."""
    not_for: tuple[Diagnosis, ...] = ()
    source: Name
    grade: Grade

    def dose(self, phase: Phase) -> Dose | None:
        """How much of it in a phase."""
        amount = self.amounts.get(phase)
        if amount is None:
            return None
        return Dose(
            exercise=self.id,
            name=self.name,
            sets=amount.sets,
            reps=amount.reps,
            seconds=amount.seconds,
            minutes=amount.minutes,
            cue=self.cue,
            stop_if=self.stop_if,
        )


class Exercises(Strict):
    """The file `exercises.toml`."""

    version: Name
    exercises: Annotated[tuple[Exercise, ...], Field(min_length=1)]
    figures: tuple[Figure, ...] = ()

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        for what, seen in (
            ("exercises", [each.id for each in self.exercises]),
            ("figures", [each.id for each in self.figures]),
        ):
            if twice := sorted({each for each in seen if seen.count(each) > 1}):
                raise ValueError(f"two {what} share the id {twice[0]!r}")
        return self
