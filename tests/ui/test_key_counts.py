"""How many keys a whole visit costs, against the digits that have to be said anyway.

The base chart is entered by hand: every pain typed, nothing there before. The floor is counted from
the chart: its digits, and for each value one key that ends it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from textual.events import Key
from textual.pilot import Pilot

from clinic_tui.desk.desk import Desk
from clinic_tui.judgement.values import plain
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import PatientId
from clinic_tui.model.reading import Answered, Measured, Reading
from clinic_tui.ui.screens import papers
from clinic_tui.ui.screens.assessment import AssessmentScreen
from clinic_tui.ui.screens.decide import DecideScreen
from clinic_tui.ui.screens.flags import FlagsScreen
from clinic_tui.ui.screens.papers import PapersScreen
from clinic_tui.ui.screens.patients import PatientsScreen
from tests.builders import base_assessment, base_episode, base_patient
from tests.ui import visits
from tests.ui.visits import NAMES, RUNNER, settled

MOST_OVER = 1.05
"""Keys of the base chart against their floor."""
MOST_BESIDE = 60
"""Keys of a visit beside those of its values."""


class Hand:
    """Presses keys and counts them."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.values = 0
        """Keys of values, each with the key that ends it."""
        self.others = 0

    @property
    def keys(self) -> int:
        return self.values + self.others

    async def write(self, text: str) -> None:
        """A value; its last key is the one that ends it."""
        self.values += len(text)
        await self._hit(text)

    async def press(self, *keys: str) -> None:
        """Keys that are no value; what they lead to is waited for."""
        self.others += len(keys)
        await self._hit(keys)
        await settled(self.pilot)

    async def _hit(self, keys: str | tuple[str, ...]) -> None:
        for key in keys:
            name = "enter" if key == "\n" else NAMES.get(key, key)
            self.pilot.app.post_message(Key(name, key if len(key) == 1 else None))
        await self.pilot.pause()


def digits(value: object) -> int:
    """Digits of a value; its point is one key more than the floor allows."""
    return sum(char.isdigit() for char in str(value))


def floor_of(reading: Reading) -> int:
    """Digits of a cell and one separator for each value in it."""
    if isinstance(reading, Answered):
        return 2
    assert isinstance(reading, Measured)
    said = [*map(plain, reading.trials), *([] if reading.pain is None else [reading.pain])]
    return sum(digits(value) + 1 for value in said)


def levers(assessment: Assessment) -> dict[str, str]:
    """The lever arm of each row that has one, as it is said once for the row."""
    return {
        reading.measure: plain(reading.lever_m)
        for reading in assessment.readings
        if isinstance(reading, Measured) and reading.lever_m is not None
    }


def floor_of_cells(assessment: Assessment) -> int:
    """Fewest keys of all cells."""
    cells = sum(floor_of(reading) for reading in assessment.readings)
    return cells + sum(digits(lever) + 1 for lever in levers(assessment).values())


def floor_of_questions(assessment: Assessment) -> int:
    """Fewest keys of the red flags and of what may hide pain: an answer and its separator."""
    return 2 * (len(assessment.red_flags) + 2)


def typed(reading: Reading, lever: str) -> str:
    """What a hand types into a cell, enter included."""
    measure = built_in().measures[reading.measure]
    if isinstance(reading, Answered):
        return f"{measure.answers.index(reading.answer) + 1}\n"
    assert isinstance(reading, Measured)
    trials = " ".join(plain(trial) for trial in reading.trials)
    pain = "" if reading.pain is None else f"p{reading.pain}"
    mark = "" if not lever else f"l{int(float(lever) * 100)}"
    return f"{trials}{pain}{mark}\n"


async def answer_questions(hand: Hand) -> None:
    """Every row of the red-flag screen is a no."""
    assert isinstance(hand.pilot.app.screen, FlagsScreen)
    await hand.write("n" * len(hand.pilot.app.screen.rows))
    await hand.press("enter")


async def fill(hand: Hand, screen: AssessmentScreen, wanted: Assessment) -> None:
    """Types each value where the mark stands; enter goes past what the chart does not hold."""
    left = {(reading.measure, reading.side): reading for reading in wanted.readings}
    lever = levers(wanted)
    visited = 0
    while left:
        visited += 1
        assert visited < 100, f"the mark never comes to {left}"
        if reading := left.pop(screen.visit.cells.here, None):
            await hand.write(typed(reading, lever.pop(reading.measure, "")))
            assert not screen.visit.trouble, screen.visit.said
        else:
            hand.others += 1
            await hand._hit(("enter",))
    await settled(hand.pilot)


def new_patient(folder: Path) -> Desk:
    """A runner with an injury and no visit yet, and another one with nearly her name."""
    desk = visits.clinic(folder, Chart(patient=base_patient(), episodes=(base_episode(),)))
    near = base_patient(id=PatientId("0002"), family_name="Lindgren", given_name="Ola")
    desk.add_chart(Chart(patient=near, episodes=(base_episode(),)))
    return desk


def same(draft: Assessment, wanted: Assessment) -> None:
    """The draft holds what the base chart holds, and nothing else."""
    found = {(r.measure, r.side): r for r in draft.readings}
    assert found == {(r.measure, r.side): r for r in wanted.readings}
    assert {(a.flag, a.present) for a in draft.red_flags} == {
        (a.flag, a.present) for a in wanted.red_flags
    }
    assert draft.masking == wanted.masking


async def test_a_whole_visit_costs_hardly_more_keys_than_its_digits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def viewer(path: Path) -> str:
        opened.append(path)
        return ""

    monkeypatch.setattr(papers, "open_paper", viewer)
    wanted, desk = base_assessment(), new_patient(tmp_path / "c")
    app = visits.app_of(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, PatientsScreen)
        hand = Hand(pilot)
        await hand.press(*"lindq", "f2")
        found = hand.keys
        await answer_questions(hand)
        asked = hand.keys
        screen = app.screen
        assert isinstance(screen, AssessmentScreen)
        await fill(hand, screen, wanted)
        same(screen.visit.draft, wanted)
        whole, cells = hand.keys - found, hand.keys - asked
        await hand.press("ctrl+s")
        await hand.press("ctrl+s")
        await hand.press("d")
        assert isinstance(app.screen, DecideScreen), visits.seen(pilot)
        await hand.press("down", "tab")
        await hand.press("ctrl+s")
        await hand.press("7")
        assert isinstance(app.screen, PapersScreen), visits.seen(pilot)
        await hand.press("p")
        await hand.press("enter")
        await hand.press("v")

    floor = floor_of_cells(wanted)
    least = floor + floor_of_questions(wanted)
    print(f"\nquestions and cells {whole} keys, floor {least}: {whole / least:.3f}; ", end="")
    print(f"cells alone {cells}, floor {floor}: {cells / floor:.3f}; beside values {hand.others}")
    assert whole <= MOST_OVER * least
    # The one-key answers to the red flags do not pay for the cells.
    assert cells <= MOST_OVER * floor
    assert hand.others <= MOST_BESIDE

    chart = visits.again(tmp_path / "c").chart(RUNNER)
    (visit,) = chart.assessments
    same(visit, wanted)
    assert visit.signed is not None
    assert chart.clearances[-1].events[-1].kind == "given"
    (paper,) = opened
    assert "Marta Lindqvist" in " ".join(PdfReader(paper).pages[0].extract_text().split())
