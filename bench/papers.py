"""How long each paper takes, beside an empty page drawn in the same run.

`python -m bench.papers`: medians of 25 after one that warms the fonts; the ratio decides.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from reportlab.pdfgen.canvas import Canvas

from clinic_tui.demo.visit import opened
from clinic_tui.desk import deciding
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.kinds import KINDS, Order, PaperKind
from clinic_tui.model.person import PatientId

RUNS = 25
RUNNER = PatientId("0001")


def empty_page() -> bytes:
    """The control: one page with one line."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 720, "one line stands here")
    canvas.save()
    return out.getvalue()


def papers(desk: Desk) -> dict[str, Callable[[], bytes]]:
    """What is measured, on the demo clinic's first runner."""
    chart = desk.chart(RUNNER)
    episode = chart.current_episode
    assert episode is not None
    case = deciding.case(chart, episode, desk.clinician, desk.library, desk.today())
    at = desk.now()

    def drawn(kind: PaperKind) -> Callable[[], bytes]:
        return lambda: kind.make(Order(case, desk.clinic, at, watermark=True))

    return {"empty page": empty_page} | {kind.title: drawn(kind) for kind in KINDS}


def main() -> None:
    """Measures in turns, so that a busy moment falls on all alike."""
    with TemporaryDirectory() as place:
        drawn = papers(opened(Path(place)))
        took: dict[str, list[float]] = {name: [] for name in drawn}
        size: dict[str, int] = {}
        for turn in range(RUNS + 1):
            for name, draw in drawn.items():
                start = time.perf_counter()
                size[name] = len(draw())
                if turn:
                    took[name].append((time.perf_counter() - start) * 1000)
    control = statistics.median(took["empty page"])
    for name, times in took.items():
        middle = statistics.median(times)
        kilo = size[name] / 1000
        print(f"{name}: {middle:.1f} ms, {middle / control:.0f} × an empty page, {kilo:.0f} kB")


if __name__ == "__main__":
    main()
