"""The patient plan's rules: when to stop, whom to call how soon, and what pain means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from reports import signs
from reports.flow import Block, lines, space
from reports.house import (
    CAREFUL,
    DOOR_BODY,
    DOOR_FACT,
    GO,
    HATCH,
    INK,
    LEFT,
    RIGHT,
    ROOM,
    SECOND,
    STOP,
    WASH,
    WHITE,
    column,
)
from reports.language import known, mark, say
from reports.pen import Pen
from reports.plan_parts import LEAD, STEP, rows_of_text, section
from reports.plan_rules import RULES, Rule
from reports.typeface import evenly, width, wrapped
from reports.values import PatientPlan

Sign = Callable[[Pen, float, float], None]
GUTTER: Final = 12.0
SHARES: Final = ((186, 174), (176, 170), (153, 177), (162, 162), (174, 186))
"""Widths the first two urgencies may have, the third takes the rest: the lowest is taken."""
BULLET: Final = 11.0
INSETS: Final = 16.0
BAR: Final = 24.0
ZONES_AT: Final = (0.0, 124.0, 322.0)
"""Where the meaning of go, careful and stop stands: each hangs under its own part of the bar."""
ZONES_AT_BONE: Final = (0.0, 124.0)
STOP_AT: Final = mark("Stop and walk at")
NOW: Final = mark("Now: call {emergency}")
TODAY: Final = mark("Today: call us")
WEEK: Final = mark("This week: call us")
CLOSED: Final = mark("With any of these, no run until we have spoken. When closed: {out_of_hours}.")
SCALE: Final = mark("Hip pain from 0 (none) to 10 (worst)")
NO_PAINKILLER: Final = mark("No painkiller before a run: it hides pain.")
GO_AT: Final = mark("0: go")
CAREFUL_AT: Final = mark("1 to {most}: careful")
STOP_FROM: Final = mark("{least} or more: stop")
NEXT_MORNING: Final = mark("The next morning: pain from the run is …")
INTO_DIARY: Final = mark("0, 1 or 2 goes into your diary")


def warnings(paper: PatientPlan, gap: float) -> list[Block]:
    """Stop signs, whom to call, and the scale: danger stands before the plan."""
    rule = RULES[paper.rule]
    return [_stop_bar(rule), space(gap), *_calls(paper, rule), space(gap), *_scale(rule)]


def _stop_bar(rule: Rule) -> Block:
    head = say(STOP_AT)
    said = "   •   ".join(map(say, rule.stops))
    room = ROOM - width(head, DOOR_FACT, "SemiBold") - 66

    def draw(pen: Pen, y: float) -> None:
        pen.box(LEFT, y, ROOM, 28, STOP, round_by=5)
        signs.stop(pen, LEFT + 20, y + 14, 8)
        pen.text(LEFT + 38, y + 18.6, head, DOOR_FACT, "SemiBold", WHITE)
        pen.fit(RIGHT - 14, y + 18.6, said, room, DOOR_FACT, ink=WHITE, align="right", smallest=12)

    return Block(28.0, draw)


def _calls(paper: PatientPlan, rule: Rule) -> list[Block]:
    clinic = paper.head.clinic
    urgencies = (
        (say(NOW, emergency=clinic.emergency), paper.signs.now, INK, WHITE),
        (say(TODAY), (*rule.today, *paper.signs.today), SECOND, WHITE),
        (say(WEEK), (*rule.week, *paper.signs.week), None, INK),
    )
    closed = say(CLOSED, out_of_hours=clinic.out_of_hours)
    signs_of = [[known(item) for item in items] for _, items, *_ in urgencies]
    heads = [width(head, DOOR_BODY, "SemiBold") for head, *_ in urgencies]
    tried = [_laid(signs_of, shares) for shares in SHARES]
    height, laid = min(tried, key=lambda each: (_too_narrow(heads, each[1]), each[0]))

    def draw(pen: Pen, y: float) -> None:
        for (head, _, ground, ink), (x, room, _), items in zip(
            urgencies, laid, signs_of, strict=True
        ):
            pen.box(x, y, room, 21, ground, INK, 4, 1.2)
            pen.fit(x + 9, y + 15, head, room - INSETS, DOOR_FACT, "SemiBold", ink, smallest=8)
            at = y + 35
            for item in items:
                pen.disc(x + 4, at - 4, 1.6)
                rows = evenly(item, room - BULLET, DOOR_BODY)
                at = rows_of_text(pen, x + BULLET, at, rows) + 2

    return [Block(height, draw), *lines(closed, DOOR_BODY, "SemiBold", lead=LEAD)]


Column = tuple[float, float, list[list[str]]]


def _too_narrow(heads: Sequence[float], laid: Sequence[Column]) -> bool:
    """Whether a heading would be smaller than the text below it."""
    return any(head > room - INSETS for head, (_, room, _) in zip(heads, laid, strict=True))


def _laid(lists: Sequence[Sequence[str]], shares: Sequence[float]) -> tuple[float, list[Column]]:
    """Height of lists side by side, and each with its place, width and wrapped items."""
    laid: list[Column] = []
    x = LEFT
    for items, room in zip(lists, (*shares, ROOM - sum(shares) - 2 * GUTTER), strict=True):
        laid.append((x, room, [wrapped(item, room - BULLET, DOOR_BODY) for item in items]))
        x += room + GUTTER
    tallest = max(sum(len(rows) * STEP + 2 for rows in items) for *_, items in laid)
    return 25 + tallest, laid


def _scale(rule: Rule) -> list[Block]:
    return [section(say(SCALE), say(NO_PAINKILLER)), _bar(rule), _meaning(rule)]


def _bar(rule: Rule) -> Block:
    cell = ROOM / 11

    def draw(pen: Pen, y: float) -> None:
        for pain in range(11):
            x = LEFT + pain * cell
            careful = 0 < pain <= rule.careful_to
            ground = GO if pain == 0 else CAREFUL if careful else STOP
            pen.box(x, y, cell, BAR, ground, INK if pain <= rule.careful_to else WHITE, thick=0.7)
            if careful:
                pen.hatch(x, y, cell, BAR, HATCH)
                pen.disc(x + cell / 2, y + BAR / 2, 8.6, WHITE)
            ink = INK if pain <= rule.careful_to else WHITE
            pen.text(x + cell / 2, y + 16.6, str(pain), DOOR_FACT, "SemiBold", ink, "centre")
        pen.box(LEFT, y, ROOM, BAR, None, INK, thick=1.0)

    return Block(BAR, draw, with_next=True)


def _meaning(rule: Rule) -> Block:
    stop_at = rule.careful_to + 1
    zones: list[tuple[Sign, str, str]] = [(signs.go, say(GO_AT), say(rule.go))]
    if rule.careful_to:
        zones.append((signs.care, say(CAREFUL_AT, most=rule.careful_to), say(rule.careful)))
    zones.append((signs.stop, say(STOP_FROM, least=stop_at), say(rule.stop)))
    starts = ZONES_AT if rule.careful_to else ZONES_AT_BONE
    laid = []
    for (sign, head, said), start, end in zip(zones, starts, (*starts[1:], ROOM), strict=True):
        laid.append((LEFT + start, sign, head, wrapped(said, end - start - 28, DOOR_BODY)))

    def draw(pen: Pen, y: float) -> None:
        for x, sign, head, rows in laid:
            pen.rule(x + 10, y, x + 10, y + 9, INK, 1.1)
            sign(pen, x + 10, y + 14)
            pen.text(x + 24, y + 18.5, head, DOOR_FACT, "SemiBold")
            rows_of_text(pen, x + 24, y + 33.5, rows)

    return Block(24 + max(len(rows) for *_, rows in laid) * STEP, draw)


def next_morning(paper: PatientPlan) -> list[Block]:
    """What the next day's pain means for the next session, and its figure in the diary."""
    shapes: Sequence[Sign] = (signs.go, signs.care, signs.stop)
    laid = []
    for index, (head, said) in enumerate(RULES[paper.rule].mornings):
        x, room = column(index * 4, 4)
        rows = wrapped(say(said), room - 44, DOOR_BODY)
        laid.append((x, room, shapes[index], say(head), rows, str(index)))
    height = 31 + max(len(rows) for *_, rows, _ in laid) * STEP

    def draw(pen: Pen, y: float) -> None:
        for x, room, sign, head, rows, figure in laid:
            last = figure == "2"
            ground, edge, thick = (None, STOP, 1.4) if last else (WASH, INK, 0.9)
            pen.box(x, y, room, height, ground, edge, 5, thick)
            sign(pen, x + 14, y + 15)
            pen.fit(x + 27, y + 19, head, room - 33, DOOR_BODY, "SemiBold", smallest=10)
            rows_of_text(pen, x + 11, y + 37, rows)
            pen.disc(x + room - 18, y + height - 17, 10, WHITE, INK, 1.1)
            pen.text(
                x + room - 18, y + height - 12.4, figure, DOOR_FACT, "SemiBold", align="centre"
            )

    return [section(say(NEXT_MORNING), say(INTO_DIARY)), Block(height + 4, draw)]
