"""The days of a course: which plan stood on which day, and which stop holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.plan import Plan
from clinic_tui.model.runlog import Advice, AdviceTaken, RunLog, RunLogId
from clinic_tui.ui.course_days import EmptyDays, RunDay, course_days, stop_of
from tests.builders import a_signature
from tests.store.samples import PASSPHRASE
from tests.ui import clinics, runners
from tests.ui.runners import LATER
from tests.ui.visits import NOW, RUNNER

E1 = EpisodeId("e1")


def run(number: int, advice: Advice, taken: Advice | None = None) -> RunDay:
    """A run with its advice, and what was decided."""
    decided = AdviceTaken(by=a_signature(), advice=taken, reason="") if taken else None
    on = date(2026, 11, number)
    log = RunLog(
        id=RunLogId(f"r{number}"),
        episode=E1,
        on=on,
        entered_at=datetime(2026, 11, number, 12, 0, tzinfo=UTC),
        advice=advice,
        decision=decided,
    )
    return RunDay(log, 1)


def test_the_days_are_those_of_the_plan_that_stood_on_them(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    middle = Desk.open(tmp_path / "c", PASSPHRASE, clock=fixed_clock(NOW + timedelta(days=10)))
    made = middle.make_plan(RUNNER, "article_run_walk", days=(1, 3))
    assert isinstance(made, Plan)
    chart = desk.chart(RUNNER)
    days = course_days(chart, E1, (), LATER.date())
    (gathered,) = days
    assert isinstance(gathered, EmptyDays)
    on = [session.on for session in gathered.sessions]
    assert {each.weekday() for each in on if each < made.start} == {0, 2, 4}
    assert {each.weekday() for each in on if each >= made.start} == {1, 3}
    assert max(on) <= LATER.date()


def test_todays_run_may_still_be_written_and_stands_alone(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    today = date(2026, 12, 4)
    first, second = course_days(desk.chart(RUNNER), E1, (), today)
    assert isinstance(first, EmptyDays)
    assert isinstance(second, EmptyDays)
    assert [s.on for s in first.sessions] == [today]
    assert len(second.sessions) == 6


def test_a_stop_that_waits_goes_before_one_that_was_accepted() -> None:
    stop, hold = Advice.STOP_AND_CALL, Advice.HOLD
    days = (run(20, hold), run(18, stop, stop), run(16, stop), run(14, stop, hold))
    assert stop_of(days, None) is days[2]
    assert stop_of((days[0], days[1]), None) is days[1]
    assert stop_of((days[0], days[1]), days[1].log.entered_at - timedelta(days=9)) is days[1]
    assert stop_of((days[0], days[1]), days[1].log.entered_at + timedelta(hours=1)) is None
    assert stop_of((days[0], days[3]), None) is None
    assert stop_of((days[2],), days[2].log.entered_at + timedelta(days=1)) is days[2]


def test_a_run_outside_the_plan_keeps_its_own_heading(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    log = desk.blank_run(desk.chart(RUNNER), desk.today())
    chart = desk.keep_run(RUNNER, log)
    (only,) = course_days(chart, E1, (), desk.today())
    assert isinstance(only, RunDay)
    assert only.step is None
