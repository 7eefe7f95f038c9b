"""The numbers of the trends as a table: every measure by every visit, then its change in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clinic_tui.judgement.trend import Mark, Point, Trend
from clinic_tui.model.words import Side
from clinic_tui.ui.trend_canvas import BREAK
from clinic_tui.ui.trend_panel import bounds, brief, change_words
from clinic_tui.ui.widgets.lines import BOLD, HEAD, INK, SOFT, Line, broken, day, fit, line, wrap
from clinic_tui.ui.widgets.scorecard import sign

SIDE, VALUE = 7, 13


def fitting(width: int) -> int:
    """How many visits stand side by side at a width."""
    return max(1, (width - SIDE - 18) // VALUE)


def table(trends: Sequence[Trend], weeks: Sequence[int], first: int, width: int) -> Iterator[Line]:
    """Every value of every visit from one on, as many as have room."""
    if not trends:
        return
    points = trends[0].points
    shown = slice(first, first + fitting(width))
    name = min(34, width - SIDE - VALUE * len(points[shown]))
    lead = fit("", name + SIDE)
    days = [day(point.on) for point in points[shown]]
    yield line(lead, *(fit(each, VALUE, BOLD, ">") for each in days))
    yield line(lead, *(fit(f"wk {each}", VALUE, SOFT, ">") for each in weeks[shown]))
    yield ""
    group = ""
    for trend in trends:
        if trend.measure.group.value != group:
            group = trend.measure.group.value
            yield (group.capitalize(), HEAD)
        yield from _rows(trend, weeks, shown, name)
        yield from _words(trend, weeks, width)
        yield ""
    legend = f"{BREAK} other conditions than the value before; – not read; no: not done, and why"
    yield from wrap(f"{legend}; p pain in the test", width, SOFT)


def _rows(trend: Trend, weeks: Sequence[int], shown: slice, name: int) -> Iterator[Line]:
    points = trend.points[shown]
    names = broken(trend.title, name - 1)
    own = "" if trend.side is Side.NONE else trend.side.value.upper()
    rows: list[tuple[str, str, list[str], str]] = [
        (names[0], own, [_cell(point.own) for point in points], BOLD)
    ]
    if any(point.other is not None for point in trend.points):
        other = trend.side.other.value
        rows.append(("", other, [_other(point) for point in points], SOFT))
    if any(point.symmetry for point in trend.points):
        of = f"of {trend.side.other.value}"
        rows.append(("", of, [point.symmetry or "–" for point in points], INK))
    for number in range(max(len(rows), len(names))):
        title = names[number] if number < len(names) else ""
        _, side, cells, style = rows[number] if number < len(rows) else ("", "", [], SOFT)
        yield line(
            fit(title, name, INK),
            fit(side, SIDE, style if number == 0 else SOFT),
            *(fit(cell, VALUE, style, ">") for cell in cells),
        )


def _words(trend: Trend, weeks: Sequence[int], width: int) -> Iterator[Line]:
    """The outcome, the change and what it is held against."""
    said, style = change_words(trend, weeks)
    start: list[Line] = ["  "]
    if trend.outcome is not None:
        start += [sign(trend.outcome), " "]
    beside = bounds(trend)
    row = line(*start, (said, style), (f"   {beside}" if beside else "", SOFT))
    if row.cell_length <= width:
        yield row
    else:
        yield line(*start, (said, style))
        yield from (line("    ", piece) for piece in wrap(beside, width - 4, SOFT))
    if trend.why:
        told = wrap(f"changed: {'; '.join(trend.why)}", width - 4, SOFT, indent=2)
        yield from (line("    ", piece) for piece in told)


def _cell(mark: Mark) -> str:
    return (f"{BREAK} " if mark.breaks else "") + brief(mark.shown)


def _other(point: Point) -> str:
    return "–" if point.other is None else _cell(point.other)
