"""A form: one line a field, read when it is left, and a line below that says what is expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input

from clinic_tui.ui.typed import Reader, UnreadableError, spoken, text
from clinic_tui.ui.widgets.lines import HEAD, SOFT, Lines, line, week_day
from clinic_tui.ui.widgets.pasted import SafeInput


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked."""

    key: str
    label: str
    hint: str = ""
    """What is expected, said while the field has the keys."""
    read: Reader = text
    needed: bool = False
    secret: bool = False
    """Whether dots stand for what is typed, and blanks belong to it."""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading, asked only where they apply."""

    heading: str
    fields: tuple[Field, ...]
    applies: Callable[[Mapping[str, object]], bool] = lambda values: True


class Entry(SafeInput):
    """The line of a field; arrows and enter go from field to field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down,enter", "app.focus_next", show=False),
    ]

    def __init__(self, field: Field, start: str) -> None:
        super().__init__(start, id=field.key, select_on_focus=False, password=field.secret)
        self.field = field
        self.start = start
        """What stood there at first."""

    def read(self) -> object:
        """The value; none where it cannot be read."""
        return _read(self.field, self.value)

    @property
    def problem(self) -> str:
        """Why this cannot be taken; empty where it can."""
        try:
            value = self.field.read(self.value)
        except UnreadableError as error:
            return str(error)
        if self.field.needed and value in (None, ""):
            return f"needed: {self.field.hint}" if self.field.hint else "needed"
        return ""

    @property
    def expected(self) -> str:
        """How the text is understood where that is not the text itself, and what is expected."""
        heard = "" if self.field.secret else _echo(self.read())
        if heard and heard != self.value.strip():
            return f"→ {heard}   {self.field.hint}"
        return self.field.hint

    def on_blur(self) -> None:
        """The beginning of a word becomes the word."""
        value = self.read()
        if isinstance(value, StrEnum | bool):
            with self.prevent(Input.Changed):
                self.value = _echo(value)


class FieldRow(Horizontal):
    """A field with its label and a mark where it cannot be taken."""

    def __init__(self, field: Field, start: str) -> None:
        super().__init__(classes="field")
        self.entry = Entry(field, start)
        self._mark = Lines(classes="mark")

    def compose(self) -> ComposeResult:
        """Label, line, mark."""
        label = Lines(classes="label")
        label.show([(self.entry.field.label, SOFT)])
        yield from (label, self.entry, self._mark)

    def check(self, *, needed: bool = False) -> str:
        """Marks the field; an empty one is complained about only when all is wanted."""
        wanted = needed or self.entry.value.strip()
        problem = self.entry.problem if wanted else ""
        self._mark.show([line(("!", "bold $warn")) if problem else ""])
        return problem


class SectionBox(Vertical):
    """A section, built when it first applies."""

    def __init__(self, section: Section, starts: Mapping[str, str]) -> None:
        super().__init__(classes="section")
        self.section = section
        self._starts = starts
        self._built = False

    def apply(self, values: Mapping[str, object]) -> None:
        """Shows the section where it applies; what was typed is kept while it does not."""
        self.display = self.section.applies(values)
        if self.display and not self._built:
            self._built = True
            heading = Lines(classes="heading")
            heading.show([(self.section.heading, HEAD)])
            fields = self.section.fields
            self.mount(heading, *(FieldRow(f, self._starts.get(f.key, "")) for f in fields))


class Form(VerticalScroll, can_focus=False):
    """Sections of fields."""

    class Said(Message):
        """What is expected where the keys now go, or what is wrong there."""

        def __init__(self, sentence: str, *, wrong: bool) -> None:
            super().__init__()
            self.sentence = sentence
            self.wrong = wrong

    def __init__(self, *sections: Section, starts: Mapping[str, str] | None = None) -> None:
        super().__init__(id="form")
        self._sections = sections
        self._starts = starts or {}
        self._all_wanted = False
        """Whether it was tried to keep the form, so that what is empty is complained about."""

    def compose(self) -> ComposeResult:
        """A box for each section."""
        yield from (SectionBox(section, self._starts) for section in self._sections)

    def on_mount(self) -> None:
        """Builds what applies at once."""
        fields = [field for section in self._sections for field in section.fields]
        self._apply({f.key: _read(f, self._starts.get(f.key, "")) for f in fields})

    @property
    def rows(self) -> Iterator[FieldRow]:
        """The fields that are asked now."""
        for box in self.query(SectionBox):
            if box.display:
                yield from box.query(FieldRow)

    @property
    def values(self) -> dict[str, object]:
        """What was entered, by the fields' keys; what cannot be read is none."""
        return {row.entry.field.key: row.entry.read() for row in self.rows}

    @property
    def touched(self) -> bool:
        """Whether anything is other than it was at first."""
        return any(row.entry.value != row.entry.start for row in self.rows)

    def complete(self) -> dict[str, object] | None:
        """All values, or none with the keys in the first field that cannot be taken."""
        self._all_wanted = True
        wrong = [row for row in self.rows if row.check(needed=True)]
        if not wrong:
            return self.values
        wrong[0].entry.focus()
        self.call_after_refresh(self._say)
        return None

    def on_input_changed(self, event: Input.Changed) -> None:
        """An answer may bring up further questions."""
        event.stop()
        self._say()
        self.apply()

    def on_descendant_focus(self) -> None:
        """Says what is expected."""
        self._say()

    def on_descendant_blur(self) -> None:
        """Marks what cannot be taken once the field is left."""
        for row in self.rows:
            row.check(needed=self._all_wanted)

    def apply(self) -> None:
        """Shows the sections that apply now."""
        self._apply(self.values)

    def _apply(self, values: Mapping[str, object]) -> None:
        for box in self.query(SectionBox):
            box.apply(values)

    def _say(self) -> None:
        entry = self.screen.focused
        if isinstance(entry, Entry):
            problem = entry.problem if self._all_wanted or entry.value.strip() else ""
            said = f"{entry.field.label}: {problem}" if problem else entry.expected
            self.post_message(self.Said(said, wrong=bool(problem)))


def _read(field: Field, typed: str) -> object:
    """The value; none where it cannot be read."""
    try:
        return field.read(typed)
    except UnreadableError:
        return None


def _echo(value: object) -> str:
    """How a value was understood, where a text can be understood in more than one way."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, StrEnum):
        return spoken(value)
    return week_day(value) if isinstance(value, date) else ""
