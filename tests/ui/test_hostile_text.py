"""Whatever a chart says is read on every screen, and nothing of it acts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input
from textual.widgets._toast import Toast

from clinic_tui.model.text import in_place, shown
from clinic_tui.ui.screens.patients import PatientsScreen, person_of
from clinic_tui.ui.widgets.banner import Banner
from clinic_tui.ui.widgets.lines import Lines
from clinic_tui.ui.widgets.roll import Roll
from tests.builders import base_patient
from tests.hostile import SEQUENCES, TEXTS, bytes_that_act, is_hidden
from tests.terminal import run_in_terminal
from tests.ui import clinics
from tests.ui.hostile_clinic import Said, clinic
from tests.ui.hostile_terminal import DONE
from tests.ui.hostile_walk import done, walk
from tests.ui.visits import TODAY

STEP = int(os.environ.get("HOSTILE_STEP", "7"))
"""From every which text on a chart of the long run begins; 1 puts every text into every field."""
BATCH = 6
SEQUENCES_AT = TEXTS.index(SEQUENCES[0])
HIDDEN_AT = TEXTS.index("abc\u202adef")


def of_the_long_run() -> list[tuple[int, ...]]:
    starts = range(0, len(TEXTS), STEP)
    return [tuple(starts[at : at + BATCH]) for at in range(0, len(starts), BATCH)]


def run_words(text: str) -> str:
    """A text as it reads whatever lines it is broken into."""
    return "".join(shown(text).split())


def panes(pilot: Pilot[None]) -> str:
    """All that the panes of a screen say, with what is scrolled out of sight."""
    found = [pane.render().plain for pane in pilot.app.screen.query(Lines)]
    return "".join("".join(found).split())


def on_screen(pilot: Pilot[None]) -> list[str]:
    """The cells of the terminal, row by row."""
    return [strip.text for strip in pilot.app.screen._compositor.render_strips()]


def check(pilot: Pilot[None], place: str, said: Said) -> None:
    """What must be read at a place is, and no cell holds a character that acts."""
    app = pilot.app
    hidden = {c for row in on_screen(pilot) for c in row if is_hidden(c)} - {"\u200c", "\u200d"}
    assert not hidden, f"{place}: {hidden}"
    for banner in app.screen.query(Banner):
        # A long name runs on below, and the side stands at the end of its first line.
        read = banner.render().plain.replace("INJURED: LEFT", "", 1).replace("\n", " ")
        assert run_words(f"{said.name}, {said.given}") in run_words(read)
        titles = [row for row in banner.render().plain.split("\n") if "onset" in row or "…" in row]
        assert any(is_cut(row, said.site) for row in titles), (place, titles)
    for field in app.screen.query(Input):
        if field.value:
            drawn = field.render_line(0).text.strip()
            assert drawn in f"{in_place(field.value)} ", (place, field.id, drawn)
    told = panes(pilot)
    for text in expected(place, said):
        assert run_words(text) in told, f"{place}: {text!r} not in {told!r}"
    if place == "toast":
        toast = app.screen.query_one(Toast).render()
        assert str(toast) == f"{shown(said.name)}\n{shown(f'{said.notes[0]} {said.site}')}"


def is_cut(row: str, text: str) -> bool:
    """Whether a row begins with a text, whole or cut to an ellipsis."""
    whole, _, rest = row.partition("…")
    return row.startswith(shown(text)) or (bool(rest) and shown(text).startswith(whole.rstrip()))


def expected(place: str, said: Said) -> tuple[str, ...]:
    """What has to be read in whole at a place."""
    match place:
        case "glimpse":
            return (f"{said.name}, {said.given}",)
        case "assessments":
            return (said.amended,)
        case "clearance":
            return (said.asked, said.allowed, *said.conditions, said.override)
        case "decision on":
            return (f"{said.given} {said.name}",)
        case "asked" | "choices":
            return (said.name, said.site)
        case _:
            return ()


async def walked(folder: Path, starts: tuple[int, ...], size: tuple[int, int]) -> None:
    desk, charts = clinic(folder, starts)
    async with clinics.app(desk).run_test(size=size, notifications=True) as pilot:
        await done(pilot)
        for said in charts:
            await walk(pilot, said, lambda place, said: check(pilot, place, said))
    assert desk.verify().problems == ()


def in_a_terminal(folder: Path, starts: tuple[int, ...], joined: int = 1) -> None:
    program = [sys.executable, "-m", "tests.ui.hostile_terminal", str(folder / "c")]
    root = Path(__file__).parents[2]
    ran = run_in_terminal(
        [*program, str(joined), *map(str, starts)], home=folder, extra={"PYTHONPATH": str(root)}
    )
    assert DONE.encode() in ran.written, ran.written[-500:]
    assert ran.code == 0
    assert bytes_that_act(ran.written) == []


async def test_a_hostile_chart_is_read_on_every_screen(tmp_path: Path) -> None:
    await walked(tmp_path / "c", (HIDDEN_AT,), (120, 40))


def test_nothing_of_a_hostile_chart_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    in_a_terminal(tmp_path, (SEQUENCES_AT,), joined=2)


@pytest.mark.long
@pytest.mark.parametrize("starts", of_the_long_run(), ids=str)
async def test_every_text_is_read_in_every_field(tmp_path: Path, starts: tuple[int, ...]) -> None:
    size = ((80, 24), (120, 40), (200, 50))[starts[0] // STEP % 3]
    await walked(tmp_path / "c", starts, size)


@pytest.mark.long
@pytest.mark.parametrize("starts", of_the_long_run(), ids=str)
def test_no_text_acts_in_any_field(tmp_path: Path, starts: tuple[int, ...]) -> None:
    in_a_terminal(tmp_path, starts)


@pytest.mark.parametrize("text", ["\rreturn", "\ttab", "line\n", " space "], ids=repr)
def test_no_letter_of_a_name_is_lost_in_a_sentence(text: str) -> None:
    patient = base_patient(given_name=text, family_name=text)
    assert patient.name == f"{text} {text}"
    assert base_patient(given_name="", family_name=text).name == text


async def test_every_text_is_listed_as_it_is_read(tmp_path: Path) -> None:
    desk, _ = clinic(tmp_path / "c", (), listed=len(TEXTS))
    async with clinics.app(desk).run_test(size=(160, 40)) as pilot:
        await done(pilot)
        screen, roll = pilot.app.screen, pilot.app.screen.query_one(Roll)
        assert isinstance(screen, PatientsScreen)
        people = [person_of(head, TODAY) for head in desk.heads()]
        assert len(people) == len(TEXTS)
        for index, person in enumerate(people):
            roll.scroll_to(0, index * roll._step, animate=False, immediate=True)
            row = roll.render_line(index * roll._step - roll.scroll_offset.y).text
            assert not any(is_hidden(c) and c not in "\u200c\u200d" for c in row), person.key
            assert cell_len(row) == roll.size.width
            assert is_cut(row[2:], person.name), (row, person.name)
