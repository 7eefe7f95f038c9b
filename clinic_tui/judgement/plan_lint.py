"""The plan's linter: every session held against the rules, given all that came before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from clinic_tui.judgement.values import day, plain
from clinic_tui.knowledge.growth import Growth, allowed_growth, faster
from clinic_tui.knowledge.programme import Programme
from clinic_tui.knowledge.running import Cap
from clinic_tui.model.plan import Session

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that one session breaks."""

    rule: str
    on: date
    sentence: str
    kept: str = ""
    """Why it was kept all the same."""


@dataclass(frozen=True, slots=True)
class Done:
    """A run that was done before the plan begins."""

    on: date
    jog_minutes: Decimal


@dataclass(frozen=True, slots=True)
class Ceiling:
    """After a step back: up to and with a day, no session jogs longer than so many minutes."""

    until: date
    jog_minutes: Decimal


@dataclass(frozen=True, slots=True)
class Rules:
    """What the sessions of a plan are held against."""

    programme: Programme
    general: Growth
    running_days: tuple[int, ...]
    start: date
    not_before: date
    until: date | None
    """The clearance's last day; absent where a far goal is reckoned."""
    caps: tuple[Cap, ...] = ()
    done: tuple[Done, ...] = ()
    ceiling: Ceiling | None = None


def lint(sessions: Iterable[Session], rules: Rules) -> tuple[Broken, ...]:
    """Every rule that a session of a plan breaks, by date."""
    track = Track(rules)
    found: list[Broken] = []
    for session in sorted(sessions, key=lambda each: each.on):
        found += track.broken_by(session)
        track.add(session)
    return tuple(found)


@dataclass(slots=True)
class Track:
    """The walks and runs so far, oldest first: what the next one is held against."""

    rules: Rules
    _days: list[date] = field(init=False)
    _jogs: list[Decimal] = field(init=False)
    _planned: list[Session] = field(init=False, default_factory=list)
    _new_steps: list[date] = field(init=False, default_factory=list)
    _highest: int = field(init=False, default=0)
    _weeks: dict[int, tuple[int, Decimal]] = field(init=False, default_factory=dict)
    """Runs of each week of the plan and before it, and the longest of them."""

    def __post_init__(self) -> None:
        done = sorted(self.rules.done, key=lambda each: each.on)
        self._days = [each.on for each in done]
        self._jogs = [each.jog_minutes for each in done]
        for each in done:
            self._in_week(each.on, each.jog_minutes)

    def add(self, session: Session) -> None:
        """Takes a session in; what is neither walk nor run does not count."""
        if not session.intervals:
            return
        self._days.append(session.on)
        self._jogs.append(session.jog_minutes)
        self._planned.append(session)
        if session.step is not None and session.step > self._highest:
            if self._highest:
                self._new_steps.append(session.on)
            self._highest = session.step
        self._in_week(session.on, session.jog_minutes)

    def _in_week(self, on: date, jog: Decimal) -> None:
        """Counts a run to its week; a walk adds no jogging to it."""
        if jog:
            week = self._week(on)
            count, longest = self._weeks.get(week, (0, Decimal(0)))
            self._weeks[week] = (count + 1, max(longest, jog))

    def broken_by(self, session: Session) -> tuple[Broken, ...]:
        """The rules that a session would break as the next one."""
        if not session.intervals:
            return ()
        said = (
            *self._dates(session),
            *self._growth(session),
            *self._one_change(session),
            *self._length(session),
            *self._often(session),
        )
        return tuple(Broken(rule, session.on, sentence, session.kept) for rule, sentence in said)

    def _dates(self, session: Session) -> Iterator[tuple[str, str]]:
        rules = self.rules
        if session.on < rules.not_before:
            yield "earliest date", f"{day(session.on)} is before {day(rules.not_before)}"
        if rules.until is not None and session.on > rules.until:
            yield "last day", f"{day(session.on)} is after the clearance's {day(rules.until)}"
        runs = session.jog_minutes > 0
        if runs and rules.running_days and session.on.weekday() not in rules.running_days:
            yield "running days", f"{DAYS[session.on.weekday()]} is none of the runner's days"
        rest = rules.programme.rest_days_between_runs
        last = self._last_run()
        if runs and last is not None and (gap := (session.on - last).days) <= rest:
            days = f"{rest} rest day{'s' if rest > 1 else ''}"
            between = "no two runs a day" if gap < 1 else f"{days} between runs"
            yield "rest days", f"the run before is of {day(last)}; {between} asked for"

    def _last_run(self) -> date | None:
        for on, jog in zip(reversed(self._days), reversed(self._jogs), strict=True):
            if jog > 0:
                return on
        return None

    def _growth(self, session: Session) -> Iterator[tuple[str, str]]:
        jog = session.jog_minutes
        ceiling = self.rules.ceiling
        if ceiling is not None and session.on <= ceiling.until and jog > ceiling.jog_minutes:
            yield (
                "after a step back",
                f"{plain(jog)} min of jogging; until {day(ceiling.until)} not more than "
                f"{plain(ceiling.jog_minutes)}",
            )
        week, month = self._longest(session.on, WEEK), self._longest(session.on, MONTH)
        since = [
            ("growth in a week", "in the week before", week),
            ("growth in 30 days", "in the last 30 days", month),
        ]
        if week == month:
            since = [("growth in a week", "in the week before and in 30 days", week)]
        for rule, words, base in since:
            if base is not None and jog - base > (allowed := self._allowed(base, session)):
                yield (
                    rule,
                    f"{plain(jog)} min of jogging; the longest {words} had {plain(base)}, "
                    f"so at most {plain(base + allowed)}",
                )
        steps = self.rules.programme.steps
        if month is None and session.step is not None and session.step <= len(steps):
            own = steps[session.step - 1].jog_minutes
            if jog > own:
                yield (
                    "growth in 30 days",
                    f"{plain(jog)} min of jogging without a run in 30 days; "
                    f"the programme's step has {plain(own)}",
                )

    def _allowed(self, base: Decimal, session: Session) -> Decimal:
        """Minutes a session may grow: a hand edit by the stricter of both rules."""
        own = allowed_growth(base, self.rules.programme.growth)
        return min(own, allowed_growth(base, self.rules.general)) if session.edited else own

    def _longest(self, on: date, span: timedelta) -> Decimal | None:
        """Jog minutes of the longest session in the days before; none where there was none."""
        first = bisect_left(self._days, on - span)
        last = bisect_left(self._days, on)
        return max(self._jogs[first:last], default=None)

    def _one_change(self, session: Session) -> Iterator[tuple[str, str]]:
        before = next((s for s in reversed(self._planned) if s.jog_minutes), None)
        if before is None or not session.jog_minutes:
            return
        longer = session.jog_minutes > before.jog_minutes
        allowed = self.rules.programme.growth.speed_with_time and not session.edited
        if longer and faster(before.intervals, session.intervals) and not allowed:
            yield "one change at a time", "longer and faster than the run before"

    def _length(self, session: Session) -> Iterator[tuple[str, str]]:
        caps = [c.session_minutes for c in self.rules.caps if c.session_minutes is not None]
        limit = min([self.rules.programme.longest_session, *caps])
        if session.total_minutes > limit:
            yield "session length", f"{plain(session.total_minutes)} min; at most {plain(limit)}"

    def _often(self, session: Session) -> Iterator[tuple[str, str]]:
        if not session.jog_minutes:
            return
        programme = self.rules.programme
        first = bisect_left(self._days, session.on - WEEK + timedelta(days=1))
        runs = 1 + sum(jog > 0 for jog in self._jogs[first:])
        steps = programme.steps
        of_step = session.step is not None and session.step <= len(steps)
        own = steps[session.step - 1].sessions_a_week if of_step and session.step else 7
        limits = [own, programme.runs_a_week, *(cap.runs_a_week for cap in self.rules.caps)]
        if runs > min(limits):
            yield "runs a week", f"{runs} runs in seven days; at most {min(limits)}"
        advance = programme.advance
        new = session.step is not None and self._highest and session.step > self._highest
        if new and advance.steps is not None:
            recent = session.on - timedelta(days=advance.in_days)
            count = 1 + sum(on > recent for on in self._new_steps)
            if count > advance.steps:
                yield (
                    "steps in days",
                    f"{count} new steps in {advance.in_days} days; at most {advance.steps}",
                )
        yield from self._added_day(session)

    def _added_day(self, session: Session) -> Iterator[tuple[str, str]]:
        week = self._week(session.on)
        if week - 1 not in self._weeks:
            return
        count, longest = self._weeks.get(week, (0, Decimal(0)))
        count_before, longest_before = self._weeks[week - 1]
        if count + 1 > count_before and max(longest, session.jog_minutes) > longest_before:
            yield (
                "one change at a time",
                f"a day more than the week before ({count + 1} for {count_before}) "
                "and longer sessions at once",
            )

    def _week(self, on: date) -> int:
        """Weeks of the plan, counted from its first day; those before it are below zero."""
        return (on - self.rules.start).days // 7


def days_words(days: Sequence[int]) -> str:
    """Weekdays in words."""
    return ", ".join(DAYS[each] for each in days)
