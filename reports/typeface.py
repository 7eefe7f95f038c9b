"""Fonts and the one gate for text: every character is drawn or named, none is lost."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Final, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from clinic_tui.model.text import shown

Weight = Literal["Light", "Regular", "SemiBold"]
FAMILY: Final = "NotoSans"
FALLBACKS: Final = (
    "NotoSans-Regular",
    "NotoSansMath-Regular",
    "NotoSansArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansThai-Regular",
    "NotoSansGeorgian-Regular",
    "NotoSansArmenian-Regular",
    "NotoSansSymbols2-Regular",
    "DroidSansFallback",
)
"""Asked in this order for what the family lacks; each is loaded when first asked."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_EM: Final = 1000.0


def font_name(weight: Weight = "Regular") -> str:
    """The family's font of a weight, registered."""
    return _register(f"{FAMILY}-{weight}")


@cache
def _register(name: str) -> str:
    # Fonts stay registered in the process: parsing them is most of a paper's time.
    with as_file(files("reports") / "fonts" / f"{name}.ttf") as path:
        pdfmetrics.registerFont(TTFont(name, str(path)))
    return name


@cache
def _glyphs(name: str) -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(_register(name)).face.charToGlyph)


@lru_cache(4096)
def _font_of(char: str, weight: Weight) -> str | None:
    for name in (f"{FAMILY}-{weight}", *FALLBACKS):
        if ord(char) in _glyphs(name):
            return name
    return None


@lru_cache(4096)
def drawable(text: str) -> str:
    """Text in reading order, made of characters that can be drawn.

    Control and direction characters, and what no font has, become codes such as `[U+5C71]`.
    """
    text = unicodedata.normalize("NFC", shown(text))
    if text.isascii():
        return text
    return "".join(c if _font_of(c, "Regular") else f"[U+{ord(c):04X}]" for c in text)


@lru_cache(8192)
def runs(text: str, weight: Weight) -> tuple[tuple[str, str], ...]:
    """One line in the order it is drawn, cut into pieces of one font each: (font, piece)."""
    found: list[tuple[str, str]] = []
    for char in _visual(drawable(text)):
        name = _font_of(char, weight) or font_name(weight)
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + char)
        else:
            found.append((name, char))
    return tuple(found)


def _visual(line: str) -> str:
    """Arabic letters joined and right-to-left words in their order on paper.

    A line runs from the left whatever it begins with: the papers' own words are English.
    """
    if not _RIGHT_TO_LEFT.search(line):
        return line
    import arabic_reshaper
    from bidi.algorithm import get_display

    reshape = arabic_reshaper.reshape
    if "\u200d" in line:
        # Past a joiner the reshaper looks for ligatures in the wrong places, or beyond the line.
        reshape = arabic_reshaper.ArabicReshaper({"support_ligatures": False}).reshape
    turned = str(get_display(reshape(line), base_dir="L"))
    return "".join(
        c if _font_of(c, "Regular") else unicodedata.normalize("NFKC", c) for c in turned
    )


@lru_cache(16384)
def _em_width(text: str, weight: Weight) -> float:
    return sum(
        float(pdfmetrics.stringWidth(piece, _register(name), _EM))
        for name, piece in runs(text, weight)
    )


def width(text: str, size: float, weight: Weight = "Regular") -> float:
    """Width of a line in points."""
    return _em_width(text, weight) * size / _EM


def wrapped(text: str, room: float, size: float, weight: Weight = "Regular") -> list[str]:
    """Lines no wider than the room (points); a word that is wider is broken between letters."""
    lines: list[str] = []
    line, used = "", 0.0
    space = width(" ", size, weight)
    for word in drawable(text).split(" "):
        wide = width(word, size, weight)
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, room, size, weight)
        lines += full
        used = width(line, size, weight)
    return [*lines, line] if line or not lines else lines


def _broken(word: str, room: float, size: float, weight: Weight) -> list[str]:
    pieces = [""]
    if width(word, size, weight) <= room:
        return [word]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char, size, weight) > room:
            pieces.append("")
        pieces[-1] += char
    return pieces
