"""The look of all papers: page, grid, colours and type sizes. Points, y counted from the top."""

from __future__ import annotations

from typing import Final

WIDTH: Final = 595.28
HEIGHT: Final = 841.89
LEFT: Final = 42.0
RIGHT: Final = WIDTH - 42.0
ROOM: Final = RIGHT - LEFT
TOP: Final = 66.0
BOTTOM: Final = HEIGHT - 52.0
"""Content ends here; below it stands the footer."""

INK: Final = "#16222C"
SECOND: Final = "#52616D"
"""Labels and context, about 6:1 on white."""
HAIR: Final = "#D3DAE0"
WASH: Final = "#F3F6F8"
BAND: Final = "#DCE7EE"
INJURED: Final = "#0B4F7D"
"""The injured side and the accent: dark, thick, filled."""
OTHER: Final = "#8B98A4"
"""The other side: grey, thin, open."""
STOP: Final = "#B5400A"
"""Not met and stop; always with a word and a shape."""
GO: Final = "#D9EDE2"
CAREFUL: Final = "#F6C24A"
HATCH: Final = "#B98A1C"
WALK: Final = "#C9D6DF"
STRIP: Final = "#DDE4EA"
WHITE: Final = "#FFFFFF"

DISPLAY: Final = 20.0
VERDICT: Final = 13.5
HEADING: Final = 12.5
FACT: Final = 9.6
BODY: Final = 8.4
SMALL: Final = 7.2
TINY: Final = 6.4
"""Ticks and footnotes only."""

DOOR_DISPLAY: Final = 23.0
DOOR_HEADING: Final = 15.0
DOOR_FACT: Final = 13.0
DOOR_BODY: Final = 12.0
DOOR_SMALL: Final = 10.0
"""The patient's own paper is read at arm's length: body never below 12."""


def column(first: int, span: int, of: int = 12, gutter: float = 10.0) -> tuple[float, float]:
    """Left edge and width of some columns of the grid, counted from 0."""
    one = (ROOM - gutter * (of - 1)) / of
    return LEFT + first * (one + gutter), span * one + (span - 1) * gutter
