"""Terminals as they are: few colours or none, any size, a megabyte pasted, a line that is gone."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.model.chart import Chart
from tests.builders import a_clinic, a_clinician, base_episode, base_patient
from tests.terminal import terminal
from tests.ui import clinics, visits
from tests.ui.every_screen import still, walk
from tests.ui.hostile_walk import done, keyed
from tests.ui.visits import NOW, RUNNER, assess, settled

PROGRAM = [sys.executable, "-m", "clinic_tui"]
STORM = ((1, 1), (300, 100), (3, 2), (20, 60), (80, 24))
MEGABYTE = "1234567890" * 100_000


def demo(home: Path, **environment: str) -> bytes:
    """All that the demo writes until its list and a chart stand."""
    with terminal([*PROGRAM, "demo"], home, environment=environment) as line:
        line.wait_for("Asante, Kwame")
        written = bytearray()
        line.send(b"\r")
        line.read(1.0)
        written += line.written
        line.send(b"\x11")
        assert line.ended() == 0
        return bytes(written)


def colors(written: bytes) -> set[tuple[str, ...]]:
    """The colours of all letters and grounds."""
    return {
        tuple(found)
        for found in re.findall(r"[34]8;2;(\d+);(\d+);(\d+)", written.decode(errors="replace"))
    }


def test_without_colour_everything_is_grey(tmp_path: Path) -> None:
    found = colors(demo(tmp_path, NO_COLOR="1"))
    assert found
    assert all(red == green == blue for red, green, blue in found)


def test_a_console_of_sixteen_colours_is_sent_no_others(tmp_path: Path) -> None:
    written = demo(tmp_path, TERM="linux", COLORTERM="")
    assert b"\x1b[" in written
    assert not re.search(rb"[34]8;[25];", written)
    assert re.search(rb"\x1b\[[0-9;]*9[0-7]", written)


def test_a_storm_of_sizes_ends_where_it_began(tmp_path: Path) -> None:
    chance = random.Random(7)
    with terminal([*PROGRAM, "demo"], tmp_path) as line:
        line.wait_for("Asante, Kwame")
        line.send(b"\r")
        line.wait_for("Readiness")
        for _ in range(80):
            line.resize(chance.choice((1, 2, 9, 80, 300)), chance.choice((1, 2, 9, 24, 100)))
            line.read(0.02)
        line.resize(120, 40)
        line.send(b"2")
        line.wait_for("Visits, oldest first")
        line.send(b"\x11")
        assert line.ended() == 0


def test_a_pasted_megabyte_is_refused_in_words(tmp_path: Path) -> None:
    with terminal([*PROGRAM, "demo"], tmp_path) as line:
        line.wait_for("Asante, Kwame")
        line.send(b"\x1b[200~" + MEGABYTE.encode() + b"\x1b[201~")
        line.wait_for("letters were pasted")
        line.send(b"\x11")
        assert line.ended() == 0


def test_a_line_that_is_gone_leaves_the_draft(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    desk = Desk.first_start(folder, a_clinic(), a_clinician(), clock=fixed_clock(NOW), demo=True)
    desk.add_chart(Chart(patient=base_patient(), episodes=(base_episode(),)))
    desk.close()
    with terminal([*PROGRAM, "--clinic", str(folder)], tmp_path) as line:
        line.wait_for("Lindqvist")
        line.send(b"\r")
        line.wait_for("Readiness")
        line.send(b"a")
        line.wait_for("Red flags")
        line.send(b"\r")
        line.wait_for("INJURED")
        line.send(b"31 p0\r7")
        line.wait_for("31 p0")
        line.read(0.5)
        line.hang_up()
        # 128 and the number of the signal: it left by its own door, not by a crash.
        assert line.ended() == 129
    again = Desk.open(folder, clock=fixed_clock(NOW))
    kept = f"{again.draft(RUNNER).readings} {again.half_typed(RUNNER)}"
    assert "31" in kept
    assert "'7'" in kept
    again.close()


async def test_a_pasted_megabyte_leaves_every_field_as_it_was(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "c")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        await settled(pilot)

        async def pasted(keys: str, name: str) -> None:
            await keyed(pilot, *keys.split())
            assert type(pilot.app.screen).__name__ == name
            before = texts(pilot)
            pilot.app.screen.post_message(Paste(MEGABYTE))
            field = pilot.app.focused
            if field is not None:
                field.post_message(Paste(MEGABYTE))
            await done(pilot)
            assert texts(pilot) == before

        await pasted("", "PatientsScreen")
        await pasted("ctrl+n", "PatientForm")
        await pasted("escape enter n", "AskModal")
        await pasted("escape d", "DecideScreen")
        await pasted("escape a enter slash", "AssessmentScreen")
        await pasted("escape f5", "NoteModal")


def texts(pilot: Pilot[None]) -> list[str]:
    """What stands in the fields."""
    screen = pilot.app.screen
    return [f.value for f in screen.query(Input)] + [a.text for a in screen.query(TextArea)]


async def test_a_shorter_paste_is_taken(tmp_path: Path) -> None:
    async with clinics.app(clinics.clinic(tmp_path / "c")).run_test() as pilot:
        await settled(pilot)
        pilot.app.screen.query_one("#typed").post_message(Paste("lind\nqvist"))
        await done(pilot)
        assert texts(pilot) == ["lind"]


async def test_a_long_name_is_whole_on_any_width(tmp_path: Path) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley " * 3
    patient = base_patient(family_name=name.strip(), given_name="Marie Antoinette")
    desk = clinics.clinic(tmp_path / "c", patient=patient)
    async with clinics.app(desk).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keyed(pilot, "enter")
        for size in ((80, 24), (120, 40), (200, 50), (40, 20)):
            await pilot.resize_terminal(*size)
            rows = await still(pilot)
            said = "".join("".join(row.text for row in rows).split())
            for part in ("Wolfeschlegelsteinhausenbergerdorff-", "Antoinette"):
                assert part in said, size
            assert "INJURED:LEFT" in said
            # The side stands at the end of the first line, in the middle of the name.
            assert said.replace("INJURED:LEFT", "").count("Cholmondeley") >= 3


async def test_the_sheet_outlives_every_size(tmp_path: Path) -> None:
    desk = visits.clinic(tmp_path / "c")
    async with visits.app_of(desk).run_test(size=(80, 24)) as pilot:
        await assess(pilot, desk)
        for size in STORM:
            await pilot.resize_terminal(*size)
            await keyed(pilot, "1")
        assert "11111" in "".join(row.text for row in await still(pilot))


@pytest.mark.long
async def test_every_screen_outlives_every_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def look(pilot: Pilot[None], name: str) -> None:
        for size in STORM:
            await pilot.resize_terminal(*size)
            await done(pilot)

    await walk(Path(), (80, 24), look)
