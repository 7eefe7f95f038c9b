"""The tabs of a chart: what they must never leave out, at every width."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.kinds import KINDS, PaperKind
from clinic_tui.model.assessment import FlagAnswer, FlagId
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import PatientId
from clinic_tui.model.plan import Plan
from clinic_tui.model.words import Side
from clinic_tui.ui.screens import papers
from clinic_tui.ui.screens.papers import PapersScreen
from clinic_tui.ui.screens.tabs import open_tab
from clinic_tui.ui.screens.why import WhyModal
from clinic_tui.ui.widgets.lines import Lines
from tests.builders import (
    base_assessment,
    base_episode,
    base_patient,
    changed,
    one_leg_stand,
    with_reading,
)
from tests.ui import clinics, visits
from tests.ui.visits import RUNNER, seen, settled, typed

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=str)
TABS = pytest.mark.parametrize(
    "name", ["readiness", "assessments", "trends", "plan", "diary", "clearance", "papers"]
)


@SIZES
@TABS
async def test_the_injured_side_is_in_sight_on_every_tab(
    tmp_path: Path, size: tuple[int, int], name: str
) -> None:
    desk = clinics.clinic(tmp_path / "c", patient=base_patient(family_name="L" * 90))
    async with clinics.app(desk).run_test(size=size) as pilot:
        await clinics.tab(pilot, desk, name)
        assert "INJURED: LEFT" in seen(pilot)


@TABS
async def test_a_chart_without_an_injury_says_how_to_enter_it(tmp_path: Path, name: str) -> None:
    desk = clinics.empty(tmp_path / "c")
    desk.add_chart(Chart(patient=base_patient()))
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, name)
        assert "NO INJURY ENTERED" in seen(pilot)
        assert "No injury entered yet" in seen(pilot)
        await pilot.press("a", "d", "w", "r")
        await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_red_flag_of_an_unsigned_draft_stands_beside_what_was_signed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = clinics.clinic(tmp_path / "c")
    draft = desk.draft(RUNNER)
    yes = FlagAnswer(flag=FlagId("infection"), present=True, on=draft.on)
    async with clinics.app(desk).run_test(size=size) as pilot:
        await clinics.tab(pilot, desk, "readiness")
        assert "none, all asked" in seen(pilot)
        desk.keep_draft(RUNNER, changed(draft, red_flags=(yes,)))
        await clinics.tab(pilot, desk, "readiness")
        panes = pilot.app.screen.query(Lines)
        said = " ".join(" ".join(pane.render().plain for pane in panes).split())
        assert "yes in the unsigned draft of 20 Nov 2026: " in said
        assert "none, all asked" not in said


@SIZES
async def test_a_finding_not_met_has_sign_word_value_limit_and_what_speaks_against(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    hurts = with_reading(base_assessment(), one_leg_stand(Side.LEFT, 22, pain=3))
    desk = clinics.clinic(tmp_path / "c", hurts)
    app = clinics.app(desk)
    async with app.run_test(size=size) as pilot:
        await clinics.tab(pilot, desk, "readiness")
        assert "Not ready" in seen(pilot)
        page = "\n".join(pane.render().plain for pane in app.screen.query(Lines))
        assert "Speaks against clearance" in page
        row = next(text for text in page.splitlines() if "One-leg stand " in text)
        assert row.startswith("× not met One-leg stand")
        assert "22 s p3" in row
        assert "≥ 30 s" in row
        await pilot.press("end")
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert isinstance(app.screen, WhyModal)
        await pilot.press("escape")


async def test_two_visits_stand_side_by_side_with_their_change_in_words(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "c")
    desk.sign_assessment(RUNNER, base_assessment(id="a9"))
    async with clinics.app(desk).run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "assessments")
        screen = seen(pilot)
        assert "6 Nov 2026" in screen
        assert "20 Nov 2026" in screen
        assert "unchanged" in screen
        await pilot.press("left", "right")
        await settled(pilot)


async def test_a_signed_value_is_put_right_with_a_reason_and_the_original_stays(
    tmp_path: Path,
) -> None:
    desk = clinics.clinic(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "assessments")
        await pilot.press("e")
        await settled(pilot)
        await typed(pilot, "slb 12")
        await pilot.press("enter")
        assert "! " in seen(pilot)
        await pilot.press("ctrl+u")
        await typed(pilot, "slb L 22 p3 R 38 p0")
        await pilot.press("enter")
        await settled(pilot)
        await typed(pilot, "misread")
        await pilot.press("enter")
        await settled(pilot)
        assert "Ebert: misread" in " ".join(seen(pilot).split())
    chart = desk.chart(RUNNER)
    original, amended = chart.assessments
    assert original.amends is None
    assert amended.amends is not None
    assert amended.amends.reason == "misread"
    assert chart.current_assessments == (amended,)


async def test_the_next_visit_is_noted_by_keys(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "readiness")
        await pilot.press("n")
        await settled(pilot)
        await typed(pilot, "4.12.2026")
        await pilot.press("enter")
        assert "! expected a day as 2026-11-23" in seen(pilot)
        await pilot.press("ctrl+u")
        await typed(pilot, "2026-12-04")
        await pilot.press("enter")
        await settled(pilot)
    assert desk.chart(RUNNER).next_visit == date(2026, 12, 4)


async def test_a_chart_that_cannot_be_read_is_said_in_the_page(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    for path in (tmp_path / "c" / "charts").glob("*.sealed"):
        path.write_bytes(path.read_bytes()[:-40])
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "readiness")
        assert "× Damaged file:" in seen(pilot)
        await pilot.press("a", "i", "w", "d")
        await settled(pilot)


def cleared(folder: Path) -> Desk:
    """A clinic whose runner may run."""
    desk = clinics.clinic(folder)
    desk.give_clearance(RUNNER, "running by plan")
    return desk


async def test_a_plan_is_made_by_keys_on_the_days_that_were_typed(tmp_path: Path) -> None:
    desk = cleared(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "plan")
        await pilot.press("p", "y")
        await settled(pilot)
        await pilot.press("ctrl+u")
        await typed(pilot, "Mun")
        await pilot.press("enter")
        assert "expected days such as Mon Wed Fri" in seen(pilot)
        await pilot.press("ctrl+u")
        await typed(pilot, "tue sat")
        await pilot.press("enter", "m")
        await settled(pilot)
        assert "Week 1" in seen(pilot)
    made = desk.plan(desk.chart(RUNNER))
    assert isinstance(made, Plan)
    assert {s.on.weekday() for s in made.sessions if s.kind == "run"} == {1, 5}


async def test_without_clearance_there_is_no_plan_and_the_tab_says_why(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "plan")
        await pilot.press("m")
        await settled(pilot)
        assert "No plan: clearance is not asked." in seen(pilot)
        await clinics.tab(pilot, desk, "papers")
        assert "No plan: clearance is not asked." in seen(pilot)
        await pilot.press("l")
        await settled(pilot)
        assert "× No plan: clearance is not asked." in seen(pilot)
    assert desk.plan(desk.chart(RUNNER)) is None


async def test_a_paper_goes_to_the_folder_that_was_chosen_and_opens_in_the_viewer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def viewer(path: Path) -> str:
        opened.append(path)
        return ""

    monkeypatch.setattr(papers, "open_paper", viewer)
    desk = clinics.clinic(tmp_path / "c", episode=base_episode())
    app = clinics.app(desk)
    (tmp_path / "out").mkdir()
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "papers")
        await pilot.press("v", "f")
        await settled(pilot)
        await pilot.press(*"zz", "enter")
        assert "there is no such folder" in seen(pilot)
        await pilot.press("ctrl+u")
        for char in str(tmp_path / "out"):
            await typed(pilot, char) if char != "_" else await pilot.press("underscore")
        await pilot.press("enter", "p", "enter")
        await settled(pilot)
        assert isinstance(app.screen, PapersScreen)
        made = app.screen.made
        assert made is not None
        assert made.parent == tmp_path / "out"
        assert "Lindqvist" not in made.name
        assert made.read_bytes().startswith(b"%PDF")
        await pilot.press("v")
        assert opened == [made]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.id != "plan"])
async def test_each_paper_is_made_by_its_key(kind: PaperKind, tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c", episode=base_episode())
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "papers")
        assert kind.title in seen(pilot)
        await pilot.press(kind.key)
        await settled(pilot)
        assert kind.reader.words in seen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert f"✓ {kind.title} written" in seen(pilot)
        assert isinstance(app.screen, PapersScreen)
        assert app.screen.made is not None
        assert app.screen.made.read_bytes().startswith(b"%PDF")


async def test_a_record_is_held_with_a_reason_and_let_go_by_keys(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "readiness")
        await pilot.press("L")
        await settled(pilot)
        await typed(pilot, "a claim")
        await pilot.press("enter")
        await settled(pilot)
        assert "letters more" in seen(pilot)
        await typed(pilot, " is open at the court")
        await pilot.press("enter")
        await settled(pilot)
        held = desk.chart(RUNNER).hold
        assert held is not None
        assert held.reason == "a claim is open at the court"
        await pilot.press("L")
        await settled(pilot)
        assert "a claim is open at the court" in " ".join(seen(pilot).split())
        await pilot.press("2", "enter")
        await settled(pilot)
    assert desk.chart(RUNNER).hold is None


async def test_what_was_said_of_one_patient_does_not_stand_over_the_next(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c", episode=base_episode())
    other = desk.add_chart(Chart(patient=base_patient(id=PatientId("0002"))))
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "readiness")
        app.notify("Plan saved.")
        open_tab(app, desk, RUNNER, "Plan")
        await settled(pilot)
        assert len(app._notifications) == 1
        open_tab(app, desk, other.patient.id, "Plan")
        await settled(pilot)
        assert len(app._notifications) == 0
