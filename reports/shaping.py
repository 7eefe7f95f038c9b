"""Lines of any script as glyphs: the font of each letter, its order, its joined form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Final, Literal

from reports.font_file import FontFile, font_file

Weight = Literal["Light", "Regular", "SemiBold"]
FAMILY: Final = "NotoSans"
_SCRIPTS: Final = (
    *("Arabic", "Hebrew", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil"),
    *("Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Khmer", "Myanmar", "Ethiopic"),
    *("Georgian", "Armenian", "Cherokee", "CanadianAboriginal", "Mongolian", "Thaana", "Syriac"),
    *("NKo", "Adlam", "Tifinagh", "OlChiki", "MeeteiMayek", "Javanese", "Balinese", "Sundanese"),
    *("Chakma", "HanifiRohingya", "Vai", "Yi", "Osmanya", "Lisu", "TaiTham", "NewTaiLue"),
    *("TaiLe", "Miao", "Limbu", "Lepcha", "Cham", "Bamum", "Osage", "Wancho", "SoraSompeng"),
    *("WarangCiti", "Symbols2"),
)
FALLBACKS: Final = (
    "NotoSans-Regular",
    "NotoSansMath-Regular",
    *(f"NotoSans{script}-Regular" for script in _SCRIPTS),
    "NotoSerifTibetan-Regular",
    "DroidSansFallback",
    "HanazonoNamesA",
    "HanazonoNamesB",
)
"""Asked in this order for what the family lacks; each is opened when it is first asked."""

JOINERS: Final = frozenset("\u200c\u200d")
VIRAMA: Final = 9
"""The combining class of a sign that binds the next letter."""
_BOUND: Final = frozenset("\u0e33\u0eb3")
"""Thai and Lao AM: letters that are half a mark."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A shape on the line; what it says is empty where the one before it says it too."""

    number: int
    text: str
    advance: int
    right: int
    up: int


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring glyphs of one font."""

    left: int
    """Where it begins, from the left end of its line."""
    font: FontFile
    glyphs: tuple[Glyph, ...]
    text: str
    leftwards: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line laid out, its runs in the order in which they are read."""

    width: int
    """In thousandths of the type size."""
    runs: tuple[Run, ...]


def clusters(text: str) -> list[str]:
    """The text in pieces that are never parted: a letter with its marks and bound letters."""
    found: list[str] = []
    last = ""
    for char in text:
        if found and _bound(last, char):
            found[-1] += char
        else:
            found.append(char)
        last = char
    return found


def _bound(last: str, char: str) -> bool:
    if char in JOINERS or char in _BOUND or unicodedata.category(char).startswith("M"):
        return True
    if last == "\u200d" or unicodedata.combining(last) == VIRAMA:
        return unicodedata.category(char) == "Lo"
    return "\u1100" <= last <= "\u11ff" and "\u1160" <= char <= "\u11ff"


@lru_cache(8192)
def font_of(cluster: str, weight: Weight) -> FontFile | None:
    """The first font that has the whole cluster, as it is or composed."""
    forms = {cluster, *(unicodedata.normalize(form, cluster) for form in ("NFC", "NFD"))}
    wanted = [frozenset(ord(c) for c in form if c not in JOINERS) for form in forms]
    for name in (f"{FAMILY}-{weight}", *FALLBACKS):
        font = font_file(name)
        if any(each <= font.characters for each in wanted) and _whole(font, cluster):
            return font
    return None


def _whole(font: FontFile, cluster: str) -> bool:
    return len(cluster) == 1 or all(glyph for glyph, *_ in font.shape(cluster))


@lru_cache(8192)
def shaped(text: str, weight: Weight) -> Line:
    """A line that holds only what can be drawn (see `typeface.drawable`), laid out.

    It runs from the left whatever it begins with: the papers' own words are English.
    """
    level = _levels(text) if not text.isascii() else None
    pieces: list[tuple[FontFile, int, str]] = []
    at = 0
    for font, piece in _by_font(text, weight):
        for height, part in _by_level(piece, None if level is None else level[at:]):
            pieces.append((font, height, part))
        at += len(piece)
    runs: dict[int, Run] = {}
    left = 0
    for index in _visual([height for _, height, _ in pieces]):
        font, height, piece = pieces[index]
        glyphs = tuple(_glyphs(font, piece, height % 2 == 1))
        runs[index] = Run(left, font, glyphs, piece, height % 2 == 1)
        left += sum(glyph.advance for glyph in glyphs)
    return Line(left, tuple(run for _, run in sorted(runs.items())))


def _by_font(text: str, weight: Weight) -> Iterator[tuple[FontFile, str]]:
    family = font_file(f"{FAMILY}-{weight}")
    if text.isascii():
        yield family, text
        return
    parts: list[tuple[FontFile, str]] = []
    for cluster in clusters(text):
        font = font_of(cluster, weight)
        if font is not None:
            parts.append((font, cluster))
            continue
        for char in cluster:
            alone = None if char in JOINERS else font_of(char, weight)
            parts.append((alone or (parts[-1][0] if parts else family), char))
    for font, same in groupby(parts, key=lambda part: part[0]):
        yield font, "".join(piece for _, piece in same)


def _by_level(text: str, levels: Sequence[int] | None) -> Iterator[tuple[int, str]]:
    if levels is None:
        yield 0, text
        return
    for level, same in groupby(zip(levels, text, strict=False), key=lambda pair: pair[0]):
        yield level, "".join(char for _, char in same)


def _glyphs(font: FontFile, text: str, leftwards: bool) -> Iterator[Glyph]:
    """The glyphs from the left; those of one cluster stand together, the first says it."""
    shapes = font.shape(text, leftwards)
    starts = sorted({cluster for _, cluster, *_ in shapes})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    said: set[int] = set()
    for number, cluster, advance, right, up in shapes:
        first = cluster not in said
        said.add(cluster)
        yield Glyph(number, text[cluster : ends[cluster]] if first else "", advance, right, up)


@cache
def _leftward(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL", "AN")


def _levels(text: str) -> list[int] | None:
    """How deep each character is nested in words that run the other way; odd runs leftwards."""
    if not any(map(_leftward, text)):
        return None
    from bidi import algorithm

    known = [char for char in text if unicodedata.bidirectional(char) != "BN"]
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 0, "L"
    algorithm.get_embedding_levels("".join(map(_known, known)), storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = iter([int(char["level"]) for char in storage["chars"]])
    levels: list[int] = []
    for char in text:
        # The algorithm leaves joiners out; they go with the letter before them.
        neutral = unicodedata.bidirectional(char) == "BN"
        levels.append(levels[-1] if neutral and levels else 0 if neutral else next(found))
    end = len(text.rstrip())
    return levels[:end] + [0] * (len(text) - end)


def _known(char: str) -> str:
    """A letter newer than this Python's tables runs as a Latin one."""
    return char if unicodedata.bidirectional(char) else "x"


def _visual(levels: Sequence[int]) -> list[int]:
    """The places of pieces from left to right: the deepest are turned first."""
    turned = list(range(len(levels)))
    for depth in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(turned):
            end = start
            while end < len(turned) and levels[turned[end]] >= depth:
                end += 1
            turned[start:end] = reversed(turned[start:end])
            start = end + 1
    return turned
