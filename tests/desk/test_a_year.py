"""A runner's year at the desk: plans, diaries, advice and decisions, under the laws all along."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.running import Row
from clinic_tui.judgement.diary import paper_of, rows
from clinic_tui.judgement.diary_code import Misread, check_figure, row_key, row_letter
from clinic_tui.judgement.plan import NoPlan
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.clearance import ClearanceStatus
from clinic_tui.model.plan import Plan
from clinic_tui.model.runlog import Advice
from clinic_tui.model.words import Diagnosis
from tests.desk.small import PATIENT, Clock, visit

PROGRAMME = "article_run_walk"
DAYS = (0, 2, 4)
CLEAN, SORE, HOLD, BACK, NIGHT, UNANSWERED = "00000", "20000", "00200", "05000", "00002", "-----"
REASON = "talked it over with the runner today"


class Year:
    """One runner's year, drawn by lot."""

    def __init__(self, desk: Desk, clock: Clock, seed: int) -> None:
        self.desk = desk
        self.clock = clock
        self.random = Random(seed)
        self.stops = 0
        self.steps: list[int] = []

    def see(self) -> None:
        """A visit: assessed, cleared anew where need be, and a new plan checked."""
        visit(self.desk)
        standing = self.desk.standing(self.desk.chart(PATIENT))
        if standing.status in (ClearanceStatus.GIVEN, ClearanceStatus.SUSPENDED):
            self.desk.withdraw_clearance(PATIENT, "replaced by a new decision today")
        self.desk.give_clearance(PATIENT, "walking and jogging by the plan", reason=REASON)
        self.plan()

    def plan(self) -> None:
        made = self.desk.make_plan(PATIENT, PROGRAMME, days=DAYS)
        assert isinstance(made, Plan), made
        chart = self.desk.chart(PATIENT)
        assert self.desk.lint_plan(chart, made) == ()
        assert {each.on.weekday() for each in made.sessions if each.kind == "run"} <= set(DAYS)
        assert min(each.on for each in made.sessions) >= self.desk.today()

    def week(self) -> None:
        """Seven days later the paper of the week is typed, and the advice decided on."""
        plan = self.desk.plan(self.desk.chart(PATIENT))
        assert plan is not None
        begun = self.desk.today()
        self.clock.on(days=7)
        for row, session in enumerate(rows(plan)):
            if not begun <= session.on < self.desk.today():
                continue
            if self.random.random() < 0.1:
                continue  # a run that nobody wrote down
            if self.ran(plan, row):
                self.stopped()
                return

    def ran(self, plan: Plan, row: int) -> bool:
        """Types a row and accepts its advice; says whether it was stop and call."""
        marks = self.random.choices(
            (CLEAN, SORE, HOLD, BACK, NIGHT, UNANSWERED), (70, 10, 7, 4, 2, 7)
        )[0]
        paper = paper_of(self.desk.chart(PATIENT), plan)
        boxes = f"{min(99, int(rows(plan)[row].jog_minutes)):02d}{marks}"
        check = check_figure(row_key(paper.plan, paper.version, row), boxes)
        read = self.desk.read_row(self.desk.chart(PATIENT), f"{row_letter(row)}{boxes}{check}")
        if isinstance(read, Misread):
            pytest.fail(read.sentence)
        assert isinstance(read, Row)
        log = self.desk.keep_run(PATIENT, read.log).run_logs[-1]
        if marks == UNANSWERED:
            assert log.advice is Advice.REPEAT
        if log.advice is None or log.advice is Advice.STOP_AND_CALL:
            return log.advice is Advice.STOP_AND_CALL
        self.desk.decide_advice(PATIENT, log.id, log.advice)
        return False

    def stopped(self) -> None:
        """After stop and call there is no plan until a clinician has seen the runner."""
        self.stops += 1
        assert isinstance(self.desk.make_plan(PATIENT, PROGRAMME, days=DAYS), NoPlan)
        assert not self.desk.standing(self.desk.chart(PATIENT)).allows
        self.clock.on(days=1)
        self.see()

    def place(self) -> int:
        course = self.desk.course(self.desk.chart(PATIENT))
        assert course is not None
        return course.place.step


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(each, marks=pytest.mark.long) for each in range(1, 9))]
)
def test_a_year_of_running_keeps_the_laws(desk: Desk, clock: Clock, seed: int) -> None:
    table = built_in().programmes[PROGRAMME]
    programme = table.model_copy(update={"classes": tuple(Diagnosis)[:6], "entry": ()})
    known = {**desk.library.programmes, programme.id: programme}
    desk.library = replace(desk.library, programmes=known)
    year = Year(desk, clock, seed)
    year.see()
    for week in range(1, 53):
        year.week()
        year.steps.append(year.place())
        if week % 3 == 0:
            year.see()
        elif week % 3 == 1:
            year.plan()
    course = desk.course(desk.chart(PATIENT))
    assert course is not None
    for each in course.passages:
        further = each.after.step - each.before.step
        assert further <= (1 if each.taken is Advice.ADVANCE else 0)
        if each.log.pain_during is None or not each.log.ran:
            assert further <= 0
    chart = desk.chart(PATIENT)
    assert len(chart.run_logs) > 60
    assert max(year.steps) > 3
    assert len(chart.plans) > 20
    ids = [each.id for each in chart.run_logs]
    assert len(ids) == len(set(ids))
