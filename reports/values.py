"""What papers are drawn from: values that are decided before a pen is lifted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

from clinic_tui.model.clearance import ClearanceStatus
from clinic_tui.model.figure import Figure
from clinic_tui.model.person import Clinic, Signature
from clinic_tui.model.plan import Dose, Plan
from clinic_tui.model.readiness import Finding, Readiness
from clinic_tui.model.words import (
    Diagnosis,
    Injured,
    OtherHip,
    Outcome,
    Side,
    Unit,
    Urgency,
    Verdict,
)
from reports.language import mark, say

HIPS: Final = {
    Injured.LEFT: mark("LEFT hip"),
    Injured.RIGHT: mark("RIGHT hip"),
    Injured.BOTH: mark("LEFT and RIGHT hips"),
}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is meant: all that the pages of any paper say of a person."""

    name: str
    born: date
    id: str

    def age_on(self, day: date) -> int:
        """Completed years on a day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


PainRule = Literal["soft tissue", "joint", "bone"]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on every page."""

    clinic: Clinic
    patient: Identity
    made_at: datetime
    """In the clinic's zone; the document's only date."""
    fingerprint: str
    """SHA-256 of what the paper rests on, in hexadecimal."""
    code: str
    """Under which the clinic says whether the paper still stands, such as CT1-7K2M-90QR-XC4B."""
    watermark: str = ""
    """Such as INVENTED PATIENT; empty for a real one."""
    history: str = ""
    """Head of the clinic's history, `SIZE-HASH`: a paper proves what stood before it was made."""
    language: str = "en"
    """Of the paper's own words; what people wrote stays as it is."""


@dataclass(frozen=True, slots=True)
class Injury:
    """The injury as clinicians name it."""

    injured: Injured
    title: str
    diagnosis: Diagnosis
    onset: date
    weeks: int
    since: str
    """What the weeks are counted from."""
    other_hip: OtherHip

    @property
    def sides(self) -> str:
        """The injured side in capitals, with the word for it."""
        return say(HIPS[self.injured])


@dataclass(frozen=True, slots=True)
class Decision:
    """What a clinician allowed, without what it rests on."""

    with_limits: bool
    by: Signature
    allowed: str
    conditions: tuple[str, ...]
    start: date
    until: date
    override_reason: str = ""


@dataclass(frozen=True, slots=True)
class OpenFlag:
    """A red flag that nobody has resolved."""

    name: str
    urgency: Urgency
    do: str


Cause = Literal["record", "injury", "assessment", "run", "change"]
"""What suspended a clearance, without any of what was found."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the clearance stands and who brought it there, for any reader."""

    status: ClearanceStatus
    given: Decision | None = None
    """What stands, or stood until it was suspended or withdrawn or ran out."""
    by: Signature | None = None
    """Who took the last step."""
    of: str = ""
    """Who was asked."""
    reason: str = ""
    """Why it was refused or withdrawn."""
    causes: tuple[Cause, ...] = ()
    """Why it is suspended, besides red flags."""
    flags: tuple[OpenFlag, ...] = ()

    @property
    def decision(self) -> Decision | None:
        """What is allowed now; nothing while a red flag is open."""
        allows = self.status in (ClearanceStatus.GIVEN, ClearanceStatus.GIVEN_WITH_LIMITS)
        return self.given if allows and not self.flags else None


@dataclass(frozen=True, slots=True)
class ClinicalStanding(Standing):
    """The same with what was found, for clinicians."""

    sentence: str = ""
    reasons: tuple[str, ...] = ()
    """Why it is suspended."""


@dataclass(frozen=True, slots=True)
class Point:
    """One visit of a trend; a side that was not measured is absent, never zero."""

    on: date
    value: Decimal | None
    other: Decimal | None = None
    breaks: bool = False
    """Whether conditions differ from the visit before: the line is broken there."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure over the visits, in one unit."""

    title: str
    points: tuple[Point, ...]
    latest: str
    change: str
    """What changed since the first comparable visit, and whether it is more than error."""
    side: Side = Side.NONE
    """The side that was judged."""
    symmetry: str = ""
    """How it stood to the other side, visit by visit, where that was valid."""
    outcome: Outcome | None = None
    target: Decimal | None = None
    target_shown: str = ""
    error: Decimal | None = None
    """Smallest real change in the measure's unit; absent means error unknown."""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """Readiness as it was judged, where the clearance stands, and what changed."""

    head: Head
    injury: Injury
    readiness: Readiness
    standing: ClinicalStanding
    rule: PainRule
    sex: str = "not_recorded"
    referrer: str = ""
    next_visit: date | None = None
    trends: tuple[Trend, ...] = ()
    signature: Signature | None = None
    """Who signed the judged assessment."""


AskKind = Literal["examine", "diagnosis", "imaging", "release", "limits", "word", "approval"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked of the doctor."""

    kind: AskKind
    about: str = ""
    """What is missing, or which red flag."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judgement came to, as far as a doctor needs it."""

    verdict: Verdict
    sentence: str
    on: date
    warnings: tuple[str, ...]
    against: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class DoctorsLetter:
    """The conclusion, what is asked of the doctor, and the measures."""

    head: Head
    injury: Injury
    standing: ClinicalStanding
    asks: tuple[Ask, ...]
    """Nothing is asked where it is empty."""
    judged: Judged | None = None
    referrer: str = ""
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class ClearanceLetter:
    """What is allowed or not, until when, and who decided: nothing of what it rests on."""

    head: Head
    standing: Standing


@dataclass(frozen=True, slots=True)
class CoachRun:
    """A run of the plan, with the days of one week it is for."""

    days: tuple[date, ...]
    session: str
    """Such as `jog 3 × 30 s`."""


@dataclass(frozen=True, slots=True)
class Permit:
    """What the coach may let the athlete do."""

    with_limits: bool
    allowed: str
    conditions: tuple[str, ...]
    start: date
    until: date
    any_pain_stops: bool
    runs: tuple[CoachRun, ...] = ()


@dataclass(frozen=True, slots=True)
class CoachCard:
    """What the athlete may do and must not; without a permit, nothing that is running."""

    head: Head
    permit: Permit | None = None


@dataclass(frozen=True, slots=True)
class DiaryRow:
    """A run of the plan as a row of the diary."""

    letter: str
    key: int
    """The printed figure, 1 to 9."""
    on: date
    label: str
    counts: Literal["repeats", "minutes"]
    """What the first two boxes ask for."""


@dataclass(frozen=True, slots=True)
class CallSigns:
    """Signs in the patient's words, by how soon to call."""

    now: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    week: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeExercise:
    """One exercise of the home programme, wherever in the week it is done."""

    doses: tuple[tuple[date, Dose], ...]
    """How much, each with the first day it is for."""
    before_run: bool
    on_other_days: bool
    """Whether it is also done apart from the warm-up."""
    figure: Figure | None = None
    side: Side | None = None
    """The leg that the figure shows, where that matters."""


HomeKind = Literal["loosen", "strengthen", "stretch", "cross", "pool"]
DayKind = Literal["run", "walk", "cross", "strength", "rest"]


@dataclass(frozen=True, slots=True)
class HomeGroup:
    """Exercises of one purpose, and the kinds of days they are done on."""

    kind: HomeKind
    days: tuple[DayKind, ...]
    exercises: tuple[HomeExercise, ...]


@dataclass(frozen=True, slots=True)
class PatientPlan:
    """The runner's own paper; there is none without a clearance."""

    head: Head
    injury: str
    plan: Plan
    number: str
    """Plan number as it is printed; with the version it makes the diary's keys."""
    version: int
    given: Decision
    rule: PainRule
    signs: CallSigns
    diary: tuple[DiaryRow, ...]
    home: tuple[HomeGroup, ...] = ()
    next_visit: date | None = None
    programme_note: str = ""
    fillable: bool = False
    """Whether its diary has fields for a screen."""
