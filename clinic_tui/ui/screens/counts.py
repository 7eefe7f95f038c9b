"""Where the clinic went against criteria or advice, counted: its own memory, no statistics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer

from clinic_tui.desk.errors import DeskError
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.widgets.lines import BOLD, INK, SOFT, WARN, Line, Lines, Rule, day, line, wrap

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.judgement.overrides import Override
    from clinic_tui.model.person import Patient

ABOUT = "What was decided against criteria, advice or the plan's rules, and what came of it."


STYLES = {"stop and call since": WARN, "stepped back since": WARN}


class CountsScreen(Screen[None]):
    """One page of plain sentences."""

    CSS_PATH = "counts.tcss"
    GROUPS: ClassVar[tuple[str, ...]] = ("counts",)
    BINDINGS = bindings("counts")
    HELP = "Where this clinic decided against criteria, advice or rules, and what came of it."

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        """Heading and sentences."""
        yield Lines(id="title")
        yield Rule()
        with VerticalScroll(id="page"):
            yield Lines(id="main")
        yield Footer()

    def on_mount(self) -> None:
        """Reads every chart beside the keys."""
        self.query_one("#title", Lines).show([("Against criteria, counted", BOLD), (ABOUT, SOFT)])
        self.query_one("#main", Lines).show([("Reading the charts …", SOFT)])
        self.run_worker(self._read, thread=True)

    def _read(self) -> None:
        charts, wrong = [], 0
        for head in self._desk.heads():
            try:
                charts.append(self._desk.read_quietly(head.patient_id))
            except DeskError:
                wrong += 1
        counts, found = self._desk.own_counts(charts), self._desk.own_overrides(charts)
        self.app.call_later(self._show, counts, found, wrong)

    def _show(
        self,
        counts: tuple[str, ...],
        found: tuple[tuple[Patient, Override], ...],
        wrong: int,
    ) -> None:
        if not self.is_attached:
            return
        width = max(20, self.app.size.width - 6)
        lines: list[Line] = []
        for sentence in counts or ("Nothing was decided against criteria or advice so far.",):
            lines += wrap(sentence, width, INK, indent=2)
        if wrong:
            lines += ["", (f"! {wrong} charts could not be read and are not counted.", WARN)]
        for patient, each in found:
            lines += ["", *_remembered(patient, each, width)]
        self.query_one("#main", Lines).show(lines)

    def action_leave(self) -> None:
        """Back to the patients."""
        self.dismiss()


def _remembered(patient: Patient, each: Override, width: int) -> Iterator[Line]:
    """One decision: when and of whom, what and by whom, why, and what came of it."""
    head = f"{patient.listed}, number {patient.id}"
    yield line((f"{day(each.on):<13}", SOFT), (head, BOLD), (f"   against {each.kind}", SOFT))
    room = width - 13
    pieces = (
        (f"{each.what}, by {each.who}", INK),
        (f"because: {each.reason}", INK),
        (f"since then: {each.outcome.removesuffix(' since')}", STYLES.get(each.outcome, SOFT)),
    )
    for text, style in pieces:
        yield from (line((" " * 13, SOFT), row) for row in wrap(text, room, style, indent=2))
