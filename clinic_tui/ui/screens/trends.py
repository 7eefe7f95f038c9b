"""Trends: every measure over the visits, with target, good side and measurement error."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.ui import trend_page, trend_table
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.own_turn import is_whole
from clinic_tui.ui.screens.chart import NUMBERS, ChartScreen
from clinic_tui.ui.widgets.lines import INK, SOFT, Line, Lines, day, line, wrap

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.judgement.trend import Trend
    from clinic_tui.model.person import PatientId

CHOICES = {"": "all measures", "open": "not met or unknown", "real": "really changed"}


class TrendsScreen(ChartScreen, inherit_bindings=False):
    """Small pictures of all measures, or the same numbers as a table."""

    TAB = "Trends"
    CSS_PATH = "tab.tcss"
    GROUPS = ("trends", "chart")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("trends"),
        *bindings("chart", "assess", "leave"),
        *NUMBERS,
    ]
    HELP = """A change is real where it is more than the test's measurement error, counted from the
first visit whose conditions still hold. A gap is a visit without that test, never a zero."""

    def __init__(self, desk: Desk, patient_id: PatientId) -> None:
        super().__init__(desk, patient_id)
        self._trends: tuple[Trend, ...] = ()
        self._which = ""
        self._page = 0
        self._back = 0
        """How many of the newest visits the table leaves out."""
        self._as_table = False

    def body(self) -> ComposeResult:
        """One page that scrolls where it must."""
        with VerticalScroll(id="page"):
            yield Lines(id="main")

    def fill(self, chart: Chart, episode: Episode | None) -> None:
        """Shows the chosen trends as pictures or as a table."""
        self._trends = self.desk.trends(chart, episode) if episode else ()
        # The banner has only now been told who it is; what it leaves is known after its layout.
        self.call_after_refresh(self._show, chart, episode)

    def _show(self, chart: Chart, episode: Episode | None) -> None:
        main = self.query_one_optional("#main", Lines)
        if main is None or not is_whole(self):
            return
        if episode is None:
            main.show([("No injury entered yet: i enters it.", INK)])
        elif not self._trends:
            said = "No signed assessment yet: a begins one. What is not signed is not drawn."
            main.show(wrap(said, self.page_width))
        elif self._as_table:
            main.show(self._table(episode))
        else:
            main.show(self._pictures(chart, episode))

    def _weeks(self, episode: Episode) -> list[int]:
        return [episode.weeks_on(point.on)[0] for point in self._trends[0].points]

    def _pictures(self, chart: Chart, episode: Episode) -> list[Line]:
        width, weeks = self.page_width, self._weeks(episode)
        shown = trend_page.chosen(self._trends, self._which)
        newest = self._trends[0].points[-1].on
        head = [
            *trend_page.summary(self._trends, newest, width),
            *trend_page.key(episode, width),
            *_draft(chart, episode, width),
        ]
        room = self.query_one("#page", VerticalScroll).scrollable_content_region.height
        laid = trend_page.grid(width, room - len(head) - 2)
        pages = max(1, -(-len(shown) // laid.at_once))
        self._page = min(self._page, pages - 1)
        first = self._page * laid.at_once
        last = min(first + laid.at_once, len(shown))
        which = CHOICES.get(self._which, self._which)
        count = f"{which}, {first + 1} to {last} of {len(shown)}" if shown else f"{which}: none"
        more = f"  · page {self._page + 1} of {pages}, ← →" if pages > 1 else ""
        since = "  · since the first visit"
        if len(count + more + since) > width:
            since = ""
        return [
            *head,
            line((count + more + since, SOFT)),
            "",
            *trend_page.panels(shown, weeks, laid, self._page),
        ]

    def _table(self, episode: Episode) -> list[Line]:
        width = self.page_width
        weeks = self._weeks(episode)
        room = trend_table.fitting(width)
        self._back = max(0, min(self._back, len(weeks) - room))
        first = max(0, len(weeks) - room - self._back)
        moved = f"  · older visits: {first}, ←" if first else ""
        moved += f"  · newer visits: {self._back}, →" if self._back else ""
        newest = self._trends[0].points[-1].on
        return [
            *trend_page.summary(self._trends, newest, width),
            line(("every value of every signed visit", SOFT), (moved, SOFT)),
            "",
            *trend_table.table(self._trends, weeks, first, width),
        ]

    def action_table(self) -> None:
        """The same numbers as a table, or the pictures again."""
        self._as_table = not self._as_table
        self.read()
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def action_further(self, by: int) -> None:
        """Other pictures, or other visits of the table."""
        if self._as_table:
            self._back = max(0, self._back - by)
        else:
            self._page = max(0, self._page + by)
        self.read()

    def action_measures(self) -> None:
        """Chooses which measures are drawn."""
        from clinic_tui.ui.screens.choose import Choice, ChooseModal

        groups = dict.fromkeys(t.measure.group.value for t in self._trends if t.drawn)
        choices = [
            Choice(name.capitalize(), which, f"{len(trend_page.chosen(self._trends, which))}")
            for which, name in {**CHOICES, **{group: group for group in groups}}.items()
        ]

        def chosen(which: str | None) -> None:
            if which is not None:
                self._which, self._page, self._as_table = which, 0, False
                self.read()

        if groups:
            self.app.push_screen(ChooseModal("Which measures?", "", choices), chosen)

    def action_visits(self) -> None:
        """Two visits side by side."""
        self.action_tab("Assessments")


def _draft(chart: Chart, episode: Episode, width: int) -> list[Line]:
    """Says what is not drawn."""
    drafts = [a for a in chart.of_episode(episode.id) if a.signed is None]
    if not drafts:
        return []
    return [*wrap(f"An unsigned draft of {day(drafts[-1].on)} is not drawn.", width, SOFT)]
