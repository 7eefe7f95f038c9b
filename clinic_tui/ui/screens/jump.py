"""Where to go: a letter for each place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from clinic_tui.ui.keymap import called
from clinic_tui.ui.own_turn import is_whole
from clinic_tui.ui.widgets.late_keys import passed_on
from clinic_tui.ui.widgets.lines import BOLD, HEAD, INK, LEAD, SOFT, Line, Lines, fit, line

if TYPE_CHECKING:
    from clinic_tui.ui.jumping import Place

NAME = 20


class JumpModal(ModalScreen["Place | None"]):
    """The next key is where to go; any other key stays."""

    HELP = """The next key is where to go, as the letters say; any other key stays here. Nothing
typed is lost by it."""

    CSS_PATH = "jump.tcss"

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self._places = places
        self._at: dict[int, Place] = {}

    def compose(self) -> ComposeResult:
        """One box."""
        with VerticalScroll(id="jump", can_focus=False):
            yield Lines(id="places")

    def on_mount(self) -> None:
        """Draws once the width is known."""
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """What a place is goes first where room is short."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        pane = self.query_one_optional("#places", Lines)
        if pane is None or not is_whole(self):
            return
        room = (pane.size.width or 40) - NAME - 3
        lines: list[Line] = [("Go to", BOLD)]
        of_patient = None
        for place in self._places:
            if place.of_patient is not of_patient:
                of_patient = place.of_patient
                lines.append(("This chart" if of_patient else "The clinic", HEAD))
            self._at[len(lines)] = place
            lines.append(
                line(
                    (f"{place.key}  ", LEAD),
                    fit(place.name, NAME, INK),
                    fit(place.what, room, SOFT),
                )
            )
        pane.show(
            [
                *lines,
                line(
                    ("ctrl+p", LEAD),
                    (" and a name: any patient   ", SOFT),
                    ("esc", LEAD),
                    (" stay", SOFT),
                ),
            ]
        )

    def on_click(self, event: events.Click) -> None:
        """A click on a place goes there."""
        at = self.query_one("#places", Lines).row_under(event)
        if at is not None and at in self._at:
            self.dismiss(self._at[at])

    def on_key(self, event: events.Key) -> None:
        """Goes there at once; keys after it belong to the screen below."""
        if passed_on(self, event):
            return
        event.stop()
        key = event.character if event.character and event.character.isalpha() else event.key
        self.dismiss(next((place for place in self._places if place.key == called(key)), None))
