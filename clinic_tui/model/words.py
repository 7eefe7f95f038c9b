"""Closed sets of words that charts and knowledge files share."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

LANGUAGES: Final[dict[str, str]] = {"en": "English", "de": "German"}
"""What papers for patients can be had in, by code."""


class Side(StrEnum):
    """Which leg a reading is of; `none` for what has no side, such as a walk."""

    LEFT = "left"
    RIGHT = "right"
    NONE = "none"

    @property
    def other(self) -> Side:
        """The opposite leg; a reading without a side has none."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.NONE: Side.NONE}[self]


class Injured(StrEnum):
    """The injured side of an episode."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def sides(self) -> tuple[Side, ...]:
        """The legs that are judged."""
        return (Side.LEFT, Side.RIGHT) if self is Injured.BOTH else (Side(self.value),)


class Unit(StrEnum):
    """Units of measurement as they are written in charts."""

    DEGREE = "deg"
    NEWTON = "N"
    KILOGRAM_FORCE = "kgf"
    POUND_FORCE = "lbf"
    SECOND = "s"
    MINUTE = "min"
    REPETITION = "reps"
    FLIGHT = "flights"
    GRADE = "grade"
    PAIN = "NRS"
    CENTIMETRE = "cm"
    METRE = "m"
    KILOGRAM = "kg"
    POUND = "lb"
    STEPS_PER_MINUTE = "steps/min"
    SCORE = "score"


class Movement(StrEnum):
    """Who moves the joint."""

    ACTIVE = "active"
    PASSIVE = "passive"


class Contraction(StrEnum):
    """Make: the patient pushes against a fixed hand. Break: the tester overcomes the push."""

    MAKE = "make"
    BREAK = "break"


class NotDoneReason(StrEnum):
    """Why a reading was not taken."""

    PAIN = "pain"
    UNABLE = "unable"
    DECLINED = "declined"
    TIME = "time"
    EQUIPMENT = "equipment"
    UNSAFE = "unsafe"
    OTHER = "other"


class StopReason(StrEnum):
    """What ended a timed stand or hold."""

    TIME_REACHED = "time_reached"
    FOOT_DOWN = "foot_down"
    HAND_SUPPORT = "hand_support"
    TRUNK_OR_PELVIS = "trunk_or_pelvis"
    PAIN = "pain"
    TIRED = "tired"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The reason as it is read aloud."""
        return self.value.replace("_", " ")


class Diagnosis(StrEnum):
    """Diagnosis classes; each has its own protocol, and the last has none."""

    JOINT = "joint"
    AFTER_ARTHROSCOPY = "after_arthroscopy"
    TENDON = "tendon"
    BURSITIS = "bursitis"
    MUSCLE_STRAIN = "muscle_strain"
    BONE_STRESS_INJURY = "bone_stress_injury"
    NOT_YET_DIAGNOSED = "not_yet_diagnosed"

    @property
    def words(self) -> str:
        """The class as it is read aloud."""
        return self.value.replace("_", " ")


class OtherHip(StrEnum):
    """State of the hip that the injured one would be compared with."""

    HEALTHY = "healthy"
    PAINFUL = "painful"
    INJURED = "injured"
    OPERATED = "operated"
    REPLACED = "replaced"
    OTHER_LEG_INJURED = "other_leg_injured"
    NOT_ASKED = "not_asked"

    @property
    def words(self) -> str:
        """The state as it is read aloud."""
        return self.value.replace("_", " ")


class Role(StrEnum):
    """What a member of the clinic may do: an assistant records and cannot sign."""

    PHYSIOTHERAPIST = "physiotherapist"
    PHYSICIAN = "physician"
    ASSISTANT = "assistant"


class Outcome(StrEnum):
    """What a criterion came to."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """The outcome as it is read aloud."""
        return self.value.replace("_", " ")


class Verdict(StrEnum):
    """What all findings together came to. Ready is not cleared: a person decides."""

    READY = "ready"
    NOT_READY = "not_ready"
    CANNOT_SAY = "cannot_say"

    @property
    def words(self) -> str:
        """The verdict as it is read aloud."""
        return self.value.replace("_", " ")


class Urgency(StrEnum):
    """How soon a red flag must be seen to."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    URGENT = "urgent"
    PLANNED = "planned"

    @property
    def words(self) -> str:
        """The urgency as it is read aloud."""
        return self.value.replace("_", " ")


class Reader(StrEnum):
    """Whom a paper goes to."""

    RUNNER = "runner"
    CLINICIAN = "clinician"
    DOCTOR = "doctor"
    COACH = "coach"
    CLUB = "club"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The reader as a list says it."""
        match self:
            case Reader.CLUB:
                return "club, race or employer"
            case Reader.OTHER:
                return "somebody else"
            case _:
                return f"the {self.value}"
