"""The plan's pages: the door on one, every exercise once with its words, no hole and no orphan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from clinic_tui.desk.papers import plan_pdf
from clinic_tui.model.chart import Chart
from clinic_tui.model.plan import Dose, Plan, Work
from clinic_tui.model.words import Diagnosis, Injured, OtherHip
from reports import patient_plan, plan_cards
from reports.flow import Placed
from reports.house import TINY
from reports.patient_plan import DOOR_BOTTOM, DOOR_LATER, DOOR_TOP
from reports.pen import Pen
from tests.builders import DAY, base_chart, base_episode, changed
from tests.reports.papers import LIBRARY, given, order, pages, plan, planned, words

PROGRAMMES = ("article_run_walk", "article_on_ramp", "delaware_levels", "thirty_minute_ladder")
HOLE = 150
"""More empty room than this at the end of a page is a hole."""


def printed(chart: Chart, made: Plan) -> bytes:
    """The paper of a plan that was made or changed by a test."""
    return plan_pdf(order(chart, watermark=False), made, given(chart))


def with_doses(made: Plan, **fields: object) -> Plan:
    """A plan whose every dose has these fields."""
    works = tuple(
        changed(work, doses=tuple(changed(dose, **fields) for dose in work.doses))
        for work in made.works
    )
    return changed(made, works=works)


def test_the_door_has_rules_calendar_and_next_morning_on_one_page() -> None:
    found = pages(plan())
    assert len(found) == 4
    for said in ("Stop and walk at", "Hip pain from 0", "Week 4", "The next morning"):
        assert said in found[0]
    assert "Your home exercises" in found[1]
    assert "Your diary" in found[3]


def test_a_calendar_that_runs_on_breaks_between_weeks_below_its_heads() -> None:
    found = pages(plan(until=DAY + timedelta(days=75)))
    assert "The next morning" in found[0]
    calendar = [page for page in found if "Week " in page]
    assert len(calendar) > 1
    for page in calendar:
        assert page.index("Mo Tu We Th Fr Sa Su") < page.index("Week ")


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("days", [12, 28, 37, 75])
def test_no_page_ends_with_a_heading_or_with_a_hole(
    programme: str, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[Sequence[Sequence[Placed]]] = []

    def document(head: object, furniture: object, placed: Sequence[Sequence[Placed]]) -> bytes:
        caught.append(placed)
        return b""

    monkeypatch.setattr(patient_plan, "document", document)
    chart = base_chart()
    printed(chart, planned(chart, given(chart, until=DAY + timedelta(days=days)), programme))
    (placed,) = caught
    for page in placed:
        y, last = page[-1]
        assert not last.with_next
        assert page[0][0] in (DOOR_TOP, DOOR_LATER)
        assert all(y + block.height <= DOOR_BOTTOM + 2.5 for y, block in page)
        assert page[0][1].height > 8  # no empty room begins a page
    flow = [page for page in placed[:-1] if page[-1][1].again is None]
    for page in flow[:-1]:
        y, last = page[-1]
        assert DOOR_BOTTOM - y - last.height < HOLE


def test_nothing_is_printed_smaller_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[float] = []
    text = Pen.text

    def measured(
        pen: Pen, x: float, y: float, said: str, size: float, *rest: Any, **named: Any
    ) -> float:
        sizes.append(size)
        return text(pen, x, y, said, size, *rest, **named)

    monkeypatch.setattr(Pen, "text", measured)
    for programme in PROGRAMMES:
        chart = base_chart()
        printed(chart, planned(chart, given(chart), programme))
    assert min(sizes) >= TINY
    assert min(line.size for line in _cards_lines()) >= 12


def _cards_lines() -> list[plan_cards.Line]:
    from clinic_tui.desk.paper_home import home

    chart = base_chart()
    groups = home(planned(chart, given(chart)), LIBRARY, Injured.LEFT)
    return [line for g in groups for each in g.exercises for line in plan_cards.card(each).lines]


def test_every_exercise_stands_once_with_cue_and_stop() -> None:
    chart = base_chart()
    made = planned(chart, given(chart))
    text = words(printed(chart, made))
    for dose in {dose.exercise: dose for work in made.works for dose in work.doses}.values():
        assert text.count(dose.cue) == 1
        assert dose.stop_if in text


def test_each_group_says_on_which_days_it_is_done() -> None:
    text = words(plan())
    for head, when in (
        ("Loosen", "On strength days. On rest days. Never into pain."),
        ("Strengthen", "On strength days."),
        ("Stretch", "After each run. No bouncing."),
        ("Cross-training", "On cycle days. Choose one."),
        ("In the pool", "On swim days. Choose one."),
    ):
        assert f"{head} {when}" in text
    assert text.count("Also before each run.") == 2
    assert "Walking lunge 8 times LEFT leg ahead. Before each run." in text


def test_days_that_do_not_fit_beside_a_heading_stand_whole_below_it() -> None:
    chart = base_chart()
    made = planned(chart, given(chart))
    sessions = tuple(changed(s, work="mobility.run_walk") for s in made.sessions)
    said = "After each run. On strength days. On cycle days. On rest days. Never into pain."
    assert f"Loosen {said}" in words(printed(chart, changed(made, sessions=sessions)))


def test_after_a_bone_stress_injury_every_exercise_stops_at_any_pain() -> None:
    chart = base_chart(episode=base_episode(diagnosis=Diagnosis.BONE_STRESS_INJURY))
    text = words(plan(chart))
    stops = {dose.exercise for work in planned(chart, given(chart)).works for dose in work.doses}
    assert text.count("Stop at any pain.") == len(stops)
    assert "Stop at any pain. Stop if the pain grows." in text
    assert "Stop at any pain." not in words(plan())


def test_more_of_an_exercise_in_a_later_phase_has_its_first_day() -> None:
    chart = base_chart()
    made = planned(chart, given(chart), "delaware_levels")
    plank = [dose for work in made.works for dose in work.doses if dose.exercise == "plank"]
    assert [dose.seconds for dose in plank] == [30, 45]
    first = min(s.on for s in made.sessions if s.work == "strength.run")
    said = f"Plank 2 × 30 s From {first.day} {first:%b %Y}: 2 × 45 s"
    assert said in words(printed(chart, made))


@pytest.mark.parametrize(
    ("injured", "named", "not_named"),
    [(Injured.LEFT, "LEFT", "RIGHT"), (Injured.RIGHT, "RIGHT", "LEFT")],
)
def test_the_legs_of_the_figures_are_the_injured_ones(
    injured: Injured, named: str, not_named: str
) -> None:
    text = words(plan(base_chart(episode=base_episode(injured=injured))))
    assert f"{named} leg on top." in text
    assert not_named not in text


def test_of_two_injured_hips_one_is_drawn_and_named() -> None:
    episode = base_episode(injured=Injured.BOTH, other_hip=OtherHip.INJURED)
    text = words(plan(base_chart(episode=episode)))
    assert "LEFT leg on top." in text
    assert "RIGHT leg" not in text


def test_a_plan_that_did_not_keep_its_cues_is_printed_with_the_librarys() -> None:
    chart = base_chart()
    made = with_doses(planned(chart, given(chart)), cue="", stop_if="")
    text = words(printed(chart, made))
    for exercise in ("clamshell", "squat", "swimming"):
        assert LIBRARY.exercises[exercise].cue in text
        assert LIBRARY.exercises[exercise].stop_if in text


def test_a_stored_dose_without_cue_is_read() -> None:
    old = '{"exercise":"bridge","name":"Bridge","sets":2,"reps":10}'
    assert Dose.model_validate_json(old).cue == ""


def test_an_exercise_the_library_does_not_have_keeps_its_words_without_a_figure() -> None:
    chart = base_chart()
    made = planned(chart, given(chart))
    dose = Dose(exercise="gone", name="Wall sit", sets=2, seconds=20, cue="Slide down and hold.")
    works = tuple(
        Work(id=work.id, name=work.name, doses=(dose,)) if work.id.startswith("pool") else work
        for work in made.works
    )
    text = words(printed(chart, changed(made, works=works)))
    assert "In the pool On swim days. Choose one. Wall sit 2 × 20 s Slide down and hold." in text


def test_work_of_no_known_kind_is_printed_all_the_same() -> None:
    chart = base_chart()
    made = planned(chart, given(chart))
    renamed = {work.id: f"x{index}" for index, work in enumerate(made.works)}
    sessions = tuple(
        changed(s, before=renamed.get(s.before, ""), work=renamed.get(s.work, ""))
        for s in made.sessions
    )
    works = tuple(changed(work, id=renamed[work.id]) for work in made.works)
    text = words(printed(chart, changed(made, sessions=sessions, works=works)))
    assert "Clamshell 2 × 15" in text


@pytest.mark.parametrize("length", [40, 400])
def test_words_of_any_length_flow_on_and_act_nowhere(length: int) -> None:
    chart = base_chart()
    said = "<b>" + "W" * length + "</b> \x1b[31m %s"
    made = with_doses(planned(chart, given(chart)), name=said, cue=said * 3, stop_if=said * 3)
    sessions = tuple(changed(s, note=said * 3) if s.intervals else s for s in made.sessions)
    text = words(printed(chart, changed(made, sessions=sessions))).replace(" ", "")
    names = {dose.exercise for work in made.works for dose in work.doses}
    assert text.count("W") >= length * 7 * len(names)
    assert "<b>" in text
    assert "[U+001B]" in text
