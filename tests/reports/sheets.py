"""Pages that hold a text and nothing else, drawn with the papers' own pen."""

from __future__ import annotations

from collections.abc import Sequence

from reports.flow import Block, lines, paged
from reports.house import BODY, BOTTOM, TOP
from reports.sheet import Furniture, document
from reports.tags import Tag
from reports.values import Head, Identity
from tests.builders import DAY, a_clinic
from tests.reports.papers import MADE_AT

HEAD = Head(a_clinic(), Identity("Marta Lindqvist", DAY, "0001"), MADE_AT, fingerprint="0" * 64)
PLAIN = Furniture(title="Texts", paper="Texts", expiry="Never")


def sheet(blocks: Sequence[Block]) -> bytes:
    """Blocks as a paper."""
    return document(HEAD, PLAIN, paged(blocks, TOP, BOTTOM))


def texts(said: Sequence[str], size: float = BODY, room: float = 300.0) -> bytes:
    """Each text a heading of the third order, so that it is told from all others."""
    return sheet([block for text in said for block in lines(text, size, room=room, tag=Tag("H3"))])
