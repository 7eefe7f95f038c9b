"""A session in words, word for word."""

from __future__ import annotations

from decimal import Decimal

import pytest

from clinic_tui.judgement.session_words import rounds, stretch
from clinic_tui.model.plan import Interval

WALK = Interval(gait="walk", minutes=Decimal("4.5"))
JOG = Interval(gait="jog", minutes=Decimal("0.5"))
FAR = Interval(gait="jog", minutes=Decimal("1.2"), metres=Decimal("160.4"), effort="easy")
FAST = Interval(gait="run", minutes=Decimal(5), kmh=Decimal("9.50"))


@pytest.mark.parametrize(
    ("intervals", "said"),
    [
        ((WALK,), "walk 4.5 min"),
        ((FAR,), "jog 160 m easy"),
        ((FAST,), "run 5 min at 9.5 km/h"),
        ((WALK, JOG), "walk 4.5 min, jog 0.5 min"),
        ((WALK, JOG) * 3, "3 × (walk 4.5 min, jog 0.5 min)"),
        ((JOG,) * 4, "4 × (jog 0.5 min)"),
        ((WALK, JOG, WALK), "walk 4.5 min, jog 0.5 min, walk 4.5 min"),
        ((), ""),
    ],
)
def test_repeats_are_counted_and_distances_stand_before_minutes(
    intervals: tuple[Interval, ...], said: str
) -> None:
    assert rounds(intervals) == said


def test_the_word_for_minutes_may_be_left_out() -> None:
    assert stretch(WALK, minutes="") == "walk 4.5"
    assert rounds((WALK, JOG, WALK, JOG), minutes="") == "2 × (walk 4.5, jog 0.5)"
    assert stretch(FAR, minutes="") == "jog 160 m easy"
