"""Dated sessions from a programme: each is tried against the linter before it is planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from clinic_tui.judgement.plan_lint import Rules, Track
from clinic_tui.knowledge.exercise import Phase
from clinic_tui.knowledge.programme import ProgrammeStep
from clinic_tui.model.plan import Session

FAR: Final = 730
"""Days that a schedule reckons ahead; beyond them nothing honest can be said."""
OTHER: Final = (
    ("strength", "strength", "strength and mobility"),
    ("cross", "cross_training", "cycle or elliptical, easy, without discomfort"),
    ("strength", "strength", "strength and mobility"),
    ("cross", "pool", "swim or walk in water"),
)
"""What takes turns between the runs: kind, work and words."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a schedule begins: the step, and how much of it is behind the runner."""

    step: int = 1
    sessions_done: int = 0
    not_advancing_until: date | None = None
    """No new step up to and with this day."""


@dataclass(slots=True)
class Schedule:
    """Sessions day by day; what a rule forbids is held back, never bent."""

    rules: Rules
    begin: Begin
    _step: int = field(init=False)
    _left: int = field(init=False)
    _last: Session | None = field(init=False, default=None)
    _others: int = field(init=False, default=0)
    _phases: tuple[Phase, ...] = field(init=False)
    _phase: Phase = field(init=False, default=Phase.LOAD)
    """Of the last walk or run: what the work of the days after it is fitted to."""
    finished: date | None = field(init=False, default=None)
    """The day of the programme's last session."""

    def __post_init__(self) -> None:
        self._phases = tuple(phase_of(step) for step in self.rules.programme.steps)
        self._step = self.begin.step
        self._left = max(1, self._needed() - self.begin.sessions_done)

    def days(self, length: int) -> Iterator[Session]:
        """One session for each of so many days, from the first day."""
        track = Track(self.rules)
        rest_day = _rest_day(self.rules.running_days)
        for offset in range(length):
            on = self.rules.start + timedelta(days=offset)
            moving = self._moving(track, on)
            if moving is not None:
                track.add(moving)
                self._phase = self._phases[(moving.step or 1) - 1]
                yield moving
            elif on.weekday() == rest_day:
                yield Session(on=on, kind="rest", note="rest day", work=f"mobility.{self._phase}")
            else:
                yield self._other(on)

    def _moving(self, track: Track, on: date) -> Session | None:
        """The walk or run of a day; a step below where the next is not yet allowed."""
        if self.finished is not None:
            return None
        step = self.rules.programme.steps[self._step - 1]
        if not self._fits(step, on):
            return None
        wanted = self._session(on, self._step)
        fresh = self._last is not None and self._last.step != self._step
        held = self.begin.not_advancing_until
        too_soon = fresh and held is not None and on <= held
        if not too_soon and not track.broken_by(wanted):
            self._count(on)
            self._last = wanted
            return wanted
        # Held back: the nearest step below that is allowed, which counts for nothing.
        for lower in range(self._step - 1, 0, -1):
            again = self._session(on, lower)
            if again.jog_minutes and not track.broken_by(again):
                return again
        return None

    def _fits(self, step: ProgrammeStep, on: date) -> bool:
        daily = step.sessions_a_week == 7 and not step.jog_minutes
        return daily or on.weekday() in self.rules.running_days

    def _session(self, on: date, number: int) -> Session:
        step = self.rules.programme.steps[number - 1]
        phase = self._phases[number - 1]
        runs = bool(step.jog_minutes)
        return Session(
            on=on,
            kind="run" if runs else "walk",
            step=number,
            intervals=step.session,
            note=step.note,
            before=f"warm_up.{phase}" if runs else "",
            work=f"stretching.{phase}",
        )

    def _count(self, on: date) -> None:
        self._left -= 1
        if self._left:
            return
        if self._step == len(self.rules.programme.steps):
            self.finished = on
        else:
            self._step += 1
            self._left = self._needed()

    def _needed(self) -> int:
        return self.rules.programme.needed(self._step)

    def _other(self, on: date) -> Session:
        kind, work, words = OTHER[self._others % len(OTHER)]
        self._others += 1
        work = f"{work}.{self._phase}"
        return Session.model_validate({"on": on, "kind": kind, "note": words, "work": work})


def phase_of(step: ProgrammeStep) -> Phase:
    """Walks are loading, jogs with breaks run/walk, one jog alone running."""
    if not step.jog_minutes:
        return Phase.LOAD
    moving = [i.gait != "walk" for i in step.session]
    stretches = sum(
        now and not before for before, now in zip([False, *moving], moving, strict=False)
    )
    return Phase.RUN if stretches == 1 and step.jog_minutes >= 20 else Phase.RUN_WALK


def _rest_day(running_days: tuple[int, ...]) -> int:
    """One day a week with nothing at all: the last one that is no running day."""
    return max((each for each in range(7) if each not in running_days), default=-1)
