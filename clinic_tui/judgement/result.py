"""What one reading says of one criterion, before it is written up as a finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeVar

from clinic_tui.judgement.view import View
from clinic_tui.knowledge.protocol import Criterion
from clinic_tui.model.readiness import Reason
from clinic_tui.model.reading import Answered, Measured, NotDone, Reading
from clinic_tui.model.words import Outcome, Unit

Kind = TypeVar("Kind", Measured, Answered)


@dataclass(slots=True)
class Result:
    """A finding in the making: what one measure says of one criterion."""

    outcome: Outcome
    reason: Reason
    sentence: str
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


def unknown(reason: Reason, sentence: str, *readings: Reading) -> Result:
    """A finding that cannot be made, and why."""
    return Result(Outcome.UNKNOWN, reason, sentence, readings)


def usable(
    reading: Reading | None, kind: type[Kind], criterion: Criterion, view: View
) -> Kind | Result:
    """A reading that can be judged, or why it cannot be."""
    if reading is None:
        return unknown(Reason.MISSING, "not measured")
    if isinstance(reading, NotDone):
        return unknown(Reason.NOT_DONE, f"not done: {reading.reason}", reading)
    age = (view.on - reading.on).days
    if age > criterion.age_days:
        allowed = f"limit {criterion.age_days}" if criterion.age_days else "asked anew each day"
        return unknown(
            Reason.TOO_OLD, f"{age} {'day' if age == 1 else 'days'} old, {allowed}", reading
        )
    if not isinstance(reading, kind):
        return unknown(Reason.UNREADABLE, "not the kind of value asked for", reading)
    return reading


def trials_short(reading: Measured, criterion: Criterion) -> str:
    """Which trials are missing, in words; empty where there are enough."""
    count = len(reading.trials)
    if count >= criterion.trials:
        return ""
    return f"{count} of {criterion.trials} trials"


def hurts(reading: Measured, criterion: Criterion) -> bool:
    """Whether there was more pain during the test than the criterion allows."""
    allowed = criterion.pain_at_most
    return allowed is not None and reading.pain is not None and reading.pain > allowed


def limit_of(criterion: Criterion) -> Decimal:
    """The limit of a criterion that has one, as every kind but `answer` does."""
    if criterion.limit is None:
        raise ValueError(f"criterion {criterion.id} has no limit")
    return criterion.limit
