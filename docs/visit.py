"""Makes the README's recorded visit anew: the demo by keys, as one SVG that moves.

    python docs/visit.py

Frames are screens as they stood; rows that did not change are drawn once, so that the file stays
small. It plays in any browser without a script, and stands still where motion is not wanted.
"""

from __future__ import annotations

import asyncio
import os
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.style import Style
from textual.pilot import Pilot
from textual.strip import Strip

from clinic_tui.demo.visit import opened
from clinic_tui.ui.app import ClinicApp

HERE = Path(__file__).with_name("pictures")
SIZE = (120, 36)
WIDTH, HEIGHT, MARGIN = 8.4, 18, 12
"""Pixels of a cell, and round all of them."""
NAMED = {" ": "space", "/": "slash", "\n": "enter"}
PAPER, INK = "#12161b", "#dde3e9"


@dataclass(frozen=True, slots=True)
class Frame:
    """A screen, and how many seconds it is looked at."""

    rows: tuple[str, ...]
    seconds: float


class Recorder:
    """Presses keys and keeps what then stands."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self._pilot = pilot
        self.frames: list[Frame] = []

    async def key(self, *keys: str, seconds: float = 0.12) -> None:
        """Keys, one frame after the last of them."""
        await self._pilot.press(*keys)
        for _ in range(4):
            await self._pilot.app.workers.wait_for_complete()
            await self._pilot.pause(0.03)
        self._pilot.app.clear_notifications()
        await self._pilot.pause(0.03)
        strips = self._pilot.app.screen._compositor.render_strips()
        self.frames.append(Frame(tuple(drawn(strip) for strip in strips), seconds))

    async def text(self, text: str, *, rest: float = 0.5) -> None:
        """A text, a frame for each letter; the last one is looked at longer."""
        for index, char in enumerate(text):
            last = index == len(text) - 1
            await self.key(NAMED.get(char, char), seconds=rest if last else 0.12)


def drawn(strip: Strip) -> str:
    """One row of cells as SVG, without its height."""
    grounds, words, x = "", "", 0
    for piece in strip:
        style, length = piece.style or Style(), piece.cell_length
        ink, ground = _hex(style.color, INK), _hex(style.bgcolor, PAPER)
        if style.reverse:
            ink, ground = ground, ink
        left = round(MARGIN + x * WIDTH, 1)
        if ground != PAPER:
            size = f'width="{round(length * WIDTH, 1)}" height="{HEIGHT}"'
            grounds += f'<rect x="{left}" {size} fill="{ground}"/>'
        if piece.text.strip():
            blank = len(piece.text) - len(piece.text.lstrip())
            at, said = round(left + blank * WIDTH, 1), piece.text.strip()
            long = f'textLength="{round(len(said) * WIDTH, 1)}"' if len(said) > 1 else ""
            bold = ' font-weight="bold"' if style.bold else ""
            words += f'<text x="{at}" y="13" fill="{ink}"{bold} {long}>{escape(said)}</text>'
        x += length
    return grounds + words


def _hex(color: object, usual: str) -> str:
    found = getattr(color, "triplet", None)
    return usual if found is None else str(found.hex)


def moving(frames: list[Frame]) -> str:
    """All frames as one SVG: each row appears and goes by its own clock."""
    total = sum(frame.seconds for frame in frames)
    spans: list[tuple[int, str, float, float]] = []
    shapes: dict[str, str] = {}
    for y in range(SIZE[1]):
        now, since, at = "", 0.0, 0.0
        for frame in (*frames, None):
            row = frame.rows[y] if frame else None
            if row != now:
                if now:
                    spans.append((y, now, since, at))
                now, since = row or "", at
            at += frame.seconds if frame else 0
    rules, uses = [], []
    for number, (y, row, since, until) in enumerate(spans):
        shape = shapes.setdefault(row, f"r{len(shapes)}")
        uses.append(f'<use href="#{shape}" y="{MARGIN + y * HEIGHT}" class="f f{number}"/>')
        one, two = 100 * since / total, 100 * until / total
        steps = [f"{one:.3f}%{{opacity:1}}"]
        if since > 0:
            steps.insert(0, "0%{opacity:0}")
        if until < total:
            steps.append(f"{two:.3f}%{{opacity:0}}")
        steps.append(f"100%{{opacity:{1 if until >= total else 0}}}")
        rules.append(f"@keyframes k{number}{{{''.join(steps)}}}")
        rules.append(f".f{number}{{animation-name:k{number}}}")
    width, height = 2 * MARGIN + SIZE[0] * WIDTH, 2 * MARGIN + SIZE[1] * HEIGHT
    last = "".join(
        f'<use href="#{shapes[row]}" y="{MARGIN + y * HEIGHT}"/>'
        for y, row in enumerate(frames[-1].rows)
        if row
    )
    fonts = "JetBrains Mono, DejaVu Sans Mono, Menlo, Consolas, monospace"
    style = (
        f"text{{font-size:14px;font-family:{fonts};white-space:pre}}"
        f".f{{opacity:0;animation:{total:.2f}s step-end infinite}}.still{{display:none}}"
        "@media (prefers-reduced-motion:reduce){.f{display:none}.still{display:inline}}"
        f"{''.join(rules)}"
    )
    defs = "".join(f'<g id="{name}">{row}</g>' for row, name in shapes.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}">'
        f"<title>A visit by keys, {total:.0f} seconds</title><style>{style}</style>"
        f'<defs>{defs}</defs><rect width="100%" height="100%" rx="8" fill="{PAPER}"/>'
        f'{"".join(uses)}<g class="still">{last}</g></svg>\n'
    )


async def visit() -> list[Frame]:
    """From the list to a decision: one runner, some cells by hand, the rest as whole rows."""
    with TemporaryDirectory() as place:
        app = ClinicApp(opened(Path(place)))
        app.animation_level = "none"
        async with app.run_test(size=SIZE) as pilot:
            take = Recorder(pilot)
            await take.key(seconds=1.5)
            await take.text("lindq", rest=0.8)
            await take.key("enter", seconds=2.2)
            await take.key("a", seconds=1.2)
            for _ in range(15):
                await take.key("n", seconds=0.16)
            await take.key("enter", seconds=1.2)
            for cell in ("30p0\n", "1p0\n", "1\n", "0\n", "1", "\n", "1", "\n", "1", "\n"):
                await take.text(cell, rest=0.3)
            for cell in ("127\n", "129\n", "15\n", "16\n"):
                await take.text(cell, rest=0.4)
            await take.key("slash", seconds=0.6)
            await take.text("abd L 182 186 184 p0 R 212 215 214 p0", rest=1.6)
            await take.key("enter", seconds=1.8)
            await take.key("escape", seconds=0.4)
            await take.key("ctrl+s", seconds=3.0)
            await take.key("ctrl+s", seconds=3.5)
            await take.key("d", seconds=2.0)
            await take.key("down", seconds=3.5)
    return take.frames


def main() -> None:
    """Writes the picture."""
    svg = re.sub(r" +>", ">", moving(asyncio.run(visit())))
    (HERE / "visit.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    # Whatever terminal this is made in, all colours are in it.
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    os.environ.pop("NO_COLOR", None)
    main()
