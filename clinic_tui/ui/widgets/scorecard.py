"""The scorecard: a criterion a row, all limits on one vertical line, words before pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from textual.content import Content

from clinic_tui.model.readiness import Evidence, Finding, Readiness
from clinic_tui.model.words import Injured, Outcome, Side
from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    LEAD,
    RULE,
    SOFT,
    Line,
    broken,
    day,
    fit,
    line,
    wrap,
)

MARKS = {
    Outcome.MET: ("✓", "met", LEAD),
    Outcome.NOT_MET: ("×", "not met", "bold $warn"),
    Outcome.UNKNOWN: ("?", "unknown", SOFT),
}
WORD, VALUE, OTHER, RESULT, LIMIT, AGE, BY = 10, 9, 8, 11, 12, 6, 3
BAR = 9
USUAL = 84
"""Columns from which there is room for the bars."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide the columns are at a width, and which side comes first."""

    width: int
    first: Side
    both: bool

    @property
    def bar(self) -> int:
        """Cells of the picture; none where there is no room."""
        return BAR if self.width >= USUAL else 0

    @property
    def name(self) -> int:
        """Cells of the criterion's name."""
        fixed = WORD + VALUE + OTHER + RESULT + LIMIT + AGE + BY + self.bar
        return max(12, min(30, self.width - fixed))


def scorecard(readiness: Readiness, injured: Injured, width: int) -> list[Line]:
    """All findings by group, with evidence, limit, margin, age and source."""
    if not readiness.findings:
        return []
    columns = Columns(width, injured.sides[0], len(injured.sides) == 2)
    sources = _sources(readiness.findings)
    lines: list[Line] = [_heading(columns)]
    groups: dict[str, list[Finding]] = {}
    for finding in readiness.findings:
        groups.setdefault(finding.group, []).append(finding)
    for group, members in groups.items():
        lines.append((group.capitalize(), HEAD))
        for finding in members:
            lines += _row(finding, columns, sources[finding.source])
        lines.append("")
    if columns.bar:
        error = line(("    ", "on $band"), ("  inside the test's own error of the limit", SOFT))
        lines.append(error)
    for source, letter in sources.items():
        lines += wrap(f"{letter}  {source or 'no source named'}", width, SOFT, indent=3)
    return lines


def sign(outcome: Outcome) -> Line:
    """An outcome as a mark with its word."""
    mark, word, style = MARKS[outcome]
    return line(fit(f"{mark} {word}", WORD, style))


def _sources(findings: Sequence[Finding]) -> dict[str, str]:
    """A letter for each source, in the order they are first named."""
    found = dict.fromkeys(finding.source for finding in findings)
    return {source: chr(ord("a") + index % 26) for index, source in enumerate(found)}


def _heading(columns: Columns) -> Content:
    first, other = columns.first.value.upper(), columns.first.other.value
    second = (other.upper(), "bold $lead") if columns.both else (other, SOFT)
    picture = [fit("–  │  +", columns.bar, SOFT, "^")] if columns.bar else []
    return line(
        fit("", WORD + columns.name),
        fit(first, VALUE, "bold $lead", ">"),
        fit(second[0], OTHER, second[1], ">"),
        fit("result", RESULT, SOFT, ">"),
        fit("limit", LIMIT, SOFT, ">"),
        *picture,
        fit("age", AGE, SOFT, ">"),
        fit("by", BY, SOFT, ">") if columns.bar else fit("", BY),
    )


def _row(finding: Finding, columns: Columns, letter: str) -> Iterator[Line]:
    name = finding.name.removesuffix(" strength").removesuffix(" range")
    judged = (
        f" {finding.side.value.upper()}" if columns.both and finding.side.value != "none" else ""
    )
    names = broken(name + judged, columns.name - 1)
    unknown = finding.outcome is Outcome.UNKNOWN
    ink = SOFT if unknown else INK
    room = VALUE + OTHER + RESULT
    brief = not finding.evidence and len(finding.sentence) < room
    first, other = _values(finding, columns)
    values: list[Line] = [
        fit(first, VALUE, SOFT if unknown else BOLD, ">"),
        fit(other, OTHER, SOFT, ">"),
        fit(_result(finding, first), RESULT, ink, ">"),
    ]
    picture = [_bar(finding, columns.bar)] if columns.bar else []
    yield line(
        sign(finding.outcome),
        fit(names[0], columns.name, ink),
        *([fit(finding.sentence, room, SOFT, ">")] if brief else values),
        fit(finding.limit_shown, LIMIT, SOFT, ">"),
        *picture,
        fit(_age(finding), AGE, SOFT, ">"),
        fit(letter, BY, SOFT, ">"),
    )
    for rest in names[1:]:
        yield line(fit("", WORD), (rest, ink))
    for why in () if brief else _remarks(finding):
        yield from (
            line(fit("", WORD + 2), piece) for piece in wrap(why, columns.width - WORD - 2, SOFT)
        )


def _remarks(finding: Finding) -> Iterator[str]:
    """What the row's figures do not say."""
    if finding.outcome is Outcome.UNKNOWN or finding.reason.value in ("answer", "sides"):
        yield finding.sentence
    if len(finding.limit_shown) >= LIMIT:
        yield f"limit: {finding.limit_shown}"
    if finding.borderline:
        yield "borderline: inside the test's own error of the limit"
    theirs = [e for e in finding.evidence if e.side is finding.side.other]
    if len(theirs) > 1 and theirs[-1].shown != theirs[0].shown:
        yield f"against the good side's best, {theirs[-1].shown} on {day(theirs[-1].on)}"


def _values(finding: Finding, columns: Columns) -> tuple[str, str]:
    def of(side: Side) -> str:
        mine = [e for e in finding.evidence if e.side is side]
        return _short(mine[0]) if mine else ""

    return of(columns.first), of(columns.first.other)


def _short(evidence: Evidence) -> str:
    text = evidence.shown.removesuffix(", pain 0").replace(", pain ", " p")
    return text.replace("not done: ", "no: ").removesuffix(" of 10")


def _result(finding: Finding, first: str) -> str:
    if finding.side is Side.NONE and finding.evidence:
        return _short(finding.evidence[0])
    shown = finding.compared_shown.removesuffix(" apart")
    return "" if shown == first or shown.startswith("pain") else shown


def _age(finding: Finding) -> str:
    if finding.age_days is None:
        return "–"
    return f"{finding.age_days} d" if finding.age_days else "today"


def _bar(finding: Finding, width: int) -> Content:
    """The margin as a mark left or right of the limit, with the error round the limit."""
    middle = width // 2
    if finding.margin is None:
        return line((" " * middle, INK), ("│", RULE), (" " * (width - middle - 1), INK))
    error = finding.error or Decimal(0)
    span = max(error * 2, abs(finding.limit or Decimal(0)) / 3, Decimal(1))
    reach = middle - 1
    at = max(-reach, min(reach, round(finding.margin / span * reach)))
    if at == 0 and finding.outcome is Outcome.NOT_MET:
        at = -1
    band = min(reach, round(error / span * reach))
    met = finding.outcome is Outcome.MET
    mark, style = ("●", LEAD) if met else ("○", "bold $warn")
    cells: list[Line] = []
    for cell in range(-middle, width - middle):
        ground = " on $band" if band and abs(cell) <= band else ""
        between = 0 < cell < at or at < cell < 0
        if cell == at:
            cells.append((mark, style + ground))
        elif cell == 0:
            cells.append(("│", SOFT + ground))
        else:
            cells.append(("━" if between else " ", style + ground))
    return line(*cells)
