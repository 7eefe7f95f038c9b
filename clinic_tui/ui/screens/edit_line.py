"""The line for one day of a plan: heard while typed, linted while typed, kept by enter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from clinic_tui.desk.errors import DeskError
from clinic_tui.judgement.clearance import REASON_LENGTH
from clinic_tui.judgement.plan_edit import Edited
from clinic_tui.model.chart import Chart
from clinic_tui.model.plan import Plan, Session
from clinic_tui.ui.plan_words import whole
from clinic_tui.ui.session_grammar import EXPECTED, read_session
from clinic_tui.ui.typed import UnreadableError
from clinic_tui.ui.widgets.code_input import DayInput
from clinic_tui.ui.widgets.lines import LEAD, SOFT, WARN, Line, Lines, Rule, line, week_day, wrap

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.model.person import PatientId

MORE = 3
"""Broken rules that are said; a session breaks seldom more."""


class EditLine(Vertical):
    """Below the plan, while a day is changed."""

    class Kept(Message):
        """The plan has a new version."""

    class Left(Message):
        """Nothing was changed."""

    def __init__(self, desk: Desk, patient_id: PatientId) -> None:
        super().__init__()
        self._desk = desk
        self._patient_id = patient_id
        self._chart: Chart | None = None
        self._plan: Plan | None = None
        self._on: date | None = None
        self._session: Session | None = None
        self._asked = ""
        """What was typed before the reason was asked for."""

    def compose(self) -> ComposeResult:
        """Line, what was understood, what it breaks."""
        yield Rule()
        with Horizontal(id="command"):
            yield Lines(id="prompt")
            yield DayInput(id="edit")
        yield Lines(id="heard")

    @property
    def typed(self) -> str:
        """What stands on the line, or stood there before the reason was asked for."""
        return self.query_one(Input).value.strip() or self._asked

    def open(self, chart: Chart, plan: Plan, session: Session) -> None:
        """Takes the keys for one day."""
        self._chart, self._plan, self._on = chart, plan, session.on
        self._session, self._asked = None, ""
        entry = self.query_one(Input)
        with entry.prevent(Input.Changed):
            entry.value = ""
        entry.placeholder = EXPECTED.removeprefix("expected such as ")
        self.query_one("#prompt", Lines).show([(f"{week_day(session.on)[:-5]} ", "bold $lead")])
        self._say((f"now: {whole(session)}", SOFT))
        self.screen.set_focus(entry)
        self.call_after_refresh(self.query_one(Rule).refresh, layout=True)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each key is read and held against the rules."""
        event.stop()
        if self._asked:
            left = REASON_LENGTH - len(event.value.strip())
            more = f"{left} letters more" if left > 0 else "enter keeps it as the next version"
            self._say(*self._broken_lines(self._tried(self._session)), (more, SOFT))
            return
        self._session = None
        try:
            self._session = read_session(event.value, self._day())
        except UnreadableError as error:
            self._say((str(error), SOFT))
            return
        self._say(*self._heard(self._session))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keeps the day, or asks why where it breaks a rule."""
        event.stop()
        session = self._session
        if session is None or self._on is None:
            self._say((f"! {EXPECTED}", WARN))
            return
        edited = self._tried(session)
        if isinstance(edited, Edited) and edited.breaks and not self._asked:
            self._asked = event.value
            self.query_one("#prompt", Lines).show([("why all the same? ", "bold $warn")])
            entry = self.query_one(Input)
            with entry.prevent(Input.Changed):
                entry.value = ""
            entry.placeholder = f"{REASON_LENGTH} letters or more; it stands on the plan"
            self._say(*self._broken_lines(edited))
            return
        reason = event.value.strip() if self._asked else ""
        try:
            self._desk.keep_edit(self._patient_id, self._on, session, reason)
        except DeskError as error:
            width = max(20, self.size.width - 6)
            self._say(*wrap(f"! {error.sentence}", width, WARN, indent=2))
            return
        self.post_message(self.Kept())

    def _day(self) -> Session:
        assert self._plan is not None
        return next(each for each in self._plan.sessions if each.on == self._on)

    def _tried(self, session: Session | None) -> Edited | str:
        """The plan with this day, or why it cannot be changed."""
        if session is None or self._chart is None or self._plan is None or self._on is None:
            return ""
        try:
            return self._desk.try_edit(self._chart, self._plan, self._on, session)
        except DeskError as error:
            return error.sentence

    def _heard(self, session: Session) -> Iterator[Line]:
        moved = f"{week_day(session.on)[:-5]}: " if session.on != self._on else ""
        yield line(("→ ", "bold $lead"), f"{moved}{whole(session)}")
        edited = self._tried(session)
        yield from self._broken_lines(edited)
        if isinstance(edited, Edited):
            breaks = "enter asks for the reason" if edited.breaks else "enter keeps it"
            yield (f"{breaks}, esc leaves it as it is", SOFT)

    def _broken_lines(self, edited: Edited | str) -> Iterator[Line]:
        width = max(20, self.size.width - 6)
        if isinstance(edited, str):
            yield from wrap(f"! {edited}", width, WARN, indent=2)
            return
        if not edited.breaks:
            yield ("✓ breaks no rule of the programme", LEAD)
        for each in edited.breaks[:MORE]:
            text = f"× {week_day(each.on)[:-5]}: {each.sentence}"
            yield from wrap(text, width, "bold $warn", indent=2)
        if len(edited.breaks) > MORE:
            yield (f"× and {len(edited.breaks) - MORE} more", "bold $warn")

    def _say(self, *lines: Line) -> None:
        self.query_one("#heard", Lines).show(lines)
