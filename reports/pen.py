"""The pen all papers are drawn with: y runs down, and no text leaves the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from reports.house import BODY, HAIR, HEIGHT, INK, WIDTH
from reports.typeface import Weight, drawable, runs, width, wrapped

Align = Literal["left", "centre", "right"]
EDGE = 12.0
"""Nothing is written nearer to the edge of the page than this."""
CUT = "…"


class OffPageError(ValueError):
    """A text would have left the page: a mistake in a paper's layout, never in its values."""


@cache
def colour(name: str) -> Any:
    """A colour by its name in the house style."""
    return HexColor(name)


class Pen:
    """Draws on one canvas; every call names size, weight and colour."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = BODY,
        weight: Weight = "Regular",
        ink: str = INK,
        align: Align = "left",
    ) -> float:
        """One line with its baseline at y; answers its width.

        Raises:
            OffPageError: the line would leave the page.
        """
        room = width(text, size, weight)
        start = x - {"left": 0.0, "centre": room / 2, "right": room}[align]
        if start < EDGE or start + room > WIDTH - EDGE or not EDGE < y < HEIGHT - EDGE / 2:
            raise OffPageError(f"{len(text)} characters at {start:.0f}, {y:.0f}")
        line = self.canvas.beginText(start, HEIGHT - y)
        line.setFillColor(colour(ink))
        for name, piece in runs(text, weight):
            line.setFont(name, size)
            line.textOut(piece)
        self.canvas.drawText(line)
        return room

    def fit(
        self,
        x: float,
        y: float,
        text: str,
        room: float,
        size: float = BODY,
        weight: Weight = "Regular",
        ink: str = INK,
        align: Align = "left",
        smallest: float = 6.0,
    ) -> float:
        """One line that shrinks to the room; what even then is too long is cut with a mark.

        Only for text that stands whole elsewhere on the paper.
        """
        line = drawable(text)
        while width(line, size, weight) > room and size > smallest:
            size = max(smallest, size - 0.25)
        if width(line, size, weight) > room:
            line = wrapped(line, room - width(CUT, size, weight), size, weight)[0] + CUT
        return self.text(x, y, line, size, weight, ink, align)

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        room: float,
        size: float = BODY,
        weight: Weight = "Regular",
        ink: str = INK,
        lead: float = 1.36,
    ) -> float:
        """Wrapped lines, the first with its baseline at y; answers the next baseline."""
        for line in wrapped(text, room, size, weight):
            self.text(x, y, line, size, weight, ink)
            y += size * lead
        return y

    def slanted(self, x: float, y: float, text: str, size: float, ink: str) -> None:
        """One heavy line across the page, centred on a point, to be drawn over."""
        self.canvas.saveState()
        self.canvas.translate(x, HEIGHT - y)
        self.canvas.rotate(52)
        line = self.canvas.beginText(-width(text, size, "SemiBold") / 2, -size / 3)
        line.setFillColor(colour(ink))
        for name, piece in runs(text, "SemiBold"):
            line.setFont(name, size)
            line.textOut(piece)
        self.canvas.drawText(line)
        self.canvas.restoreState()

    def rule(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        ink: str = HAIR,
        thick: float = 0.6,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A straight line."""
        with self._stroke(ink, thick):
            if dash:
                self.canvas.setDash(*dash)
            self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        fill: str | None = None,
        edge: str | None = None,
        round_by: float = 0.0,
        thick: float = 0.8,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A rectangle, by its top left corner."""
        with self._stroke(edge or INK, thick):
            if fill:
                self.canvas.setFillColor(colour(fill))
            if dash:
                self.canvas.setDash(*dash)
            drawn = {"stroke": int(bool(edge)), "fill": int(bool(fill))}
            if round_by:
                self.canvas.roundRect(x, HEIGHT - y - high, wide, high, round_by, **drawn)
            else:
                self.canvas.rect(x, HEIGHT - y - high, wide, high, **drawn)

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        fill: str | None = INK,
        edge: str | None = None,
        thick: float = 1.0,
    ) -> None:
        """A circle round a centre."""
        with self._stroke(edge or INK, thick):
            if fill:
                self.canvas.setFillColor(colour(fill))
            self.canvas.circle(x, HEIGHT - y, radius, int(bool(edge)), int(bool(fill)))

    def path(
        self,
        points: Sequence[tuple[float, float]],
        ink: str | None = INK,
        thick: float = 1.2,
        fill: str | None = None,
    ) -> None:
        """A line through points; filled, it is closed first."""
        with self._stroke(ink or INK, thick):
            self.canvas.setLineCap(1)
            self.canvas.setLineJoin(1)
            if fill:
                self.canvas.setFillColor(colour(fill))
            path = self.canvas.beginPath()
            path.moveTo(points[0][0], HEIGHT - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, HEIGHT - y)
            if fill:
                path.close()
            self.canvas.drawPath(path, stroke=int(bool(ink)), fill=int(bool(fill)))

    def hatch(self, x: float, y: float, wide: float, high: float, ink: str) -> None:
        """Slanting lines in a rectangle: a tone that a copier keeps."""
        with self._stroke(ink, 0.8):
            area = self.canvas.beginPath()
            area.rect(x, HEIGHT - y - high, wide, high)
            self.canvas.clipPath(area, stroke=0)
            for step in range(-int(high), int(wide), 6):
                self.canvas.line(x + step, HEIGHT - y - high, x + step + high, HEIGHT - y)

    @contextmanager
    def _stroke(self, ink: str, thick: float) -> Iterator[None]:
        self.canvas.saveState()
        self.canvas.setStrokeColor(colour(ink))
        self.canvas.setLineWidth(thick)
        try:
            yield
        finally:
            self.canvas.restoreState()
