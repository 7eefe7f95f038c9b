"""What one reading says of one criterion, before it is written up as a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from clinic_tui.judgement.view import View
from clinic_tui.knowledge.measure import Measure
from clinic_tui.knowledge.protocol import Criterion
from clinic_tui.model.readiness import Reason
from clinic_tui.model.reading import Answered, Measured, NotDone, Reading
from clinic_tui.model.words import Outcome, Unit


@dataclass(slots=True)
class Result:
    """A finding in the making: what one measure says of one criterion."""

    outcome: Outcome
    reason: Reason
    sentence: str
    measure: Measure
    readings: tuple[Reading, ...] = ()
    compared: Decimal | None = None
    compared_shown: str = ""
    limit: Decimal | None = None
    limit_shown: str = ""
    margin: Decimal | None = None
    error: Decimal | None = None
    borderline: bool = False
    unit: Unit | Literal["%"] | None = None
    notes: list[str] = field(default_factory=list)


def unknown(reason: Reason, sentence: str, measure: Measure, readings: Iterable[Reading]) -> Result:
    return Result(Outcome.UNKNOWN, reason, sentence, measure, tuple(readings))


def unusable(
    reading: Reading | None, criterion: Criterion, view: View, measure: Measure
) -> Result | None:
    """Why a reading cannot be judged at all; none where it can."""
    if reading is None:
        return unknown(Reason.MISSING, "not measured", measure, ())
    if isinstance(reading, NotDone):
        return unknown(Reason.NOT_DONE, f"not done: {reading.reason}", measure, (reading,))
    age = (view.on - reading.on).days
    if age > criterion.age_days:
        allowed = f"limit {criterion.age_days}" if criterion.age_days else "asked anew each day"
        return unknown(Reason.TOO_OLD, f"{age} days old, {allowed}", measure, (reading,))
    if isinstance(reading, Answered) != (criterion.kind == "answer"):
        return unknown(Reason.UNREADABLE, "not the kind of value asked for", measure, (reading,))
    return None


def trials_short(reading: Measured, criterion: Criterion) -> str:
    count = len(reading.trials)
    if count >= criterion.trials:
        return ""
    return f"{count} of {criterion.trials} trials"


def hurts(reading: Measured, criterion: Criterion) -> bool:
    allowed = criterion.pain_at_most
    return allowed is not None and reading.pain is not None and reading.pain > allowed


def limit_of(criterion: Criterion) -> Decimal:
    if criterion.limit is None:
        raise ValueError(f"criterion {criterion.id} has no limit")
    return criterion.limit
