"""A screen with a form: filled in by keys, checked, kept; nothing typed is lost unasked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.widgets import Footer, Input

from clinic_tui.desk.errors import DeskError
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.keymap import keymap_of
from clinic_tui.ui.own_turn import LeavesInTurn
from clinic_tui.ui.widgets.form import Form, Section
from clinic_tui.ui.widgets.lines import BOLD, SOFT, WARN, Line, Lines, Rule, wrap

Result = TypeVar("Result")


class FormScreen(LeavesInTurn[Result | None], Generic[Result]):
    """Title, form, one line that speaks, footer. `save` gives the result or raises."""

    CSS_PATH = "form.tcss"
    GROUPS: ClassVar[tuple[str, ...]] = ("form",)
    BINDINGS = bindings("form")
    HELP = """Enter and arrows go from field to field; the line below says what is expected and how
it was understood. The beginning of a word is enough where words are to choose from."""
    TITLED: str = ""
    WAITS: str = ""
    """Said while the result is made beside the keys, where that takes a moment."""

    def __init__(self) -> None:
        super().__init__()
        self._leaving = False
        self._saving = False

    def compose(self) -> ComposeResult:
        """Heading, form, what is expected."""
        yield Lines(id="title")
        yield Rule()
        yield Form(*self.sections(), starts=self.starts())
        yield Rule()
        yield Lines(id="says")
        yield Footer()

    def on_mount(self) -> None:
        """The keys go to the first field."""
        self.query_one("#title", Lines).show([(self.TITLED, BOLD), *self.about()])
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        for field in self.query(Input):
            field.focus()
            return

    def about(self) -> Iterable[Line]:
        """Lines under the title."""
        return ()

    def sections(self) -> tuple[Section, ...]:
        """What is asked."""
        raise NotImplementedError

    def starts(self) -> Mapping[str, str]:
        """What stands in the fields at first, by their keys."""
        return {}

    def save(self, values: dict[str, object]) -> Result:
        """Keeps what was entered.

        Raises:
            DeskError: it cannot be kept; said in the line below.
        """
        raise NotImplementedError

    def say(self, sentence: str, style: str = SOFT) -> None:
        """Says one thing under the form."""
        pane = self.query_one("#says", Lines)
        pane.show(wrap(sentence, (pane.content_size.width or self.app.size.width) - 2, style)[:3])

    def on_form_said(self, message: Form.Said) -> None:
        """What is expected, or what is wrong."""
        self._leaving = False
        self.say(
            ("! " if message.wrong else "") + message.sentence, WARN if message.wrong else SOFT
        )

    def action_save(self) -> None:
        """Checks the form and keeps it."""
        values = self.query_one(Form).complete()
        if values is None or self._saving:
            return
        if self.WAITS:
            self._saving = True
            self.say(self.WAITS)
            self.run_worker(lambda: self._save_aside(values), thread=True)
            return
        try:
            result = self.save(values)
        except DeskError as error:
            self.say(f"! {error.sentence}", WARN)
        else:
            self.dismiss(result)

    def _save_aside(self, values: dict[str, object]) -> None:
        try:
            result = self.save(values)
        except DeskError as error:
            self.call_later(self._refused, error)
        else:
            self.call_later(self._made, result)

    def _made(self, result: Result) -> None:
        self.dismiss(result)

    def _refused(self, error: DeskError) -> None:
        self._saving = False
        self.say(f"! {error.sentence}", WARN)

    @property
    def _keeps(self) -> str:
        return f"{keymap_of(self.app).written('form.save')} keeps it"

    @property
    def _leave(self) -> str:
        return keymap_of(self.app).written("form.leave")

    def why_stay(self) -> str:
        """Whether something was typed that is not saved."""
        if self._saving or self.query_one(Form).touched:
            return f"This form is not saved yet: {self._keeps}, {self._leave} twice throws it away."
        return ""

    def action_leave(self) -> None:
        """Leaves; what was typed is thrown away only on the second time of asking."""
        if self.query_one(Form).touched and not self._leaving:
            self._leaving = True
            again = f"{self._leave} again throws away what was typed"
            self.say(f"! Not saved yet. {again}; {self._keeps}.", WARN)
            return
        self.dismiss(None)
