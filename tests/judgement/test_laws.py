"""The laws over random charts: what must never happen, whatever was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_tui.judgement.clearance import options, standing
from clinic_tui.judgement.readiness import JudgementError, judge
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import Clinician
from clinic_tui.model.readiness import Finding, Readiness, Reason
from clinic_tui.model.reading import Answered, Measured, Reading
from clinic_tui.model.words import Diagnosis, Injured, Outcome, Role, Side, Verdict
from tests.judgement.strategies import LIBRARY, TODAY, charts

FEW, MANY = 60, 10_000
"""Examples of each law: at every change, and before a release."""


def law(*drawn: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[[int], None]]:
    """Turns a check into a test over random charts, and a long one over many more."""

    def made(check: Callable[..., None]) -> Callable[[int], None]:
        @pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
        def test(examples: int) -> None:
            strictly = settings(
                max_examples=examples,
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            )
            strictly(given(*drawn)(check))()

        test.__doc__ = check.__doc__
        return test

    return made


def verdict_of(chart: Chart) -> Readiness:
    """Readiness of the newest assessment, today."""
    return judge(chart, chart.episodes[0], chart.assessments[-1], TODAY, LIBRARY)


def with_last(chart: Chart, assessment: Assessment) -> Chart:
    """The same chart with another newest assessment."""
    return chart.model_copy(update={"assessments": (*chart.assessments[:-1], assessment)})


def with_readings(chart: Chart, readings: tuple[Reading, ...]) -> Chart:
    """The same chart with other readings in its newest assessment."""
    return with_last(chart, chart.assessments[-1].model_copy(update={"readings": readings}))


def newly_met(before: Readiness, after: Readiness) -> Iterator[tuple[Finding, Finding]]:
    """Findings that were not met or unknown, and now are met."""
    was = {(f.criterion, f.side): f for f in before.findings}
    for finding in after.findings:
        earlier = was[finding.criterion, finding.side]
        if finding.outcome is Outcome.MET and earlier.outcome is not Outcome.MET:
            yield earlier, finding


@law(charts())
def test_law_1_taking_a_reading_away_never_helps(chart: Chart) -> None:
    before = verdict_of(chart)
    readings = chart.assessments[-1].readings
    for i in range(len(readings)):
        after = verdict_of(with_readings(chart, readings[:i] + readings[i + 1 :]))
        assert not list(newly_met(before, after))
        assert after.verdict is not Verdict.READY or before.verdict is Verdict.READY


@law(charts())
def test_law_1_taking_an_answer_away_never_helps(chart: Chart) -> None:
    before = verdict_of(chart)
    last = chart.assessments[-1]
    poorer = [last.model_copy(update={"masking": None})]
    for i in range(len(last.red_flags)):
        rows = last.red_flags[:i] + last.red_flags[i + 1 :]
        poorer.append(last.model_copy(update={"red_flags": rows}))
    for assessment in poorer:
        after = verdict_of(with_last(chart, assessment))
        assert not list(newly_met(before, after))
        assert after.verdict is not Verdict.READY or before.verdict is Verdict.READY


def worse(reading: Reading, by: int) -> Reading:
    """The same reading, worse by so many units."""
    if isinstance(reading, Answered):
        answers = LIBRARY.measures[reading.measure].answers
        return reading.model_copy(update={"answer": answers[-1]})
    if not isinstance(reading, Measured):
        return reading
    lower_is_better = LIBRARY.measures[reading.measure].best == "lowest"
    step = Decimal(by if lower_is_better else -by)
    return reading.model_copy(update={"trials": tuple(t + step for t in reading.trials)})


@law(charts(), st.integers(1, 60))
def test_law_2_a_worse_value_never_helps(chart: Chart, by: int) -> None:
    """Except that a symmetry too good to be true may turn into a believable one."""
    before = verdict_of(chart)
    readings = chart.assessments[-1].readings
    injured = (*chart.episodes[0].injured.sides, Side.NONE)
    for i, reading in enumerate(readings):
        if reading.side not in injured or reading.measure == "limb_length":
            continue
        now = (*readings[:i], worse(reading, by), *readings[i + 1 :])
        after = verdict_of(with_readings(chart, now))
        gained = [f for f, _ in newly_met(before, after) if f.reason is not Reason.SIDES]
        assert not gained


@law(charts(), st.integers(1, 10))
def test_law_2_more_pain_on_any_side_never_helps(chart: Chart, more: int) -> None:
    before = verdict_of(chart)
    readings = chart.assessments[-1].readings
    for i, reading in enumerate(readings):
        if isinstance(reading, Answered):
            continue
        pain = min(10, (reading.pain or 0) + more)
        now = (*readings[:i], reading.model_copy(update={"pain": pain}), *readings[i + 1 :])
        after = verdict_of(with_readings(chart, now))
        if reading.pain is not None:
            assert not list(newly_met(before, after))


@law(charts())
def test_law_3_unknown_is_not_failure_and_says_why(chart: Chart) -> None:
    readiness = verdict_of(chart)
    outcomes = {finding.outcome for finding in readiness.findings}
    stopped = any(f.suspends for f in readiness.flags) or readiness.blocks or readiness.scope
    floor = readiness.earliest is not None and readiness.earliest > TODAY
    if not stopped and not floor and Outcome.NOT_MET not in outcomes:
        assert readiness.verdict is not Verdict.NOT_READY
    for finding in readiness.findings:
        if finding.outcome is Outcome.UNKNOWN:
            assert finding.reason is not Reason.WITHIN
            assert any(finding.name in line for line in readiness.against)


@law(charts())
def test_law_4_no_symmetry_when_both_hips_are_injured(chart: Chart) -> None:
    both = chart.episodes[0].model_copy(update={"injured": Injured.BOTH})
    readiness = verdict_of(chart.model_copy(update={"episodes": (both,)}))
    early = any(r.on < both.onset for a in chart.assessments for r in a.readings)
    for finding in readiness.findings:
        assert (finding.unit == "%") <= early
        sided = finding.side is not Side.NONE
        assert not sided or finding.side in (Side.LEFT, Side.RIGHT)


@law(charts())
def test_law_4_range_of_motion_is_never_a_ratio(chart: Chart) -> None:
    for finding in verdict_of(chart).findings:
        if finding.group == "range of motion":
            assert "%" not in finding.compared_shown + finding.limit_shown + finding.sentence


@law(charts())
def test_law_5_criteria_met_is_not_clearance(chart: Chart) -> None:
    episode = chart.episodes[0]
    readiness = verdict_of(chart)
    now = standing(chart, episode, TODAY, LIBRARY)
    assert not now.allows
    assistant = Clinician(name="Ira Noll", role=Role.ASSISTANT)
    protocol = LIBRARY.protocol_for(episode.diagnosis)
    for option in options(readiness, now, assistant, episode, protocol, TODAY):
        assert option.action == "ask" or not option.offered


@law(charts())
def test_law_6_a_suspending_flag_stops_readiness_and_clearance(chart: Chart) -> None:
    readiness = verdict_of(chart)
    episode = chart.episodes[0]
    if not any(flag.suspends for flag in readiness.flags):
        return
    assert readiness.verdict is Verdict.NOT_READY
    physio = Clinician(name="Jo Brandt", role=Role.PHYSIOTHERAPIST)
    now = standing(chart, episode, TODAY, LIBRARY)
    protocol = LIBRARY.protocol_for(episode.diagnosis)
    offered = {
        o.action for o in options(readiness, now, physio, episode, protocol, TODAY) if o.offered
    }
    assert not offered & {"give", "give_with_limits"}


@law(charts(), st.sampled_from(["general", "tendon", "no_dynamometer", "after_arthroscopy"]))
def test_law_7_bone_stress_is_never_judged_as_soft_tissue(chart: Chart, name: str) -> None:
    bone = chart.episodes[0].model_copy(update={"diagnosis": Diagnosis.BONE_STRESS_INJURY})
    chart = chart.model_copy(update={"episodes": (bone,)})
    with pytest.raises(JudgementError, match="is not for bone stress injury"):
        judge(chart, bone, chart.assessments[-1], TODAY, LIBRARY, LIBRARY.protocols[name])


@law(charts())
def test_law_7_no_load_before_the_release_and_never_a_hop(chart: Chart) -> None:
    episode = chart.episodes[0]
    if episode.diagnosis is not Diagnosis.BONE_STRESS_INJURY:
        return
    for step in verdict_of(chart).way_out:
        for name in step.measures:
            assert not LIBRARY.measures[name].hop
            assert episode.release is not None or not LIBRARY.measures[name].loaded


@law(charts())
def test_the_same_chart_gives_the_same_bytes(chart: Chart) -> None:
    again = Chart.model_validate_json(chart.model_dump_json())
    assert again == chart
    assert verdict_of(again).model_dump_json() == verdict_of(chart).model_dump_json()
