"""One side against the other, or against its own past where the other is no measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from clinic_tui.judgement.conditions import Footing, footing
from clinic_tui.judgement.result import Result, hurts, limit_of, trials_short, unknown, usable
from clinic_tui.judgement.values import best, day, down, figure, plain, value_shown
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
            _pair(injured, view, measure, side),
            compared_shown=f"pain {injured.pain}",
            limit_shown=f"pain ≤ {criterion.pain_at_most}",
        )
    if short := trials_short(injured, criterion):
        return unknown(Reason.TRIALS, short, injured)
    if criterion.pain_at_most is not None and injured.pain is None:
        return unknown(Reason.PAIN_NOT_ASKED, "pain during the test was not entered", injured)
    if view.other_is_measure:
        return _against_other_side(injured, criterion, view, side, measure)
    return _against_own_earlier(injured, criterion, view, side, measure)


def _pair(injured: Measured, view: View, measure: Measure, side: Side) -> tuple[Reading, ...]:
    other = view.reading(measure, side.other)
    return (injured,) if other is None else (injured, other)


class Reference(NamedTuple):
    """What the injured side is held against."""

    reading: Measured
    footing: Footing
    value: Decimal
    """The best trial, in the measure's unit."""

    @property
    def weighed(self) -> Decimal:
        """Force, or torque where levers differ."""
        return self.value * self.footing.weights[1]

    @property
    def demand(self) -> Decimal:
        """What the injured side must match, on its own lever."""
        return self.weighed / self.footing.weights[0] if self.footing.by_torque else self.value

    def symmetry(self, value: Decimal) -> Decimal | None:
        """Limb symmetry: injured over other, times 100 (Gokeler 2016); none over nothing."""
        if self.weighed <= 0:
            return None
        return value * self.footing.weights[0] * 100 / self.weighed


def _against_other_side(
    injured: Measured, criterion: Criterion, view: View, side: Side, measure: Measure
) -> Result:
    where = f"{side.other.value.upper()}, the other side"
    other = usable(view.reading(measure, side.other), Measured, criterion, view)
    if isinstance(other, Result):
        readings = _pair(injured, view, measure, side)
        return unknown(other.reason, f"{where}: {other.sentence}", *readings)
    pair = (injured, other)
    if short := trials_short(other, criterion):
        return unknown(Reason.TRIALS, f"{where}: {short}", *pair)
    if other.pain:
        sentence = f"{where} hurt during the test ({other.pain}): ask again how that hip is"
        return unknown(Reason.OTHER_SIDE_PAIN, sentence, *pair)
    if criterion.pain_at_most is not None and other.pain is None:
        sentence = f"{where}: pain during the test was not entered"
        return unknown(Reason.PAIN_NOT_ASKED, sentence, *pair)
    ground = footing(injured, other, view.protocol.comparison.lever_tolerance_m)
    if not ground.same:
        return unknown(Reason.CONDITIONS, f"sides differ in {ground.differ}", *pair)
    today = Reference(other, ground, best(other, measure))
    earlier = _painless(view.earlier(measure, side.other), injured, criterion, view, measure)
    strictest = max((today, *earlier), key=lambda reference: reference.demand)
    limit = criterion.limit_for.get(view.episode.diagnosis, limit_of(criterion))
    result = _compare(injured, strictest, criterion, view, measure, limit)
    result.readings = pair
    if strictest is not today:
        result.readings = (*pair, strictest.reading)
        _weaker_good_side(result, injured, today, strictest, criterion, measure)
    _query_sides(result, injured, today, criterion, view, measure)
    if injured.assessor != other.assessor:
        result.notes.append("the two sides were measured by different assessors")
    return result


def _painless(
    readings: Iterable[Measured],
    injured: Measured,
    criterion: Criterion,
    view: View,
    measure: Measure,
) -> Iterator[Reference]:
    """The painless ones of these readings that were taken in the injured side's conditions."""
    must_be_asked = criterion.pain_at_most is not None
    tolerance = view.protocol.comparison.lever_tolerance_m
    for reading in readings:
        if reading.pain or (must_be_asked and reading.pain is None):
            continue
        ground = footing(injured, reading, tolerance)
        if ground.same:
            yield Reference(reading, ground, best(reading, measure))


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
        return _degrees(reference.value - value, limit, view.protocol.comparison.range_error)
    return _ratio(value, reference, criterion, limit)


def _degrees(gap: Decimal, limit: Decimal, error: Decimal) -> Result:
    """Degrees short of the reference; a ratio of ranges means nothing."""
    met = gap <= limit
    said = _short(gap)
    return Result(
        Outcome.MET if met else Outcome.NOT_MET,
        Reason.WITHIN if met else Reason.SHORT,
        f"{said}, at most {figure(limit, Unit.DEGREE)} short",
        compared=gap,
        compared_shown=said,
        limit=limit,
        limit_shown=f"≤ {figure(limit, Unit.DEGREE)} short",
        margin=limit - gap,
        error=error,
        borderline=error < gap <= limit + error,
        unit=Unit.DEGREE,
    )


def _short(gap: Decimal) -> str:
    if gap == 0:
        return "0° apart"
    return f"{figure(abs(gap), Unit.DEGREE)} {'short' if gap > 0 else 'more'}"


def _ratio(value: Decimal, reference: Reference, criterion: Criterion, limit: Decimal) -> Result:
    """Symmetry against the limit, compared unrounded."""
    share = reference.symmetry(value)
    if share is None:
        return unknown(Reason.UNREADABLE, "the other side reads 0: no ratio")
    met = share >= limit
    return Result(
        Outcome.MET if met else Outcome.NOT_MET,
        Reason.WITHIN if met else Reason.SHORT,
        f"{plain(down(share))} % of the other side, at least {plain(limit)} %",
        compared=share,
        compared_shown=f"{plain(down(share))} %",
        limit=limit,
        limit_shown=f"≥ {plain(limit)} %",
        margin=share - limit,
        error=criterion.error,
        borderline=criterion.error is not None and abs(share - limit) <= criterion.error,
        unit="%",
        notes=["torque is compared, as levers differ"] if reference.footing.by_torque else [],
    )


def _weaker_good_side(
    result: Result,
    injured: Measured,
    today: Reference,
    strictest: Reference,
    criterion: Criterion,
    measure: Measure,
) -> None:
    """A good side that reads less than it did makes no pass, and the finding says so."""
    value = best(injured, measure)
    share = today.symmetry(value)
    if criterion.kind == "range":
        shown = _short(today.value - value)
    else:
        shown = "figure" if share is None else f"{plain(down(share))} %"
    less = value_shown(strictest.value - today.value, measure)
    result.sentence = (
        f"{result.compared_shown} of the good side's best of this episode, "
        f"{value_shown(strictest.value, measure)} on {day(strictest.reading.on)}; "
        f"{result.limit_shown}"
    )
    result.notes.append(
        f"today's {shown} rests on a good side that reads {less} less than on "
        f"{strictest.reading.on.isoformat()}; weaker or tested differently cannot be told"
    )


def _query_sides(
    result: Result,
    injured: Measured,
    today: Reference,
    criterion: Criterion,
    view: View,
    measure: Measure,
) -> None:
    """A symmetry too good to be true asks whether left and right were swapped."""
    if criterion.kind != "symmetry" or result.outcome is not Outcome.MET:
        return
    share = today.symmetry(best(injured, measure))
    ceiling = view.protocol.comparison.query_above_percent
    if share is None or share <= ceiling:
        return
    said = f"{plain(down(share))} %"
    confirmed = view.assessment.sides_confirmed
    if confirmed is not None and measure.id in confirmed.measures:
        result.notes.append(f"{said}: sides confirmed by {confirmed.by.name}")
        return
    result.outcome, result.reason = Outcome.UNKNOWN, Reason.SIDES
    result.sentence = (
        f"{said} is above {plain(ceiling)} %: the sides may be swapped; confirm LEFT and RIGHT"
    )


def _against_own_earlier(
    injured: Measured, criterion: Criterion, view: View, side: Side, measure: Measure
) -> Result:
    """Where the other hip is no measure, only the hip's own past is: from before the onset."""
    rules = view.protocol.comparison
    limit = rules.own_earlier_degrees if criterion.kind == "range" else rules.own_earlier_percent
    own = _painless(view.own_before_onset(measure, side), injured, criterion, view, measure)
    strictest = max(own, key=lambda reference: reference.demand, default=None)
    if strictest is None:
        sentence = f"{_why(view)}: no comparison of sides; needs own earlier values or a reference"
        return unknown(Reason.OTHER_HIP, sentence, *_pair(injured, view, measure, side))
    result = _compare(injured, strictest, criterion, view, measure, limit)
    result.readings = (injured, strictest.reading)
    result.sentence = (
        f"{result.compared_shown} against its own {value_shown(strictest.value, measure)} of "
        f"{day(strictest.reading.on)}, before the onset; {result.limit_shown}"
    )
    return result


def _why(view: View) -> str:
    """Why the other hip is no measure."""
    if view.episode.injured is Injured.BOTH:
        return "both hips are injured"
    if view.episode.other_hip is OtherHip.NOT_ASKED:
        return "the state of the other hip was not asked"
    return f"the other hip is {view.episode.other_hip.words}"
