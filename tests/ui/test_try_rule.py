"""A rule tried on the past from the screen: chosen, run with a bar, stopped."""

from __future__ import annotations

import threading
from importlib.resources import files
from pathlib import Path

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.tried import Told, Tried
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.ui.screens.choose import ChooseModal
from clinic_tui.ui.screens.clinic import ClinicScreen
from clinic_tui.ui.screens.patients import PatientsScreen
from clinic_tui.ui.screens.readiness import ReadinessScreen
from clinic_tui.ui.screens.try_rule import TryRuleScreen, bar
from clinic_tui.ui.widgets.lines import line
from tests.ui import clinics
from tests.ui.visits import NAMES, seen, settled

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=str)


def stricter(folder: Path) -> Path:
    """The tendon protocol with 99 % for 90 %, as a file."""
    source = files("clinic_tui.knowledge") / "data" / "protocols" / "tendon.toml"
    path = folder / "stricter.toml"
    path.write_text(source.read_text(encoding="utf-8").replace("limit = 90\n", "limit = 99\n"))
    return path


@SIZES
async def test_a_file_is_tried_and_says_whose_verdict_would_change(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = clinics.clinic(tmp_path / "c")
    path = stricter(tmp_path)
    app = clinics.app(desk)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("f3")
        await settled(pilot)
        assert isinstance(app.screen, ChooseModal)
        await pilot.press("1")
        await settled(pilot)
        for char in str(path):
            await pilot.press("underscore" if char == "_" else NAMES.get(char, char))
        await pilot.press("enter")
        await settled(pilot)
        screen = seen(pilot)
        assert "1 of 1 verdicts would be others, in 1 chart." in screen
        assert "1 × ready → not ready" in screen
        assert "0001 Lindqvist, Marta, 20 Nov 2026: ready → not ready" in screen
        assert "met → not met" in screen
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ReadinessScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TryRuleScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, PatientsScreen)


async def test_a_file_that_is_no_protocol_is_refused_where_it_is_typed(tmp_path: Path) -> None:
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f4", "r")
        await settled(pilot)
        await pilot.press("1", *"nope", "enter")
        await settled(pilot)
        assert "! No protocol nope" in seen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "c chooses the rule" in seen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, ClinicScreen)


async def test_it_is_stopped_by_a_key_and_what_was_found_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, go_on = threading.Event(), threading.Event()
    whole = Desk.try_protocol

    def slow(desk: Desk, protocol: Protocol, told: Told) -> Tried:
        def wait(looked: int, charts: int) -> bool:
            if looked == 0:
                told(looked, charts)
                going.set()
                go_on.wait(30)
            return told(looked, charts)

        return whole(desk, protocol, wait)

    monkeypatch.setattr(Desk, "try_protocol", slow)
    desk = clinics.clinic(tmp_path / "c")
    app = clinics.app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f3")
        await settled(pilot)
        await pilot.press("6")
        await pilot.pause()
        assert going.wait(30)
        await pilot.pause()
        assert "0 of 1 charts" in seen(pilot)
        await pilot.press("escape")
        go_on.set()
        await settled(pilot)
        assert isinstance(app.screen, TryRuleScreen)
        assert "in 0 of 1 charts; stopped before the end." in seen(pilot)


@pytest.mark.parametrize(
    ("looked", "charts", "drawn"),
    [
        (0, 0, "──────────  reading …"),
        (0, 40, "──────────  0 of 40 charts"),
        (19, 40, "████──────  19 of 40 charts"),
        (40, 40, "██████████  40 of 40 charts"),
    ],
)
def test_the_bar_says_how_far_it_is_in_words_too(looked: int, charts: int, drawn: str) -> None:
    assert line(bar(looked, charts, 10)).plain == drawn
