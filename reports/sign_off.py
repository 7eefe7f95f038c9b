"""The foot of a report or letter: who stands for it, a line to sign on, the fingerprint."""

from __future__ import annotations

from typing import Final

from clinic_tui.model.person import Signature
from reports.flow import Block
from reports.house import FACT, INK, LEFT, RIGHT, SECOND, SMALL, TINY, column
from reports.language import day, known, mark, say
from reports.parts import bounded
from reports.pen import Pen
from reports.sheet import fingerprint
from reports.tags import Tag
from reports.typeface import wrapped
from reports.values import Head

ROLE_AND_DAY: Final = mark("{role}, signed {day}")
REGISTRATION: Final = mark("Registration {registration}")
SIGNATURE: Final = mark("Signature")
DATE: Final = mark("Date")
FINGERPRINT: Final = mark("Record fingerprint")
DIGITS: Final = mark("SHA-256, first 32 digits")


def sign_off(head: Head, label: str, by: Signature | None, unsigned: str) -> Block:
    """Name, role and registration, or what is said where nobody signed.

    Args:
        head: gives the fingerprint.
        label: what the person did.
        by: who.
        unsigned: what stands in the place of a name.
    """
    x, room = column(0, 4)
    name = wrapped(bounded(by.name) if by else unsigned, room, FACT, "SemiBold")
    under = say(ROLE_AND_DAY, role=known(by.role.value), day=day(by.at.date())) if by else ""
    number = bounded(by.registration) if by else ""
    registration = say(REGISTRATION, registration=number) if number else ""
    context = [
        line for text in (under, registration) if text for line in wrapped(text, room, SMALL)
    ]
    height = max(54.0, 20 + len(name) * 12 + len(context) * 10)

    def draw(pen: Pen, y: float) -> None:
        pen.rule(LEFT, y + 2, RIGHT, y + 2, INK, 0.9)
        with pen.inside(Tag()):
            pen.text(x, y + 14, label, SMALL, ink=SECOND)
            at = y + 26
            for line in name:
                pen.text(x, at, line, FACT, "SemiBold")
                at += 12
            for line in context:
                pen.text(x, at - 1, line, SMALL, ink=SECOND)
                at += 10
        start, wide = column(4, 4)
        pen.rule(start, y + 34, start + wide, y + 34, INK)
        pen.text(start, y + 43, say(SIGNATURE), TINY, ink=SECOND)
        pen.text(start + wide, y + 43, say(DATE), TINY, ink=SECOND, align="right")
        pen.text(RIGHT, y + 14, say(FINGERPRINT), SMALL, "SemiBold", align="right")
        code = fingerprint(head)
        pen.text(RIGHT, y + 25, code[:20].strip(), SMALL, ink=SECOND, align="right")
        pen.text(RIGHT, y + 35, code[20:].strip(), SMALL, ink=SECOND, align="right")
        pen.text(RIGHT, y + 45, say(DIGITS), TINY, ink=SECOND, align="right")

    return Block(height, draw)
