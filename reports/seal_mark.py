"""The words of the clinic's seal as one small page, to be laid over a paper's head."""

from __future__ import annotations

import io
from typing import Final

from reports.canvas import PaperCanvas
from reports.house import HEIGHT, LEFT, SECOND, SMALL, TINY
from reports.language import mark, say
from reports.paths import colour
from reports.sheet import BESIDE_CODE
from reports.typeface import drawable, line, width, wrapped

HIGH: Final = 10
BOTTOM: Final = int(HEIGHT) - 25
"""Above the head of a page, left of its code."""
BOX: Final = (int(LEFT), BOTTOM, int(BESIDE_CODE), BOTTOM + HIGH)
"""Left, lower, right and upper edge on a paper's page."""
ROOM: Final = BOX[2] - BOX[0]
WORDS: Final = mark("Seal of the clinic")


def seal_mark(clinic: str) -> bytes:
    """The words, with the clinic's name, at the right edge of a page of the box's size."""
    out = io.BytesIO()
    canvas = PaperCanvas(out, pagesize=(ROOM, HIGH), invariant=1)
    said = say(WORDS)
    name = drawable(f" · {clinic}")
    room = ROOM - width(said, SMALL, "SemiBold")
    if width(name, TINY) > room:
        name = wrapped(name, room - 10, TINY)[0] + "…"
    x = ROOM - width(said, SMALL, "SemiBold") - width(name, TINY)
    words = canvas.fonts.operators(line(said, "SemiBold"), (x, 2.5), SMALL, True)
    x += width(said, SMALL, "SemiBold")
    of = canvas.fonts.operators(line(name, "Regular"), (x, 2.5), TINY, True)
    canvas.addLiteral(f"/Artifact BMC BT {colour(SECOND)} rg {words} {of} ET EMC")
    canvas.save()
    return out.getvalue()
