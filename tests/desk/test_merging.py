"""Two charts of one person made one: nothing signed changes, nothing is counted twice or lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import Conflict, NotSaved, Refused
from clinic_tui.desk.merging import ids_for
from clinic_tui.desk.patient_list import UNFINISHED
from clinic_tui.judgement.clearance import replay
from clinic_tui.judgement.plan import basis
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import ClearanceStatus, Given
from clinic_tui.model.person import PatientId
from clinic_tui.model.strict import digest
from clinic_tui.store.errors import NotWrittenError
from clinic_tui.store.memory import ChartMemory
from clinic_tui.store.repository import Act, Line
from tests.desk import small
from tests.desk.small import NUMB, PATIENT, Clock, admit, filled, memory
from tests.desk.small import desk as open_desk
from tests.desk.two import DAYS, OTHER, WHY, admit_second, cleared, lived, ran, visited

ENTRIES = ("episodes", "assessments", "clearances", "plans", "run_logs")
REFERENCES = {"id", "episode", "assessment", "inputs", "of", "clearance", "plan", "basis", "bound"}


def told(chart: Chart) -> list[str]:
    """All entries of a chart without ids, as text: what was said, by whom and when."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {
                key: plain(each)
                for key, each in value.items()
                if key not in REFERENCES or isinstance(each, dict)
            }
        return [plain(each) for each in value] if isinstance(value, list) else value

    fields = json.loads(chart.model_dump_json())
    return sorted(
        json.dumps(plain(entry), sort_keys=True) for name in ENTRIES for entry in fields[name]
    )


def replayed(chart: Chart) -> None:
    for clearance in chart.clearances:
        for event in clearance.events:
            if isinstance(event, Given):
                assert replay(chart, event) == event.basis.readiness


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAYS)
def test_a_merge_changes_nothing_signed_and_loses_nothing(
    days: list[tuple[str, PatientId]],
) -> None:
    clock = Clock()
    desk = open_desk(memory(), clock)
    admit(desk)
    admit_second(desk)
    lived(desk, clock, days)
    kept, gone = desk.chart(PATIENT), desk.chart(OTHER)
    merged = desk.merge_patients(PATIENT, OTHER, WHY)
    for name in ENTRIES:
        before, after = getattr(kept, name), getattr(merged, name)
        assert after[: len(before)] == before
        assert getattr(desk.chart(OTHER), name) == getattr(gone, name)
    assert told(merged) == sorted(told(kept) + told(gone))
    replayed(merged)
    ids = ids_for(kept, gone)
    for old in gone.plans:
        new = next(plan for plan in merged.plans if plan.id == ids.plans[old.id])
        assert new.sessions == old.sessions
        assert new.clearance in {c.id for c in merged.clearances}
        assert (new.bound is None) == (old.bound is None)
        if new.bound is not None:
            givens = [e for c in merged.clearances for e in c.events if isinstance(e, Given)]
            assert new.bound.clearance in {digest(each) for each in givens}
            assert new.bound.assessment in {digest(each) for each in merged.assessments}
            assert new.basis in {basis(each, new.programme_digest) for each in givens}
    for run in gone.run_logs:
        there_run = next(each for each in merged.run_logs if each.id == ids.runs[run.id])
        assert there_run.plan == (ids.plans[run.plan] if run.plan else None)
    # Whatever was said of an injury is said of it in the chart kept.
    for episode in gone.episodes:
        there = merged.episode(type(episode.id)(ids.episodes[episode.id]))
        assert len(merged.of_episode(there.id)) == len(gone.of_episode(episode.id))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAYS, DAYS)
def test_life_goes_on_in_the_chart_kept_alone(
    days: list[tuple[str, PatientId]], later: list[tuple[str, PatientId]]
) -> None:
    clock = Clock()
    desk = open_desk(memory(), clock)
    admit(desk)
    admit_second(desk)
    lived(desk, clock, days)
    merged = desk.merge_patients(PATIENT, OTHER, WHY)
    gone = desk.chart(OTHER)
    lived(desk, clock, later)
    now = desk.chart(PATIENT)
    assert desk.chart(OTHER) == gone
    assert now.assessments[: len(merged.assessments)] == merged.assessments
    for before in merged.clearances:
        after = next(each for each in now.clearances if each.id == before.id)
        assert after.events[: len(before.events)] == before.events
    replayed(now)


@pytest.fixture
def both(desk: Desk) -> Desk:
    """The same person admitted twice, with a visit in each chart."""
    admit_second(desk)
    visited(desk, PATIENT)
    visited(desk, OTHER)
    return desk


def test_the_chart_given_up_is_readable_and_takes_nothing_more(both: Desk) -> None:
    draft = both.draft(OTHER)
    both.merge_patients(PATIENT, OTHER, WHY)
    chart = both.chart(OTHER)
    assert chart.merged_into is not None
    assert (chart.merged_into.chart, chart.merged_into.by.name) == (PATIENT, "Jonas Ebert")
    assert len(chart.assessments) == 1
    with pytest.raises(Refused, match="merged into number 0001"):
        both.draft(OTHER)
    with pytest.raises(Refused, match="merged into number 0001"):
        both.keep_draft(OTHER, draft)
    assert {option.why for option in both.options(chart)} == {
        "this chart was merged into number 0001"
    }
    with pytest.raises(Refused, match="merged into number 0001"):
        both.plan_next_visit(OTHER, date(2026, 12, 1))
    with pytest.raises(Refused, match="merged into number 0001"):
        both.hand_out(OTHER, "progress")


def test_a_clearance_goes_over_and_stands_in_one_chart_alone(both: Desk) -> None:
    cleared(both, OTHER)
    both.make_plan(OTHER)
    assert both.standing(both.chart(OTHER)).allows
    merged = both.merge_patients(PATIENT, OTHER, WHY)
    old = both.standing(both.chart(OTHER))
    assert old.status is ClearanceStatus.SUSPENDED
    assert "merged into number 0001" in old.sentence
    episode = merged.episodes[-1]
    clearance = merged.clearance_of(episode.id)
    assert clearance is not None
    assert clearance.events[-1].by.name == "Jonas Ebert"
    plan = merged.plan_of(episode.id)
    assert plan is not None
    assert plan.clearance == clearance.id


def test_a_plan_that_came_over_stands_on_what_it_stood_on(both: Desk) -> None:
    cleared(both, OTHER)
    both.make_plan(OTHER)
    gone = both.chart(OTHER)
    before = both.stale(gone, gone.plans[-1])
    closed = gone.episodes[0].model_copy(update={"onset": date(2026, 8, 20)})
    both.revise_episode(OTHER, closed)
    merged = both.merge_patients(PATIENT, OTHER, WHY)
    assert merged.current_episode == merged.episodes[-1]
    assert both.stale(merged, merged.plans[-1]) == before


def test_a_run_keeps_its_plan_and_its_injury(both: Desk, clock: Clock) -> None:
    cleared(both, OTHER)
    plan = both.make_plan(OTHER)
    ran(both, OTHER)
    merged = both.merge_patients(PATIENT, OTHER, WHY)
    assert plan is not None
    assert merged.run_logs[-1].plan == merged.plans[-1].id
    assert merged.run_logs[-1].episode == merged.episodes[-1].id


def test_a_red_flag_comes_over_and_suspends(both: Desk, clock: Clock) -> None:
    cleared(both, PATIENT)
    visited(both, OTHER, numb=True)
    merged = both.merge_patients(PATIENT, OTHER, WHY)
    assert both.standing(merged).status is ClearanceStatus.SUSPENDED
    assert any(flag.flag == NUMB for flag in both.judge(merged, on=both.today()).flags)


def test_both_charts_get_an_event_without_a_word_of_the_reason(both: Desk) -> None:
    both.merge_patients(PATIENT, OTHER, "her maiden name was Duarte")
    assert both.history(PATIENT)[-1].what == "took over another chart"
    assert "merged into another chart" in [event.what for event in both.history(OTHER)]
    assert "Duarte" not in " ".join(event.note for event in both.history())


def test_the_list_says_where_the_chart_went(both: Desk) -> None:
    both.merge_patients(PATIENT, OTHER, WHY)
    heads = {head.patient_id: head for head in both.heads()}
    assert heads[OTHER].title == "merged into 0001"
    assert (heads[OTHER].waits, heads[OTHER].verdict, heads[OTHER].clearance) == ("", "", "")
    assert both.heads().numbered("merged") == (heads[OTHER],)
    assert heads[PATIENT].merged_from == (OTHER,)
    assert both.next_patient_id() == "0003"
    assert [head.patient_id for head in both.namesakes(small.person(PatientId("0003")))] == [
        PATIENT
    ]


def test_an_open_draft_is_in_the_way(both: Desk) -> None:
    both.keep_draft(OTHER, filled(both.draft(OTHER)))
    with pytest.raises(Refused, match="0002 has an unsigned draft"):
        both.merge_patients(PATIENT, OTHER, WHY)
    with pytest.raises(Refused, match="0002 has an unsigned draft"):
        both.merge_patients(OTHER, PATIENT, WHY)
    assert both.chart(OTHER).merged_into is None


def test_other_dates_of_birth_need_a_reason_that_says_so(desk: Desk) -> None:
    admit_second(desk, born=date(1991, 3, 14))
    with pytest.raises(Refused, match="dates of birth differ"):
        desk.merge_patients(PATIENT, OTHER, WHY)
    merged = desk.merge_patients(PATIENT, OTHER, "the date of birth was misread from the card")
    assert merged.patient.born == date(1992, 3, 14)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_merge_needs_a_reason(both: Desk, reason: str) -> None:
    with pytest.raises(Refused, match="needs a reason"):
        both.merge_patients(PATIENT, OTHER, reason)


def test_an_assistant_merges_nobody(both: Desk, assistant: Desk) -> None:
    with pytest.raises(Refused, match="assistant"):
        assistant.merge_patients(PATIENT, OTHER, WHY)
    assert both.chart(OTHER).merged_into is None


def test_a_chart_is_merged_once_and_never_with_itself(both: Desk) -> None:
    with pytest.raises(Refused, match="this very chart"):
        both.merge_patients(PATIENT, PATIENT, WHY)
    both.merge_patients(PATIENT, OTHER, WHY)
    with pytest.raises(Refused, match="merged"):
        both.merge_patients(PATIENT, OTHER, WHY)
    with pytest.raises(Refused, match="merged into number 0001"):
        both.merge_patients(OTHER, PATIENT, WHY)
    assert len(both.chart(PATIENT).assessments) == 2


def test_a_stale_window_merges_nothing(both: Desk, store: ChartMemory, clock: Clock) -> None:
    second = open_desk(store, clock)
    second.chart(OTHER)
    both.plan_next_visit(OTHER, date(2026, 12, 1))
    with pytest.raises(Conflict):
        second.merge_patients(PATIENT, OTHER, WHY)
    assert both.chart(OTHER).merged_into is None


def test_a_merge_that_was_cut_short_is_said_and_finished(
    both: Desk, store: ChartMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = store.save

    def full(chart: Chart, line: Line, expected_revision: int, act: Act) -> int:
        if chart.patient.id == PATIENT:
            raise NotWrittenError("Not saved: no space left.")
        return save(chart, line, expected_revision, act)

    monkeypatch.setattr(store, "save", full)
    with pytest.raises(NotSaved, match="merge it again"):
        both.merge_patients(PATIENT, OTHER, WHY)
    monkeypatch.undo()
    waits = {head.patient_id: head.waits for head in both.heads()}
    assert waits[OTHER] == UNFINISHED
    merged = both.merge_patients(PATIENT, OTHER, WHY)
    assert len(merged.assessments) == 2
    assert {head.waits for head in both.heads()} == {""}


def test_the_marks_survive_export_and_import(both: Desk, clock: Clock, tmp_path: Path) -> None:
    moved = both.chart(OTHER).assessments[0].id
    both.move_assessment(OTHER, PATIENT, moved, "recorded with the wrong patient")
    both.sign_assessment(PATIENT, both.draft(PATIENT))
    both.merge_patients(PATIENT, OTHER, WHY)
    there = open_desk(memory(), clock)
    for number in (PATIENT, OTHER):
        path = both.export_chart(number, tmp_path / f"{number}.chart.json")
        assert there.import_chart(path) == both.chart(number)
    assert there.chart(OTHER).current_assessments == ()


def test_a_chart_of_before_has_no_marks() -> None:
    fields = json.loads(Chart(patient=small.person()).model_dump_json())
    for name in ("merged_into", "merged_from", "moved_out", "moved_in"):
        del fields[name]
    chart = Chart.model_validate_json(json.dumps(fields))
    assert (chart.merged_into, chart.merged_from) == (None, ())
    assert (chart.moved_out, chart.moved_in) == ((), ())


@pytest.mark.parametrize("who", [PATIENT, OTHER])
def test_a_chart_that_was_merged_counts_an_override_once(both: Desk, who: PatientId) -> None:
    visited(both, who, walked=5)
    cleared(both, who)
    before = both.own_counts([both.chart(PATIENT), both.chart(OTHER)])
    both.merge_patients(PATIENT, OTHER, WHY)
    assert both.own_counts([both.chart(PATIENT), both.chart(OTHER)]) == before
