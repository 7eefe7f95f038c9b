"""Makes the README's pictures anew: real screens and papers of the demo clinic.

    python docs/pictures.py

Screens are driven by keys and kept as SVG without any address in it; papers become PNG by
`pdftoppm` (poppler-utils).
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from clinic_tui.demo.visit import opened
from clinic_tui.desk.kinds import KINDS
from clinic_tui.model.person import PatientId
from clinic_tui.ui.app import ClinicApp

HERE = Path(__file__).with_name("pictures")
RUNNER = "lindq"
DIARY = "cuyer"
NAMED = {" ": "space", "/": "slash"}
TODAY = (
    *("wlk 31 p0", "str 2 p0", "pd 1", "pn 0", "swl none", "lmp no", "clk none", "cyc 23 p0"),
    *("fl L 127 R 129", "ex L 15 R 16", "ab L 45 R 47", "ad L 29 R 30"),
    *("ir L 37 R 39", "er L 45 R 46"),
    *("flx L 218 221 219 p0 R 226 224 225 p0", "ext L 258 262 260 p0 R 266 269 268 p0"),
    "abd L 182 186 184 p0 R 212 215 214 p0",
)
"""What is typed: everything up to a weak abduction; the rest stays to be measured."""


async def typed(pilot: Pilot[None], text: str) -> None:
    """A text key by key."""
    for char in text:
        await pilot.press(NAMED.get(char, char))
    await settled(pilot)


async def settled(pilot: Pilot[None]) -> None:
    """Waits until nothing is on its way to the screen."""
    for _ in range(5):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.1)


def keep(pilot: Pilot[None], name: str) -> None:
    """Writes the screen as SVG that loads nothing from anywhere."""
    svg = pilot.app.export_screenshot(title="clinic_tui")
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "JetBrains Mono, DejaVu Sans Mono, Menlo, Consolas")
    svg = re.sub(r"\n\s*\n+", "\n", svg)
    (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")


async def screens(size: tuple[int, int], *stations: str, light: bool = False) -> None:
    """One visit by keys, with a picture at the stations that are named."""

    def station(name: str) -> None:
        if name in stations:
            keep(pilot, f"{name}-{size[0]}x{size[1]}")

    with TemporaryDirectory() as place:
        app = ClinicApp(opened(Path(place)))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            if light:
                app.action_light()
            await typed(pilot, "l")
            station("patients")
            await typed(pilot, RUNNER[1:])
            await pilot.press("enter")
            await settled(pilot)
            await pilot.press("a")
            await settled(pilot)
            await pilot.press(*"n" * 15, "enter")
            await settled(pilot)
            await pilot.press("slash")
            for row in TODAY:
                await typed(pilot, row)
                await pilot.press("enter")
            await settled(pilot)
            station("assessment")
            await pilot.press("ctrl+s")
            await settled(pilot)
            station("review")
            await pilot.press("ctrl+s")
            await settled(pilot)
            station("readiness")
            await pilot.press("d", "down")
            await settled(pilot)
            station("decide")


async def trends(size: tuple[int, int]) -> None:
    """Every strength over the visits of the runner of the plan."""
    with TemporaryDirectory() as place:
        app = ClinicApp(opened(Path(place)))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await typed(pilot, RUNNER)
            await pilot.press("enter", "3", "right")
            await settled(pilot)
            keep(pilot, f"trends-{size[0]}x{size[1]}")


async def diary(size: tuple[int, int]) -> None:
    """The course of the runner who keeps a diary."""
    with TemporaryDirectory() as place:
        app = ClinicApp(opened(Path(place)))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await typed(pilot, DIARY)
            await pilot.press("enter", "5")
            await settled(pilot)
            keep(pilot, f"diary-{size[0]}x{size[1]}")


def papers() -> None:
    """The papers of one runner: of each its first three pages and its last."""
    with TemporaryDirectory() as place:
        desk = opened(Path(place))
        for kind in KINDS:
            path = desk.hand_out(PatientId("0001"), kind.id)
            drawn = Path(place) / "drawn" / kind.id
            drawn.mkdir(parents=True)
            subprocess.run(["pdftoppm", "-r", "60", "-png", str(path), drawn / "page"], check=True)
            pages = sorted(drawn.glob("*.png"))
            for number, page in enumerate([*pages[:3], *pages[3:][-1:]], 1):
                (HERE / f"{kind.id}-{number}.png").write_bytes(page.read_bytes())


def main() -> None:
    """All pictures."""
    HERE.mkdir(exist_ok=True)
    asyncio.run(screens((120, 40), "patients", "assessment", "review", "decide"))
    asyncio.run(screens((120, 40), "readiness", light=True))
    asyncio.run(screens((80, 24), "assessment"))
    asyncio.run(trends((120, 40)))
    asyncio.run(diary((120, 40)))
    papers()


if __name__ == "__main__":
    # Whatever terminal this is made in, all colours are in it.
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    os.environ.pop("NO_COLOR", None)
    main()
