"""One criterion against one assessment: met, not met or unknown, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from clinic_tui.judgement.result import Result, limit_of, usable
from clinic_tui.judgement.sides import compared
from clinic_tui.judgement.single import against_limit, answer
from clinic_tui.judgement.values import down, figure, plain, shown_reading
from clinic_tui.judgement.view import View
from clinic_tui.knowledge.measure import Group, Measure
from clinic_tui.knowledge.protocol import Criterion, HandGrade
from clinic_tui.model.readiness import Evidence, Finding, Reason
from clinic_tui.model.reading import Answered, Measured, Reading
from clinic_tui.model.words import Outcome, Side, Unit

TOP_GRADE = 5
"""Full strength against the examiner's hand on the manual muscle scale."""

UNJUDGED = (Reason.MISSING, Reason.NOT_DONE, Reason.TOO_OLD, Reason.UNREADABLE)
"""Reasons of a reading that says nothing at all."""

STRENGTH = (Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN)
"""Which outcome counts where several measures will do."""


def findings(criterion: Criterion, view: View) -> tuple[Finding, ...]:
    """The findings of a criterion: one, or one for each hip where both are injured."""
    measures = [view.measure(name) for name in criterion.measures]
    if not measures[0].sided:
        return (_finding(criterion, view, Side.NONE, measures),)
    sides = view.episode.injured.sides
    return tuple(_finding(criterion, view, side, measures) for side in sides)


def _finding(criterion: Criterion, view: View, side: Side, measures: list[Measure]) -> Finding:
    results = [_result(criterion, view, side, measure) for measure in measures]
    result = _strongest(results)
    if criterion.hand_grade is not None:
        result = _with_hand_grade(result, criterion.hand_grade, criterion, view, side)
    limited_by_pain = _pain_limited(criterion, measures)
    if result.outcome is Outcome.MET and limited_by_pain and view.masked_by:
        result.outcome, result.reason = Outcome.UNKNOWN, Reason.MASKED
        result.sentence = f"would be met, but {view.masked_by}"
    _annotate(result, criterion, view)
    return Finding(
        criterion=criterion.id,
        name=criterion.name,
        group=criterion.group,
        side=side,
        outcome=result.outcome,
        reason=result.reason,
        sentence=result.sentence,
        measures=tuple(m.id for m in measures),
        evidence=tuple(_evidence(reading, view) for reading in result.readings),
        compared=None if result.compared is None else down(result.compared),
        compared_shown=result.compared_shown,
        limit=result.limit,
        limit_shown=result.limit_shown or _needed(criterion, view, measures[0], result),
        margin=None if result.margin is None else down(result.margin),
        error=result.error,
        borderline=result.borderline,
        unit=result.unit,
        age_days=max(_ages(result.readings, view), default=None),
        source=criterion.source,
        grade=criterion.grade,
        notes=tuple(result.notes),
    )


def _strongest(results: list[Result]) -> Result:
    """Any of the measures will do: a met one, else a not met one, else the one that was tried."""
    return min(results, key=lambda r: (STRENGTH.index(r.outcome), r.reason is Reason.MISSING))


def _needed(criterion: Criterion, view: View, measure: Measure, result: Result) -> str:
    """What would have to be reached, for a finding that could not be made."""
    if result.reason is Reason.OTHER_HIP:
        return ""
    if criterion.kind == "answer":
        return " or ".join(word.replace("_", " ") for word in criterion.accept)
    limit = criterion.limit_for.get(view.episode.diagnosis, limit_of(criterion))
    if criterion.kind == "range":
        return f"≤ {figure(limit, Unit.DEGREE)} short"
    if criterion.kind == "symmetry":
        return f"≥ {plain(limit)} %"
    return f"{'≥' if criterion.kind == 'at_least' else '≤'} {figure(limit, measure.unit)}"


def _ages(readings: Iterable[Reading], view: View) -> Iterator[int]:
    """Days since each reading of the judged assessment; what it is held against has no limit."""
    for reading in readings:
        if view.reading(view.measure(reading.measure), reading.side) == reading:
            yield (view.on - reading.on).days


def _pain_limited(criterion: Criterion, measures: list[Measure]) -> bool:
    return criterion.pain_at_most is not None or any(m.unit is Unit.PAIN for m in measures)


def _result(criterion: Criterion, view: View, side: Side, measure: Measure) -> Result:
    recorded = view.reading(measure, side)
    if criterion.kind == "answer":
        answered = usable(recorded, Answered, criterion, view)
        return answered if isinstance(answered, Result) else answer(answered, criterion)
    reading = usable(recorded, Measured, criterion, view)
    if isinstance(reading, Result):
        return reading
    if criterion.kind in ("range", "symmetry"):
        return compared(reading, criterion, view, side, measure)
    return against_limit(reading, criterion, measure)


def _with_hand_grade(
    result: Result, rule: HandGrade, criterion: Criterion, view: View, side: Side
) -> Result:
    """What a manual muscle grade adds: it may fail a strength, and meets it only where it may."""
    in_doubt = result.reason is Reason.SIDES
    if not rule.suffices and (result.outcome is not Outcome.UNKNOWN or in_doubt):
        return result
    by_hand = criterion.model_copy(
        update={"kind": "at_least", "limit": Decimal(TOP_GRADE), "trials": 1, "error": None}
    )
    grade = _result(by_hand, view, side, view.measure(rule.measure))
    if rule.suffices:
        chosen = _strongest([result, grade])
        if in_doubt and chosen is grade:
            chosen.notes.append(result.sentence)
        return chosen
    if grade.outcome is Outcome.NOT_MET:
        if grade.reason is Reason.SHORT:
            grade.reason = Reason.HAND_GRADE
        return grade
    # A dynamometer that was used says more than the hand: its own reason is kept.
    if result.reason is not Reason.MISSING or grade.reason in UNJUDGED:
        return result
    grade.outcome, grade.reason = Outcome.UNKNOWN, Reason.HAND_GRADE
    grade.sentence = f"grade {TOP_GRADE} by hand: a hand cannot show {plain(limit_of(criterion))} %"
    return grade


def _annotate(result: Result, criterion: Criterion, view: View) -> None:
    of_strength = criterion.kind == "symmetry" and criterion.group is Group.STRENGTH
    if of_strength and view.protocol.comparison.symmetry_note:
        result.notes.append(view.protocol.comparison.symmetry_note)
    if any(reading.carried_by for reading in result.readings):
        names = sorted({r.carried_by for r in result.readings if r.carried_by})
        result.notes.append(f"taken over from an earlier day by {', '.join(names)}")
    hurt = [r for r in result.readings[:1] if isinstance(r, Measured) and r.pain]
    if hurt and criterion.pain_at_most is None and view.measure(hurt[0].measure).asks_pain:
        result.notes.append(f"pain {hurt[0].pain} during it, for which the protocol has no limit")


def _evidence(reading: Reading, view: View) -> Evidence:
    return Evidence(
        side=reading.side,
        on=reading.on,
        shown=shown_reading(reading, view.measure(reading.measure)),
        pain=None if isinstance(reading, Answered) else reading.pain,
    )
