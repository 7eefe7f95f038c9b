"""A question with a few answers; the first is the safe one and has the mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.screen import ModalScreen

from clinic_tui.ui.widgets.lines import BOLD, INK, LEAD, SOFT, Line, Lines, line, wrap

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """One answer and what comes of it."""

    label: str
    value: Value
    then: str = ""


class ChooseModal(ModalScreen[Value | None], Generic[Value]):
    """Arrows or a digit choose, enter takes, escape leaves all as it is."""

    CSS_PATH = "choose.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "take", show=False),
        Binding("escape", "leave", show=False),
        *(Binding(str(digit), f"pick({digit})", show=False) for digit in range(1, 10)),
    ]

    def __init__(self, title: str, why: str, choices: Sequence[Choice[Value]]) -> None:
        super().__init__()
        self._title = title
        self._why = why
        self._choices = choices
        self._at = 0

    def compose(self) -> ComposeResult:
        """One box."""
        with VerticalScroll(id="choose", can_focus=False):
            yield Lines(id="choices")

    def on_mount(self) -> None:
        """Draws once the width is known."""
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Lines are wrapped to the width."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        pane = self.query_one("#choices", Lines)
        width = pane.size.width or 60
        lines: list[Line] = [*wrap(self._title, width, BOLD)]
        if self._why:
            lines += [*wrap(self._why, width)]
        lines.append("")
        top = 0
        for index, choice in enumerate(self._choices):
            here = index == self._at
            top = len(lines) if here else top
            digit = f"{index + 1}  " if index < 9 else "   "
            for row, text in enumerate(wrap(choice.label, width - 5, BOLD if here else INK)):
                mark = ("› " if here else "  ") + digit if row == 0 else "     "
                lines.append(line((mark, "bold $lead" if here else LEAD), text))
            if choice.then:
                lines += [line("     ", text) for text in wrap(choice.then, width - 5, SOFT)]
        keys = (("enter", LEAD), (" take    ", SOFT), ("esc", LEAD), (" leave it as it is", SOFT))
        pane.show([*lines, "", line(*keys)])
        box = self.query_one(VerticalScroll)
        box.scroll_to_region(Region(0, top, 1, 4), animate=False, immediate=True)

    def action_move(self, by: int) -> None:
        """Moves the mark."""
        self._at = (self._at + by) % len(self._choices)
        self._draw()

    def action_pick(self, digit: int) -> None:
        """Takes the answer of a number at once."""
        if digit <= len(self._choices):
            self.dismiss(self._choices[digit - 1].value)

    def action_take(self) -> None:
        """Takes the answer under the mark."""
        self.dismiss(self._choices[self._at].value)

    def action_leave(self) -> None:
        """Nothing was chosen."""
        self.dismiss(None)
