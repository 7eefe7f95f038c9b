"""What the parts of the patient's plan share: headings and lines of text in its own size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reports.flow import Block
from reports.house import DOOR_BODY, DOOR_HEADING, INK, LEFT, RIGHT, ROOM
from reports.pen import Pen

LEAD: Final = 1.2
"""Line to line of the patient's text, in type sizes."""
STEP: Final = DOOR_BODY * LEAD


def section(title: str, note: str = "") -> Block:
    """A heading under a line, with what belongs to it at the right."""

    def draw(pen: Pen, y: float) -> None:
        pen.rule(LEFT, y + 2, RIGHT, y + 2, INK, 1.1)
        used = pen.text(LEFT, y + 18.5, title, DOOR_HEADING, "SemiBold")
        if note:
            pen.fit(RIGHT, y + 18.5, note, ROOM - used - 14, DOOR_BODY, align="right", smallest=9)

    return Block(26.0, draw, with_next=True)


def rows_of_text(pen: Pen, x: float, y: float, rows: Sequence[str]) -> float:
    """Lines of body text, the first with its baseline at y; answers the next baseline."""
    for row in rows:
        pen.text(x, y, row, DOOR_BODY)
        y += STEP
    return y
