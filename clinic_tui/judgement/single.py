"""One side against a limit: a time, a count, a pain score, an answer in words."""

from __future__ import annotations

from clinic_tui.judgement.result import Result, hurts, limit_of, trials_short
from clinic_tui.judgement.values import best, figure, value_shown
from clinic_tui.knowledge.measure import Measure
from clinic_tui.knowledge.protocol import Criterion
from clinic_tui.model.readiness import Reason
from clinic_tui.model.reading import Answered, Measured
from clinic_tui.model.words import Outcome, Unit


def answer(reading: Answered, criterion: Criterion) -> Result:
    """An answer against the words that are accepted."""
    words = reading.answer.replace("_", " ")
    wanted = " or ".join(word.replace("_", " ") for word in criterion.accept)
    met = reading.answer in criterion.accept
    return Result(
        Outcome.MET if met else Outcome.NOT_MET,
        Reason.WITHIN if met else Reason.ANSWER,
        words if met else f"{words}, must be {wanted}",
        (reading,),
        compared_shown=words,
        limit_shown=wanted,
    )


def against_limit(reading: Measured, criterion: Criterion, measure: Measure) -> Result:
    """A value against its limit, then pain, then quality, then what was not asked."""
    limit = limit_of(criterion)
    value = best(reading, measure)
    at_least = criterion.kind == "at_least"
    margin = value - limit if at_least else limit - value
    result = Result(
        Outcome.MET,
        Reason.WITHIN,
        f"{value_shown(value, measure)}, {'at least' if at_least else 'at most'} "
        f"{figure(limit, measure.unit)}",
        (reading,),
        compared=value,
        compared_shown=value_shown(value, measure),
        limit=limit,
        limit_shown=f"{'≥' if at_least else '≤'} {figure(limit, measure.unit)}",
        margin=margin,
        error=criterion.error,
        unit=measure.unit,
    )
    provoked = _provocation(reading, criterion)
    if margin < 0:
        result.outcome, result.reason = Outcome.NOT_MET, Reason.SHORT
    elif hurts(reading, criterion):
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
    if short := trials_short(reading, criterion):
        result.outcome, result.reason, result.sentence = Outcome.UNKNOWN, Reason.TRIALS, short
    elif criterion.pain_at_most is not None and reading.pain is None:
        result.outcome, result.reason = Outcome.UNKNOWN, Reason.PAIN_NOT_ASKED
        result.sentence = f"{result.compared_shown}, but pain during it was not entered"
    elif criterion.faults_at_most is not None and reading.faults is None:
        result.outcome, result.reason = Outcome.UNKNOWN, Reason.FAULTS_NOT_SEEN
        result.sentence = f"{result.compared_shown}, but quality faults were not entered"


def _provocation(reading: Measured, criterion: Criterion) -> str:
    threshold = criterion.provocation_pain
    if threshold is None or reading.pain is None or reading.pain < threshold:
        return ""
    limit = figure(limit_of(criterion), Unit.SECOND)
    return (
        f"usual side pain of {threshold} or more within {limit} of one-leg stand is a positive "
        f"provocation sign; here pain {reading.pain} in the free version"
    )
