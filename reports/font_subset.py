"""A TrueType file that holds only the glyphs a paper uses, numbered anew."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from reports.font_file import FontFile

WORDS, SCALED, MORE, BY_TWO, BY_FOUR = 0x1, 0x8, 0x20, 0x40, 0x80
"""Flags of a part of a composed glyph: how its numbers are written, and whether more follow."""


def subset(font: FontFile, glyphs: Sequence[int], characters: str = "") -> bytes:
    """A font file whose glyph n is the nth of these; parts they are composed of stand behind.

    Args:
        font: the whole one.
        glyphs: those wanted.
        characters: what its first glyphs after the blank one stand for, where a reader of the
            file must find them by character; in rising order.
    """
    order = list(glyphs)
    number = {glyph: index for index, glyph in enumerate(order)}
    outlines: list[bytes] = []
    for glyph in order:  # grows while it is walked
        outlines.append(_renumbered(font.outline(glyph), number, order))
    places = [0]
    for outline in outlines:
        places.append(places[-1] + len(outline))
    head = bytearray(font.table("head"))
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)
    hhea = bytearray(font.table("hhea"))
    struct.pack_into(">H", hhea, 34, len(order))
    maxp = bytearray(font.table("maxp"))
    struct.pack_into(">H", maxp, 4, len(order))
    found = {"cmap": _character_map(characters)} if characters else {}
    return _file(
        found
        | {
            "glyf": b"".join(outlines),
            "head": bytes(head),
            "hhea": bytes(hhea),
            "hmtx": b"".join(struct.pack(">Hh", *font.metric(glyph)) for glyph in order),
            "loca": struct.pack(f">{len(places)}L", *places),
            "maxp": bytes(maxp),
        }
    )


def _character_map(characters: str) -> bytes:
    """Unicode to glyph, a run of neighbours at a time (format 4)."""
    starts, ends, shifts = list[int](), list[int](), list[int]()
    for glyph, char in enumerate(characters, 1):
        if ends and ord(char) == ends[-1] + 1:
            ends[-1] += 1
        else:
            starts.append(ord(char))
            ends.append(ord(char))
            shifts.append((glyph - ord(char)) & 0xFFFF)
    starts, ends, shifts = [*starts, 0xFFFF], [*ends, 0xFFFF], [*shifts, 1]
    count = len(starts)
    power = count.bit_length() - 1
    search = 2 << power
    body = struct.pack(
        f">HHHH{count}HH{count}H{count}H{count}H",
        *(2 * count, search, power, 2 * count - search),
        *(*ends, 0, *starts, *shifts, *[0] * count),
    )
    head = struct.pack(">HHHHL", 0, 1, 3, 1, 12)
    return head + struct.pack(">HHH", 4, len(body) + 6, 0) + body


def _renumbered(outline: bytes, number: dict[int, int], order: list[int]) -> bytes:
    if not outline:
        return b""
    if struct.unpack_from(">h", outline)[0] >= 0:
        return _even(outline)
    changed = bytearray(outline)
    at, flags = 10, MORE
    while flags & MORE:
        flags, part = struct.unpack_from(">HH", changed, at)
        if part not in number:
            number[part] = len(order)
            order.append(part)
        struct.pack_into(">H", changed, at + 2, number[part])
        at += 8 if flags & WORDS else 6
        at += 2 if flags & SCALED else 4 if flags & BY_TWO else 8 if flags & BY_FOUR else 0
    return _even(bytes(changed))


def _even(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)


def _sum(data: bytes) -> int:
    padded = _even(data)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF


def _file(tables: dict[str, bytes]) -> bytes:
    """The tables as one file, with their sums."""
    power = len(tables).bit_length() - 1
    search = 16 << power
    head = struct.pack(">LHHHH", 0x10000, len(tables), search, power, 16 * len(tables) - search)
    at = len(head) + 16 * len(tables)
    entries, bodies = [], []
    for tag, data in sorted(tables.items()):
        entries.append(struct.pack(">4sLLL", tag.encode(), _sum(data), at, len(data)))
        bodies.append(_even(data))
        at += len(bodies[-1])
    whole = bytearray(b"".join([head, *entries, *bodies]))
    adjusted = (0xB1B0AFBA - _sum(bytes(whole))) & 0xFFFFFFFF
    where = bytes(whole).index(b"head", len(head)) + 8
    struct.pack_into(">L", whole, struct.unpack_from(">L", whole, where)[0] + 8, adjusted)
    return bytes(whole)
