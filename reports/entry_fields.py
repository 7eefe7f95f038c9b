"""Boxes that can be filled in on a screen: AcroForm text fields, without any script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
)

from reports.font_file import font_file
from reports.font_subset import subset
from reports.font_use import descriptor
from reports.house import HEIGHT, INK
from reports.paths import colour

FONT: Final = "NotoSans-Regular"
NAME: Final = "Typed"
"""What fields call the font by."""
PRINTED: Final = 4
MULTILINE: Final = 1 << 12
CENTRED: Final = 1
PLAIN: Final = 32
"""Flag of a font whose characters have their usual places."""
FIRST: Final = 32
WESTERN: Final = [
    bytes([code]).decode("cp1252", "replace").replace("\ufffd", "") for code in range(FIRST, 256)
]
"""What may be typed in the font of the paper; a reader takes its own for other letters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A box to type into, by its upper left corner."""

    name: str
    """Of its own on the paper."""
    says: str
    """What belongs into it, for whoever does not see the box."""
    x: float
    y: float
    wide: float
    high: float
    size: float
    figures: int = 0
    """How many characters it takes, centred; 0 for a text of any length on several lines."""


class EntryFields:
    """All fields of one document."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._empties: dict[tuple[float, float], Any] = {}

    def widget(self, document: PDFDocument, entry: Entry, page: int) -> tuple[str, PDFDictionary]:
        """A field as the annotation of a page, counted from 0, and the name of its object."""
        low = HEIGHT - entry.y - entry.high
        corners = [
            round(each, 2) for each in (entry.x, low, entry.x + entry.wide, low + entry.high)
        ]
        node: dict[str, Any] = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Widget"),
            "FT": PDFName("Tx"),
            "T": PDFString(entry.name),
            "TU": PDFString(entry.says),
            "F": PRINTED,
            "P": PDFObjectReference(f"Page{page + 1}"),
            "Rect": PDFArrayCompact(corners),
            "DA": PDFString(f"{colour(INK)} rg /{NAME} {entry.size:g} Tf"),
            "AP": PDFDictionary({"N": self._empty(document, entry.wide, entry.high)}),
        }
        node |= {"Q": CENTRED, "MaxLen": entry.figures} if entry.figures else {"Ff": MULTILINE}
        name = f"entry{len(self._names)}"
        self._names.append(name)
        made = PDFDictionary(node)
        made.multiline = False
        document.Reference(made, name)
        return name, made

    def _empty(self, document: PDFDocument, wide: float, high: float) -> Any:
        """What a field shows until somebody types; those of one size share it."""
        if (wide, high) not in self._empties:
            box = PDFArrayCompact([0, 0, round(wide, 2), round(high, 2)])
            node = {"Type": PDFName("XObject"), "Subtype": PDFName("Form"), "BBox": box}
            drawn = PDFStream(PDFDictionary(node), content="/Tx BMC EMC", filters=[])
            name = f"empty{len(self._empties)}"
            self._empties[wide, high] = document.Reference(drawn, name)
        return self._empties[wide, high]

    def write(self, document: PDFDocument) -> None:
        """Puts the form into a document that has fields; called once, after the last page."""
        if not self._names:
            return
        font = PDFDictionary({NAME: document.Reference(_font(document), "font:typed")})
        document.Catalog.AcroForm = PDFDictionary(
            {
                "Fields": PDFArrayCompact([PDFObjectReference(name) for name in self._names]),
                "DR": PDFDictionary({"Font": font}),
                "DA": PDFString(f"{colour(INK)} rg /{NAME} 12 Tf"),
            }
        )


def _font(document: PDFDocument) -> PDFDictionary:
    """A font of all western letters, for nobody knows what will be typed."""
    font = font_file(FONT)
    letters = "".join(sorted({char for char in WESTERN if char and font.glyph(char)}))
    order = [0, *map(font.glyph, letters)]
    data = subset(font, order, letters)
    name = PDFName(f"CLINIC+{FONT}")
    widths = [font.advance(font.glyph(char)) if char else 0 for char in WESTERN]
    return PDFDictionary(
        {
            "Type": PDFName("Font"),
            "Subtype": PDFName("TrueType"),
            "BaseFont": name,
            "Encoding": PDFName("WinAnsiEncoding"),
            "FirstChar": FIRST,
            "LastChar": 255,
            "Widths": PDFArrayCompact(widths),
            "FontDescriptor": descriptor(document, font, data, name, PLAIN, "typed"),
        }
    )
