"""Strings that stand nowhere by chance, and where they would be found."""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path

INFLATED = 4_000_000
"""Bytes that one compressed piece is looked at for."""
_HEADS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


def canary(number: int) -> str:
    """A string that is nobody's word; its letters survive any encoding of text."""
    middle = hashlib.sha256(f"canary {number}".encode()).hexdigest()[:10]
    return f"Zq{middle}xV{number:03d}"


class Hunt:
    """Looks for strings in bytes, however they are written there."""

    def __init__(self, canaries: list[str]) -> None:
        self._needles = {form: each for each in canaries for form in forms(each)}

    def found(self, raw: bytes) -> set[str]:
        """The strings that are in the bytes, or in what can be inflated from them."""
        hits: set[str] = set()
        for piece in (raw, *inflated(raw)):
            folded = piece.lower()
            for form, each in self._needles.items():
                if form in folded or form in piece:
                    hits.add(each)
        return hits

    def in_files(self, *folders: Path) -> dict[Path, set[str]]:
        """Every file of these folders with the strings that it or its name holds."""
        found = {}
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                hits = self.found(str(path).encode())
                if path.is_file():
                    hits |= self.found(path.read_bytes())
                if hits:
                    found[path] = hits
        return found


def forms(text: str) -> Iterator[bytes]:
    """How a string may be written: letters of either case, UTF-16, hex, base64 at any offset."""
    for each in {text.lower(), text}:
        plain = each.encode()
        yield plain
        yield each.encode("utf-16-le")[:-1]
        yield plain[::-1]
        yield binascii.hexlify(plain)
        for offset in range(3):
            coded = base64.b64encode(b"\0" * offset + plain)
            whole = len(plain) + offset
            # The letters at both ends depend on what stands beside them.
            yield coded[(offset * 8 + 5) // 6 : whole * 8 // 6]


def inflated(raw: bytes) -> Iterator[bytes]:
    """What zlib, gzip and zip streams in the bytes come to."""
    for head in _HEADS:
        at = raw.find(head)
        while at >= 0:
            yield from _inflate(raw[at:], zlib.MAX_WBITS)
            at = raw.find(head, at + 1)
    at = raw.find(b"\x1f\x8b\x08")
    while at >= 0:
        yield from _inflate(raw[at:], zlib.MAX_WBITS | 16)
        at = raw.find(b"\x1f\x8b\x08", at + 1)
    at = raw.find(b"PK\x03\x04")
    while at >= 0:
        length = int.from_bytes(raw[at + 26 : at + 28], "little")
        length += int.from_bytes(raw[at + 28 : at + 30], "little")
        yield from _inflate(raw[at + 30 + length :], -zlib.MAX_WBITS)
        at = raw.find(b"PK\x03\x04", at + 1)


def _inflate(raw: bytes, bits: int) -> Iterator[bytes]:
    stream = zlib.decompressobj(bits)
    out = b""
    try:
        for start in range(0, len(raw), 4096):
            out += stream.decompress(raw[start : start + 4096])
            if stream.eof or len(out) > INFLATED:
                break
    except zlib.error:
        pass  # it only looked like a stream, or it breaks off
    if out:
        yield out
