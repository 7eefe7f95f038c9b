"""A paper read in the terminal: its own words, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from clinic_tui.ui.widgets.lines import BOLD, HEAD, SOFT, Line, Lines, wrap

WIDEST = 96


class PaperText(ModalScreen[None]):
    """Arrows scroll, escape closes."""

    HELP = """The words of the paper in the order in which they are read. Arrows scroll, `esc`
closes."""

    CSS_PATH = "originals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", "back", show=False),
    ]

    def __init__(self, title: str, pages: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._title = title
        self._pages = pages

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
        lines: list[Line] = [
            (self._title, BOLD),
            ("The words of the paper as they follow one another on it. esc closes.", SOFT),
        ]
        for number, page in enumerate(self._pages, 1):
            lines += ["", (f"Page {number} of {len(self._pages)}", HEAD)]
            for text in page:
                lines += wrap(text, width, indent=2)
        self.query_one("#said", Lines).show(lines)
