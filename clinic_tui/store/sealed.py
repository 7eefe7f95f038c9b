"""The bytes of a sealed file: a plain header, a sealed head, a sealed body.

`docs/format.md` specifies them, with test vectors, for whoever must read a chart without this
program. AES-256-GCM (NIST SP 800-38D); the whole header is authenticated with either part, so
that no bit of a file can change unnoticed.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import NoReturn

from clinic_tui.store.errors import DamagedError

MAGIC = b"\x93clinic\n"
FORMAT = 2
KEY_BYTES = 32
IDENTITY_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
HEADER = struct.Struct(">8sBB2x16sQII12s12s")
"""Magic, format, kind, two zero bytes, identity, revision, lengths and nonces of both parts."""
_HEAD, _BODY = b"head", b"body"


class Kind(IntEnum):
    """What a sealed file holds; one cannot stand in for another."""

    CHART = 1
    CLINIC = 2
    CHART_KEY = 3
    INDEX = 4
    SCRAP = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Which file this is: part of what is authenticated."""

    kind: Kind
    identity: bytes
    """Sixteen bytes drawn by lot when the file was first made."""
    name: str
    """The file's name, for sentences."""


def seal(place: Place, revision: int, head: bytes, body: bytes, key: bytes) -> bytes:
    """The file that holds these two parts. Every call draws fresh nonces."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonces = os.urandom(NONCE_BYTES), os.urandom(NONCE_BYTES)
    lengths = len(head) + TAG_BYTES, len(body) + TAG_BYTES
    header = HEADER.pack(MAGIC, FORMAT, place.kind, place.identity, revision, *lengths, *nonces)
    cipher = AESGCM(key)
    return b"".join(
        (
            header,
            cipher.encrypt(nonces[0], head, header + _HEAD),
            cipher.encrypt(nonces[1], body, header + _BODY),
        )
    )


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file's authenticated contents; `body` is empty where only the head was opened."""

    revision: int
    head: bytes
    body: bytes


def unseal(place: Place, raw: bytes, key: bytes) -> Sealed:
    """Both parts of a file.

    Raises:
        DamagedError: a bit of it is not as it was written, or it is another file's; named.
    """
    header, revision, (head_length, body_length), nonces = _header(place, raw)
    if len(raw) != HEADER.size + head_length + body_length:
        _damaged(place)
    middle, parts = HEADER.size + head_length, memoryview(raw)
    return Sealed(
        revision,
        _opened(place, key, nonces[0], parts[HEADER.size : middle], header + _HEAD),
        _opened(place, key, nonces[1], parts[middle:], header + _BODY),
    )


def unseal_head(place: Place, raw: bytes, key: bytes) -> Sealed:
    """The head alone, from as many bytes of the file as reach past it.

    Raises:
        DamagedError: header or head are not as they were written.
    """
    header, revision, (head_length, _), nonces = _header(place, raw)
    sealed = raw[HEADER.size : HEADER.size + head_length]
    return Sealed(revision, _opened(place, key, nonces[0], sealed, header + _HEAD), b"")


def head_reach(place: Place, start: bytes) -> int:
    """How many bytes of a file reach past its head, as its first bytes say.

    Raises:
        DamagedError: these are no first bytes of such a file.
    """
    _, _, (head_length, _), _ = _header(place, start)
    return HEADER.size + head_length


def _header(place: Place, raw: bytes) -> tuple[bytes, int, tuple[int, int], tuple[bytes, bytes]]:
    if not raw:
        raise DamagedError(
            f"The file {place.name} is empty. Nothing was changed; restore it from a backup."
        )
    header = raw[: HEADER.size]
    if len(header) < HEADER.size:
        _damaged(place)
    magic, made_by, kind, identity, revision, head, body, *nonces = HEADER.unpack(header)
    if magic != MAGIC or made_by < FORMAT:
        _damaged(place)
    if made_by > FORMAT:
        raise DamagedError(
            f"The file {place.name} was written by a newer clinic-tui; open it with that one."
        )
    if (kind, identity) != (place.kind, place.identity):
        raise DamagedError(
            f"The file {place.name} is another file under this name. "
            "Nothing was changed; restore it from a backup."
        )
    return header, revision, (head, body), (nonces[0], nonces[1])


def _opened(
    place: Place, key: bytes, nonce: bytes, sealed: bytes | memoryview, header: bytes
) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(nonce, sealed, header)
    except (InvalidTag, ValueError):
        _damaged(place)


def _damaged(place: Place) -> NoReturn:
    raise DamagedError(
        f"The file {place.name} is damaged: it is not what was saved. "
        "Nothing was changed; restore it from a backup."
    )
