"""The demo clinic: who is in it, that it is always the same, and that it is thrown away."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from clinic_tui.demo.charts import charts
from clinic_tui.demo.clinic import generated, running_clock, shipped
from clinic_tui.demo.day import NOW
from clinic_tui.demo.visit import opened
from clinic_tui.judgement.clearance import replay, standing
from clinic_tui.judgement.entry import chart_problems, problems
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import ClearanceStatus, Given
from clinic_tui.model.runlog import Advice
from clinic_tui.model.words import Diagnosis, Injured, Verdict

TODAY = NOW.date()


@pytest.fixture(scope="module")
def everybody() -> tuple[Chart, ...]:
    return charts()


def test_what_is_shipped_is_what_the_stories_make(
    tmp_path: Path, everybody: tuple[Chart, ...]
) -> None:
    desk = opened(tmp_path)
    here = tuple(desk.chart(head.patient_id) for head in desk.heads())
    assert sorted(here, key=lambda chart: chart.patient.id) == sorted(
        everybody, key=lambda chart: chart.patient.id
    ), "run: python -m clinic_tui.demo"
    assert desk.verify().problems == ()
    assert {Path(name).suffix for name in shipped()} == {Path(name).suffix for name in generated()}


def test_the_same_seed_makes_the_same_people(everybody: tuple[Chart, ...]) -> None:
    assert charts() == everybody
    assert charts(3, seed=1) != charts(3, seed=2)


def test_any_number_of_people_can_be_had() -> None:
    many = charts(80)
    assert len({chart.patient.id for chart in many}) == 80
    assert len({chart.patient.listed for chart in many}) == 80


def test_there_are_thirty_people_over_all_classes_and_stages(
    everybody: tuple[Chart, ...],
) -> None:
    library = built_in()
    episodes = [chart.episodes[0] for chart in everybody]
    stands = Counter(
        standing(chart, chart.episodes[0], TODAY, library).status for chart in everybody
    )
    verdicts = {a.readiness.verdict for c in everybody for a in c.assessments if a.readiness}
    assert len(everybody) >= 30
    assert {episode.diagnosis for episode in episodes} == set(Diagnosis)
    assert {episode.injured for episode in episodes} == set(Injured)
    assert set(stands) == set(ClearanceStatus)
    assert verdicts == set(Verdict)
    assert sum(len(chart.assessments) > 1 for chart in everybody) >= 20
    assert min(chart.patient.age_on(TODAY) for chart in everybody) < 18
    assert max(chart.patient.age_on(TODAY) for chart in everybody) >= 60
    assert any(a.signed is None for chart in everybody for a in chart.assessments)
    assert any(chart.plans for chart in everybody)


def test_one_runner_has_a_diary_with_clean_runs_a_hold_and_a_step_back(
    everybody: tuple[Chart, ...],
) -> None:
    (runner,) = [chart for chart in everybody if chart.run_logs]
    said = Counter(log.advice for log in runner.run_logs)
    assert set(said) == {Advice.REPEAT, Advice.ADVANCE, Advice.HOLD, Advice.STEP_BACK}
    assert runner.run_logs[-1].decision is None
    otherwise = [log for log in runner.run_logs if log.decision and log.decision.reason]
    assert [log.advice for log in otherwise] == [Advice.HOLD]


def test_no_value_is_impossible_or_even_odd(everybody: tuple[Chart, ...]) -> None:
    library = built_in()
    for chart in everybody:
        assert chart_problems(chart, library) == ()
        for assessment in chart.assessments:
            for reading in assessment.readings:
                found = problems(reading, library.measures[reading.measure])
                assert found == (), f"{chart.patient.id} {reading.measure} {reading.side}"


def test_every_clearance_can_be_replayed(everybody: tuple[Chart, ...]) -> None:
    for chart in everybody:
        for clearance in chart.clearances:
            for event in clearance.events:
                if isinstance(event, Given):
                    assert replay(chart, event) == event.basis.readiness


def test_the_demo_opens_on_its_own_day_and_says_so(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    assert desk.today() == TODAY
    assert desk.demo
    assert "Mon 23 Nov 2026" in desk.notice
    assert len(desk.heads()) >= 30
    assert desk.damaged == ()


def test_the_demos_clock_starts_at_nine_and_runs() -> None:
    clock = running_clock()
    assert clock() >= NOW
    assert clock() <= clock()
