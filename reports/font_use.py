"""The fonts of one document: what each line becomes in a page's code, and what is embedded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from reports.font_file import EM, FontFile, font_file
from reports.font_subset import subset
from reports.shaping import FALLBACKS, Glyph, Line, Run

SYMBOLIC: Final = 4
CMAP: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapType 2 def
/CMapName /{name} def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end end"""


def said(text: str, code: str) -> str:
    """A piece of a page's code that is read as this text, whatever its glyphs are."""
    return f"/Span <</ActualText <FEFF{_utf16(text)}>>> BDC {code} EMC"


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


class _Used:
    """A font of the document: the glyphs drawn so far, and what each of them stands for."""

    def __init__(self, font: FontFile, name: str) -> None:
        self.font, self.name = font, name
        self.order: list[int] = []
        self.codes: dict[int, str] = {}
        self.texts: dict[int, str] = {}
        self.hints: dict[int, str] = {}
        """What other glyphs stand for mostly, for readers that know no actual text."""
        self.code(0)

    def code(self, glyph: int) -> str:
        """The digits by which a page's code calls a glyph."""
        found = self.codes.get(glyph)
        if found is None:
            found = self.codes[glyph] = f"{len(self.order):04X}"
            self.order.append(glyph)
        return found

    def says(self, glyph: int, text: str) -> bool:
        """Whether a glyph stands for this text, in this document, wherever it is drawn."""
        return bool(text) and self.texts.setdefault(glyph, text) == text


class FontUse:
    """All fonts of one document."""

    def __init__(self) -> None:
        self._used: dict[str, _Used] = {}

    def operators(self, line: Line, at: tuple[float, float], size: float, ends_word: bool) -> str:
        """What shows a line, so that its text can be read back in its order.

        Args:
            line: the line, laid out.
            at: its left end, in the page's own coordinates.
            size: of the type, in points.
            ends_word: whether a blank parts it from what follows.
        """
        x, y = at
        code: list[str] = []
        here = -1
        for run in line.runs:
            used = self._use(run.font)
            code.append(f"/{used.name} {size:g} Tf")
            if run.left != here:
                code.append(f"1 0 0 1 {x + run.left * size / EM:.2f} {y:.2f} Tm")
            code.append(_run(run, used, size))
            here = run.left + sum(glyph.advance for glyph in run.glyphs)
        if ends_word:
            used = self._use(font_file(FALLBACKS[0]))
            blank = used.font.glyph(" ")
            used.says(blank, " ")
            code.append(f"/{used.name} {size:g} Tf <{used.code(blank)}> Tj")
        return " ".join(code)

    def write(self, document: PDFDocument) -> None:
        """Embeds what was drawn; called once, after the last page."""
        fonts = document.idToObject["BasicFonts"].dict
        for used in self._used.values():
            fonts[used.name] = document.Reference(_font(document, used), f"font:{used.name}")

    def _use(self, font: FontFile) -> _Used:
        if font.name not in self._used:
            self._used[font.name] = _Used(font, f"F{len(self._used) + 1}")
        return self._used[font.name]


def _run(run: Run, used: _Used, size: float) -> str:
    if run.leftwards:
        # Each letter is said where it stands, since readers turn such words themselves.
        code = []
        for letter in _letters(run.glyphs):
            shown, text = _shown(letter, used, size), letter[0].text
            if len(text) > 1:
                code.append(_one_by_one(letter, used, shown))
            elif len(letter) == 1 and used.says(letter[0].number, text):
                code.append(shown)
            else:
                code.append(said(text, shown))
        return f"/ReversedChars BMC {' '.join(code)} EMC"
    shown = _shown(run.glyphs, used, size)
    if all(used.says(glyph.number, glyph.text) for glyph in run.glyphs):
        return shown
    return said(run.text, shown)


def _one_by_one(glyphs: Sequence[Glyph], used: _Used, shown: str) -> str:
    """Glyphs that stand for several letters from the right.

    A reader that turns the word would turn letters said together the wrong way, so the glyphs are
    said to be nothing, and a blank over them for each letter says it.
    """
    text = glyphs[0].text
    wide = sum(glyph.advance for glyph in glyphs)
    blank = used.font.glyph(" ")
    share = wide // len(text)
    step = f"[<{used.code(blank)}> {used.font.advance(blank) - share}] TJ"
    letters = " ".join(said(char, step) for char in reversed(text))
    return f"{said('', shown)} [{wide}] TJ {letters} [{share * len(text) - wide}] TJ"


def _letters(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that say one thing together."""
    here: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text and here:
            yield here
            here = []
        here.append(glyph)
    yield here


def _shown(glyphs: Sequence[Glyph], used: _Used, size: float) -> str:
    """Glyphs with the shifts between them, and a rise where marks are stacked."""
    code: list[str] = []
    pieces: list[str] = []
    digits = ""
    wanted = drawn = rise = 0
    for glyph in glyphs:
        used.hints.setdefault(glyph.number, glyph.text)
        if glyph.up != rise:
            code += [_array(pieces, digits), f"{glyph.up * size / EM:.4g} Ts"]
            pieces, digits, rise = [], "", glyph.up
        shift = wanted + glyph.right - drawn
        if shift:
            pieces += [f"<{digits}>", str(-shift)] if digits else [str(-shift)]
            digits = ""
        digits += used.code(glyph.number)
        drawn += shift + used.font.advance(glyph.number)
        wanted += glyph.advance
    if drawn != wanted:
        pieces += [f"<{digits}>", str(drawn - wanted)]
        digits = ""
    code.append(_array(pieces, digits))
    return " ".join(code + (["0 Ts"] if rise else [])).strip()


def _array(pieces: list[str], digits: str) -> str:
    if not pieces:
        return f"<{digits}> Tj" if digits else ""
    return f"[{''.join(pieces)}{f'<{digits}>' if digits else ''}] TJ".replace(">-", "> -")


def _font(document: PDFDocument, used: _Used) -> PDFDictionary:
    font = used.font
    tag = sha256(f"{font.name} {used.order}".encode()).digest()
    name = PDFName("".join(chr(ord("A") + byte % 26) for byte in tag[:6]) + "+" + font.name)
    inner = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("CIDFontType2"),
        "BaseFont": name,
        "CIDSystemInfo": PDFDictionary(
            {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        ),
        "CIDToGIDMap": PDFName("Identity"),
        "W": PDFArrayCompact([0, PDFArrayCompact([font.advance(each) for each in used.order])]),
        "FontDescriptor": descriptor(
            document, font, subset(font, used.order), name, SYMBOLIC, used.name
        ),
    }
    words = PDFStream(content=_to_text(used), filters=[PDFZCompress])
    return PDFDictionary(
        {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": name,
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArrayCompact(
                [document.Reference(PDFDictionary(inner), f"inner:{used.name}")]
            ),
            "ToUnicode": document.Reference(words, f"words:{used.name}"),
        }
    )


def descriptor(
    document: PDFDocument, font: FontFile, data: bytes, name: Any, flags: int, called: str
) -> Any:
    """What a document says of a font, its file inside.

    Args:
        document: holds both.
        font: the whole one.
        data: the file as it goes into the document.
        name: what the document calls the font.
        flags: whether its characters have their usual places.
        called: names the two objects.
    """
    file = PDFStream(PDFDictionary({"Length1": len(data)}), content=data, filters=[PDFZCompress])
    rise, fall = font.span
    said = {
        "Type": PDFName("FontDescriptor"),
        "FontName": name,
        "Flags": flags,
        "FontBBox": PDFArrayCompact(font.box),
        "ItalicAngle": 0,
        "Ascent": rise,
        "Descent": fall,
        "CapHeight": rise,
        "StemV": 80,
        "FontFile2": document.Reference(file, f"file:{called}"),
    }
    return document.Reference(PDFDictionary(said), f"descriptor:{called}")


def _to_text(used: _Used) -> str:
    known = {glyph: used.texts.get(glyph, used.hints.get(glyph, "")) for glyph in used.order}
    pairs = [f"<{used.codes[glyph]}> <{_utf16(text)}>" for glyph, text in known.items()]
    blocks = [
        f"{len(pairs[i : i + 100])} beginbfchar\n" + "\n".join(pairs[i : i + 100]) + "\nendbfchar"
        for i in range(0, len(pairs), 100)
    ]
    return CMAP.format(name=used.name, blocks="\n".join(blocks))
