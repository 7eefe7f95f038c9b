"""The face of the stopwatch: large seconds, the line to reach, pain, what ended it, both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from clinic_tui.ui.widgets.lines import (
    BOLD,
    INK,
    LEAD,
    RULE,
    SOFT,
    Line,
    Pane,
    between,
    fit,
    line,
)

DIGITS = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", "███", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    ".": (" ", " ", " ", " ", "█"),
}
SPACIOUS = 22
"""Lines of height from which the parts are drawn apart."""
ROOMY = 80
"""Width from which the last visit's value stands in full."""
TALL = 36
"""Lines of height from which the digits are twice as large: ten lines can be read from afar."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One side as it was timed so far."""

    name: str
    value: str
    pain: str
    stopped: str
    """What ended it, or that it was not said."""
    last: str
    here: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing that may have ended the hold."""

    key: str
    words: str
    said: bool
    proposed: bool


@dataclass(frozen=True, slots=True)
class Face:
    """All that the stopwatch shows."""

    title: str
    how: str
    side: str
    """Which leg, in words; empty for a test without sides."""
    seconds: str
    """To a tenth, rounded down."""
    share: float
    """How much of the scale has gone by, 0 to 1."""
    line: float | None
    """Where the limit lies on the scale."""
    limit: str
    end: str
    state: str
    pain: int | None
    asks_pain: bool
    stops: Sequence[Offered] = ()
    asked: str = ""
    """What is asked about the end of the hold."""
    sides: Sequence[Timed] = ()
    trouble: str = ""


class Watch(Pane):
    """Draws a face."""

    def __init__(self, face: Face, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._face = face

    def show(self, face: Face) -> None:
        """Shows another moment."""
        before, self._face = self._face, face
        self.refresh(layout=face.asks_pain is not before.asks_pain)

    def lines(self, width: int) -> list[Line]:
        """Title, digits, the scale, pain and both sides."""
        face = self._face
        gap: list[Line] = [""] if self.app.size.height >= SPACIOUS + 8 else []
        side = line((f" {face.side} ", "bold reverse $lead")) if face.side else line("")
        title = line((face.title, BOLD), (f"   {face.how}", SOFT))
        title = title.truncate(max(10, width - side.cell_length - 2), ellipsis=True)
        return [
            between(title, side, width),
            "",
            *gap,
            *_large(face.seconds, width, 2 if self.app.size.height >= TALL else 1),
            "",
            *gap,
            _scale(face, width),
            _under(face, width),
            line(("  ", INK), (face.state, BOLD)),
            *gap,
            *(_pain(face, width) if face.asks_pain else ()),
            *gap,
            *_stopped(face, width),
            *gap,
            *(_side(each, width) for each in face.sides),
            line((face.trouble and f"! {face.trouble}", "bold $warn")),
            _keys(face, width),
        ]


def _large(seconds: str, width: int, size: int) -> list[Line]:
    rows = [
        (" " * 2 * size).join(
            "".join(dot * 2 * size for dot in DIGITS[char][row]) for char in seconds
        )
        for row in range(5)
        for _ in range(size)
    ]
    if size > 1 and len(rows[0]) + 3 > width:
        return _large(seconds, width, 1)
    pad = " " * max(0, (width - len(rows[0])) // 2)
    *above, last = rows
    return [*(line((pad + row, BOLD)) for row in above), line((pad + last, BOLD), ("  s", SOFT))]


def _scale(face: Face, width: int) -> Content:
    span = width - 4
    at = min(span - 1, int(face.share * span))
    mark = None if face.line is None else min(span - 1, int(face.line * span))
    parts: list[Line] = ["  "]
    for index in range(span):
        if index == at:
            parts.append(("●", "bold $lead"))
        elif index == mark:
            parts.append(("┃", BOLD))
        else:
            parts.append(("━", "bold $lead") if index < at else ("─", RULE))
    return line(*parts)


def _under(face: Face, width: int) -> Content:
    span = width - 4
    if face.line is None:
        return line("  ", fit("0", span - 6, SOFT), fit(face.end, 6, SOFT, ">"))
    mark = max(1, int(face.line * span) - len(face.limit) // 2)
    rest = span - mark - len(face.limit)
    return line(
        "  ", fit("0", mark, SOFT), (face.limit, BOLD), fit(face.end, max(0, rest), SOFT, ">")
    )


def _pain(face: Face, width: int) -> list[Line]:
    numbers = [(f" {i} ", "bold reverse $lead" if i == face.pain else SOFT) for i in range(11)]
    asked = "" if face.pain is not None else "   not asked yet"
    whole, brief = "Pain, 0 none to 10 (+) worst  ", "Pain, + is 10  "
    taken = 2 + sum(len(text) for text, _ in numbers) + len("   not asked yet")
    name = whole if taken + len(whole) <= width else brief
    return [line("  ", (name, INK), *numbers, (asked, SOFT))]


def _stopped(face: Face, width: int) -> list[Line]:
    """All that may have ended it by their keys, on as few lines as they need; then the question."""
    name = "Stopped by  "
    lines: list[list[Line]] = [["  ", (name, INK)]]
    room = width - 2 - len(name)
    for each in face.stops:
        long = len(f" {each.key} {each.words} ")
        if room < long:
            lines.append(["  "])
            room = width - 2
        room -= long
        if each.said:
            lines[-1].append((f" {each.key} {each.words} ", "bold reverse $lead"))
        else:
            words = BOLD if each.proposed else SOFT
            lines[-1] += [(f" {each.key}", f"bold {LEAD}"), (f" {each.words} ", words)]
    if room >= len(face.asked) + 3:
        lines[-1].append((f"   {face.asked}", SOFT))
    return [line(*parts) for parts in lines]


def _side(side: Timed, width: int) -> Line:
    """Name, value, pain, what ended it, and the last visit's value in what room is left."""
    ink = BOLD if side.here else INK
    last, name = side.last, 15
    if width < ROOMY:
        last, name = last.replace(", pain ", " p").replace("not done: ", "no: "), 14
    stopped = side.stopped.removeprefix("stopped: ")
    return line(
        ("› " if side.here else "  ", "bold $lead"),
        fit(side.name, name, ink),
        fit(side.value, 8, ink, ">"),
        fit(side.pain, 16, ink, ">"),
        "  ",
        fit(stopped, 16, ink),
        fit(last, width - name - 44, SOFT, ">"),
    )


def _keys(face: Face, width: int) -> Content:
    keys = [("space", "start, stop")]
    if face.asks_pain:
        keys.append(("0-9 +", "pain"))
    if len(face.sides) > 1:
        keys.append(("tab", "side"))
    keys += [("r", "again"), ("enter", "keep"), ("esc", "drop")]
    wide = 2 + sum(len(key) + len(does) + 3 for key, does in keys) - 2 <= width
    parts: list[Line] = ["  " if wide else ""]
    for key, does in keys:
        parts += [(key, f"bold {LEAD}"), (f" {does}" + ("  " if wide else " "), SOFT)]
    return line(*parts)
