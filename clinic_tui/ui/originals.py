"""Originals in words: what was put right, by whom, when and why; what was moved elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from clinic_tui.judgement.values import shown_reading, stop_shown, whole_reading
from clinic_tui.knowledge.library import Library
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import Signature
from clinic_tui.model.reading import Measured, MeasureId
from clinic_tui.model.words import Side
from clinic_tui.ui.widgets.lines import BOLD, HEAD, INK, SOFT, WARN, Line, day, fit, line, wrap

Cell: TypeAlias = tuple[MeasureId, Side]
VALUE = 28
"""Columns of a value that was moved."""
NOT_KNOWN = "not in catalogue"
LEGEND = "* put right after it was signed; {key} shows the original, who, when and why"


def corrected_cells(chart: Chart, visit: Assessment) -> set[Cell]:
    """Cells of a visit that do not read as they were first signed."""
    before = chart.originals(visit)
    if not before:
        return set()
    first = {(r.measure, r.side): r for r in before[-1].readings}
    now = {(r.measure, r.side): r for r in visit.readings}
    return {cell for cell in first.keys() | now.keys() if first.get(cell) != now.get(cell)}


def moved_lines(chart: Chart, width: int, key: str) -> Iterator[Line]:
    """What was moved to other patients, marked; it counts nowhere in this chart.

    Args:
        chart: from which it was moved.
        width: cells of a line.
        key: what shows it whole.
    """
    if not chart.moved_out:
        return
    yield ""
    yield ("Moved to another patient: counts nowhere here", HEAD)
    by_id = {each.id: each for each in chart.assessments}
    for move in chart.moved_out:
        if (visit := by_id.get(move.assessment)) is None:
            continue
        by = f"{move.by.name} on {day(move.by.at.date())}"
        said = f"→ {day(visit.on)}, to number {move.to} by {by}: {move.reason}"
        yield from wrap(f"{said} ({key} shows it)", width, WARN, indent=2)


def page(chart: Chart, visit: Assessment | None, library: Library, width: int) -> Iterator[Line]:
    """Everything that was put right in a visit, newest first, then what was moved away."""
    if visit is not None:
        yield from _put_right(chart, visit, library, width)
    by_id = {each.id: each for each in chart.assessments}
    for move in chart.moved_out:
        if (moved := by_id.get(move.assessment)) is None:
            continue
        yield ""
        yield (f"Visit of {day(moved.on)}, moved to number {move.to}", BOLD)
        yield from wrap(f"moved by {_who(move.by)}: {move.reason}", width)
        yield from wrap(f"{_signed(moved)}; it counts nowhere in this chart", width, SOFT)
        for reading in moved.readings:
            cell = reading.measure, reading.side
            measure = library.measures.get(cell[0])
            value = shown_reading(reading, measure) if measure else NOT_KNOWN
            yield line(fit(_name(cell, library), width - VALUE, INK), fit(value, VALUE, BOLD, ">"))
            if isinstance(reading, Measured) and reading.stopped is not None:
                yield fit(stop_shown(reading.stopped), width, SOFT, ">")
        flags = {flag.id: flag.name for flag in library.triage.flags}
        for answer in moved.red_flags:
            if answer.present:
                yield from wrap(f"red flag: {flags.get(answer.flag, answer.flag)} yes", width)
        if moved.notes:
            yield from wrap(f"note: {moved.notes}", width)


def _put_right(chart: Chart, visit: Assessment, library: Library, width: int) -> Iterator[Line]:
    after = visit
    for before in chart.originals(visit):
        if after.amends is None:
            return
        yield ""
        yield (f"Visit of {day(after.on)}, put right", BOLD)
        yield from wrap(f"by {_who(after.amends.by)}: {after.amends.reason}", width)
        yield from wrap(f"the original: {_signed(before)}; it stays in the chart", width, SOFT)
        yield from _differences(before, after, library, width)
        after = before


def _differences(
    before: Assessment, after: Assessment, library: Library, width: int
) -> Iterator[Line]:
    cells = [(r.measure, r.side) for r in (*after.readings, *before.readings)]
    for cell in dict.fromkeys(cells):
        was, now = before.reading(*cell), after.reading(*cell)
        if was == now:
            continue
        old, new = _value(before, cell, library), _value(after, cell, library)
        how = ", in other conditions" if old == new else ""
        yield from wrap(_name(cell, library), width)
        yield from _indented(f"was {old}, now {new}{how}", width)
    flags = {flag.id: flag.name for flag in library.triage.flags}
    answers = {a.flag: a for a in before.red_flags}
    for answer in after.red_flags:
        was_flag = answers.get(answer.flag)
        if was_flag == answer:
            continue
        old = "not answered" if was_flag is None else "yes" if was_flag.present else "no"
        new = "yes" if answer.present else "no"
        if answer.resolved is not None:
            new += f", resolved by {_who(answer.resolved.by)}: {answer.resolved.found}"
        yield from wrap(f"red flag: {flags.get(answer.flag, answer.flag)}", width)
        yield from _indented(f"was {old}, now {new}", width)
    if before.notes != after.notes:
        yield ("note", INK)
        yield from _indented(f"was: {before.notes or 'nothing'}", width)
        yield from _indented(f"now: {after.notes or 'nothing'}", width)


def _indented(said: str, width: int) -> Iterator[Line]:
    for row in wrap(said, width - 4, BOLD):
        yield line("    ", row)


def _name(cell: Cell, library: Library) -> str:
    measure = library.measures.get(cell[0])
    side = "" if cell[1] is Side.NONE else f" {cell[1].value.upper()}"
    return f"{measure.name if measure else cell[0]}{side}"


def _value(visit: Assessment, cell: Cell, library: Library) -> str:
    reading, measure = visit.reading(*cell), library.measures.get(cell[0])
    if reading is None:
        return "not read"
    return NOT_KNOWN if measure is None else whole_reading(reading, measure)


def _signed(visit: Assessment) -> str:
    if visit.signed is None:
        return "an unsigned draft"
    verdict = f", {visit.readiness.verdict.words} then" if visit.readiness is not None else ""
    return f"signed by {_who(visit.signed)}{verdict}"


def _who(by: Signature) -> str:
    role = f"{by.role}{', ' + by.registration if by.registration else ''}"
    return f"{by.name} ({role}) on {day(by.at.date())} at {by.at:%H:%M}"
