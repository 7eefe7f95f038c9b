"""The diary: rows of the paper typed and kept, the course on one time line, advice decided on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region

from clinic_tui.desk.errors import DeskError
from clinic_tui.desk.running import Course
from clinic_tui.judgement.clearance import Standing
from clinic_tui.judgement.diary import rows
from clinic_tui.judgement.pain import Advised, advise
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.runlog import RunLog, RunLogId
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.course_days import CourseDay, RunDay, course_days, stop_of
from clinic_tui.ui.course_lines import day_lines
from clinic_tui.ui.course_top import out_of_step, place_lines, stop_lines
from clinic_tui.ui.keymap import keymap_of
from clinic_tui.ui.own_turn import is_whole
from clinic_tui.ui.screens import advice
from clinic_tui.ui.screens.chart import NUMBERS, ChartScreen
from clinic_tui.ui.screens.paper_rows import PaperRows
from clinic_tui.ui.screens.tabs import TABS
from clinic_tui.ui.widgets.lines import INK, SOFT, WARN, Line, Lines, wrap

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.model.person import PatientId


class DiaryScreen(ChartScreen, inherit_bindings=False):
    """What the runner wrote, what the pain rule says of it, and what a clinician decided."""

    TAB = "Diary"
    CSS_PATH: ClassVar = ["tab.tcss", "diary.tcss"]
    GROUPS = ("diary", "chart")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("diary"),
        *bindings("chart", "leave"),
        *NUMBERS,
    ]
    HELP = """`/` opens the line for the paper: a row is read aloud in words while it is typed,
enter keeps it, and the line is ready for the next. `-` is an empty box. `f` is the full form, `l`
a watch's file. Arrows choose a run; `y` accepts its advice, `x` decides otherwise, `e` puts it
right as long as nobody decided on it."""
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, patient_id: PatientId) -> None:
        super().__init__(desk, patient_id)
        self.chosen: RunLogId | None = None
        self._course: Course | None = None
        self._standing: Standing | None = None
        self._planned = False
        self._days: tuple[CourseDay, ...] = ()
        self._advised: dict[RunLogId, Advised] = {}
        self._at: dict[RunLogId, tuple[int, int]] = {}

    def body(self) -> ComposeResult:
        """A stop that never scrolls away, the course, and the paper while it is typed."""
        yield Lines(id="stop")
        with VerticalScroll(id="page", can_focus=False):
            yield Lines(id="main")
        yield Lines(id="told")
        yield PaperRows(self.desk, self.patient_id)

    def tell(self, sentence: str) -> None:
        """Says one thing above the footer until the next key that does something."""
        pane = self.query_one("#told", Lines)
        pane.display = bool(sentence)
        pane.show(wrap(sentence, self.page_width, WARN, indent=2))

    def complain(self, error: DeskError) -> None:
        """A refusal stays in sight; it is not said over the course."""
        self.tell(f"! {error.sentence}")

    # The course

    def fill(self, chart: Chart, episode: Episode | None) -> None:
        """Shows the course, newest first, a stop before everything."""
        page = self.query_one("#main", Lines)
        if episode is None:
            page.show([(self.no_injury, INK)])
            return
        self._course = self.desk.course(chart)
        self._standing = self.desk.standing(chart)
        self._planned = chart.plan_of(episode.id) is not None
        passages = self._course.passages if self._course is not None else ()
        self._days = course_days(chart, episode.id, passages, self.desk.today())
        self._advised = self._advice(chart, self._course)
        self._choose_one()
        self._draw()
        self._show_stop()
        self.query_one(PaperRows).about(chart)

    def _draw(self) -> None:
        """Draws what was read."""
        width, today = self.page_width, self.desk.today()
        lines = list(self._top(width))
        if self._days:
            lines.append("")
            programme = self._course.programme if self._course is not None else None
            keys = keymap_of(self.app)
            shown = day_lines(self._days, self._advised, programme, self.chosen, today, width, keys)
            above = len(lines)
            self._at = {log: (above + first, count) for log, (first, count) in shown.at.items()}
            lines += shown.lines
        self.query_one("#main", Lines).show(lines)

    def _show_stop(self) -> None:
        """A stop that holds, above the course; its first line alone while rows are typed."""
        pane = self.query_one("#stop", Lines)
        given = self._standing.given if self._standing is not None else None
        stop = stop_of(self._days, given.by.at if given is not None else None)
        pane.display = stop is not None
        if stop is not None:
            advised, keys = self._advised.get(stop.log.id), keymap_of(self.app)
            lines = list(stop_lines(stop, advised, self.page_width, keys))
            pane.show(lines[:1] if self.has_class("-typing") else lines)

    def _top(self, width: int) -> Iterator[Line]:
        course, standing = self._course, self._standing
        allows = standing is not None and standing.allows
        if course is not None:
            after = course.passages[-1].after if course.passages else None
            today = self.desk.today()
            yield from place_lines(course.place, course.programme, after, today, width)
            if after is not None and allows:
                entered = {each.on for each in self.runs}
                left = (s for s in rows(course.plan) if s.on >= today and s.on not in entered)
                yield from out_of_step(course.place, next(left, None), width, self._remake)
        else:
            gone, none = "The plan's programme is gone.", f"No plan was made yet: {self._remake}."
            why = gone if self._planned else none
            form, file = self.key("diary.form"), self.key("diary.file")
            said = f"{why} A run can be kept all the same: {form}, or {file} from a file."
            yield from wrap(said, width)
        if standing is not None and not allows:
            said = f"× No run by this plan: clearance is {standing.sentence}"
            yield from wrap(said, width, "bold $warn", indent=2)
        if course is not None and not self.runs:
            rows_of, file = self.key("diary.rows"), self.key("diary.file")
            said = f"No run was entered yet: {rows_of} types the rows of the paper, "
            yield from wrap(f"{said}{file} reads a watch's file.", width, SOFT)

    @property
    def _remake(self) -> str:
        """The keys that make a plan anew."""
        return f"{TABS.index('Plan') + 1}, then {self.key('plan.make')}"

    def _advice(self, chart: Chart, course: Course | None) -> dict[RunLogId, Advised]:
        rule = self.desk.pain_rule(chart)
        found = {each.log.id: advise(each.log, rule) for each in self.runs}
        return found | {p.log.id: p.advised for p in (course.passages if course else ())}

    @property
    def runs(self) -> list[RunDay]:
        """The runs that were entered, newest first."""
        return [each for each in self._days if isinstance(each, RunDay)]

    @property
    def run(self) -> RunLog | None:
        """The chosen run."""
        return next((each.log for each in self.runs if each.log.id == self.chosen), None)

    def reason(self, log: RunLog) -> str:
        """Why the pain rule says what it says of a run."""
        advised = self._advised.get(log.id)
        return advised.clinician if advised is not None else ""

    def _choose_one(self) -> None:
        """A stop that waits, else the newest run that waits for a decision, else the newest."""
        if self.run is not None or not self.runs:
            return
        waiting = [each for each in self.runs if each.log.decision is None]
        stop = stop_of(waiting, None)
        first = stop or (waiting[0] if waiting else self.runs[0])
        self.chosen = first.log.id

    def choose(self, log: RunLogId) -> None:
        """Reads the chart anew and brings a run into sight."""
        self.chosen = log
        self.read()
        self.call_after_refresh(self._into_sight)

    def _into_sight(self) -> None:
        """Scrolls to the chosen run once the page has its height."""
        if self.chosen not in self._at or not is_whole(self):
            return
        top, count = self._at[self.chosen]
        # With the newest run goes what stands above it, with others the step's heading.
        first = 0 if self.chosen == self.runs[0].log.id else top - 1
        region = Region(0, first, 1, top + count - first)
        page = self.query_one("#page", VerticalScroll)
        page.scroll_to_region(region, animate=False, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """A click chooses a run, as the arrows do."""
        at = self.query_one("#main", Lines).row_under(event)
        for log, (top, count) in self._at.items():
            if at is not None and top <= at < top + count and log != self.chosen:
                self.tell("")
                self.chosen = log
                self._draw()
                return

    def action_newer(self) -> None:
        """The next newer run."""
        self._move(-1)

    def action_older(self) -> None:
        """The next older run."""
        self._move(1)

    def _move(self, by: int) -> None:
        self.tell("")
        ids = [each.log.id for each in self.runs]
        if self.chosen in ids:
            at = ids.index(self.chosen) + by
            self.chosen = ids[max(0, min(at, len(ids) - 1))]
            self._draw()
            self.call_after_refresh(self._into_sight)

    def action_further(self, by: int) -> None:
        """A page further up or down."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=by * page.size.height, animate=False)

    # The advice

    def action_accept(self) -> None:
        """Accepts the advice on the chosen run."""
        self.tell("")
        advice.accept(self)

    def action_otherwise(self) -> None:
        """Decides otherwise, with a reason."""
        self.tell("")
        advice.otherwise(self)

    def next_waiting(self) -> None:
        """After a decision the next older run that waits for one."""
        self.read()
        ids = [each.log.id for each in self.runs]
        at = ids.index(self.chosen) if self.chosen in ids else 0
        waiting = [each.log.id for each in self.runs[at:] if each.log.decision is None]
        if waiting:
            self.choose(waiting[0])

    # The full form

    def action_form(self) -> None:
        """A run with every answer."""
        self.tell("")
        from clinic_tui.ui.screens.run_form import new_run

        new_run(self)

    def action_right(self) -> None:
        """Completes or corrects the chosen run."""
        self.tell("")
        from clinic_tui.ui.screens.run_form import put_right

        put_right(self)

    def action_file(self) -> None:
        """A run from a watch's file."""
        self.tell("")
        from clinic_tui.ui.screens.run_form import from_file

        from_file(self)

    # The rows of the paper

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While rows are typed the footer does not offer to begin it."""
        return not (action == "rows" and self.has_class("-typing"))

    def action_rows(self) -> None:
        """The line for codes."""
        self.tell("")
        if self.chart is None or self.chart.current_episode is None:
            return
        if self.chart.plan_of(self.chart.current_episode.id) is None:
            self.tell("! No plan was made yet; there is no paper to read.")
            return
        self.add_class("-typing")
        self.query_one(PaperRows).open()
        self._show_stop()
        self.call_after_refresh(self._into_sight)

    def why_stay(self) -> str:
        """Whether a row is half typed."""
        if self.query_one(PaperRows).typed:
            return "This row is not kept yet: enter keeps it, or take it off the line."
        return ""

    def action_to_course(self) -> None:
        """Back to the course; a row that was not kept stays on the line."""
        self.remove_class("-typing")
        self.set_focus(None)
        self._show_stop()

    def on_paper_rows_taken(self, message: PaperRows.Taken) -> None:
        """A row was kept, or the disk was asked anew; the course shows it."""
        if message.log is not None:
            self.choose(message.log)
        else:
            self.read()
