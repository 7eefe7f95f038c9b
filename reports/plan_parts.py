"""What the parts of the patient's plan share: headings and lines of text in its own size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reports.flow import Block
from reports.house import DOOR_BODY, DOOR_HEADING, INK, LEFT, RIGHT, ROOM
from reports.pen import Pen
from reports.tags import Tag
from reports.typeface import width, wrapped

LEAD: Final = 1.2
"""Line to line of the patient's text, in type sizes."""
STEP: Final = DOOR_BODY * LEAD


def section(title: str, note: str = "") -> Block:
    """A heading under a line, with what belongs to it at the right, or below where it is long."""
    used = width(title, DOOR_HEADING, "SemiBold")
    beside = used + 14 + width(note, DOOR_BODY) <= ROOM
    below = [] if beside else wrapped(note, ROOM, DOOR_BODY)

    def draw(pen: Pen, y: float) -> None:
        pen.rule(LEFT, y + 2, RIGHT, y + 2, INK, 1.1)
        pen.text(LEFT, y + 18.5, title, DOOR_HEADING, "SemiBold")
        with pen.inside(Tag()):
            if note and beside:
                pen.text(RIGHT, y + 18.5, note, DOOR_BODY, align="right")
            rows_of_text(pen, LEFT, y + 35, below)

    return Block(26.0 + len(below) * STEP, draw, with_next=True, tag=Tag("H2"))


def rows_of_text(pen: Pen, x: float, y: float, rows: Sequence[str]) -> float:
    """Lines of body text, the first with its baseline at y; answers the next baseline."""
    for row in rows:
        pen.text(x, y, row, DOOR_BODY)
        y += STEP
    return y
