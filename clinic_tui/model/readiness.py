"""Readiness: what the criteria of a protocol came to, with all that a person needs to check it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from clinic_tui.model.reading import MeasureId
from clinic_tui.model.strict import Name, Number, Sentence, Strict, Text
from clinic_tui.model.words import Outcome, Side, Unit, Urgency, Verdict


class Reason(StrEnum):
    """Why a finding is what it is; `within` is the plain met."""

    WITHIN = "within"
    SHORT = "short"
    PAIN = "pain"
    FAULTS = "faults"
    ANSWER = "answer"
    MISSING = "missing"
    NOT_DONE = "not_done"
    TOO_OLD = "too_old"
    TRIALS = "trials"
    CONDITIONS = "conditions"
    PAIN_NOT_ASKED = "pain_not_asked"
    FAULTS_NOT_SEEN = "faults_not_seen"
    OTHER_SIDE_PAIN = "other_side_pain"
    OTHER_HIP = "other_hip"
    SIDES = "sides"
    MASKED = "masked"
    HAND_GRADE = "hand_grade"
    UNREADABLE = "unreadable"


class Evidence(Strict):
    """One value that a finding rests on, as it is shown beside it."""

    side: Side
    on: date
    shown: Sentence
    """The value with its unit in words, such as `190 N` or `not done: pain`."""
    pain: int | None = None


class Finding(Strict):
    """A criterion's outcome with evidence, margin and reason."""

    criterion: Name
    name: Name
    group: Name
    side: Side
    """The side that was judged; `none` for what has no side."""
    outcome: Outcome
    reason: Reason
    sentence: Sentence
    """The outcome's reason in one sentence for the clinician."""
    measures: tuple[MeasureId, ...]
    evidence: tuple[Evidence, ...] = ()
    compared: Number | None = None
    """The figure held against the limit: per cent, degrees short, seconds, a score."""
    compared_shown: Text = ""
    limit: Number | None = None
    limit_shown: Text = ""
    margin: Number | None = None
    """Distance to the limit, positive on the good side, in the limit's unit."""
    error: Number | None = None
    """Measurement error in the limit's unit; absent means error unknown."""
    borderline: bool = False
    unit: Unit | Literal["%"] | None = None
    age_days: int | None = None
    """Age of the oldest reading it rests on."""
    source: Text = ""
    grade: Text = ""
    notes: tuple[Sentence, ...] = ()


class Block(Strict):
    """A condition that must hold before anything is judged. It is never overridden."""

    code: Name
    sentence: Sentence
    do: tuple[Sentence, ...] = ()


class RaisedFlag(Strict):
    """A red-flag row that was answered yes."""

    flag: Name
    number: int
    name: Name
    urgency: Urgency
    suspends: bool
    do: Name
    resolved: bool


class Step(Strict):
    """One step of the shortest way out."""

    kind: Annotated[str, Field(pattern=r"^(resolve|arrange|ask|confirm|measure|wait|train)$")]
    sentence: Sentence
    minutes: Number | None = None
    """Minutes it takes today; absent where it cannot be done today."""
    measures: tuple[MeasureId, ...] = ()


class ProtocolRef(Strict):
    """Which rules were applied, to the letter."""

    id: Name
    name: Name
    version: Name
    digest: Name


class Readiness(Strict):
    """All findings together: ready, not ready or cannot say, and the shortest way out."""

    verdict: Verdict
    sentence: Sentence
    on: date
    assessment: Name
    protocol: ProtocolRef | None
    findings: tuple[Finding, ...] = ()
    flags: tuple[RaisedFlag, ...] = ()
    unanswered: tuple[Name, ...] = ()
    """Red-flag rows that nobody answered on the day of the judgement."""
    blocks: tuple[Block, ...] = ()
    scope: tuple[Sentence, ...] = ()
    """Why the protocol does not cover this person or injury."""
    earliest: date | None = None
    """No running before this day; a floor, never a pass."""
    against: tuple[Sentence, ...] = ()
    way_out: tuple[Step, ...] = ()
    warnings: tuple[Sentence, ...] = ()
    """Stays on screen and paper whatever the verdict."""
    notes: tuple[Sentence, ...] = ()
    shown: tuple[Sentence, ...] = ()
    """Values that inform and never decide, such as questionnaire scores."""
    app_version: Name

    def count(self, outcome: Outcome) -> int:
        """How many findings came to an outcome."""
        return sum(finding.outcome is outcome for finding in self.findings)

    @property
    def minutes(self) -> Decimal:
        """Minutes of the way out that can be done today."""
        return sum((step.minutes for step in self.way_out if step.minutes), start=Decimal(0))
