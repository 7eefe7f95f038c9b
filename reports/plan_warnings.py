"""The patient plan's rules: when to stop, whom to call how soon, and what pain means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from reports import signs
from reports.flow import Block, lines, space
from reports.house import (
    CAREFUL,
    DOOR_BODY,
    DOOR_FACT,
    DOOR_HEADING,
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
from reports.pen import Pen
from reports.tags import Tag
from reports.typeface import wrapped
from reports.values import PainRule, PatientPlan

LEAD: Final = 1.28
"""Line to line of the patient's text, in type sizes."""
Sign = Callable[[Pen, float, float], None]


@dataclass(frozen=True, slots=True)
class Rule:
    """The pain rule of a class in the runner's words."""

    stops: tuple[str, ...]
    """What ends a run."""
    today: tuple[str, ...]
    """Signs of this class that are called in the same day."""
    week: tuple[str, ...]
    careful_to: int
    """The highest pain that lets a run be finished."""
    go: str
    careful: str
    stop: str
    mornings: tuple[tuple[str, str], ...]
    """When the pain is gone, and what is done then: the figures 0, 1 and 2 of the diary."""


SOFT: Final = Rule(
    stops=("pain 4 or more", "sharp pain", "a limp"),
    today=(),
    week=("Pain still there after 48 hours", "Two runs stopped at pain 4 or more"),
    careful_to=3,
    go="Run as planned.",
    careful="Finish, then repeat this session. Do not move on.",
    stop="Walk. Two days off, then one step back.",
    mornings=(
        ("Gone within 24 hours", "Good. Go on with the plan."),
        ("Gone after 24 to 48 h", "Do the same session once more."),
        ("There after 48 hours", "No run. Call us, then one step back."),
    ),
)
JOINT: Final = Rule(
    stops=("pain 4 or more", "sharp pain", "a limp", "catching"),
    today=("The hip catches or locks",),
    week=SOFT.week,
    careful_to=SOFT.careful_to,
    go=SOFT.go,
    careful=SOFT.careful,
    stop=SOFT.stop,
    mornings=SOFT.mornings,
)
BONE: Final = Rule(
    stops=("any pain at the injured spot", "a limp"),
    today=("Any pain at the injured spot, in a run or after it",),
    week=(),
    careful_to=0,
    go="Run as planned.",
    careful="",
    stop="Stop, walk, call us today. No run until we have spoken.",
    mornings=(
        ("No pain at all", "Good. Go on with the plan."),
        ("Pain, gone by now", "No run. Call us today."),
        ("Pain is still there", "No run. Call us now."),
    ),
)
RULES: Final[dict[PainRule, Rule]] = {"soft tissue": SOFT, "joint": JOINT, "bone": BONE}


def warnings(paper: PatientPlan) -> list[Block]:
    """Stop signs, whom to call, and the scale: danger stands before the plan."""
    rule = RULES[paper.rule]
    return [_stop_bar(rule), space(10), *_calls(paper, rule), space(10), *_scale(rule)]


def section(title: str, note: str = "") -> Block:
    """A heading under a line, with what belongs to it at the right."""

    def draw(pen: Pen, y: float) -> None:
        pen.rule(LEFT, y + 2, RIGHT, y + 2, INK, 1.1)
        used = pen.text(LEFT, y + 19, title, DOOR_HEADING, "SemiBold")
        if note:
            pen.fit(RIGHT, y + 19, note, ROOM - used - 14, DOOR_BODY, align="right", smallest=9)

    return Block(28.0, draw, with_next=True, tag=Tag("H2"))


def _stop_bar(rule: Rule) -> Block:
    said = "   •   ".join(rule.stops)

    def draw(pen: Pen, y: float) -> None:
        pen.box(LEFT, y, ROOM, 30, STOP, round_by=5)
        signs.stop(pen, LEFT + 20, y + 15, 8)
        used = pen.text(LEFT + 38, y + 19.6, "Stop and walk at", DOOR_FACT, "SemiBold", WHITE)
        room = ROOM - used - 66
        pen.fit(RIGHT - 14, y + 19.6, said, room, DOOR_FACT, ink=WHITE, align="right", smallest=9)

    return Block(30.0, draw)


def _calls(paper: PatientPlan, rule: Rule) -> list[Block]:
    clinic = paper.head.clinic
    columns = (
        (f"Now: call {clinic.emergency}", paper.signs.now, INK, WHITE),
        ("Today: call us", (*rule.today, *paper.signs.today), SECOND, WHITE),
        ("This week: call us", (*rule.week, *paper.signs.week), None, INK),
    )
    laid = []
    for index, (head, items, ground, ink) in enumerate(columns):
        x, room = column(index * 4, 4)
        rows = [wrapped(item, room - 14, DOOR_BODY) for item in items]
        laid.append((x, room, head, ground, ink, rows))
    step = DOOR_BODY * LEAD
    height = 32 + max(sum(len(row) * step + 3.5 for row in rows) for *_, rows in laid)

    def draw(pen: Pen, y: float) -> None:
        for x, room, head, ground, ink, rows in laid:
            pen.box(x, y, room, 22, ground, INK, 4, 1.2)
            pen.fit(x + 9, y + 15.4, head, room - 16, DOOR_FACT, "SemiBold", ink, smallest=8)
            at = y + 38
            for row in rows:
                pen.disc(x + 4, at - 4, 1.6)
                for line in row:
                    pen.text(x + 13, at, line, DOOR_BODY)
                    at += step
                at += 3.5

    closed = (
        f"With any of these: no running until we have spoken. Us: {clinic.telephone}. "
        f"When we are closed: {clinic.out_of_hours}."
    )
    return [Block(height, draw), *lines(closed, DOOR_BODY, "SemiBold", lead=LEAD)]


def _scale(rule: Rule) -> list[Block]:
    note = "No painkiller before a run: it hides pain."
    return [section("Hip pain from 0 (none) to 10 (worst)", note), _bar(rule), _meaning(rule)]


def _bar(rule: Rule) -> Block:
    cell = ROOM / 11

    def draw(pen: Pen, y: float) -> None:
        for pain in range(11):
            x = LEFT + pain * cell
            careful = 0 < pain <= rule.careful_to
            ground = GO if pain == 0 else CAREFUL if careful else STOP
            pen.box(x, y, cell, 24, ground, INK if pain <= rule.careful_to else WHITE, thick=0.7)
            if careful:
                pen.hatch(x, y, cell, 24, HATCH)
                pen.disc(x + cell / 2, y + 12, 8.6, WHITE)
            ink = INK if pain <= rule.careful_to else WHITE
            pen.text(x + cell / 2, y + 16.6, str(pain), DOOR_FACT, "SemiBold", ink, "centre")
        pen.box(LEFT, y, ROOM, 24, None, INK, thick=1.0)

    return Block(30.0, draw, with_next=True)


def _meaning(rule: Rule) -> Block:
    stop_at = rule.careful_to + 1
    zones: list[tuple[Sign, str, str]] = [(signs.go, "0: go", rule.go)]
    if rule.careful_to:
        zones.append((signs.care, f"1 to {rule.careful_to}: careful", rule.careful))
    zones.append((signs.stop, f"{stop_at} or more: stop", rule.stop))
    span = 12 // len(zones)
    laid = []
    for index, (sign, head, said) in enumerate(zones):
        x, room = column(index * span, span)
        laid.append((x, sign, head, wrapped(said, room - 24, DOOR_BODY)))
    height = 24 + max(len(rows) for *_, rows in laid) * DOOR_BODY * LEAD

    def draw(pen: Pen, y: float) -> None:
        for x, sign, head, rows in laid:
            sign(pen, x + 8, y + 9)
            pen.text(x + 22, y + 13, head, DOOR_FACT, "SemiBold")
            _rows(pen, x + 22, y + 28, rows)

    return Block(height, draw)


def next_morning(paper: PatientPlan) -> list[Block]:
    """What the next day's pain means for the next session, and its figure in the diary."""
    marks: Sequence[Sign] = (signs.go, signs.care, signs.stop)
    laid = []
    for index, (head, said) in enumerate(RULES[paper.rule].mornings):
        x, room = column(index * 4, 4)
        laid.append((x, room, marks[index], head, wrapped(said, room - 50, DOOR_BODY), str(index)))
    height = 40 + max(2, *(len(rows) for *_, rows, _ in laid)) * DOOR_BODY * LEAD

    def draw(pen: Pen, y: float) -> None:
        for x, room, mark, head, rows, figure in laid:
            last = figure == "2"
            pen.box(x, y, room, height - 6, None if last else WASH, STOP if last else INK, 5, 0.9)
            mark(pen, x + 14, y + 16)
            pen.fit(x + 28, y + 20, head, room - 36, DOOR_BODY, "SemiBold", smallest=9)
            _rows(pen, x + 12, y + 39, rows)
            pen.disc(x + room - 19, y + height - 24, 10, WHITE, INK, 1.1)
            pen.text(
                x + room - 19, y + height - 19.6, figure, DOOR_FACT, "SemiBold", align="centre"
            )

    title = "The next morning: pain from the run is …"
    return [section(title, "0, 1 or 2 goes into your diary"), Block(height, draw)]


def _rows(pen: Pen, x: float, y: float, rows: Sequence[str]) -> None:
    for row in rows:
        pen.text(x, y, row, DOOR_BODY)
        y += DOOR_BODY * LEAD
