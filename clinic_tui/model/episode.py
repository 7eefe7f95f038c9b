"""An episode: one injury of one patient, and all that was asked about it once."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, NewType

from pydantic import Field

from clinic_tui.model.person import Signature
from clinic_tui.model.strict import Name, Number, Strict, Text
from clinic_tui.model.words import Diagnosis, Injured, OtherHip, Role, Side

EpisodeId = NewType("EpisodeId", str)


class BoneSite(StrEnum):
    """Where a bone stress injury is."""

    FEMORAL_NECK = "femoral_neck"
    PUBIC_RAMUS = "pubic_ramus"
    SACRUM = "sacrum"
    PELVIS = "pelvis"
    FEMORAL_SHAFT = "femoral_shaft"


class NeckSide(StrEnum):
    """Side of the femoral neck: tension is a surgeon's matter."""

    COMPRESSION = "compression"
    TENSION = "tension"
    UNKNOWN = "unknown"


class Imaging(Strict):
    """One picture of the injury, with its date."""

    kind: Name
    on: date
    finding: Text = ""
    healing: bool | None = None
    """Whether the picture shows healing; absent means it does not say."""


class BoneStress(Strict):
    """What must be known of a bone stress injury before anything is judged."""

    site: BoneSite | None = None
    neck_side: NeckSide | None = None
    cause: Text = ""
    """Why it happened: training, shoes, surface, nutrition."""
    energy_availability: Text = ""
    """Answers on eating, weight, periods or testosterone, as asked."""


class SurgeonLimits(Strict):
    """What the surgeon allows, from when."""

    text: Name
    by: Name
    on: date
    earliest_running: date | None = None


class Surgery(Strict):
    """An operation on the injured hip."""

    kind: Annotated[str, Field(pattern=r"^(arthroscopy|fixation|replacement|tendon_repair|other)$")]
    on: date | None = None
    microfracture: bool = False
    surgeon: Text = ""
    limits: SurgeonLimits | None = None


class Release(Strict):
    """A physician's release to load: needed before anyone clears, and never the clearance."""

    by: Name
    role: Annotated[str, Field(pattern=r"^(physician|surgeon)$")]
    registration: Name
    on: date
    document: Name


class Pregnancy(StrEnum):
    """Asked once; pregnant and post-partum runners need their clinician first."""

    NO = "no"
    PREGNANT = "pregnant"
    POST_PARTUM = "post_partum"
    NOT_ASKED = "not_asked"


class Lift(Strict):
    """A named clinician's word that a block no longer stands."""

    by: Signature
    reason: Name


class Goals(Strict):
    """What the runner wants back."""

    distance_km: Annotated[Number, Field(gt=0)] | None = None
    race: Text = ""
    race_on: date | None = None


class RunningBefore(Strict):
    """Running before the injury."""

    longest_run_min: Annotated[int, Field(ge=0)] | None = None
    weekly_min: Annotated[int, Field(ge=0)] | None = None
    last_run: date | None = None


class EpisodeState(StrEnum):
    """Where the episode stands."""

    OPEN = "open"
    CLOSED = "closed"
    REOPENED = "reopened"
    RECURRED = "recurred"


class Episode(Strict):
    """One injury: class, site, side, onset, surgery, imaging, other hip and goals."""

    id: EpisodeId
    diagnosis: Diagnosis
    site: Text = ""
    """The diagnosis in words, such as gluteal tendinopathy."""
    injured: Injured
    onset: date
    surgery: Surgery | None = None
    imaging: tuple[Imaging, ...] = ()
    other_hip: OtherHip = OtherHip.NOT_ASKED
    bone: BoneStress | None = None
    release: Release | None = None
    pregnancy: Pregnancy = Pregnancy.NOT_ASKED
    pregnancy_lifted: Lift | None = None
    growth_plates_closed: bool | None = None
    """Asked under 18; absent means not answered."""
    goals: Goals = Goals()
    running_before: RunningBefore = RunningBefore()
    dominant_leg: Side = Side.NONE
    other_injuries: Text = ""
    bone_risk: Text = ""
    menstrual_history: Text = ""
    consent: Text = ""
    shared_decision: Text = ""
    referrer: Text = ""
    state: EpisodeState = EpisodeState.OPEN

    @property
    def title(self) -> str:
        """The diagnosis in words, with its class where the words do not say it."""
        return self.site or self.diagnosis.words

    def weeks_on(self, day: date) -> tuple[int, str]:
        """Completed weeks since the operation, else since the onset, and which of the two."""
        if self.surgery is not None and self.surgery.on is not None:
            return (day - self.surgery.on).days // 7, "surgery"
        return (day - self.onset).days // 7, "onset"


SIGNING_ROLES = (Role.PHYSIOTHERAPIST, Role.PHYSICIAN)
"""Roles that may sign, resolve a red flag, lift a block and clear."""
