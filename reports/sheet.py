"""Pages: who is meant, by whom, until when and on what it rests, on every one of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab import rl_config

from reports import qr, signs
from reports.canvas import PaperCanvas
from reports.flow import Placed, put
from reports.house import (
    BODY,
    FACT,
    HEIGHT,
    INK,
    LEFT,
    RIGHT,
    ROOM,
    SECOND,
    SMALL,
    STOP,
    TINY,
    WIDTH,
)
from reports.language import day, mark, say
from reports.pen import CUT, Pen
from reports.shaping import clusters
from reports.tags import FURNITURE, Tag
from reports.typeface import drawable, width
from reports.values import Head, Identity

# Streams as bytes, not as letters: a fifth smaller, and made sooner.
rl_config.useA85 = 0

CREATOR = "clinic_tui"
SHADOW = "#E9EDF0"
CODE_SAYS: Final = mark("Code of this paper: {code}")
SUBJECT: Final = mark("Return to running after a hip injury")
BORN: Final = mark("{name}, born {day}")
NUMBER: Final = mark("No. {number} · {paper}")
QUESTIONS: Final = mark("Questions: {telephone}")
PAGE: Final = mark("Page {page} of {pages}")
FINGERPRINT: Final = mark("Fingerprint {fingerprint}")
FINGERPRINT_AND_HISTORY: Final = mark("Fingerprint {fingerprint}  ·  History {history}")
MADE: Final = mark("Made {day}")
BESIDE_CODE = RIGHT + 6.2 - qr.SIDE
"""Left edge of the code in the head; its quiet zone stands out into the margin."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What differs from paper to paper in head and foot."""

    title: str
    """Of the document; it never holds a name."""
    paper: str
    """Which paper this is, with its number."""
    expiry: str
    size: float = SMALL
    subject: str = SUBJECT


def fingerprint(head: Head) -> str:
    """The first 32 digits, in groups that can be read aloud."""
    digits = head.fingerprint[:32]
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def document(head: Head, furniture: Furniture, pages: Sequence[Sequence[Placed]]) -> bytes:
    """The pages as a PDF; equal values give equal bytes."""
    out = io.BytesIO()
    canvas = PaperCanvas(
        out,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=1,
        pdfVersion=(1, 7),
        lang=head.language,
    )
    canvas.setTitle(furniture.title)
    canvas.setAuthor("")
    canvas.setSubject(say(furniture.subject))
    canvas.setCreator(CREATOR)
    canvas.setProducer(CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    stamp = f"D:{head.made_at:%Y%m%d%H%M%S}"
    canvas.setDateFormatter(lambda *_: stamp)
    qr.define(canvas, head.code)
    pen = Pen(canvas)
    for number, page in enumerate(pages, 1):
        with pen.inside(FURNITURE):
            if head.watermark:
                _watermark(pen, say(head.watermark))
        # Who sends it is said once; on the other pages it is furniture.
        with pen.inside(Tag() if number == 1 else FURNITURE):
            _header(pen, head, furniture)
        for y, block in page:
            put(pen, y, block)
        with pen.inside(FURNITURE):
            _footer(pen, head, furniture, say(PAGE, page=number, pages=len(pages)))
        pen.turn()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _header(pen: Pen, head: Head, furniture: Furniture) -> None:
    clinic = head.clinic
    signs.clinic(pen, LEFT, 26)
    end, half = BESIDE_CODE, (BESIDE_CODE - LEFT) / 2 - 36
    with pen.inside(Tag("Figure", alt=say(CODE_SAYS, code=head.code))):
        qr.place(pen, end, 14, head.code)
    contact = " · ".join(part for part in (clinic.address, clinic.telephone) if part)
    pen.fit(LEFT + 30, 35.6, clinic.name, half, FACT, "SemiBold")
    pen.fit(LEFT + 30, 46.4, contact, half, furniture.size, ink=SECOND)
    patient = head.patient
    pen.fit(end, 35.6, _named(patient, half + 34), half + 34, FACT, "SemiBold", align="right")
    paper = say(NUMBER, number=patient.id, paper=furniture.paper)
    pen.fit(end, 46.4, paper, half + 34, furniture.size, ink=SECOND, align="right")


def _named(patient: Identity, room: float) -> str:
    """Name and date of birth; a name too long for that is cut, the date never is."""
    born = day(patient.born)
    whole = say(BORN, name=patient.name, day=born)
    if width(whole, TINY, "SemiBold") <= room:
        return whole
    room -= width(say(BORN, name=CUT, day=born), TINY, "SemiBold")
    kept = clusters(drawable(patient.name))
    while width("".join(kept), TINY, "SemiBold") > room:
        kept.pop()
    return say(BORN, name="".join(kept) + CUT, day=born)


def _footer(pen: Pen, head: Head, furniture: Furniture, page: str) -> None:
    y = HEIGHT - 36
    pen.rule(LEFT, y, RIGHT, y, INK)
    pen.fit(LEFT, y + 12.5, furniture.expiry, ROOM * 0.42, furniture.size, "SemiBold")
    call = say(QUESTIONS, telephone=head.clinic.telephone)
    pen.fit(LEFT + ROOM * 0.62, y + 12.5, call, ROOM * 0.36, furniture.size, align="centre")
    pen.text(RIGHT, y + 12.5, page, furniture.size, align="right")
    mark_of = FINGERPRINT_AND_HISTORY if head.history else FINGERPRINT
    said = say(mark_of, fingerprint=fingerprint(head), history=head.history)
    pen.text(LEFT, y + 22.5, said, TINY, ink=SECOND)
    made = say(MADE, day=day(head.made_at))
    room = pen.text(RIGHT, y + 22.5, made, TINY, ink=SECOND, align="right")
    pen.text(RIGHT - room - 8, y + 22.5, head.code, SMALL, "SemiBold", align="right")
    if head.watermark:
        pen.fit(
            WIDTH / 2 + 56, y + 22.5, say(head.watermark), 150, BODY, "SemiBold", STOP, "centre"
        )


def _watermark(pen: Pen, text: str) -> None:
    size = min(64.0, 560 / max(width(text, 1, "SemiBold"), 1.0))
    pen.slanted(WIDTH / 2, HEIGHT / 2, text, size, SHADOW)
