"""The patient's plan: what is allowed until when, the rules, the calendar and the diary."""

from __future__ import annotations

from datetime import date
from typing import Final

from reports import signs
from reports.flow import Block, Placed, lines, paged, space
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
    WASH,
    column,
)
from reports.language import (
    FULL_MONTHS,
    FULL_WEEKDAYS,
    day,
    day_and_month,
    known,
    mark,
    say,
    speaking,
)
from reports.parts import USE
from reports.pen import Pen
from reports.plan_diary import diary
from reports.plan_home import SCALES, home_programme, sections
from reports.plan_parts import LEAD, STEP
from reports.plan_warnings import next_morning, warnings
from reports.plan_weeks import calendar
from reports.plan_words import milestones, notes, tips
from reports.sheet import Furniture, document
from reports.tags import Tag
from reports.typeface import FURTHER, Weight, evenly, reaches_far
from reports.values import PatientPlan

HEADER_SIZE: Final = 9.0
TITLE: Final = mark("Your way back to running")
PAPER: Final = mark("Plan {number}, version {version} of {day}")
NEXT_VISIT: Final = mark("Next visit: {weekday} {day} {month}")
NO_VISIT: Final = mark("Next visit: ask us")
SPAN: Final = mark("{start} to {until}")
BORN: Final = mark("Born {day}")
YOU_MAY: Final = mark("You may")
YOU_MAY_WITH_LIMITS: Final = mark("You may, with limits")
ONLY_IF: Final = mark("Only if: {condition}")
AND: Final = mark("And: {condition}")
ALLOWED_BY: Final = mark("Allowed by {name}, {role}. After that: no run until we meet.")
DOOR_TOP: Final = 56.0
DOOR_LATER: Final = 60.0
"""Pages after the first have no large title that could stand beside the code."""
DOOR_BOTTOM: Final = BOTTOM + 9.5
GAPS: Final = 5
"""Gaps between the parts of the door."""
LEAST_GAP: Final = 2.5
USUAL_GAP: Final = 8.0
WIDEST_GAP: Final = 15.0
HOLE: Final = 50.0
"""Empty room at the end of a page is weighed in steps of this."""
SPANS: Final = tuple(
    (who, 24 - who - until, until) for who in range(6, 11) for until in range(7, 11)
)
"""How who, what and until when may share half columns of the page: the lowest is taken."""
TALLEST_BOX: Final = 260.0
Piece = tuple[str, float, Weight, str]
"""A text with its size, weight and colour."""
HEAD: Final[tuple[float, Weight, str]] = (DOOR_FACT, "SemiBold", INK)


def patient_plan(paper: PatientPlan) -> bytes:
    """The plan as a PDF."""
    with speaking(paper.head.language):
        furniture = Furniture(
            title=say(TITLE),
            paper=say(
                PAPER, number=paper.number, version=paper.version, day=day(paper.head.made_at)
            ),
            expiry=say(USE, day=day(paper.plan.until)),
            size=HEADER_SIZE,
        )
        return document(paper.head, furniture, _pages(paper))


def _pages(paper: PatientPlan) -> list[list[Placed]]:
    """The fridge door and the home programme in one flow, the diary on pages of its own.

    What is to be looked forward to and the advice of the end stand where they cost no page: the
    advice below the diary, else all of it there, else all of it before.
    """
    book = diary(paper.diary, paper.rule, paper.fillable) if paper.diary else []
    ahead, advice = [*milestones(paper.plan), *notes(paper)], tips()
    ends = [(ahead, advice), ([], [*ahead, *advice])] if book else []
    ends.append(([*ahead, *advice], []))
    door, parts = _door(paper), sections(paper.home, paper.rule)
    homes = [
        home_programme(parts, paper.rule, scale, again)
        for again in (True, False)
        for scale in SCALES
    ]
    laid = (
        (_paged([*door, *home, *before]), _paged([*book, *below]) if book else [])
        for before, below in ends
        for home in homes
    )
    flow, rest = min(laid, key=_waste)
    return [*flow, *rest]


def _waste(laid: tuple[list[list[Placed]], list[list[Placed]]]) -> tuple[int, int, int]:
    """How many pages in all and of the diary, and how large the largest hole is before it."""
    flow, rest = laid
    ends = [page[-1][0] + page[-1][1].height for page in flow[:-1]]
    holes = (int((DOOR_BOTTOM - end) // HOLE) for end in ends)
    return len(flow) + len(rest), len(rest), max(holes, default=0)


def _paged(blocks: list[Block]) -> list[list[Placed]]:
    return paged(blocks, DOOR_TOP, DOOR_BOTTOM, DOOR_LATER)


def _door(paper: PatientPlan) -> list[Block]:
    """Who, danger, calendar and next morning: on one page with air between, where they fit.

    A calendar that is longer runs on between its weeks, and stands last for that.
    """
    wanted = sum(block.height for block in _door_with(paper, 0))
    gap = (DOOR_BOTTOM - DOOR_TOP - wanted - 0.1) / GAPS
    fits = gap >= LEAST_GAP
    return _door_with(paper, min(gap, WIDEST_GAP) if fits else USUAL_GAP, runs_on=not fits)


def _door_with(paper: PatientPlan, gap: float, runs_on: bool = False) -> list[Block]:
    last = [calendar(paper.plan), [space(gap)], next_morning(paper)]
    return [
        _title(paper),
        *_who(paper),
        space(gap),
        *warnings(paper, gap),
        space(gap),
        *(block for part in (reversed(last) if runs_on else last) for block in part),
        *([space(gap)] if runs_on else []),
    ]


def _title(paper: PatientPlan) -> Block:
    visit = paper.next_visit
    said = say(NO_VISIT)
    if visit is not None:
        weekday, month = FULL_WEEKDAYS[visit.weekday()], FULL_MONTHS[visit.month - 1]
        said = say(NEXT_VISIT, weekday=say(weekday), day=visit.day, month=say(month))

    def draw(pen: Pen, y: float) -> None:
        with pen.inside(Tag("H1")):
            pen.text(LEFT, y + 19, say(TITLE), DOOR_DISPLAY, "Light")
        pen.text(RIGHT, y + 19, said, DOOR_BODY, align="right")

    return Block(29.0, draw)


def _span(start: date, until: date) -> str:
    first = day_and_month(start) if start.year == until.year else day(start)
    return say(SPAN, start=first, until=day(until))


def _who(paper: PatientPlan) -> list[Block]:
    """Who may do what, from when to when, and who allows it."""
    patient, given, plan = paper.head.patient, paper.given, paper.plan
    allowed_by = say(ALLOWED_BY, name=given.by.name, role=known(given.by.role.value))
    conditions: tuple[Piece, ...] = tuple(
        (say(AND if index else ONLY_IF, condition=known(each)), DOOR_BODY, "SemiBold", INK)
        for index, each in enumerate(given.conditions)
    )
    columns: tuple[tuple[Piece, ...], ...] = (
        (
            (patient.name, DOOR_FACT, "SemiBold", INK),
            (say(BORN, day=day(patient.born)), DOOR_BODY, "Regular", INK),
            (paper.injury, DOOR_BODY, "SemiBold", INK),
        ),
        (
            (say(YOU_MAY_WITH_LIMITS if given.with_limits else YOU_MAY), *HEAD),
            (known(given.allowed), DOOR_BODY, "Regular", INK),
            *conditions,
        ),
        (
            (_span(plan.start, plan.until), DOOR_FACT, "SemiBold", INJURED),
            (allowed_by, DOOR_BODY, "Regular", INK),
        ),
    )
    _, box = min((_three(columns, spans) for spans in SPANS), key=lambda each: each[0])
    if box.height <= TALLEST_BOX:
        return [box]
    # Texts too long for a box run over the whole width, and over pages.
    return [
        block
        for column in columns
        for text, size, weight, ink in column
        for block in lines(text, size, weight, ink, LEAD)
    ]


def _three(
    columns: tuple[tuple[Piece, ...], ...], spans: tuple[int, ...]
) -> tuple[tuple[int, float, int], Block]:
    """The box with what speaks against it: broken headings, height, how unlike its columns are."""
    laid: list[tuple[float, list[tuple[str, float, Weight, str, float]]]] = []
    first = split = 0
    for place, (pieces, span) in enumerate(zip(columns, spans, strict=True)):
        x, room = column(first, span, of=24, gutter=5)
        first += span
        rows = []
        for index, (text, size, weight, ink) in enumerate(pieces):
            inset = 20.0 if place == 1 and index == 0 else 0.0
            broken = evenly(text, room - 10 - inset, size, weight)
            split += index == 0 and len(broken) > 1
            rows += [(line, size, weight, ink, inset) for line in broken]
        laid.append((x + 9, rows))
    # Letters that reach further up and down than Latin ones need more room between lines.
    tall = any(reaches_far(text) for pieces in columns for text, *_ in pieces)
    step = STEP * FURTHER if tall else STEP
    height = 10 + max(len(rows) for _, rows in laid) * step

    def draw(pen: Pen, y: float) -> None:
        pen.box(LEFT, y, ROOM, height, WASH, round_by=5)
        signs.go(pen, laid[1][0] + 7, y + 13)
        for x, rows in laid:
            at = y + 17
            for line, size, weight, ink, inset in rows:
                pen.text(x + inset, at, line, size, weight, ink)
                at += step

    return (split, height, max(spans) - min(spans)), Block(height, draw)
