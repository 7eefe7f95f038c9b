"""A list of choices: none is chosen until somebody chooses; what is not offered says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from clinic_tui.ui.widgets.lines import BOLD, INK, RULE, SOFT, Line, Pane, fit, line, wrap

NAME = 20
REMARK_LINES = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One of them."""

    key: str
    name: str
    remark: str = ""
    offered: bool = True


class Choices(Pane, can_focus=True):
    """Arrows choose, enter goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter,space", "app.focus_next", show=False),
    ]

    class Chosen(Message):
        """Another choice was made."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, choices: Sequence[Choice], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._choices = choices
        self._at: dict[int, str] = {}
        """Choices by their first line."""
        self.chosen: str = ""
        """Key of the choice; empty until one is made."""

    def action_move(self, by: int) -> None:
        """The next offered choice; past the last one the keys go on."""
        offered = [choice.key for choice in self._choices if choice.offered]
        at = offered.index(self.chosen) + by if self.chosen else 0
        if at >= len(offered):
            self.app.action_focus_next()
        elif offered:
            self.chosen = offered[max(0, at)]
            self.refresh(layout=True)
            self.post_message(self.Chosen(self.chosen))

    @property
    def line_of_chosen(self) -> int:
        """On which line of the list the choice stands."""
        return next((at for at, key in self._at.items() if key == self.chosen), 0)

    def on_click(self, event: events.Click) -> None:
        """A click chooses what is offered."""
        at = event.get_content_offset(self)
        above = [] if at is None else [key for top, key in self._at.items() if top <= at.y]
        choice = next((c for c in self._choices if above and c.key == above[-1]), None)
        if choice is not None and choice.offered:
            self.chosen = choice.key
            self.refresh(layout=True)
            self.post_message(self.Chosen(self.chosen))

    def lines(self, width: int) -> list[Line]:
        """Every choice with its remark."""
        found: list[Line] = []
        self._at = {}
        for choice in self._choices:
            self._at[len(found)] = choice.key
            here = choice.key == self.chosen
            mark = ("› " if here and self.has_focus else "  ", "bold $lead")
            tick = ("(•) " if here else "( ) ", "bold $lead" if here else INK)
            if not choice.offered:
                tick = (" –  ", RULE)
            style = "bold $lead" if here else BOLD if choice.offered else SOFT
            room = max(10, width - NAME - 6)
            remarks = wrap(choice.remark, room, SOFT)
            if len(remarks) > REMARK_LINES:
                remarks = [*remarks[: REMARK_LINES - 1], line(("and more: see Readiness", SOFT))]
            found.append(line(mark, tick, fit(choice.name, NAME, style), remarks[0]))
            found += [line(fit("", NAME + 6), remark) for remark in remarks[1:]]
        return found

    def on_focus(self) -> None:
        """The mark is drawn."""
        self.refresh()

    def on_blur(self) -> None:
        """The mark goes."""
        self.refresh()
