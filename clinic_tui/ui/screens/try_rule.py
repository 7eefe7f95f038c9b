"""A rule tried on the past: whose verdict would be another one, and why. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Footer

from clinic_tui.desk import tried_words
from clinic_tui.desk.errors import DeskError
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.own_turn import is_whole
from clinic_tui.ui.typed import UnreadableError
from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    LEAD,
    RULE,
    SOFT,
    WARN,
    Line,
    Lines,
    Rule,
    line,
    wrap,
)

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.desk.tried import Tried, Turned
    from clinic_tui.knowledge.protocol import Protocol

ABOUT = "Every signed assessment by another rule, each for the day it was judged for; only read."
BAR = 40
STEPS = 50
"""How often the bar is drawn anew, at most."""
FILE = "\0file"


class TryRuleScreen(Screen[None]):
    """One page: how far it is, then counts, then whose verdict would change."""

    CSS_PATH = "try_rule.tcss"
    GROUPS: ClassVar[tuple[str, ...]] = ("try",)
    BINDINGS = bindings("try")
    HELP = """Nothing is stored and no verdict changes: what was signed stays as it was signed.
Each assessment is judged with what the record held when it was signed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._protocol: Protocol | None = None
        self._tried: Tried | None = None
        self._said = ""
        self._at = (0, 0)
        self._turn = 0
        """Which run goes on; one that was stopped has an older number."""
        self._working = False
        self._marked = 0
        self._lines_of: list[int] = []
        """First line of each patient who is listed."""

    def compose(self) -> ComposeResult:
        """Heading and page."""
        yield Lines(id="title")
        yield Rule()
        with VerticalScroll(id="page"):
            yield Lines(id="main")
        yield Footer()

    def on_mount(self) -> None:
        """Asks which rule."""
        self.call_after_refresh(self._show)
        self.call_after_refresh(self.action_choose)

    def on_resize(self) -> None:
        """Lines are wrapped to the width."""
        self.call_after_refresh(self._show)

    def action_choose(self) -> None:
        """A protocol of the clinic, or a file."""
        from clinic_tui.ui.screens.choose import Choice, ChooseModal

        try:
            known = self.desk.library.protocols
        except DeskError as error:
            self._refused(error)
            return
        choices = [
            Choice("a TOML file", FILE, "a changed protocol, wherever it lies"),
            *(Choice(p.name, p.id, f"{p.id}, version {p.version}") for p in known.values()),
        ]
        self.app.push_screen(ChooseModal("Which rule is to be tried?", "", choices), self._chosen)

    def _chosen(self, named: str | None) -> None:
        if named is None:
            return
        if named != FILE:
            self._begin(named)
            return
        from clinic_tui.ui.screens.ask import AskModal

        modal = AskModal("Which file?", hint="a protocol, *.toml", read=self._readable)
        self.app.push_screen(modal, self._begin)

    def _readable(self, typed: str) -> object:
        try:
            return self.desk.protocol_to_try(typed.strip())
        except DeskError as error:
            raise UnreadableError(error.sentence) from error

    def _begin(self, named: str | None) -> None:
        if not named:
            return
        try:
            protocol = self.desk.protocol_to_try(named)
        except DeskError as error:
            self._refused(error)
            return
        self._protocol, self._tried, self._said, self._marked = protocol, None, "", 0
        self._turn += 1
        self._working, self._at = True, (0, 0)
        run = self._turn
        self.run_worker(lambda: self._work(protocol, run), thread=True, exit_on_error=False)
        self._show()

    def _work(self, protocol: Protocol, run: int) -> None:
        def told(looked: int, charts: int) -> bool:
            if looked % max(1, charts // STEPS) == 0:
                self.app.call_later(self._reached, run, looked, charts)
            return self._turn == run and self._working

        try:
            tried = self.desk.try_protocol(protocol, told)
        except DeskError as error:
            self.app.call_later(self._ended, run, None, error.sentence)
        else:
            self.app.call_later(self._ended, run, tried, "")

    def _reached(self, run: int, looked: int, charts: int) -> None:
        if run == self._turn and self._working:
            self._at = (looked, charts)
            self._show()

    def _ended(self, run: int, tried: Tried | None, said: str) -> None:
        if run == self._turn:
            self._working, self._tried, self._said = False, tried, said
            self._show()
            self.refresh_bindings()

    def _refused(self, error: DeskError) -> None:
        self._said = error.sentence
        self._show()

    def _show(self) -> None:
        main = self.query_one_optional("#main", Lines)
        if main is None or not is_whole(self):
            return
        width = max(20, main.size.width or self.app.size.width - 6)
        title: list[Line] = [("A rule tried on the past", BOLD), *wrap(ABOUT, width, SOFT)]
        self.query_one("#title", Lines).show(title)
        lines: list[Line] = []
        self._lines_of = []
        for at, each in self._lines(width):
            if at is not None:
                self._lines_of.append(len(lines))
            lines.append(each)
        main.show(lines)

    @property
    def _listed(self) -> Sequence[Turned]:
        """Whose verdict would be another one, once that is known."""
        return self._tried.turned if self._tried is not None and not self._working else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A chart is offered where somebody is listed."""
        return bool(self._listed) if action in ("open", "mark") else True

    def action_mark(self, by: int) -> None:
        """Another patient of the list."""
        self._marked = max(0, min(len(self._listed) - 1, self._marked + by))
        self._show()
        region = Region(0, max(0, self._lines_of[self._marked] - 2), 1, 6)
        page = self.query_one("#page", VerticalScroll)
        page.scroll_to_region(region, animate=False, immediate=True)

    def action_open(self) -> None:
        """The chart of the marked patient, over this page."""
        from clinic_tui.ui.screens.tabs import open_tab

        open_tab(self.app, self.desk, self._listed[self._marked].patient_id, "readiness")

    def on_click(self, event: events.Click) -> None:
        """A click marks a patient; on the marked one it opens the chart."""
        row = self.query_one("#main", Lines).row_under(event)
        above = [at for at, top in enumerate(self._lines_of) if row is not None and top <= row]
        if not above or not self._listed:
            return
        if above[-1] == self._marked:
            self.action_open()
        else:
            self.action_mark(above[-1] - self._marked)

    def _lines(self, width: int) -> Iterator[tuple[int | None, Line]]:
        """What the page says; the first line of a listed patient has its number."""
        if self._working or self._tried is None:
            yield from ((None, each) for each in self._told(width))
            return
        for each in self._told(width):
            yield None, each
        yield from found(self._tried, width, self._marked)

    def _told(self, width: int) -> Iterator[Line]:
        rule = self._protocol
        if rule is not None:
            yield line((rule.name, BOLD), (f"  {rule.id}, version {rule.version}", SOFT))
            yield ""
        if self._working:
            yield bar(*self._at, min(BAR, width - 24))
            yield ("esc stops; what was found until then is shown.", SOFT)
        elif self._tried is None and not self._said:
            yield from wrap("c chooses the rule: one of the clinic, or a TOML file.", width)
        if self._said:
            yield from wrap(f"× {self._said}", width, "bold $warn", indent=2)

    def action_leave(self) -> None:
        """Stops what is running; else back."""
        if self._working:
            self._working = False
            self._show()
        else:
            self.dismiss()


def bar(looked: int, charts: int, width: int) -> Line:
    """How far it is, as a bar and in words."""
    done = looked * width // charts if charts else 0
    words = f"  {looked} of {charts} charts" if charts else "  reading …"
    return line(("█" * done, LEAD), ("─" * (width - done), RULE), (words, INK))


def found(tried: Tried, width: int, marked: int) -> Iterator[tuple[int | None, Line]]:
    """Counts, then each verdict that would be another one, then what was left out.

    Args:
        tried: what came of it.
        width: columns.
        marked: which of the listed the keys are about.
    """
    first, *rest = tried_words.counts(tried)
    yield from ((None, row) for row in wrap(first, width, BOLD))
    for sentence in rest:
        for row in wrap(sentence, width - 2, INK, indent=2):
            yield None, line("  ", row)
    for number, each in enumerate(tried.turned):
        yield None, ""
        name, *more = wrap(tried_words.turned(each), width - 2, BOLD)
        yield number, line(("› " if number == marked else "  ", "bold $lead"), name)
        yield from ((None, line("  ", row)) for row in more)
        said = [] if each.signed_by == tried.name else [(f"signed by {each.signed_by}", SOFT)]
        said += [(reason, INK) for reason in tried_words.reasons(each)]
        for text, ink in said:
            for row in wrap(text, width - 4, ink, indent=2):
                yield None, line("    ", row)
    if tried.wrong:
        yield None, ""
        yield None, ("Left out", HEAD)
        for sentence in tried.wrong:
            yield from ((None, row) for row in wrap(f"! {sentence}", width, WARN, indent=2))
