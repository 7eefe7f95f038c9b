"""An assessment: the readings, answers and notes of one visit."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import NewType, Self

from pydantic import model_validator

from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.person import Signature
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.reading import MeasureId, Reading
from clinic_tui.model.strict import Name, Strict, Text
from clinic_tui.model.words import Side

AssessmentId = NewType("AssessmentId", str)
FlagId = NewType("FlagId", str)


class Resolution(Strict):
    """What a named physiotherapist or physician found behind a red flag."""

    by: Signature
    found: Name


class FlagAnswer(Strict):
    """One red-flag row as it was answered; a row without an answer is not in the chart."""

    flag: FlagId
    present: bool
    on: date
    resolved: Resolution | None = None


class Masking(Strict):
    """What may hide pain; absent means not answered."""

    painkiller_24h: bool | None = None
    injection_6w: bool | None = None
    on: date


class SidesConfirmed(Strict):
    """A named clinician has checked that left and right are not swapped in these measures."""

    measures: tuple[MeasureId, ...]
    by: Signature


class Amendment(Strict):
    """Why a signed assessment was put right; the original stays in the chart."""

    of: AssessmentId
    reason: Name
    by: Signature


class Assessment(Strict):
    """One visit: a draft until it is signed, afterwards only amended by another."""

    id: AssessmentId
    episode: EpisodeId
    on: date
    readings: tuple[Reading, ...] = ()
    red_flags: tuple[FlagAnswer, ...] = ()
    masking: Masking | None = None
    sides_confirmed: SidesConfirmed | None = None
    notes: Text = ""
    recorded_by: Text = ""
    signed: Signature | None = None
    readiness: Readiness | None = None
    """Readiness as it was judged when this was signed."""
    amends: Amendment | None = None

    @model_validator(mode="after")
    def _one_reading_a_cell(self) -> Self:
        cells = [(reading.measure, reading.side) for reading in self.readings]
        if len(cells) != len(set(cells)):
            twice = sorted({f"{m} {s}" for m, s in cells if cells.count((m, s)) > 1})
            raise ValueError(f"read twice in one assessment: {', '.join(twice)}")
        flags = [answer.flag for answer in self.red_flags]
        if len(flags) != len(set(flags)):
            raise ValueError("a red-flag row is answered twice in one assessment")
        return self

    @cached_property
    def _cells(self) -> dict[tuple[MeasureId, Side], Reading]:
        return {(reading.measure, reading.side): reading for reading in self.readings}

    def reading(self, measure: MeasureId, side: Side) -> Reading | None:
        """What was recorded in one cell."""
        return self._cells.get((measure, side))
