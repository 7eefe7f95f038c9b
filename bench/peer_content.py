"""What stands on one of our papers, for others to set: its words in order, its marks as SVG.

It is read back from the paper itself, so that every tool is given the same words, the same cells
and the same curves, and none a page that is easier.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pikepdf

from reports.house import HEIGHT
from reports.qr import QUIET, SIDE, modules
from tests.reports.reading import Paper, Shown, clean

Mark = tuple[int, int]
"""Page, and number of the mark on it."""
PAINT = {"S": (True, False), "B": (True, True), "f": (False, True)}
"""Whether a path is stroked, and whether it is filled."""


@dataclass(slots=True)
class Picture:
    """Marks and words of a figure, where they stand on the page."""

    marks: list[str] = field(default_factory=list)
    edges: list[tuple[float, float]] = field(default_factory=list)
    alt: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        left, top, right, low = self._box
        return right - left, low - top

    @property
    def _box(self) -> tuple[float, float, float, float]:
        across, down = zip(*self.edges, strict=True)
        return min(across) - 1, min(down) - 1, max(across) + 1, max(down) + 1

    @property
    def svg(self) -> str:
        """As a picture of its own."""
        left, top, right, low = self._box
        view = f"{left:.1f} {top:.1f} {right - left:.1f} {low - top:.1f}"
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" '
        wide, high = self.size
        return f'{head}width="{wide:.1f}pt" height="{high:.1f}pt">{"".join(self.marks)}</svg>'


@dataclass(slots=True)
class Node:
    """A heading, paragraph, cell, list or figure."""

    role: str
    text: str = ""
    kids: list[Node] = field(default_factory=list)
    picture: Picture | None = None
    span: int = 1


@dataclass(frozen=True, slots=True)
class Content:
    """A paper's title, its body, and the lines at the foot of its pages."""

    title: str
    body: tuple[Node, ...]
    foot: tuple[str, ...]

    @property
    def words(self) -> str:
        """All of the body."""
        return " ".join(_words(self.body))


def content(pdf: bytes) -> Content:
    """All that a paper says."""
    paper = Paper(pdf)
    drawn = _Drawn(paper)
    root: Any = paper.pdf.Root.StructTreeRoot.K
    pages = {page.objgen: number for number, page in enumerate(paper.pdf.pages)}
    foot = [each for each in paper.shown if each.furniture and each.page == 0 and each.base < 60]
    return Content(
        title=str(paper.pdf.docinfo["/Title"]),
        body=tuple(_node(kid, drawn, pages) for kid in root.K),
        foot=tuple(clean(each.text) for each in foot),
    )


class _Drawn:
    """Words and marks of all pages, by the mark that they belong to or stand before."""

    def __init__(self, paper: Paper) -> None:
        self.texts: dict[Mark, list[Shown]] = {}
        self.paths: dict[Mark, Picture] = {}
        self.before: dict[Mark, Picture] = {}
        for each in paper.shown:
            if each.mark is not None:
                self.texts.setdefault((each.page, each.mark), []).append(each)
        for page in range(len(paper.pdf.pages)):
            self._page(page, paper.code(page))

    def _page(self, page: int, code: Iterator[tuple[str, list[Any]]]) -> None:
        here = aside = Picture()
        pen = _Path()
        for operator, given in code:
            if operator == "BDC" and "/MCID" in given[1]:
                at = (page, int(given[1].MCID))
                here = self.paths[at] = Picture()
                self.before[at], aside = aside, Picture()
            elif operator == "BDC" and str(given[0]) == "/Artifact":
                here = aside
            else:
                pen.take(operator, given, here)


class _Path:
    """Goes through the operators of a page and puts what they paint into a picture."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.edges: list[tuple[float, float]] = []
        self.state = {"RG": "#000", "rg": "#000", "w": "1", "d": ""}

    def take(self, operator: str, given: list[Any], into: Picture) -> None:
        """One operator."""
        if operator in ("RG", "rg"):
            self.state[operator] = "#" + "".join(f"{round(float(g) * 255):02x}" for g in given)
        elif operator == "w":
            self.state["w"] = str(float(given[0]))
        elif operator == "d":
            self.state["d"] = " ".join(str(float(each)) for each in given[0])
        elif operator == "Q":
            self.state["d"] = ""
        elif operator == "re":
            x, y, wide, high = map(float, given)
            self._step("M", [x, y], [x + wide, y + high])
            self.steps.append(f"h{wide:.2f}v{-high:.2f}h{-wide:.2f}z")
        elif operator in ("m", "l", "c"):
            points = [float(each) for each in given]
            self._step(operator.upper(), points, points[-2:])
        elif operator == "h":
            self.steps.append("z")
        elif operator in PAINT and self.steps:
            into.marks.append(self._painted(*PAINT[operator]))
            into.edges += self.edges
            self.steps, self.edges = [], []
        elif operator == "n":
            self.steps, self.edges = [], []

    def _step(self, name: str, points: list[float], end: list[float]) -> None:
        flat = [f"{HEIGHT - v if i % 2 else v:.2f}" for i, v in enumerate(points)]
        self.steps.append(name + " ".join(flat))
        self.edges += [(points[0], HEIGHT - points[1]), (end[0], HEIGHT - end[1])]

    def _painted(self, stroked: bool, filled: bool) -> str:
        fill = self.state["rg"] if filled else "none"
        edge = f' stroke="{self.state["RG"]}" stroke-width="{self.state["w"]}"' if stroked else ""
        dash = f' stroke-dasharray="{self.state["d"]}"' if stroked and self.state["d"] else ""
        return f'<path d="{"".join(self.steps)}" fill="{fill}"{edge}{dash}/>'


def _node(element: Any, drawn: _Drawn, pages: dict[Any, int]) -> Node:
    made = Node(str(element.S).removeprefix("/"))
    made.span = int(element.A.get("/ColSpan", 1)) if "/A" in element else 1
    kids = element.get("/K", pikepdf.Array())
    marks: list[Mark] = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            marks.append((pages[element.Pg.objgen], kid))
        elif "/MCID" in kid:
            marks.append((pages[kid.Pg.objgen], int(kid.MCID)))
        else:
            made.kids.append(_node(kid, drawn, pages))
    texts = [each for mark in marks for each in drawn.texts.get(mark, ())]
    if made.role == "Figure":
        alt = str(element.Alt)
        made.picture = _figure(drawn, marks, texts) if texts else _code(alt.split()[-1])
        made.picture.alt = alt
        return made
    made.text = clean("".join(each.text for each in texts))
    if made.role == "TR" and len(made.kids) == 6 and made.kids[-1].role == "TD":
        made.kids[-1].picture = _bar(drawn, element.K[-1], pages)
    return made


def _figure(drawn: _Drawn, marks: list[Mark], texts: list[Shown]) -> Picture:
    whole = Picture()
    for mark in marks:
        whole.marks += drawn.paths[mark].marks
        whole.edges += drawn.paths[mark].edges
    for each in texts:
        x, y = each.left, HEIGHT - each.base
        size = f'x="{x:.1f}" y="{y:.1f}" font-size="{each.size:g}" font-family="Noto Sans"'
        whole.marks.append(f"<text {size}>{escape(clean(each.text))}</text>")
        whole.edges += [(x, y - each.size), (each.right, y + 2)]
    return whole


def _code(payload: str) -> Picture:
    """The QR, as one path."""
    rows = modules(payload)
    one = SIDE / (len(rows) + 2 * QUIET)
    dark = [(x, y) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell]
    steps = "".join(
        f"M{x * one:.2f} {y * one:.2f}h{one:.2f}v{one:.2f}h-{one:.2f}z" for x, y in dark
    )
    return Picture([f'<path d="{steps}"/>'], [(0.0, 0.0), (len(rows) * one, len(rows) * one)])


def _bar(drawn: _Drawn, cell: Any, pages: dict[Any, int]) -> Picture | None:
    """What is drawn in a row's last cell, beside its words."""
    kids = cell.get("/K", pikepdf.Array())
    bar = Picture()
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        found = drawn.before[pages[cell.Pg.objgen], int(kid)]
        bar.marks += found.marks
        bar.edges += found.edges
    return bar if bar.edges else None


def _words(nodes: tuple[Node, ...] | list[Node]) -> Iterator[str]:
    for node in nodes:
        yield node.text
        yield from _words(node.kids)
