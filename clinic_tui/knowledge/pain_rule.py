"""A pain rule: rows of conditions with an advice each; the strictest row that matches wins."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from clinic_tui.knowledge.measure import Code, Grade
from clinic_tui.model.runlog import Advice, Gone
from clinic_tui.model.strict import Name, Strict
from clinic_tui.model.words import Diagnosis

When = Literal["during", "after", "next_morning"]
Sign = Literal[
    "red_flag",
    "night_pain",
    "limp",
    "sharp",
    "catching",
    "unclear_signs",
    "two_steps_back",
    "painkiller",
    "missing",
    "contradiction",
]
"""What a row can match besides a score; `unclear_signs`: several at once, or sharp or limp."""

BOLDNESS: Final = (
    Advice.STOP_AND_CALL,
    Advice.STEP_BACK,
    Advice.HOLD,
    Advice.REPEAT,
    Advice.ADVANCE,
)
"""Advice from the strictest to the boldest."""


class Scores(Strict):
    """A span of pain scores at some of the three moments."""

    at: Annotated[tuple[When, ...], Field(min_length=1)]
    lowest: Annotated[int, Field(ge=0, le=10)]
    highest: Annotated[int, Field(ge=0, le=10)] = 10


class PainRow(Strict):
    """One row: matches if any of its conditions does."""

    id: Code
    name: Name
    signs: tuple[Sign, ...] = ()
    scores: tuple[Scores, ...] = ()
    gone: tuple[Gone, ...] = ()
    advice: Advice
    days_off: Annotated[int, Field(ge=0, le=28)] = 0
    ends_run: bool = False
    clinician: Name
    """The reason for the clinician, after what was written."""
    patient: Name
    """The reason for the runner."""

    @model_validator(mode="after")
    def _can_match(self) -> Self:
        if not (self.signs or self.scores or self.gone):
            raise ValueError("a row needs signs, scores or gone")
        if self.advice is Advice.ADVANCE:
            raise ValueError("no row advances; what no row matches is clean")
        return self


class PainRule(Strict):
    """Rows from the strictest to the mildest. What no row matches is a clean session."""

    id: Code
    name: Name
    classes: Annotated[tuple[Diagnosis, ...], Field(min_length=1)]
    rows: Annotated[tuple[PainRow, ...], Field(min_length=1)]
    clean_clinician: Name
    clean_patient: Name
    source: Name
    grade: Grade

    @model_validator(mode="after")
    def _strictest_first_and_safe(self) -> Self:
        for before, after in pairwise(self.rows):
            if BOLDNESS.index(after.advice) < BOLDNESS.index(before.advice):
                raise ValueError(f"row {after.id!r} is stricter than {before.id!r} above it")
        for sign in ("red_flag", "night_pain", "limp", "unclear_signs", "two_steps_back"):
            stops = [row for row in self.rows if row.advice is Advice.STOP_AND_CALL]
            if not any(sign in row.signs for row in stops):
                raise ValueError(f"no row stops and calls at {sign!r}")
        for sign in ("missing", "painkiller", "contradiction"):
            if not any(sign in row.signs for row in self.rows):
                raise ValueError(f"no row says what {sign!r} means")
        if not self._never_bolder():
            raise ValueError("more pain must never give a bolder advice")
        return self

    def _never_bolder(self) -> bool:
        """Whether at each moment a higher score is never milder than a lower one."""
        for moment in ("during", "after", "next_morning"):
            strict = [self._strictness(moment, score) for score in range(11)]
            if any(after > before for before, after in pairwise(strict)):
                return False
        return True

    def _strictness(self, moment: str, score: int) -> int:
        for row in self.rows:
            for span in row.scores:
                if moment in span.at and span.lowest <= score <= span.highest:
                    return BOLDNESS.index(row.advice)
        return len(BOLDNESS)
