"""The one gate for text: every character is drawn or named, none is lost."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final
from unicodedata import category

from clinic_tui.model.text import shown
from reports.font_file import EM, font_file
from reports.shaping import FAMILY, JOINERS, Line, Weight, clusters, font_of, shaped

__all__ = [
    "FURTHER",
    "Part",
    "Weight",
    "drawable",
    "evenly",
    "line",
    "reaches_far",
    "width",
    "wrapped",
]

ASCII: Final = [chr(code) for code in range(0x20, 0x7F)]


HYPHEN: Final = "-"
FURTHER: Final = 1.3
"""How much more room a line needs whose letters reach far."""
MOST_MARKS: Final = 6
"""Marks on one letter; no name has more."""


class Part(str):
    """A line that ends within a word, which goes on in the next one."""

    __slots__ = ()


@lru_cache(4096)
def drawable(text: str) -> str:
    """Text in reading order, made of characters that can be drawn.

    Control and direction characters, and what no font has, become codes such as `[U+5C71]`.
    """
    text = shown(text)
    if text.isascii():
        return text
    return "".join(map(_drawable, clusters(text)))


def _drawable(cluster: str) -> str:
    marks = [place for place, char in enumerate(cluster) if category(char) == "Mn"]
    if len(marks) > MOST_MARKS:
        # A pile of marks would run over the lines around it, and off the page.
        kept = marks[MOST_MARKS]
        return _drawable(cluster[:kept]) + "".join(map(_code, cluster[kept:]))
    if font_of(cluster, "Regular"):
        return cluster
    return "".join(
        char if char in JOINERS or font_of(char, "Regular") else _code(char) for char in cluster
    )


def _code(char: str) -> str:
    return f"[U+{ord(char):04X}]"


def line(text: str, weight: Weight) -> Line:
    """One line as it is drawn."""
    return shaped(drawable(text), weight)


@cache
def _advances(weight: Weight) -> dict[str, int]:
    font = font_file(f"{FAMILY}-{weight}")
    return {char: font.advance(font.glyph(char)) for char in ASCII}


@lru_cache(16384)
def _em_width(text: str, weight: Weight) -> int:
    if text.isascii() and text.isprintable():
        # Latin letters stand alone, so their widths are a sum.
        return sum(map(_advances(weight).__getitem__, text))
    return line(text, weight).width


def width(text: str, size: float, weight: Weight = "Regular") -> float:
    """Width of a line in points."""
    return _em_width(text, weight) * size / EM


def reaches_far(text: str) -> bool:
    """Whether it has letters of another font than the house's, which may stand higher or lower."""
    if text.isascii():
        return False
    return any(not run.font.name.startswith(f"{FAMILY}-") for run in line(text, "Regular").runs)


def wrapped(text: str, room: float, size: float, weight: Weight = "Regular") -> list[str]:
    """Lines no wider than the room (points); a word that is wider is broken after a hyphen of its
    own, else between letters.
    """
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
        lines += map(Part, full)
        used = width(line, size, weight)
    return [*lines, line] if line or not lines else lines


def evenly(text: str, room: float, size: float, weight: Weight = "Regular") -> list[str]:
    """Wrapped lines, as many as there must be, of which the last is no word alone if it can."""
    lines = wrapped(text, room, size, weight)
    narrow = room - size
    while len(lines) > 1 and " " not in lines[-1] and narrow > room * 0.6:
        tried = wrapped(text, narrow, size, weight)
        if len(tried) > len(lines):
            break
        if " " in tried[-1]:
            return tried
        narrow -= size
    return lines


def _broken(word: str, room: float, size: float, weight: Weight) -> list[str]:
    if width(word, size, weight) <= room:
        return [word]
    pieces = [""]
    for cluster in clusters(word):
        if pieces[-1] and width(pieces[-1] + cluster, size, weight) > room:
            at = pieces[-1].rfind(HYPHEN) + 1 or len(pieces[-1])
            pieces[-1:] = [pieces[-1][:at], pieces[-1][at:]]
        pieces[-1] += cluster
    return pieces
