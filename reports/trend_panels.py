"""Trends: one small chart a measure, all on the same days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from clinic_tui.model.words import Outcome, Side
from reports import signs
from reports.chart_words import trend_words
from reports.flow import Block, space
from reports.house import (
    BAND,
    BODY,
    FACT,
    HAIR,
    INJURED,
    INK,
    OTHER,
    RIGHT,
    SECOND,
    SMALL,
    STOP,
    TINY,
    WHITE,
    column,
)
from reports.pen import Pen
from reports.tags import Tag
from reports.typeface import Weight, width, wrapped
from reports.values import Trend

HIGH = 89.0
ACROSS = 4


def trend_rows(trends: Sequence[Trend]) -> list[Block]:
    """The panels, four in a row, with the key above them."""
    days = [point.on for trend in trends for point in trend.points]
    first, last = min(days), max(days)
    rows = [trends[i : i + ACROSS] for i in range(0, len(trends), ACROSS)]

    def block(row: Sequence[Trend]) -> Block:
        return Block(HIGH + 5, lambda pen, y: _row(pen, y, row, first, last))

    return [*(block(row) for row in rows), space(4)]


def key(pen: Pen, y: float) -> None:
    """The marks, drawn as they are used, ending at the right margin with baseline y."""
    middle = y - 2.5
    kinds: tuple[tuple[str, Callable[[float], None]], ...] = (
        ("injured side", lambda x: _key_line(pen, x, middle, INJURED, 1.5, INJURED)),
        ("other side", lambda x: _key_line(pen, x, middle, OTHER, 0.9, WHITE)),
        ("limit", lambda x: pen.rule(x, middle, x + 13, middle, INK, 0.75, (2.4, 1.8))),
        ("conditions changed", lambda x: pen.rule(x + 6, y - 6, x + 6, y, SECOND, 0.7, (0.8, 1.8))),
        ("not measured", lambda x: signs.question(pen, x + 6, middle, 4.6)),
        ("within measurement error", lambda x: pen.box(x, middle - 3, 13, 6, BAND)),
    )
    x = RIGHT - sum(width(word, SMALL) + 27 for word, _ in kinds) + 10
    for word, mark in kinds:
        mark(x)
        x += 17 + pen.text(x + 17, y, word, SMALL, ink=SECOND) + 10


def _key_line(pen: Pen, x: float, y: float, ink: str, thick: float, fill: str) -> None:
    pen.rule(x, y, x + 13, y, ink, thick)
    pen.disc(x + 6.5, y, 2.0, fill, ink, 0.9)


def _row(pen: Pen, y: float, row: Sequence[Trend], first: date, last: date) -> None:
    for index, trend in enumerate(row):
        x, wide = column(index * 3, 3)
        with pen.inside(Tag("Figure", alt=trend_words(trend), area=(x, y, wide, HIGH))):
            _panel(pen, x, y, wide, trend, first, last)


def _panel(
    pen: Pen, x: float, y: float, wide: float, trend: Trend, first: date, last: date
) -> None:
    pen.rule(x, y, x + wide, y, HAIR)
    ink = STOP if trend.outcome is Outcome.NOT_MET else INJURED
    pen.fit(x, y + 10, trend.title, wide - 12, BODY, "SemiBold")
    if trend.outcome is not None:
        signs.outcome(pen, x + wide - 4, y + 7.2, trend.outcome, 5.4)
    latest = pen.fit(x, y + 21, trend.latest, wide - 2, FACT, "SemiBold", ink)
    if trend.symmetry:
        room = wide - latest - 5
        pen.fit(x + latest + 5, y + 21, trend.symmetry, room, TINY, ink=SECOND, smallest=5)
    for index, said in enumerate(wrapped(trend.change, wide, TINY)[:2]):
        pen.text(x, y + 29.5 + index * 7.6, said, TINY, ink=SECOND)
    _Plot(x + 17, x + wide - 22, y + 41, y + HIGH - 9.5, trend, first, last).draw(pen)


class _Plot:
    """Axes of one panel: days across, values up."""

    def __init__(
        self,
        left: float,
        right: float,
        top: float,
        bottom: float,
        trend: Trend,
        first: date,
        last: date,
    ) -> None:
        self.left, self.right, self.top, self.bottom = left, right, top, bottom
        self.trend, self.first, self.last = trend, first, last
        self.start = _first_comparable(trend)
        self.low, self.high, self.step = _scale(trend, self.start)

    def across(self, on: date) -> float:
        days = max((self.last - self.first).days, 1)
        return self.left + (on - self.first).days / days * (self.right - self.left)

    def up(self, value: Decimal) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - float(share) * (self.bottom - self.top)

    def draw(self, pen: Pen) -> None:
        trend = self.trend
        if trend.error is not None and self.start is not None:
            top = self.up(min(self.start + trend.error, self.high))
            low = self.up(max(self.start - trend.error, self.low))
            pen.box(self.left, top, self.right - self.left, low - top, BAND)
        value = self.low
        while value <= self.high:
            at = self.up(value)
            pen.rule(self.left, at, self.right, at, HAIR, 0.35)
            pen.text(
                self.left - 3, at + 2.1, f"{value.normalize():f}", TINY, "Regular", SECOND, "right"
            )
            value += self.step
        if trend.target is not None:
            at = self.up(trend.target)
            pen.rule(self.left, at, self.right, at, INK, 0.75, (2.4, 1.8))
        self._changed(pen)
        self._line(pen, [(p.on, p.other, p.breaks) for p in trend.points], OTHER, 0.9, WHITE)
        self._line(pen, [(p.on, p.value, p.breaks) for p in trend.points], INJURED, 1.5, INJURED)
        self._last(pen)
        self._not_measured(pen)
        self._labels(pen)
        pen.text(self.left, self.bottom + 9, _short(self.first), TINY, ink=SECOND)
        pen.text(self.right, self.bottom + 9, _short(self.last), TINY, ink=SECOND, align="right")

    def _line(
        self,
        pen: Pen,
        points: Sequence[tuple[date, Decimal | None, bool]],
        ink: str,
        thick: float,
        fill: str,
    ) -> None:
        for (on, value, _), (next_on, next_value, breaks) in pairwise(points):
            if value is not None and next_value is not None and not breaks:
                ends = [
                    (self.across(on), self.up(value)),
                    (self.across(next_on), self.up(next_value)),
                ]
                pen.path(ends, ink, thick)
        for on, value, _ in points:
            if value is not None:
                pen.disc(self.across(on), self.up(value), 1.4, fill, ink, 0.7)

    def _last(self, pen: Pen) -> None:
        point = self.trend.points[-1]
        if point.value is None:
            return
        x, y = self.across(point.on), self.up(point.value)
        if self.trend.outcome is Outcome.NOT_MET:
            pen.disc(x, y, 2.4, WHITE, STOP, 1.4)
        else:
            pen.disc(x, y, 2.7, INJURED, WHITE, 0.7)

    def _changed(self, pen: Pen) -> None:
        """A thin dotted line where conditions changed: nothing is compared across it."""
        for before, after in pairwise(self.trend.points):
            if after.breaks:
                at = (self.across(before.on) + self.across(after.on)) / 2
                pen.rule(at, self.top, at, self.bottom, SECOND, 0.7, (0.8, 1.8))

    def _not_measured(self, pen: Pen) -> None:
        """A dashed ring above the plot for a visit without a value: absent, never zero."""
        for point in self.trend.points:
            if point.value is None:
                signs.question(pen, self.across(point.on), self.top - 3.6, 4.2)

    def _labels(self, pen: Pen) -> None:
        """Names at the lines' ends and the limit's figure, moved apart where they would touch."""
        trend, found = self.trend, list[tuple[float, str, Weight, str]]()
        for side, ink, weight in ((trend.side, INJURED, _BOLD), (trend.side.other, SECOND, _PLAIN)):
            own = side is trend.side
            values = [p.value if own else p.other for p in trend.points]
            last = next((value for value in reversed(values) if value is not None), None)
            if last is not None and side is not Side.NONE:
                found.append((self.up(last), side.value[0].upper(), weight, ink))
        if trend.target is not None and trend.target_shown:
            found.append((self.up(trend.target), trend.target_shown, _PLAIN, INK))
        at = self.top - 7.0
        for y, word, weight, ink in sorted(found):
            at = max(y + 2.2, at + 7.0)
            pen.fit(self.right + 4, at, word, 20, TINY, weight, ink, smallest=5)


_BOLD: Final[Weight] = "SemiBold"
_PLAIN: Final[Weight] = "Regular"


def _first_comparable(trend: Trend) -> Decimal | None:
    """The first value since conditions last changed."""
    start: Decimal | None = None
    for point in trend.points:
        if point.breaks:
            start = None
        if start is None:
            start = point.value
    return start


def _short(on: date) -> str:
    return f"{on.day} {on:%b}"


def _scale(trend: Trend, start: Decimal | None) -> tuple[Decimal, Decimal, Decimal]:
    """Lowest value, highest value and step of an axis that holds all that is drawn."""
    values = [v for p in trend.points for v in (p.value, p.other) if v is not None]
    if trend.target is not None:
        values.append(trend.target)
    if trend.error is not None and start is not None:
        values += [max(start - trend.error, Decimal(0)), start + trend.error]
    low, high = min(values), max(values)
    if low == high:
        # A line that never moved runs through the middle.
        low, high = max(low - 1, Decimal(0)), high + 1
    span = high - low
    step = Decimal(1).scaleb((span / 2).adjusted())
    for factor in (1, 2, 5, 10):
        if step * factor * 3 >= span:
            step *= factor
            break
    low = (low / step).to_integral_value("ROUND_FLOOR") * step
    high = (high / step).to_integral_value("ROUND_CEILING") * step
    return low, max(high, low + step), step
