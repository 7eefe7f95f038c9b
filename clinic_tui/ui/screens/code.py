"""The recovery code: shown once, written down, typed back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, Input

from clinic_tui.ui.commands import bindings
from clinic_tui.ui.widgets.lines import BOLD, INK, SOFT, WARN, Line, Lines, wrap
from clinic_tui.ui.widgets.pasted import SafeInput

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk

ABOUT = (
    "Write this code on paper and keep it away from this machine. It opens the clinic when every "
    "passphrase is forgotten. It is shown this once; nobody else has it, and there is no back door."
)
LEFT = (
    "Not typed back yet. esc again goes on all the same; a new code can be made later "
    "from the palette."
)


class CodeScreen(Screen[None]):
    """Goes on once the code was typed back as it is."""

    CSS_PATH = "code.tcss"
    GROUPS: ClassVar[tuple[str, ...]] = ("code",)
    BINDINGS = bindings("code")
    HELP = "Write the code on paper and type it back; it opens the clinic when all is forgotten."

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._leaving = False

    def compose(self) -> ComposeResult:
        """What it is for, the code, a line to type it back."""
        with Vertical(id="code"):
            yield Lines(id="about")
            yield SafeInput(placeholder="type it back; dashes and case do not matter", id="typed")
            yield Lines(id="says")
        yield Footer()

    def on_mount(self) -> None:
        """Shows the code."""
        room = min(66, self.app.size.width - 8)
        half = len(self._desk.recovery_code) // 2
        first, second = self._desk.recovery_code[:half], self._desk.recovery_code[half + 1 :]
        lines: list[Line] = [
            ("The clinic's recovery code", BOLD),
            "",
            *wrap(ABOUT, room, INK),
            "",
            (f"    {first}", "bold $lead"),
            (f"    {second}", "bold $lead"),
            "",
        ]
        self.query_one("#about", Lines).show(lines)
        self._say("enter compares it", SOFT)
        self.query_one(Input).focus()

    def _say(self, sentence: str, style: str) -> None:
        room = min(66, self.app.size.width - 8)
        self.query_one("#says", Lines).show(["", *wrap(sentence, room, style)])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Compares what was typed."""
        self._leaving = False
        if self._desk.confirm_code(event.value):
            self.dismiss()
        else:
            self._say("! This is not the code above; compare it letter by letter.", WARN)

    def why_stay(self) -> str:
        """It is shown this once."""
        return "This code is shown once: write it down and type it back, or leave by esc."

    def action_leave(self) -> None:
        """Goes on without, on the second time of asking."""
        if self._leaving:
            self.dismiss()
            return
        self._leaving = True
        self._say(f"! {LEFT}", WARN)
