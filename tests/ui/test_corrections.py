"""Merging and moving by keys, the marks of what was put right, and the originals on one key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.window import ASSISTANT
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import Clinician, PatientId
from clinic_tui.model.words import Role
from clinic_tui.ui.screens.assessments import AssessmentsScreen
from clinic_tui.ui.screens.correction_forms import MergeForm, MoveForm
from clinic_tui.ui.screens.originals import OriginalsModal
from clinic_tui.ui.widgets.lines import Lines
from tests.builders import base_episode, base_patient
from tests.ui import clinics
from tests.ui.visits import RUNNER, seen, settled, typed

OTHER = PatientId("0002")


def two(folder: Path, **fields: object) -> Desk:
    """The runner with a signed visit, and a second chart of the same name."""
    desk = clinics.clinic(folder)
    second = base_patient(id=OTHER, **fields)
    desk.add_chart(Chart(patient=second, episodes=(base_episode(),)))
    return desk


async def kept(pilot: Pilot[None], *fields: str) -> None:
    """Types a form's fields, keeps it, and answers what is asked back."""
    for text in fields:
        await typed(pilot, text)
        await pilot.press("tab")
    await pilot.press("ctrl+s")
    await settled(pilot)


async def test_a_merge_asks_back_who_it_is_before_anything_is_done(tmp_path: Path) -> None:
    desk = two(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "Readiness")
        await pilot.press("f6")
        await settled(pilot)
        await kept(pilot, "0002", "", "entered twice")
        assert isinstance(app.screen, MergeForm)
        assert "is the same person? All of 0002 goes into 0001" in " ".join(seen(pilot).split())
        assert desk.chart(OTHER).merged_into is None
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert not isinstance(app.screen, MergeForm)
    assert len(desk.chart(RUNNER).episodes) == 2


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_list_says_where_a_merged_chart_went(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = two(tmp_path / "c")
    desk.merge_patients(RUNNER, OTHER, "entered twice")
    app = clinics.app(desk)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "merged into 0001" in seen(pilot)
        await typed(pilot, "merged")
        await pilot.press("f2")
        await settled(pilot)
        said = [each.message for each in app._notifications]
        assert [each.partition(";")[0] for each in said] == [
            "This chart was merged into number 0001"
        ]


async def test_the_other_chart_can_be_the_one_that_is_kept(tmp_path: Path) -> None:
    desk = two(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "Readiness")
        await pilot.press("f6")
        await settled(pilot)
        await typed(pilot, "0002")
        await pilot.press("tab", *["backspace"] * 4)
        await kept(pilot, "other", "entered twice")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, AssessmentsScreen)
        assert app.screen.patient_id == OTHER
        await pilot.press("escape")
        await clinics.tab(pilot, desk, "Readiness")
        assert "▲ merged into number 0002: go on there" in seen(pilot)
    assert len(desk.chart(OTHER).assessments) == 1


async def test_a_merge_of_other_birth_dates_is_refused_in_the_form(tmp_path: Path) -> None:
    desk = two(tmp_path / "c", born=date(1980, 1, 2))
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "Readiness")
        await pilot.press("f6")
        await settled(pilot)
        await kept(pilot, "0002", "", "entered twice")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "dates of birth differ" in seen(pilot)
        assert isinstance(app.screen, MergeForm)
    assert desk.chart(OTHER).merged_into is None


async def test_whom_is_named_must_be_one_patient_alone(tmp_path: Path) -> None:
    desk = two(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "Readiness")
        await pilot.press("f6")
        await settled(pilot)
        await kept(pilot, "nobody at all", "", "why")
        assert "no other patient answers" in seen(pilot)


async def test_a_visit_is_moved_by_keys_and_stands_marked_in_the_first_chart(
    tmp_path: Path,
) -> None:
    desk = two(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "Assessments")
        await pilot.press("f7")
        await settled(pilot)
        await kept(pilot, "0002", "the chart was open from before")
        assert isinstance(app.screen, MoveForm)
        assert "INJURED: LEFT?" in " ".join(seen(pilot).split())
        await pilot.press("ctrl+s")
        await settled(pilot)
        text = seen(pilot)
        assert "Moved to another patient: counts nowhere here" in text
        assert "to number 0002 by Jonas Ebert" in text
        assert "No assessment yet" in text
        await pilot.press("h")
        await settled(pilot)
        assert isinstance(app.screen, OriginalsModal)
        assert "it counts nowhere in this chart" in seen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        await clinics.tab(pilot, desk, "Readiness")
        assert "No assessment yet" in seen(pilot)
    chart = desk.chart(OTHER)
    assert chart.assessments[0].signed is None
    assert chart.moved_in[0].chart == RUNNER


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_corrected_value_is_marked_and_its_original_is_on_one_key(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=size) as pilot:
        await clinics.tab(pilot, desk, "Assessments")
        await pilot.press("h")
        await settled(pilot)
        assert not isinstance(app.screen, OriginalsModal)
        await pilot.press("e")
        await settled(pilot)
        await typed(pilot, "slb L 22 p3 stop hand")
        await pilot.press("enter")
        await settled(pilot)
        await typed(pilot, "read off the wrong line")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AssessmentsScreen)
        chart = desk.chart(RUNNER)
        corrected = chart.current_assessments[0]
        assert corrected.amends is not None
        assert "* puts right what was signed" in " ".join(seen(pilot).split())
        compared = str(app.screen.query_one("#main", Lines).render())
        assert "stopped: hand support" in compared
        page = app.screen.query_one("#page")
        page.scroll_end(animate=False, immediate=True)
        await settled(pilot)
        assert "put right after it was signed" in " ".join(seen(pilot).split())
        await pilot.press("h")
        await settled(pilot)
        text = " ".join(str(app.screen.query_one("#said", Lines).render()).split())
        assert "by Jonas Ebert" in text
        assert "read off the wrong line" in text
        assert "reason not said, now 22 s, pain 3, stopped: hand support" in text
        assert "the original: signed by Jonas Ebert" in text
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, AssessmentsScreen)


@pytest.mark.parametrize(
    ("tab", "key"),
    [
        ("Readiness", "f6"),
        ("Assessments", "f7"),
        ("Assessments", "e"),
        ("Readiness", "r"),
        ("Plan", "s"),
    ],
)
async def test_an_assistant_is_told_at_once_why_not(tmp_path: Path, tab: str, key: str) -> None:
    desk = clinics.clinic(tmp_path / "c", who=Clinician(name="Bo Lind", role=Role.ASSISTANT))
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await clinics.tab(pilot, desk, tab)
        screen = app.screen
        await pilot.press(key)
        await settled(pilot)
        assert app.screen is screen
        assert [said.message for said in app._notifications] == [ASSISTANT]
