"""A paper's code as a QR: one path, so that a page costs no more for it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

from reports.house import HEIGHT, INK
from reports.pen import Pen, colour

SIDE: Final = 45.0
"""Points across with the quiet zone, just under 16 mm."""
QUIET: Final = 4
"""Blank modules on each side, as readers expect."""
BLEED: Final = 0.04
"""Of a module, by which rows overlap, so that no viewer shows a hair between them."""


@lru_cache(maxsize=4)
def modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The dark modules of a code in capitals and figures, row by row."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(payload))
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


def quick_response(pen: Pen, x: float, y: float, payload: str) -> None:
    """Draws a code in a square of `SIDE`, quiet zone included, by its upper left corner."""
    rows = modules(payload)
    one = SIDE / (len(rows) + 2 * QUIET)
    path = pen.canvas.beginPath()
    for down, row in enumerate(rows):
        bottom = HEIGHT - y - (QUIET + down + 1 + BLEED) * one
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                left, wide = x + (QUIET + start) * one, (end - start) * one
                path.rect(left, bottom, wide, (1 + BLEED) * one)
            start = end + 1
    pen.canvas.setFillColor(colour(INK))
    pen.canvas.drawPath(path, stroke=0, fill=1)
