"""What changed between two assessments, and whether it is more than measurement error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from clinic_tui.judgement.conditions import footing
from clinic_tui.judgement.values import best, figure, shown_reading
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Measure, RealChange
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.reading import Answered, Measured, Reading
from clinic_tui.model.words import Side

Weight = Literal["real", "within error", "error unknown", "not comparable", "unchanged"]
LEVER_TOLERANCE_M = Decimal("0.01")
"""Levers this close (metres) count as the same; the project's own choice."""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure on one side, then and now."""

    measure: str
    name: str
    side: Side
    before: str
    after: str
    difference: str
    verdict: Weight
    better: bool | None
    """Whether the change is to the good; none where it is not more than error."""
    sentence: str


def changes(earlier: Assessment, later: Assessment, library: Library) -> tuple[Change, ...]:
    """Every measure that both assessments hold, in the later one's order."""
    return tuple(_changes(earlier, later, library))


def _changes(earlier: Assessment, later: Assessment, library: Library) -> Iterator[Change]:
    for now in later.readings:
        then = earlier.reading(now.measure, now.side)
        measure = library.measures.get(now.measure)
        if then is None or measure is None or (then.on, then) == (now.on, now):
            continue
        yield _change(then, now, measure)


def _change(then: Reading, now: Reading, measure: Measure) -> Change:
    before, after = shown_reading(then, measure), shown_reading(now, measure)

    def said(difference: str, verdict: Weight, better: bool | None, why: str) -> Change:
        return Change(
            measure=measure.id,
            name=measure.name,
            side=now.side,
            before=before,
            after=after,
            difference=difference,
            verdict=verdict,
            better=better,
            sentence=f"{before} to {after}: {why}",
        )

    if isinstance(then, Answered) and isinstance(now, Answered):
        same = then.answer == now.answer
        return said("", "unchanged" if same else "real", None, "same" if same else "changed")
    if not isinstance(then, Measured) or not isinstance(now, Measured):
        return said("", "not comparable", None, "one of the two was not measured")
    ground = footing(now, then, LEVER_TOLERANCE_M)
    if not ground.same:
        return said("", "not comparable", None, f"conditions changed: {ground.differ}")
    if ground.by_torque:
        return said("", "not comparable", None, "conditions changed: lever")
    step = best(now, measure) - best(then, measure)
    difference = ("+" if step > 0 else "") + figure(step, measure.unit)
    if step == 0:
        return said(difference, "unchanged", None, "unchanged")
    if measure.change is None:
        return said(difference, "error unknown", None, "this test's error is not known")
    if abs(step) <= _error(measure.change, best(then, measure)):
        return said(difference, "within error", None, "no more than measurement error")
    better = (step > 0) == (measure.best == "highest")
    word = "better" if better else "worse"
    return said(difference, "real", better, f"{word}, more than measurement error")


def _error(change: RealChange, before: Decimal) -> Decimal:
    """Smallest real change in the measure's unit (1.96 x sqrt 2 x the test's variation)."""
    if change.absolute is not None:
        return change.absolute
    return abs(before) * (change.percent or Decimal(0)) / 100
