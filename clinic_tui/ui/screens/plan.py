"""The plan: dated sessions week by week, or in words why there is none."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from clinic_tui.desk.errors import DeskError
from clinic_tui.judgement.values import plain
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.plan import Plan, Session
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.screens.ask import AskModal
from clinic_tui.ui.screens.chart import NUMBERS, ChartScreen
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
    day,
    fit,
    line,
    wrap,
)

LEGEND = ("one block is a minute, begun ones count", SOFT)
PICTURE = 32
"""Columns of a session drawn in blocks, where there is room."""
NAMES = {"cross": "other", "strength": "strength", "rest": "rest", "run": "run", "walk": "walk"}


class PlanScreen(ChartScreen, inherit_bindings=False):
    """Made from a programme on the clearance that stands."""

    TAB = "Plan"
    CSS_PATH = "tab.tcss"
    GROUPS = ("plan", "chart")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("plan"),
        *bindings("chart", "leave"),
        *NUMBERS,
    ]
    why = ""
    """Why no plan was made when it was asked for."""
    _programme = 0
    _days: tuple[int, ...] = (0, 2, 4)
    _start: date | None = None

    def body(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll(id="page"):
            yield Lines(id="main")

    def fill(self, chart: Chart, episode: Episode | None) -> None:
        """Shows what would be made, and the newest plan."""
        page = self.query_one("#main", Lines)
        if episode is None:
            page.show([("No injury entered yet: i enters it.", INK)])
            return
        width = self.page_width
        standing = self.desk.standing(chart)
        lines: list[Line] = [*self._choice(episode, width)]
        if self.why:
            lines += wrap(f"× {self.why}", width, "bold $warn", indent=2)
        if not standing.allows:
            said = f"× No plan may be made: clearance is {standing.sentence}"
            lines += wrap(said, width, "bold $warn", indent=2)
        made = self.desk.plan(chart)
        lines.append("")
        if made is None:
            lines.append(("No plan was made yet.", SOFT))
        else:
            lines += _plan(made, width, stands=standing.allows)
        page.show(lines)

    def _choice(self, episode: Episode, width: int) -> Iterator[Line]:
        name = self._offered(episode)[self._programme][1] if self._offered(episode) else "none"
        start = day(self._start or self.desk.today())
        yield ("A new plan would be", HEAD)
        yield from wrap(f"{name}; running {_words(self._days)}; from {start}", width, BOLD)

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

    def action_make(self) -> None:
        """Makes the plan and keeps it, or says why there is none."""
        if self.chart is None or self.chart.current_episode is None:
            return
        offered = self._offered(self.chart.current_episode)
        programme = offered[self._programme][0] if offered else None
        try:
            made = self.desk.make_plan(self.patient_id, programme, self._start, self._days)
        except DeskError as error:
            self.complain(error)
            return
        self.why = "" if isinstance(made, Plan) else made.sentence
        if isinstance(made, Plan):
            self.notify("Plan saved.", markup=False)
        self.read()

    def action_programme(self) -> None:
        """The next programme."""
        if self.chart is not None and self.chart.current_episode is not None:
            offered = self._offered(self.chart.current_episode)
            self._programme = (self._programme + 1) % max(1, len(offered))
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


def _read_days(typed: str) -> tuple[int, ...]:
    """Weekdays from their names, 0 for Monday."""
    names = [name.lower() for name in DAYS]
    found = {word[:3] for word in typed.lower().replace(",", " ").split()}
    if not found or not found <= set(names):
        raise UnreadableError("expected days such as Mon Wed Fri")
    return tuple(sorted(names.index(word) for word in found))


def _words(days: tuple[int, ...]) -> str:
    return " ".join(DAYS[each] for each in days)


def _plan(made: Plan, width: int, *, stands: bool) -> Iterator[Line]:
    title = f"{made.programme_name}, version {made.programme_version}"
    yield from wrap(title, width, BOLD)
    span = (
        f"{day(made.start)} to {day(made.until)}, nothing after it; made {day(made.made_at.date())}"
    )
    yield from wrap(span, width, SOFT)
    if width >= NARROW:
        yield line(("▄", SOFT), (" walk  ", SOFT), ("█", LEAD), (" jog   ", SOFT), LEGEND)
    if not stands:
        yield from wrap("× not to be followed: no clearance stands", width, "bold $warn")
    monday = made.start - timedelta(days=made.start.weekday())
    week = 0
    for session in made.sessions:
        number = (session.on - monday).days // 7 + 1
        if number != week:
            week = number
            first = monday + timedelta(days=7 * (week - 1))
            yield ""
            yield line((f"Week {week}", BOLD), (f"   from {day(first)}", SOFT))
        yield _session(session, width)
    if made.notes:
        yield ""
        yield ("Marked", HEAD)
        for note in made.notes:
            yield from wrap(f"! {note}", width, WARN, indent=2)


def _session(session: Session, width: int) -> Line:
    when = f"{DAYS[session.on.weekday()]} {day(session.on)[:-5]}"
    if not session.intervals:
        said = session.note or NAMES[session.kind]
        return line(fit(when, 21, SOFT), fit(said, width - 21, SOFT))
    picture = PICTURE if width >= NARROW else 0
    room = max(10, min(34, width - 12 - 9 - 12 - 9 - 8 - picture))
    jog = f"jog {plain(session.jog_minutes)} min" if session.jog_minutes else ""
    step = f"step {session.step}" if session.step else ""
    return line(
        fit(when, 12, BOLD),
        fit(session.kind, 9, LEAD if jog else INK),
        fit(_intervals(session), room),
        _blocks(session, picture),
        fit(jog, 12, "bold $lead", ">"),
        fit(f"{plain(session.total_minutes)} min", 9, INK, ">"),
        fit(step, 8, SOFT, ">"),
    )


def _blocks(session: Session, width: int) -> Content:
    """Low blocks walk, full blocks jog; a block is a minute, begun ones count."""
    blocks: list[Line] = []
    for interval in session.intervals if width else ():
        walks = interval.gait == "walk"
        count = math.ceil(interval.minutes)
        blocks.append(("▄" * count, SOFT) if walks else ("█" * count, LEAD))
    drawn = line(*blocks)
    if drawn.cell_length > width:
        return line(fit("", width))
    return line(drawn, " " * (width - drawn.cell_length))


def _intervals(session: Session) -> str:
    """What is walked and jogged, repeats counted."""
    parts = [f"{i.gait} {plain(i.minutes)}" for i in session.intervals]
    for size in range(1, len(parts) // 2 + 1):
        times = len(parts) // size
        if len(parts) % size == 0 and parts[:size] * times == parts:
            return f"{times} × ({', '.join(parts[:size])})"
    return ", ".join(parts)
