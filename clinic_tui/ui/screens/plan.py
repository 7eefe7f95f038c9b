"""The plan: dated sessions week by week, changed by hand under the linter, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region

from clinic_tui.desk.errors import DeskError
from clinic_tui.judgement.plan_lint import Broken
from clinic_tui.judgement.plan_standing import difference
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.plan import Plan, Session
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.plan_grid import Grid, day_lines, day_under, grid
from clinic_tui.ui.screens.ask import AskModal
from clinic_tui.ui.screens.chart import NUMBERS, ChartScreen
from clinic_tui.ui.screens.edit_line import EditLine
from clinic_tui.ui.typed import DAY_HINT, UnreadableError
from clinic_tui.ui.typed import day as read_day
from clinic_tui.ui.widgets.banner import NARROW
from clinic_tui.ui.widgets.lines import (
    BOLD,
    DAYS,
    HEAD,
    INK,
    LEAD,
    SOFT,
    WARN,
    Line,
    Lines,
    Rule,
    day,
    line,
    wrap,
)

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.model.person import PatientId


CHANGES = 3
"""Lines of what a new plan would change; the page is for the plan that stands."""


class PlanScreen(ChartScreen, inherit_bindings=False):
    """Made from a programme on the clearance that stands."""

    TAB = "Plan"
    CSS_PATH: ClassVar = ["tab.tcss", "plan.tcss"]
    GROUPS = ("plan", "chart")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("plan"),
        *bindings("chart", "leave"),
        *NUMBERS,
    ]
    HELP = """Arrows choose a day, `e` changes it: `3x walk 4 jog 1`, `walk 15`, `cycle 20`, `rest`,
`to Wed`. What it breaks is said while it is typed; a broken rule is kept only with a reason, which
stands on the plan and on its paper."""
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, patient_id: PatientId) -> None:
        super().__init__(desk, patient_id)
        self.why = ""
        """Why no plan was made when it was asked for."""
        self.chosen: date | None = None
        self._made: Plan | None = None
        self._broken: Sequence[Broken] = ()
        self._answers: Mapping[date, str] = {}
        self._grid = Grid()
        self._above = 0
        self._programme = 0
        self._days: tuple[int, ...] = (0, 2, 4)
        self._followed = False
        """Whether what `m` makes was set to what the runner has; after that it is the hand's."""
        self._start: date | None = None
        self._step: int | None = None
        self._reason = ""

    def body(self) -> ComposeResult:
        """The weeks, the chosen day in full, the line that changes it."""
        with VerticalScroll(id="page", can_focus=False):
            yield Lines(id="main")
        yield Rule(classes="above-day")
        yield Lines(id="day")
        yield EditLine(self.desk, self.patient_id)

    def fill(self, chart: Chart, episode: Episode | None) -> None:
        """Shows what would be made, and the newest plan."""
        if episode is None:
            self.query_one("#main", Lines).show([(self.no_injury, INK)])
            return
        self._made = self.desk.plan(chart)
        self._follow(episode)
        self._broken, self._answers = self._lint(chart)
        if self._made is not None and self._day() is None:
            days = [each.on for each in self._made.sessions]
            self.chosen = min(max(self.desk.today(), days[0]), days[-1])
            if not self.why and not self.desk.stale(chart, self._made):
                self.call_after_refresh(self._into_sight)
        self._draw()

    def _follow(self, episode: Episode) -> None:
        """Made anew, a plan keeps its programme and days unless others are chosen."""
        if self._made is None or self._followed:
            return
        self._followed = True
        ids = [each for each, _ in self._offered(episode)]
        if self._made.programme in ids:
            self._programme = ids.index(self._made.programme)
        self._days = self._made.running_days or self._days

    def _lint(self, chart: Chart) -> tuple[Sequence[Broken], Mapping[date, str]]:
        if self._made is None:
            return (), {}
        try:
            made = self._made
            return self.desk.lint_plan(chart, made), self.desk.plan_weeks(chart, made)
        except DeskError:
            return (), {}  # its clearance or programme is gone, which is said above

    def _draw(self) -> None:
        chart = self.chart
        if chart is None or chart.current_episode is None:
            return
        width = self.page_width
        lines = list(self._top(chart, chart.current_episode, width))
        self._above = len(lines)
        if self._made is not None:
            shown = grid(
                self._made, self._broken, self._answers, self.chosen, self.desk.today(), width
            )
            self._grid = shown
            lines += [*shown.lines, *_rest(self._made, width)]
        self.query_one("#main", Lines).show(lines)
        session = self._day()
        pane = self.query_one("#day", Lines)
        hidden = self.has_class("-editing") and self.app.size.width < NARROW
        pane.display = session is not None and not hidden
        if session is not None and self._made is not None:
            pane.show(day_lines(self._made, session, width))

    def _top(self, chart: Chart, episode: Episode, width: int) -> Iterator[Line]:
        standing = self.desk.standing(chart)
        if self._made is not None and (stale := self.desk.stale(chart, self._made)):
            for said in stale:
                yield from wrap(f"! Stale: {said}", width, "bold $warn", indent=2)
            if standing.allows:
                make = self.key("plan.make")
                yield from _changes(self.desk.would_change(chart, self._made), width, make)
        if not standing.allows:
            said = f"× No plan may be made: clearance is {standing.sentence}"
            yield from wrap(said, width, "bold $warn", indent=2)
        if self.why:
            yield from wrap(f"× {self.why}", width, "bold $warn", indent=2)
        yield from self._choice(episode, width)
        if self._made is None:
            yield from ("", ("No plan was made yet.", SOFT))
            return
        made = self._made
        yield ""
        yield from wrap(f"{made.programme_name}, version {made.programme_version}", width, BOLD)
        running = f"running {_words(made.running_days)}; " if made.running_days else ""
        span = f"{running}{day(made.start)} to {day(made.until)}, nothing after it"
        yield from wrap(f"{span}; made {day(made.made_at.date())}", width, SOFT)
        if made.goal is not None:
            yield from wrap(f"{made.goal.name}: {made.goal.sentence}", width)
        if not standing.allows:
            yield from wrap("× not to be followed: no clearance stands", width, "bold $warn")
        if width >= NARROW:
            legend = ("a block is two minutes in a week, one in a day; * changed by hand", SOFT)
            yield line(("▄", SOFT), (" walk  ", SOFT), ("█", LEAD), (" jog   ", SOFT), legend)
        yield ""

    def _choice(self, episode: Episode, width: int) -> Iterator[Line]:
        name = self._offered(episode)[self._programme][1] if self._offered(episode) else "none"
        start = day(self._start or self.desk.today())
        step = f"; at step {self._step}" if self._step else ""
        said = f"{name}; running {_words(self._days)}; from {start}{step}"
        head = f"{self.key('plan.make')} makes: "
        yield line((head, HEAD), wrap(said, width - len(head), BOLD)[0])

    def _offered(self, episode: Episode) -> list[tuple[str, str]]:
        """Programmes that are for this class, by id and name, the protocol's own first."""
        library = self.desk.library
        rules = library.protocol_for(episode.diagnosis)
        first = rules.programmes if rules else ()
        fitting = {
            p.id: p.name for p in library.programmes.values() if episode.diagnosis in p.classes
        }
        order = [*first, *fitting]
        return [(each, fitting[each]) for each in dict.fromkeys(order) if each in fitting]

    # The days

    def on_click(self, event: events.Click) -> None:
        """A click chooses a day, as the arrows do."""
        pane = self.query_one("#main", Lines)
        row = pane.row_under(event)
        if row is None or self.has_class("-editing"):
            return
        column = event.screen_x - pane.content_region.x
        found = day_under(self._grid, row - self._above, column, self.page_width)
        planned = self._made is not None and any(s.on == found for s in self._made.sessions)
        if planned and found != self.chosen:
            self.chosen = found
            self._draw()

    def _day(self) -> Session | None:
        sessions = self._made.sessions if self._made is not None else ()
        return next((each for each in sessions if each.on == self.chosen), None)

    def action_choose(self, days: int) -> None:
        """The day before or after, or a week up or down."""
        if self._made is None or self.chosen is None:
            return
        known = [each.on for each in self._made.sessions]
        wanted = self.chosen + timedelta(days=days)
        self.chosen = min(max(wanted, known[0]), known[-1])
        self._draw()
        self.call_after_refresh(self._into_sight)

    def _into_sight(self) -> None:
        if self.chosen not in self._grid.at:
            return
        first = self.chosen == min(self._grid.at)
        top = 0 if first else self._above + self._grid.at[self.chosen] - 1
        bottom = self._above + self._grid.at[self.chosen] + 3
        page = self.query_one("#page", VerticalScroll)
        page.scroll_to_region(Region(0, top, 1, bottom - top), animate=False, immediate=True)

    def action_edit(self) -> None:
        """Changes the chosen day."""
        session = self._day()
        if session is None or self.chart is None or self._made is None or not self.may_sign():
            return
        self.add_class("-editing")
        self._draw()
        self.query_one(EditLine).open(self.chart, self._made, session)
        self.call_after_refresh(self._into_sight)

    def on_edit_line_kept(self) -> None:
        """The plan has a new version."""
        self.leave_edit()
        self.notify("Plan saved as its next version.", markup=False)
        self.read()

    def leave_edit(self) -> None:
        """The keys go back to the weeks."""
        self.remove_class("-editing")
        self.set_focus(None)
        self._draw()

    def why_stay(self) -> str:
        """Whether a day is half changed."""
        if self.has_class("-editing") and self.query_one(EditLine).typed:
            return "This day is not changed yet: enter keeps what you typed, esc drops it."
        return ""

    def action_leave(self) -> None:
        """Out of the line first, then to the patients."""
        if self.has_class("-editing"):
            self.leave_edit()
        else:
            self.app.pop_screen()

    # Making one

    def action_make(self) -> None:
        """Makes the plan and keeps it, or says why there is none."""
        if self.chart is None or self.chart.current_episode is None:
            return
        offered = self._offered(self.chart.current_episode)
        programme = offered[self._programme][0] if offered else None
        try:
            made = self.desk.make_plan(
                self.patient_id, programme, self._start, self._days, self._step, self._reason
            )
        except DeskError as error:
            self.complain(error)
            return
        self.why = "" if isinstance(made, Plan) else made.sentence
        if isinstance(made, Plan):
            self.chosen = None
            self.notify(_saved(self._made, made), markup=False)
        self.read()

    def action_programme(self) -> None:
        """The next programme."""
        if self.chart is not None and self.chart.current_episode is not None:
            offered = self._offered(self.chart.current_episode)
            self._programme = (self._programme + 1) % max(1, len(offered))
            self._step = None
            self.read()

    def action_days(self) -> None:
        """Asks for the running days."""

        def chosen(typed: str | None) -> None:
            if typed:
                self._days = _read_days(typed)
                self.read()

        start = _words(self._days)
        question = AskModal(
            "Running days?", hint="such as Mon Wed Fri", start=start, read=_read_days
        )
        self.app.push_screen(question, chosen)

    def action_begin(self) -> None:
        """Asks for the first day."""

        def chosen(typed: str | None) -> None:
            if typed is not None:
                self._start = read_day(typed)
                self.read()

        start = (self._start or self.desk.today()).isoformat()
        question = AskModal("First day of the plan?", hint=DAY_HINT, start=start, read=read_day)
        self.app.push_screen(question, chosen)

    def action_step(self) -> None:
        """Asks for a later start step, and why."""
        from clinic_tui.ui.screens.start_step import ask_step

        if self.may_sign():
            ask_step(self, self._stepped)

    def _stepped(self, step: int | None, reason: str) -> None:
        self._step, self._reason = step, reason
        self.read()

    def action_calendar(self) -> None:
        """Writes the plan as a calendar file."""

        def chosen(typed: str | None) -> None:
            if not typed:
                return
            target = Path(typed).expanduser()
            try:
                self.desk.write_calendar(self.patient_id, target)
            except DeskError as error:
                self.complain(error)
                return
            self.notify(f"Written: {target}", markup=False, timeout=12)

        start = str(Path.home() / "plan.ics")
        hint = "a file that calendars open; it holds days and sessions, and no name"
        self.app.push_screen(AskModal("Calendar into which file?", hint=hint, start=start), chosen)


def _changes(changes: Sequence[str], width: int, make: str) -> Iterator[Line]:
    """What a new plan would have otherwise: the first lines, and how many more."""
    if not changes:
        yield (f"  Made anew it would be the same; {make} makes it.", SOFT)
        return
    yield ("  Made anew it would say:", SOFT)
    for each in changes[:CHANGES]:
        yield from (line((" " * 4, INK), row) for row in wrap(each, width - 4, INK, indent=2))
    if (more := len(changes) - CHANGES) > 0:
        yield (f"    and {more} {'line' if more == 1 else 'lines'} more", SOFT)


def _saved(before: Plan | None, made: Plan) -> str:
    """That a plan was kept, and how much of it is otherwise than in the one before."""
    if before is None:
        return "Plan saved."
    changes = difference(before, made, made.start)
    if not changes:
        return "Plan saved; no day is otherwise than before."
    more = f", and {len(changes) - 1} more" if len(changes) > 1 else ""
    return f"Plan saved. Otherwise than before: {changes[0]}{more}."


def _rest(made: Plan, width: int) -> Iterator[Line]:
    """Milestones, and what is marked on the plan."""
    if made.milestones:
        yield ("Milestones, at the earliest", HEAD)
        for each in made.milestones:
            yield from wrap(f"{day(each.on)}: {each.name}", width, INK, indent=13)
        yield ""
    if made.notes:
        yield ("Marked", HEAD)
        for note in made.notes:
            yield from wrap(f"! {note}", width, WARN, indent=2)


def _read_days(typed: str) -> tuple[int, ...]:
    """Weekdays from their names, 0 for Monday."""
    names = [name.lower() for name in DAYS]
    found = {word[:3] for word in typed.lower().replace(",", " ").split()}
    if not found or not found <= set(names):
        raise UnreadableError("expected days such as Mon Wed Fri")
    return tuple(sorted(names.index(word) for word in found))


def _words(days: tuple[int, ...]) -> str:
    return " ".join(DAYS[each] for each in days)
