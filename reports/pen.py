"""The pen all papers are drawn with: y runs down, and no text leaves the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from reports.canvas import PaperCanvas
from reports.entry_fields import Entry
from reports.house import BODY, HAIR, HEIGHT, INK, TINY, WIDTH
from reports.paths import (
    ROUND_ENDS,
    Point,
    along,
    colour,
    painted,
    rectangle,
    ring,
    rounded,
    scaled,
    turned,
)
from reports.structure import Element
from reports.tags import Tag
from reports.typeface import Part, Weight, drawable, line, width, wrapped

Align = Literal["left", "centre", "right"]
EDGE = 12.0
"""Nothing is written nearer to the edge of the page than this."""
CUT = "…"
Mark = Literal["nothing", "decoration", "furniture"]
ARTIFACTS = {
    "decoration": "/Artifact <</Type /Layout>> BDC",
    "furniture": "/Artifact <</Type /Pagination>> BDC",
}
"""How a page's code begins what is not part of the paper's content."""


class OffPageError(ValueError):
    """A text would have left the page: a mistake in a paper's layout, never in its values."""


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
        self._open: Element | Mark = "nothing"

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
            self._belongs("furniture")
            return
        if place.text is None:
            place.text = self.structure.for_text(place.element)
        self._belongs(place.text)

    def _shape_here(self) -> None:
        place = self._places[-1]
        if place.furniture:
            self._belongs("furniture")
        else:
            self._belongs(place.element if place.figure else "decoration")

    def _belongs(self, to: Element | Mark) -> None:
        """Marks in the page's code what follows, where that is not marked so already."""
        if to is self._open:
            return
        if self._open != "nothing":
            self.canvas.addLiteral("EMC")
        self._open = to
        if isinstance(to, Element):
            number = self.structure.mark(to)
            self.canvas.addLiteral(f"/{to.role} <</MCID {number}>> BDC")
        elif to != "nothing":
            self.canvas.addLiteral(ARTIFACTS[to])

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
        self.canvas.addLiteral(f"BT {colour(ink)} rg {shown} ET")

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
        self.canvas.addLiteral(f"q {turned(x, y, 52)}")
        self._write(-width(text, size, "SemiBold") / 2, -size / 3, text, size, "SemiBold", ink)
        self.canvas.addLiteral("Q")

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
        self._draw(painted(along([(x0, y0), (x1, y1)]), ink, thick, dash=dash))

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
        path = rounded(x, y, wide, high, round_by) if round_by else rectangle(x, y, wide, high)
        self._draw(painted(path, edge, thick, fill, dash))

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
        self._draw(painted(ring(x, y, radius), edge, thick, fill))

    def path(
        self,
        points: Sequence[Point],
        ink: str | None = INK,
        thick: float = 1.2,
        fill: str | None = None,
    ) -> None:
        """A line through points; filled, it is closed first."""
        path = along(points, closed=bool(fill))
        self._draw(painted(path, ink, thick, fill, ends=ROUND_ENDS))

    def hatch(self, x: float, y: float, wide: float, high: float, ink: str) -> None:
        """Slanting lines in a rectangle: a tone that a copier keeps."""
        lines = " ".join(
            along([(x + step, y + high), (x + step + high, y)])
            for step in range(-int(high), int(wide), 6)
        )
        self._draw(f"q {rectangle(x, y, wide, high)} W n {painted(lines, ink, 0.8)} Q")

    def enter(self, entry: Entry) -> None:
        """A box that can be typed into on a screen; it is drawn by others."""
        self._belongs("nothing")
        place = self._places[-1].element
        self.canvas.enter(entry, self.structure.element(Tag("Form"), place))

    def drawing(self, code: str, x: float, y: float, scale: float, mirrored: bool = False) -> None:
        """Drawing operators made before, with y up from the ground at y; their own 0 lies at x."""
        self._draw(f"q {scaled(x, y, -scale if mirrored else scale, scale)} {code} Q")

    def form(self, name: str, x: float, y: float, scale: float) -> None:
        """What the document keeps under this name, with its lower left corner at x, y."""
        self._shape_here()
        self.canvas.addLiteral(f"q {scaled(x, y, scale, scale)}")
        self.canvas.doForm(name)
        self.canvas.addLiteral("Q")

    def _draw(self, code: str) -> None:
        self._shape_here()
        self.canvas.addLiteral(code)
