"""Plays every story at the desk, so that a demo chart is what a clinic would have made of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from clinic_tui.demo import diary
from clinic_tui.demo.day import NOW, ZONE
from clinic_tui.demo.hips import Visit, readings
from clinic_tui.demo.people import Person, people
from clinic_tui.demo.stories import STORIES, Ending
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.running import Row
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment, FlagAnswer, FlagId, Masking
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import (
    BoneStress,
    Episode,
    EpisodeId,
    Goals,
    Imaging,
    Release,
    RunningBefore,
    SurgeonLimits,
    Surgery,
)
from clinic_tui.model.person import Clinic, Clinician, Guardian, Patient, PatientId
from clinic_tui.model.runlog import Advice
from clinic_tui.model.words import Diagnosis, Injured, Role, Side
from clinic_tui.store.memory import ChartMemory
from clinic_tui.store.repository import Act, ClinicRecord, Repository

SEED = 20261123
CLINIC = Clinic(
    name="Harbour Hip and Running Clinic (demo)",
    address="1 Quay Street, Exampleton EX1 0AA",
    telephone="01632 960 101",
    out_of_hours="01632 960 102",
    emergency="999",
    time_zone=ZONE,
)
PHYSIO = Clinician(
    name="Jonas Ebert", role=Role.PHYSIOTHERAPIST, registration="PH 000000 (invented)"
)
SURGEON = "Dr Vera Holm"
TODAY = NOW.date()
FLAG_AT_THE_END = "numbness"


def charts(count: int = len(STORIES), seed: int = SEED) -> tuple[Chart, ...]:
    """So many invented charts; the same ones for the same seed."""
    desk = play(ChartMemory(), count, seed)
    return tuple(desk.chart(head.patient_id) for head in desk.heads())


def play(repository: Repository, count: int = len(STORIES), seed: int = SEED) -> Desk:
    """Sets up the demo clinic in an empty repository and lets so many stories happen in it."""
    random = Random(seed)
    clock = _Calendar()
    repository.set_up(ClinicRecord(CLINIC, (PHYSIO,), demo=True), Act("set up", PHYSIO.name, NOW))
    desk = Desk(repository, Path(), clock=clock.now)
    everybody = people(random)
    for number in range(count):
        _Telling(desk, clock, random, number, next(everybody)).tell()
    clock.moment = NOW
    return desk


class _Calendar:
    """A clock that is put forward and back by whoever tells a story."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment


class _Telling:
    """One story as it happens to one person."""

    def __init__(
        self, desk: Desk, clock: _Calendar, random: Random, number: int, person: Person
    ) -> None:
        self.desk = desk
        self.clock = clock
        self.random = random
        self.person = person
        self.story = STORIES[number % len(STORIES)]
        self.id = PatientId(f"{number + 1:04d}")
        self.stature = random.uniform(0.85, 1.15)
        self.start = _weekday(TODAY - timedelta(weeks=self.story.since, days=random.randrange(3)))

    def tell(self) -> None:
        days = self._days()
        self._at(days[0] if days else _weekday(self.start + timedelta(days=3)))
        self.desk.new_patient(self._patient())
        self.desk.new_episode(self.id, self._episode())
        for i, (day, percent) in enumerate(zip(days, self.story.progress, strict=True)):
            self._visit(day, percent / 100, first=i == 0, last=i == len(days) - 1)
        _ENDINGS.get(self.story.ending, _Telling._nothing)(self)
        if self.story.ending is not Ending.WITHDRAWN:
            ahead = self.random.randrange(1, 18)
            self.desk.plan_next_visit(self.id, _weekday(TODAY + timedelta(days=ahead)))

    def _days(self) -> list[date]:
        """Days of the visits, oldest first, spread from the onset to the last one."""
        count = len(self.story.progress)
        last = TODAY - timedelta(days=self.story.ago)
        span = max((last - self.start).days - 4, count)
        step = span // max(count, 1)
        return [_weekday(last - timedelta(days=step * back)) for back in reversed(range(count))]

    def _at(self, day: date, hour: int | None = None) -> None:
        opened = time(hour or self.random.randrange(9, 17), self.random.choice((0, 15, 30, 45)))
        self.clock.moment = datetime.combine(day, opened, NOW.tzinfo)

    def _visit(self, day: date, health: float, *, first: bool, last: bool) -> None:
        self._at(day)
        stronger = self.story.weaker_good_side and not first
        draft = self._filled(day, health, 0.92 if stronger else 1.0)
        if last and self.story.gaps:
            draft = _with_gaps(draft, self.story.gaps, self.random)
        self.desk.keep_draft(self.id, draft)
        self.clock.moment += timedelta(minutes=25)
        self.desk.sign_assessment(self.id, draft)

    def _filled(
        self, day: date, health: float, good_side: float = 1.0, flag: str | None = None
    ) -> Assessment:
        """The open draft with every test done, the red flags asked, and one of them yes."""
        draft = self.desk.draft(self.id)
        episode = self.desk.chart(self.id).episode(draft.episode)
        rules = _protocol(episode, self.desk.library)
        loaded = not rules.unloaded_until_released or (
            episode.release is not None and episode.release.on <= day
        )
        visit = Visit(day, episode.injured, health, PHYSIO.name, self.stature, good_side)
        return Assessment(
            id=draft.id,
            episode=draft.episode,
            on=day,
            readings=readings(visit, rules, self.desk.library, self.random, loaded=loaded),
            red_flags=tuple(
                FlagAnswer(flag=FlagId(row.id), present=row.id == flag, on=day)
                for row in self.desk.library.triage.flags
            ),
            masking=Masking(painkiller_24h=False, injection_6w=False, on=day),
            recorded_by=draft.recorded_by,
        )

    def _patient(self) -> Patient:
        youngest, oldest = self.story.born[1], self.story.born[0]
        born = date(self.random.randint(oldest, youngest), 1, 1)
        born += timedelta(days=self.random.randrange(365))
        under_age = born > date(TODAY.year - 18, TODAY.month, TODAY.day)
        return Patient(
            id=self.id,
            family_name=self.person.family,
            given_name=self.person.given,
            born=born,
            sex=self.person.sex,
            telephone=f"01632 960 {200 + int(self.id) % 700}",
            guardian=Guardian(name="Harriet Reid") if under_age else None,
        )

    def _episode(self) -> Episode:
        story, on = self.story, self.start
        operated = story.diagnosis is Diagnosis.AFTER_ARTHROSCOPY
        return Episode(
            id=EpisodeId("e1"),
            diagnosis=story.diagnosis,
            site=story.site,
            injured=story.injured or self.random.choice((Injured.LEFT, Injured.RIGHT)),
            onset=on - timedelta(weeks=30) if operated else on,
            surgery=self._surgery() if operated else None,
            imaging=self._imaging(),
            other_hip=story.other_hip,
            bone=self._bone(),
            release=self._release(),
            pregnancy=story.pregnancy,
            goals=Goals(
                race=self.random.choice(("", "spring half marathon", "parkrun")), race_on=None
            ),
            running_before=RunningBefore(
                longest_run_min=self.random.randrange(40, 150, 10),
                weekly_min=self.random.randrange(60, 300, 20),
            ),
            dominant_leg=self.random.choice((Side.RIGHT, Side.RIGHT, Side.LEFT)),
            referrer=self.random.choice(("", "GP", "self")),
        )

    def _surgery(self) -> Surgery:
        limits = SurgeonLimits(text="no impact before the first review", by=SURGEON, on=self.start)
        return Surgery(
            kind="arthroscopy",
            on=self.start,
            microfracture=self.story.microfracture,
            surgeon=SURGEON,
            limits=limits,
        )

    def _bone(self) -> BoneStress | None:
        if self.story.bone is None:
            return None
        site, neck = self.story.bone
        return BoneStress(
            site=site,
            neck_side=neck,
            cause="weekly distance doubled in a month" if self.story.released else "",
            energy_availability="asked: regular meals, weight steady"
            if self.story.released
            else "",
        )

    def _imaging(self) -> tuple[Imaging, ...]:
        if not self.story.released:
            return ()
        healed = _weekday(TODAY - timedelta(days=self.story.ago + 4))
        return (
            Imaging(kind="MRI", on=_weekday(self.start + timedelta(days=5)), healing=False),
            Imaging(kind="MRI", on=healed, finding="oedema gone", healing=True),
        )

    def _release(self) -> Release | None:
        operated = self.story.diagnosis is Diagnosis.AFTER_ARTHROSCOPY
        fit = operated and self.story.ending in (Ending.GIVEN, Ending.ASKED)
        if not (self.story.released or fit):
            return None
        on = _weekday(TODAY - timedelta(days=self.story.ago + 2))
        return Release(
            by=SURGEON, role="surgeon", registration="M 000000", on=on, document="clinic letter"
        )

    # Endings

    def _nothing(self) -> None:
        """It stays as the last visit left it."""

    def _draft(self) -> None:
        self._at(TODAY, hour=8)
        progress = self.story.progress or (40,)
        draft = self._filled(TODAY, min(progress[-1] + 12, 95) / 100)
        half = draft.model_copy(update={"readings": draft.readings[: len(draft.readings) // 2]})
        self.desk.keep_draft(self.id, half)

    def _red_flag(self) -> None:
        self._later()
        draft = self._filled(self.desk.today(), 0.75, flag=FLAG_AT_THE_END)
        self.desk.keep_draft(self.id, draft)
        self.desk.sign_assessment(self.id, draft)

    def _resolve(self) -> None:
        self._red_flag()
        self.clock.moment += timedelta(minutes=10)
        chart = self.desk.chart(self.id)
        self.desk.resolve_flag(
            self.id,
            chart.current_assessments[-1],
            FlagId(FLAG_AT_THE_END),
            "numbness of the outer thigh from a tight belt bag, gone without it; reflexes normal",
        )

    def _ask(self) -> None:
        self.clock.moment += timedelta(minutes=5)
        self.desk.ask_clearance(self.id, SURGEON)

    def _give(self) -> None:
        self.clock.moment += timedelta(minutes=5)
        self.desk.give_clearance(
            self.id,
            allowed="run and walk by the plan, on even ground",
            conditions=("stop at pain of 4 or more", "no two days of running in a row"),
        )
        self.desk.make_plan(self.id)

    def _run(self) -> None:
        """Four weeks by the run/walk table, the diary brought in at two visits."""
        self.clock.moment += timedelta(minutes=5)
        self.desk.give_clearance(
            self.id,
            allowed="run and walk by the plan, on even ground",
            conditions=("stop at pain of 4 or more", "no two days of running in a row"),
        )
        self.desk.make_plan(self.id, "article_run_walk")
        for visit, boxes in diary.VISITS:
            self._at(visit, hour=17)
            chart = self.desk.chart(self.id)
            paper = chart.plans[-1]
            for row, written in enumerate(boxes):
                read = self.desk.read_row(chart, diary.code(chart, paper, row, written))
                if not isinstance(read, Row):
                    raise LookupError(read.sentence)
                chart = self.desk.keep_run(self.id, read.log)
            self._decide_on(chart)

    def _decide_on(self, chart: Chart) -> None:
        """All advice is decided on and the plan made anew; a step back still waits."""
        for log in chart.run_logs:
            if log.decision is None and log.advice not in (None, Advice.STEP_BACK):
                held = log.advice is Advice.HOLD
                advice = Advice.REPEAT if held else log.advice
                self.desk.decide_advice(self.id, log.id, advice, diary.REASON if held else "")
        if all(log.decision for log in self.desk.chart(self.id).run_logs):
            self.desk.make_plan(self.id, "article_run_walk")

    def _limit(self) -> None:
        self.clock.moment += timedelta(minutes=5)
        self.desk.give_clearance(
            self.id,
            allowed="walk and 30-second jogs only, in daylight on a soft path",
            conditions=("review after two weeks",),
            with_limits=True,
            reason="strength is nearly there and the runner is closely supervised",
        )

    def _suspend(self) -> None:
        self._give()
        self._red_flag()

    def _refuse(self) -> None:
        self.clock.moment += timedelta(minutes=5)
        self.desk.refuse_clearance(self.id, "strength is far from the other side")

    def _withdraw(self) -> None:
        self._give()
        self._later()
        self.desk.withdraw_clearance(self.id, "ran a race on the second day")

    def _later(self) -> None:
        """Some days after the last visit, not after the demo's day."""
        self._at(_weekday(TODAY - timedelta(days=max(self.story.ago - 3, 1))), hour=17)


_ENDINGS = {
    Ending.DRAFT: _Telling._draft,
    Ending.RED_FLAG: _Telling._red_flag,
    Ending.RESOLVED: _Telling._resolve,
    Ending.ASKED: _Telling._ask,
    Ending.GIVEN: _Telling._give,
    Ending.LIMITS: _Telling._limit,
    Ending.EXPIRED: _Telling._give,
    Ending.RUNNING: _Telling._run,
    Ending.SUSPENDED: _Telling._suspend,
    Ending.REFUSED: _Telling._refuse,
    Ending.WITHDRAWN: _Telling._withdraw,
}


def _protocol(episode: Episode, library: Library) -> Protocol:
    """What is measured: the class's protocol, the general one where nobody has diagnosed."""
    fallback = library.protocol_for(Diagnosis.JOINT)
    rules = library.protocol_for(episode.diagnosis) or fallback
    if rules is None:
        raise LookupError("the library has no general protocol")
    return rules


def _with_gaps(draft: Assessment, count: int, random: Random) -> Assessment:
    """The draft without so many tests, as happens when the hour is over."""
    names = sorted({r.measure for r in draft.readings if r.measure != "body_mass"})
    left_out = set(random.sample(names, count))
    kept = tuple(r for r in draft.readings if r.measure not in left_out)
    return draft.model_copy(update={"readings": kept})


def _weekday(day: date) -> date:
    """The day, or the Friday before it where it falls on a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))
