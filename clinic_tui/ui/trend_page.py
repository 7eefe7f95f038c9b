"""The page of trends: what changed in one sentence, the key to the signs, panels in a grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clinic_tui.judgement.trend import Trend, Word
from clinic_tui.model.episode import Episode
from clinic_tui.model.words import OtherHip, Outcome
from clinic_tui.ui.trend_canvas import BREAK, DASH
from clinic_tui.ui.trend_panel import FULL, OPEN, panel
from clinic_tui.ui.widgets.lines import BOLD, INK, SOFT, Line, day, line, wrap

GAP = 3
USUAL = 36
"""Columns of a panel where there are three."""
WIDEST = 60
LOW = 13
"""Lines of a panel at least, without the blank line under it."""
TALL = 20
WORDS: tuple[Word, ...] = (
    "real change",
    "within error",
    "unchanged",
    "error not known",
    "other conditions",
    "not comparable",
    "one value so far",
)


@dataclass(frozen=True, slots=True)
class Grid:
    """How many panels fit, and how large they are."""

    across: int
    down: int
    width: int
    height: int

    @property
    def at_once(self) -> int:
        """Panels on one page."""
        return self.across * self.down


def grid(width: int, height: int) -> Grid:
    """The panels of a page: three across where there is room, taller before there are more."""
    across = max(1, min((width + GAP) // (USUAL + GAP), max(3, (width + GAP) // (WIDEST + GAP))))
    room = min(WIDEST, (width - GAP * (across - 1)) // across)
    down = max(1, min(height // (LOW + 1), max(2, height // (TALL + 2))))
    return Grid(across, down, room, max(LOW, height // down - 1))


def summary(trends: Sequence[Trend], on: date, width: int) -> list[Line]:
    """How many changed really and how many did not, and which way."""
    drawn = [trend for trend in trends if trend.drawn]
    counts = Counter(trend.word for trend in drawn)
    real = [trend for trend in drawn if trend.word == "real change"]
    worse = sum(trend.better is False for trend in real)
    first = f"{len(real)} of {len(drawn)} really changed"
    if worse:
        first += f", {worse} for the worse"
    rest = [f"{counts[word]} {word}" for word in WORDS[1:] if counts[word]]
    said = "; ".join((first, *rest)) + f". Criteria as judged on {day(on)}."
    lines = wrap(said, width, INK)
    style = "bold $warn" if worse else BOLD
    return [lines[0].stylize(style, 0, min(len(first), len(lines[0].plain))), *lines[1:]]


def key(episode: Episode, width: int) -> list[Line]:
    """What the signs mean."""
    sides = episode.injured.sides
    parts: list[list[Line]] = []
    if len(sides) == 1:
        parts.append([(f"{FULL}⠶⠶ ", "bold $lead"), (f"{sides[0].upper()}, injured", INK)])
        healthy = episode.other_hip is OtherHip.HEALTHY
        state = "" if healthy else f", {episode.other_hip.words}"
        parts.append([(f"{OPEN}⠒⠒ {sides[0].other.value}{state}", SOFT)])
    else:
        parts.append([(f"{FULL}⠶⠶ ", "bold $lead"), ("each injured hip by itself", INK)])
    parts.append([(f"{DASH}{DASH} limit", SOFT)])
    parts.append([("    ", "on $band"), (" first value ± error", SOFT)])
    parts.append([(f"{BREAK} other conditions", SOFT)])
    lines: list[Line] = []
    now: list[Line] = []
    used = 0
    for part in parts:
        size = line(*part).cell_length
        if now and used + 3 + size > width:
            lines.append(line(*now))
            now, used = [], 0
        if now:
            now.append("   ")
            used += 3
        now += part
        used += size
    return [*lines, line(*now)]


def panels(trends: Sequence[Trend], weeks: Sequence[int], laid: Grid, page: int) -> Iterator[Line]:
    """One page of panels, row by row."""
    shown = trends[page * laid.at_once : (page + 1) * laid.at_once]
    for start in range(0, len(shown), laid.across):
        if start:
            yield ""
        drawn = [
            panel(trend, weeks, laid.width, laid.height)
            for trend in shown[start : start + laid.across]
        ]
        for row in zip(*drawn, strict=True):
            cells: list[Line] = []
            for number, cell in enumerate(row):
                piece = line(cell)
                short = laid.width - piece.cell_length
                last = number == len(row) - 1
                cells += [piece] if last else [piece, " " * (max(0, short) + GAP)]
            yield line(*cells)


def chosen(trends: Sequence[Trend], which: str) -> list[Trend]:
    """The trends that can be drawn, of one choice.

    Args:
        trends: all.
        which: empty for all, `open` for not met or unknown, `real`, or a group's name.
    """
    drawn = [trend for trend in trends if trend.drawn]
    match which:
        case "":
            return drawn
        case "open":
            return [t for t in drawn if t.outcome in (Outcome.NOT_MET, Outcome.UNKNOWN)]
        case "real":
            return [t for t in drawn if t.word == "real change"]
        case group:
            return [t for t in drawn if t.measure.group.value == group]
