"""What the sheet shows of a visit: every cell with its text, the last value and the gap."""

from __future__ import annotations

from collections.abc import Mapping

from clinic_tui.judgement.values import MINUS, day, plain
from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.readiness import Finding, Readiness
from clinic_tui.model.reading import MeasureId, NotDone
from clinic_tui.model.words import Outcome, Unit
from clinic_tui.ui.record import Cell
from clinic_tui.ui.rows import sections
from clinic_tui.ui.visit import Visit
from clinic_tui.ui.widgets.sheet import CellView, RowView, SheetView
from clinic_tui.ui.wording import short


def sheet_view(
    visit: Visit, readiness: Readiness | None, waiting: Mapping[Cell, str] | None = None
) -> SheetView:
    """The whole sheet; `waiting` is what a row that is being typed would write."""
    injured = visit.episode.injured.sides
    gaps = _gaps(readiness)
    groups = []
    for section in sections(visit.cells.rows):
        rows = [
            _row(visit, row, name, gaps.get(row.id), waiting or {}) for row, name in section.rows
        ]
        groups.append((section.heading, rows))
    last = f", last {_short_day(visit)}" if visit.last else ", first visit"
    one, two = visit.cells.sides
    return SheetView(
        columns=(one.value.upper(), two.value.upper()),
        injured=(one in injured, two in injured),
        dates=f"{visit.record.today.day} {visit.record.today:%b}{last}",
        groups=groups,
    )


def _short_day(visit: Visit) -> str:
    assert visit.last is not None
    on = visit.last.on
    return f"{on.day} {on:%b}" if on.year == visit.record.today.year else day(on)


def _row(
    visit: Visit,
    measure: Measure,
    name: str,
    gap: Finding | None,
    waiting: Mapping[Cell, str],
) -> RowView:
    cells = [_cell(visit, (measure.id, s), measure, waiting) for s in visit.cells.sides_of(measure)]
    if len(cells) == 1:
        cells.append(CellView(exists=False))
    return RowView(
        code=measure.code,
        name=name,
        cells=(cells[0], cells[1]),
        gap=_gap(gap) if gap else "",
        gap_bad=gap is not None and gap.outcome is Outcome.NOT_MET,
    )


def _cell(visit: Visit, cell: Cell, measure: Measure, waiting: Mapping[Cell, str]) -> CellView:
    reading = visit.draft.reading(*cell)
    before = visit.before(cell)
    return CellView(
        text=visit.text(cell) + ("*" if reading is not None and reading.carried_by else ""),
        last=short(before, measure) if before else "",
        injured=cell[1] in visit.episode.injured.sides,
        here=cell == visit.cells.here and not waiting,
        waiting=waiting.get(cell, ""),
        trouble=bool(visit.record.typed.get(cell, "").strip()),
        not_done=isinstance(reading, NotDone),
    )


def _gaps(readiness: Readiness | None) -> dict[MeasureId, Finding]:
    """Findings that compare sides, by their measure."""
    return {
        measure: finding
        for finding in (readiness.findings if readiness else ())
        for measure in finding.measures
        if finding.compared is not None and finding.unit in (Unit.DEGREE, "%")
    }


def _gap(finding: Finding) -> str:
    if finding.unit == "%" or finding.compared is None:
        return finding.compared_shown
    apart = finding.compared
    sign = MINUS if apart > 0 else "+" if apart < 0 else ""
    return f"{sign}{plain(abs(apart))}°"
