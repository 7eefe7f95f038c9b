"""Every screen at three sizes: as it was looked at, readable in every theme, six keys below."""

from __future__ import annotations

import importlib
import pkgutil
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widgets import Label
from textual.widgets._footer import FooterKey

from clinic_tui.desk.settings import Settings
from clinic_tui.ui import screens
from clinic_tui.ui.symbols import PLAIN
from clinic_tui.ui.themes import LIGHT, TOKENS
from tests.ui.every_screen import MOMENT, at_rest, still, walk
from tests.ui.pictures import SIZES, both, drawn, greyed, kept

ENOUGH = 4.5
MOST_KEYS = 6
UNEXPLAINED = {"BlankScreen", "PressModal", "HelpModal", "ChartScreen"}
"""One that is to say nothing, one that takes any key, the explanation itself, what tabs share."""
TO_RENEW = "python -m tests.ui.pictures writes them anew; look at the difference"
SIGNS = frozenset("✓×?▲●○!›√≤≥±")
CONSOLES = {
    "xterm": ("#000000", "#7f7f7f", "#e5e5e5", "#ffffff", "#00ffff", "#ffff00"),
    "Windows": ("#0c0c0c", "#767676", "#cccccc", "#f2f2f2", "#61d6d6", "#f9f1a5"),
    "Linux": ("#000000", "#555555", "#aaaaaa", "#ffffff", "#55ffff", "#ffff55"),
    "VS Code": ("#000000", "#666666", "#e5e5e5", "#e5e5e5", "#29b8db", "#f5f543"),
}
"""What some terminals make of black, bright black, white, bright white, cyan and yellow."""
CELLS = {0: 0, 8: 1, 7: 2, 15: 3, 14: 4, 11: 5}
"""Which of them a number of the terminal's palette is."""


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [part / 255 for part in (color.r, color.g, color.b)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """How far two colours are apart, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def front(pilot: Pilot[None]) -> Region:
    """Where the screen in front stands; what lies behind a box is dimmed on purpose."""
    screen = pilot.app.screen
    if isinstance(screen, ModalScreen) and screen.children:
        return screen.children[0].region
    return screen.region


def pairs(rows: Sequence[Strip], region: Region) -> Iterator[tuple[Color, Color, str]]:
    """Colours of all letters, figures and signs, and what they stand on."""
    for y, row in enumerate(rows):
        x = 0
        for piece in row:
            style, text = piece.style or Style(), piece.text
            inside = region.contains(x, y)
            x += piece.cell_length
            words = any(char.isalnum() or char in SIGNS for char in text)
            if not inside or not words or style.color is None or style.bgcolor is None:
                continue
            ink, ground = of(style.color), of(style.bgcolor)
            if style.dim:
                ink = ground.blend(ink, 0.5)
            yield (ground, ink, text) if style.reverse else (ink, ground, text)


def of(color: RichColor) -> Color:
    """A colour of the terminal."""
    return Color.from_rich_color(color)


def too_faint(rows: Sequence[Strip], region: Region) -> set[str]:
    """Texts that are not far enough from their ground."""
    return {
        f"{ink.hex} on {ground.hex} {contrast(ink, ground):.2f}: {text.strip()[:30]}"
        for ink, ground, text in pairs(rows, region)
        if contrast(ink, ground) < ENOUGH
    }


def keys_below(pilot: Pilot[None]) -> list[str]:
    """What the footer names, without the palette, which always stands apart."""
    found = pilot.app.screen.query(FooterKey)
    return [key.description for key in found if not key.has_class("-command-palette")]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders that screens name are the same in each run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/physio")


@pytest.mark.parametrize(
    "size",
    [*SIZES[:2], pytest.param(SIZES[2], marks=pytest.mark.long)],
    ids=lambda size: f"{size[0]}x{size[1]}",
)
async def test_every_screen_is_as_it_was_looked_at(size: tuple[int, int]) -> None:
    others: list[str] = []
    faint: dict[str, set[str]] = {}
    crowded: dict[str, list[str]] = {}

    async def look(pilot: Pilot[None], name: str) -> None:
        dark, light = await both(pilot)
        if drawn(size, dark, light) != kept(name, size):
            others.append(name)
        region = front(pilot)
        if found := set().union(*(too_faint(r, region) for r in (dark, light, greyed(dark)))):
            faint[name] = found
        if len(keys := keys_below(pilot)) > MOST_KEYS:
            crowded[name] = keys

    await walk(Path(), size, look)
    assert faint == {}
    assert crowded == {}
    assert others == [], TO_RENEW


async def test_high_contrast_and_plain_symbols_on_every_screen() -> None:
    """Every text far enough from its ground, and only characters that old fonts have."""
    faint: dict[str, set[str]] = {}
    strange: dict[str, set[str]] = {}

    async def look(pilot: Pilot[None], name: str) -> None:
        rows = await still(pilot)
        if found := too_faint(rows, front(pilot)):
            faint[name] = found
        drawn_with = {char for row in rows for char in row.text}
        if found := {char for char in drawn_with if not is_plain(char)}:
            strange[name] = found

    await walk(Path(), (80, 24), look, Settings(theme="contrast", symbols="plain"))
    assert faint == {}
    assert strange == {}


def is_plain(char: str) -> bool:
    """Whether fonts of old consoles have a character, or it is a letter of somebody's name."""
    if ord(char) in PLAIN:
        return False
    fine = "─│▄█√›▲●○≤≥±−…←↑→↓–“”’×°²"
    return char.isascii() or char in fine or unicodedata.category(char)[0] in "LM"


@pytest.mark.long
async def test_sixteen_colours_are_the_terminals_own_and_far_enough_apart() -> None:
    seen: set[tuple[int | None, int | None]] = set()

    async def look(pilot: Pilot[None], name: str) -> None:
        region = front(pilot)
        for y, row in enumerate(await still(pilot)):
            x = 0
            for piece in row:
                style = piece.style or Style()
                if region.contains(x, y) and any(c.isalnum() or c in SIGNS for c in piece.text):
                    one = style.color.number if style.color else None
                    two = style.bgcolor.number if style.bgcolor else None
                    seen.add((two, one) if style.reverse else (one, two))
                x += piece.cell_length

    await walk(Path(), (80, 24), look, Settings(theme="ansi"))
    assert seen
    assert {number for pair in seen for number in pair} <= set(CELLS), seen
    for terminal, colors in CONSOLES.items():
        for ink, ground in seen:
            assert ink is not None
            assert ground is not None
            one, two = Color.parse(colors[CELLS[ink]]), Color.parse(colors[CELLS[ground]])
            assert contrast(one, two) >= ENOUGH, (terminal, ink, ground)


class Late(App[None]):
    """Shows something after a moment, work beside the keys, and two drawings."""

    def compose(self) -> ComposeResult:
        yield Label("early")

    def on_mount(self) -> None:
        self.set_timer(MOMENT, lambda: self.run_worker(self.work, thread=True))

    def work(self) -> None:
        self.call_later(self.set_timer, MOMENT, lambda: self.call_after_refresh(self.told))

    def told(self) -> None:
        self.query_one(Label).update("late")


async def test_a_picture_waits_for_all_that_is_still_to_come() -> None:
    async with Late().run_test() as pilot:
        await at_rest(pilot)
        assert str(pilot.app.query_one(Label).render()) == "late"


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_tokens_are_far_enough_apart(theme: str) -> None:
    tokens = TOKENS[theme]
    wanted = 7.0 if theme == "contrast" else ENOUGH
    for ink in ("ink", "soft", "lead", "warn"):
        for ground in ("paper", "sheet", "band", "pick"):
            found = contrast(Color.parse(tokens[ink]), Color.parse(tokens[ground]))
            assert found >= wanted, f"{ink} on {ground} is {found:.2f}"


def test_contrast_is_computed_as_wcag_does() -> None:
    assert round(contrast(Color.parse("#000"), Color.parse("#fff")), 1) == 21.0
    assert round(contrast(Color.parse(LIGHT["ink"]), Color.parse(LIGHT["paper"])), 1) == 15.9


def test_every_screen_is_explained() -> None:
    names = [each.name for each in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}.")]
    found = {
        each
        for name in names
        for each in vars(importlib.import_module(name)).values()
        if isinstance(each, type) and issubclass(each, Screen) and each.__module__ == name
    }
    assert len(found) > 40
    assert {each.__name__ for each in found if not getattr(each, "HELP", None)} == UNEXPLAINED
