"""What happened to whom: one story for every diagnosis class and stage of the way back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from clinic_tui.model.episode import BoneSite, NeckSide, Pregnancy
from clinic_tui.model.words import Diagnosis, Injured, OtherHip


class Ending(Enum):
    """How it stands on the demo's day."""

    SEEN = auto()
    DRAFT = auto()
    """An assessment begun this morning."""
    RED_FLAG = auto()
    RESOLVED = auto()
    """A red flag that a named clinician resolved."""
    ASKED = auto()
    GIVEN = auto()
    LIMITS = auto()
    EXPIRED = auto()
    RUNNING = auto()
    """Cleared, runs by the plan and keeps the diary."""
    SUSPENDED = auto()
    """Cleared, then a red flag at the next visit."""
    REFUSED = auto()
    WITHDRAWN = auto()
    NEW = auto()
    """Registered, not yet assessed."""


@dataclass(frozen=True, slots=True)
class Story:
    """One injury from onset to the demo's day."""

    diagnosis: Diagnosis
    site: str
    ending: Ending
    progress: tuple[int, ...] = ()
    """How far back to health at each visit, per cent, oldest first."""
    since: int = 12
    """Weeks since onset, or since the operation."""
    ago: int = 3
    """Days since the last visit."""
    injured: Injured | None = None
    """Left or right by chance unless said."""
    born: tuple[int, int] = (1974, 2003)
    other_hip: OtherHip = OtherHip.HEALTHY
    gaps: int = 0
    """Tests that nobody found time for at the last visit."""
    weaker_good_side: bool = False
    """The good side was stronger at the first visit than today."""
    microfracture: bool = False
    bone: tuple[BoneSite, NeckSide | None] | None = None
    released: bool = False
    pregnancy: Pregnancy = Pregnancy.NO


_D, _E = Diagnosis, Ending

STORIES = (
    Story(_D.TENDON, "gluteal tendinopathy", _E.GIVEN, (35, 60, 80, 97), since=14, ago=3),
    Story(_D.TENDON, "gluteal tendinopathy", _E.DRAFT, (30, 55), since=10, ago=17),
    Story(_D.JOINT, "femoroacetabular impingement", _E.SEEN, (45, 65, 78), since=11),
    Story(_D.AFTER_ARTHROSCOPY, "labral repair", _E.GIVEN, (20, 50, 75, 98), since=19, ago=5),
    Story(
        _D.BONE_STRESS_INJURY,
        "femoral neck stress fracture",
        _E.SEEN,
        (40,),
        since=3,
        bone=(BoneSite.FEMORAL_NECK, NeckSide.UNKNOWN),
    ),
    Story(_D.MUSCLE_STRAIN, "hip flexor strain", _E.ASKED, (50, 75, 96), since=6, ago=3),
    Story(_D.BURSITIS, "trochanteric bursitis", _E.LIMITS, (40, 70, 81), since=9, ago=4),
    Story(_D.NOT_YET_DIAGNOSED, "deep groin pain", _E.SEEN, (35,), since=4, ago=6),
    Story(_D.TENDON, "proximal hamstring tendinopathy", _E.SUSPENDED, (45, 72, 97), since=16),
    Story(_D.JOINT, "labral tear", _E.EXPIRED, (40, 70, 96), since=24, ago=52),
    Story(
        _D.JOINT,
        "femoroacetabular impingement",
        _E.SEEN,
        (35, 60),
        since=20,
        injured=Injured.BOTH,
    ),
    Story(_D.TENDON, "gluteal tendinopathy", _E.SEEN, (55, 90), since=12, born=(2009, 2011)),
    Story(_D.TENDON, "gluteal tendinopathy", _E.GIVEN, (50, 80, 97), since=15, born=(1958, 1965)),
    Story(_D.MUSCLE_STRAIN, "adductor strain", _E.RED_FLAG, (45, 70), since=5, ago=3),
    Story(_D.AFTER_ARTHROSCOPY, "cam resection", _E.SEEN, (25, 60), since=9, ago=4),
    Story(
        _D.AFTER_ARTHROSCOPY,
        "labral repair with microfracture",
        _E.SEEN,
        (20, 55, 90),
        since=15,
        microfracture=True,
    ),
    Story(
        _D.BONE_STRESS_INJURY,
        "femoral neck stress reaction",
        _E.GIVEN,
        (30, 70, 97),
        since=18,
        ago=4,
        bone=(BoneSite.FEMORAL_NECK, NeckSide.COMPRESSION),
        released=True,
    ),
    Story(
        _D.BONE_STRESS_INJURY,
        "sacral stress reaction",
        _E.ASKED,
        (40, 93),
        since=12,
        bone=(BoneSite.SACRUM, None),
        released=True,
    ),
    Story(
        _D.BONE_STRESS_INJURY,
        "pubic ramus stress reaction",
        _E.SEEN,
        (35, 60),
        since=7,
        bone=(BoneSite.PUBIC_RAMUS, None),
    ),
    Story(_D.TENDON, "adductor tendinopathy", _E.REFUSED, (40, 60, 70), since=13, ago=6),
    Story(_D.BURSITIS, "trochanteric bursitis", _E.WITHDRAWN, (50, 80, 97), since=14, ago=10),
    Story(
        _D.JOINT,
        "femoroacetabular impingement",
        _E.SEEN,
        (50, 80),
        since=15,
        other_hip=OtherHip.PAINFUL,
    ),
    Story(
        _D.TENDON,
        "gluteal tendinopathy",
        _E.SEEN,
        (60, 92),
        since=30,
        pregnancy=Pregnancy.POST_PARTUM,
        born=(1988, 1998),
    ),
    Story(_D.MUSCLE_STRAIN, "rectus femoris strain", _E.NEW, since=1),
    Story(_D.TENDON, "gluteal tendinopathy", _E.SEEN, (40, 65, 96), since=13, gaps=3),
    Story(
        _D.TENDON, "proximal hamstring tendinopathy", _E.SEEN, (60, 74), 17, weaker_good_side=True
    ),
    Story(_D.NOT_YET_DIAGNOSED, "lateral hip pain", _E.DRAFT, since=2),
    Story(_D.JOINT, "labral tear", _E.GIVEN, (45, 70, 85, 98), since=21, ago=7),
    Story(_D.BURSITIS, "iliopsoas bursitis", _E.SEEN, (55,), since=5, ago=11),
    Story(_D.AFTER_ARTHROSCOPY, "labral repair", _E.ASKED, (30, 60, 80, 97), since=22, ago=3),
    Story(_D.MUSCLE_STRAIN, "hamstring strain", _E.EXPIRED, (55, 97), since=15, ago=66),
    Story(_D.TENDON, "gluteal tendinopathy", _E.LIMITS, (30, 55, 75, 83), since=26, ago=3),
    Story(_D.JOINT, "femoroacetabular impingement", _E.DRAFT, (50, 72), since=16, ago=18),
    Story(
        _D.BONE_STRESS_INJURY,
        "femoral shaft stress fracture",
        _E.SUSPENDED,
        (35, 75, 97),
        since=20,
        bone=(BoneSite.FEMORAL_SHAFT, None),
        released=True,
    ),
    Story(_D.TENDON, "adductor tendinopathy", _E.GIVEN, (45, 75, 96), since=11, ago=12),
    Story(_D.BURSITIS, "trochanteric bursitis", _E.NEW, since=2),
    Story(_D.JOINT, "labral tear", _E.RESOLVED, (50, 75), since=12, ago=5),
    Story(_D.TENDON, "gluteal tendinopathy", _E.RUNNING, (35, 60, 80, 97), since=18, ago=25),
)
