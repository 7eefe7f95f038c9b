"""What one runner wrote on the paper: clean runs, a morning that held, and a step back."""

from __future__ import annotations

from datetime import date
from typing import Final

from clinic_tui.judgement.diary import paper_of
from clinic_tui.judgement.diary_code import check_figure, row_key, row_letter
from clinic_tui.model.chart import Chart
from clinic_tui.model.plan import Plan

VISITS: Final = (
    (
        date(2026, 11, 12),
        ("0200000", "0201000", "0200000", "0400000", "0400210", "0401000"),
    ),
    (date(2026, 11, 19), ("0400000", "0400000", "0442000")),
)
"""Days of the visits, and the boxes of the rows since: done, three pains, gone, sign."""
REASON: Final = "stiff calf only, the hip itself was silent"
"""Why the hold was decided otherwise."""


def code(chart: Chart, plan: Plan, row: int, boxes: str) -> str:
    """A row of a plan's paper as the runner would have written it."""
    paper = paper_of(chart, plan)
    return f"{row_letter(row)}{boxes}{check_figure(row_key(paper.plan, paper.version, row), boxes)}"
