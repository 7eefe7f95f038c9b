"""One question, asked over the screen it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from clinic_tui.ui.typed import Reader, UnreadableError, text
from clinic_tui.ui.widgets.lines import BOLD, SOFT, WARN, Line, Lines, wrap
from clinic_tui.ui.widgets.pasted import SafeInput

WIDTH = 72


class AskModal(ModalScreen[str | None]):
    """Returns what was typed once it can be read; escape returns nothing."""

    HELP = """Type the answer; what is expected stands below, and what cannot be read is said
there. `enter` takes it, `esc` leaves all as it is."""

    CSS_PATH = "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "not now", show=False)]

    def __init__(
        self,
        question: str,
        *,
        about: Sequence[Line] = (),
        hint: str = "",
        start: str = "",
        read: Reader = text,
    ) -> None:
        super().__init__()
        self._question = question
        self._about = about
        self._hint = hint
        self._start = start
        self._read = read

    def compose(self) -> ComposeResult:
        """Question, line, what is expected."""
        with Vertical(id="ask"):
            yield Lines(id="question")
            yield SafeInput(self._start, id="answer", select_on_focus=False)
            yield Lines(id="expected")

    def on_mount(self) -> None:
        """Asks."""
        room = min(WIDTH, self.app.size.width - 2) - 6
        self.query_one("#question", Lines).show([*wrap(self._question, room, BOLD), *self._about])
        self._say(self._hint, SOFT)

    def _say(self, sentence: str, style: str) -> None:
        room = min(WIDTH, self.app.size.width - 2) - 6
        keys = "enter keeps it, esc leaves"
        self.query_one("#expected", Lines).show(
            [*(wrap(sentence, room, style) if sentence else ()), (keys, SOFT)]
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Returns what can be read, else says why it cannot."""
        try:
            self._read(event.value)
        except UnreadableError as error:
            self._say(f"! {error}", WARN)
        else:
            self.dismiss(event.value.strip())

    def why_stay(self) -> str:
        """Whether something was typed that is not kept."""
        if self.query_one(Input).value != self._start:
            return "This answer is not kept yet: enter keeps it, esc leaves it."
        return ""

    def action_leave(self) -> None:
        """Nothing was answered."""
        self.dismiss(None)
