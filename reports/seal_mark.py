"""The words of the clinic's seal as one small page, to be laid over a paper's head."""

from __future__ import annotations

import io
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from reports.house import HEIGHT, LEFT, SECOND, SMALL, TINY
from reports.sheet import BESIDE_CODE
from reports.typeface import drawable, font_name, runs, width, wrapped

HIGH: Final = 10
BOTTOM: Final = int(HEIGHT) - 25
"""Above the head of a page, left of its code."""
BOX: Final = (int(LEFT), BOTTOM, int(BESIDE_CODE), BOTTOM + HIGH)
"""Left, lower, right and upper edge on a paper's page."""
ROOM: Final = BOX[2] - BOX[0]
WORDS: Final = "Seal of the clinic"


def seal_mark(clinic: str) -> bytes:
    """The words, with the clinic's name, at the right edge of a page of the box's size."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(ROOM, HIGH), invariant=1, initialFontName=font_name())
    canvas.setFillColor(HexColor(SECOND))
    name = drawable(f" · {clinic}")
    room = ROOM - width(WORDS, SMALL, "SemiBold")
    if width(name, TINY) > room:
        name = wrapped(name, room - 10, TINY)[0] + "…"
    line = canvas.beginText(ROOM - width(WORDS, SMALL, "SemiBold") - width(name, TINY), 2.5)
    line.setFont(font_name("SemiBold"), SMALL)
    line.textOut(WORDS)
    for font, piece in runs(name, "Regular"):
        line.setFont(font, TINY)
        line.textOut(piece)
    canvas.drawText(line)
    canvas.save()
    return out.getvalue()
