"""The scorecard: one row a finding, its bar held against its own limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal

from clinic_tui.model.readiness import Evidence, Finding, Readiness, Reason
from clinic_tui.model.words import Injured, Outcome, Side, Unit
from reports import signs
from reports.flow import Block, lines, space
from reports.house import (
    BODY,
    HAIR,
    INJURED,
    INK,
    LEFT,
    OTHER,
    RIGHT,
    SECOND,
    SMALL,
    STOP,
    TINY,
    WASH,
    WHITE,
    column,
)
from reports.pen import Pen
from reports.tags import FURNITURE, Tag
from reports.typeface import Weight, width, wrapped

NAME, NAME_ROOM = LEFT, 134.0
LEFT_VALUE, RIGHT_VALUE = LEFT + 192, LEFT + 252
VALUE_ROOM = 56.0
NEEDED, NEEDED_ROOM = LEFT + 262, 58.0
AGE = LEFT + 342
BAR, BAR_ROOM = LEFT + 352, 72.0
LINE = BAR + BAR_ROOM * 0.72
"""Where every limit stands: right of it is met."""
RESULT = LEFT + 466
WORD = LEFT + 479
WHY_ROOM = RESULT - BAR - 4
ROW = 16.4
LEAD = 8.6
WHY_LEAD = 8.0
KEY = (
    "Bar: the black line is the row's own limit, right of it is met; "
    "the grey bracket is measurement error. Range of motion in degrees short of the good side."
)
FOOT_LEAD = TINY * 1.3
TALLEST_FOOT = 160.0
"""Footnotes that would be higher than this run over the whole width, and over pages."""
PITCH = 9.8
COLUMNS = 6
"""Of the table, as it is read: criterion, both sides, needed, age, result."""

FULL_SCALE = {"%": Decimal(30), Unit.DEGREE: Decimal(25), Unit.PAIN: Decimal(10)}
"""What the bar's part left of the line is worth; for other units the limit itself."""
COLOURS = {Outcome.MET: INJURED, Outcome.NOT_MET: STOP, Outcome.UNKNOWN: SECOND}


@dataclass(frozen=True, slots=True)
class Footnotes:
    """Sources and repeated notes, each under one letter."""

    texts: tuple[str, ...]

    def mark(self, finding: Finding) -> str:
        """The letters that a row carries."""
        return "".join(
            _letter(index) + " " for index, text in enumerate(self.texts) if text in _said(finding)
        ).strip()


def _letter(index: int) -> str:
    return chr(ord("a") + index) if index < 26 else f"a{index - 25}"


def _said(finding: Finding) -> tuple[str, ...]:
    return (_source(finding), *finding.notes)


def _source(finding: Finding) -> str:
    return f"{finding.source} ({finding.grade})" if finding.grade else finding.source


def footnotes(readiness: Readiness) -> Footnotes:
    """Every source, and every note that several rows share, in their order."""
    findings = by_group(readiness)
    notes = Counter(note for finding in findings for note in dict.fromkeys(finding.notes))
    said = [_source(f) for f in findings if f.source]
    said += [note for f in findings for note in f.notes if notes[note] > 1]
    return Footnotes(tuple(dict.fromkeys(said)))


def by_group(readiness: Readiness) -> list[Finding]:
    """All findings, those of a group together, groups and findings in the protocol's order."""
    groups = list(dict.fromkeys(finding.group for finding in readiness.findings))
    return sorted(readiness.findings, key=lambda finding: groups.index(finding.group))


def scorecard(readiness: Readiness, injured: Injured) -> list[Block]:
    """All findings with values, limit, age, outcome and source."""
    notes = footnotes(readiness)
    table = Tag("Table")
    head = Block(
        14.0,
        lambda pen, y: _column_heads(pen, y, injured),
        with_next=True,
        tag=Tag("TR", table),
    )
    blocks = [head]
    group = ""
    for finding in by_group(readiness):
        if finding.group != group:
            group = finding.group
            blocks.append(_group_head(group, head, table))
        blocks.append(_row(finding, notes, head, table))
    blocks.append(Block(5.0, lambda pen, y: pen.rule(LEFT, y, RIGHT, y, HAIR, 0.5)))
    lettered = [f"{_letter(index)}  {text}" for index, text in enumerate(notes.texts)]
    return [*blocks, *_foot([*lettered, KEY]), space(8)]


def _foot(texts: Sequence[str]) -> list[Block]:
    """Footnotes in two columns, read down; over the whole width if they are many."""
    first = [wrapped(text, column(0, 6)[1], TINY) for text in texts]
    second = list[list[str]]()
    while first and _rows(second) + len(first[-1]) <= _rows(first[:-1]):
        second.insert(0, first.pop())
    height = max(_rows(first), _rows(second)) * FOOT_LEAD
    if height > TALLEST_FOOT:
        return [block for text in texts for block in lines(text, TINY, ink=SECOND, lead=1.3)]

    def draw(pen: Pen, y: float) -> None:
        for index, notes in enumerate((first, second)):
            x, _ = column(6 * index, 6)
            at = y + TINY
            for note in notes:
                with pen.inside(Tag()):
                    for row in note:
                        pen.text(x, at, row, TINY, ink=SECOND)
                        at += FOOT_LEAD

    return [Block(height, draw)]


def _rows(notes: Sequence[list[str]]) -> int:
    return sum(map(len, notes))


def _column_heads(pen: Pen, y: float, injured: Injured) -> None:
    base = y + 9
    with _head(pen):
        pen.text(NAME, base, "Criterion", SMALL, ink=SECOND)
    for side, x in ((Side.LEFT, LEFT_VALUE), (Side.RIGHT, RIGHT_VALUE)):
        hurt = side in injured.sides
        word = f"{side.value.upper()}, {'injured' if hurt else 'other'}"
        ink = INJURED if hurt else SECOND
        with _head(pen):
            pen.text(x, base, word, SMALL, "SemiBold" if hurt else "Regular", ink, "right")
    with _head(pen):
        pen.text(NEEDED, base, "Needed", SMALL, ink=SECOND)
    with _head(pen):
        pen.text(AGE, base, "Age", SMALL, ink=SECOND, align="right")
    with pen.inside(FURNITURE):
        pen.text(LINE, base, "limit", SMALL, "SemiBold", align="centre")
    with _head(pen):
        pen.text(RESULT, base, "Result", SMALL, ink=SECOND, align="right")


def _head(pen: Pen) -> AbstractContextManager[None]:
    return pen.inside(Tag("TH", scope="Column"))


def _cell_of(pen: Pen) -> AbstractContextManager[None]:
    return pen.inside(Tag("TD"))


def _group_head(group: str, head: Block, table: Tag) -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.rule(LEFT, y + 1, RIGHT, y + 1, HAIR, 0.6)
        with pen.inside(Tag("TH", scope="Row", span=COLUMNS)):
            pen.text(NAME, y + 11, group.capitalize(), SMALL, "SemiBold", SECOND)

    return Block(14.0, draw, with_next=True, again=head, tag=Tag("TR", table))


def _row(finding: Finding, notes: Footnotes, head: Block, table: Tag) -> Block:
    name = finding.name if finding.side is Side.NONE else f"{finding.name}, {finding.side}"
    names = wrapped(name, NAME_ROOM, BODY, "SemiBold")
    mark = notes.mark(finding)
    cells = _cells(finding)
    needed = wrapped(finding.limit_shown or "–", NEEDED_ROOM, SMALL)
    why = [] if _has_bar(finding) else wrapped(finding.sentence, WHY_ROOM, TINY)
    own = [note for note in finding.notes if note not in notes.texts]
    if _has_bar(finding) and _more_than_two(finding):
        own.insert(0, finding.sentence)
    below = [line for note in own for line in wrapped(note, RIGHT - NAME - 12, TINY)]
    tallest = max(len(names), len(needed), *(cell.count for cell in cells.values()))
    upper = max(ROW, tallest * PITCH + 6.6, len(why) * WHY_LEAD + 6.6)

    def draw(pen: Pen, y: float) -> None:
        base = y + 11.2
        ink = COLOURS[finding.outcome]
        pen.rule(LEFT, y, RIGHT, y, HAIR, 0.35)
        with pen.inside(Tag("TH", scope="Row")):
            _stack(names, lambda line, at: pen.text(NAME, at, line, BODY, "SemiBold"), base)
            at = base + (len(names) - 1) * PITCH
            room = NAME_ROOM - width(names[-1], BODY, "SemiBold")
            if mark and room > 6:
                x = NAME + NAME_ROOM - room + 2.5
                pen.fit(x, at - 2.6, mark, room + 4, TINY, ink=SECOND)
        for x in (LEFT_VALUE, RIGHT_VALUE):
            with _cell_of(pen):
                if x in cells:
                    _draw_cell(pen, x, base, cells[x])
        with _cell_of(pen):
            _stack(needed, lambda line, at: pen.text(NEEDED, at, line, SMALL, ink=SECOND), base)
        with _cell_of(pen):
            if finding.age_days is not None:
                age = "today" if finding.age_days == 0 else f"{finding.age_days} d"
                pen.text(AGE, base, age, TINY, ink=SECOND, align="right")
        with _cell_of(pen):
            if _has_bar(finding):
                _bar(pen, y, finding)
                pen.fit(RESULT, base, finding.compared_shown, 38, BODY, "SemiBold", ink, "right")
            else:
                for index, line in enumerate(why):
                    pen.text(BAR, base - 0.5 + index * WHY_LEAD, line, TINY, ink=ink)
            signs.outcome(pen, RESULT + 7, y + 8.2, finding.outcome, 5.8)
            _word(pen, base, finding, ink)
            _stack(
                below,
                lambda line, at: pen.text(NAME + 8, at, line, TINY, ink=SECOND),
                y + upper + 4.4,
            )

    return Block(upper + len(below) * LEAD, draw, again=head, tag=Tag("TR", table))


def _stack(text: list[str], write: Callable[[str, float], object], base: float) -> None:
    for index, line in enumerate(text):
        write(line, base + index * PITCH)


def _word(pen: Pen, base: float, finding: Finding, ink: str) -> None:
    if finding.borderline:
        pen.text(WORD, base - 4.0, finding.outcome.words, TINY, "SemiBold", ink)
        pen.fit(WORD, base + 2.8, "borderline", RIGHT - WORD, TINY, ink=ink)
    else:
        pen.text(WORD, base, finding.outcome.words, TINY, "SemiBold", ink)


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands in one value column: the value, and beside it the pain during the test."""

    lines: list[str]
    pain: str
    hurts: bool
    judged: bool

    @property
    def weight(self) -> Weight:
        return "SemiBold" if self.judged and self.lines != ["–"] else "Regular"

    @property
    def pain_below(self) -> bool:
        wide = width(self.lines[-1], BODY, self.weight) + width(self.pain, TINY) + 3
        return bool(self.pain) and (len(self.lines) > 1 or wide > VALUE_ROOM)

    @property
    def count(self) -> int:
        return len(self.lines) + self.pain_below


def _cells(finding: Finding) -> dict[float, _Cell]:
    if finding.side is Side.NONE:
        return {RIGHT_VALUE: _cell(finding.evidence, judged=True)}
    return {
        x: _cell([e for e in finding.evidence if e.side is side], side is finding.side)
        for side, x in ((Side.LEFT, LEFT_VALUE), (Side.RIGHT, RIGHT_VALUE))
    }


def _cell(evidence: Sequence[Evidence], judged: bool) -> _Cell:
    newest = max(evidence, key=lambda each: each.on, default=None)
    if newest is None:
        return _Cell(["–"], "", False, judged)
    pain = "" if newest.pain is None else f"pain {newest.pain}"
    value = newest.shown.removesuffix(f", {pain}") if pain else newest.shown
    weight: Weight = "SemiBold" if judged else "Regular"
    return _Cell(wrapped(value, VALUE_ROOM, BODY, weight), pain, bool(newest.pain), judged)


def _draw_cell(pen: Pen, x: float, base: float, cell: _Cell) -> None:
    ink = INK if cell.judged else SECOND
    pain_ink = STOP if cell.hurts else SECOND
    if cell.pain and not cell.pain_below:
        room = width(cell.pain, TINY)
        pen.text(x - room - 3, base, cell.lines[0], BODY, cell.weight, ink, "right")
        pen.text(x, base, cell.pain, TINY, ink=pain_ink, align="right")
        return
    for index, line in enumerate(cell.lines):
        pen.text(x, base + index * PITCH, line, BODY, cell.weight, ink, "right")
    if cell.pain:
        at = base + len(cell.lines) * PITCH - 1
        pen.text(x, at, cell.pain, TINY, ink=pain_ink, align="right")


def _has_bar(finding: Finding) -> bool:
    """A bar shows a value against its limit; where something else decided, words do."""
    return (
        finding.margin is not None
        and finding.outcome is not Outcome.UNKNOWN
        and finding.reason in (Reason.WITHIN, Reason.SHORT)
    )


def _more_than_two(finding: Finding) -> bool:
    sides = Counter(evidence.side for evidence in finding.evidence)
    return any(count > 1 for count in sides.values())


def _bar(pen: Pen, y: float, finding: Finding) -> None:
    """A lollipop whose end stands as far from the line as the value from its limit."""
    if finding.margin is None:
        return
    middle = y + 8.2
    unit = finding.unit or ""
    full = FULL_SCALE.get(unit) or abs(finding.limit or Decimal(0)) or Decimal(1)
    scale = (LINE - BAR) / float(full)
    end = min(max(LINE + float(finding.margin) * scale, BAR), BAR + BAR_ROOM)
    pen.box(LINE, y + 0.6, BAR + BAR_ROOM - LINE, ROW - 1.2, WASH)
    ink = COLOURS[finding.outcome]
    if finding.error is not None:
        reach = float(finding.error) * scale
        low, high = max(end - reach, BAR), min(end + reach, BAR + BAR_ROOM)
        pen.rule(low, middle + 4.4, high, middle + 4.4, OTHER, 0.7)
        for x in (low, high):
            pen.rule(x, middle + 2.9, x, middle + 5.0, OTHER, 0.7)
    pen.rule(LINE, y + 0.6, LINE, y + ROW - 0.6, INK, 0.9)
    pen.rule(BAR, middle, end, middle, ink, 1.5)
    if finding.outcome is Outcome.MET:
        pen.disc(end, middle, 2.9, ink, WHITE, 0.7)
    else:
        pen.disc(end, middle, 2.7, WHITE, ink, 1.4)
