"""One criterion against one assessment: met, not met or unknown, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from clinic_tui.judgement.conditions import Footing, footing
from clinic_tui.judgement.values import best, day, down, figure, plain, shown_reading
from clinic_tui.judgement.view import View
from clinic_tui.knowledge.measure import Group, Measure
from clinic_tui.knowledge.protocol import Criterion
from clinic_tui.model.readiness import Evidence, Finding, Reason
from clinic_tui.model.reading import Answered, Measured, NotDone, Reading
from clinic_tui.model.words import Injured, OtherHip, Outcome, Side, Unit

TOP_GRADE = 5
"""Full strength against the examiner's hand on the manual muscle scale."""


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
        result = _with_hand_grade(result, criterion, view, side)
    limited_by_pain = _pain_limited(criterion, result.measure)
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
        limit_shown=result.limit_shown,
        margin=None if result.margin is None else down(result.margin),
        error=result.error,
        borderline=result.borderline,
        unit=result.unit,
        age_days=max(((view.on - r.on).days for r in result.readings), default=None),
        source=criterion.source,
        grade=criterion.grade,
        notes=tuple(result.notes),
    )


def _strongest(results: list[Result]) -> Result:
    """Any of the measures will do: a met one, else a not met one, else the one that was tried."""
    order = {Outcome.MET: 0, Outcome.NOT_MET: 1, Outcome.UNKNOWN: 2}
    return min(results, key=lambda r: (order[r.outcome], r.reason is Reason.MISSING))


def _pain_limited(criterion: Criterion, measure: Measure) -> bool:
    return criterion.pain_at_most is not None or measure.unit is Unit.PAIN


def _result(criterion: Criterion, view: View, side: Side, measure: Measure) -> Result:
    reading = view.reading(measure, side)
    unusable = _unusable(reading, criterion, view, measure)
    if unusable is not None or not isinstance(reading, Measured | Answered):
        return unusable or _unknown(Reason.MISSING, "not measured", measure, ())
    if isinstance(reading, Answered):
        return _answer(reading, criterion, measure)
    if criterion.kind in ("range", "symmetry"):
        return _compared(reading, criterion, view, side, measure)
    return _against_limit(reading, criterion, measure)


def _unknown(
    reason: Reason, sentence: str, measure: Measure, readings: Iterable[Reading]
) -> Result:
    return Result(Outcome.UNKNOWN, reason, sentence, measure, tuple(readings))


def _unusable(
    reading: Reading | None, criterion: Criterion, view: View, measure: Measure
) -> Result | None:
    """Why a reading cannot be judged at all; none where it can."""
    if reading is None:
        return _unknown(Reason.MISSING, "not measured", measure, ())
    if isinstance(reading, NotDone):
        return _unknown(Reason.NOT_DONE, f"not done: {reading.reason}", measure, (reading,))
    age = (view.on - reading.on).days
    if age > criterion.age_days:
        allowed = f"limit {criterion.age_days}" if criterion.age_days else "asked anew each day"
        return _unknown(Reason.TOO_OLD, f"{age} days old, {allowed}", measure, (reading,))
    if isinstance(reading, Answered) != (criterion.kind == "answer"):
        return _unknown(Reason.UNREADABLE, "not the kind of value asked for", measure, (reading,))
    return None


def _answer(reading: Answered, criterion: Criterion, measure: Measure) -> Result:
    words = reading.answer.replace("_", " ")
    wanted = " or ".join(word.replace("_", " ") for word in criterion.accept)
    met = reading.answer in criterion.accept
    return Result(
        Outcome.MET if met else Outcome.NOT_MET,
        Reason.WITHIN if met else Reason.ANSWER,
        words if met else f"{words}, must be {wanted}",
        measure,
        (reading,),
        compared_shown=words,
        limit_shown=wanted,
    )


def _trials_short(reading: Measured, criterion: Criterion) -> str:
    count = len(reading.trials)
    if count >= criterion.trials:
        return ""
    return f"{count} of {criterion.trials} trials"


def _against_limit(reading: Measured, criterion: Criterion, measure: Measure) -> Result:
    limit = _limit(criterion)
    value = best(reading, measure)
    at_least = criterion.kind == "at_least"
    margin = value - limit if at_least else limit - value
    result = Result(
        Outcome.MET,
        Reason.WITHIN,
        f"{figure(value, measure.unit)}, {'at least' if at_least else 'at most'} "
        f"{figure(limit, measure.unit)}",
        measure,
        (reading,),
        compared=value,
        compared_shown=figure(value, measure.unit),
        limit=limit,
        limit_shown=f"{'≥' if at_least else '≤'} {figure(limit, measure.unit)}",
        margin=margin,
        error=criterion.error,
        unit=measure.unit,
    )
    provoked = _provocation(reading, criterion)
    if margin < 0:
        result.outcome, result.reason = Outcome.NOT_MET, Reason.SHORT
    elif _hurts(reading, criterion):
        result.outcome, result.reason = Outcome.NOT_MET, Reason.PAIN
        reached = "time reached" if measure.unit is Unit.SECOND else "value reached"
        result.sentence = (
            f"{reached}, pain not: {result.compared_shown} with pain {reading.pain}, "
            f"at most {criterion.pain_at_most}"
        )
    elif criterion.faults_at_most is not None and (reading.faults or 0) > criterion.faults_at_most:
        result.outcome, result.reason = Outcome.NOT_MET, Reason.FAULTS
        result.sentence = f"{reading.faults} quality faults, at most {criterion.faults_at_most}"
    else:
        _not_asked(result, reading, criterion)
    if provoked:
        result.notes.append(provoked)
    return result


def _not_asked(result: Result, reading: Measured, criterion: Criterion) -> None:
    """A value that would do stays unknown where pain, faults or trials are missing."""
    if short := _trials_short(reading, criterion):
        result.outcome, result.reason, result.sentence = Outcome.UNKNOWN, Reason.TRIALS, short
    elif criterion.pain_at_most is not None and reading.pain is None:
        result.outcome, result.reason = Outcome.UNKNOWN, Reason.PAIN_NOT_ASKED
        result.sentence = f"{result.compared_shown}, but pain during it was not entered"
    elif criterion.faults_at_most is not None and reading.faults is None:
        result.outcome, result.reason = Outcome.UNKNOWN, Reason.FAULTS_NOT_SEEN
        result.sentence = f"{result.compared_shown}, but quality faults were not entered"


def _hurts(reading: Measured, criterion: Criterion) -> bool:
    allowed = criterion.pain_at_most
    return allowed is not None and reading.pain is not None and reading.pain > allowed


def _provocation(reading: Measured, criterion: Criterion) -> str:
    threshold = criterion.provocation_pain
    if threshold is None or reading.pain is None or reading.pain < threshold:
        return ""
    limit = figure(_limit(criterion), Unit.SECOND)
    return (
        f"usual side pain of {threshold} or more within {limit} of one-leg stand is a positive "
        f"provocation sign; here pain {reading.pain} in the free version"
    )


def _limit(criterion: Criterion) -> Decimal:
    if criterion.limit is None:
        raise ValueError(f"criterion {criterion.id} has no limit")
    return criterion.limit


def _compared(
    injured: Measured, criterion: Criterion, view: View, side: Side, measure: Measure
) -> Result:
    """The injured side against the other one, or against itself before the onset."""
    if _hurts(injured, criterion):
        return Result(
            Outcome.NOT_MET,
            Reason.PAIN,
            f"pain {injured.pain} during the test, at most {criterion.pain_at_most}: "
            "not a maximal test",
            measure,
            _pair(injured, view, measure, side),
            compared_shown=f"pain {injured.pain}",
            limit_shown=f"pain ≤ {criterion.pain_at_most}",
        )
    if short := _trials_short(injured, criterion):
        return _unknown(Reason.TRIALS, short, measure, (injured,))
    if criterion.pain_at_most is not None and injured.pain is None:
        sentence = "pain during the test was not entered"
        return _unknown(Reason.PAIN_NOT_ASKED, sentence, measure, (injured,))
    if view.episode.injured is Injured.BOTH or view.episode.other_hip is not OtherHip.HEALTHY:
        return _against_own_earlier(injured, criterion, view, side, measure)
    return _against_other_side(injured, criterion, view, side, measure)


def _pair(injured: Measured, view: View, measure: Measure, side: Side) -> tuple[Reading, ...]:
    other = view.reading(measure, side.other)
    return (injured,) if other is None else (injured, other)


def _against_other_side(
    injured: Measured, criterion: Criterion, view: View, side: Side, measure: Measure
) -> Result:
    other = view.reading(measure, side.other)
    where = f"{side.other.value.upper()}, the other side"
    unusable = _unusable(other, criterion, view, measure)
    if unusable is not None or not isinstance(other, Measured):
        reason = unusable.reason if unusable else Reason.MISSING
        said = unusable.sentence if unusable else "not measured"
        return _unknown(reason, f"{where}: {said}", measure, _pair(injured, view, measure, side))
    pair = (injured, other)
    if short := _trials_short(other, criterion):
        return _unknown(Reason.TRIALS, f"{where}: {short}", measure, pair)
    if _hurts(other, criterion):
        sentence = f"{where} hurt during the test ({other.pain}): ask again how that hip is"
        return _unknown(Reason.OTHER_SIDE_PAIN, sentence, measure, pair)
    if criterion.pain_at_most is not None and other.pain is None:
        sentence = f"{where}: pain during the test was not entered"
        return _unknown(Reason.PAIN_NOT_ASKED, sentence, measure, pair)
    today = footing(injured, other, view.protocol.comparison.lever_tolerance_m)
    if not today.same:
        return _unknown(Reason.CONDITIONS, f"sides differ in {today.differ}", measure, pair)
    reference = _best_of(view.earlier(measure, side.other), injured, criterion, view, measure)
    if reference is None:
        return _unknown(Reason.MISSING, f"{where}: not measured", measure, pair)
    result = _compare(injured, reference, criterion, view, measure, _limit_here(criterion, view))
    result.readings = pair if reference.reading is other else (*pair, reference.reading)
    if reference.reading is not other:
        _weaker_good_side(result, injured, other, today, reference, criterion, measure)
    _query_sides(result, injured, other, today, criterion, view, measure)
    if injured.assessor != other.assessor:
        result.notes.append("the two sides were measured by different assessors")
    return result


@dataclass(frozen=True, slots=True)
class Reference:
    """What the injured side is held against."""

    reading: Measured
    footing: Footing
    value: Decimal
    """The best trial, in the measure's unit."""

    @property
    def weighed(self) -> Decimal:
        """Force, or torque where levers differ."""
        return self.value * self.footing.weights[1]


def _best_of(
    readings: Iterable[Measured],
    injured: Measured,
    criterion: Criterion,
    view: View,
    measure: Measure,
) -> Reference | None:
    """The strictest painless reading in the conditions of the injured side's."""
    found: Reference | None = None
    hardest = Decimal(0)
    tolerance = view.protocol.comparison.lever_tolerance_m
    for reading in readings:
        ground = footing(injured, reading, tolerance)
        painless = reading.pain == 0 if criterion.pain_at_most is not None else not reading.pain
        if not ground.same or not painless:
            continue
        value = best(reading, measure)
        demand = value * ground.weights[1] / ground.weights[0]
        if found is None or demand > hardest:
            found, hardest = Reference(reading, ground, value), demand
    return found


def _limit_here(criterion: Criterion, view: View) -> Decimal:
    return criterion.limit_for.get(view.episode.diagnosis, _limit(criterion))


def _compare(
    injured: Measured,
    reference: Reference,
    criterion: Criterion,
    view: View,
    measure: Measure,
    limit: Decimal,
) -> Result:
    value = best(injured, measure)
    if criterion.kind == "range":
        return _degrees(value, reference, criterion, view, measure, limit)
    return _ratio(value * reference.footing.weights[0], reference, criterion, measure, limit)


def _degrees(
    value: Decimal,
    reference: Reference,
    criterion: Criterion,
    view: View,
    measure: Measure,
    limit: Decimal,
) -> Result:
    """Degrees short of the reference; a ratio of ranges means nothing."""
    gap = reference.value - value
    error = view.protocol.comparison.range_error
    met = gap <= limit
    said = (
        f"{figure(abs(gap), Unit.DEGREE)} {'short' if gap > 0 else 'more' if gap < 0 else 'apart'}"
    )
    return Result(
        Outcome.MET if met else Outcome.NOT_MET,
        Reason.WITHIN if met else Reason.SHORT,
        f"{said}, at most {figure(limit, Unit.DEGREE)} short",
        measure,
        compared=gap,
        compared_shown=said,
        limit=limit,
        limit_shown=f"≤ {figure(limit, Unit.DEGREE)} short",
        margin=limit - gap,
        error=error,
        borderline=error < gap <= limit + error,
        unit=Unit.DEGREE,
    )


def _ratio(
    weighed: Decimal, reference: Reference, criterion: Criterion, measure: Measure, limit: Decimal
) -> Result:
    """Limb symmetry: injured over other, times 100 (Gokeler 2016), compared unrounded."""
    if reference.weighed <= 0:
        return _unknown(Reason.UNREADABLE, "the other side reads 0: no ratio", measure, ())
    share = weighed * 100 / reference.weighed
    met = weighed * 100 >= limit * reference.weighed
    error = criterion.error
    return Result(
        Outcome.MET if met else Outcome.NOT_MET,
        Reason.WITHIN if met else Reason.SHORT,
        f"{plain(down(share))} % of the other side, at least {plain(limit)} %",
        measure,
        compared=share,
        compared_shown=f"{plain(down(share))} %",
        limit=limit,
        limit_shown=f"≥ {plain(limit)} %",
        margin=share - limit,
        error=error,
        borderline=error is not None and abs(share - limit) <= error,
        unit="%",
        notes=["torque is compared, as levers differ"] if reference.footing.by_torque else [],
    )


def _weaker_good_side(
    result: Result,
    injured: Measured,
    other: Measured,
    today: Footing,
    reference: Reference,
    criterion: Criterion,
    measure: Measure,
) -> None:
    """A good side that reads less than it did makes no pass, and the finding says so."""
    now = best(other, measure)
    against_today = Reference(other, today, now)
    when = day(reference.reading.on)
    less = figure(reference.value - now, measure.unit)
    if criterion.kind == "range":
        shown = f"{figure(against_today.value - best(injured, measure), Unit.DEGREE)} short"
    elif against_today.weighed > 0:
        share = best(injured, measure) * today.weights[0] * 100 / against_today.weighed
        shown = f"{plain(down(share))} %"
    else:
        shown = "figure"
    best_then = figure(reference.value, measure.unit)
    result.sentence = (
        f"{result.compared_shown} of the good side's best of this episode, {best_then} on {when}; "
        f"{result.limit_shown}"
    )
    result.notes.append(
        f"today's {shown} rests on a good side that reads {less} less than on "
        f"{reference.reading.on.isoformat()}; weaker or tested differently cannot be told"
    )


def _query_sides(
    result: Result,
    injured: Measured,
    other: Measured,
    today: Footing,
    criterion: Criterion,
    view: View,
    measure: Measure,
) -> None:
    """A symmetry too good to be true asks whether left and right were swapped."""
    if criterion.kind != "symmetry" or result.outcome is not Outcome.MET:
        return
    mine = best(injured, measure) * today.weights[0] * 100
    theirs = best(other, measure) * today.weights[1]
    ceiling = view.protocol.comparison.query_above_percent
    if theirs <= 0 or mine <= ceiling * theirs:
        return
    share = f"{plain(down(mine / theirs))} %"
    confirmed = view.assessment.sides_confirmed
    if confirmed is not None and measure.id in confirmed.measures:
        result.notes.append(f"{share}: sides confirmed by {confirmed.by.name}")
        return
    result.outcome, result.reason = Outcome.UNKNOWN, Reason.SIDES
    result.sentence = (
        f"{share} is above {plain(ceiling)} %: the sides may be swapped; confirm LEFT and RIGHT"
    )


def _against_own_earlier(
    injured: Measured, criterion: Criterion, view: View, side: Side, measure: Measure
) -> Result:
    """Where the other hip is no measure, only the hip's own past is: from before the onset."""
    rules = view.protocol.comparison
    limit = rules.own_earlier_degrees if criterion.kind == "range" else rules.own_earlier_percent
    own = view.own_before_onset(measure, side)
    reference = _best_of(own, injured, criterion, view, measure)
    if reference is None:
        why = (
            "both hips are injured"
            if view.episode.injured is Injured.BOTH
            else f"the other hip is {view.episode.other_hip.words}"
            if view.episode.other_hip is not OtherHip.NOT_ASKED
            else "the state of the other hip was not asked"
        )
        sentence = f"{why}: no comparison of sides; needs own earlier values or a reference"
        return _unknown(Reason.OTHER_HIP, sentence, measure, _pair(injured, view, measure, side))
    result = _compare(injured, reference, criterion, view, measure, limit)
    result.readings = (injured, reference.reading)
    when = day(reference.reading.on)
    result.sentence = (
        f"{result.compared_shown} against its own {figure(reference.value, measure.unit)} of "
        f"{when}, before the onset; {result.limit_shown}"
    )
    return result


def _with_hand_grade(result: Result, criterion: Criterion, view: View, side: Side) -> Result:
    """What a manual muscle grade adds: it may fail a strength, and meets it only where it may."""
    rule = criterion.hand_grade
    if rule is None:
        return result
    measure = view.measure(rule.measure)
    by_hand = criterion.model_copy(
        update={"kind": "at_least", "limit": Decimal(TOP_GRADE), "trials": 1, "error": None}
    )
    grade = _result(by_hand, view, side, measure)
    if rule.suffices:
        return _strongest([result, grade])
    if result.outcome is not Outcome.UNKNOWN or grade.reason in (
        Reason.MISSING,
        Reason.NOT_DONE,
        Reason.TOO_OLD,
        Reason.UNREADABLE,
    ):
        return result
    if grade.reason is Reason.SHORT:
        grade.reason = Reason.HAND_GRADE
        return grade
    grade.outcome, grade.reason = Outcome.UNKNOWN, Reason.HAND_GRADE
    grade.sentence = f"grade {TOP_GRADE} by hand: a hand cannot show {plain(_limit(criterion))} %"
    return grade


def _annotate(result: Result, criterion: Criterion, view: View) -> None:
    of_strength = criterion.kind == "symmetry" and criterion.group is Group.STRENGTH
    if of_strength and view.protocol.comparison.symmetry_note:
        result.notes.append(view.protocol.comparison.symmetry_note)
    if any(reading.carried_by for reading in result.readings):
        names = sorted({r.carried_by for r in result.readings if r.carried_by})
        result.notes.append(f"taken over from an earlier day by {', '.join(names)}")


def _evidence(reading: Reading, view: View) -> Evidence:
    return Evidence(
        side=reading.side,
        on=reading.on,
        shown=shown_reading(reading, view.measure(reading.measure)),
        pain=None if isinstance(reading, Answered) else reading.pain,
    )
