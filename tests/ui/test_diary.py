"""The diary tab: rows of the paper, the course on one time line, advice decided on by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_tui.desk.settings import Settings, write_settings
from clinic_tui.model.runlog import Advice
from clinic_tui.model.words import Role
from clinic_tui.ui.app import ClinicApp
from clinic_tui.ui.screens.choose import ChooseModal
from clinic_tui.ui.screens.diary import DiaryScreen
from clinic_tui.ui.widgets.code_input import CodeInput
from clinic_tui.ui.widgets.lines import Lines
from tests.builders import a_clinician
from tests.store.samples import PASSPHRASE
from tests.ui import clinics, runners
from tests.ui.runners import CLEAN, code, keep, kept, write
from tests.ui.test_chart_tabs import SIZES
from tests.ui.visits import RUNNER, seen, settled, typed

REASON = "seen by us, walks and hops well"


def page(app: ClinicApp) -> str:
    """The whole course, scrolled or not."""
    return app.screen.query_one("#main", Lines).render().plain


def said(app: ClinicApp) -> str:
    """What stands under the line for codes, as one line."""
    return " ".join(app.screen.query_one("#echo", Lines).render().plain.split())


async def test_seven_rows_are_echoed_with_their_dates_and_kept_in_72_keys(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    app = clinics.app(desk)
    dates = ("20 Nov", "23 Nov", "25 Nov", "27 Nov", "30 Nov", "2 Dec", "4 Dec")
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("slash")
        keys = 1
        for row, (boxes, date) in enumerate(zip(CLEAN, dates, strict=True)):
            await typed(pilot, code(desk, row, boxes))
            assert f"{date} 2026: done" in said(app)
            assert "pain 0 in the run" in said(app)
            assert len(kept(desk)) == row
            keys += len(code(desk, row, boxes))
            await pilot.press("enter")
            keys += 1
            assert len(kept(desk)) == row + 1
            assert app.screen.query_one(CodeInput).value == ""
            assert "✓ kept" in said(app)
        await pilot.press("escape")
        keys += 1
        assert isinstance(app.screen, DiaryScreen)
    assert keys <= 72
    advice = [log.advice for log in kept(desk)]
    repeat, advance = Advice.REPEAT, Advice.ADVANCE
    assert advice == [repeat, repeat, advance, repeat, repeat, advance, repeat]


async def test_a_code_names_its_row_and_the_next_box_while_it_is_typed(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("slash")
        assert "every box as it stands, - for an empty one" in said(app)
        await typed(pilot, "b02")
        assert said(app) == "B, Mon 23 Nov 2026, 2 min planned; next pain in the run"
        await typed(pilot, "11")
        assert said(app).endswith("next pain next morning")
        assert kept(desk) == ()


async def test_a_misread_row_is_named_and_kept_on_the_line_only(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    app = clinics.app(desk)
    right = code(desk, 0, "0200000")
    wrong = right[:3] + "1" + right[4:]
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("slash")
        await write(pilot, wrong)
        assert "! row A: the last figure does not fit" in said(app)
        assert app.screen.query_one(CodeInput).value == wrong
        await pilot.press("ctrl+u")
        await write(pilot, right[:4])
        assert "! row A: 3 boxes typed; expected 8" in said(app)
        await pilot.press("ctrl+u")
        await typed(pilot, "zz")
        assert "row ZZ is not on this paper" in said(app)
        await pilot.press("ctrl+u")
        await write(pilot, code(desk, 11, "0000000"))
        assert "is still to come" in said(app)
    assert kept(desk) == ()


async def test_none_ten_empty_and_not_run_stay_apart(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("slash")
        await typed(pilot, code(desk, 0, "0209-00"))
        assert "pain 0 in the run, 9 or 10 right after, not written next morning" in said(app)
        assert "? ask: pain next morning: not written" in said(app)
        await pilot.press("enter")
        await typed(pilot, code(desk, 1, "00"))
        assert "B, Mon 23 Nov 2026: not run; pain not known" in said(app)
        await pilot.press("enter", "escape")
        rows = page(app).splitlines()
        row = next(text for text in rows if "Fri 20 Nov" in text)
        assert " ".join(row.split()).endswith("2 of 2 min ██ 0 9–10 – 24 h ← step back")
        row = next(text for text in rows if "Mon 23 Nov" in text)
        assert " ".join(row.split()).endswith("not run – – – – = repeat")
    none, _ = kept(desk)
    assert (none.pain_during, none.pain_after, none.pain_next_morning) == (0, 9, None)


async def test_a_row_of_an_older_paper_is_recognised_and_typed_all_the_same(
    tmp_path: Path,
) -> None:
    desk = runners.clinic(tmp_path / "c")
    old = code(desk, 0, "0200000")
    older = code(desk, 1, "0200000")
    desk.make_plan(RUNNER, "article_run_walk")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("slash")
        await typed(pilot, old)
        assert "version 1, an older paper enter reads it from that paper" in said(app)
        await pilot.press("enter")
        assert "Fri 20 Nov 2026: done 2 of 2 min" in said(app)
        assert "older paper: the plan of 20 Nov 2026, version 1" in seen(pilot)
        assert kept(desk) == ()
        await pilot.press("enter")
        await write(pilot, older)
        await typed(pilot, code(desk, 0, "0200000"))
        assert "version 2, a newer paper" in said(app)
    assert [(log.plan, log.row) for log in kept(desk)] == [("p1", "A"), ("p1", "B")]


async def test_a_row_that_is_kept_is_not_kept_twice(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    keep(desk, 0, "0200000")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("slash")
        await typed(pilot, code(desk, 0, "0200000"))
        assert "! kept already" in said(app)
        await pilot.press("enter")
        assert "kept already; esc, then e puts it right" in said(app)
    assert len(kept(desk)) == 1


@SIZES
async def test_a_stop_and_call_stands_first_at_every_width(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = runners.clinic(tmp_path / "c")
    for row in range(5):
        keep(desk, row, CLEAN[row])
    app = clinics.app(desk)
    async with app.run_test(size=size) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("slash")
        await write(pilot, code(desk, 5, "0400002"))
        assert "■ stop and call" in said(app)
        await pilot.press("escape")
        await settled(pilot)
        assert "No run by this plan: clearance is suspended" in seen(pilot)
        await pilot.press("pagedown", "down", "down", "down", "down", "slash")
        await settled(pilot)
        assert "■ STOP AND CALL   the run of Wed 2 Dec 2026" in seen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "Pain at night. Stop and call: " in seen(pilot)
        await pilot.press(*["up"] * 5, "y")
        await settled(pilot)
        assert "No run before a new clearance: d." in " ".join(seen(pilot).split())


async def test_a_stop_that_was_chosen_says_by_whom_and_why_and_stands_a_step_back(
    tmp_path: Path,
) -> None:
    desk = runners.clinic(tmp_path / "c")
    for row in range(5):
        keep(desk, row, CLEAN[row])
    app = clinics.app(desk)
    log = keep(desk, 5, "0450000")
    assert log.advice is Advice.STEP_BACK
    course = desk.course(desk.chart(RUNNER))
    assert course is not None
    desk.decide_advice(RUNNER, log.id, Advice.STOP_AND_CALL, "she is to be seen before she runs")
    stopped = desk.course(desk.chart(RUNNER))
    assert stopped is not None
    assert stopped.place.step == course.place.step == 1
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        said = " ".join(seen(pilot).split())
        assert "She is to be seen before she runs." in said
        assert "Decided by " in said
        assert "Accepted by " not in said


async def test_a_step_back_makes_the_plan_stale_until_it_is_made_anew(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    desk.hand_out(RUNNER, "plan")
    for row in range(5):
        keep(desk, row, CLEAN[row])
    chart = desk.chart(RUNNER)
    assert desk.stale(chart, chart.plans[-1]) == ()
    assert desk.papers(chart)[0][1].current
    keep(desk, 5, "0450000")
    chart = desk.chart(RUNNER)
    said_of_it = (
        "a step back after the run of 2 Dec 2026: the runner stands at step 1, "
        "its next run is of step 4"
    )
    assert desk.stale(chart, chart.plans[-1]) == (said_of_it,)
    assert desk.papers(chart)[0][1].sentence == f"superseded: its plan is stale: {said_of_it}"
    async with clinics.app(desk).run_test(size=(120, 40), notifications=True) as pilot:
        await clinics.tab(pilot, desk, "papers")
        said = " ".join(seen(pilot).split())
        assert said.count("! Patient's plan its plan is stale, make it anew first: a step") == 1
        assert said.count("! Coach's card its plan is stale") == 1
        await clinics.tab(pilot, desk, "plan")
        assert "! Stale: a step back after the run of 2 Dec 2026" in seen(pilot)
        await pilot.press("m")
        await settled(pilot)
        assert "Plan saved. Otherwise than before:" in seen(pilot)
        assert "Stale" not in seen(pilot)


async def test_a_sign_that_could_be_two_is_asked_before_the_row_is_kept(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("slash")
        await write(pilot, code(desk, 0, "0230001"))
        assert isinstance(app.screen, ChooseModal)
        assert "Sharp pain?" in seen(pilot)
        await pilot.press("escape")
        assert kept(desk) == ()
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("1")
        await settled(pilot)
        assert "A limp?" in seen(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert "← step back" in said(app)
        await write(pilot, code(desk, 1, "0200004"))
        for _ in range(4):
            await settled(pilot)
            await pilot.press("3")
        await settled(pilot)
        assert "■ stop and call" in said(app)
    first, second = kept(desk)
    assert (first.sharp, first.limp) == (True, False)
    assert (second.sharp, second.limp, second.night_pain, second.painkiller) == (None,) * 4


async def test_a_day_without_an_entry_is_no_entry_and_never_zero(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    keep(desk, 0, "0200000")
    keep(desk, 2, "0200000")
    keep(desk, 7, "0200000")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        rows = page(app).splitlines()
        assert "  Fri 11 Dec  ? no entry yet, 8 min planned" in rows
        assert "  Wed 9 Dec   ? no entry, 6 min planned" in rows
        assert "Steps 2 to 3" in rows
        assert "  Fri 27 Nov to Fri 4 Dec   ? no entry, 4 planned runs" in rows
        assert "  Mon 23 Nov  ? no entry, 2 min planned" in rows


async def test_where_the_runner_stands_counts_clean_sessions_and_a_break(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    for row in range(4):
        keep(desk, row, CLEAN[row])
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        top = " ".join(page(app).split())
        assert top.startswith("Stands at step 1 of 15: Table week 1, jog 2 of 17 min 0 of 3 clean")
        assert "1 step back for the break since Fri 27 Nov 2026" in top
        assert "! The plan has step 4 next, on Fri 11 Dec 2026" in top


async def test_an_advice_is_accepted_by_a_key_and_the_next_one_waits(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    for row in range(2):
        keep(desk, row, CLEAN[row])
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        assert page(app).count("? not decided") == 2
        await pilot.press("y")
        await settled(pilot)
        assert [log.decision is not None for log in kept(desk)] == [False, True]
        await pilot.press("y", "y", "x", "e")
        await settled(pilot)
        assert isinstance(app.screen, DiaryScreen)
        assert "not decided" not in page(app)
        assert "✓ accepted by Jonas Ebert, 11 Dec 2026" in page(app)
    assert {log.decision.by.name for log in kept(desk) if log.decision} == {"Jonas Ebert"}


async def test_deciding_otherwise_takes_an_advice_and_a_reason_that_is_long_enough(
    tmp_path: Path,
) -> None:
    desk = runners.clinic(tmp_path / "c")
    keep(desk, 0, "0220000")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("x")
        await settled(pilot)
        assert "what instead of repeat?" in seen(pilot)
        assert "more careful than the advice: one step back" in seen(pilot)
        await pilot.press("4")
        await settled(pilot)
        await typed(pilot, "fine")
        await pilot.press("enter")
        assert "! give a reason of 20 characters or more" in seen(pilot)
        await typed(pilot, f" {REASON}")
        await pilot.press("enter")
        await settled(pilot)
        text = " ".join(page(app).split())
        assert f"! decided otherwise: → advance, because: fine {REASON} (Jonas Ebert" in text
    (log,) = kept(desk)
    assert log.advice is Advice.REPEAT
    assert log.decision is not None
    assert log.decision.advice is Advice.ADVANCE


@pytest.mark.parametrize("key", ["y", "x"])
async def test_an_assistant_types_rows_and_decides_nothing(tmp_path: Path, key: str) -> None:
    who = a_clinician(name="Ada Berg", role=Role.ASSISTANT)
    desk = runners.clinic(tmp_path / "c", who=who)
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("slash")
        await write(pilot, code(desk, 0, "0200000"))
        await pilot.press("escape", key)
        await settled(pilot)
        assert isinstance(app.screen, DiaryScreen)
        assert "An assistant records and cannot sign, resolve or decide." in seen(pilot)
    (log,) = kept(desk)
    assert log.decision is None


async def test_without_a_plan_the_tab_says_so_and_offers_the_full_form(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        assert "No plan was made yet: 4, then m." in seen(pilot)
        await pilot.press("slash")
        await settled(pilot)
        assert "! No plan was made yet; there is no paper to read." in seen(pilot)
        await pilot.press("e", "y", "x", "up", "down")
        await settled(pilot)
        assert "! " not in seen(pilot)


async def test_arrows_choose_a_run_and_bring_it_into_sight(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    for row, boxes in enumerate(CLEAN):
        keep(desk, row, boxes)
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("pagedown", "pagedown")
        assert "Stands at step" not in seen(pilot)
        await pilot.press(*["down"] * 9)
        await settled(pilot)
        assert "› Fri 20 Nov" in seen(pilot)
        await pilot.press(*["up"] * 9)
        await settled(pilot)
        assert "› Fri 4 Dec" in seen(pilot)
        assert "Stands at step" in seen(pilot)


async def test_a_chart_that_another_window_saved_is_read_anew_and_the_row_stays(
    tmp_path: Path,
) -> None:
    desk = runners.clinic(tmp_path / "c")
    other = desk.open(tmp_path / "c", PASSPHRASE, clock=desk.now)
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        text = code(desk, 0, "0200000")
        await pilot.press("slash")
        await settled(pilot)
        keep(other, 1, "0200000")
        await write(pilot, text)
        assert "! Another window saved this chart meanwhile." in said(app)
        assert app.screen.query_one(CodeInput).value == text
        await pilot.press("enter")
        assert "✓ kept" in said(app)
    assert [log.row for log in kept(desk)] == ["B", "A"]


KEYS = {"diary.accept": "j", "diary.right": "f2", "plan.make": "f11"}


async def test_sentences_name_the_keys_that_the_clinic_chose(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    write_settings(desk.folder, Settings(keys=KEYS))
    keep(desk, 0, "0200000")
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        assert "? not decided: j accepts, x decides otherwise" in seen(pilot)
        await pilot.press("f1")
        await settled(pilot)
        help_said = " ".join(str(app.screen.query_one("#keys", Lines).render()).split())
        assert "j accepts its advice, x decides otherwise, f2 puts it right" in help_said
        assert "- is an empty box" in help_said
        await pilot.press("escape", "slash")
        await settled(pilot)
        await write(pilot, code(desk, 0, "0200000"))
        assert "kept already; esc, then f2 puts it right" in said(app)
        await pilot.press("escape")
        await pilot.press("4")
        await settled(pilot)
        assert "f11 makes: " in seen(pilot)


@pytest.mark.parametrize("size", [(120, 40), (200, 50)], ids=str)
async def test_a_click_chooses_a_run(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = runners.clinic(tmp_path / "c")
    logs = [keep(desk, row, boxes) for row, boxes in enumerate(CLEAN[:3])]
    app = clinics.app(desk)
    async with app.run_test(size=size) as pilot:
        await clinics.tab(pilot, desk, "diary")
        screen = app.screen
        assert isinstance(screen, DiaryScreen)
        main = screen.query_one("#main", Lines)
        top, _ = screen._at[logs[1].id]
        await pilot.click(offset=(main.region.x + 6, main.region.y + top))
        await settled(pilot)
        assert screen.chosen == logs[1].id
        assert "› Mon 23 Nov" in seen(pilot)
