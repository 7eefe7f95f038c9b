"""A paper's own words, in the order in which they were written on it."""

from __future__ import annotations

import io


class UnreadablePaperError(Exception):
    """A file is no paper that can be read; says why, never what it holds."""


def paper_text(pdf: bytes, password: str = "") -> tuple[tuple[str, ...], ...]:
    """The lines of each page.

    Raises:
        UnreadablePaperError: no PDF, or under another password.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(pdf))
        if reader.is_encrypted and not reader.decrypt(password):
            raise UnreadablePaperError("it is under a password")
        return tuple(_lines(page.extract_text()) for page in reader.pages)
    except (PyPdfError, ValueError, KeyError) as error:
        raise UnreadablePaperError("the file is damaged, or no paper") from error


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for each in text.splitlines() if (line := " ".join(each.split())))
