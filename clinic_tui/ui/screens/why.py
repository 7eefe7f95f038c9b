"""Why: each criterion's reason, values, limit, error and source, at full length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from clinic_tui.judgement.values import plain
from clinic_tui.model.readiness import Finding, Readiness
from clinic_tui.model.words import Side
from clinic_tui.ui.widgets.lines import BOLD, HEAD, INK, SOFT, Line, Lines, day, line, wrap
from clinic_tui.ui.widgets.scorecard import sign

WIDEST = 96


class WhyModal(ModalScreen[None]):
    """Reasons and sources; arrows scroll, escape closes."""

    HELP = """Each criterion with its reason and source. Arrows scroll, `esc` closes."""

    CSS_PATH = "why.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,w,enter", "dismiss", "back", show=False),
    ]

    def __init__(self, readiness: Readiness) -> None:
        super().__init__()
        self._readiness = readiness

    def compose(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll(id="why"):
            yield Lines(id="reasons")

    def on_mount(self) -> None:
        """Writes the page."""
        self._write()
        self.query_one("#why").focus()

    def on_resize(self) -> None:
        """Lines are wrapped to the width."""
        self._write()

    def _write(self) -> None:
        width = min(WIDEST, self.app.size.width - 4) - 7
        self.query_one("#reasons", Lines).show(_page(self._readiness, width))


def _page(readiness: Readiness, width: int) -> Iterator[Line]:
    yield ("Why and by whom   (esc closes)", HEAD)
    if readiness.protocol is not None:
        rules = readiness.protocol
        yield from wrap(f"{rules.name}, version {rules.version}", width, BOLD)
        yield from wrap(f"digest {rules.digest}", width, SOFT)
    for finding in readiness.findings:
        yield ""
        yield from _finding(finding, width)


def _finding(finding: Finding, width: int) -> Iterator[Line]:
    where = "" if finding.side is Side.NONE else f" {finding.side.value.upper()}"
    yield line(sign(finding.outcome), (f"{finding.name}{where}", BOLD))
    yield from wrap(finding.sentence, width, INK)
    for evidence in finding.evidence:
        side = "" if evidence.side is Side.NONE else f"{evidence.side.value.upper()} "
        yield from wrap(f"{side}{evidence.shown}, {day(evidence.on)}", width, INK)
    figures = [f"limit {finding.limit_shown}" if finding.limit_shown else ""]
    if finding.margin is not None:
        figures.append(f"margin {plain(finding.margin)}")
    figures.append("error unknown" if finding.error is None else f"error {plain(finding.error)}")
    figures.append("borderline" if finding.borderline else "")
    yield from wrap("; ".join(filter(None, figures)), width, SOFT)
    for note in finding.notes:
        yield from wrap(f"note: {note}", width, SOFT)
    yield from wrap(f"source: {finding.source} ({finding.grade})", width, SOFT)
