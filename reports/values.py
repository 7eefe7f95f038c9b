"""What papers are drawn from: values that are decided before a pen is lifted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from clinic_tui.model.clearance import ClearanceStatus, Given
from clinic_tui.model.episode import Episode
from clinic_tui.model.person import Clinic, Patient, Signature
from clinic_tui.model.plan import Plan
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.words import Outcome


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on every page."""

    clinic: Clinic
    patient: Patient
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


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the clearance stands, in words."""

    status: ClearanceStatus
    sentence: str
    reasons: tuple[str, ...] = ()
    given: Given | None = None


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
    outcome: Outcome | None = None
    target: Decimal | None = None
    target_shown: str = ""
    error: Decimal | None = None
    """Smallest real change in the measure's unit; absent means error unknown."""


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """Readiness as it was judged, where the clearance stands, and what changed."""

    head: Head
    episode: Episode
    readiness: Readiness
    standing: Standing
    trends: tuple[Trend, ...] = ()
    signature: Signature | None = None
    """Who signed the judged assessment."""


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


PainRule = Literal["soft tissue", "joint", "bone"]


@dataclass(frozen=True, slots=True)
class PatientPlan:
    """The runner's own paper; there is none without a clearance."""

    head: Head
    injury: str
    plan: Plan
    number: str
    """Plan number as it is printed; with the version it makes the diary's keys."""
    version: int
    given: Given
    rule: PainRule
    signs: CallSigns
    diary: tuple[DiaryRow, ...]
    next_visit: date | None = None
    programme_note: str = ""
