"""One trend as a small picture: words first, then the numbers, then the curve.

The injured side is thick with full marks, the other side thin with open ones. What was not
tested leaves a gap, and a change of conditions a fence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from clinic_tui.judgement.trend import Mark, Trend
from clinic_tui.judgement.values import plain, value_shown
from clinic_tui.model.words import Side, Unit
from clinic_tui.ui.trend_canvas import DASH, Canvas
from clinic_tui.ui.widgets.lines import BOLD, INK, LEAD, SOFT, Line, fit, line
from clinic_tui.ui.widgets.scorecard import MARKS

SCALE, LABELS = 5, 11
"""Columns left of the picture for its scale, and right of it for the end values."""
HEAD_ROWS, AXIS_ROWS = 4, 1
LEAST = 4
"""Rows of the picture at least."""
TARGET, OTHER, OWN, FENCE, MARKED = 0, 1, 2, 3, 4
"""Layers, the last one on top; a mark lies as many above its line as `MARKED` says."""
FULL, OPEN = "●", "○"
FROM_ZERO = (Unit.SECOND, Unit.MINUTE, Unit.REPETITION, Unit.FLIGHT)
LEAST_DEGREES, LEAST_SHARE = Decimal(20), Decimal("0.2")
"""What the height of a picture spans at least: degrees, or a share of the highest value."""
CHANGED = ("other conditions", "not comparable")


def panel(trend: Trend, weeks: Sequence[int], width: int, height: int) -> list[Line]:
    """A trend at a width and height.

    Args:
        trend: what is drawn.
        weeks: since onset or surgery, of each visit.
        width: in columns.
        height: in lines, heading and axis included.
    """
    rows = max(LEAST, height - HEAD_ROWS - AXIS_ROWS)
    return [*head(trend, weeks, width), *_picture(trend, weeks, width, rows)]


def head(trend: Trend, weeks: Sequence[int], width: int) -> Iterator[Line]:
    """Name and outcome, end values, the change in words, limit and error."""
    outcome: Line = ""
    if trend.outcome is not None:
        sign, word, style = MARKS[trend.outcome]
        outcome = (f" {sign} {word}", style)
    right = line(outcome)
    room = width - right.cell_length
    # Degrees say that it is a range, where the name has no room for it.
    name = trend.title if len(trend.title) <= room else trend.title.removesuffix(", range")
    title = line(fit(name, room, BOLD))
    yield line(title, right)
    yield _values(trend, weeks, width)
    said, style = change_words(trend, weeks)
    yield line(fit(said, width, style))
    yield line(fit(bounds(trend), width, SOFT))


def change_words(trend: Trend, weeks: Sequence[int]) -> tuple[str, str]:
    """The change with its word, and how it is drawn: real change bold, for the worse a warning."""
    words: str = trend.word
    if trend.better is not None:
        words += ", better" if trend.better else ", worse"
    said = ": ".join(filter(None, (trend.change, words)))
    if trend.why and trend.word in CHANGED:
        said += f": {', '.join(condition(each) for each in trend.why)}"
    elif trend.why:
        said += f", wk {weeks[_first(trend)]} on"
    if trend.word != "real change":
        return said, INK
    return (f"▲ {said}", "bold $warn") if trend.better is False else (said, BOLD)


def condition(difference: str) -> str:
    """The condition that differs, without what it was and is."""
    known = ("position", "device", "make or break", "active or passive", "lever")
    return next((each for each in known if difference.startswith(each)), difference)


def bounds(trend: Trend) -> str:
    """The limit, and the error that a change must exceed."""
    limit = f"limit {trend.limit_shown}" if trend.limit_shown else ""
    error = f"error {trend.error_shown}" if trend.error_shown else ""
    return " · ".join(filter(None, (limit, error)))


def brief(shown: str) -> str:
    """A value as the screens write it where there is little room."""
    return shown.replace(", pain ", " p").replace("not done: ", "no: ")


def _first(trend: Trend) -> int:
    """Which visit holds the first comparable value."""
    return next(i for i, p in enumerate(trend.points) if p.on == trend.since)


def _values(trend: Trend, weeks: Sequence[int], width: int) -> Line:
    """The end values with their units; an earlier one says of which week it is."""
    last = trend.last
    if last is None:
        return ""
    old = "" if trend.is_current else f" in wk {weeks[trend.points.index(last)]}"
    parts: list[Line] = [(brief(last.own.shown) + old, "bold $lead" if not old else INK)]
    other = next((p.other for p in reversed(trend.points) if p.other and p.other.value), None)
    if other is not None:
        parts += ["  ", (f"{trend.side.other.value} {brief(other.shown)}", SOFT)]
    if symmetry := trend.points[-1].symmetry:
        parts += ["  ", (symmetry, INK)]
    found = line(*parts)
    return found if found.cell_length <= width else line(fit(found.plain, width, BOLD))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a value stands in the picture."""

    low: Decimal
    high: Decimal
    rows: int

    def row(self, value: Decimal) -> int:
        """The row of a value, from the top."""
        share = float((self.high - value) / (self.high - self.low))
        return min(self.rows - 1, max(0, round(share * (self.rows - 1))))


def _picture(trend: Trend, weeks: Sequence[int], width: int, rows: int) -> Iterator[Line]:
    across = max(8, width - SCALE - LABELS)
    frame = Frame(*scale(trend), rows)
    columns = places([point.on for point in trend.points], across)
    canvas = Canvas(across, rows)
    if trend.error is not None and trend.start is not None:
        top, bottom = trend.start + trend.error, trend.start - trend.error
        canvas.band(frame.row(top), frame.row(bottom), columns[_first(trend)])
    if trend.target is not None:
        canvas.dashes(frame.row(trend.target), TARGET)
    own = [point.own for point in trend.points]
    _curve(canvas, frame, [p.other or Mark("") for p in trend.points], columns, OTHER)
    _curve(canvas, frame, own, columns, OWN)
    for index, mark in enumerate(own):
        if mark.breaks:
            before = max(i for i in range(index) if own[i].value is not None)
            canvas.fence((columns[before] + columns[index]) // 2, FENCE)
    labels = _labels(trend, frame)
    ends = {0: frame.high, rows - 1: frame.low}
    for number, drawn in enumerate(canvas.rows()):
        end = plain(ends[number]) if number in ends else ""
        yield line(fit(end, SCALE - 1, SOFT, ">"), " ", drawn, " ", labels.get(number, ""))
    yield line(fit(_axis(weeks, columns, across), width, SOFT))


def _curve(
    canvas: Canvas, frame: Frame, marks: Sequence[Mark], columns: Sequence[int], layer: int
) -> None:
    """One side: strokes between neighbouring visits that may be compared, a mark for each value."""
    sign, style = (FULL, LEAD) if layer == OWN else (OPEN, SOFT)
    spots = [
        None if mark.value is None else (column, frame.row(mark.value))
        for mark, column in zip(marks, columns, strict=True)
    ]
    for (start, end), (_, mark) in zip(pairwise(spots), pairwise(marks), strict=True):
        if start is not None and end is not None and not mark.breaks:
            canvas.stroke(start, end, style, layer, thick=layer == OWN)
    for spot in spots:
        if spot is not None:
            canvas.mark(*spot, sign, "bold $lead" if layer == OWN else style, MARKED + layer)


def scale(trend: Trend) -> tuple[Decimal, Decimal]:
    """Lowest and highest value of an axis that holds all that is drawn, in round numbers."""
    if trend.measure.unit is Unit.PAIN:
        return Decimal(0), Decimal(10)
    values = [p.own.value for p in trend.points if p.own.value is not None]
    values += [p.other.value for p in trend.points if p.other and p.other.value is not None]
    if trend.target is not None:
        values.append(trend.target)
    if trend.error is not None and trend.start is not None:
        values += [max(trend.start - trend.error, Decimal(0)), trend.start + trend.error]
    if trend.measure.unit in FROM_ZERO:
        values.append(Decimal(0))
    low, high = min(values), max(values)
    # A step of a degree or two must not look like a mountain.
    least = LEAST_DEGREES if trend.measure.unit is Unit.DEGREE else high * LEAST_SHARE
    if high - low < least:
        middle = (low + high) / 2
        low, high = max(middle - least / 2, Decimal(0)), max(high, middle + least / 2)
    span = high - low or Decimal(1)
    step = Decimal(1).scaleb(span.adjusted() - 1) * 5
    low = (low / step).to_integral_value(ROUND_FLOOR) * step
    high = (high / step).to_integral_value(ROUND_CEILING) * step
    return low, max(high, low + step)


def places(days: Sequence[date], across: int) -> list[int]:
    """The column of each visit by its day, each in one of its own while there is room."""
    whole = max((days[-1] - days[0]).days, 1)
    found = [round((on - days[0]).days / whole * (across - 1)) for on in days]
    for index in range(1, len(found)):
        found[index] = max(found[index], found[index - 1] + 1)
    room = across - 1
    for index in range(len(found) - 1, -1, -1):
        found[index] = max(0, min(found[index], room))
        room = found[index] - 1
    return found


def _labels(trend: Trend, frame: Frame) -> dict[int, Line]:
    """End values beside the picture, each in a row of its own."""
    found: dict[int, Line] = {}

    def put(value: Decimal | None, text: str, style: str) -> None:
        if value is None:
            return
        wanted = frame.row(value)
        free = (row for row in range(frame.rows) if row not in found)
        row = min(free, key=lambda row: (abs(row - wanted), row), default=None)
        if row is not None:
            found[row] = fit(text, LABELS - 1, style)

    last = trend.last
    if last is not None and last.own.value is not None:
        shown = _label(trend, trend.side, last.own.value)
        put(last.own.value, shown, "bold $lead" if trend.is_current else INK)
    others = [p.other.value for p in trend.points if p.other and p.other.value is not None]
    if others:
        put(others[-1], _label(trend, trend.side.other, others[-1]), SOFT)
    put(trend.target, f"{DASH} {trend.target_shown.removesuffix(' of 10')}", SOFT)
    return found


def _label(trend: Trend, side: Side, value: Decimal) -> str:
    letter = "" if side is Side.NONE else f"{side.value[0].upper()} "
    return letter + value_shown(value, trend.measure)


def _axis(weeks: Sequence[int], columns: Sequence[int], across: int) -> str:
    """Weeks under the visits, as many as have room; the last one always."""
    row = [" "] * (across + 4)
    last = len(weeks) - 1
    for index in (last, *range(last)):
        text, at = str(weeks[index]), columns[index]
        if all(cell == " " for cell in row[max(0, at - 1) : at + len(text) + 1]):
            row[at : at + len(text)] = text
    return f"{'wk':>{SCALE - 1}} {''.join(row)}".rstrip()
