"""What a judgement looks at: one assessment, and the readings before it that may be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clinic_tui.judgement.conditions import footing
from clinic_tui.judgement.values import in_unit
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Composite, Measure
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment, Masking
from clinic_tui.model.episode import Episode
from clinic_tui.model.readiness import Finding
from clinic_tui.model.reading import Measured, MeasureId, NotDone, Reading
from clinic_tui.model.words import Injured, NotDoneReason, OtherHip, Side, Unit

NO_LEVER = Decimal(0)
"""Reaches have no lever, so none may differ."""


@dataclass(frozen=True, slots=True)
class View:
    """One assessment on one day, by one protocol, with the assessments up to that day."""

    episode: Episode
    assessment: Assessment
    of_episode: tuple[Assessment, ...]
    """The episode's assessments up to the day, the judged one among them."""
    before_onset: tuple[Assessment, ...]
    """Assessments of any episode that hold readings from before this one's onset."""
    on: date
    library: Library
    protocol: Protocol

    @property
    def released(self) -> bool:
        """Whether a physician has released the hip to load, on or before the day."""
        release = self.episode.release
        return release is not None and release.on <= self.on

    @property
    def may_load(self) -> bool:
        """Whether loaded tests may be offered."""
        return self.released or not self.protocol.unloaded_until_released

    @property
    def other_is_measure(self) -> bool:
        """Whether the other hip is healthy, so that the injured one may be held against it."""
        healthy = self.episode.other_hip is OtherHip.HEALTHY
        return healthy and self.episode.injured is not Injured.BOTH

    @property
    def masking_unasked(self) -> bool:
        """Whether painkiller or injection was not answered on the day."""
        masking = self._masking
        if masking is None:
            return True
        answers = (masking.painkiller_24h, masking.injection_6w)
        return None in answers and True not in answers

    @property
    def masked_by(self) -> str:
        """What may hide pain, in words; empty where it was asked and nothing does."""
        masking = self._masking
        if masking is None:
            return "painkiller and injection were not asked that day"
        if masking.painkiller_24h:
            return "a painkiller in the last 24 h may hide pain"
        if masking.injection_6w:
            return "an injection in the last 6 weeks may hide pain"
        if masking.painkiller_24h is None:
            return "painkiller in the last 24 h was not answered"
        if masking.injection_6w is None:
            return "injection in the last 6 weeks was not answered"
        return ""

    @property
    def _masking(self) -> Masking | None:
        """The answers, if they are of the day."""
        masking = self.assessment.masking
        if masking is None or (self.on - masking.on).days > self.protocol.masking_age_days:
            return None
        return masking

    def title(self, finding: Finding) -> str:
        """A finding's name, with its side where there is one for each hip."""
        if self.episode.injured is not Injured.BOTH or finding.side is Side.NONE:
            return finding.name
        return f"{finding.name} {finding.side.value.upper()}"

    def measure(self, name: MeasureId) -> Measure:
        """An entry of the catalogue."""
        return self.library.measures[name]

    def reading(self, measure: Measure, side: Side) -> Reading | None:
        """What the judged assessment holds of a measure on a side."""
        return reading_of(self.assessment, measure, side, self.assessment)

    def earlier(self, measure: Measure, side: Side) -> Iterator[Measured]:
        """Readings of the episode that may be the good side's best, the judged ones too."""
        for assessment in self.of_episode:
            reading = reading_of(assessment, measure, side, self.assessment)
            if isinstance(reading, Measured):
                yield reading

    def own_before_onset(self, measure: Measure, side: Side) -> Iterator[Measured]:
        """The side's own readings from before the onset of this episode."""
        for assessment in self.before_onset:
            reading = reading_of(assessment, measure, side, self.assessment)
            if isinstance(reading, Measured) and reading.on < self.episode.onset:
                yield reading


def reading_of(
    assessment: Assessment, measure: Measure, side: Side, lengths: Assessment
) -> Reading | None:
    """A reading of an assessment; a composite is worked out, never taken as entered.

    Args:
        assessment: where the reading is looked for.
        measure: what is looked for.
        side: on which side.
        lengths: the assessment that a composite's length is taken from where its own has none.
    """
    if measure.composite is None:
        return assessment.reading(measure.id, side)
    return _worked_out(assessment, measure, measure.composite, side, lengths)


def _worked_out(
    assessment: Assessment, measure: Measure, made: Composite, side: Side, lengths: Assessment
) -> Reading | None:
    parts = [assessment.reading(part, side) for part in made.sum_of]
    length = assessment.reading(made.over, side) or lengths.reading(made.over, side)
    measured = [part for part in parts if isinstance(part, Measured)]
    if len(measured) < len(parts) or not isinstance(length, Measured):
        hurt = [p for p in parts if isinstance(p, NotDone) and p.reason is NotDoneReason.PAIN]
        if not hurt:
            return None
        return NotDone(measure=measure.id, side=side, on=hurt[0].on, reason=NotDoneReason.PAIN)
    over = made.times * _longest(length)
    if not over or not all(footing(measured[0], part, NO_LEVER).same for part in measured):
        return None
    pains = [part.pain for part in measured]
    known = [pain for pain in pains if pain is not None]
    # Not validated: a stored number has three decimals, and a ratio is compared unrounded.
    return Measured.model_construct(
        **{
            **dict(measured[0]),
            "measure": measure.id,
            "trials": (sum(map(_longest, measured)) * 100 / over,)
            * min(len(part.trials) for part in measured),
            "unit": measure.unit,
            "pain": max(known) if len(known) == len(pains) else None,
            "on": min(part.on for part in (*measured, length)),
            "carried_by": max(part.carried_by for part in (*measured, length)),
        }
    )


def _longest(reading: Measured) -> Decimal:
    """The best trial in centimetres."""
    return max(in_unit(trial, reading.unit, Unit.CENTIMETRE) for trial in reading.trials)
