"""One font file: which characters it has, their shapes by number, and its outlines."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import as_file, files
from typing import Any, Final

import uharfbuzz as harfbuzz

EM: Final = 1000
"""Widths and shifts are given in thousandths of the type size, as PDF wants them."""
Shape = tuple[int, int, int, int, int]
"""Glyph, index of its character, advance, shift to the right, shift up."""


class FontFile:
    """A font of `reports/fonts`, opened once in the process."""

    def __init__(self, name: str) -> None:
        self.name = name
        with as_file(files("reports") / "fonts" / f"{name}.ttf") as path:
            self._face: Any = harfbuzz.Face(harfbuzz.Blob(path.read_bytes()))
        self._font: Any = harfbuzz.Font(self._face)
        self.characters = frozenset(self._face.unicodes)
        self._scale = EM / self._face.upem

    def shape(self, text: str, leftwards: bool = False) -> list[Shape]:
        """The glyphs of a text in one script, from left to right, joined and stacked."""
        buffer: Any = harfbuzz.Buffer()
        buffer.add_codepoints([ord(char) for char in text])
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftwards else "ltr"
        harfbuzz.shape(self._font, buffer)
        scaled = self.scaled
        return [
            (
                info.codepoint,
                info.cluster,
                scaled(place.x_advance),
                scaled(place.x_offset),
                scaled(place.y_offset),
            )
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def glyph(self, char: str) -> int:
        """The glyph that stands for a character by itself, 0 where there is none."""
        return int(self._font.get_nominal_glyph(ord(char)) or 0)

    @cache  # noqa: B019  # fonts live as long as the process
    def advance(self, glyph: int) -> int:
        """How far a glyph moves the pen."""
        return self.scaled(self._font.get_glyph_h_advance(glyph))

    def scaled(self, value: float) -> int:
        """A length of the font in thousandths of the type size."""
        return int(value * self._scale + (0.5 if value >= 0 else -0.5))

    @property
    def span(self) -> tuple[int, int]:
        """How far letters reach above and below the line."""
        up, down = struct.unpack_from(">hh", self.table("hhea"), 4)
        return self.scaled(up), self.scaled(down)

    @property
    def box(self) -> list[int]:
        """The frame that holds every glyph."""
        return [self.scaled(edge) for edge in struct.unpack_from(">4h", self.table("head"), 36)]

    def table(self, tag: str) -> bytes:
        """A table of the file as it is."""
        return bytes(self._face.reference_table(tag).data)

    @cached_property
    def _outlines(self) -> bytes:
        return self.table("glyf")

    @cached_property
    def _places(self) -> Sequence[int]:
        table = self.table("loca")
        if struct.unpack_from(">h", self.table("head"), 50)[0]:
            return struct.unpack(f">{len(table) // 4}L", table)
        return [2 * half for half in struct.unpack(f">{len(table) // 2}H", table)]

    def outline(self, glyph: int) -> bytes:
        """A glyph's drawing, empty for a blank."""
        return self._outlines[self._places[glyph] : self._places[glyph + 1]]

    @cached_property
    def _metrics(self) -> tuple[int, bytes]:
        return struct.unpack_from(">H", self.table("hhea"), 34)[0], self.table("hmtx")

    def metric(self, glyph: int) -> tuple[int, int]:
        """Advance and left bearing in the font's own units."""
        full, table = self._metrics
        advance, bearing = struct.unpack_from(">Hh", table, 4 * min(glyph, full - 1))
        if glyph >= full:
            (bearing,) = struct.unpack_from(">h", table, 4 * full + 2 * (glyph - full))
        return advance, bearing


@cache
def font_file(name: str) -> FontFile:
    """The font of this name; it is opened when it is first needed."""
    return FontFile(name)
