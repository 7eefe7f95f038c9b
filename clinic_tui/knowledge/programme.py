"""A programme: the steps of a return to running and the rules it grows, holds and goes back by."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from clinic_tui.knowledge.growth import Growth, allowed_growth, faster
from clinic_tui.knowledge.measure import Code, Grade
from clinic_tui.knowledge.stretches import until_total
from clinic_tui.model.digest import sha256
from clinic_tui.model.plan import Interval
from clinic_tui.model.strict import Name, Number, Strict, Text
from clinic_tui.model.words import Diagnosis


class ProgrammeStep(Strict):
    """One step: the same session, so many times a week."""

    name: Name
    sessions_a_week: Annotated[int, Field(ge=1, le=7)]
    sessions: Annotated[int, Field(ge=1, le=28)] | None = None
    """Sessions before the next step..."""
    weeks: Annotated[int, Field(ge=1, le=12)] | None = None
    """...or weeks of them."""
    intervals: Annotated[tuple[Interval, ...], Field(min_length=1)]
    repeats: Annotated[int, Field(ge=1, le=40)] = 1
    until_minutes: Annotated[Number, Field(gt=0, le=600)] | None = None
    """The intervals go round until this total; the last one is cut."""
    until_metres: Annotated[Number, Field(gt=0, le=100_000)] | None = None
    first: tuple[Interval, ...] = ()
    """Once before the intervals, such as a walk to warm up."""
    last: tuple[Interval, ...] = ()
    """Once after them."""
    note: Text = ""

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        if (self.sessions is None) == (self.weeks is None):
            raise ValueError("one of sessions and weeks is expected")
        return self

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        ways = (self.repeats != 1, self.until_minutes is not None, self.until_metres is not None)
        if sum(ways) > 1:
            raise ValueError("only one of repeats, until_minutes and until_metres is expected")
        if self.until_metres is not None and any(i.metres is None for i in self.intervals):
            raise ValueError("until_metres needs metres in every interval")
        return self

    @cached_property
    def session(self) -> tuple[Interval, ...]:
        """All intervals of one session in order."""
        return (*self.first, *self._rounds(), *self.last)

    def _rounds(self) -> tuple[Interval, ...]:
        if self.until_metres is not None:
            return until_total(self.intervals, self.until_metres, "metres")
        if self.until_minutes is not None:
            return until_total(self.intervals, self.until_minutes, "minutes")
        return self.intervals * self.repeats

    @property
    def number(self) -> int:
        """Sessions of the step, however they were stated."""
        return self.sessions or (self.weeks or 1) * self.sessions_a_week

    @cached_property
    def jog_minutes(self) -> Decimal:
        """Minutes of one session that are not walked."""
        return sum((i.minutes for i in self.session if i.gait != "walk"), start=Decimal(0))

    @cached_property
    def total_minutes(self) -> Decimal:
        """Minutes of one whole session."""
        return sum((i.minutes for i in self.session), start=Decimal(0))


class Advance(Strict):
    """When the next step may be begun."""

    clean_sessions: Annotated[int, Field(ge=2, le=28)] = 2
    """Clean sessions in a row at a step that the pain rule asks for at least."""
    steps: Annotated[int, Field(ge=1, le=28)] | None = None
    """Not more than so many new steps..."""
    in_days: Annotated[int, Field(ge=1, le=28)] = 7
    """...in so many days."""


class Hold(Strict):
    """What holding a step asks for besides doing it again."""

    days_off: Annotated[int, Field(ge=0, le=28)] = 0
    """Days without a run."""


class StepBack(Strict):
    """How far a step back goes, where the pain rule asks for one."""

    steps: Annotated[int, Field(ge=1, le=28)] = 1
    days_off: Annotated[int, Field(ge=0, le=28)] = 0
    """Days without a run, where the pain rule does not ask for more."""


class Break(Strict):
    """How far a break in training sets the runner back."""

    from_days: Annotated[int, Field(ge=1, le=365)]
    """Days without a run from which it counts as a break."""
    days_a_step: Annotated[int, Field(ge=1, le=365)]
    """One step back for each of so many days."""
    source: Name
    grade: Grade


class Entry(Strict):
    """Something that must hold before the first session."""

    sentence: Name
    criterion: Code | None = None
    """A finding that shows it, where the protocol has that criterion; else it is asked."""


class Pace(Strict):
    """Minutes for a kilometre, by which distances become times."""

    walk: Annotated[Number, Field(gt=0, le=60)]
    jog: Annotated[Number, Field(gt=0, le=30)]
    run: Annotated[Number, Field(gt=0, le=30)]
    source: Name
    grade: Grade


class Programme(Strict):
    """Steps of intervals with the rules for going on, holding and going back."""

    id: Code
    name: Name
    version: Name
    classes: Annotated[tuple[Diagnosis, ...], Field(min_length=1)]
    growth: Growth
    advance: Advance = Advance()
    hold: Hold = Hold()
    step_back: StepBack = StepBack()
    on_break: Break | None = None
    entry: tuple[Entry, ...] = ()
    pace: Pace | None = None
    rest_days_between_runs: Annotated[int, Field(ge=0, le=6)]
    longest_session: Annotated[Number, Field(gt=0, le=600)] = Decimal(60)
    """Minutes that no session goes beyond; this project's own number unless stated."""
    runs_a_week: Annotated[int, Field(ge=1, le=7)] = 7
    steps: Annotated[tuple[ProgrammeStep, ...], Field(min_length=1)]
    source: Name
    grade: Grade
    note: Text = ""

    @model_validator(mode="after")
    def _keeps_its_own_rules(self) -> Self:
        if Diagnosis.NOT_YET_DIAGNOSED in self.classes:
            raise ValueError("classes: a hip that nobody has diagnosed has no programme")
        for step in self.steps:
            if step.total_minutes > self.longest_session:
                raise ValueError(
                    f"step {step.name!r} takes {_plain(step.total_minutes)} min; "
                    f"longest_session allows {_plain(self.longest_session)}"
                )
        for before, after in pairwise(self.steps):
            grown = after.jog_minutes - before.jog_minutes
            allowed = allowed_growth(before.jog_minutes, self.growth)
            if grown > allowed:
                raise ValueError(
                    f"step {after.name!r} jogs {_plain(grown)} min more than "
                    f"{before.name!r}; the programme's own rule allows {_plain(allowed)}"
                )
            both = grown > 0 and before.jog_minutes and faster(before.session, after.session)
            if both and not self.growth.speed_with_time:
                raise ValueError(
                    f"step {after.name!r} is longer and faster than {before.name!r}; one change "
                    "at a time, unless growth.speed_with_time says so"
                )
        return self

    def needed(self, step: int) -> int:
        """Clean sessions in a row at a step before the next: its own number, of runs at least two.

        Args:
            step: counted from one.
        """
        wanted = self.steps[step - 1]
        return max(wanted.number, self.advance.clean_sessions if wanted.jog_minutes else 1)

    @cached_property
    def digest(self) -> str:
        """What two programmes are told apart by; what is not stated does not count."""
        stated = self.model_dump(mode="json", exclude_defaults=True)
        text = json.dumps(stated, sort_keys=True, ensure_ascii=False)
        return sha256(text.encode()).hex()


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
