"""The band that says cleared or not cleared: one size and place for both."""

from __future__ import annotations

from typing import Final

from reports import signs
from reports.flow import Block
from reports.house import DISPLAY, INJURED, INK, LEFT, ROOM, STOP, WHITE
from reports.parts import bounded
from reports.pen import Pen
from reports.tags import Tag
from reports.typeface import width, wrapped

SENTENCE: Final = 10.0
INSET: Final = 48.0


def band(headline: str, sentence: str, *, good: bool, inset: float = 0.0) -> Block:
    """A full-width band: sign, headline, and one sentence beside or below it.

    Args:
        headline: in capitals.
        sentence: from when to when, or why not.
        good: whether running is allowed.
        inset: by how much it is narrower than the page on each side.
    """
    left, room = LEFT + inset, ROOM - 2 * inset
    said = bounded(sentence)
    used = width(headline, DISPLAY, "SemiBold") + INSET + 16
    beside = wrapped(said, room - used - 14, SENTENCE)
    below = wrapped(said, room - INSET - 14, SENTENCE)
    if len(beside) == 2:
        beside = _even(said, room - used - 14)
    rows = beside if len(beside) <= 2 else below
    step = SENTENCE * 1.3
    height = 42.0 if rows is beside else 42.0 + len(rows) * step

    def draw(pen: Pen, y: float) -> None:
        ground = INJURED if good else STOP
        # Its own tone is paler on a copier, so what forbids has an edge as well.
        pen.box(left, y, room, height, ground, None if good else INK, 5, 2.0)
        if good:
            signs.go(pen, left + 25, y + 21, 11)
        else:
            signs.stop(pen, left + 25, y + 21, 11, ground)
        with pen.inside(Tag("H2")):
            pen.text(left + INSET, y + 28, headline, DISPLAY, "SemiBold", WHITE)
        x, at = (left + used, y + 24.5) if rows is beside else (left + INSET, y + 45)
        if rows is beside and len(rows) == 2:
            at -= step / 2
        with pen.inside(Tag()):
            for row in rows:
                pen.text(x, at, row, SENTENCE, ink=WHITE)
                at += step

    return Block(height, draw)


def _even(text: str, room: float) -> list[str]:
    """Two lines of about one length, so that no last word stands alone."""
    rows = wrapped(text, room, SENTENCE)
    while len(narrower := wrapped(text, room - 6, SENTENCE)) == 2 and room > 60:
        rows, room = narrower, room - 6
    return rows
