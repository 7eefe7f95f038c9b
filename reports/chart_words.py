"""Charts as one sentence each, with their numbers, for whoever does not see them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clinic_tui.judgement.values import figure
from reports.values import Point, Trend


def trend_words(trend: Trend) -> str:
    """What a trend's line does, such as `rose from 150 N on 9 Oct 2026 to 190 N on 20 Nov 2026`."""
    read = [(point.on, point.value) for point in trend.points if point.value is not None]
    since = _comparable(trend.points)
    compared = [(point.on, point.value) for point in since if point.value is not None]
    said = [f"{trend.title} {_course(compared, trend)}"] if compared else [trend.title]
    if len(compared) < len(read):
        said.append(f"{len(read) - len(compared)} before that in other conditions, not compared")
    others = [point.other for point in since if point.other is not None]
    if others:
        said.append(f"other side {_shown(others[-1], trend)}")
    if trend.target is not None:
        outcome = f", {trend.outcome.words}" if trend.outcome is not None else ""
        said.append(f"limit {_shown(trend.target, trend)}{outcome}")
    return "; ".join(said) + "."


def _course(read: list[tuple[date, Decimal]], trend: Trend) -> str:
    (first, start), (last, end) = read[0], read[-1]
    if len(read) == 1:
        return f"was {_shown(end, trend)} on {_day(last)}"
    days = (last - first).days
    time = f"{days // 7} weeks" if days >= 14 else f"{days} days"
    if start == end:
        return f"was {_shown(end, trend)} on {_day(first)} and on {_day(last)}, {time} apart"
    word = "rose" if end > start else "fell"
    small = trend.error is not None and abs(end - start) <= trend.error
    doubt = ", which measurement error alone could do" if small else ""
    return (
        f"{word} from {_shown(start, trend)} on {_day(first)} to {_shown(end, trend)} "
        f"on {_day(last)}, in {time} and {len(read)} visits{doubt}"
    )


def _comparable(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The visits since conditions last changed."""
    starts = [index for index, point in enumerate(points) if point.breaks]
    return points[starts[-1] :] if starts else points


def _shown(value: Decimal, trend: Trend) -> str:
    return figure(round(value, 1), trend.unit)


def _day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"
