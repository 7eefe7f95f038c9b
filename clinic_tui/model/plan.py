"""A plan: dated sessions made from a programme for one runner."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, NewType

from pydantic import Field

from clinic_tui.model.clearance import ClearanceId
from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.strict import Moment, Name, Number, Strict, Text

PlanId = NewType("PlanId", str)


class Interval(Strict):
    """A stretch of walking, jogging or running."""

    gait: Literal["walk", "jog", "run"]
    minutes: Annotated[Number, Field(gt=0)]


class Session(Strict):
    """One dated entry of the plan."""

    on: date
    kind: Literal["run", "walk", "cross", "strength", "rest"]
    step: Annotated[int, Field(ge=1)] | None = None
    """Step of the programme a run belongs to, counted from one."""
    intervals: tuple[Interval, ...] = ()
    note: Text = ""

    @property
    def jog_minutes(self) -> Decimal:
        """Minutes of the session that are not walked."""
        return sum((i.minutes for i in self.intervals if i.gait != "walk"), start=Decimal(0))

    @property
    def total_minutes(self) -> Decimal:
        """Minutes of the whole session."""
        return sum((i.minutes for i in self.intervals), start=Decimal(0))


class Plan(Strict):
    """Dated sessions, bound to the clearance and programme they rest on."""

    id: PlanId
    episode: EpisodeId
    clearance: ClearanceId
    basis: Name
    """Digest of assessment, protocol, programme and clearance."""
    programme: Name
    programme_name: Name
    programme_version: Name
    programme_digest: Name
    made_at: Moment
    start: date
    until: date
    sessions: tuple[Session, ...]
    notes: tuple[Name, ...] = ()
