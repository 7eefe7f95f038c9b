"""The patient plan's diary: a row of boxes a run, which are the code that is typed back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from reports.diary_code import check_figure
from reports.entry_fields import Entry
from reports.flow import Block, lines, space
from reports.house import (
    DOOR_BODY,
    DOOR_DISPLAY,
    DOOR_FACT,
    DOOR_HEADING,
    DOOR_SMALL,
    HAIR,
    INJURED,
    INK,
    LEFT,
    RIGHT,
    SECOND,
    STRIP,
    WHITE,
)
from reports.language import mark, month, say, weekday
from reports.pen import Pen
from reports.plan_parts import LEAD
from reports.values import DiaryRow, PainRule

ROW: Final = 37.0
STRIP_AT: Final = LEFT + 106
STRIP_WIDE: Final = 282.0
BOX: Final = 22.0
BOXES: Final = (138.0, 160.0, 192.0, 222.0, 252.0, 284.0, 316.0)
"""Left edges from the page's margin: done (two), pain (three), gone, sign."""
LAST: Final = 364.0
NOTES_AT: Final = LEFT + 398
HEADS: Final = (
    (160.0, 44.0, mark("done")),
    (203.0, 29.0, mark("pain\nin run")),
    (233.0, 29.0, mark("right\nafter")),
    (263.0, 29.0, mark("next\nmorn.")),
    (295.0, 29.0, mark("gone\n0 1 2")),
    (327.0, 29.0, mark("sign\n0 to 4")),
    (LAST, 29.0, mark("last\nfigure")),
)
"""Middle of each, its room, and up to two lines."""
EXAMPLE: Final = "0221000"
EXAMPLE_KEY: Final = 7

HOW: Final = mark(
    "One figure in each box. Done: how many repeats or minutes, as the row says. Pain 0 to 9, "
    "where 9 means 9 or 10. No run: 00. Not sure: leave it empty."
)
SUM: Final = mark(
    "Round box: add the printed figure and all boxes, write only the last figure of the sum."
)
GONE: Final = mark(
    "Gone: 0 within 24 hours · 1 after 24 to 48 hours · 2 there after 48 hours: call us"
)
SIGNS: Final = mark(
    "Sign: 0 nothing · 1 sharp or limp · 2 night pain · 3 painkiller · 4 several of these"
)
BONE: Final = mark("Any pain at the injured spot: stop, and call us the same day.")
TITLE: Final = mark("Your diary")
USE_A_PEN: Final = mark("Use a pen. Bring it to each visit.")
TYPE_OR_PEN: Final = mark("Type, or use a pen. Bring it to each visit.")
PLANNED: Final = mark("Planned run")
WHERE: Final = mark("Where? Moved?")
AN_EXAMPLE: Final = mark("Example")
ON: Final = mark("{weekday} {day} {month}")
WRITE: Final[dict[str, str]] = {
    "repeats": mark("write repeats"),
    "minutes": mark("write minutes"),
}


FIELD: Final = mark("Row {row}: {box}")
SAYS: Final = mark("Row {row}, {day}: {box}")
BOX_NAMES: Final = (
    mark("done, first figure"),
    mark("done, second figure"),
    mark("pain in the run"),
    mark("pain right after the run"),
    mark("pain the next morning"),
    mark("gone: 0, 1 or 2"),
    mark("sign: 0 to 4"),
    mark("last figure of the sum"),
)
NOTE_NAME: Final = mark("where it hurt, and the day if the run was moved")


def diary(rows: Sequence[DiaryRow], rule: PainRule, fillable: bool = False) -> list[Block]:
    """Heading, one example and a row for each run.

    Args:
        rows: the runs.
        rule: the pain rule of the injury.
        fillable: whether the boxes can be typed into as well.
    """
    head = _heads()
    return [
        _title(fillable),
        *lines(say(HOW), DOOR_BODY, lead=LEAD),
        *lines(say(SUM), DOOR_BODY, "SemiBold", lead=LEAD),
        *(lines(say(BONE), DOOR_BODY, "SemiBold", lead=LEAD) if rule == "bone" else ()),
        head,
        _example(),
        *(
            _row(row, head, before is not None and _week(row) != _week(before), fillable)
            for before, row in zip((None, *rows), rows, strict=False)
        ),
        space(6),
        *lines(say(GONE), DOOR_BODY, lead=LEAD),
        *lines(say(SIGNS), DOOR_BODY, lead=LEAD),
    ]


def _title(fillable: bool) -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.text(LEFT, y + 20, say(TITLE), DOOR_DISPLAY, "Light")
        pen.text(
            RIGHT, y + 20, say(TYPE_OR_PEN if fillable else USE_A_PEN), DOOR_BODY, align="right"
        )

    return Block(32.0, draw)


def _heads() -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.text(LEFT, y + 23, say(PLANNED), DOOR_SMALL, "SemiBold")
        for x, room, words in HEADS:
            for index, word in enumerate(reversed(say(words).split("\n"))):
                at = y + 23 - index * 10.5
                pen.fit(LEFT + x, at, word, room, 9.0, "SemiBold", align="centre", smallest=7)
        pen.fit(NOTES_AT, y + 23, say(WHERE), RIGHT - NOTES_AT, DOOR_SMALL, "SemiBold")
        pen.rule(LEFT, y + 27, RIGHT, y + 27, INK, 0.9)

    return Block(29.0, draw, with_next=True)


def _strip(pen: Pen, y: float, key: int, figures: str = "") -> None:
    pen.box(STRIP_AT, y, STRIP_WIDE, ROW - 4, None if figures else STRIP, SECOND, 4, 0.6)
    pen.text(LEFT + 120, y + 21.4, str(key), DOOR_FACT, "SemiBold", align="centre")
    for index, x in enumerate(BOXES):
        pen.box(LEFT + x, y + 5.5, BOX, BOX, WHITE, INK, thick=1.1)
        if figures:
            middle = LEFT + x + BOX / 2
            pen.text(middle, y + 21.6, figures[index], DOOR_HEADING, "Light", INJURED, "centre")
    pen.disc(LEFT + LAST, y + 16.5, 12, WHITE, INK, 1.3)
    if figures:
        last = str(check_figure(key, figures))
        pen.text(LEFT + LAST, y + 21.6, last, DOOR_HEADING, "Light", INJURED, "centre")


def _example() -> Block:
    total = EXAMPLE_KEY + sum(int(figure) for figure in EXAMPLE)
    parts = "+".join([str(EXAMPLE_KEY), *(figure for figure in EXAMPLE if figure != "0")])

    def draw(pen: Pen, y: float) -> None:
        pen.text(LEFT, y + 21, say(AN_EXAMPLE), DOOR_BODY, "SemiBold", SECOND)
        _strip(pen, y + 2, EXAMPLE_KEY, EXAMPLE)
        pen.fit(NOTES_AT, y + 22, f"{parts} = {total}", RIGHT - NOTES_AT, DOOR_SMALL, ink=INJURED)
        pen.rule(LEFT, y + ROW, RIGHT, y + ROW, INK, 0.9)

    return Block(ROW + 2, draw)


def _week(row: DiaryRow) -> tuple[int, int]:
    return row.on.isocalendar()[:2]


def _row(row: DiaryRow, head: Block, new_week: bool, fillable: bool) -> Block:
    def draw(pen: Pen, y: float) -> None:
        if new_week:
            pen.rule(LEFT, y, RIGHT, y, INK, 0.9)
        wide = pen.text(LEFT, y + 22, row.letter, DOOR_HEADING, "SemiBold", INJURED)
        x = LEFT + max(wide, 15.0) + 5
        room = STRIP_AT - x - 4
        on = say(ON, weekday=weekday(row.on), day=row.on.day, month=month(row.on))
        pen.text(x, y + 14, on, DOOR_SMALL, "SemiBold")
        pen.fit(x, y + 24.5, row.label, room, 9.0, smallest=7)
        pen.text(x, y + 33.5, say(WRITE[row.counts]), 7.6, ink=SECOND)
        _strip(pen, y + 1, row.key)
        pen.rule(NOTES_AT, y + ROW - 8, RIGHT, y + ROW - 8, SECOND, 0.5, (0.8, 2.4))
        pen.rule(LEFT, y + ROW, STRIP_AT - 6, y + ROW, HAIR)
        if fillable:
            for entry in _entries(row, on, y):
                pen.enter(entry)

    return Block(ROW, draw, again=head)


def _entries(row: DiaryRow, on: str, y: float) -> Iterator[Entry]:
    """A field for each box of a row, in the order of the boxes, and one for the note."""
    round_ = LAST - BOX / 2
    for x, box in zip((*BOXES, round_), map(say, BOX_NAMES), strict=True):
        name, says = say(FIELD, row=row.letter, box=box), say(SAYS, row=row.letter, day=on, box=box)
        yield Entry(name, says, LEFT + x, y + 6.5, BOX, BOX, DOOR_FACT, figures=1)
    box = say(NOTE_NAME)
    name, says = say(FIELD, row=row.letter, box=box), say(SAYS, row=row.letter, day=on, box=box)
    yield Entry(name, says, NOTES_AT, y + 3, RIGHT - NOTES_AT, ROW - 6, 9.0)
