"""Parts that the reports and letters share: heading, fields, lists, notes behind a bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from clinic_tui.model.issued import LASTS
from reports.flow import Block, items, lines, space
from reports.house import (
    BODY,
    DISPLAY,
    FACT,
    HAIR,
    HEADING,
    INK,
    LEFT,
    RIGHT,
    ROOM,
    SECOND,
    SMALL,
    STOP,
    column,
)
from reports.language import day, mark, say
from reports.pen import Pen
from reports.tags import Tag
from reports.typeface import drawable, evenly, wrapped
from reports.values import Decision, Injury

LONGEST: Final = 300
"""A field of the heading longer than this is cut there, and says so."""
USE: Final = mark("Do not use after {day}.")
ASK_ANEW: Final = mark("Not cleared. Ask anew after {day}.")
"""A paper that forbids must not seem to allow anything once its day is over."""
MORE: Final = mark("{start} … [{count} characters more in the chart]")


def last_day(made_at: datetime, decision: Decision | None) -> date:
    """The last day a paper may be used: the clearance's own, or two weeks from its making."""
    return decision.until if decision is not None else made_at.date() + LASTS


def capital(text: str) -> str:
    """A sentence from a phrase."""
    return text[:1].upper() + text[1:]


def bounded(text: str) -> str:
    """A field's text, cut where it would push everything else off the page."""
    said = drawable(text)
    if len(said) <= LONGEST:
        return text
    return say(MORE, start=said[:LONGEST], count=len(said) - LONGEST)


def title(text: str, at_right: str = "") -> Block:
    """The paper's name."""

    def draw(pen: Pen, y: float) -> None:
        used = pen.text(LEFT, y + 18, text, DISPLAY, "Light")
        if at_right:
            with pen.inside(Tag()):
                pen.fit(RIGHT, y + 18, at_right, ROOM - used - 14, FACT, align="right")

    return Block(30.0, draw, tag=Tag("H1"))


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled fact of the heading, on the grid of twelve columns."""

    first: int
    span: int
    label: str
    fact: str
    context: str = ""


def fields(*given: Field) -> Block:
    """Facts side by side, each under its label."""
    laid = []
    for field in given:
        x, room = column(field.first, field.span)
        fact = wrapped(bounded(field.fact), room - 4, FACT, "SemiBold")
        context = wrapped(bounded(field.context), room - 4, SMALL) if field.context else []
        laid.append((x, room, field.label, fact, context))
    height = max(16 + len(fact) * 12.4 + len(context) * 9.8 for *_, fact, context in laid)

    def draw(pen: Pen, y: float) -> None:
        for x, room, label, fact, context in laid:
            pen.rule(x, y, x + room, y, HAIR)
            with pen.inside(Tag("H2")):
                pen.text(x, y + 10.5, label, SMALL, ink=SECOND)
            at = y + 22.5
            with pen.inside(Tag()):
                for line in fact:
                    pen.text(x, at, line, FACT, "SemiBold")
                    at += 12.4
            with pen.inside(Tag()):
                for line in context:
                    pen.text(x, at - 1.4, line, SMALL, ink=SECOND)
                    at += 9.8

    return Block(height + 2, draw)


def injury_context(injury: Injury) -> str:
    """Class, other hip and time of an injury, under its name."""
    started = f"Onset {day(injury.onset)} · week {injury.weeks} since {injury.since}"
    return f"{injury.diagnosis.words} · other hip {injury.other_hip.words} · {started}"


def section(name: str, note: str = "") -> Block:
    """A heading under a line, with what belongs to it at the right."""

    def draw(pen: Pen, y: float) -> None:
        pen.rule(LEFT, y + 2, RIGHT, y + 2, INK, 0.9)
        used = pen.text(LEFT, y + 16.5, name, HEADING, "SemiBold")
        if note:
            room = ROOM - used - 16
            pen.fit(RIGHT, y + 16.5, note, room, SMALL, ink=SECOND, align="right", smallest=5)

    return Block(23.0, draw, with_next=True, tag=Tag("H2"))


def bullets(said: Sequence[str], size: float = BODY, inset: float = 0.0) -> list[Block]:
    """Items of any length, each behind a dot."""
    blocks: list[Block] = []
    x = LEFT + inset
    for first, *rest in items(map(capital, said), size, x=x + 9, room=RIGHT - x - 9):
        blocks += [_dotted(first, size, x), *rest]
    return blocks


def listed(name: str, said: Sequence[str]) -> list[Block]:
    """A section of items; nothing where there are none."""
    return [section(name), *bullets(said), space(8)] if said else []


def _dotted(block: Block, size: float, x: float) -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.disc(x + 2, y + size * 0.67, 1.3, INK)
        block.draw(pen, y)

    return replace(block, draw=draw)


def bar_note(head: str, text: str, ink: str, size: float = BODY) -> list[Block]:
    """A heading and a text behind a bar that survives a copier."""
    x, room = LEFT + 9, ROOM - 9
    inner = [
        *lines(capital(head), size, "SemiBold", ink, x=x, room=room),
        *(lines(capital(text), size, x=x, room=room) if text else []),
    ]
    return [*(replace(block, with_next=True) for block in _barred(inner, ink)), space(5)]


def _barred(blocks: Sequence[Block], ink: str) -> list[Block]:
    def barred(block: Block) -> Block:
        def draw(pen: Pen, y: float) -> None:
            pen.box(LEFT, y, 2.4, block.height, ink)
            block.draw(pen, y)

        return replace(block, draw=draw)

    return [barred(block) for block in blocks]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading with its items, to stand beside others."""

    span: int
    name: str
    items: tuple[str, ...]
    stops: bool = False
    """Whether it warns: a bar and its own colour."""
    dotted: bool = True
    sign: Callable[[Pen, float, float], None] | None = None


def columns(
    given: Sequence[Column], size: float = BODY, tallest: float = 240.0, inset: float = 0.0
) -> list[Block]:
    """Columns side by side; what is too long for that runs over the whole width, and over pages.

    Args:
        given: the columns; their spans add up to twelve.
        size: of their text.
        tallest: above this they stand below each other.
        inset: by how much they stand inside the margins.
    """
    lead = size * 1.36
    share = (ROOM - 2 * inset) / ROOM
    first, laid = 0, []
    for each in given:
        x, room = column(first, each.span)
        x, room = LEFT + inset + (x - LEFT) * share, room * share
        x, room = (x + 10, room - 10) if each.stops else (x, room)
        indent = 9.0 if each.dotted else 0.0
        rows = [evenly(capital(item), room - indent, size) for item in each.items]
        name = wrapped(each.name, room - (20 if each.sign else 0), size + 1.2, "SemiBold")
        laid.append((x, indent, each, name, rows))
        first += each.span
    height = max(
        len(name) * (lead + 1.6) + sum(len(row) * lead + 1.5 for row in rows) + 4
        for *_, name, rows in laid
    )
    if height > tallest:
        return [block for each in given for block in _in_full(each, size)]

    def draw(pen: Pen, y: float) -> None:
        for x, indent, each, name, rows in laid:
            if each.stops:
                pen.box(x - 10, y, 2.4, height - 2, STOP)
            if each.sign is not None:
                each.sign(pen, x + 7, y + size * 0.72)
            at = y + size + 1.0
            with pen.inside(Tag("H3")):
                for line in name:
                    ink = STOP if each.stops else INK
                    pen.text(x + (20 if each.sign else 0), at, line, size + 1.2, "SemiBold", ink)
                    at += lead + 1.6
            whole = Tag("L")
            for row in rows:
                if each.dotted:
                    pen.disc(x + 2, at - size * 0.33, 1.3, INK)
                with pen.inside(Tag("LI", whole) if each.dotted else Tag()):
                    for line in row:
                        pen.text(x + indent, at, line, size)
                        at += lead
                at += 1.5

    return [Block(height, draw)]


def _in_full(each: Column, size: float) -> list[Block]:
    ink, inset = (STOP, 10.0) if each.stops else (INK, 0.0)
    x, room = LEFT + inset, ROOM - inset
    head = [
        replace(block, with_next=True)
        for block in lines(each.name, size + 1.2, "SemiBold", ink, x=x, room=room, tag=Tag("H3"))
    ]
    body = bullets(each.items, size, inset) if each.dotted else []
    if not each.dotted:
        said = map(capital, each.items)
        body = [block for item in said for block in lines(item, size, x=x, room=room)]
    whole = [*head, *body]
    return [*(_barred(whole, STOP) if each.stops else whole), space(6)]
