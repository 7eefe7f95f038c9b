"""Two hundred papers issued one after the other, beside as many empty pages in the same run.

`python -m bench.issuing`: CPU seconds for all, what that is in empty pages, and the memory held
after the first fifty papers and after the last one. The ratio decides; memory must not grow.
"""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.papers import empty_page
from clinic_tui.demo.visit import opened
from clinic_tui.model.person import PatientId

PAPERS = 200
WARM = 50
RUNNER = PatientId("0001")


def held() -> float:
    """Memory of this process that is in use now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def main() -> None:
    """Issues plans and reports in turns from the demo's clinic, each kept in its chart."""
    with TemporaryDirectory() as place:
        desk = opened(Path(place))
        # Those who may have a plan, again and again: a clinic's own batch is as mixed as this.
        people = [head.patient_id for head in desk.batch_of("cleared", desk.today())]
        people = [each for each in people if not desk.why_no_paper(desk.read_quietly(each))["plan"]]
        folder = Path(place) / "out"
        folder.mkdir()
        warm, size, spent = 0.0, 0, 0.0
        for number in range(PAPERS):
            kind = ("progress", "plan")[number % 2]
            start = time.process_time()
            path = desk.hand_out(people[number % len(people)], kind, folder=folder)
            spent += time.process_time() - start
            size += path.stat().st_size
            if number + 1 == WARM:
                warm = held()
        after = held()
        start = time.process_time()
        for _ in range(PAPERS):
            empty_page()
        control = time.process_time() - start
    print(
        f"{PAPERS} papers: {spent:.1f} CPU s, {spent / control:.0f} × as many empty pages, "
        f"{size / PAPERS / 1000:.0f} kB each"
    )
    print(f"memory: {warm:.1f} MiB after {WARM}, {after:.1f} MiB after {PAPERS}")


if __name__ == "__main__":
    main()
