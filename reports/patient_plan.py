"""The patient's plan: what is allowed until when, the rules, the calendar and the diary."""

from __future__ import annotations

from datetime import date
from typing import Final

from reports import signs
from reports.flow import Block, lines, paged, space
from reports.house import (
    BOTTOM,
    DOOR_BODY,
    DOOR_DISPLAY,
    DOOR_FACT,
    INJURED,
    INK,
    LEFT,
    RIGHT,
    ROOM,
    TOP,
    WASH,
    column,
)
from reports.pen import Pen
from reports.plan_diary import diary
from reports.plan_warnings import LEAD, next_morning, section, warnings
from reports.plan_weeks import calendar
from reports.plan_works import home_programme, milestones
from reports.sheet import Furniture, day, document
from reports.tags import Tag
from reports.typeface import Weight, wrapped
from reports.values import PatientPlan

HEADER_SIZE: Final = 9.0
TITLE: Final = "Your way back to running"
STEP: Final = DOOR_BODY * LEAD
TALLEST_BOX: Final = 260.0
Piece = tuple[str, float, Weight, str]
"""A text with its size, weight and colour."""
HEAD: Final[tuple[float, Weight, str]] = (DOOR_FACT, "SemiBold", INK)


def patient_plan(paper: PatientPlan) -> bytes:
    """The plan as a PDF."""
    furniture = Furniture(
        title=TITLE,
        paper=f"Plan {paper.number}, version {paper.version} of {day(paper.head.made_at)}",
        expiry=f"Do not use after {day(paper.plan.until)}.",
        size=HEADER_SIZE,
    )
    pages = paged(_blocks(paper), TOP, BOTTOM)
    if paper.diary:
        pages += paged(diary(paper.diary, paper.rule), TOP, BOTTOM)
    return document(paper.head, furniture, pages)


def _blocks(paper: PatientPlan) -> list[Block]:
    return [
        _title(paper),
        *_who(paper),
        *_conditions(paper),
        space(10),
        *warnings(paper),
        space(10),
        *calendar(paper.plan),
        space(10),
        *next_morning(paper),
        space(8),
        *milestones(paper.plan),
        space(8),
        *home_programme(paper.plan, paper.rule),
        *_notes(paper),
    ]


def _title(paper: PatientPlan) -> Block:
    visit = paper.next_visit
    said = f"Next visit: {visit:%A} {visit.day} {visit:%B}" if visit else "Next visit: ask us"

    def draw(pen: Pen, y: float) -> None:
        with pen.inside(Tag("H1")):
            pen.text(LEFT, y + 19, TITLE, DOOR_DISPLAY, "Light")
        pen.text(RIGHT, y + 19, said, DOOR_BODY, align="right")

    return Block(29.0, draw)


def _span(start: date, until: date) -> str:
    first = f"{start.day} {start:%b}" if start.year == until.year else day(start)
    return f"{first} to {day(until)}"


def _who(paper: PatientPlan) -> list[Block]:
    """Who may do what, from when to when, and who allows it."""
    patient, given, plan = paper.head.patient, paper.given, paper.plan
    allowed_by = f"Allowed by {given.by.name}, {given.by.role.value}."
    columns: tuple[tuple[Piece, ...], ...] = (
        (
            (patient.name, DOOR_FACT, "SemiBold", INK),
            (f"Born {day(patient.born)}", DOOR_BODY, "Regular", INK),
            (paper.injury, DOOR_BODY, "SemiBold", INK),
        ),
        (
            ("You may, with limits" if given.with_limits else "You may", *HEAD),
            (given.allowed, DOOR_BODY, "Regular", INK),
        ),
        (
            (_span(plan.start, plan.until), DOOR_FACT, "SemiBold", INJURED),
            (f"{allowed_by} After that: no run until we meet.", DOOR_BODY, "Regular", INK),
        ),
    )
    box = _three(columns)
    if box.height <= TALLEST_BOX:
        return [box]
    # Texts too long for a box run over the whole width, and over pages.
    return [
        block
        for column in columns
        for text, size, weight, ink in column
        for block in lines(text, size, weight, ink, LEAD)
    ]


def _three(columns: tuple[tuple[Piece, ...], ...]) -> Block:
    laid = []
    for place, pieces in enumerate(columns):
        x, room = column(place * 4, 4)
        rows = []
        for index, (text, size, weight, ink) in enumerate(pieces):
            inset = 22 if place == 1 and index == 0 else 0
            for line in wrapped(text, room - 16 - inset, size, weight):
                rows.append((line, size, weight, ink, inset))
        laid.append((x + 9, rows))
    height = 14 + max(len(rows) for _, rows in laid) * (STEP + 0.6)

    def draw(pen: Pen, y: float) -> None:
        pen.box(LEFT, y, ROOM, height, WASH, round_by=5)
        signs.go(pen, column(4, 4)[0] + 17, y + 15)
        for x, rows in laid:
            at = y + 19
            for line, size, weight, ink, inset in rows:
                pen.text(x + inset, at, line, size, weight, ink)
                at += STEP + 0.6

    return Block(height, draw)


def _conditions(paper: PatientPlan) -> list[Block]:
    if not paper.given.conditions:
        return []
    found = [space(6)]
    for index, condition in enumerate(paper.given.conditions):
        text = f"Only if: {condition}" if index == 0 else f"And: {condition}"
        found += lines(text, DOOR_BODY, "SemiBold", lead=LEAD)
    return found


def _notes(paper: PatientPlan) -> list[Block]:
    notes = [note for note in (*paper.plan.notes, paper.programme_note) if note]
    reason = paper.given.override_reason
    if reason and not any(reason in note for note in notes):
        # A start that criteria spoke against is said to the runner, with its reason.
        notes.insert(0, f"Allowed although not all criteria are met: {reason}")
    if not notes:
        return []
    return [
        space(8),
        section("Good to know"),
        *(block for note in notes for block in (*lines(note, DOOR_BODY, lead=LEAD), space(3))),
    ]
