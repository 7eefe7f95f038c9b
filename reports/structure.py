"""The structure of a PDF: a tree of elements, and which marks on which page belong to each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
)

from reports.house import HEIGHT
from reports.tags import TEXT_IN, Tag


@dataclass(frozen=True, slots=True, eq=False)
class Widget:
    """A field on a page that an element holds, by the name of its object."""

    page: int
    name: str
    node: PDFDictionary


@dataclass(slots=True, eq=False)
class Element:
    """A node of the tree, with its kids in reading order: elements, (page, mark) pairs, fields."""

    role: str
    parent: Element | None = None
    tag: Tag | None = None
    kids: list[Element | Widget | tuple[int, int]] = field(default_factory=list)


class Structure:
    """What is on the paper, in the order in which it is read."""

    def __init__(self) -> None:
        self.document = Element("Document")
        self.pages: list[list[Element]] = [[]]
        self._known: dict[Tag, Element] = {}
        self._texts: dict[Element, Element] = {}
        self._widgets: list[tuple[Widget, Element]] = []

    def element(self, tag: Tag, around: Element) -> Element:
        """The element of a tag; made where it is first met."""
        if tag not in self._known:
            parent = around if tag.of is None else self.element(tag.of, self.document)
            self._known[tag] = self._added(tag.role, parent, tag)
        return self._known[tag]

    def for_text(self, element: Element) -> Element:
        """An element that may hold text: itself, or one inside it; of the paper, a new one."""
        if element.role not in TEXT_IN:
            return element
        if element in self._texts:
            return self._texts[element]
        inner = self.for_text(self._added(TEXT_IN[element.role], element))
        if element is not self.document:
            self._texts[element] = inner
        return inner

    def mark(self, element: Element) -> int:
        """The number of a new mark on this page, which belongs to an element."""
        here = self.pages[-1]
        element.kids.append((len(self.pages) - 1, len(here)))
        here.append(element)
        return len(here) - 1

    def hold(self, widget: Widget, element: Element) -> None:
        """A field of this page belongs to an element."""
        element.kids.append(widget)
        self._widgets.append((widget, element))

    def turn(self) -> None:
        """The next page begins."""
        self.pages.append([])

    def _added(self, role: str, parent: Element, tag: Tag | None = None) -> Element:
        made = Element(role, parent, tag)
        parent.kids.append(made)
        return made

    def write(self, document: PDFDocument) -> None:
        """Puts the tree into a document; called once, after the last page."""
        _drop_empty(self.document)
        names = _named(self.document)
        for element, name in names.items():
            document.Reference(_node(element, names), name)
        by_page: list[Any] = []
        for number, elements in enumerate(self.pages[: document.pageCounter - 1]):
            by_page += [number, document.Reference(_row(elements, names), f"marks{number}")]
        for number, (widget, element) in enumerate(self._widgets, len(by_page) // 2):
            widget.node["StructParent"] = number
            by_page += [number, PDFObjectReference(names[element])]
        root = PDFDictionary(
            {
                "Type": PDFName("StructTreeRoot"),
                "K": PDFObjectReference(names[self.document]),
                "ParentTree": PDFDictionary({"Nums": PDFArrayCompact(by_page)}),
                "ParentTreeNextKey": len(by_page) // 2,
            }
        )
        document.Catalog.StructTreeRoot = document.Reference(root, ROOT)
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


ROOT: Final = "structure"


def _drop_empty(element: Element) -> None:
    """What nothing was written into is left out; an empty cell keeps its column."""
    for kid in [kid for kid in element.kids if isinstance(kid, Element)]:
        _drop_empty(kid)
        if not kid.kids and kid.role not in ("TH", "TD"):
            element.kids.remove(kid)


def _named(element: Element) -> dict[Element, str]:
    found: dict[Element, str] = {}
    waiting = [element]
    while waiting:
        here = waiting.pop()
        found[here] = f"element{len(found)}"
        waiting += [kid for kid in reversed(here.kids) if isinstance(kid, Element)]
    return found


class _Written(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An object that is put into words once the numbers of all others are known.

    A paper has hundreds of them; dictionaries of the library would take a tenth of its time.
    """

    def __init__(self, write: Callable[[Callable[[str], str]], str]) -> None:
        self._write = write

    def format(self, document: PDFDocument) -> bytes:
        """As it stands in the file."""
        numbers = document.idToObjectNumberAndVersion
        return self._write(lambda name: "{} {} R".format(*numbers[name])).encode("latin-1")


def _node(element: Element, names: dict[Element, str]) -> _Written:
    parent = ROOT if element.parent is None else names[element.parent]
    first = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)

    def write(number: Callable[[str], str]) -> str:
        kids: list[str] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(number(names[kid]))
            elif isinstance(kid, Widget):
                at = number(_page(kid.page))
                kids.append(f"<</Type /OBJR /Obj {number(kid.name)} /Pg {at}>>")
            elif kid[0] == first:
                kids.append(str(kid[1]))
            else:
                kids.append(f"<</Type /MCR /Pg {number(_page(kid[0]))} /MCID {kid[1]}>>")
        inner = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
        page = f" /Pg {number(_page(first))}" if first is not None else ""
        said = _said(element.tag) if element.tag is not None else ""
        return f"<</S /{element.role} /P {number(parent)} /K {inner}{page}{said}>>"

    return _Written(write)


def _row(elements: Sequence[Element], names: dict[Element, str]) -> _Written:
    """The elements of a page's marks, in their order."""
    return _Written(lambda number: f"[{' '.join(number(names[each]) for each in elements)}]")


def _page(number: int) -> str:
    return f"Page{number + 1}"


def _said(tag: Tag) -> str:
    found = f" /Alt {_string(tag.alt)}" if tag.alt else ""
    if tag.area is not None:
        x, y, wide, high = tag.area
        corners = (x, HEIGHT - y - high, x + wide, HEIGHT - y)
        box = " ".join(f"{each:.1f}" for each in corners)
        found += f" /A <</O /Layout /BBox [{box}] /Placement /Block>>"
    table = f" /Scope /{tag.scope}" if tag.scope else ""
    table += f" /ColSpan {tag.span}" if tag.span > 1 else ""
    return f"{found} /A <</O /Table{table}>>" if table else found


def _string(text: str) -> str:
    """A text as a PDF has it: in its own letters where they are western ones, else as digits."""
    if WESTERN.fullmatch(text):
        return f"({ESCAPED.sub(BEFORE, text)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


WESTERN: Final = re.compile("[ -~\xa1-\xac\xae-\xff]*")
ESCAPED: Final = re.compile(r"[\\()]")
BEFORE: Final = r"\\\g<0>"
