"""Clearance: what a clinician decided, on what, for how long."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, NewType

from pydantic import Field

from clinic_tui.model.assessment import AssessmentId
from clinic_tui.model.episode import Episode, EpisodeId
from clinic_tui.model.person import Signature
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.strict import Name, Strict, Text

ClearanceId = NewType("ClearanceId", str)


class ClearanceStatus(StrEnum):
    """Where a clearance stands. Only `given` and `given with limits` allow anything."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    GIVEN_WITH_LIMITS = "given_with_limits"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUSPENDED = "suspended"

    @property
    def words(self) -> str:
        """The status as it is read aloud."""
        return self.value.replace("_", " ")


class Basis(Strict):
    """What a decision rests on, enough to replay it years later."""

    assessment: AssessmentId
    inputs: tuple[AssessmentId, ...]
    """The assessments that were weighed; signed ones never change, so their ids are enough."""
    episode: Episode
    """The episode as it then stood."""
    born: date
    readiness: Readiness
    knowledge: Name
    """Digest of the protocol, measures and red-flag rows, kept in the chart's archive."""


class Asked(Strict):
    """Clearance was asked of someone, a doctor or the clinician herself."""

    kind: Literal["asked"] = "asked"
    by: Signature
    of: Name


class Given(Strict):
    """A person has cleared: what is allowed, under which conditions, from and until when."""

    kind: Literal["given"] = "given"
    with_limits: bool = False
    by: Signature
    allowed: Name
    conditions: tuple[Name, ...] = ()
    start: date
    until: date
    """The last day, clinic time."""
    override_reason: Annotated[Text, Field(max_length=10_000)] = ""
    basis: Basis


class Refused(Strict):
    """A person has said no."""

    kind: Literal["refused"] = "refused"
    by: Signature
    reason: Name
    basis: Basis | None = None


class Withdrawn(Strict):
    """A person has taken a clearance back."""

    kind: Literal["withdrawn"] = "withdrawn"
    by: Signature
    reason: Name


ClearanceEvent = Annotated[Asked | Given | Refused | Withdrawn, Field(discriminator="kind")]


class Clearance(Strict):
    """The decisions on one episode in the order they were made; nothing is ever taken out."""

    id: ClearanceId
    episode: EpisodeId
    events: tuple[ClearanceEvent, ...] = ()
