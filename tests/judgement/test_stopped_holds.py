"""What ended a hold is kept and told; it decides nothing, and older charts stay as they were."""

from __future__ import annotations

import json

import pytest

from clinic_tui.judgement.change import LEVER_TOLERANCE_M
from clinic_tui.judgement.conditions import footing
from clinic_tui.judgement.readiness import judge
from clinic_tui.judgement.values import stop_shown, whole_reading
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.chart import Chart
from clinic_tui.model.reading import Measured
from clinic_tui.model.strict import canonical, digest
from clinic_tui.model.words import Side, StopReason
from clinic_tui.plain_chart import values
from tests.builders import (
    DAY,
    base_assessment,
    base_chart,
    changed,
    one_leg_stand,
    strength,
    with_reading,
)

EVERY = (None, *StopReason)


def judged(stand: Measured) -> str:
    """The whole judgement of the base chart with this stand."""
    chart = base_chart(assessment=with_reading(base_assessment(), stand))
    found = judge(chart, chart.episodes[0], chart.assessments[-1], DAY, built_in())
    return canonical(found)


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize(("seconds", "pain"), [(31, 0), (22, 0), (31, 3), (31, None)])
def test_it_changes_no_judgement(side: Side, seconds: int, pain: int | None) -> None:
    stand = one_leg_stand(side, seconds, pain)
    verdicts = {judged(changed(stand, stopped=each)) for each in EVERY}
    assert len(verdicts) == 1


def test_time_reached_is_no_pass_of_a_stand_that_was_too_short() -> None:
    stand = changed(one_leg_stand(Side.LEFT, 22), stopped=StopReason.TIME_REACHED)
    said = json.loads(judged(stand))
    assert said["verdict"] == "not_ready"


def test_holds_that_ended_otherwise_are_compared_all_the_same() -> None:
    one = one_leg_stand(Side.LEFT, 31)
    assert footing(one, changed(one, stopped=StopReason.TIRED), LEVER_TOLERANCE_M).same


def test_a_reading_that_does_not_say_it_is_written_and_digested_as_before_there_was_one() -> None:
    chart = base_chart()
    assert "stopped" not in chart.model_dump_json()
    assert "stopped" not in canonical(chart.assessments[-1])
    said = changed(one_leg_stand(Side.LEFT, 31), stopped=StopReason.FOOT_DOWN)
    assert digest(said) != digest(changed(said, stopped=None))


@pytest.mark.parametrize("reason", EVERY)
def test_a_chart_that_says_it_comes_back_whole(reason: StopReason | None) -> None:
    stand = changed(one_leg_stand(Side.LEFT, 22, 3), stopped=reason)
    chart = base_chart(assessment=with_reading(base_assessment(), stand))
    again = Chart.model_validate_json(chart.model_dump_json())
    assert again == chart
    assert again.assessments[-1].reading(stand.measure, Side.LEFT) == stand


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (None, "reason not said"),
        (StopReason.TIME_REACHED, "stopped: time reached"),
        (StopReason.TRUNK_OR_PELVIS, "stopped: trunk or pelvis"),
        (StopReason.PAIN, "stopped: pain"),
    ],
)
def test_it_is_told_in_words(reason: StopReason | None, said: str) -> None:
    stand = changed(one_leg_stand(Side.LEFT, 22, 3), stopped=reason)
    assert stop_shown(reason) == said
    assert whole_reading(stand, built_in().measures[stand.measure]) == f"22 s, pain 3, {said}"


def test_the_plain_chart_tells_it_of_every_hold() -> None:
    stand = changed(one_leg_stand(Side.LEFT, 22, 3), stopped=StopReason.FOOT_DOWN)
    told = list(values((with_reading(base_assessment(), stand),), built_in(), {}))
    assert "One-leg stand LEFT: 20 Nov 2026 22 s, pain 3, stopped: foot down" in told
    assert "One-leg stand RIGHT: 20 Nov 2026 38 s, pain 0, reason not said" in told


def test_only_a_timed_hold_ends_by_something() -> None:
    reading = strength("abduction", Side.LEFT, 190)
    assert whole_reading(reading, built_in().measures[reading.measure]) == "190 N, pain 0"
