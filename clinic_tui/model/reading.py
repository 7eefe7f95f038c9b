"""Readings: a value with unit and side, an answer in words, or the reason why there is none."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, NewType

from pydantic import Field

from clinic_tui.model.strict import Name, Number, Score, Strict, Text
from clinic_tui.model.words import Contraction, Movement, NotDoneReason, Side, StopReason, Unit

MeasureId = NewType("MeasureId", str)


class Device(Strict):
    """What it was measured with; two models are never compared with one another."""

    kind: Name
    model: Text = ""


class _Taken(Strict):
    measure: MeasureId
    side: Side
    on: date
    """The day the reading was taken, which an assessment that takes it over keeps."""
    assessor: Text = ""
    carried_by: Text = ""
    """Who took an older reading over into this assessment, by name."""


def _absent(value: object) -> bool:
    return value is None


class Measured(_Taken):
    """Trials of one test on one side, in one unit, under one set of conditions."""

    kind: Literal["measured"] = "measured"
    trials: Annotated[tuple[Number, ...], Field(min_length=1, max_length=20)]
    unit: Unit
    pain: Score | None = None
    """Pain during the test; absent means it was not asked, which is not zero."""
    faults: Annotated[int, Field(ge=0, le=100)] | None = None
    """Quality faults seen; absent means nobody looked."""
    position: Text = ""
    device: Device | None = None
    contraction: Contraction | None = None
    movement: Movement | None = None
    lever_m: Annotated[Number, Field(gt=0, le=2)] | None = None
    """Distance from joint to dynamometer in metres; with it force becomes torque."""
    # Left out where it was not said: what rests on the digest of an older reading still stands.
    stopped: Annotated[StopReason | None, Field(exclude_if=_absent)] = None
    """What ended a timed hold; absent means it was not said, which is never time reached."""


class Answered(_Taken):
    """A question answered with one of its measure's words."""

    kind: Literal["answered"] = "answered"
    answer: Name


class NotDone(_Taken):
    """A test that was meant and not done. It is never zero and never met."""

    kind: Literal["not_done"] = "not_done"
    reason: NotDoneReason
    pain: Score | None = None
    note: Text = ""


Reading = Annotated[Measured | Answered | NotDone, Field(discriminator="kind")]
