"""Random keys over the whole demo: no crash, never another patient, nothing signed changed."""

from __future__ import annotations

import os
import random
import string
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from clinic_tui.demo.visit import opened
from clinic_tui.desk.desk import Desk
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.person import PatientId
from clinic_tui.ui.app import ClinicApp
from clinic_tui.ui.screens.assessment import AssessmentScreen
from clinic_tui.ui.screens.chart import ChartScreen
from clinic_tui.ui.screens.decide import DecideScreen
from clinic_tui.ui.screens.review import ReviewScreen
from clinic_tui.ui.widgets.banner import Banner
from tests.ui.hostile_walk import done
from tests.ui.visits import NAMES

SEEDS = (3, 11, 29, 64, 101, 1178)
"""Of the quick runs; a seed that found a fault stays here."""
KEYS = 400
"""Keys of a run."""
BATCH = 20
"""Keys between two looks at what must hold."""
LONG = range(*(int(each) for each in os.environ.get("MONKEY_SEEDS", "1000:1250").split(":")))
"""Seeds of the long run, first and one past the last; so it can be taken up where it ended."""
SIZES = ((80, 24), (120, 40), (200, 50))
WEIGHTED: dict[int, tuple[str, ...]] = {
    25: ("enter", "down"),
    12: ("escape escape", "f2 enter", "a enter", "up", "tab", "left", "right", "ctrl+s", "escape"),
    8: ("1", "2", "3", "4", "5", "6", "7", "d down", "slash", "space", "ctrl+s ctrl+s"),
    5: ("y", "n", "w", "x", "c", "b", "m", "l", "p", "f", "e", "r", "o", "f3", "f5", "f8"),
    4: ("pagedown", "pageup", "home", "end", "backspace", "shift+tab", "f4", "f6", "f7", "u"),
    2: ("ctrl+p", "f1", "f9", "f12 x", "ctrl+n", "E", "i", "I", "ctrl+u", "ctrl+w", "delete"),
    1: (*string.ascii_letters, *string.digits, "full_stop", "minus", "f10", "ctrl+a", "ctrl+k"),
}
"""Keys, or keys that are one habit, by how often they are pressed."""
ALL = tuple(keys for group in WEIGHTED.values() for keys in group)
WEIGHTS = tuple(weight for weight, group in WEIGHTED.items() for _ in group)
CHARS = {name: char for char, name in NAMES.items()}
"""What keys with a name type."""


def keys_of(seed: int, count: int = KEYS) -> list[str]:
    """The keys of a seed, always the same ones; quitting is not among them."""
    habits = random.Random(seed).choices(ALL, WEIGHTS, k=count)
    return [key for keys in habits for key in keys.split()][:count]


def signed(desk: Desk) -> dict[PatientId, tuple[Assessment, ...]]:
    """Everything signed, patient by patient."""
    heads = desk.heads()
    return {
        head.patient_id: tuple(
            each for each in desk.chart(head.patient_id).assessments if each.signed is not None
        )
        for head in heads
    }


def whose(app: ClinicApp) -> PatientId | None:
    """The patient whose chart the screen in front belongs to."""
    screen = app.screen
    match screen:
        case ChartScreen() | DecideScreen() | AssessmentScreen():
            return screen.patient_id
        case ReviewScreen():
            return screen.visit.chart.patient.id
        case _:
            return None


def look(app: ClinicApp, desk: Desk) -> None:
    """What must hold after any keys."""
    assert app._exception is None, app._exception
    patient = whose(app)
    if patient is None:
        return
    chart = desk.chart(patient)
    episode = chart.current_episode
    side = f"INJURED: {episode.injured.upper()}" if episode else "NO INJURY ENTERED"
    for banner in app.screen.query(Banner):
        told = "".join(banner.render().plain.split())
        assert "".join(chart.patient.listed.split()) in told, told
        assert f"id{patient}" in told, told
        assert side.replace(" ", "") in told, told


def nobody_is_in_a_name(desk: Desk, place: Path) -> None:
    """No file is named by a patient."""
    names = [str(path.relative_to(place)).lower() for path in place.rglob("*")]
    for head in desk.heads():
        family = head.listed.partition(",")[0].lower()
        assert len(family) < 3 or not any(family in name for name in names), family


async def press(pilot: Pilot[None], key: str) -> None:
    """One key, as a terminal sends it."""
    char = CHARS.get(key, key if len(key) == 1 else None)
    pilot.app.post_message(Key(key, char))
    await pilot.pause(0)


async def played(place: Path, seed: int) -> None:
    """Plays the keys of a seed on a demo of its own and looks at it again and again."""
    folder = place / "demo"
    folder.mkdir(parents=True)
    desk = opened(folder)
    before = signed(desk)
    app = ClinicApp(desk)
    pressed: list[str] = []
    async with app.run_test(size=SIZES[seed % len(SIZES)]) as pilot:
        await done(pilot)
        for key in keys_of(seed):
            pressed.append(key)
            await press(pilot, key)
            if len(pressed) % BATCH == 0:
                await done(pilot)
                look(app, desk)
    assert app._exception is None
    after = signed(desk)
    for patient, visits in before.items():
        assert after[patient][: len(visits)] == visits
    nobody_is_in_a_name(desk, place)
    assert desk.verify().problems == ()


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home that only this test has, and no viewer that could be opened."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("clinic_tui.ui.screens.papers.open_paper", lambda path: "")


@pytest.mark.parametrize("seed", SEEDS)
async def test_random_keys_break_nothing(tmp_path: Path, seed: int) -> None:
    await played(tmp_path, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", LONG)
async def test_many_random_keys_break_nothing(tmp_path: Path, seed: int) -> None:
    await played(tmp_path, seed)
