"""One day changed by hand: what it breaks that was whole; and what lies behind a runner."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from clinic_tui.judgement.pain import Place, course
from clinic_tui.judgement.plan import Behind, lint_plan
from clinic_tui.judgement.plan_edit import Edited, behind_of, replaced
from clinic_tui.judgement.plan_lint import Broken, Ceiling, Done
from clinic_tui.judgement.schedule import Begin
from clinic_tui.model.plan import Interval, Plan, Session
from tests.builders import changed
from tests.judgement.test_pain_rule import SOFT, TABLE, log
from tests.judgement.test_plan import MONDAY
from tests.judgement.test_plan_goal import made
from tests.judgement.test_plan_lint import rules

WEDNESDAY = MONDAY + timedelta(days=2)


def day(plan: Plan, on: date) -> Session:
    return next(each for each in plan.sessions if each.on == on)


def jog(on: date, minutes: float) -> Session:
    whole = Interval(gait="jog", minutes=Decimal(str(minutes)))
    return Session(on=on, kind="run", step=1, intervals=(whole,))


def edit(on: date, session: Session, reason: str = "", by: str = "") -> Edited:
    return replaced(made(), on, session, rules(), reason, by)


def test_a_day_that_breaks_nothing_is_marked_as_changed_by_hand() -> None:
    edited = edit(WEDNESDAY, jog(WEDNESDAY, 1), by="Ada Stein")
    assert edited.breaks == ()
    assert day(edited.plan, WEDNESDAY) == changed(jog(WEDNESDAY, 1), edited=True)
    assert len(edited.plan.sessions) == len(made().sessions)
    assert day(edited.plan, MONDAY) == day(made(), MONDAY)


def test_a_broken_rule_is_named_with_the_reason_it_was_kept_for() -> None:
    edited = edit(WEDNESDAY, jog(WEDNESDAY, 9), "he wants it so", "Ada Stein")
    assert edited.breaks[0] == Broken(
        "growth in a week",
        WEDNESDAY,
        "9 min of jogging; the longest in the week before and in 30 days had 2, so at most 4",
        "he wants it so",
    )
    kept = day(edited.plan, WEDNESDAY)
    assert (kept.edited, kept.kept, kept.kept_by) == (True, "he wants it so", "Ada Stein")


def test_a_session_that_moves_leaves_a_day_of_rest_and_the_days_stay_in_order() -> None:
    thursday = WEDNESDAY + timedelta(days=1)
    edited = edit(WEDNESDAY, changed(day(made(), WEDNESDAY), on=thursday))
    left, moved = day(edited.plan, WEDNESDAY), day(edited.plan, thursday)
    assert left == Session(on=WEDNESDAY, kind="rest", note="rest day", edited=True)
    assert (moved.kind, moved.edited) == ("run", True)
    on = [each.on for each in edited.plan.sessions]
    assert on == sorted(on)
    assert {(each.rule, each.on) for each in edited.breaks} == {
        ("running days", thursday),
        ("rest days", thursday + timedelta(days=1)),
        ("runs a week", thursday + timedelta(days=6)),
    }


def test_what_was_broken_before_is_not_said_of_the_next_edit() -> None:
    first = edit(WEDNESDAY, jog(WEDNESDAY, 9), "he wants it so").plan
    friday = MONDAY + timedelta(days=4)
    again = replaced(first, friday, jog(friday, 1), rules())
    assert again.breaks == ()
    assert any(each.on == WEDNESDAY for each in lint_plan(again.plan, rules()))


def test_a_day_after_the_clearance_is_said() -> None:
    plan = made()
    late = plan.until + timedelta(days=1)
    edited = replaced(plan, WEDNESDAY, Session(on=late, kind="strength"), rules(until=None))
    assert edited.breaks[-1].rule == "last day"
    assert edited.breaks[-1].sentence.startswith("after the clearance's last day, ")


# What lies behind


def behind(*logs: int, place: Place | None = None, today: date = MONDAY) -> Behind:
    runs = [log(n, on=MONDAY - timedelta(days=n)) for n in logs]
    passages = course(runs, TABLE, SOFT, Place())
    return behind_of(passages, place or passages[-1].after, TABLE, today)


def test_runs_that_were_done_lie_behind_with_their_minutes() -> None:
    found = behind(5, 3)
    assert found.done == (
        Done(MONDAY - timedelta(days=5), Decimal(30)),
        Done(MONDAY - timedelta(days=3), Decimal(30)),
    )
    assert (found.begin, found.ceiling) == (Begin(1, 2, None), None)
    missed = [log(1, ran=False, done_jog_minutes=Decimal(0)), log(0, done_jog_minutes=None)]
    done = behind_of(course(missed, TABLE, SOFT, Place()), Place(), TABLE, MONDAY).done
    assert done == (Done(MONDAY, Decimal(0)),)


def test_the_first_run_is_not_before_today_the_day_after_the_last_or_the_days_off() -> None:
    assert behind(3).first_run == MONDAY
    assert behind(0).first_run == MONDAY + timedelta(days=1)
    off = Place(no_run_before=MONDAY + timedelta(days=2))
    assert behind(3, place=off).first_run == MONDAY + timedelta(days=2)
    past = Place(no_run_before=MONDAY - timedelta(days=2))
    assert behind(3, place=past).first_run == MONDAY
    assert behind_of((), Place(), TABLE, MONDAY).first_run == MONDAY


def test_the_week_after_a_step_back_is_a_ceiling_to_its_last_day() -> None:
    held = Place(step=3, clean=1, not_growing_until=MONDAY)
    assert behind(3, place=held).ceiling == Ceiling(MONDAY, Decimal(6))
    assert behind(3, place=held).begin == Begin(3, 1, MONDAY)
    over = Place(step=3, not_growing_until=MONDAY - timedelta(days=1))
    assert behind(3, place=over).ceiling is None
