"""The assessment on screen, driven by keys."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest
from textual.events import Key, Paste
from textual.widgets import TextArea

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import Conflict, NotSaved, Refused
from clinic_tui.desk.recording import changed
from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import PatientId
from clinic_tui.model.reading import Measured, MeasureId, NotDone
from clinic_tui.model.words import Diagnosis, Injured, NotDoneReason, Side, Verdict
from clinic_tui.ui import grammar
from clinic_tui.ui.screens.assessment import AssessmentScreen
from clinic_tui.ui.screens.flags import FlagsScreen
from clinic_tui.ui.screens.note import NoteModal
from clinic_tui.ui.widgets.row_input import RowInput
from clinic_tui.ui.widgets.sheet import Sheet
from clinic_tui.ui.wording import text_of
from tests.builders import base_episode, base_patient
from tests.ui import visits
from tests.ui.visits import NAMES, RUNNER, assess, seen, settled, typed

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=str)
WALK, FLEXION = MeasureId("walk"), MeasureId("passive_hip_flexion")
ABD = MeasureId("hip_abduction_strength")
HOSTILE = "\x1b[2J[b]Ines[/b]\u202e<b"


def kept(desk: Desk) -> Assessment:
    """The draft as it is on the disk now."""
    return desk.draft(RUNNER)


@SIZES
async def test_red_flags_are_asked_first_with_the_injured_side_in_sight(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=size) as pilot:
        await assess(pilot, desk, flags=True)
        assert isinstance(pilot.app.screen, FlagsScreen)
        assert "INJURED: LEFT" in seen(pilot)
        assert "0 of 15 answered" in seen(pilot)
        await pilot.press("n", "n", "y")
        await settled(pilot)
        screen = seen(pilot)
        assert "▲ YES" in screen
        assert "EMERGENCY: emergency department: fracture, dislocation" in screen
        assert [a.present for a in kept(desk).red_flags] == [False, False, True]


@SIZES
async def test_a_red_flag_stops_the_verdict_before_anything_is_measured(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=size) as pilot:
        screen = await assess(pilot, desk, flags=True)
        await pilot.press("y", "enter")
        await settled(pilot)
        assert pilot.app.screen is screen
        assert "○ Not ready" in seen(pilot)
        assert "▲" in seen(pilot)


async def test_every_row_is_answered_by_one_key_each(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk, flags=True)
        await pilot.press(*"n" * 15)
        await settled(pilot)
        assert "✓ all 15 answered" in seen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen is screen
        draft = kept(desk)
        assert len(draft.red_flags) == 13
        assert draft.masking is not None
        assert draft.masking.injection_6w is False


async def test_a_narrow_terminal_says_what_stops_whole_and_what_comes_next(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        await assess(pilot, desk, flags=True)
        await pilot.press(*"n" * 15, "enter")
        await settled(pilot)
        assert "0 met, 0 not met, 19 unknown  next: measure Flexion, both sides" in seen(pilot)
        rows = ("fl L 118 R 120", "ex L 14 R 15", "ab L 45 R 46", "ad L 28 R 29", "ir L 36 R 38")
        for row in (*rows, "er L 44 R 46"):
            await typed(pilot, f"/{row}")
            await pilot.press("enter", "escape")
        await settled(pilot)
        assert re.search(r"6 met, 0 not met, 13 unknown  next: Flexion strength\b", seen(pilot))
        await pilot.press("f3", *["up"] * 15, *"yny", "enter")
        await settled(pilot)
        said = " ".join(seen(pilot).split())
        assert "▲ red flag: Numb between the legs, or bladder, bowel or both legs failing;" in said
        assert "failing; and 1 more" in said
        assert "next:" not in said


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_whole_row_is_read_aloud_whole(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=size) as pilot:
        await assess(pilot, desk)
        await typed(pilot, "/abd L 182 176 190 p0 R 205 201 198 p0")
        await settled(pilot)
        said = " ".join(seen(pilot).split())
        words = "LEFT 190 N, best of 3, pain 0, RIGHT 205 N, best of 3, pain 0"
        assert f"Abduction strength, {words} enter writes it" in said
        await pilot.press("enter")
        await settled(pilot)
        assert re.search(r"\b1 (of 19 )?met\b", seen(pilot)), "findings stand beside the next row"
        await typed(pilot, "abd L 150 p2 R 160 p1")
        await settled(pilot)
        said = " ".join(seen(pilot).split())
        assert "enter writes it over 182 176 190 p0 / 205 201 198 p0" in said
        await pilot.press("escape")
        await settled(pilot)
        assert "Adduction strength · LEFT, injured" in seen(pilot)
        assert "enter writes it" not in seen(pilot)


async def test_rows_that_nobody_asked_are_said_on_the_sheet(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        await assess(pilot, desk, flags=True)
        await pilot.press("n", "enter")
        await settled(pilot)
        assert "? 12 of 13 not asked today: f3" in seen(pilot)
        await pilot.press("f3")
        assert isinstance(pilot.app.screen, FlagsScreen)


@SIZES
async def test_values_go_into_cells_and_findings_follow(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=size) as pilot:
        screen = await assess(pilot, desk)
        await typed(pilot, "30 p0")
        await pilot.press("enter")
        await settled(pilot)
        assert "INJURED" in seen(pilot)
        assert screen.readiness is not None
        finding = next(f for f in screen.readiness.findings if f.criterion == "walk")
        assert finding.outcome.value == "met"
        reading = kept(desk).reading(WALK, Side.NONE)
        assert isinstance(reading, Measured)
        assert reading.pain == 0


@SIZES
async def test_the_header_says_kept_only_after_the_disk_has_it(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=size) as pilot:
        await assess(pilot, desk)
        assert "draft kept 10:42" in seen(pilot)

        def full(*_: object) -> None:
            raise NotSaved("Not saved", "The disk is full. The draft of 10:42 is kept.")

        monkeypatch.setattr(desk, "keep_draft", full)
        await typed(pilot, "30 p0")
        await pilot.press("enter")
        await settled(pilot)
        screen = seen(pilot)
        assert "NOT KEPT" in screen
        assert "The disk is full." in screen
        assert "30 p0" in screen
        monkeypatch.undo()
        await pilot.press("1", "enter")
        await settled(pilot)
        assert "draft kept 10:42" in seen(pilot)
        assert kept(desk).reading(WALK, Side.NONE) is not None


async def test_typing_goes_on_while_the_disk_is_slow_and_the_newest_draft_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await assess(pilot, desk)
        gate, written, keep = Event(), list[Assessment](), desk.keep_draft

        def slow(patient: PatientId, draft: Assessment) -> datetime:
            gate.wait(20)
            written.append(draft)
            return keep(patient, draft)

        monkeypatch.setattr(desk, "keep_draft", slow)
        for value in ("30", "1", "0"):
            await typed(pilot, value)
            await pilot.press("enter")
        await pilot.pause()
        assert "keeping …" in seen(pilot)
        assert screen.visit.cells.here[0] == "night_pain"
        gate.set()
        await settled(pilot)
        assert len(written) == 2
        assert kept(desk) == written[-1] == screen.visit.draft
        assert "draft kept 10:42" in seen(pilot)


async def test_a_question_offers_its_answers_and_shows_the_word(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        screen.visit.cells.go(MeasureId("swelling"), Side.NONE)
        await pilot.press("1")
        await pilot.pause()
        assert "Swelling · 1 none, 2 present, 3 new" in seen(pilot)
        assert screen.visit.text(screen.visit.cells.here) == "none"


async def test_leaving_while_nothing_can_be_kept_asks_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)

        def full(*_: object) -> None:
            raise NotSaved("Not saved", "The disk is full.")

        monkeypatch.setattr(desk, "keep_draft", full)
        await typed(pilot, "30 p0")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "Leave the assessment?" in seen(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is screen
        monkeypatch.undo()
        await pilot.press("escape", "2")
        await settled(pilot)
        assert screen not in pilot.app.screen_stack
        assert kept(desk).reading(WALK, Side.NONE) is not None


async def test_another_window_s_draft_is_said_in_one_line_and_not_overwritten(
    tmp_path: Path,
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await assess(pilot, desk)
        other = visits.again(tmp_path / "clinic")
        theirs = other.draft(RUNNER).model_copy(update={"notes": "written elsewhere"})
        other.keep_draft(RUNNER, theirs)
        await typed(pilot, "30 p0")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(screen.keeper.error, Conflict)
        assert "Another window changed this draft" in seen(pilot)
        assert screen.visit.draft.reading(WALK, Side.NONE) is not None
        assert other.draft(RUNNER).notes == "written elsewhere"
        screen.keeper.forget()


@pytest.mark.parametrize(("answer", "kept_value"), [("2", 30), ("3", 25)])
async def test_both_versions_are_shown_and_joined_as_chosen(
    tmp_path: Path, answer: str, kept_value: int
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await assess(pilot, desk)
        other = visits.again(tmp_path / "clinic")
        walked = screen.visit.reading((WALK, Side.NONE), grammar.cell("25 p0", walk(screen)))
        theirs = changed(other.draft(RUNNER), notes="written elsewhere", readings=(walked,))
        other.keep_draft(RUNNER, theirs)
        await typed(pilot, "30 p0")
        await pilot.press("enter")
        screen.keys.write_row("fl L 118 R 122")
        screen.changed()
        await settled(pilot)
        assert isinstance(screen.keeper.error, Conflict)
        await pilot.press("f6")
        await settled(pilot)
        said = " ".join(seen(pilot).split())
        assert "here 30 p0, there 25 p0" in said
        assert "there written elsewhere" in said
        await pilot.press(answer, "enter")
        await settled(pilot)
        assert screen.keeper.error is None
    draft = other.draft(RUNNER)
    found = draft.reading(WALK, Side.NONE)
    assert isinstance(found, Measured)
    assert found.trials == (kept_value,)
    assert draft.notes == "written elsewhere"
    assert draft.reading(FLEXION, Side.RIGHT) is not None


def walk(screen: AssessmentScreen) -> Measure:
    return screen.visit.library.measures[WALK]


async def test_a_draft_survives_a_killed_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    desk = visits.clinic(folder)
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        await assess(pilot, desk)
        await typed(pilot, "30 p0")
        await pilot.press("enter")
        await settled(pilot)
        # What is on the disk now is all that a kill would leave.
        found = visits.again(folder)
        assert found.draft(RUNNER) == kept(desk)
    async with visits.app_of(found).run_test(size=(80, 24)) as pilot:
        screen = AssessmentScreen(found, RUNNER)
        await pilot.app.push_screen(screen)
        await settled(pilot)
        assert pilot.app.screen is screen
        assert "30 p0" in seen(pilot)
        assert screen.visit.cells.here[0] == "stairs"


async def test_what_is_half_typed_survives_a_killed_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    desk = visits.clinic(folder)
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await assess(pilot, desk)
        await typed(pilot, "3")
        screen._half_typed._ask()
        await settled(pilot)
        # What is on the disk now is all that a kill would leave.
        found = visits.again(folder)
        assert found.half_typed(RUNNER)
        assert b"walk" not in next((folder / "scraps").iterdir()).read_bytes()
        await typed(pilot, "/fl L 11")
        screen._half_typed._ask()
        await settled(pilot)
        found = visits.again(folder)
    again = AssessmentScreen(found, RUNNER)
    async with visits.app_of(found).run_test(size=(80, 24)) as pilot:
        await pilot.app.push_screen(again)
        await settled(pilot)
        assert again.visit.text((WALK, Side.NONE)).startswith("3")
        assert again.query_one(RowInput).value == "fl L 11"
        again.visit.record.typed.clear()
        again.query_one(RowInput).value = ""
        again.show()
        again._half_typed._ask()
        await settled(pilot)
    assert not list((folder / "scraps").iterdir())


async def test_leaving_the_app_keeps_what_was_typed_last(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    desk = visits.clinic(folder)
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await assess(pilot, desk)
        screen.keys.write_row("fl L 118 R 122")
    assert visits.again(folder).draft(RUNNER).reading(FLEXION, Side.RIGHT) is not None


async def test_an_untouched_assessment_leaves_nothing_behind(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        await assess(pilot, desk, flags=True)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, AssessmentScreen | FlagsScreen)
        assert len(desk.chart(RUNNER).assessments) == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_whole_row_is_echoed_in_words_and_written_by_enter(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=size) as pilot:
        screen = await assess(pilot, desk)
        await pilot.press("slash")
        await typed(pilot, "abd L 182 176 190 R 205 201 198")
        await pilot.pause()
        assert "182 176 190" in seen(pilot)
        assert screen.visit.draft.reading(ABD, Side.LEFT) is None
        if size[0] > 80:
            assert "Abduction strength, LEFT 190 N" in seen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert screen.visit.draft.reading(ABD, Side.RIGHT) is not None
        await pilot.press("escape")
        await pilot.pause()
        assert "205 201 198" in seen(pilot)


@SIZES
async def test_an_impossible_value_is_refused_and_stays_in_its_cell(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=size) as pilot:
        screen = await assess(pilot, desk)
        await typed(pilot, "9000")
        await pilot.press("enter", "down")
        await settled(pilot)
        text = seen(pilot)
        assert "9000 !" in text
        assert "refused" in text
        assert screen.visit.draft.reading(WALK, Side.NONE) is None
        await pilot.press("escape")
        await pilot.pause()
        assert "“9000”" in seen(pilot)


async def test_a_row_that_cannot_be_read_stays_on_the_line(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        await assess(pilot, desk)
        await pilot.press("slash")
        await typed(pilot, "abd L 18 cm")
        await pilot.press("enter")
        await settled(pilot)
        assert "measured in N or kgf or lbf, not in cm" in seen(pilot)
        assert "abd L 18 cm" in seen(pilot)


async def test_keys_that_come_in_one_burst_keep_their_order(tmp_path: Path) -> None:
    """A slow machine hands over many keys at once; none may end in another cell."""
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk, flags=True)
        burst = [*"n" * 15, "enter", *"30p0", "enter", *"1p0", "enter", "x", "3"]
        burst += ["slash", *"abd L 182 R 205", "enter"]
        for key in burst:
            pilot.app.post_message(Key(NAMES.get(key, key), key if len(key) == 1 else None))
        await settled(pilot)
        held = {
            (r.measure, r.side): text_of(r, screen.visit.library.measures[r.measure])
            for r in screen.visit.draft.readings
        }
        assert held == {
            ("walk", "none"): "30 p0",
            ("stairs", "none"): "1 p0",
            ("worst_daily_pain", "none"): "no: declined",
            ("hip_abduction_strength", "left"): "182",
            ("hip_abduction_strength", "right"): "205",
        }


async def test_not_done_takes_its_reason_from_a_list(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        await pilot.press("x")
        await pilot.pause()
        assert "Walk not done: why?" in seen(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        reading = screen.visit.draft.reading(WALK, Side.NONE)
        assert isinstance(reading, NotDone)
        assert reading.reason is NotDoneReason.UNABLE
        assert "no: unable" in seen(pilot)


async def test_conditions_are_edited_and_a_wrong_lever_is_refused(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        screen.visit.cells.go(ABD, Side.LEFT)
        await pilot.press("c")
        await pilot.pause()
        assert "Abduction strength, how it is done" in seen(pilot)
        await pilot.press("right", "down", "down", "down", "down")
        await typed(pilot, "38")
        await pilot.press("enter")
        await pilot.pause()
        assert "up to 2 m" in seen(pilot)
        await typed(pilot, "cm")
        await pilot.press("enter")
        await settled(pilot)
        how = screen.visit.conditions(screen.visit.library.measures[ABD])
        assert (how.position, str(how.lever_m)) == ("supine", "0.38")


async def test_an_older_reading_is_taken_over_by_name_with_its_date(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await assess(pilot, desk)
        screen.visit.cells.go(FLEXION, Side.LEFT)
        await pilot.press("o")
        await pilot.pause()
        assert "take over 118 of 6 Nov 2026, 14 days old" in seen(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        reading = kept(desk).reading(FLEXION, Side.LEFT)
        assert reading is not None
        assert (reading.on, reading.carried_by) == (visits.LAST, "Jonas Ebert")
        assert "taken over from 6 Nov 2026 by Jonas Ebert" in seen(pilot)


async def test_the_variant_is_chosen_by_name(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await assess(pilot, desk)
        own = screen.visit.protocol
        assert screen.visit.chosen_protocol is None
        await pilot.press("f4", "down", "enter")
        await settled(pilot)
        assert screen.visit.chosen_protocol is not None
        assert screen.visit.chosen_protocol is not own
        assert screen.readiness is not None
        assert screen.readiness.protocol is not None
        assert screen.readiness.protocol.id == screen.visit.chosen_protocol.id


async def test_dropping_asks_and_the_safe_answer_is_first(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        await pilot.press("f8", "enter")
        await settled(pilot)
        assert pilot.app.screen is screen
        await pilot.press("f8", "down", "enter")
        await settled(pilot)
        assert screen not in pilot.app.screen_stack
        assert len(desk.chart(RUNNER).assessments) == 1


async def test_undo_is_kept_on_the_disk_too(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        await assess(pilot, desk)
        await typed(pilot, "30")
        await pilot.press("enter")
        await settled(pilot)
        assert kept(desk).reading(WALK, Side.NONE) is not None
        await pilot.press("u")
        await settled(pilot)
        assert kept(desk).reading(WALK, Side.NONE) is None


@SIZES
async def test_hostile_texts_are_shown_and_never_act(tmp_path: Path, size: tuple[int, int]) -> None:
    patient = base_patient(family_name=HOSTILE)
    episode = base_episode(site=HOSTILE)
    desk = visits.clinic(tmp_path / "clinic", visits.runner(patient=patient, episode=episode))
    draft = desk.draft(RUNNER).model_copy(update={"notes": HOSTILE})
    desk.keep_draft(RUNNER, draft)
    async with visits.app_of(desk).run_test(size=size) as pilot:
        await assess(pilot, desk)
        for key in ("f5", "escape", "ctrl+s"):
            await pilot.press(key)
            await settled(pilot)
            screen = seen(pilot)
            assert "\x1b" not in screen
            assert "\u202e" not in screen
            assert "[b]Ines[/b]" in screen
            assert "INJURED: LEFT" in screen
        assert kept(desk).notes == HOSTILE


async def test_a_note_is_kept_whichever_key_closes_it(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        await assess(pilot, desk)
        await pilot.press("f5")
        await pilot.pause()
        assert isinstance(pilot.app.screen, NoteModal)
        pilot.app.screen.query_one(TextArea).insert("calm today\nno [tape]")
        await pilot.press("escape")
        await settled(pilot)
        assert kept(desk).notes == "calm today\nno [tape]"


async def test_a_hip_without_a_diagnosis_is_assessed_and_never_judged(tmp_path: Path) -> None:
    episode = base_episode(diagnosis=Diagnosis.NOT_YET_DIAGNOSED, site="deep groin pain")
    desk = visits.clinic(tmp_path / "clinic", visits.runner(episode=episode))
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await assess(pilot, desk)
        assert screen.readiness is not None
        assert screen.readiness.verdict is Verdict.CANNOT_SAY
        assert "× no protocol is for not yet" in seen(pilot)
        await pilot.press("f4")
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_a_patient_without_an_injury_is_refused_in_one_line(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic", Chart(patient=base_patient()))
    with pytest.raises(Refused, match="no episode yet"):
        AssessmentScreen(desk, RUNNER)


async def test_what_stands_before_any_criterion_is_said_beside_the_sheet(tmp_path: Path) -> None:
    episode = base_episode(
        diagnosis=Diagnosis.BONE_STRESS_INJURY, site="femoral neck stress injury"
    )
    desk = visits.clinic(tmp_path / "clinic", visits.runner(episode=episode))
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        screen = await assess(pilot, desk)
        assert screen.readiness is not None
        assert screen.readiness.blocks
        said = " ".join(seen(pilot).split())
        assert f"× {screen.readiness.blocks[0].sentence}" in said
        assert "more" not in said, "a row is not spent on a count"


async def test_both_sides_are_named_where_both_hips_are_injured(tmp_path: Path) -> None:
    episode = base_episode(injured=Injured.BOTH)
    desk = visits.clinic(tmp_path / "clinic", visits.runner(episode=episode))
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        await assess(pilot, desk)
        text = seen(pilot)
        assert "INJURED: BOTH" in text
        assert "? LEFT Flexion range" in text
        assert "? RIGHT Flexion range" in text
        assert "other" not in text.splitlines()[5]


async def test_what_is_pasted_is_shown_and_never_acts(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await assess(pilot, desk)
        screen.query_one(Sheet).post_message(Paste("3\x1b[2J0"))
        await pilot.pause()
        assert screen.visit.text(screen.visit.cells.here) == "320"
        await pilot.press("slash")
        screen.query_one(RowInput).post_message(Paste(HOSTILE))
        await pilot.pause()
        assert "[U+001B][2J" in seen(pilot)
        await pilot.press("escape", "f5")
        await pilot.pause()
        pilot.app.screen.query_one(TextArea).post_message(Paste(f"one\ttwo\n{HOSTILE}"))
        await pilot.pause()
        assert "\x1b" not in seen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert kept(desk).notes.startswith("one    two\n[U+001B]")


async def test_a_flag_that_was_resolved_by_name_stays_resolved(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        screen = await assess(pilot, desk, flags=True)
        await pilot.press("y")
        await settled(pilot)
        flag = screen.visit.draft.red_flags[0].flag
        desk.resolve_flag(RUNNER, screen.visit.draft, flag, "examined, no nerve sign")
        screen.visit.record.take(desk.draft(RUNNER))
        await pilot.press("up", "n")
        await settled(pilot)
        assert "✓ resolved by Jonas Ebert: examined, no nerve sign" in seen(pilot)
        answer = next(a for a in kept(desk).red_flags if a.flag == flag)
        assert answer.present
        assert answer.resolved is not None


@pytest.mark.parametrize("size", [(40, 10), (20, 5)], ids=str)
async def test_a_tiny_terminal_is_only_tight(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=size) as pilot:
        screen = await assess(pilot, desk)
        for key in ("3", "enter", "x", "escape", "c", "escape", "f3", "enter", "ctrl+s", "escape"):
            await pilot.press(key)
            await pilot.pause()
        assert pilot.app.screen is screen


async def test_no_width_cuts_a_side_off(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    for width in (80, 99, 100, 119, 120):
        async with visits.app_of(desk).run_test(size=(width, 30)) as pilot:
            await assess(pilot, desk)
            await pilot.press("down")
            await settled(pilot)
            assert re.search(r"LEFT +last +RIGHT +last +gap", seen(pilot))


async def test_the_help_over_the_sheet_leaves_it_as_it_was(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "clinic")
    async with visits.app_of(desk).run_test(size=(120, 40)) as pilot:
        await assess(pilot, desk)
        await pilot.press("f1")
        await settled(pilot)
        assert "ends a trial" in seen(pilot)
        await pilot.press("f1", "down")
        await settled(pilot)
        lines = seen(pilot).splitlines()
        heading = next(line for line in lines if "LEFT" in line and "last" in line)
        assert "RIGHT" in heading
