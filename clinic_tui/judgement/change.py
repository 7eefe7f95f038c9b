"""What changed between two assessments, and whether it is more than measurement error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from clinic_tui.judgement.conditions import differences, footing
from clinic_tui.judgement.values import best, down, figure, shown_reading, value_shown
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Measure
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
    error: str = ""
    """What the change must exceed to be real, such as `± 22.4 N`; empty where it is not known."""
    differ: tuple[str, ...] = ()
    """Conditions that were not the same, each with what it was and what it is."""


def changes(earlier: Assessment, later: Assessment, library: Library) -> tuple[Change, ...]:
    """Every measure that both assessments hold, in the later one's order."""
    return tuple(_changes(earlier, later, library))


def _changes(earlier: Assessment, later: Assessment, library: Library) -> Iterator[Change]:
    for now in later.readings:
        then = earlier.reading(now.measure, now.side)
        measure = library.measures.get(now.measure)
        if then is None or measure is None or (then.on, then) == (now.on, now):
            continue
        yield change_between(then, now, measure)


def change_between(then: Reading, now: Reading, measure: Measure) -> Change:
    """What changed from one reading of a measure to another one of the same side."""
    before, after = shown_reading(then, measure), shown_reading(now, measure)
    error = ""
    differ: tuple[str, ...] = ()
    if isinstance(then, Measured) and isinstance(now, Measured):
        error, differ = error_shown(then, measure), differences(then, now)

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
            error=error,
            differ=differ,
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
    difference = ("+" if step > 0 else "") + value_shown(step, measure)
    if step == 0:
        return said(difference, "unchanged", None, "unchanged")
    smallest = smallest_real(then, measure)
    if smallest is None:
        return said(difference, "error unknown", None, "this test's error is not known")
    if abs(step) <= smallest:
        return said(difference, "within error", None, "no more than measurement error")
    better = (step > 0) == (measure.best == "highest")
    word = "better" if better else "worse"
    return said(difference, "real", better, f"{word}, more than measurement error")


def smallest_real(then: Measured, measure: Measure) -> Decimal | None:
    """Smallest real change from a reading, in the measure's unit; none where it is not known.

    It is 1.96 x sqrt 2 x the test's variation, of the earlier value or as a number of its own.
    """
    change = measure.change
    if change is None:
        return None
    if change.absolute is not None:
        return change.absolute
    return abs(best(then, measure)) * (change.percent or Decimal(0)) / 100


def error_shown(then: Measured, measure: Measure) -> str:
    """What a change from a reading must exceed, as it is read; rounded down to 0.1."""
    smallest = smallest_real(then, measure)
    return "" if smallest is None else f"± {figure(down(smallest), measure.unit)}"
