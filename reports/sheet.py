"""Pages: who is meant, by whom, until when and on what it rests, on every one of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import signs
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
from reports.pen import Pen
from reports.tags import FURNITURE, Tag
from reports.typeface import width
from reports.values import Head

CREATOR = "clinic_tui"
SHADOW = "#E9EDF0"


@dataclass(frozen=True, slots=True)
class Furniture:
    """What differs from paper to paper in head and foot."""

    title: str
    """Of the document; it never holds a name."""
    paper: str
    """Which paper this is, with its number."""
    expiry: str
    size: float = SMALL
    subject: str = "Return to running after a hip injury"


def day(on: date) -> str:
    """A date as it is read, without the doubt of 03/04."""
    return f"{on.day} {on:%b %Y}"


def identity(head: Head) -> str:
    """Name, date of birth and number: no page without them."""
    patient = head.patient
    return f"{patient.name}, born {day(patient.born)}, no. {patient.id}"


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
        lang=head.clinic.language,
    )
    canvas.setTitle(furniture.title)
    canvas.setAuthor("")
    canvas.setSubject(furniture.subject)
    canvas.setCreator(CREATOR)
    canvas.setProducer(CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    stamp = f"D:{head.made_at:%Y%m%d%H%M%S}"
    canvas.setDateFormatter(lambda *_: stamp)
    pen = Pen(canvas)
    for number, page in enumerate(pages, 1):
        with pen.inside(FURNITURE):
            if head.watermark:
                _watermark(pen, head.watermark)
        # Who sends it is said once; on the other pages it is furniture.
        with pen.inside(Tag() if number == 1 else FURNITURE):
            _header(pen, head, furniture)
        for y, block in page:
            put(pen, y, block)
        with pen.inside(FURNITURE):
            _footer(pen, head, furniture, f"Page {number} of {len(pages)}")
        pen.turn()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _header(pen: Pen, head: Head, furniture: Furniture) -> None:
    clinic = head.clinic
    signs.clinic(pen, LEFT, 26)
    half = ROOM / 2 - 36
    contact = " · ".join(part for part in (clinic.address, clinic.telephone) if part)
    pen.fit(LEFT + 30, 35.6, clinic.name, half, FACT, "SemiBold")
    pen.fit(LEFT + 30, 46.4, contact, half, furniture.size, ink=SECOND)
    patient = head.patient
    given = f"{patient.name}, born {day(patient.born)}"
    pen.fit(RIGHT, 35.6, given, half + 20, FACT, "SemiBold", align="right")
    paper = f"No. {patient.id} · {furniture.paper}"
    pen.fit(RIGHT, 46.4, paper, half + 20, furniture.size, ink=SECOND, align="right")


def _footer(pen: Pen, head: Head, furniture: Furniture, page: str) -> None:
    y = HEIGHT - 36
    pen.rule(LEFT, y, RIGHT, y, INK)
    pen.fit(LEFT, y + 12.5, furniture.expiry, ROOM * 0.42, furniture.size, "SemiBold")
    call = f"Questions: {head.clinic.telephone}"
    pen.fit(LEFT + ROOM * 0.62, y + 12.5, call, ROOM * 0.36, furniture.size, align="centre")
    pen.text(RIGHT, y + 12.5, page, furniture.size, align="right")
    history = f"  ·  History {head.history}" if head.history else ""
    pen.text(LEFT, y + 22.5, f"Fingerprint {fingerprint(head)}{history}", TINY, ink=SECOND)
    made = f"Made {day(head.made_at)}"
    pen.text(RIGHT, y + 22.5, made, TINY, ink=SECOND, align="right")
    if head.watermark:
        pen.fit(WIDTH / 2 + 60, y + 22.5, head.watermark, 150, BODY, "SemiBold", STOP, "centre")


def _watermark(pen: Pen, text: str) -> None:
    size = min(64.0, 560 / max(width(text, 1, "SemiBold"), 1.0))
    pen.slanted(WIDTH / 2, HEIGHT / 2, text, size, SHADOW)
