"""The assessment: the sheet, what is typed on it, and the findings as they change."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import monotonic, thread_time
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Input

from clinic_tui.desk.errors import DeskError
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.text import shown
from clinic_tui.ui import live
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.echo import about, waiting
from clinic_tui.ui.grammar import EXAMPLE
from clinic_tui.ui.half_typed import HalfTyped
from clinic_tui.ui.keeping import Keeper
from clinic_tui.ui.keymap import keymap_of
from clinic_tui.ui.keys import Keys
from clinic_tui.ui.latest import Latest
from clinic_tui.ui.own_turn import LeavesInTurn, is_whole
from clinic_tui.ui.screens import questions
from clinic_tui.ui.sheet_view import sheet_view
from clinic_tui.ui.visit import Visit
from clinic_tui.ui.widgets.banner import Banner
from clinic_tui.ui.widgets.lines import WARN, Lines, Rule, wrap
from clinic_tui.ui.widgets.row_input import RowInput
from clinic_tui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.knowledge.protocol import Protocol
    from clinic_tui.model.person import PatientId

Question = tuple[Assessment, "Protocol | None"]
AT_ONCE = 0.008
"""Seconds of judging that nobody notices between a key and its screen."""
ROOM_FOR_BOTH = 120
"""Cells of width from which the findings stand beside the sheet."""


class AssessmentScreen(LeavesInTurn[None]):
    """One visit's assessment, a draft until it is signed."""

    CSS_PATH = "assessment.tcss"
    GROUPS: ClassVar[tuple[str, ...]] = ("assessment",)
    BINDINGS = bindings("assessment")
    IDLE_MINUTES = 15
    """A patient is on the couch; the window may rest for longer than elsewhere."""
    HELP = f"""Digits write, a space ends a trial, enter goes to the next cell that lacks something.
`p3` is pain during the test, `l38` a lever of 38 cm, `f1` a fault seen, `x` says why it was not
done. A question in words takes the number of its answer. The line takes whole rows: `{EXAMPLE}`,
`slb L 22 pain 3 stop foot`, `ir L not done: pain`, `abd R 205 lever 38cm`; a code alone goes to its
row. Every cell is kept on the disk as it is finished."""

    def __init__(self, desk: Desk, patient_id: PatientId) -> None:
        """Opens the draft of today, or the one that was left.

        Raises:
            DeskError: no injury entered yet, a damaged chart or a mistake in a knowledge file.
        """
        super().__init__()
        self.desk = desk
        self.patient_id = patient_id
        chart, draft = desk.chart(patient_id), desk.draft(patient_id)
        self._found = any(assessment.id == draft.id for assessment in chart.assessments)
        episode = chart.episode(draft.episode)
        protocol = desk.library.protocol_for(episode.diagnosis)
        who = desk.clinician.name
        self.visit = Visit(chart, draft, desk.library, protocol, who, desk.today())
        self.keys = Keys(self.visit)
        self.keeper = Keeper(self, desk, patient_id, self.visit.record, self._kept)
        self._half_typed = HalfTyped(self, desk, patient_id, self.visit.draft.id)
        cells, self._line_found = self._half_typed.found()
        self.visit.record.typed.update(
            {cell: text for cell, text in cells.items() if cell in self.visit.cells.all}
        )
        self.readiness: Readiness | None = None
        self._judge: Latest[Question, Readiness] = Latest(
            self, self._judged_by, self._judged, self._not_judged
        )
        self._takes = inf
        """Processor seconds of the last judgement."""
        self._seen: tuple[int, Protocol | None] | None = None
        self._leaving = False
        self._told = ""
        self._complained = ""
        self.stopwatch_clock: Callable[[], float] = monotonic
        self.listener: Callable[[], None] | None = None
        """A screen over this one, told when the draft was judged or kept."""

    def compose(self) -> ComposeResult:
        """Banner, sheet with findings beside it, command line, echo, footer."""
        yield Banner(doing="Assessment · draft")
        with Horizontal(id="two"):
            with Vertical(id="form"):
                yield Lines(id="columns")
                yield Sheet(self.press, id="sheet")
            yield Lines(id="live")
        yield Rule()
        yield Lines(id="liveline")
        with Horizontal(id="command"):
            yield Lines(id="prompt")
            yield RowInput(id="line", placeholder=f"a whole row, as: {EXAMPLE}")
        yield Lines(id="echo")
        yield Footer()

    def on_mount(self) -> None:
        """Red flags first, then the sheet."""
        visit = self.visit
        self.query_one(Banner).about(visit.chart.patient, visit.episode, visit.record.today)
        self.query_one("#prompt", Lines).show([("/ ", "bold $lead")])
        self.query_one(RowInput).value = self._line_found
        self.set_focus(self.query_one(Sheet))
        self.call_after_refresh(self.show)
        self.changed()
        if visit.open_questions:
            self.action_flags()

    def on_unmount(self) -> None:
        """However the app is left, what was typed is on the disk first."""
        try:
            self.keeper.keep_now()
            self._half_typed.keep_now()
        except DeskError as error:
            self.app.exit(return_code=1, message=Text(f"{error.title}: {shown(error.sentence)}"))

    def keep_now(self) -> None:
        """Before the window is locked, what was typed is on the disk; else the screen says so."""
        try:
            self.keeper.keep_now()
            self._half_typed.keep_now()
        except DeskError as error:
            self.notify(error.sentence, title=error.title, severity="error", markup=False)

    def why_stay(self) -> str:
        """Keeps what was typed; why this cannot be left where it could not be kept."""
        try:
            self.keeper.keep_now()
            self._half_typed.keep_now()
        except DeskError as error:
            return f"{error.sentence} What you typed is on this screen only."
        return ""

    def on_resize(self) -> None:
        """Columns and wrapped lines follow the width."""
        self.call_after_refresh(self.show)

    def on_screen_resume(self) -> None:
        """Answers of another screen are shown."""
        if self._seen is not None:
            self.changed()

    @property
    def on_disk(self) -> bool:
        """Whether a draft of this visit is on the disk."""
        return self._found or self.keeper.at is not None

    def changed(self) -> None:
        """Shows what a key did; a changed draft, or another protocol, is judged and kept."""
        now = (self.visit.record.changes, self.visit.protocol)
        if self._seen != now:
            self._seen = now
            self._ask((self.visit.draft, self.visit.protocol))
            self.keeper.keep()
        self.show()

    def show(self) -> None:
        """Draws the sheet, the findings and the words about the cell."""
        if self.listener is not None:
            self.listener()
        sheet = self.query_one_optional("#sheet", Sheet)
        if sheet is None or not is_whole(self):
            return
        visit = self.visit
        typed = self.query_one(RowInput)
        visit.line = typed.value.strip()
        self._half_typed.note(visit.record.typed, typed.value)
        # Where there is no room for both, the findings go to one line; a side is never cut off.
        tight = self.query_one("#two").size.width < ROOM_FOR_BOTH and self.size.width >= 100
        self.set_class(tight, "-tight")
        narrow = self.size.width < 100
        width = self.size.width - (2 if narrow else 6)
        row = typed.value if self.focused is typed else None
        sheet.show(sheet_view(visit, self.readiness, waiting(self.keys, row or "")))
        self.query_one("#columns", Lines).show(sheet.heading())
        # Where narrow, the words of a row that is typed take the findings' place until it stands.
        self.set_class(bool(row), "-begun")
        room = 1 if narrow and not row else 2
        self.query_one("#echo", Lines).show(about(self.keys, row, width, room))
        self.query_one(Banner).say(f"Assessment · {self.keeper.words}")
        pane, liveline = self.query_one("#live", Lines), self.query_one("#liveline", Lines)
        if self._told:
            pane.show(wrap(self._told, pane.content_size.width or 34, WARN))
            liveline.show(wrap(self._told, width, WARN)[:2])
            return
        if size := pane.content_size:
            pane.show(live.pane(visit, self.readiness, size.width, size.height))
        if liveline.display:
            liveline.show(live.few_lines(visit, self.readiness, width))

    def _ask(self, question: Question) -> None:
        """Judges at once where that takes no time to speak of, else beside the keys."""
        if self._judge.busy or self._takes > AT_ONCE:
            self._judge.ask(question)
            return
        try:
            self.readiness, self._told = self._judged_by(question), ""
        except DeskError as error:
            self.readiness, self._told = None, error.sentence

    def _judged_by(self, question: Question) -> Readiness:
        draft, protocol = question
        started = thread_time()
        readiness = self.desk.judge(self.visit.chart, draft, self.visit.record.today, protocol)
        self._takes = thread_time() - started
        return readiness

    def _judged(self, question: Question, readiness: Readiness) -> None:
        if question[1] is self.visit.protocol:
            self.readiness, self._told = readiness, ""
            self.show()

    def _not_judged(self, question: Question, error: DeskError) -> None:
        self.readiness, self._told = None, error.sentence
        self.show()

    def _kept(self) -> None:
        error = self.keeper.error
        if error is not None:
            self._leaving = False
            self.visit.say(f"{error.title}: {error.sentence}", trouble=True)
            if error.sentence != self._complained:
                self.notify(error.sentence, title=error.title, severity="error", markup=False)
        self._complained = error.sentence if error is not None else ""
        if self._leaving and self.keeper.clean:
            self.dismiss()
        else:
            self.show()

    def press(self, key: str) -> bool:
        """Does what a key of the sheet means; whether it means anything."""
        if self.keys.press(key):
            self.changed()
        elif action := keymap_of(self.app).actions("assessment").get(key):
            getattr(self, f"action_{action}")()
        else:
            return False
        return True

    def on_sheet_picked(self, message: Sheet.Picked) -> None:
        """A click goes to a cell, as the arrows do."""
        cells = self.visit.cells
        row = next((each for each in cells.rows if each.code == message.code), None)
        if row is not None and self.keys.finish():
            sides = cells.sides_of(row)
            cells.go(row.id, sides[min(message.column, len(sides) - 1)])
        self.action_to_sheet()

    def on_input_changed(self) -> None:
        """A row that is being typed shows in its cells before it is written."""
        self.visit.quiet()
        self.show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Writes the row; what cannot be read stays on the line."""
        if self.keys.write_row(event.value):
            with self.prevent(Input.Changed):
                event.input.clear()
            if len(event.value.split()) == 1:  # a code alone: its row is where the keys go next
                self.action_to_sheet()
        self.changed()

    def action_on(self) -> None:
        """The next cell that lacks something."""
        self.keys.go_on()
        self.changed()

    def action_row(self) -> None:
        """The command line."""
        self.keys.finish()
        self.add_class("-typing")
        self.set_focus(self.query_one(RowInput))
        self.changed()

    def action_to_sheet(self) -> None:
        """Back to the sheet; a row that was not written stays on the line."""
        self.remove_class("-typing")
        self.set_focus(self.query_one(Sheet))
        self.visit.quiet()
        self.changed()

    def action_undo(self) -> None:
        """Takes the last entry back."""
        self.visit.undo()
        self.changed()

    def action_flags(self) -> None:
        """The red-flag screen."""
        from clinic_tui.ui.screens.flags import FlagsScreen

        self.keys.finish()
        self.app.push_screen(FlagsScreen(self), self._flagged)

    def _flagged(self, to_sheet: bool | None) -> None:
        self.listener = None
        self.changed()
        if to_sheet is False:
            self.action_leave()

    def action_review(self) -> None:
        """What was entered and what changed, then the signature."""
        from clinic_tui.ui.screens.review import ReviewScreen

        self.keys.finish()
        self.changed()
        self.app.push_screen(ReviewScreen(self), self._reviewed)

    def _reviewed(self, signed: bool | None) -> None:
        self.listener = None
        if signed:
            self.dismiss()
        else:
            self.changed()

    def action_conditions(self) -> None:
        """How the test of this row is done."""
        questions.conditions(self)

    def action_stopwatch(self) -> None:
        """Times the test of this row."""
        questions.stopwatch(self)

    def action_note(self) -> None:
        """The note of this visit."""
        questions.note(self)

    def action_not_done(self) -> None:
        """Asks why the test of this cell was not done."""
        questions.why_not_done(self)

    def action_older(self) -> None:
        """Offers an older reading of this cell."""
        questions.older_reading(self)

    def action_protocol(self) -> None:
        """Another protocol, by name."""
        questions.other_protocol(self)

    def action_drop(self) -> None:
        """Asks before the draft is thrown away."""
        questions.drop_draft(self)

    def action_both(self) -> None:
        """Both versions of a draft that another window changed too."""
        from clinic_tui.ui.screens.both import show_both

        self.keys.finish()
        show_both(self)

    def action_leave(self) -> None:
        """Back to the chart once the draft is on the disk."""
        self.keys.finish()
        self.changed()
        questions.leave(self)

    def leave_when_kept(self) -> None:
        """Leaves at once where all is on the disk, else as soon as it is."""
        if self.keeper.clean:
            self.dismiss()
        else:
            self._leaving = True
            self.keeper.keep()
            self.show()
