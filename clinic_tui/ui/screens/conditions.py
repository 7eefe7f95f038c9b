"""How a test is done: position, device and model, make or break, lever arm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from clinic_tui.judgement.values import day, plain
from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.reading import Measured, Reading
from clinic_tui.model.text import shown
from clinic_tui.model.words import Contraction
from clinic_tui.ui.conditions import Conditions, conditions_of
from clinic_tui.ui.grammar import TypingError, lever
from clinic_tui.ui.widgets.lines import BOLD, INK, LEAD, SOFT, Line, Lines, line, wrap
from clinic_tui.ui.widgets.pasted import SafeInput
from clinic_tui.ui.wording import full_name


class Cycle(Widget, can_focus=True):
    """One of a few words; left and right go through them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
    ]

    def __init__(self, words: Sequence[str], now: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._words = list(dict.fromkeys((*words, *([now] if now else []))))
        self._at = self._words.index(now) if now in self._words else 0

    @property
    def value(self) -> str:
        """The word that is chosen."""
        return self._words[self._at] if self._words else ""

    def render(self) -> Content:
        """The word between its arrows, and how many others there are."""
        style = "bold reverse $lead" if self.has_focus else INK
        if len(self._words) < 2:
            return line((self.value or "none", INK))
        count = f"   {self._at + 1} of {len(self._words)}"
        return line(("‹ ", LEAD), (f" {self.value} ", style), (" ›", LEAD), (count, SOFT))

    def action_turn(self, by: int) -> None:
        """The next or the last word."""
        if self._words:
            self._at = (self._at + by) % len(self._words)
        self.refresh()


class ConditionsModal(ModalScreen[Conditions | None]):
    """Enter keeps, escape leaves all as it is."""

    HELP = """How this test is done today: position, device, contraction, lever. Up and
down go through them, left and right through the words of one. Values are compared only where the
conditions are the same; the device is taken over by the empty rows of the group. `enter` keeps,
`esc` leaves all as it is."""

    CSS_PATH = "conditions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("enter", "keep", show=False, priority=True),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, measure: Measure, now: Conditions, before: Reading | None) -> None:
        super().__init__()
        self._measure = measure
        self._now = now
        self._before = before

    def compose(self) -> ComposeResult:
        """One line for each condition that this test has."""
        measure, now = self._measure, self._now
        with Vertical(id="box"):
            yield Lines(id="about")
            if measure.positions:
                yield from self._line(
                    "position", Cycle(measure.positions, now.position, id="position")
                )
            if measure.devices:
                yield from self._line("device", Cycle(measure.devices, now.device, id="device"))
                model = SafeInput(
                    shown(now.model), placeholder="as on its plate", max_length=200, id="model"
                )
                yield from self._line("model", model)
            if measure.contractions:
                words = [each.value for each in measure.contractions]
                made = now.contraction.value if now.contraction else ""
                yield from self._line("test", Cycle(words, made, id="contraction"))
            if measure.lever:
                metres = "" if now.lever_m is None else plain(now.lever_m)
                hint = "joint to dynamometer, such as 0.38 or 38cm"
                yield from self._line("lever, m", SafeInput(metres, placeholder=hint, id="lever"))
            yield Lines(id="said")

    def _line(self, name: str, field: Widget) -> ComposeResult:
        label = Lines(classes="label")
        label.show([(name, SOFT)])
        with Horizontal(classes="condition"):
            yield label
            yield field

    def on_mount(self) -> None:
        """Says what it is about, and what held last time."""
        lines: list[Line] = [line((full_name(self._measure), BOLD), (", how it is done", SOFT))]
        if isinstance(self._before, Measured):
            was = f"on {day(self._before.on)}: {conditions_of(self._before).words or 'not said'}"
            lines += wrap(was, 66, SOFT)
        lines += wrap("Readings are compared only in the same conditions.", 66, SOFT)
        self.query_one("#about", Lines).show([*lines, ""])
        self._say("")

    def _say(self, trouble: str) -> None:
        keys = line(
            *(("↑↓", LEAD), (" line    ", SOFT), ("←→", LEAD), (" choose    ", SOFT)),
            *(("enter", LEAD), (" keep    ", SOFT), ("esc", LEAD), (" leave it as it is", SOFT)),
        )
        self.query_one("#said", Lines).show([(trouble and f"! {trouble}", "bold $warn"), keys])

    def action_keep(self) -> None:
        """Hands the conditions back, if the lever can be read."""
        typed = self._typed("lever")
        try:
            words = typed.lower().split()
            lever_m = lever(words) if words else None
            if words:
                raise TypingError(f"one length only, not “{' '.join(words)}” after it")
        except TypingError as error:
            self._say(str(error))
            self.query_one("#lever").focus()
            return
        made, model = self._chosen("contraction"), self._typed("model")
        self.dismiss(
            Conditions(
                position=self._chosen("position"),
                device=self._chosen("device"),
                model=self._now.model if model == shown(self._now.model) else model.strip(),
                contraction=Contraction(made) if made else None,
                lever_m=lever_m,
            )
        )

    def why_stay(self) -> str:
        """What is set here is kept by enter alone."""
        return "The conditions are open: enter keeps them, esc leaves them as they were."

    def action_leave(self) -> None:
        """Nothing is changed."""
        self.dismiss(None)

    def _chosen(self, name: str) -> str:
        found = self.query_one_optional(f"#{name}", Cycle)
        return "" if found is None else found.value

    def _typed(self, name: str) -> str:
        found = self.query_one_optional(f"#{name}", Input)
        return "" if found is None else found.value
