"""Readiness of a chart with twenty assessments, in milliseconds, beside a control.

    python -m bench.readiness [RUNS]

The control is a fixed piece of plain Python, timed in the same run: the ratio compares machines.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta

from clinic_tui.judgement.readiness import judge
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import AssessmentId
from clinic_tui.model.chart import Chart
from tests.builders import DAY, base_assessment, base_chart

ASSESSMENTS = 20
BUDGET_MS = 2.0


def long_chart() -> Chart:
    """The base chart after twenty visits, one every third day."""
    earlier = tuple(
        base_assessment(id=AssessmentId(f"a{back + 1}"), on=DAY - timedelta(days=3 * back))
        for back in range(ASSESSMENTS - 1, 0, -1)
    )
    return base_chart(earlier=earlier)


def control() -> None:
    """Sorts and sums a fixed list."""
    sum(sorted((i * 7919) % 10007 for i in range(3000)))


def median_ms(work: Callable[[], object], runs: int) -> float:
    """Median of so many runs, after one that fills the caches."""
    work()
    taken: list[float] = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def main(runs: int) -> None:
    """Prints the median beside the control's."""
    chart, library = long_chart(), built_in()
    judged = median_ms(
        lambda: judge(chart, chart.episodes[0], chart.assessments[-1], DAY, library), runs
    )
    beside = median_ms(control, runs)
    print(f"readiness {judged:.2f} ms of {ASSESSMENTS} assessments (budget {BUDGET_MS} ms)")
    print(f"control   {beside:.2f} ms; ratio {judged / beside:.2f}, medians of {runs}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
