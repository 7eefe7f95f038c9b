"""Findings as they stand while values are typed: the side pane, or a line or two where narrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from clinic_tui.judgement.values import day, plain
from clinic_tui.model.readiness import Finding, Readiness
from clinic_tui.model.words import Outcome, Verdict
from clinic_tui.ui.visit import Visit
from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    LEAD,
    SOFT,
    Line,
    fit,
    line,
    pips,
    wrap,
)
from clinic_tui.ui.wording import cell_name

MARKS = {
    Outcome.MET: ("✓", LEAD),
    Outcome.NOT_MET: ("×", "bold $warn"),
    Outcome.UNKNOWN: ("?", SOFT),
}
NEXT = "  next: "
WEIGHTY = (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.MET)
VERDICTS = {
    Verdict.READY: ("● Ready", "bold $lead"),
    Verdict.NOT_READY: ("○ Not ready", "bold $warn"),
    Verdict.CANNOT_SAY: ("? Cannot say", BOLD),
}


def verdict(readiness: Readiness) -> Content:
    """The verdict as sign and word."""
    return line(VERDICTS[readiness.verdict])


def pane(visit: Visit, readiness: Readiness | None, width: int, height: int) -> list[Line]:
    """The pane beside the sheet; what must be acted on stands first."""
    if readiness is None:
        return [("judging …", SOFT)]
    head: list[Line] = [verdict(readiness)]
    if readiness.findings:
        met, not_met, unknown = counts(readiness)
        bar = pips(met, not_met, unknown, width - 14)
        head += [
            line(bar, (f"  {met} of {met + not_met + unknown} met", BOLD)),
            (f"{not_met} not met, {unknown} unknown", SOFT),
        ]
    head += ["", *_stops(readiness, width), *_asked_back(visit, width)]
    flags = list(_flags(visit, readiness, width))
    room = max(6, height - len(head) - len(flags) - 1)
    lines = [*head, *_findings(readiness.findings, width, room), *flags]
    return [*lines, *_to_do(readiness, width, height - len(lines))]


def few_lines(visit: Visit, readiness: Readiness | None, width: int) -> list[Line]:
    """The same over the command line: one line, or two where what stops a runner needs them."""
    if readiness is None:
        return [("judging …", SOFT)]
    said = verdict(readiness)
    flags = [f"▲ red flag: {f.name}" for f in readiness.flags if f.suspends and not f.resolved]
    stops = [*flags, *(f"× {sentence}" for sentence in standing(readiness))]
    if stops:
        room = width - said.cell_length - 3
        rows = wrap(stops[0], room, "bold $warn", indent=2)
        counted = wrap(f"{stops[0]}; and {len(stops) - 1} more", room, "bold $warn", indent=2)
        if len(stops) > 1 and len(counted) == len(rows):
            rows = counted
        if len(rows) > 2:
            rows[1] = line(rows[1], " ", rows[2]).truncate(room, ellipsis=True)
        said = line(said, "   ", rows[0])
        return [said, *(line(" " * (width - room), each) for each in rows[1:2])]
    met, not_met, unknown = counts(readiness)
    said = line(said, (f"   {met} met", BOLD), (f", {not_met} not met, {unknown} unknown", INK))
    next_step = next((step.sentence for step in readiness.way_out), "")
    if not next_step:
        return [said]
    name = next_step.removeprefix("measure ")
    room = width - said.cell_length - len(NEXT)
    ways = (next_step, name, name.removesuffix(", both sides"))
    fitting = next((each for each in ways if cell_len(each) <= room), ways[-1])
    return [line(said, (NEXT + fitting, SOFT)).truncate(width, ellipsis=True)]


def counts(readiness: Readiness) -> tuple[int, int, int]:
    """How many are met, not met and unknown."""
    met, not_met, unknown = (readiness.count(outcome) for outcome in Outcome)
    return met, not_met, unknown


def standing(readiness: Readiness) -> tuple[str, ...]:
    """What stands before any criterion: blocks, scope, the earliest day."""
    early = readiness.earliest is not None and readiness.on < readiness.earliest
    floor = (
        (f"no running before {day(readiness.earliest)}",) if early and readiness.earliest else ()
    )
    return (*(block.sentence for block in readiness.blocks), *readiness.scope, *floor)


def finding_line(finding: Finding, width: int, *, side: bool = False) -> Content:
    """One criterion: sign, name, and the figure or why there is none."""
    mark, style = MARKS[finding.outcome]
    value = finding.compared_shown or finding.reason.replace("_", " ")
    ink = SOFT if finding.outcome is Outcome.UNKNOWN else INK
    last = "bold $warn" if finding.outcome is Outcome.NOT_MET else SOFT
    room = min(14, max(6, len(value)))
    name = finding.name
    if side:
        name = f"{finding.side.value.upper()} {name}"
    if len(name) > width - 3 - room:
        name = name.replace("rotation", "rot.")
    return line(
        (f"{mark} ", style),
        fit(name, width - 3 - room, ink),
        " ",
        fit(value, room, last, ">"),
    )


def _findings(findings: tuple[Finding, ...], width: int, room: int) -> Iterator[Line]:
    """All in the protocol's order; where they are too many, what is not met comes first."""
    shown = findings
    if len(findings) > room:
        shown = tuple(sorted(findings, key=lambda f: WEIGHTY.index(f.outcome)))[: room - 1]
    twice = Counter(finding.criterion for finding in findings)
    for finding in shown:
        yield finding_line(finding, width, side=twice[finding.criterion] > 1)
    if hidden := len(findings) - len(shown):
        yield (f"and {hidden} more: ctrl+s reviews all", SOFT)
    if findings:
        yield ""


def _stops(readiness: Readiness, width: int) -> Iterator[Line]:
    for flag in readiness.flags:
        if not flag.resolved:
            yield from wrap(f"▲ {flag.urgency.words}: {flag.name}", width, "bold $warn", indent=2)
            yield from wrap(flag.do, width)
            yield ""
    for sentence in standing(readiness):
        yield from wrap(f"× {sentence}", width, "bold $warn", indent=2)
        yield ""


def _asked_back(visit: Visit, width: int) -> Iterator[Line]:
    """Cells with something in them that is not whole."""
    measures = visit.library.measures
    held = [c for c in visit.cells.all if c != visit.cells.here and visit.text(c)]
    asked = [f"{cell_name(measures[c[0]], c[1])}: {why}" for c in held if (why := visit.lacks(c))]
    if asked:
        yield ("Asked back", HEAD)
        for sentence in asked[:3]:
            yield from wrap(sentence, width, indent=2)
        if len(asked) > 3:
            yield (f"and {len(asked) - 3} more", SOFT)
        yield ""


def _flags(visit: Visit, readiness: Readiness, width: int) -> Iterator[Line]:
    count = len(visit.library.triage.flags)
    open_rows = len(readiness.unanswered)
    yield ("Red flags", HEAD)
    if open_rows:
        yield from wrap(f"? {open_rows} of {count} not asked today: f3", width, BOLD, indent=2)
    elif standing := sum(not flag.resolved for flag in readiness.flags):
        yield (f"▲ {standing} of {count} present", "bold $warn")
    else:
        yield line(("✓ ", LEAD), f"all {count} asked, none stands")
    yield ""


def _to_do(readiness: Readiness, width: int, room: int) -> Iterator[Line]:
    """The way out, as far as there is room for it."""
    if not readiness.way_out or room < 2:
        return
    minutes = f"   about {plain(readiness.minutes)} min" if readiness.minutes else ""
    yield line(("Left to do", HEAD), (minutes, SOFT))
    lines = [part for step in readiness.way_out for part in wrap(step.sentence, width, indent=2)]
    yield from lines[: room - 1]
