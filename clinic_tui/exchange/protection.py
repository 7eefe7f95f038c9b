"""A paper under a password: AES-256 as PDF 2.0 has it, which usual readers open."""

from __future__ import annotations

import io
import os


class NotInstalledError(Exception):
    """An optional part of the program is not installed; says how to have it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional part: pip install 'clinic-tui[{extra}]'")


def protected(pdf: bytes, password: str) -> bytes:
    """The same pages, opened only by the password (ISO 32000-2, revision 6).

    Raises:
        NotInstalledError: the optional part is not there.
    """
    try:
        import pikepdf
    except ImportError:
        raise NotInstalledError("A password", "protect") from None
    out = io.BytesIO()
    # Nobody needs the owner's password, so nobody knows it.
    owner = os.urandom(24).hex()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner=owner, user=password, R=6))
    return out.getvalue()
