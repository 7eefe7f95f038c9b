"""The patient list: type, and it narrows at each key."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Input

from clinic_tui.desk.errors import DeskError
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.own_turn import is_whole
from clinic_tui.ui.widgets.lines import (
    BOLD,
    SOFT,
    WARN,
    Line,
    Lines,
    Rule,
    between,
    fit,
    line,
    week_day,
    wrap,
)
from clinic_tui.ui.widgets.pasted import SafeInput
from clinic_tui.ui.widgets.roll import People, Person, Roll, due

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from clinic_tui.desk.desk import Desk
    from clinic_tui.desk.heads import Head
    from clinic_tui.desk.patient_list import PatientList
    from clinic_tui.model.person import PatientId

ROOM_FOR_TWO = 118
"""Columns from which the glimpse has room beside the list, and no column of the list is cut."""
LOOK_AFTER = 0.4
"""Seconds until the charts are looked over, so that the list stands first."""
NEWS_EVERY = 3.0
"""Seconds between two looks at what other windows saved."""
NOBODY = ("Nobody here answers to this. esc shows everybody again.",)
PREVIEW_AFTER = 0.15
"""Seconds that a mark rests before the chart behind it is read."""


class Search(SafeInput):
    """Letters search, so every action here is a control or function key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.mark(-1)", show=False),
        Binding("down", "screen.mark(1)", show=False),
        Binding("pageup", "screen.page(-1)", show=False),
        Binding("pagedown", "screen.page(1)", show=False),
        Binding("enter", "screen.open", "open chart", key_display="enter"),
        Binding("escape", "screen.clear", show=False),
    ]


class PatientsScreen(Screen[None]):
    """Everybody in the clinic, and a glimpse of the one under the mark."""

    GROUPS: ClassVar[tuple[str, ...]] = ("patients",)
    BINDINGS = bindings("patients")
    HELP = """Type any part of a name, number, birth date or diagnosis; several words narrow on.
`left`, `right`, `both` and `waiting` are understood too. Arrows choose, enter opens."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._heads: PatientList | None = None
        self._found: Sequence[int] = ()
        self._resting: Timer | None = None
        self._behind = False

    def compose(self) -> ComposeResult:
        """Masthead, search, list and glimpse."""
        yield Lines(id="masthead")
        with Horizontal(id="search"):
            yield Lines(id="prompt")
            yield Search(placeholder="name, id, side, diagnosis, or “waiting”", id="typed")
            yield Lines(id="count")
        yield Rule()
        with Horizontal(id="two"):
            with Vertical(id="listing"):
                yield Lines(id="columns")
                yield Roll(id="people")
            yield Lines(id="preview")
        yield Footer()

    def on_mount(self) -> None:
        """Reads the list."""
        self.query_one("#prompt", Lines).show([("› ", "bold $lead")])
        self.read()
        self.set_timer(LOOK_AFTER, self.look_over)
        self.set_interval(NEWS_EVERY, self.hear)

    def hear(self) -> None:
        """Shows what another window saved meanwhile."""
        with contextlib.suppress(DeskError):  # said when a chart is opened
            if self.is_current and self.desk.news():
                self.read()

    def look_over(self) -> None:
        """Once the list stands, every byte of the charts is looked at beside the keys."""

        def look() -> None:
            with contextlib.suppress(DeskError):  # locked meanwhile; the next start looks again
                self.desk.look_over()
                self.app.call_later(self._masthead_again)

        self.run_worker(look, thread=True)

    def _masthead_again(self) -> None:
        if self.desk.problems and is_whole(self):
            self.read()

    def on_screen_suspend(self) -> None:
        """A chart is in front."""
        self._behind = True

    def on_screen_resume(self) -> None:
        """Whoever comes back from a chart sees what is now on the disk."""
        if self._behind:
            self._behind = False
            self.read()
            # What was searched for stands until the next search is typed over it.
            self.query_one(Search).select_all()

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.set_class(self.app.size.width < ROOM_FOR_TWO, "-alone")
        self._masthead()
        self.call_after_refresh(self._columns)

    def read(self) -> None:
        """Takes the list from the desk and keeps the mark where it was."""
        roll = self.query_one(Roll)
        marked = roll.person
        try:
            heads = self.desk.heads()
        except DeskError as error:
            self.notify(error.sentence, title=error.title, severity="error", markup=False)
            return
        self._heads = heads
        # The list stands first; then what the first key looks in is made ready beside the keys.
        self.set_timer(LOOK_AFTER, lambda: self.run_worker(heads.prepare, thread=True))
        self._masthead()
        self.narrow(self.query_one(Search).value)
        if marked is not None:
            self._choose(marked.key)

    def _choose(self, number: str) -> None:
        """Puts the mark on a patient, if in the list."""
        place = self._heads.place_of(number) if self._heads is not None else None
        if place in self._found:
            roll = self.query_one(Roll)
            roll.move(self._found.index(place) - roll.chosen)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each key narrows the list."""
        self.narrow(event.value)

    def narrow(self, typed: str) -> None:
        """Shows who answers to what was typed."""
        heads = self._heads
        if heads is None:
            return
        found = self._found = heads.find(typed)
        nothing = NOBODY if heads else self._first_steps
        today = self.desk.today()
        people = People(found, lambda place: person_of(heads[place], today))
        self.query_one(Roll).show(people, nothing)
        count = f"{len(found)} of {len(heads)}"
        self.query_one("#count", Lines).show([(count, SOFT)])
        self._columns()

    @property
    def _first_steps(self) -> tuple[str, ...]:
        """What to do in a clinic that is empty."""
        from clinic_tui.ui.keymap import keymap_of

        key = keymap_of(self.app).written
        return (
            f"No patient yet. {key('patients.new')} enters the first one, then the injury.",
            "",
            "In the chart that opens:",
            f"  {key('chart.assess')} measures, and ctrl+s reviews and signs",
            f"  {key('chart.decide')} decides on clearance, then plan and papers",
            "",
            f"{key('patients.clinic')} people and passphrases   {key('patients.back_up')} backup   "
            f"{key('patients.settings')} colours and keys",
            f"{key('app.help')} explains each screen   ctrl+p lists every action",
            "To look around first, leave by ctrl+q and start: clinic-tui demo",
        )

    def _columns(self) -> None:
        if not is_whole(self):
            return
        self.query_one("#columns", Lines).show([self.query_one(Roll).heading(), ""])

    def _masthead(self) -> None:
        pane = self.query_one("#masthead", Lines)
        width = pane.content_size.width or self.app.size.width - 4
        clinic, who = self.desk.clinic, self.desk.clinician
        today = week_day(self.desk.today())
        right = f"{clinic.name} · {who.name} · {today}"
        if len(right) > width - 12:
            right = f"{who.name} · {today}"
        who_and_when = line(fit(right, min(len(right), width - 10), SOFT))
        first = between(line(("Patients", BOLD)), who_and_when, width)
        lines: list[Line] = [first]
        said, late = (self.desk.notice, True) if self.desk.demo else self.desk.backup_words()
        lines.append((said, WARN if late else SOFT))
        if damaged := self.desk.damaged:
            more = f" (and {len(damaged) - 1} more files)" if len(damaged) > 1 else ""
            lines += wrap(f"! {damaged[0]}{more}", width, "bold $warn", indent=2)
        pane.show(lines)

    def on_roll_chosen(self, event: Roll.Chosen) -> None:
        """The glimpse follows the mark; the chart behind it is read when the mark rests."""
        if self._resting is not None:
            self._resting.stop()
        pane = self.query_one("#preview", Lines)
        head = self._head
        if event.person is None or head is None:
            pane.show([])
            return
        pane.show(self._glimpse(head))
        if self.app.size.width >= ROOM_FOR_TWO:
            self._resting = self.set_timer(PREVIEW_AFTER, self._read_behind)

    def on_roll_opened(self) -> None:
        """A click opens as enter does."""
        self.action_open()

    def _glimpse(self, head: Head) -> list[Line]:
        person = person_of(head, self.desk.today())
        width = 35
        side = f"injured {person.hip}" if person.hip else person.diagnosis
        lines: list[Line] = [
            *wrap(person.name, width, BOLD),
            (f"{side} · id {person.key}", SOFT),
            "",
        ]
        if head.merged_into:
            return [*lines, *wrap("Go on there; this chart is kept to be read.", width)]
        if head.verdict:
            on = f"as judged on {week_day(head.judged_on)}" if head.judged_on else ""
            style = "bold $lead" if head.verdict == "ready" else "bold $warn"
            tally = f": {head.met} met, {head.not_met} not met, {head.unknown} unknown"
            lines += [line((head.verdict.capitalize(), style)), *wrap(tally[2:], width), (on, SOFT)]
        else:
            lines += [("not judged yet", SOFT)]
        lines += ["", ("Clearance", "bold $soft"), *wrap(head.clearance, width)]
        if head.waits:
            style = "bold $warn" if head.alarm else "$ink"
            lines += ["", ("Waits", "bold $soft"), *wrap(head.waits, width, style)]
        return lines

    def _read_behind(self) -> None:
        if not is_whole(self):
            return
        head = self._head
        if head is None:
            return
        from clinic_tui.ui.screens.glimpse import findings_of

        try:
            found = findings_of(self.desk.chart(head.patient_id), 35)
        except DeskError:
            return
        self.query_one("#preview", Lines).show([*self._glimpse(head), *found])

    @property
    def heads(self) -> PatientList | None:
        """Everybody, as the list was read last."""
        return self._heads

    def action_settings(self) -> None:
        """Theme, symbols and keys."""
        from clinic_tui.ui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def action_counts(self) -> None:
        """Where this clinic went against criteria."""
        from clinic_tui.ui.screens.counts import CountsScreen

        self.app.push_screen(CountsScreen(self.desk))

    def action_papers(self) -> None:
        """Papers for everyone with a visit on a day."""
        from clinic_tui.ui.screens.day_papers import DayPapers

        self.app.push_screen(DayPapers(self.desk))

    def action_try_rule(self) -> None:
        """A changed protocol on all that was signed."""
        from clinic_tui.ui.screens.try_rule import TryRuleScreen

        self.app.push_screen(TryRuleScreen(self.desk))

    def action_back_up(self) -> None:
        """Asks for the file, then makes the backup and proves it beside the keys."""
        from clinic_tui.ui.screens.ask import AskModal

        if self.desk.demo:
            self.notify("The demo's clinic is thrown away; there is nothing to back up.")
            return
        last = self.desk.last_backup
        start = str(last[1] if last else Path.home() / "clinic.backup")
        question = AskModal(
            "Back up into which file?", hint="on another disk; one file is added to", start=start
        )
        self.app.push_screen(question, self._back_up)

    def _back_up(self, typed: str | None) -> None:
        if not typed:
            return
        path = Path(typed).expanduser()

        def work() -> None:
            try:
                made = self.desk.back_up(path)
            except DeskError as error:
                said = error.sentence
                problems: tuple[str, ...] = (said,)
            else:
                said = made.problems[0] if made.problems else f"{made.charts} charts are in {path}."
                problems = made.problems
            self.app.call_later(self._backed_up, said, bool(problems))

        self.notify("Backing up …", markup=False)
        self.run_worker(work, thread=True)

    def _backed_up(self, said: str, problem: bool) -> None:
        title = "Backup" if problem else "Backup made and proved"
        severity: SeverityLevel = "error" if problem else "information"
        self.notify(said, title=title, severity=severity, markup=False)
        if is_whole(self):
            self._masthead()

    def action_mark(self, by: int) -> None:
        """Moves the mark."""
        self.query_one(Roll).move(by)

    def action_page(self, by: int) -> None:
        """Moves the mark by a screenful."""
        roll = self.query_one(Roll)
        roll.move(by * roll.page)

    def action_clear(self) -> None:
        """Shows everybody again."""
        self.query_one(Search).value = ""

    @property
    def _head(self) -> Head | None:
        """The line under the mark."""
        chosen = self.query_one(Roll).chosen
        if self._heads is None or chosen >= len(self._found):
            return None
        return self._heads[self._found[chosen]]

    def _marked(self) -> PatientId | None:
        return head.patient_id if (head := self._head) is not None else None

    def action_open(self) -> None:
        """Opens the chart under the mark."""
        from clinic_tui.ui.screens.tabs import open_tab

        if (patient := self._marked()) is not None:
            open_tab(self.app, self.desk, patient, "readiness")

    def action_assess(self) -> None:
        """Opens the chart under the mark with its assessment."""
        from clinic_tui.ui.screens.tabs import assess, open_tab

        if (patient := self._marked()) is not None:
            open_tab(self.app, self.desk, patient, "readiness")
            assess(self.app, self.desk, patient)

    def action_new(self) -> None:
        """Enters a patient."""
        from clinic_tui.ui.screens.patient_form import PatientForm

        self.app.push_screen(PatientForm(self.desk), self._entered)

    def action_clinic(self) -> None:
        """The clinic's people and its record."""
        from clinic_tui.ui.screens.clinic import ClinicScreen

        self.app.push_screen(ClinicScreen(self.desk))

    def _entered(self, patient: PatientId | None) -> None:
        """A new patient's chart opens with the injury's form."""
        self.read()
        if patient is None:
            return
        from clinic_tui.ui.screens.injury_form import InjuryForm
        from clinic_tui.ui.screens.tabs import open_tab

        self._choose(patient)
        open_tab(self.app, self.desk, patient, "readiness")
        self.app.push_screen(InjuryForm(self.desk, self.desk.chart(patient)))


def person_of(head: Head, today: date) -> Person:
    """A head of the desk as a line of the list."""
    weeks = "" if head.weeks is None else f" · {head.weeks} weeks"
    return Person(
        key=head.patient_id,
        name=head.listed,
        age=str(head.age),
        hip=head.injured.upper(),
        diagnosis=f"{head.title}{weeks}" if head.title else "no injury entered yet",
        met=head.met,
        not_met=head.not_met,
        unknown=head.unknown,
        readiness="merged" if head.merged_into else head.verdict,
        # A day of this year needs no year where room is short; the glimpse says it whole.
        clearance=head.clearance.removesuffix(f" {today.year}"),
        due=due(head.next_visit, today),
        waits=head.waits,
        alarm=head.alarm,
    )
