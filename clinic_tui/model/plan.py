"""A plan: dated sessions made from a programme for one runner."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal, NewType

from pydantic import Field

from clinic_tui.model.clearance import ClearanceId
from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.strict import Moment, Name, Number, Strict, Text

PlanId = NewType("PlanId", str)


Gait = Literal["walk", "jog", "run"]
Effort = Literal["easy", "steady", "brisk", "hard"]
"""How hard a stretch feels, from talking easily to a few words at a time."""


class Interval(Strict):
    """A stretch of walking, jogging or running."""

    gait: Gait
    minutes: Annotated[Number, Field(gt=0)]
    """Where a distance is given, the time it takes at the programme's pace."""
    metres: Annotated[Number, Field(gt=0)] | None = None
    effort: Effort | None = None
    kmh: Annotated[Number, Field(gt=0, le=30)] | None = None
    """Speed, such as a treadmill's."""


class Dose(Strict):
    """How much of one exercise: sets of repetitions or of seconds, or minutes at a stretch."""

    exercise: Name
    """Id in the exercise library."""
    name: Name
    sets: Annotated[int, Field(ge=1, le=20)] = 1
    reps: Annotated[int, Field(ge=1, le=200)] | None = None
    seconds: Annotated[int, Field(ge=1, le=600)] | None = None
    minutes: Annotated[Number, Field(gt=0)] | None = None
    cue: Text = ""
    """How to do it, as it stood in the library; empty in plans that did not keep it."""
    stop_if: Text = ""
    """When to stop, as it stood in the library; empty in plans that did not keep it."""


class Work(Strict):
    """Exercises that belong together in one phase; a session names it, a plan holds it once."""

    id: Name
    name: Name
    doses: tuple[Dose, ...]


class Milestone(Strict):
    """Something to look forward to, with the first day it can be reached."""

    on: date
    name: Name


class Goal(Strict):
    """What the runner wants, and the first honest day for it if every session goes well."""

    name: Name
    not_before: date | None = None
    """Absent where nothing honest can be said."""
    sentence: Name


class Bound(Strict):
    """What a plan rests on, part by part, so that it can say which of them changed."""

    assessment: Name
    """Digest of the assessment that was judged."""
    protocol: Text
    """Digest of the protocol; empty where none was applied."""
    clearance: Name
    """Digest of the clearance."""


class Session(Strict):
    """One dated entry of the plan."""

    on: date
    kind: Literal["run", "walk", "cross", "strength", "rest"]
    step: Annotated[int, Field(ge=1)] | None = None
    """Step of the programme a run belongs to, counted from one."""
    intervals: tuple[Interval, ...] = ()
    note: Text = ""
    before: Text = ""
    """Work to warm up with."""
    work: Text = ""
    """Work of the session, or after it."""
    edited: bool = False
    """Whether a person changed what the programme made."""
    kept: Text = ""
    """Why a change that breaks a rule was kept all the same."""
    kept_by: Text = ""
    """Who kept it."""

    @cached_property
    def jog_minutes(self) -> Decimal:
        """Minutes of the session that are not walked."""
        return sum((i.minutes for i in self.intervals if i.gait != "walk"), start=Decimal(0))

    @cached_property
    def total_minutes(self) -> Decimal:
        """Minutes of the whole session."""
        return sum((i.minutes for i in self.intervals), start=Decimal(0))


class LaterStart(Strict):
    """A start further on in the programme than the runner had come, by somebody's decision."""

    step: Annotated[int, Field(ge=1)]
    by: Text
    """Nobody where a plan was made from a file."""
    reason: Name


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
    running_days: tuple[Annotated[int, Field(ge=0, le=6)], ...] = ()
    """The runner's days, 0 for Monday; empty in plans that did not keep them."""
    works: tuple[Work, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    goal: Goal | None = None
    bound: Bound | None = None
    later: LaterStart | None = None

    def work(self, work_id: str) -> Work | None:
        """The work that a session names."""
        return next((each for each in self.works if each.id == work_id), None)
