"""What a screen is for and every key that does something there, from the same records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen

from clinic_tui.ui.commands import Command
from clinic_tui.ui.keymap import keymap_of, written
from clinic_tui.ui.own_turn import is_whole
from clinic_tui.ui.widgets.lines import BOLD, HEAD, INK, LEAD, SOFT, Line, Lines, fit, line, wrap

if TYPE_CHECKING:
    from clinic_tui.ui.app import ClinicApp

KEY, LABEL = 11, 24
TITLES = {"app": "Everywhere", "chart": "In every tab of a chart"}


class HelpModal(ModalScreen[None]):
    """Closes on the key that opened it, and on escape."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark", "dismiss", "back", show=False, priority=True),
        Binding("down", "scroll_by(1)", show=False),
        Binding("up", "scroll_by(-1)", show=False),
        Binding("pagedown,space", "scroll_by(12)", show=False),
        Binding("pageup", "scroll_by(-12)", show=False),
        Binding("home", "scroll_by(-9999)", show=False),
        Binding("end", "scroll_by(9999)", show=False),
    ]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """One box."""
        with VerticalScroll(id="help", can_focus=False):
            yield Lines(id="keys")

    def on_mount(self) -> None:
        """Draws once the width is known."""
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Lines are wrapped to the width."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        pane = self.query_one_optional("#keys", Lines)
        if pane is None or not is_whole(self):
            return
        pane.show(self._lines(max(20, pane.size.width)))

    def _lines(self, width: int) -> Iterator[Line]:
        app: ClinicApp = self.app  # type: ignore[assignment]
        yield ("Keys of this screen", BOLD)
        groups: tuple[str, ...] = getattr(self._about, "GROUPS", ())
        keymap = keymap_of(self.app)
        said = " ".join(keymap.said(getattr(self._about, "HELP", None) or "", groups).split())
        if said:
            yield ""
            yield from wrap(said, width)
        for group in (*groups, "app"):
            yield ""
            yield (TITLES.get(group, "Here"), HEAD)
            for command in app.offered(group):
                yield from self._key(f"{group}.{command.id}", command, width)
        for key, label in (("ctrl+p", "palette"), ("ctrl+q", "quit; drafts are kept")):
            yield line(fit(key, KEY, LEAD), (label, INK))
        yield ""
        yield from wrap(
            "Esc closes this. The settings change keys, theme and symbols.", width, SOFT
        )

    def _key(self, name: str, command: Command, width: int) -> Iterator[Line]:
        key = keymap_of(self.app).written(name)
        label = wrap(command.label, LABEL - 1)
        told = wrap(command.tooltip, width - KEY - LABEL, SOFT)
        for row in range(max(len(label), len(told))):
            left = label[row] if row < len(label) else line("")
            yield line(
                fit(written(key) if row == 0 else "", KEY, LEAD),
                left,
                " " * max(1, LABEL - left.cell_length),
                told[row] if row < len(told) else "",
            )

    def action_scroll_by(self, lines: int) -> None:
        """Further down or up."""
        box = self.query_one(VerticalScroll)
        box.scroll_relative(y=lines, animate=False)
