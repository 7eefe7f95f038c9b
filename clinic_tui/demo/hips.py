"""How a hip reads on its way back: one visit's readings from a share of health."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Measure
from clinic_tui.knowledge.protocol import Criterion, Protocol
from clinic_tui.model.reading import Answered, Device, Measured, MeasureId, Reading
from clinic_tui.model.words import Injured, Side, Unit

TYPICAL = {
    "passive_hip_flexion": 120,
    "passive_hip_extension": 15,
    "passive_hip_abduction": 44,
    "passive_hip_adduction": 28,
    "passive_hip_internal_rotation": 36,
    "passive_hip_external_rotation": 43,
    "hip_flexion_strength": 210,
    "hip_extension_strength": 250,
    "hip_abduction_strength": 200,
    "hip_adduction_strength": 188,
    "hip_internal_rotation_strength": 104,
    "hip_external_rotation_strength": 96,
    "body_mass": 66,
}
"""A healthy adult's value; the rest follows from the unit."""
BY_UNIT = {Unit.CENTIMETRE: 88, Unit.SCORE: 92, Unit.GRADE: 5}
PAINFUL_FALL = 4
"""Worst pain of a hip at the very beginning, on the scale of 0 to 10."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A person's hips on one day."""

    on: date
    injured: Injured
    health: float
    """Of the injured side: 1 is as good as the other."""
    assessor: str
    stature: float = 1.0
    """How this person's values differ from the typical adult's."""
    good_side: float = 1.0
    """Of the good side's strength: below 1 it reads less than it could."""


def readings(
    visit: Visit, protocol: Protocol, library: Library, random: Random, *, loaded: bool
) -> tuple[Reading, ...]:
    """Every reading that a protocol asks for, in the catalogue's order; hops never."""
    asked = dict(_asked(protocol, library))
    found: list[Reading] = []
    for measure in library.measures.values():
        if measure.id in asked and not measure.hop and (loaded or not measure.loaded):
            for side in (Side.LEFT, Side.RIGHT) if measure.sided else (Side.NONE,):
                found.append(_reading(visit, measure, asked[measure.id], side, random))
    return tuple(found)


def _asked(protocol: Protocol, library: Library) -> Iterator[tuple[MeasureId, Criterion | None]]:
    """The first measure of each criterion; what a composite is made of; the body mass."""
    if (mass := MeasureId("body_mass")) in library.measures:
        yield mass, None
    for criterion in protocol.criteria:
        measure = library.measures[criterion.measures[0]]
        made = measure.composite
        if made is None:
            yield measure.id, criterion
        else:
            yield from ((part, None) for part in (*made.sum_of, made.over))


def _reading(
    visit: Visit, measure: Measure, criterion: Criterion | None, side: Side, random: Random
) -> Reading:
    hurt = side is Side.NONE or side in visit.injured.sides
    health = visit.health if hurt else 1.0
    if measure.answers:
        return Answered(
            measure=measure.id,
            side=side,
            on=visit.on,
            assessor=visit.assessor,
            answer=_answer(measure, criterion, health),
        )
    if measure.unit is None:
        raise ValueError(f"{measure.id} has neither unit nor answers")
    # Not every test lags behind by the same.
    health = 1 - (1 - health) * random.uniform(0.5, 1.2)
    good = hurt or measure.unit is not Unit.NEWTON
    value = _value(visit, measure, criterion, health) * (1.0 if good else visit.good_side)
    trials = [_possible(value, measure)]
    for _ in range(max(measure.trials, criterion.trials if criterion else 1) - 1):
        trials.append(_possible(value * random.uniform(0.95, 0.99), measure))
    random.shuffle(trials)
    return Measured(
        measure=measure.id,
        side=side,
        on=visit.on,
        assessor=visit.assessor,
        trials=tuple(trials),
        unit=measure.unit,
        pain=_pain(health) if measure.asks_pain else None,
        faults=round((1 - health) * 6) if measure.counts_faults else None,
        position=measure.positions[0] if measure.positions else "",
        device=Device(kind=measure.devices[0]) if measure.devices else None,
        contraction=measure.contractions[0] if measure.contractions else None,
        movement=measure.movement,
        lever_m=Decimal("0.38") if measure.lever else None,
    )


def _value(visit: Visit, measure: Measure, criterion: Criterion | None, health: float) -> float:
    """The best trial before rounding."""
    lost = 1 - health
    if criterion is not None and criterion.kind == "at_least" and criterion.limit is not None:
        return float(criterion.limit) * (1.15 - 0.9 * lost)
    if measure.unit is Unit.PAIN:
        return float(_pain(health))
    typical = TYPICAL.get(measure.id, BY_UNIT.get(measure.unit or Unit.SCORE, 40))
    own = typical * visit.stature
    if measure.unit is Unit.DEGREE:
        return own - 20 * lost * typical / 60
    if measure.unit is Unit.NEWTON:
        return own * (1 - 0.02 - 0.35 * lost) if lost else own
    return own


def _pain(health: float) -> int:
    return max(0, round((1 - health) * PAINFUL_FALL - 0.2))


def _answer(measure: Measure, criterion: Criterion | None, health: float) -> str:
    """The good answer, or once the hip is bad one that is no red flag."""
    good = criterion.accept[0] if criterion else measure.answers[0]
    worse = [word for word in measure.answers if word != good and word not in measure.raises]
    return worse[0] if health < 0.6 and worse else good


def _possible(value: float, measure: Measure) -> Decimal:
    """A value as the device shows it, inside what can be."""
    low, high = measure.possible or (Decimal(0), Decimal(1000))
    whole = Decimal(str(round(value)))
    return min(max(whole, low), high)
