"""A paper's code as a QR: one path, so that a page costs no more for it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from reports.house import INK
from reports.pen import Pen

SIDE: Final = 45.0
"""Points across with the quiet zone, just under 16 mm."""
QUIET: Final = 4
"""Blank modules on each side, as readers expect."""
BLEED: Final = 0.04
"""Of a module, by which rows overlap, so that no viewer shows a hair between them."""
FORM: Final = "code"


@lru_cache(maxsize=4)
def modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The dark modules of a code in capitals and figures, row by row."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(payload))
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


def define(canvas: Canvas, payload: str) -> None:
    """Keeps a code's drawing in a document once, for all its pages, in modules."""
    rows = modules(payload)
    canvas.beginForm(FORM, 0, 0, len(rows), len(rows))
    path = canvas.beginPath()
    for down, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                path.rect(start, len(rows) - down - 1, end - start, 1 + BLEED)
            start = end + 1
    canvas.setFillColor(HexColor(INK))
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.endForm()


def place(pen: Pen, x: float, y: float, payload: str) -> None:
    """Draws the code in a square of `SIDE`, quiet zone included, by its upper left corner."""
    count = len(modules(payload))
    one = SIDE / (count + 2 * QUIET)
    pen.form(FORM, x + QUIET * one, y + SIDE - QUIET * one, one)
