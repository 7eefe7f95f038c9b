"""A question with a few answers; the first is the safe one and has the mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.screen import ModalScreen

from clinic_tui.ui.own_turn import is_whole
from clinic_tui.ui.widgets.late_keys import passed_on
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

    HELP = """Each answer says what comes of it. Arrows or its number choose, `enter` takes,
`esc` leaves all as it is."""

    CSS_PATH = "choose.tcss"

    def __init__(self, title: str, why: str, choices: Sequence[Choice[Value]]) -> None:
        super().__init__()
        self._title = title
        self._why = why
        self._choices = choices
        self._at = 0
        self._lines_of: dict[int, int] = {}
        """Choices by their first line."""
        self._end = 0

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
        pane = self.query_one_optional("#choices", Lines)
        if pane is None or not is_whole(self):
            return
        width = pane.size.width or 60
        lines: list[Line] = [*wrap(self._title, width, BOLD)]
        if self._why:
            lines += [*wrap(self._why, width)]
        lines.append("")
        top = 0
        for index, choice in enumerate(self._choices):
            here = index == self._at
            top = len(lines) if here else top
            self._lines_of[len(lines)] = index
            digit = f"{index + 1}  " if index < 9 else "   "
            for row, text in enumerate(wrap(choice.label, width - 5, BOLD if here else INK)):
                mark = ("› " if here else "  ") + digit if row == 0 else "     "
                lines.append(line((mark, "bold $lead" if here else LEAD), text))
            if choice.then:
                lines += [line("     ", text) for text in wrap(choice.then, width - 5, SOFT)]
        self._end = len(lines)
        keys = (("enter", LEAD), (" take    ", SOFT), ("esc", LEAD), (" leave it as it is", SOFT))
        pane.show([*lines, "", line(*keys)])
        box = self.query_one(VerticalScroll)
        box.scroll_to_region(Region(0, top, 1, 4), animate=False, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """A click takes an answer, as its digit does."""
        at = self.query_one("#choices", Lines).row_under(event)
        above = [] if at is None else [i for top, i in self._lines_of.items() if top <= at]
        if above and at is not None and at < self._end:
            self.dismiss(self._choices[above[-1]].value)

    def on_key(self, event: events.Key) -> None:
        """Does what a key means at once; keys after the answer belong to the screen below."""
        if passed_on(self, event):
            return
        event.stop()
        match event.key:
            case "up" | "down":
                self._at = (self._at + (1 if event.key == "down" else -1)) % len(self._choices)
                self._draw()
            case "enter":
                self.dismiss(self._choices[self._at].value)
            case "escape":
                self.dismiss(None)
            case digit if digit in "123456789"[: len(self._choices)]:
                self.dismiss(self._choices[int(digit) - 1].value)
