"""What the linter says, word for word, and where each rule just holds."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from clinic_tui.judgement.plan_lint import Ceiling, Done, Track, days_words, lint
from clinic_tui.knowledge.programme import Advance
from clinic_tui.knowledge.running import Cap
from clinic_tui.model.plan import Interval, Session
from clinic_tui.model.words import Diagnosis
from tests.builders import changed
from tests.judgement.test_plan import MONDAY
from tests.judgement.test_plan_lint import TABLE, rules, run

EVERY = {"running_days": tuple(range(7))}


def said(*sessions: Session, **fields: Any) -> list[tuple[str, int, str]]:
    """Rule, days after the Monday, sentence."""
    return [
        (each.rule, (each.on - MONDAY).days, each.sentence)
        for each in lint(sessions, rules(**fields))
    ]


def cap(runs: int, minutes: int | None = None) -> Cap:
    return Cap(
        classes=(Diagnosis.BONE_STRESS_INJURY,),
        runs_a_week=runs,
        session_minutes=None if minutes is None else Decimal(minutes),
        source="invented",
        grade="own choice",
    )


def test_dates() -> None:
    first = MONDAY + timedelta(days=1)
    assert said(run(0, 0), not_before=first) == [
        ("earliest date", 0, "23 Nov 2026 is before 24 Nov 2026")
    ]
    assert said(run(2, 0), until=first) == [
        ("last day", 2, "25 Nov 2026 is after the clearance's 24 Nov 2026")
    ]
    assert said(run(1, 0), until=first, not_before=first) == []
    assert said(run(6, 2)) == [("running days", 6, "Sun is none of the runner's days")]
    assert said(run(6, 2), running_days=()) == []


@pytest.mark.parametrize(
    ("rest", "gap", "sentence"),
    [
        (0, 0, "the run before is of 23 Nov 2026; no two runs a day asked for"),
        (1, 0, "the run before is of 23 Nov 2026; no two runs a day asked for"),
        (1, 1, "the run before is of 23 Nov 2026; 1 rest day between runs asked for"),
        (2, 2, "the run before is of 23 Nov 2026; 2 rest days between runs asked for"),
        (0, 1, None),
        (1, 2, None),
        (2, 3, None),
    ],
)
def test_rest_days(rest: int, gap: int, sentence: str | None) -> None:
    programme = changed(TABLE, rest_days_between_runs=rest)
    found = said(run(0, 2), run(gap, 2), programme=programme, **EVERY)
    assert found == ([] if sentence is None else [("rest days", gap, sentence)])


def test_the_run_before_may_lie_behind_walks_and_before_the_plan() -> None:
    done = (Done(MONDAY - timedelta(days=1), Decimal(2)), Done(MONDAY, Decimal(0)))
    assert [rule for rule, *_ in said(run(0, 2), done=done, **EVERY)] == ["rest days"]
    assert [rule for rule, *_ in said(run(0, 2), run(1, 0), run(1, 2), **EVERY)] == ["rest days"]


def test_growth() -> None:
    assert said(run(0, 12), run(7, 6), run(14, 14.5)) == [
        (
            "growth in a week",
            14,
            "14.5 min of jogging; the longest in the week before had 6, so at most 8",
        ),
        (
            "growth in 30 days",
            14,
            "14.5 min of jogging; the longest in the last 30 days had 12, so at most 14",
        ),
    ]
    assert said(run(0, 2), run(30, 5)) == [
        (
            "growth in 30 days",
            30,
            "5 min of jogging; the longest in the last 30 days had 2, so at most 4",
        )
    ]
    assert said(run(0, 2), run(31, 5), **EVERY) == []
    assert said(run(0, 2), run(7, 5))[0][2].startswith("5 min of jogging; the longest in the week")
    assert said(run(0, 2), run(8, 5), **EVERY)[0][0] == "growth in 30 days"


def test_a_step_without_a_run_in_thirty_days() -> None:
    assert said(run(0, 2.5, step=1)) == [
        (
            "growth in 30 days",
            0,
            "2.5 min of jogging without a run in 30 days; the programme's step has 2",
        )
    ]
    assert said(run(0, 30, step=15)) == []
    assert said(run(0, 30.5, step=15))[0][2].endswith("the programme's step has 30")
    assert said(run(0, 40, step=16)) == []
    assert said(run(0, 40)) == []
    after = (Done(MONDAY - timedelta(days=30), Decimal(40)),)
    assert said(run(0, 40, step=1), done=after) == []


def test_a_hand_edit_is_measured_by_the_stricter_rule_both_ways() -> None:
    one_step = changed(TABLE, steps=TABLE.steps[:1])
    wide = changed(one_step, growth=changed(TABLE.growth, minutes=Decimal(9)))
    few = changed(TABLE.growth, minutes=Decimal("0.5"), percent=Decimal(1))
    tight = changed(one_step, growth=few)
    for programme, most in ((wide, "at most 8"), (tight, "at most 6.5")):
        ((rule, _, sentence),) = said(run(0, 6), run(2, 12, edited=True), programme=programme)
        assert (rule, sentence.endswith(most)) == ("growth in a week", True)
    assert said(run(0, 6), run(2, 15), programme=wide) == []


def test_a_step_back_is_a_ceiling() -> None:
    ceiling = Ceiling(MONDAY + timedelta(days=2), Decimal(4))
    assert said(run(2, 4.5), ceiling=ceiling) == [
        (
            "after a step back",
            2,
            "4.5 min of jogging; until 25 Nov 2026 not more than 4",
        )
    ]
    assert said(run(2, 4), ceiling=ceiling) == []


def test_one_change_at_a_time() -> None:
    slow = run(0, 6)
    fast = run(2, 7, gait="run")
    assert said(slow, fast) == [
        ("one change at a time", 2, "longer and faster than the run before")
    ]
    assert said(slow, run(1, 0), fast) == said(slow, fast)
    added = (run(7, 8), run(9, 8), run(11, 8))
    assert said(run(0, 6), run(2, 6), *added) == [
        (
            "one change at a time",
            11,
            "a day more than the week before (3 for 2) and longer sessions at once",
        )
    ]
    assert said(run(0, 6), run(2, 6), *(run(14 + n, 8) for n in (0, 2, 4))) == []


def test_length_of_a_session() -> None:
    assert said(run(0, 0, walk=60)) == []
    assert said(run(0, 0, walk=60.5)) == [("session length", 0, "60.5 min; at most 60")]
    assert said(run(0, 2, walk=20), caps=(cap(7, 25), cap(7, 21), cap(7))) == [
        ("session length", 0, "22 min; at most 21")
    ]


def test_runs_in_seven_days() -> None:
    four = (run(0, 2), run(2, 2), run(4, 2), run(6, 2))
    few = changed(TABLE, runs_a_week=3)
    assert said(*four, programme=few, **EVERY) == [
        ("runs a week", 6, "4 runs in seven days; at most 3")
    ]
    assert said(*four, caps=(cap(3), cap(5)), **EVERY) == [
        ("runs a week", 6, "4 runs in seven days; at most 3")
    ]
    assert said(*four, **EVERY) == []
    assert said(*(changed(each, step=1) for each in four), **EVERY) == [
        ("runs a week", 6, "4 runs in seven days; at most 3")
    ]
    assert said(*four[:3], run(7, 2), programme=few, **EVERY) == []
    done = (Done(MONDAY - timedelta(days=2), Decimal(2)),)
    assert said(*four[:2], run(4, 2), programme=few, done=done, **EVERY)[-1][:2] == (
        "runs a week",
        4,
    )
    walks = (run(1, 0), run(3, 0), run(5, 0))
    assert said(*four[:3], *walks, programme=few, **EVERY) == []


def test_new_steps_in_so_many_days() -> None:
    slow = changed(TABLE, advance=Advance(steps=1, in_days=7))
    first, second = run(0, 2, step=1), run(2, 4, step=2)
    assert said(first, second, run(4, 6, step=3), programme=slow) == [
        ("steps in days", 4, "2 new steps in 7 days; at most 1")
    ]
    assert said(first, second, run(9, 6, step=3), programme=slow) == []
    eighth = (first, second, run(4, 4, step=2), run(7, 2, step=1), run(9, 6, step=3))
    assert said(*eighth, programme=slow) == []
    assert said(first, second, run(4, 4, step=2), programme=slow) == []
    assert said(run(0, 6, step=3), run(2, 6, step=3), programme=slow) == []


def test_sessions_are_linted_by_date_and_nothing_else_is() -> None:
    rest = Session(on=MONDAY - timedelta(days=9), kind="rest")
    assert said(run(4, 9), rest, run(2, 6), run(0, 5)) == [
        (
            "growth in a week",
            4,
            "9 min of jogging; the longest in the week before and in 30 days had 6, so at most 8",
        )
    ]


def test_a_track_takes_no_notice_of_days_without_walk_or_run() -> None:
    track = Track(rules())
    track.add(Session(on=MONDAY, kind="strength"))
    track.add(run(0, 6))
    assert track.broken_by(Session(on=MONDAY, kind="cross")) == ()
    assert [each.rule for each in track.broken_by(run(2, 9))] == ["growth in a week"]


def test_weekdays_are_named() -> None:
    assert days_words((0, 2, 6)) == "Mon, Wed, Sun"


def test_intervals_of_a_walk_are_no_jogging() -> None:
    walk = Interval(gait="walk", minutes=Decimal(30))
    long = Session(on=MONDAY, kind="walk", intervals=(walk,))
    assert said(long, run(2, 2)) == []
