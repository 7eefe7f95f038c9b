"""A run in full: by the form, from a watch's file, and a kept one put right."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from textual.pilot import Pilot

from clinic_tui.judgement.diary import rows
from clinic_tui.model.runlog import Advice, Gone
from clinic_tui.model.words import Diagnosis
from clinic_tui.ui.screens.diary import DiaryScreen
from clinic_tui.ui.screens.run_form import RunForm
from clinic_tui.ui.widgets.form import Entry
from clinic_tui.ui.widgets.lines import Lines
from tests.builders import base_episode
from tests.exchange.run_samples import START, Second, fit, gpx, rounds
from tests.ui import clinics, runners
from tests.ui.runners import keep, kept
from tests.ui.visits import RUNNER, seen, settled, typed


async def fill(pilot: Pilot[None], **fields: str) -> None:
    """Types into fields of the form by their keys."""
    for key, text in fields.items():
        entry = pilot.app.screen.query_one(f"#{key}", Entry)
        entry.focus()
        await pilot.press("ctrl+u")
        for char in text:
            await typed(pilot, char) if char != ":" else await pilot.press("colon")


async def read(pilot: Pilot[None], path: Path) -> None:
    """Types the path of a watch's file."""
    await pilot.press("l")
    await settled(pilot)
    for char in str(path):
        await typed(pilot, char) if char != "_" else await pilot.press("underscore")
    await pilot.press("enter")
    await settled(pilot)


async def test_what_is_left_open_stays_missing_and_is_asked(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("f")
        await settled(pilot)
        assert "INJURED: LEFT" in seen(pilot)
        await fill(pilot, on="2026-11-25", pain_during="0")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, DiaryScreen)
        page = " ".join(app.screen.query_one("#main", Lines).render().plain.split())
        assert "› Wed 25 Nov – of 2 min 0 – – – = repeat" in page
        assert "? ask: pain right after: not written" in page
    (log,) = kept(desk)
    assert (log.on, log.row, log.step) == (date(2026, 11, 25), "C", 1)
    assert log.planned_jog_minutes == 2
    assert (log.pain_during, log.pain_after, log.done_jog_minutes) == (0, None, None)
    assert (log.limp, log.gone, log.ended_at) == (None, None, None)
    assert log.advice is Advice.REPEAT


async def test_every_answer_of_the_form_is_kept(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("f")
        await settled(pilot)
        assert not app.screen.query("#catching")
        await fill(pilot, on="2026-12-01", done="4.5", pain_during="3", pain_after="1")
        await fill(pilot, pain_next_morning="0", gone="aft", sharp="n", limp="n")
        await fill(pilot, night_pain="n", painkiller="y", ended="18:30")
        await fill(pilot, gone_at="2026-12-02 20:00", notes="windy")
        await pilot.press("ctrl+s")
        await settled(pilot)
    (log,) = kept(desk)
    assert (log.row, log.planned_jog_minutes, log.done_jog_minutes) == ("", None, Decimal("4.5"))
    assert (log.pain_during, log.pain_after, log.pain_next_morning) == (3, 1, 0)
    assert log.gone is Gone.AFTER_24_TO_48_H
    assert (log.sharp, log.limp, log.night_pain, log.painkiller) == (False, False, False, True)
    assert log.ended_at is not None
    assert log.gone_at is not None
    assert log.gone_at - log.ended_at == timedelta(hours=25, minutes=30)
    assert log.notes == "windy"
    assert log.advice is Advice.HOLD


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("pain_after", "11", "0 to 10"),
        ("pain_after", "x", "0 to 10"),
        ("done", "-1", "minutes from 0 to 600"),
        ("done", "few", "minutes such as 4.5"),
        ("ended", "7pm", "the hour as 18:30"),
        ("gone_at", "18:30", "a day as"),
        ("gone_at", "2026-12-02", "day and hour"),
        ("on", "2027-01-01", "A run cannot lie in the future."),
    ],
)
async def test_what_cannot_be_is_named_and_nothing_is_kept(
    tmp_path: Path, field: str, text: str, expected: str
) -> None:
    desk = runners.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("f")
        await settled(pilot)
        await fill(pilot, **{field: text})
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, RunForm)
        assert expected in " ".join(seen(pilot).split())
    assert kept(desk) == ()


async def test_catching_is_asked_of_joints_and_stops(tmp_path: Path) -> None:
    joint = base_episode(diagnosis=Diagnosis.JOINT)
    desk = clinics.clinic(tmp_path / "c", episode=joint)
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("f")
        await settled(pilot)
        await fill(pilot, catching="yes")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "■ STOP AND CALL" in seen(pilot)
        assert "Catching or locking." in seen(pilot)
    assert kept(desk)[0].advice is Advice.STOP_AND_CALL


async def test_a_kept_run_is_put_right_until_somebody_decided_on_it(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    keep(desk, 0, "020-000")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("e")
        await settled(pilot)
        assert "row A of the paper, 2 min planned" in seen(pilot)
        assert not app.screen.query("#on")
        await fill(pilot, pain_after="2")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "? ask" not in seen(pilot)
        await pilot.press("y", "e")
        await settled(pilot)
        assert "! A decision was taken on this run; it is not changed any more." in seen(pilot)
    (log,) = kept(desk)
    assert (log.pain_during, log.pain_after, log.row) == (0, 2, "A")


async def test_a_sign_box_that_was_explained_can_be_put_right(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    keep(desk, 0, "0200003")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("e")
        await settled(pilot)
        await fill(pilot, sign="0", painkiller="no", sharp="no", limp="no", night_pain="no")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "clean" in seen(pilot)
    assert kept(desk)[0].sign == 0


async def test_not_run_keeps_nothing_done_and_pain_unknown(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await pilot.press("f")
        await settled(pilot)
        await fill(pilot, ran="no")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "not run" in seen(pilot)
    (log,) = kept(desk)
    assert (log.ran, log.done_jog_minutes, log.pain_during) == (False, Decimal(0), None)


async def test_a_run_file_is_read_back_in_words_before_it_is_kept(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    plan = desk.plan(desk.chart(RUNNER))
    assert plan is not None
    shift = timedelta(days=(rows(plan)[1].on - START.date()).days)
    path = tmp_path / "run.fit"
    path.write_bytes(fit([Second(s.at + shift, s.speed, s.cadence) for s in rounds()]))
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await read(pilot, path)
        assert isinstance(app.screen, RunForm)
        assert "from a run file: " in seen(pilot)
        assert "pain is never in a file" in seen(pilot)
        assert app.screen.query_one("#done", Entry).value == "5"
        assert kept(desk) == ()
        await fill(pilot, pain_during="1")
        await pilot.press("ctrl+s")
        await settled(pilot)
    (log,) = kept(desk)
    assert (log.row, log.done_jog_minutes, log.pain_during) == ("B", Decimal(5), 1)


async def test_a_run_file_completes_a_run_that_was_kept_and_changes_nothing_written(
    tmp_path: Path,
) -> None:
    desk = runners.clinic(tmp_path / "c")
    keep(desk, 1, "0210000")
    plan = desk.plan(desk.chart(RUNNER))
    assert plan is not None
    shift = timedelta(days=(rows(plan)[1].on - START.date()).days)
    path = tmp_path / "run.fit"
    path.write_bytes(fit([Second(s.at + shift, s.speed, s.cadence) for s in rounds()]))
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await read(pilot, path)
        assert "The run put right" in seen(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        await read(pilot, path)
        assert "is kept and decided on; nothing changes." in seen(pilot)
    (log,) = kept(desk)
    assert (log.done_jog_minutes, log.pain_during, log.row) == (Decimal(2), 1, "B")
    assert log.ended_at is not None
    assert log.notes.startswith("from a run file: ")


@pytest.mark.parametrize("name", ["gone.fit", "broken.gpx", "swim.gpx"])
async def test_a_file_that_cannot_be_read_is_named_in_one_line(tmp_path: Path, name: str) -> None:
    desk = runners.clinic(tmp_path / "c")
    (tmp_path / "broken.gpx").write_bytes(gpx(rounds())[:200])
    (tmp_path / "swim.gpx").write_bytes(gpx(rounds(), "swimming"))
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        await read(pilot, tmp_path / name)
        assert f"! {name}" in seen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, DiaryScreen)
    assert kept(desk) == ()


async def test_a_note_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    desk = runners.clinic(tmp_path / "c")
    log = keep(desk, 0, "0200000")
    desk.revise_run(RUNNER, log.model_copy(update={"notes": "[red]\x1b[2J[/b] \u202eno"}))
    app = clinics.app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await clinics.tab(pilot, desk, "diary")
        page = app.screen.query_one("#main", Lines).render().plain
        assert "note: [red]" in page
        assert "\x1b" not in page
        assert "\u202e" not in page
