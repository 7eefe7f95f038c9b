"""Blocks that flow over pages: measured first, placed, then drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from reports.house import BODY, INK, LEFT, ROOM
from reports.pen import Pen
from reports.tags import FURNITURE, Tag
from reports.typeface import FURTHER, Weight, reaches_far, wrapped


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page that is never broken."""

    height: float
    draw: Callable[[Pen, float], None]
    """Called with the pen and the block's upper edge."""
    with_next: bool = False
    """Whether it stays on one page with the block after it, as a heading does."""
    again: Block | None = None
    """What is repeated above it where it begins a page, such as column heads."""
    tag: Tag | None = None
    """What it is in the paper's structure; blocks of one tag are one element.

    Absent, it is a paragraph.
    """
    alt: str = ""
    """What a picture shows, in a sentence for whoever does not see it; empty for text."""


Placed = tuple[float, Block]


def space(height: float) -> Block:
    """Empty room; there is none where a page begins."""
    return Block(height, _nothing)


def _nothing(pen: Pen, y: float) -> None:
    """Draws no mark."""


def put(pen: Pen, y: float, block: Block) -> None:
    """Draws a block at its place; every block of a page, also one beside another, comes by here."""
    tag = block.tag or (Tag("Figure", alt=block.alt) if block.alt else None)
    with pen.inside(tag):
        block.draw(pen, y)


def beside(blocks: Sequence[Block], with_next: bool = False) -> Block:
    """Blocks in one row, each at its own place across the page."""

    def draw(pen: Pen, y: float) -> None:
        for block in blocks:
            put(pen, y, block)

    return Block(max(block.height for block in blocks), draw, with_next)


def lines(
    text: str,
    size: float = BODY,
    weight: Weight = "Regular",
    ink: str = INK,
    lead: float = 1.36,
    x: float = LEFT,
    room: float = ROOM,
    tag: Tag | None = None,
) -> list[Block]:
    """A text of any length, one block a line; all of them are one paragraph or one tag."""
    tag = tag or Tag()

    def block(line: str) -> Block:
        more = size * lead * (FURTHER - 1) if reaches_far(line) else 0.0
        return Block(
            size * lead + more,
            lambda pen, y: _draw_line(pen, x, y + size + more / 2, line, size, weight, ink),
            tag=tag,
        )

    return [block(line) for line in wrapped(text, room, size, weight)]


def items(
    texts: Iterable[str],
    size: float = BODY,
    lead: float = 1.36,
    x: float = LEFT,
    room: float = ROOM,
) -> list[list[Block]]:
    """A list: the blocks of each of its items."""
    whole = Tag("L")
    return [lines(text, size, lead=lead, x=x, room=room, tag=Tag("LI", whole)) for text in texts]


def _draw_line(
    pen: Pen, x: float, y: float, line: str, size: float, weight: Weight, ink: str
) -> None:
    pen.text(x, y, line, size, weight, ink)


def paged(
    blocks: Iterable[Block], top: float, bottom: float, later: float | None = None
) -> list[list[Placed]]:
    """Blocks placed on as many pages as they need; there is always a first page.

    Args:
        blocks: in their order.
        top: where the first page begins.
        bottom: where all of them end.
        later: where the pages after the first begin; as the first unless given.
    """
    next_top = top if later is None else later
    pages: list[list[Placed]] = [[]]
    y = top
    for group in _groups(blocks):
        if pages[-1] and y + sum(block.height for block in group) > bottom:
            pages.append([])
            y = next_top
        for block in group:
            if y + block.height > bottom and pages[-1]:
                pages.append([])
                y = next_top
            if block.draw is _nothing and not pages[-1] and len(pages) > 1:
                continue
            if not pages[-1] and len(pages) > 1 and block.again is not None:
                pages[-1].append((y, replace(block.again, tag=FURNITURE)))
                y += block.again.height
            pages[-1].append((y, block))
            y += block.height
    return pages if pages[-1] or len(pages) == 1 else pages[:-1]


def _groups(blocks: Iterable[Block]) -> list[Sequence[Block]]:
    groups: list[Sequence[Block]] = []
    waiting: list[Block] = []
    for block in blocks:
        waiting.append(block)
        if not block.with_next:
            groups.append(waiting)
            waiting = []
    return [*groups, waiting] if waiting else groups
