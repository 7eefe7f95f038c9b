"""The coach's card: what the athlete may do, must not, and when to stop. Nothing of why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from clinic_tui.model.issued import LASTS
from reports import signs
from reports.band import band
from reports.flow import Block, lines, paged, put, space
from reports.house import BOTTOM, HAIR, HEADING, INK, LEFT, RIGHT, ROOM, SECOND, TINY, TOP
from reports.language import day, known, mark, month, say, speaking, weekday
from reports.parts import ASK_ANEW, USE, Column, bounded, capital, columns
from reports.pen import Pen
from reports.sheet import Furniture, document, fingerprint
from reports.standing_words import CLEARED, FROM_UNTIL, NOT_CLEARED, WITH_LIMITS
from reports.tags import Tag
from reports.typeface import evenly, wrapped
from reports.values import CoachCard, CoachRun, Permit

SIZE: Final = 10.0
SMALLER: Final = 9.2
INSET: Final = 14.0
TALLEST: Final = 620.0
NAME_AND_DAY: Final = mark("Coach's card, {day}")
NAME_OF_DAY: Final = mark("Coach's card of {day}")
NAME_AND_BORN: Final = mark("Coach's card · Born {day}")
SUBJECT: Final = mark("What an athlete may do in training")
MAY: Final = mark("Allowed")
MUST: Final = mark("Must not")
STOP: Final = mark("Stop at once at")
ON_DAY: Final = mark("{weekday} {day}")
ON_DATE: Final = mark("{weekday} {day} {month}")
NOT_NOW: Final = mark(
    "No running in training or competition until the clinic hands out a new card."
)
CONDITION: Final = mark("Condition: {condition}")
SESSIONS: Final = mark("Sessions")
LESS: Final = mark("Less is always allowed; more never is. Of two rules the stricter holds.")
MUST_NOT: Final = (
    mark("Anything that is not written here: no races, sprints, hills, jumps or extra sessions."),
    mark("Run through pain, or after a painkiller."),
    mark("Make up for a session that was missed."),
)
AFTER: Final = mark("Run after {until}, until there is a new card.")
STOPS: Final = (
    mark("Pain of 4 or more, from 0 (none) to 10 (worst)"),
    mark("Sharp pain"),
    mark("A limp"),
    mark("A joint that catches or locks"),
)
STOPS_AT_ANY: Final = (
    mark("Any pain from running, however small"),
    mark("A limp"),
    mark("A joint that catches or locks"),
)
THEN: Final = mark("Then: walk, no more running that day, and call us.")
NOTHING_MAY: Final = (
    mark("Be there, watch, and help."),
    mark("Other training only as the clinic has told the athlete in writing."),
)
NOTHING_MUST: Final = (
    mark("Run, jump, sprint, play matches or race."),
    mark("Try whether it works."),
    mark("Rely on an earlier card or letter: it no longer counts."),
)
NOTHING_STOPS: Final = (mark("Pain"), mark("A limp or trouble walking"), mark("Feeling unwell"))
NOTHING_THEN: Final = mark("Then: no training at all that day, and call us.")
CALL: Final = mark("Call: {telephone} · when closed: {out_of_hours} · emergency: {emergency}")
MARK: Final = mark("Fingerprint {fingerprint}")


def coach_card(card: CoachCard) -> bytes:
    """The card as a PDF."""
    made = card.head.made_at
    permit = card.permit
    until = permit.until if permit is not None else made.date() + LASTS
    with speaking(card.head.language):
        expiry = say(USE if permit is not None else ASK_ANEW, day=day(until))
        furniture = Furniture(
            title=say(NAME_AND_DAY, day=day(made)),
            paper=say(NAME_OF_DAY, day=day(made)),
            expiry=expiry,
            subject=SUBJECT,
        )
        return document(card.head, furniture, paged(_framed(_blocks(card, expiry)), TOP, BOTTOM))


def _blocks(card: CoachCard, expiry: str) -> list[Block]:
    permit = card.permit
    if permit is None:
        cleared = band(say(NOT_CLEARED), say(NOT_NOW), good=False, inset=INSET)
    else:
        words = say(WITH_LIMITS if permit.with_limits else CLEARED)
        span = say(FROM_UNTIL, start=day(permit.start), until=day(permit.until))
        cleared = band(words, span, good=True, inset=INSET)
    return [
        _name(card, expiry),
        cleared,
        space(10),
        *_columns(permit),
        space(4),
        *_runs(permit.runs if permit is not None else ()),
        space(6),
        *_call(card),
    ]


def _name(card: CoachCard, expiry: str) -> Block:
    patient = card.head.patient
    named = say(NAME_AND_BORN, day=day(patient.born))
    room = ROOM - 2 * INSET
    rows = wrapped(bounded(patient.name), room * 0.62, HEADING + 2, "SemiBold")
    height = 36.0 + (len(rows) - 1) * 19

    def draw(pen: Pen, y: float) -> None:
        with pen.inside(Tag("H1")):
            for index, row in enumerate(rows):
                pen.text(LEFT + INSET, y + 22 + index * 19, row, HEADING + 2, "SemiBold")
        pen.text(RIGHT - INSET, y + 14, named, SIZE, ink=SECOND, align="right")
        pen.text(RIGHT - INSET, y + 27, expiry, SIZE, "SemiBold", align="right")

    return Block(height, draw)


def _columns(permit: Permit | None) -> list[Block]:
    may: Sequence[str] = tuple(map(say, NOTHING_MAY))
    must: Sequence[str] = tuple(map(say, NOTHING_MUST))
    stops: Sequence[str] = (*NOTHING_STOPS, NOTHING_THEN)
    if permit is not None:
        may = _may(permit)
        must = (*map(say, MUST_NOT), say(AFTER, until=day(permit.until)))
        stops = (*(STOPS_AT_ANY if permit.any_pain_stops else STOPS), THEN)
    given = (
        Column(5, say(MAY), tuple(may), sign=signs.go if permit is not None else None),
        Column(4, say(MUST), tuple(must), sign=signs.stop),
        Column(3, say(STOP), tuple(map(say, stops)), stops=True),
    )
    return columns(given, SIZE, TALLEST, INSET)


def _may(permit: Permit) -> Sequence[str]:
    return (
        capital(known(permit.allowed)),
        *(say(CONDITION, condition=known(each)) for each in permit.conditions),
    )


def _runs(runs: Sequence[CoachRun]) -> list[Block]:
    """Every run that lies ahead, in two columns, read down the left one first."""
    if not runs:
        return []
    half = (len(runs) + 1) // 2

    def head(pen: Pen, y: float) -> None:
        pen.rule(LEFT + INSET, y + 2, RIGHT - INSET, y + 2, INK, 0.8)
        with pen.inside(Tag("H3")):
            used = pen.text(LEFT + INSET, y + 15, say(SESSIONS), SIZE + 1.2, "SemiBold")
        room = ROOM - 2 * INSET - used - 10
        pen.fit(LEFT + INSET + used + 10, y + 15, say(LESS), room, SIZE, ink=SECOND)

    pairs = [(runs[i], *runs[half + i : half + i + 1]) for i in range(half)]
    return [Block(21.0, head, with_next=True), *(_pair(pair) for pair in pairs)]


def _pair(pair: Sequence[CoachRun]) -> Block:
    wide = (ROOM - 2 * INSET - 16) / 2
    laid = [
        (
            LEFT + INSET + side * (wide + 16),
            evenly(days(run.days), wide * 0.5, SMALLER),
            evenly(run.session, wide * 0.48, SMALLER, "SemiBold"),
        )
        for side, run in enumerate(pair)
    ]
    step = SMALLER * 1.25
    height = max(len(rows) for _, *both in laid for rows in both) * step + 3.4

    def draw(pen: Pen, y: float) -> None:
        for x, when, what in laid:
            pen.rule(x, y, x + wide, y, HAIR, 0.4)
            with pen.inside(Tag()):
                for index, row in enumerate(when):
                    pen.text(x, y + 10.6 + index * step, row, SMALLER)
                for index, row in enumerate(what):
                    pen.text(x + wide * 0.52, y + 10.6 + index * step, row, SMALLER, "SemiBold")

    return Block(height, draw)


def days(given: Sequence[date]) -> str:
    """Days of one week, each month said once: `Mon 30 Nov, Wed 2, Fri 4 Dec`."""
    following = (*given[1:], None)
    return ", ".join(
        say(
            ON_DAY if after is not None and after.month == each.month else ON_DATE,
            weekday=weekday(each),
            day=each.day,
            month=month(each),
        )
        for each, after in zip(given, following, strict=True)
    )


def _call(card: CoachCard) -> list[Block]:
    clinic = card.head.clinic
    call = say(
        CALL,
        telephone=clinic.telephone,
        out_of_hours=clinic.out_of_hours,
        emergency=clinic.emergency,
    )
    said = lines(call, SIZE + 1, "SemiBold", x=LEFT + INSET, room=ROOM - 2 * INSET)
    code = say(MARK, fingerprint=fingerprint(card.head))
    return [*said, *lines(code, TINY, ink=SECOND, x=LEFT + INSET, room=ROOM - 2 * INSET)]


def _framed(blocks: list[Block]) -> list[Block]:
    """A card with an edge; what is too long for one page runs on without."""
    height = sum(block.height for block in blocks) + 16
    if height > BOTTOM - TOP:
        return blocks

    def draw(pen: Pen, y: float) -> None:
        pen.box(LEFT, y, ROOM, height, None, INK, 8, 1.2)
        at = y + 4
        for block in blocks:
            put(pen, at, block)
            at += block.height

    return [Block(height, draw)]
