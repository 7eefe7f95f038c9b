"""The pen all papers are drawn with: y runs down, and no text leaves the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from reportlab.lib.colors import HexColor

from reports.canvas import PaperCanvas
from reports.house import BODY, HAIR, HEIGHT, INK, TINY, WIDTH
from reports.structure import Element
from reports.tags import Tag
from reports.typeface import Part, Weight, drawable, line, width, wrapped

Align = Literal["left", "centre", "right"]
EDGE = 12.0
"""Nothing is written nearer to the edge of the page than this."""
CUT = "…"


class OffPageError(ValueError):
    """A text would have left the page: a mistake in a paper's layout, never in its values."""


@cache
def _colour(name: str) -> Any:
    return HexColor(name)


@cache
def _fill(name: str) -> str:
    red, green, blue = _colour(name).rgb()
    return f"{red:.4g} {green:.4g} {blue:.4g} rg"


@dataclass(slots=True)
class _Place:
    """Where in the structure is drawn: nothing, an element, or furniture."""

    element: Element
    furniture: bool = False
    text: Element | None = None
    """What was made for text that is written straight into the element."""

    @property
    def figure(self) -> bool:
        return self.element.role == "Figure"


class Pen:
    """Draws on one canvas; every call names size, weight and colour.

    No text is without a place in the paper's structure: it belongs to the tag it is written in,
    else to a paragraph. Rules, washes and signs are decoration, except in a figure.
    """

    def __init__(self, canvas: PaperCanvas) -> None:
        self.canvas = canvas
        self.structure = canvas.structure
        self._places = [_Place(self.structure.document)]
        self._open: Element | Literal["nothing", "decoration"] = "nothing"

    @contextmanager
    def inside(self, tag: Tag | None) -> Iterator[None]:
        """What is drawn here belongs to this tag; without one, to a paragraph of its own."""
        around = self._places[-1]
        if around.furniture or around.figure:
            self._places.append(around)
        elif tag is None:
            self._places.append(_Place(around.element))
        elif tag.role == "Artifact":
            self._places.append(_Place(around.element, furniture=True))
        else:
            self._places.append(_Place(self.structure.element(tag, around.element)))
        try:
            yield
        finally:
            self._places.pop()

    def turn(self) -> None:
        """Ends the page."""
        self._belongs("nothing")
        self.structure.turn()

    def _text_here(self) -> None:
        place = self._places[-1]
        if place.furniture:
            self._belongs("decoration")
            return
        if place.text is None:
            place.text = self.structure.for_text(place.element)
        self._belongs(place.text)

    def _shape_here(self) -> None:
        place = self._places[-1]
        self._belongs(place.element if place.figure and not place.furniture else "decoration")

    def _belongs(self, to: Element | Literal["nothing", "decoration"]) -> None:
        """Marks in the page's code what follows, where that is not marked so already."""
        if to is self._open:
            return
        if self._open != "nothing":
            self.canvas.addLiteral("EMC")
        self._open = to
        if isinstance(to, Element):
            number = self.structure.mark(to)
            self.canvas.addLiteral(f"/{to.role} <</MCID {number}>> BDC")
        elif to == "decoration":
            self.canvas.addLiteral("/Artifact BMC")

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
        self._write(start, HEIGHT - y, text, size, weight, ink)
        return room

    def _write(self, x: float, y: float, text: str, size: float, weight: Weight, ink: str) -> None:
        """Glyphs in the page's code."""
        if not text:
            return
        self._text_here()
        ends_word = not isinstance(text, Part)
        shown = self.canvas.fonts.operators(line(text, weight), (x, y), size, ends_word)
        self.canvas.addLiteral(f"BT {_fill(ink)} {shown} ET")

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
        smallest: float = TINY,
    ) -> float:
        """One line that shrinks to the room; what even then is too long is cut with a mark.

        Only for text that stands whole elsewhere on the paper.
        """
        said = drawable(text)
        smallest = min(size, max(smallest, TINY))
        while width(said, size, weight) > room and size > smallest:
            size = max(smallest, size - 0.25)
        if width(said, size, weight) > room:
            said = wrapped(said, room - width(CUT, size, weight), size, weight)[0] + CUT
        return self.text(x, y, said, size, weight, ink, align)

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
        for row in wrapped(text, room, size, weight):
            self.text(x, y, row, size, weight, ink)
            y += size * lead
        return y

    def slanted(self, x: float, y: float, text: str, size: float, ink: str) -> None:
        """One heavy line across the page, centred on a point, to be drawn over."""
        self._text_here()
        self.canvas.saveState()
        self.canvas.translate(x, HEIGHT - y)
        self.canvas.rotate(52)
        self._write(-width(text, size, "SemiBold") / 2, -size / 3, text, size, "SemiBold", ink)
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
                self.canvas.setFillColor(_colour(fill))
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
                self.canvas.setFillColor(_colour(fill))
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
                self.canvas.setFillColor(_colour(fill))
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
        self._shape_here()
        self.canvas.saveState()
        self.canvas.setStrokeColor(_colour(ink))
        self.canvas.setLineWidth(thick)
        try:
            yield
        finally:
            self.canvas.restoreState()
