"""The plan by hand: a day is heard and linted while typed, and kept only as the rules allow."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader
from textual.pilot import Pilot

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.model.plan import Plan, Session
from clinic_tui.ui.screens.plan import PlanScreen
from clinic_tui.ui.session_grammar import read_session
from clinic_tui.ui.typed import UnreadableError
from clinic_tui.ui.widgets.lines import Lines
from tests.store.samples import PASSPHRASE
from tests.ui import clinics
from tests.ui.runners import LATER
from tests.ui.visits import NAMES, RUNNER, TODAY, seen, settled

NOW = Session(on=date(2026, 12, 2), kind="run", step=2, before="warm_up", work="w1")


def pieces(typed: str) -> list[tuple[str, Decimal]]:
    return [(each.gait, each.minutes) for each in read_session(typed, NOW).intervals]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("walk 15", [("walk", 15)]),
        ("walk 5 jog 2 walk 5", [("walk", 5), ("jog", 2), ("walk", 5)]),
        ("2x walk 4 jog 1", [("walk", 4), ("jog", 1)] * 2),
        ("2 × (walk 4, jog 1) 1x walk 5", [("walk", 4), ("jog", 1)] * 2 + [("walk", 5)]),
        ("WALK 4:30 JOG 0:30", [("walk", Decimal("4.5")), ("jog", Decimal("0.5"))]),
    ],
)
def test_a_session_is_read_to_the_minute(typed: str, read: list[tuple[str, Decimal]]) -> None:
    assert pieces(typed) == read
    assert read_session(typed, NOW).before == "warm_up"


def test_other_days_and_moves_are_read() -> None:
    assert read_session("rest", NOW).kind == "rest"
    assert read_session("cycle 20", NOW).note == "cycle 20 min"
    assert read_session("strength", NOW).kind == "strength"
    assert read_session("walk 15", NOW).kind == "walk"
    assert read_session("walk 15", NOW).step is None
    assert read_session("jog 5", NOW).step == 2
    assert read_session("to fri", NOW).on == date(2026, 12, 4)
    assert read_session("to 2026-12-09", NOW).on == date(2026, 12, 9)


@pytest.mark.parametrize(
    "typed",
    ["", "walk", "15", "walk 0", "jog 181", "fly 3", "3x", "walk 4 jog", "walk 4:75", "to nowhere",
     "0x walk 3", "walk 3 ; jog 3", "cycle", "cycle fast", "walk -3", "999x walk 1"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableError):
        read_session(typed, NOW)


def planned(folder: Path) -> Desk:
    desk = clinics.clinic(folder)
    desk.give_clearance(RUNNER, "running by plan")
    made = desk.make_plan(RUNNER, "article_run_walk")
    assert isinstance(made, Plan)
    return desk


async def write(pilot: Pilot[None], text: str, *then: str) -> None:
    await pilot.press(*(NAMES.get(char, char) for char in text), *then)
    await settled(pilot)


def newest(desk: Desk) -> Plan:
    made = desk.plan(desk.chart(RUNNER))
    assert made is not None
    return made


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_day_is_changed_and_kept_as_the_next_version(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = planned(tmp_path / "c")
    first = next(each for each in newest(desk).sessions if each.kind == "run")
    async with clinics.app(desk).run_test(size=size) as pilot:
        await clinics.tab(pilot, desk, "plan")
        screen = pilot.app.screen
        assert isinstance(screen, PlanScreen)
        assert screen.chosen == TODAY
        await pilot.press(*["right"] * (first.on - TODAY).days, "e")
        await write(pilot, "walk 8 jog 1 walk 8")
        assert "✓ breaks no rule" in seen(pilot)
        await write(pilot, "", "enter")
        assert not screen.has_class("-editing")
    changed = next(each for each in newest(desk).sessions if each.on == first.on)
    assert changed.jog_minutes == 1
    assert changed.edited
    assert len(desk.chart(RUNNER).plans) == 2


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_broken_rule_is_named_while_typed_and_kept_only_with_a_reason(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = planned(tmp_path / "c")
    first = next(each for each in newest(desk).sessions if each.kind == "run")
    async with clinics.app(desk).run_test(size=size) as pilot:
        await clinics.tab(pilot, desk, "plan")
        await pilot.press(*["right"] * (first.on - TODAY).days, "e")
        await write(pilot, "walk 5 jog 30")
        assert "× " in seen(pilot)
        await write(pilot, "", "enter")
        assert "why all the same?" in seen(pilot)
        await write(pilot, "he wants it", "enter")
        assert len(desk.chart(RUNNER).plans) == 1
        await write(pilot, ", and ran so before", "enter")
        assert len(desk.chart(RUNNER).plans) == 2
        assert "he wants it, and ran so before" in " ".join(seen(pilot).split())
    kept = next(each for each in newest(desk).sessions if each.on == first.on)
    assert kept.kept == "he wants it, and ran so before"
    assert newest(desk).notes[-1].endswith(": he wants it, and ran so before")
    paper = desk.hand_out(RUNNER, "plan", tmp_path / "plan.pdf")
    said = " ".join(page.extract_text() for page in PdfReader(paper).pages)
    assert "was changed by hand by" in " ".join(said.split())


async def test_escape_leaves_the_day_as_it_was(tmp_path: Path) -> None:
    desk = planned(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "plan")
        await pilot.press("e")
        await write(pilot, "rest", "escape")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert not pilot.app.screen.has_class("-editing")
    assert len(desk.chart(RUNNER).plans) == 1


async def test_arrows_go_through_days_and_weeks_and_stay_on_the_plan(tmp_path: Path) -> None:
    desk = planned(tmp_path / "c")
    days = [each.on for each in newest(desk).sessions]
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "plan")
        screen = pilot.app.screen
        assert isinstance(screen, PlanScreen)
        await pilot.press("left", "up")
        assert screen.chosen == days[0]
        await pilot.press("down")
        assert screen.chosen == days[0] + timedelta(days=7)
        await pilot.press(*["down"] * 9)
        await settled(pilot)
        assert screen.chosen == days[-1]
        assert f"›{days[-1]:%a}" in seen(pilot)


async def test_a_later_step_needs_a_reason_that_stands_on_plan_and_paper(tmp_path: Path) -> None:
    desk = planned(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "plan")
        await pilot.press("s")
        await write(pilot, "3", "enter")
        await write(pilot, "too short", "enter")
        assert "letters more" in seen(pilot)
        await write(pilot, " but he ran all autumn", "enter")
        await write(pilot, "m")
    made = newest(desk)
    assert made.notes[0].startswith("Starts at step 3 of")
    assert next(each for each in made.sessions if each.kind == "run").step == 3
    assert made.notes[0].endswith("too short but he ran all autumn")


async def test_a_plan_made_anew_keeps_its_programme_and_days_until_others_are_chosen(
    tmp_path: Path,
) -> None:
    desk = planned(tmp_path / "c")
    desk.make_plan(RUNNER, "article_run_walk", days=(1, 3))
    async with clinics.app(desk).run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "plan")
        assert "m makes: Run/walk table" in seen(pilot)
        assert "running Tue Thu; from" in seen(pilot)
        await write(pilot, "m")
        assert (newest(desk).programme, newest(desk).running_days) == ("article_run_walk", (1, 3))
        await write(pilot, "p")
        assert "m makes: Run/walk table" not in seen(pilot)
        await write(pilot, "m")
        assert newest(desk).programme != "article_run_walk"
        assert newest(desk).running_days == (1, 3)


async def test_the_day_of_today_is_in_sight_when_a_plan_is_opened(tmp_path: Path) -> None:
    desk = planned(tmp_path / "c")
    later = Desk.open(tmp_path / "c", PASSPHRASE, clock=fixed_clock(LATER))
    assert newest(desk).start < later.today()
    async with clinics.app(later).run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, later, "plan")
        assert "›" in seen(pilot)


async def test_the_calendar_is_written_where_it_was_said(tmp_path: Path) -> None:
    desk = planned(tmp_path / "c")
    target = tmp_path / "p.ics"
    async with clinics.app(desk).run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "plan")
        await pilot.press("k", "ctrl+u")
        await write(pilot, str(target), "enter")
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR")


async def test_what_was_overridden_is_counted_on_a_page(tmp_path: Path) -> None:
    desk = planned(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f8")
        await settled(pilot)
        assert "Against criteria, counted" in seen(pilot)
        assert "Reading" not in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_each_override_is_remembered_with_who_why_and_what_came_after(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = planned(tmp_path / "c")
    run = next(each for each in newest(desk).sessions if each.kind == "run")
    why = "he ran so all autumn long"
    desk.keep_edit(RUNNER, run.on, read_session("walk 5 jog 30", run), why)
    made = desk.make_plan(RUNNER, "article_run_walk", step=3, reason="he jogged for weeks before")
    assert isinstance(made, Plan)
    assert made.later is not None
    async with clinics.app(desk).run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("f8")
        await settled(pilot)
        said = " ".join(seen(pilot).split())
    who, name = desk.clinician.name, desk.chart(RUNNER).patient.listed
    assert "against plan: 2 (2 no run since)" in said
    assert f"{name}, number {RUNNER} against plan" in said
    assert f"began at step 3, by {who} because: he jogged for weeks before" in said
    assert f"by {who} because: {why} since then: no run" in said


@pytest.mark.parametrize("size", [(80, 40), (120, 40)], ids=str)
async def test_a_click_chooses_a_day(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = planned(tmp_path / "c")
    async with clinics.app(desk).run_test(size=size) as pilot:
        await clinics.tab(pilot, desk, "plan")
        screen = pilot.app.screen
        assert isinstance(screen, PlanScreen)
        main = screen.query_one("#main", Lines)
        wanted = screen.chosen + timedelta(days=3) if screen.chosen else TODAY
        row = screen._above + screen._grid.at[wanted]
        left = 4 if size[0] < 104 else 10 + wanted.weekday() * ((screen.page_width - 10) // 7) + 1
        await pilot.click(offset=(main.region.x + left, main.region.y + row))
        await settled(pilot)
        assert screen.chosen == wanted
