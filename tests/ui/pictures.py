"""Screens as text that a reviewer can read: characters, and below them the style of each cell.

    python -m tests.ui.pictures        # writes tests/ui/screens/ anew

A file holds one screen at three sizes of the terminal. A style is told for the dark theme, the
light one and without colour, by the names of the themes' tokens where they have one.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.filter import Monochrome
from textual.pilot import Pilot
from textual.strip import Strip

from clinic_tui.ui.themes import TOKENS
from tests.ui.every_screen import still, walk

HERE = Path(__file__).with_name("screens")
SIZES = ((80, 24), (120, 40), (200, 50))
NAMES = {
    theme: {color.upper(): name for name, color in reversed(tokens.items())}
    for theme, tokens in TOKENS.items()
}
CHANGING = (
    (re.compile(r"\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b"), "code"),
    (re.compile(r"\bCT1(-[0-9A-Z]{4}){3}\b"), "paper"),
    (re.compile(r"\b\d+-[0-9a-f]{8,}\b"), "head"),
)
"""What is another one each time."""
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOOKS = ("bold", "dim", "italic", "underline", "reverse", "strike")


@lru_cache(maxsize=4096)
def told(style: Style | None, theme: str) -> str:
    """A style in words."""
    if style is None:
        return "none"
    looks = [each for each in LOOKS if getattr(style, each)]
    return " ".join([*looks, _color(style.color, theme), "on", _color(style.bgcolor, theme)])


def _color(color: RichColor | None, theme: str) -> str:
    if color is None:
        return "none"
    found = Color.from_rich_color(color).hex
    return NAMES.get(theme, {}).get(found.upper(), found.lower())


def masked(text: str) -> str:
    """A row without what is another one each time, as wide as before."""
    for pattern, name in CHANGING:
        for found in pattern.finditer(text):
            text = text.replace(found[0], name.ljust(len(found[0]), "*"))
    return text


def cells(rows: Sequence[Strip], theme: str) -> list[list[str]]:
    """The style of every character, row by row."""
    return [
        [look for piece in row for look in [told(piece.style, theme)] * len(piece.text)]
        for row in rows
    ]


def greyed(rows: Sequence[Strip]) -> list[Strip]:
    """Rows as they are drawn where `NO_COLOR` is set."""
    return [row.apply_filter(Monochrome(), Color(0, 0, 0)) for row in rows]


def drawn(size: tuple[int, int], dark: Sequence[Strip], light: Sequence[Strip]) -> str:
    """One screen at one size."""
    looks = [cells(dark, "dark"), cells(light, "light"), cells(greyed(dark), "grey")]
    legend: dict[str, str] = {}
    lines = [f"== {size[0]}x{size[1]}"]
    lines += [masked(row.text).rstrip() for row in dark]
    lines.append("-- styles")
    for row in zip(*looks, strict=True):
        runs = []
        for style, run in groupby(_together(row)):
            letter = legend.setdefault(style, LETTERS[len(legend)])
            runs.append(f"{letter}{sum(1 for _ in run)}")
        lines.append(" ".join(runs))
    lines += [f"-- {letter}: {style}" for style, letter in legend.items()]
    return "\n".join(lines) + "\n"


def _together(row: tuple[list[str], ...]) -> Iterator[str]:
    for dark, light, grey in zip(*row, strict=True):
        yield f"{dark} | {'same' if light == dark else light} | {grey}"


async def both(pilot: Pilot[None]) -> tuple[list[Strip], list[Strip]]:
    """The screen in the dark and in the light theme; whichever was there comes first."""
    found = {pilot.app.theme: await still(pilot)}
    other = "clinic-light" if pilot.app.theme == "clinic-dark" else "clinic-dark"
    pilot.app.theme = other
    found[other] = await still(pilot)
    return found["clinic-dark"], found["clinic-light"]


async def pictures(size: tuple[int, int]) -> dict[str, str]:
    """Every screen at one size, by its name; the folder one is in takes the clinics."""
    found: dict[str, str] = {}

    async def look(pilot: Pilot[None], name: str) -> None:
        found[name] = drawn(size, *await both(pilot))

    await walk(Path(), size, look)
    return found


def kept(name: str, size: tuple[int, int]) -> str:
    """What a screen looked like when it was last looked at; empty where nobody did."""
    path = HERE / f"{name}.txt"
    if not path.is_file():
        return ""
    parts = re.split(r"(?m)^(?=== \d+x\d+$)", path.read_text(encoding="utf-8"))
    return next((part for part in parts if part.startswith(f"== {size[0]}x{size[1]}\n")), "")


def main() -> None:
    """Writes all of them."""
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", HOME="/home/physio")
    os.environ.pop("NO_COLOR", None)
    made = []
    for size in SIZES:
        with TemporaryDirectory() as place:
            os.chdir(place)
            made.append(asyncio.run(pictures(size)))
            os.chdir("/")
    HERE.mkdir(exist_ok=True)
    for old in HERE.glob("*.txt"):
        old.unlink()
    for name in made[0]:
        (HERE / f"{name}.txt").write_text("".join(each[name] for each in made), encoding="utf-8")
    sys.stdout.write(f"{len(made[0])} screens in {HERE}\n")


if __name__ == "__main__":
    main()
