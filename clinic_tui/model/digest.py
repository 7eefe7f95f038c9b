"""SHA-256 as everything here asks for it."""

from __future__ import annotations


def sha256(raw: bytes) -> bytes:
    """The SHA-256 of some bytes (FIPS 180-4), 32 bytes.

    By the library that seals the charts: `hashlib` would load a second OpenSSL beside it, 3.5 MiB.
    """
    from cryptography.hazmat.primitives.hashes import SHA256, Hash

    running = Hash(SHA256())
    running.update(raw)
    return running.finalize()
