"""One side against the other, or against its own past where the other is no measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from clinic_tui.judgement.conditions import Footing, footing
from clinic_tui.judgement.result import Result, hurts, limit_of, trials_short, unknown, unusable
from clinic_tui.judgement.values import best, day, down, figure, plain
from clinic_tui.judgement.view import View
from clinic_tui.knowledge.measure import Measure
from clinic_tui.knowledge.protocol import Criterion
from clinic_tui.model.readiness import Reason
from clinic_tui.model.reading import Measured, Reading
from clinic_tui.model.words import Injured, OtherHip, Outcome, Side, Unit


def compared(
    injured: Measured, criterion: Criterion, view: View, side: Side, measure: Measure
) -> Result:
    """The injured side against the other one, or against itself before the onset."""
    if hurts(injured, criterion):
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
    if short := trials_short(injured, criterion):
        return unknown(Reason.TRIALS, short, measure, (injured,))
    if criterion.pain_at_most is not None and injured.pain is None:
        sentence = "pain during the test was not entered"
        return unknown(Reason.PAIN_NOT_ASKED, sentence, measure, (injured,))
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
    unfit = unusable(other, criterion, view, measure)
    if unfit is not None or not isinstance(other, Measured):
        reason = unfit.reason if unfit else Reason.MISSING
        said = unfit.sentence if unfit else "not measured"
        return unknown(reason, f"{where}: {said}", measure, _pair(injured, view, measure, side))
    pair = (injured, other)
    if short := trials_short(other, criterion):
        return unknown(Reason.TRIALS, f"{where}: {short}", measure, pair)
    if hurts(other, criterion):
        sentence = f"{where} hurt during the test ({other.pain}): ask again how that hip is"
        return unknown(Reason.OTHER_SIDE_PAIN, sentence, measure, pair)
    if criterion.pain_at_most is not None and other.pain is None:
        sentence = f"{where}: pain during the test was not entered"
        return unknown(Reason.PAIN_NOT_ASKED, sentence, measure, pair)
    today = footing(injured, other, view.protocol.comparison.lever_tolerance_m)
    if not today.same:
        return unknown(Reason.CONDITIONS, f"sides differ in {today.differ}", measure, pair)
    reference = _best_of(view.earlier(measure, side.other), injured, criterion, view, measure)
    if reference is None:
        return unknown(Reason.MISSING, f"{where}: not measured", measure, pair)
    result = _compare(injured, reference, criterion, view, measure, _limit_here(criterion, view))
    earlier = reference.reading != other
    result.readings = (*pair, reference.reading) if earlier else pair
    if earlier:
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
        if found is None or demand >= hardest:
            found, hardest = Reference(reading, ground, value), demand
    return found


def _limit_here(criterion: Criterion, view: View) -> Decimal:
    return criterion.limit_for.get(view.episode.diagnosis, limit_of(criterion))


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
        return unknown(Reason.UNREADABLE, "the other side reads 0: no ratio", measure, ())
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
        return unknown(Reason.OTHER_HIP, sentence, measure, _pair(injured, view, measure, side))
    result = _compare(injured, reference, criterion, view, measure, limit)
    result.readings = (injured, reference.reading)
    when = day(reference.reading.on)
    result.sentence = (
        f"{result.compared_shown} against its own {figure(reference.value, measure.unit)} of "
        f"{when}, before the onset; {result.limit_shown}"
    )
    return result
