"""What the review shows: the verdict, what is to be settled, every entry and its real change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clinic_tui.judgement.change import Change
from clinic_tui.judgement.values import day, end_shown, shown_reading
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.readiness import Readiness, Reason
from clinic_tui.model.reading import MeasureId, Reading
from clinic_tui.ui.live import verdict
from clinic_tui.ui.record import Cell
from clinic_tui.ui.rows import sections
from clinic_tui.ui.visit import Visit
from clinic_tui.ui.widgets.lines import BOLD, HEAD, INK, SOFT, WARN, Line, fit, line, wrap
from clinic_tui.ui.wording import cell_name

WEIGHTS = {
    "real": "real",
    "within error": "± within error",
    "error unknown": "? error unknown",
    "not comparable": "× not comparable",
    "unchanged": "· unchanged",
}
NOW, WAS, STEP, WEIGHT = 13, 14, 7, 16
"""Cells of the columns; the name has what is left."""


def verdict_lines(readiness: Readiness | None, width: int) -> list[Line]:
    """The verdict, its tally and the protocol."""
    if readiness is None:
        return [("judging …", SOFT), ""]
    protocol = readiness.protocol.name if readiness.protocol else "no protocol for this injury"
    tally = readiness.sentence.partition(": ")[2]
    lines: list[Line] = [verdict(readiness), *wrap(tally, width), *wrap(protocol, width, SOFT)]
    for sentence in readiness.warnings:
        lines += wrap(f"▲ {sentence}", width, "bold $warn", indent=2)
    return [*lines, ""]


def against_lines(readiness: Readiness | None, width: int) -> Iterator[Line]:
    """What speaks against, the weightiest first."""
    if readiness is None or not readiness.against:
        return
    yield ("What speaks against", HEAD)
    for sentence in readiness.against:
        yield from wrap(f"○ {sentence}", width, indent=2)
    yield ""


def sides_in_doubt(readiness: Readiness) -> tuple[MeasureId, ...]:
    """Measures whose sides are to be confirmed by name."""
    doubtful = [f.measures for f in readiness.findings if f.reason is Reason.SIDES]
    return tuple(dict.fromkeys(measure for measures in doubtful for measure in measures))


def to_settle(visit: Visit, readiness: Readiness | None, width: int) -> Iterator[Line]:
    """What should be looked at before the signature."""
    found = list(_to_settle(visit, readiness))
    if not found:
        yield from (("✓ nothing odd, nothing half done", SOFT), "")
        return
    yield ("To settle", HEAD)
    for sentence in found:
        yield from wrap(sentence, width, indent=2)
    yield ""


def _to_settle(visit: Visit, readiness: Readiness | None) -> Iterator[str]:
    measures = visit.library.measures
    yield from (f"! not read: {text}" for text in visit.unread)
    for name in sides_in_doubt(readiness) if readiness else ():
        yield f"? sides of {measures[name].name}: f6 confirms LEFT and RIGHT by name"
    for reading in visit.draft.readings:
        if strange := visit.odd(reading):
            yield f"? odd: {cell_name(measures[reading.measure], reading.side)} {strange}"
    if visit.open_questions:
        yield f"? {visit.open_questions} red-flag and painkiller questions not answered today: f3"
    empty: list[str] = []
    for cell in visit.cells.all:
        title = cell_name(measures[cell[0]], cell[1])
        if visit.draft.reading(*cell) is None:
            empty.append(title)
        elif why := visit.lacks(cell):
            yield f"? {title}: {why}"
    if empty:
        more = f" and {len(empty) - 6} more" if len(empty) > 6 else ""
        yield f"? not read: {', '.join(empty[:6])}{more}"


def entered(
    visit: Visit, against: Assessment | None, changes: Sequence[Change], width: int
) -> Iterator[Line]:
    """Every entry in the sheet's order, with what it was and whether the change is real."""
    name = max(16, width - NOW - WAS - STEP - WEIGHT - 5)
    found = {(change.measure, change.side): change for change in changes}
    if against is None:
        yield line(("Entered", HEAD), ("   first visit, nothing to compare with", SOFT))
    else:
        others = len(visit.earlier) - 1
        hint = f"   ←→ {others} other visits" if others else ""
        yield line((f"Change since {day(against.on)}", HEAD), (hint, SOFT))
    for section in sections(visit.cells.rows):
        cells = [(m.id, side) for m, _ in section.rows for side in visit.cells.sides_of(m)]
        read = [(cell, r) for cell in cells if (r := visit.draft.reading(*cell)) is not None]
        if read:
            yield from ("", (section.heading, HEAD))
        for cell, reading in read:
            yield _entry(visit, cell, reading, against, found.get((cell[0], cell[1])), name)
            if ended := end_shown(reading, visit.library.measures[cell[0]]):
                yield line(fit("", name), " ", (ended, SOFT))
    if visit.draft.notes:
        yield from ("", ("Note", HEAD))
        for part in visit.draft.notes.split("\n"):
            yield from wrap(part, width)


def _entry(
    visit: Visit,
    cell: Cell,
    reading: Reading,
    against: Assessment | None,
    change: Change | None,
    name: int,
) -> Line:
    measure = visit.library.measures[cell[0]]
    injured = cell[1] in visit.episode.injured.sides
    value = shown_reading(reading, measure).replace(", pain ", " p")
    if reading.on != visit.record.today:
        value += f" ({reading.on.day} {reading.on:%b})"
    before = against.reading(*cell) if against else None
    was = "" if before is None else shown_reading(before, measure).replace(", pain ", " p")
    step, weight = (_step(change), _weight(change)) if change else ("", ("", SOFT))
    title = cell_name(measure, cell[1]).replace(", range", "").replace(" strength", "")
    if len(title) > name:
        title = title.replace("rotation", "rot.")
    return line(
        fit(title, name, BOLD if injured else INK),
        " ",
        fit(value, NOW, BOLD if injured else INK),
        " ",
        fit(f"was {was}" if was else "", WAS, SOFT),
        fit(step, STEP, INK, ">"),
        "  ",
        fit(weight[0], WEIGHT, weight[1]),
    )


def _step(change: Change) -> str:
    """The difference without its unit, which stands beside it."""
    return "" if change.verdict == "unchanged" else change.difference.split(" ")[0]


def _weight(change: Change) -> tuple[str, str]:
    """Whether a change is real, as sign and word."""
    if change.verdict != "real":
        return WEIGHTS[change.verdict], SOFT
    if change.better is None:
        return "● real", BOLD
    return ("↑ real, better", "bold $lead") if change.better else ("↓ real, worse", WARN)
