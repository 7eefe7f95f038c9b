"""Whether a value can be: what is impossible is refused, what is odd is asked back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from clinic_tui.judgement.values import UnitError, figure, trials
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.reading import Answered, Measured, Reading
from clinic_tui.model.words import Side, StopReason


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value, in one sentence."""

    severity: Literal["impossible", "odd"]
    sentence: str


def problems(reading: Reading, measure: Measure) -> tuple[Problem, ...]:
    """All that is impossible or odd about one reading of a measure."""
    return tuple(_problems(reading, measure))


def _problems(reading: Reading, measure: Measure) -> Iterator[Problem]:
    if measure.sided != (reading.side is not Side.NONE):
        expected = "left or right" if measure.sided else "none, it has no side"
        yield Problem("impossible", f"side {reading.side}: expected {expected}")
    if isinstance(reading, Measured):
        yield from _numbers(reading, measure)
    elif isinstance(reading, Answered) and reading.answer not in measure.answers:
        expected = ", ".join(measure.answers) or f"a number in {measure.unit}"
        yield Problem("impossible", f"not an answer of {measure.name}: {expected}")


def _numbers(reading: Measured, measure: Measure) -> Iterator[Problem]:
    if measure.unit is None:
        expected = ", ".join(measure.answers)
        yield Problem("impossible", f"{measure.name} is answered in words: {expected}")
        return
    if measure.composite is not None:
        yield Problem("impossible", f"{measure.name} is worked out, not entered")
        return
    try:
        if reading.unit not in (measure.unit, *measure.also):
            raise UnitError
        values = trials(reading, measure)
    except UnitError:
        units = " or ".join((measure.unit, *measure.also))
        yield Problem("impossible", f"unit {reading.unit}: {measure.name} is measured in {units}")
        return
    low, high = measure.possible or (values[0], values[0])
    likely_low, likely_high = measure.plausible or (low, high)
    for value in values:
        said = figure(value, measure.unit)
        if not low <= value <= high:
            bounds = f"{figure(low, measure.unit)} to {figure(high, measure.unit)}"
            yield Problem("impossible", f"{said}: {measure.name} can be {bounds}")
        elif not likely_low <= value <= likely_high:
            bounds = f"{figure(likely_low, measure.unit)} to {figure(likely_high, measure.unit)}"
            yield Problem("odd", f"{said}: {measure.name} is usually {bounds}")
    if reading.stopped is StopReason.PAIN and reading.pain == 0:
        yield Problem("odd", "stopped for pain, and pain 0")
    if measure.movement and reading.movement not in (None, measure.movement):
        yield Problem("impossible", f"{reading.movement}: {measure.name} is {measure.movement}")


def chart_problems(chart: Chart, library: Library) -> tuple[str, ...]:
    """Why a chart cannot be judged as it is, one line each; empty where it can."""
    return tuple(_chart_problems(chart, library))


def _chart_problems(chart: Chart, library: Library) -> Iterator[str]:
    flags = {flag.id for flag in library.triage.flags}
    for episode in chart.episodes:
        if episode.onset < chart.patient.born:
            yield f"episode {episode.id}: onset before the date of birth"
    for assessment in chart.assessments:
        where = f"assessment {assessment.id}"
        yield from _dates(chart, assessment, where)
        for answer in assessment.red_flags:
            if answer.flag not in flags:
                yield f"{where}: unknown red-flag row {answer.flag!r}"
        for reading in assessment.readings:
            measure = library.measures.get(reading.measure)
            spot = f"{where}: {reading.measure} {reading.side}"
            if measure is None:
                yield f"{spot}: not in the catalogue of measures"
                continue
            for problem in problems(reading, measure):
                if problem.severity == "impossible":
                    yield f"{spot}: {problem.sentence}"


def _dates(chart: Chart, assessment: Assessment, where: str) -> Iterator[str]:
    if assessment.on < chart.patient.born:
        yield f"{where}: dated before the date of birth"
    for reading in assessment.readings:
        if reading.on > assessment.on:
            yield f"{where}: {reading.measure} {reading.side} is dated after its assessment"
