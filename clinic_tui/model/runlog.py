"""A run log: one session as it happened, and what the pain rule advised after it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, NewType

from pydantic import Field

from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.person import Signature
from clinic_tui.model.strict import Moment, Name, Number, Score, Strict, Text

RunLogId = NewType("RunLogId", str)


class Advice(StrEnum):
    """What the pain rule says after a run."""

    ADVANCE = "advance"
    REPEAT = "repeat"
    HOLD = "hold"
    STEP_BACK = "step_back"
    STOP_AND_CALL = "stop_and_call"

    @property
    def words(self) -> str:
        """The advice as it is read aloud."""
        return self.value.replace("_", " ")


class Gone(StrEnum):
    """When the pain of a run had gone."""

    WITHIN_24_H = "within_24_h"
    AFTER_24_TO_48_H = "after_24_to_48_h"
    BEYOND_48_H = "beyond_48_h"


class AdviceTaken(Strict):
    """What a clinician made of an advice: accepted, or something else with a reason."""

    by: Signature
    advice: Advice
    reason: Text = ""
    """Needed where it is bolder than what the pain rule says."""


class RunLog(Strict):
    """One run as the runner wrote it down; what is absent was not written, and is not zero."""

    id: RunLogId
    episode: EpisodeId
    on: date
    planned_jog_minutes: Annotated[Number, Field(ge=0)] | None = None
    done_jog_minutes: Annotated[Number, Field(ge=0)] | None = None
    pain_during: Score | None = None
    pain_after: Score | None = None
    pain_next_morning: Score | None = None
    gone: Gone | None = None
    sharp: bool | None = None
    limp: bool | None = None
    night_pain: bool | None = None
    painkiller: bool | None = None
    notes: Text = ""
    entered_at: Moment
    advice: Advice | None = None
    """What the pain rule said when it was entered."""
    plan: Name | None = None
    """The plan whose paper it was written on."""
    row: Text = ""
    code: Text = ""
    """The diary code as it was typed."""
    step: Annotated[int, Field(ge=1)] | None = None
    ran: bool = True
    """False where the runner wrote that there was no run."""
    sign: Annotated[int, Field(ge=0, le=4)] | None = None
    """The diary's sign box as written: 1 sharp or limp, 4 several, both to be asked."""
    catching: bool | None = None
    """Catching or locking; asked of joints."""
    red_flag: bool | None = None
    ended_at: Moment | None = None
    gone_at: Moment | None = None
    """When the pain had gone."""
    still_at: Moment | None = None
    """When it was still there, at the latest that is known."""
    decision: AdviceTaken | None = None
