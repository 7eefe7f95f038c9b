"""The red-flag screen: every row asked, y or n, and what to do the moment one is present."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Footer

from clinic_tui.knowledge.triage import Flag
from clinic_tui.model.assessment import FlagId
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.keymap import keymap_of
from clinic_tui.ui.own_turn import is_whole
from clinic_tui.ui.visit import Visit
from clinic_tui.ui.widgets.banner import NARROW, Banner
from clinic_tui.ui.widgets.late_keys import passed_on
from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    LEAD,
    SOFT,
    Line,
    Lines,
    between,
    line,
    wrap,
)

if TYPE_CHECKING:
    from clinic_tui.ui.screens.assessment import AssessmentScreen

SUSPENDS = (
    "Stops readiness, clearance and plan until a named physiotherapist or physician has written "
    "what was found."
)
HIDES = "May hide pain: criteria that pain could fail stay unknown."
TALL = 34
"""Lines of screen from which open rows show the whole question, not only the one that is asked."""
ROOM = 6
"""Lines kept in sight under the row that is asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One row of the screen."""

    asks: str
    key: str
    flag: Flag | None = None

    def answer(self, visit: Visit) -> bool | None:
        """Today's answer."""
        if self.flag is not None:
            return visit.record.answered(FlagId(self.flag.id))
        answer: bool | None = getattr(visit.record.masking, self.key)
        return answer

    def take(self, visit: Visit, present: bool) -> None:
        """Writes an answer into the draft."""
        if self.flag is not None:
            visit.record.answer(FlagId(self.flag.id), present)
        else:
            visit.record.mask(self.key, present)


MASKING = (
    Asked("Painkiller in the last 24 hours?", "painkiller_24h"),
    Asked("Injection into or near the hip in the last 6 weeks?", "injection_6w"),
)


class FlagsScreen(Screen[bool]):
    """Answers true to go on to the sheet, false to leave the assessment."""

    CSS_PATH = "flags.tcss"
    GROUPS: ClassVar[tuple[str, ...]] = ("flags",)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("flags"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]
    HELP = "y and n answer the row under the mark and go to the next one that is open."

    def __init__(self, assessment: AssessmentScreen) -> None:
        super().__init__()
        self._assessment = assessment
        self.visit = assessment.visit
        flags = self.visit.library.triage.flags
        self.rows = (*(Asked(flag.asks, flag.id, flag) for flag in flags), *MASKING)
        self._lines_of: dict[int, int] = {}
        # A row that nobody answered today has the mark.
        self.at = next((i for i, row in enumerate(self.rows) if row.answer(self.visit) is None), 0)

    def compose(self) -> ComposeResult:
        """Banner, the rows, footer."""
        yield Banner(doing="Red flags")
        yield Lines(id="standing")
        with VerticalScroll(id="asked", can_focus=False):
            yield Lines(id="rows")
        yield Footer()

    def on_mount(self) -> None:
        """Shows the rows once the width is known."""
        self._assessment.listener = self.show
        visit = self.visit
        self.query_one(Banner).about(visit.chart.patient, visit.episode, visit.record.today)
        self.call_after_refresh(self.show)

    def on_resize(self) -> None:
        """Questions are wrapped to the width."""
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Draws all rows and keeps the one that is asked in sight."""
        pane = self.query_one_optional("#rows", Lines)
        if pane is None or not is_whole(self):
            return
        # The pane itself may still have the padding of another width.
        width = self.size.width - (5 if self.size.width < NARROW else 7)
        lines: list[Line] = []
        top = 0
        self._lines_of = {}
        for index, row in enumerate(self.rows):
            if index == len(self.rows) - len(MASKING):
                lines += ["", ("What may hide pain", HEAD)]
            self._lines_of[len(lines)] = index
            if index == self.at:
                top = len(lines)
            lines += self._row(row, width, number=index + 1, here=index == self.at)
        pane.show(lines)
        self.query_one(Banner).say(f"Red flags · {self._assessment.keeper.words}")
        self.query_one("#standing", Lines).show(self._standing(width))
        box = self.query_one(VerticalScroll)
        region = Region(0, max(0, top - 2), 1, ROOM)
        self.call_after_refresh(box.scroll_to_region, region, animate=False, immediate=True)

    def _standing(self, width: int) -> list[Line]:
        left = self.visit.open_questions
        total = len(self.rows)
        count = f"{total - left} of {total} answered" if left else f"✓ all {total} answered"
        title = line(("Red flags", BOLD), ("   asked at every visit", SOFT))
        lines: list[Line] = [between(title, line((count, BOLD if left else LEAD)), width)]
        readiness = self._assessment.readiness
        for flag in readiness.flags if readiness else ():
            if not flag.resolved and not self.visit.record.answered(FlagId(flag.flag)):
                said = f"▲ stands, by an earlier visit or a reading: {flag.name}"
                lines += wrap(said, width, "bold $warn")
        return lines

    def _row(self, row: Asked, width: int, *, number: int, here: bool) -> Iterator[Line]:
        answer = row.answer(self.visit)
        brief = (
            row.flag is not None and not here and (answer is not None or self.size.height < TALL)
        )
        name = row.flag.name if row.flag and brief else row.asks
        said, style = {
            True: ("▲ YES", "bold $warn"),
            False: ("✓ no", LEAD),
            None: ("? not asked", BOLD if here else SOFT),
        }[answer]
        ink = BOLD if here else INK if answer is None else SOFT
        if answer:
            ink = "bold $warn"
        mark = line(("› " if here else "  ", "bold $lead"), (f"{number:>2}  ", SOFT))
        texts = wrap(name, width - 20, ink)
        yield between(line(mark, texts[0]), line((said, style)), width)
        yield from (line("      ", text) for text in texts[1:])
        if answer:
            yield from self._what_to_do(row, width)

    def _what_to_do(self, row: Asked, width: int) -> Iterator[Content]:
        room = width - 8
        if row.flag is None:
            yield from (line("      ", text) for text in wrap(HIDES, room))
            return
        flag = row.flag
        resolution = self.visit.record.resolution(FlagId(flag.id))
        if resolution is not None:
            found = f"✓ resolved by {resolution.by.name}: {resolution.found}"
            yield from (line("      ", text) for text in wrap(found, room))
            return
        urgent = f"{flag.urgency.words.upper()}: {flag.do}"
        yield from (line("      ", text) for text in wrap(urgent, room, "bold $warn"))
        if flag.suspends:
            yield from (line("      ", text) for text in wrap(SUSPENDS, room))

    def on_click(self, event: events.Click) -> None:
        """A click puts the mark on a row."""
        at = self.query_one("#rows", Lines).row_under(event)
        above = [] if at is None else [i for top, i in self._lines_of.items() if top <= at]
        if above:
            self.at = above[-1]
            self.show()

    def on_key(self, event: events.Key) -> None:
        """Does what a key means at once; what is typed after the last row is the sheet's."""
        if passed_on(self, event):
            return
        if action := keymap_of(self.app).actions("flags").get(event.key):
            event.stop()
            getattr(self, f"action_{action}")()

    def _answer(self, present: bool) -> None:
        self.rows[self.at].take(self.visit, present)
        count = len(self.rows)
        later = ((self.at + step) % count for step in range(1, count))
        open_row = next((i for i in later if self.rows[i].answer(self.visit) is None), None)
        self.at = min(self.at + 1, count - 1) if open_row is None else open_row
        self._assessment.changed()
        self.show()

    def action_yes(self) -> None:
        """The sign is present."""
        self._answer(True)

    def action_no(self) -> None:
        """Asked, and not present."""
        self._answer(False)

    def action_move(self, by: int) -> None:
        """Another row."""
        self.at = max(0, min(len(self.rows) - 1, self.at + by))
        self.show()

    def action_sheet(self) -> None:
        """On to the measurements; rows that are open stay open and are said."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Back to the chart; what was answered is kept."""
        self.dismiss(False)
