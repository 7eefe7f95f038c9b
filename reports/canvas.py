"""The canvas under the pen: pages whose text has a place in the structure and its own fonts."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFName,
    PDFObjectReference,
    PDFPage,
    PDFStream,
    PDFZCompress,
)
from reportlab.pdfgen.canvas import Canvas

from reports.entry_fields import Entry, EntryFields
from reports.font_use import FontUse
from reports.structure import Element, Structure, Widget


class PaperCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """ReportLab's canvas with a structure and fonts, which are written when it is saved."""

    def __init__(self, *args: Any, **named: Any) -> None:
        self.structure = Structure()
        self.fonts = FontUse()
        self.entries = EntryFields()
        super().__init__(*args, **named)

    def save(self) -> None:
        """Writes the document; equal drawings give equal bytes."""
        self.fonts.write(self._doc)
        self.structure.write(self._doc)
        self.entries.write(self._doc)
        super().save()

    def enter(self, entry: Entry, element: Element) -> None:
        """Puts a box to type into on the page, as part of an element."""
        page = self._pageNumber - 1
        name, node = self.entries.widget(self._doc, entry, page)
        self._annotationrefs.append(PDFObjectReference(name))
        self.structure.hold(Widget(page, name, node), element)

    def _make_preamble(self) -> None:
        # ReportLab's own begins each page with a font that is not inside the file.
        self._preamble = "1 0 0 1 0 0 cm"

    def _setAnnotations(self, page: PDFPage) -> None:  # noqa: N802  # ReportLab's own name
        super()._setAnnotations(page)
        page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self._pageNumber - 1
        page.Tabs = PDFName("S")
