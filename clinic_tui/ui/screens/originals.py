"""The originals of a visit on one page: who put what right, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from clinic_tui.ui.originals import page
from clinic_tui.ui.widgets.lines import HEAD, Lines

if TYPE_CHECKING:
    from clinic_tui.knowledge.library import Library
    from clinic_tui.model.assessment import Assessment
    from clinic_tui.model.chart import Chart

WIDEST = 96


class OriginalsModal(ModalScreen[None]):
    """Arrows scroll, escape closes."""

    HELP = """A signed entry that was put right keeps its original: who changed what,
when and why. Arrows scroll, `esc` closes."""

    CSS_PATH = "originals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,enter", "dismiss", "back", show=False),
    ]

    def __init__(self, chart: Chart, visit: Assessment | None, library: Library) -> None:
        super().__init__()
        self._chart = chart
        self._visit = visit
        self._library = library

    def compose(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll(id="originals"):
            yield Lines(id="said")

    def on_mount(self) -> None:
        """Writes the page."""
        self._write()
        self.query_one("#originals").focus()

    def on_resize(self) -> None:
        """Lines are wrapped to the width."""
        self._write()

    def _write(self) -> None:
        width = min(WIDEST, self.app.size.width - 4) - 7
        lines = page(self._chart, self._visit, self._library, width)
        self.query_one("#said", Lines).show([("Originals   (esc closes)", HEAD), *lines])
