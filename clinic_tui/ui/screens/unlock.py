"""Unlocking: who, the passphrase, and nothing of a patient behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, Input

from clinic_tui.desk.errors import DeskError
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.own_turn import LeavesInTurn
from clinic_tui.ui.widgets.lines import BOLD, SOFT, WARN, Line, Lines, line, wrap
from clinic_tui.ui.widgets.pasted import SafeInput

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk

Unlock = Callable[[str, str], "Desk"]
"""Opens the clinic for a name with a passphrase; raises what the desk says."""


class UnlockScreen(LeavesInTurn["Desk | None"]):
    """Covers everything until somebody's passphrase opens the clinic."""

    CSS_PATH = "unlock.tcss"
    COVERS = True
    GROUPS: ClassVar[tuple[str, ...]] = ("unlock",)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("unlock"),
        Binding("up", "who(-1)", show=False),
        Binding("down", "who(1)", show=False),
    ]
    HELP = "Arrows choose your name where there are several; type the passphrase, enter opens."

    def __init__(
        self,
        people: tuple[str, ...],
        unlock: Unlock,
        recover: Callable[[], Screen[Desk | None]],
        *,
        who: str = "",
        why: str = "",
    ) -> None:
        super().__init__()
        self._people = people
        self._unlock = unlock
        self._recover = recover
        self._why = why
        self._at = people.index(who) if who in people else 0
        self._busy = False

    def compose(self) -> ComposeResult:
        """Who, passphrase, one line that speaks."""
        with Vertical(id="door"):
            yield Lines(id="who")
            yield SafeInput(password=True, placeholder="passphrase", id="passphrase")
            yield Lines(id="says")
        yield Footer()

    def on_mount(self) -> None:
        """The keys go to the passphrase."""
        self._show()
        self._say(self._why)
        self.query_one(Input).focus()

    def _show(self) -> None:
        lines: list[Line] = [("clinic_tui is locked", BOLD), ""]
        for i, name in enumerate(self._people):
            chosen = i == self._at
            mark = "›" if chosen and len(self._people) > 1 else " "
            lines.append(line((f"{mark} ", "bold $lead"), (name, BOLD if chosen else SOFT)))
        self.query_one("#who", Lines).show([*lines, ""])

    def _say(self, sentence: str, style: str = SOFT) -> None:
        room = min(60, self.app.size.width - 8)
        self.query_one("#says", Lines).show(["", *wrap(sentence, room, style)] if sentence else [])

    def action_who(self, by: int) -> None:
        """The next name."""
        if self._people:
            self._at = (self._at + by) % len(self._people)
            self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tries the passphrase beside the keys: it is made to take a moment."""
        if self._busy or not event.value:
            return
        self._busy = True
        self._say("Opening …")
        who = self._people[self._at] if self._people else ""
        passphrase = event.value
        self.query_one(Input).value = ""
        self.run_worker(lambda: self._try(who, passphrase), thread=True)

    def _try(self, who: str, passphrase: str) -> None:
        try:
            desk = self._unlock(who, passphrase)
        except DeskError as error:
            self.call_later(self._refused, error.sentence)
        else:
            self.call_later(self._opened, desk)

    def _opened(self, desk: Desk) -> None:
        self.dismiss(desk)

    def _refused(self, sentence: str) -> None:
        self._busy = False
        self._say(f"! {sentence}", WARN)

    def action_recover(self) -> None:
        """Opens the clinic by the printed code instead."""
        self.app.push_screen(self._recover(), self._recovered)

    def _recovered(self, desk: Desk | None) -> None:
        if desk is not None:
            self.dismiss(desk)
