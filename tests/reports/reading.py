"""A reader of papers that goes by what they say of themselves: actual text, order, structure."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

SHOWS = ("Tj", "TJ", "'", '"')
Numbers = dict[Any, int]
"""Pages by the number of their object."""


@dataclass(slots=True)
class Shown:
    """One text of a page: what is read, where it stands, what it belongs to."""

    page: int
    text: str = ""
    left: float = 1e9
    right: float = -1e9
    base: float = 0.0
    """From the foot of the page."""
    size: float = 0.0
    upright: bool = True
    mark: int | None = None
    furniture: bool = False


@dataclass(slots=True)
class Element:
    """A node of the structure, with the text of its marks."""

    role: str
    alt: str
    kids: list[Element | str] = field(default_factory=list)
    scope: str = ""
    span: int = 1

    @property
    def text(self) -> str:
        """All that is read in it."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def walk(self) -> Iterator[Element]:
        """Itself and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


class Paper:
    """A PDF that was read."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self._fonts: dict[tuple[int, int], Font] = {}

    @cached_property
    def shown(self) -> list[Shown]:
        """All texts, in the order of the pages' code."""
        return [each for number in range(len(self.pdf.pages)) for each in self._page(number)]

    @cached_property
    def structure(self) -> Element:
        """The document's element."""
        marks: dict[tuple[int, int], str] = {}
        for each in self.shown:
            if each.mark is not None:
                key = (each.page, each.mark)
                marks[key] = marks.get(key, "") + each.text
        numbers: Numbers = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        return _element(self.pdf.Root.StructTreeRoot.K, marks, numbers)

    def font(self, page: int, name: str) -> Font:
        """A font by the name that a page gives it."""
        found: Any = self.pdf.pages[page].Resources.Font[name]
        if found.objgen not in self._fonts:
            self._fonts[found.objgen] = Font(found)
        return self._fonts[found.objgen]

    def _page(self, number: int) -> Iterator[Shown]:
        reader = _Reader(self, number)
        for operator, operands in self.code(number):
            yield from reader.take(operator, operands)

    def code(self, page: int) -> Iterator[tuple[str, list[Any]]]:
        """The operators of a page's code, each with what it is given."""
        for step in pikepdf.parse_content_stream(self.pdf.pages[page]):
            yield str(step.operator), list(step.operands)


class Font:
    """Widths of a font's glyphs, and what each of them stands for."""

    def __init__(self, font: Any) -> None:
        inner = font.DescendantFonts[0]
        self.inside = "/FontFile2" in inner.FontDescriptor
        first, widths = inner.W
        self.widths = {int(first) + index: float(wide) for index, wide in enumerate(widths)}
        found = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", font.ToUnicode.read_bytes())
        self.texts = {int(a, 16): bytes.fromhex(b.decode()).decode("utf-16-be") for a, b in found}


class _Reader:
    """Goes through one page's code."""

    def __init__(self, paper: Paper, page: int) -> None:
        self.paper, self.page = paper, page
        self.turned = [False]
        self.marks: list[tuple[str, Any]] = []
        self.here = Shown(page)
        self.pieces: list[str] = []
        self.aside: list[str] | None = None
        self.x = 0.0
        self.font: Font | None = None

    def take(self, operator: str, operands: list[Any]) -> Iterator[Shown]:
        """One operator; answers a text where one ends."""
        if operator == "q":
            self.turned.append(self.turned[-1])
        elif operator == "Q":
            self.turned.pop()
        elif operator == "cm":
            self.turned[-1] |= float(operands[1]) != 0
        elif operator in ("BDC", "BMC"):
            self._begin(str(operands[0]), operands[1] if len(operands) > 1 else None)
        elif operator == "EMC":
            self._end()
        elif operator == "BT":
            self.here = Shown(self.page, upright=not self.turned[-1])
            self.here.furniture = any(kind == "/Artifact" for kind, _ in self.marks)
            self.here.mark = next((n for kind, n in self.marks if kind == "mark"), None)
            self.pieces = []
        elif operator == "Tf":
            self.font = self.paper.font(self.page, str(operands[0]))
            self.here.size = float(operands[1])
        elif operator == "Tm":
            self.x, self.here.base = float(operands[4]), float(operands[5])
        elif operator in SHOWS:
            self._show(operands[0] if operator == "TJ" else [operands[-1]])
        elif operator == "ET":
            self.here.text = "".join(self.pieces)
            yield self.here

    def _begin(self, kind: str, said: Any) -> None:
        if kind == "/ReversedChars":
            self.aside = []
        if said is not None and "/MCID" in said:
            self.marks.append(("mark", int(said.MCID)))
        elif said is not None and "/ActualText" in said:
            self._say(str(said.ActualText))
            self.marks.append(("said", None))
        else:
            self.marks.append((kind, None))

    def _end(self) -> None:
        kind, _ = self.marks.pop()
        if kind == "/ReversedChars" and self.aside is not None:
            self.pieces += reversed(self.aside)
            self.aside = None

    def _say(self, text: str) -> None:
        (self.pieces if self.aside is None else self.aside).append(text)

    def _show(self, parts: Any) -> None:
        font = self.font
        assert font is not None
        said = any(kind == "said" for kind, _ in self.marks)
        for part in parts:
            if not isinstance(part, pikepdf.String):
                self.x -= float(part) * self.here.size / 1000
                continue
            data = bytes(part)
            for code in (int.from_bytes(data[i : i + 2]) for i in range(0, len(data), 2)):
                text = font.texts.get(code, "")
                if not said:
                    self._say(text)
                if said or text != " ":
                    self.here.left = min(self.here.left, self.x)
                    wide = font.widths[code] * self.here.size / 1000
                    self.here.right = max(self.here.right, self.x + wide)
                self.x += font.widths[code] * self.here.size / 1000


def _element(node: Any, marks: dict[tuple[int, int], str], numbers: Numbers) -> Element:
    found = Element(str(node.S).removeprefix("/"), str(node.get("/Alt", "")))
    if "/A" in node:
        found.scope = str(node.A.get("/Scope", "")).removeprefix("/")
        found.span = int(node.A.get("/ColSpan", 1))
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            found.kids.append(marks.get((numbers[node.Pg.objgen], kid), ""))
        elif "/MCID" in kid:
            found.kids.append(marks.get((numbers[kid.Pg.objgen], int(kid.MCID)), ""))
        elif str(kid.get("/Type", "")) == "/OBJR":
            found.alt = str(kid.Obj.TU)
        else:
            found.kids.append(_element(kid, marks, numbers))
    return found


def clean(text: str) -> str:
    """White space made one blank."""
    return " ".join(text.split())
