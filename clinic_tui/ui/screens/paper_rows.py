"""The line for the rows of a paper diary: echoed while typed, kept by enter, ready for the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from clinic_tui.desk.errors import DeskError
from clinic_tui.desk.running import Row
from clinic_tui.model.chart import Chart
from clinic_tui.model.runlog import Advice, RunLog, RunLogId
from clinic_tui.ui.code_entry import CodeEntry, Heard
from clinic_tui.ui.course_lines import advice_words
from clinic_tui.ui.keymap import keymap_of
from clinic_tui.ui.screens import unclear
from clinic_tui.ui.widgets.code_input import CodeInput
from clinic_tui.ui.widgets.lines import BOLD, LEAD, SOFT, WARN, Line, Lines, Rule, line, wrap

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.model.person import PatientId

ECHO_LINES = 4


class PaperRows(Vertical):
    """Below the course, while rows are typed."""

    class Taken(Message):
        """A row was kept; or, without one, the chart is to be read anew."""

        def __init__(self, log: RunLogId | None) -> None:
            super().__init__()
            self.log = log

    def __init__(self, desk: Desk, patient_id: PatientId) -> None:
        super().__init__()
        self._desk = desk
        self._patient_id = patient_id
        self._chart: Chart | None = None
        self._entry = CodeEntry(desk)
        self._said: tuple[str, str] = ("", SOFT)

    def compose(self) -> ComposeResult:
        """Line with the paper's name beside it, and what was understood."""
        yield Rule()
        with Horizontal(id="command"):
            yield Lines(id="prompt")
            yield CodeInput(id="code", placeholder="such as A02 210 0 0 5")
            yield Lines(id="paper")
        yield Lines(id="echo")

    def on_mount(self) -> None:
        """The sign of a line that takes whole rows."""
        self.query_one("#prompt", Lines).show([("/ ", "bold $lead")])

    def about(self, chart: Chart) -> None:
        """The chart whose paper it is, as it is now."""
        self._chart = chart
        self._echo()

    @property
    def typed(self) -> str:
        """What stands on the line."""
        return self.query_one(CodeInput).value.strip()

    def open(self) -> None:
        """Takes the keys."""
        self._said = ("", SOFT)
        self.screen.set_focus(self.query_one(CodeInput))
        self._echo()
        # The rule was drawn at no width while it was hidden.
        self.call_after_refresh(self.query_one(Rule).refresh, layout=True)

    def on_input_changed(self, event: Input.Changed) -> None:
        """A row is read aloud while it is typed."""
        event.stop()
        self._said = ("", SOFT)
        self._echo()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keeps the row that was echoed; what cannot be kept stays on the line."""
        event.stop()
        heard = self._hear(event.value, whole=True)
        if heard.other is not None:
            self._entry.take(heard.other)
            self._echo()
        elif heard.row is None:
            self._say(f"! {heard.said}", WARN)
        elif heard.kept is not None:
            self.post_message(self.Taken(heard.kept.id))
            right = keymap_of(self.app).written("diary.right")
            self._say(f"! {heard.said} – kept already; esc, then {right} puts it right", WARN)
        else:
            unclear.asked(self.app, heard.row, self._keep)

    def _keep(self, row: Row, log: RunLog) -> None:
        """Keeps a run of the paper; the line is at once ready for the next."""
        try:
            chart = self._desk.keep_run(self._patient_id, log)
        except DeskError as error:
            self.post_message(self.Taken(None))
            self._say(f"! {error.sentence}", WARN)
            return
        code = self.query_one(CodeInput)
        with code.prevent(Input.Changed):
            code.clear()
        self._chart = chart
        kept = next(each for each in chart.run_logs if each.id == log.id)
        said = advice_words(kept.advice) if kept.advice is not None else ""
        stops = kept.advice is Advice.STOP_AND_CALL
        head = row.words.partition(":")[0]
        self._say(f"✓ kept: {head}   {said}", "bold $warn" if stops else BOLD)
        self.post_message(self.Taken(log.id))

    def _hear(self, typed: str, *, whole: bool = False) -> Heard:
        chart = self._chart
        if chart is None or chart.current_episode is None:
            return Heard("")
        return self._entry.hear(chart, chart.current_episode.id, typed, whole=whole)

    def _say(self, sentence: str, style: str) -> None:
        self._said = (sentence, style)
        self._echo()

    def _echo(self) -> None:
        """What is typed in words, or what became of the row before."""
        if self._chart is None or self._chart.current_episode is None:
            return
        width = self.app.size.width - 6
        typed = self.query_one(CodeInput).value
        sentence, style = self._said
        lines: list[Line] = list(wrap(sentence, width, style, indent=2) if sentence else ())
        if not (sentence and typed.strip()):
            lines += _heard(self._hear(typed), width)
        self.query_one("#echo", Lines).show(lines[:ECHO_LINES])
        name, older = self._entry.paper(self._chart, self._chart.current_episode.id)
        said = (f"older paper: {name}", WARN) if older else (name, SOFT)
        self.query_one("#paper", Lines).show([line(said)])


def _heard(heard: Heard, width: int) -> Iterator[Line]:
    if heard.row is None:
        style = WARN if heard.wrong else SOFT
        yield from wrap(f"! {heard.said}" if heard.wrong else heard.said, width, style)
        if heard.other is not None:
            yield line(("enter", LEAD), (" reads it from that paper", SOFT))
        return
    yield from wrap(heard.said, width, BOLD)
    if heard.kept is not None:
        yield ("! kept already", WARN)
        return
    if heard.row.ask:
        yield from wrap(f"? ask: {'; '.join(heard.row.ask)}", width, WARN)[:1]
    yield line(("enter", LEAD), (" keeps it", SOFT))
