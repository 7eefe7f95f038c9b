"""The progress report beside the same content set by WeasyPrint and by typst, in the same run.

    pip install '.[bench,test]'
    python -m bench.paper_peers [ROUNDS]

Each round makes the report of another patient of the demo clinic with each tool in turn, so that a
busy moment falls on all alike and nobody is given the same page twice in a row. Ours is timed from
the paper's values to its last byte, code and structure included. The others get their markup ready
made, with the words, cells and curves of our paper and a plainer layout; their fonts and styles are
loaded once. Medians, and how many of our paper's words are found on theirs.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader

from bench.peer_content import content
from bench.peer_pages import html, typed, typst, weasyprint
from clinic_tui.demo.visit import opened
from clinic_tui.desk import deciding
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.judging import as_it_reads
from clinic_tui.desk.kinds import Order
from clinic_tui.desk.papers import progress_values
from reports.progress import progress_report
from reports.qr import modules
from reports.values import ProgressReport

ROUNDS = 25
BUDGETS = {"weasyprint": 10.0, "typst": 4.0}
"""How many times as long they are to take, at least."""
OURS = "ours"


def reports(desk: Desk) -> Iterator[ProgressReport]:
    """The values of each report of the demo clinic that has trends to draw."""
    for head in desk.heads():
        chart = desk.read_quietly(head.patient_id)
        episode = chart.current_episode
        if episode is None:
            continue
        case = deciding.case(chart, episode, desk.clinician, desk.library, desk.today())
        if case.assessment is None:
            continue
        readiness = as_it_reads(chart, case.assessment, desk.library)
        if readiness is None:
            continue
        order = Order(case, desk.clinic, desk.now(), watermark=False)
        values = progress_values(order, readiness)
        if len(values.trends) >= 8:
            yield values


def found(words: str, pdf: bytes) -> float:
    """The share of our words that is read on another's pages, in per cent."""
    read = "".join(
        "".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages
    )
    ours = words.split()
    return 100 * sum(word in read for word in ours) / len(ours)


def main() -> None:
    """Measures in turns."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with TemporaryDirectory() as place:
        values = list(reports(opened(Path(place))))
    papers = [content(progress_report(each)) for each in values]
    pages, sources = [html(each) for each in papers], [typed(each) for each in papers]
    by_weasyprint, by_typst = weasyprint(), typst()

    def ours(number: int) -> bytes:
        return progress_report(values[number])

    tools: dict[str, Callable[[int], bytes]] = {
        OURS: ours,
        "weasyprint": lambda number: by_weasyprint(pages[number]),
        "typst": lambda number: by_typst(sources[number]),
    }
    took: dict[str, list[float]] = {name: [] for name in tools}
    busy: dict[str, list[float]] = {name: [] for name in tools}
    size: dict[str, list[int]] = {name: [] for name in tools}
    share: dict[str, list[float]] = {name: [] for name in tools}
    for turn in range(rounds + 1):
        number = turn % len(values)
        for name, make in tools.items():
            modules.cache_clear()  # the code of a paper is a new one each time
            start, worked = time.perf_counter(), time.process_time()
            pdf = make(number)
            spent, worked = time.perf_counter() - start, time.process_time() - worked
            if turn:
                took[name].append(spent * 1000)
                busy[name].append(worked * 1000)
                size[name].append(len(pdf))
                share[name].append(found(papers[number].words, pdf))
    own = statistics.median(took[OURS])
    print(f"{len(values)} reports, {rounds} rounds")
    for name, times in took.items():
        middle, cpu = statistics.median(times), statistics.median(busy[name])
        aim = f" (asked {BUDGETS[name]:g} ×)" if name in BUDGETS else ""
        print(
            f"{name}: {middle:.0f} ms, {middle / own:.1f} × ours{aim}, {cpu:.0f} ms of CPU, "
            f"{statistics.median(size[name]) / 1000:.0f} kB, "
            f"{min(share[name]):.1f} % of our words or more"
        )


if __name__ == "__main__":
    main()
