"""The patient list: thousands of people, of whom only those in sight are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from clinic_tui.ui.widgets.lines import (
    BOLD,
    DAYS,
    INK,
    SOFT,
    WARN,
    Line,
    day,
    fit,
    line,
    pips,
)

WIDE = 150
VERDICTS = {"ready": "bold $lead", "not ready": WARN}


@dataclass(frozen=True, slots=True)
class Person:
    """One patient as a line shows it."""

    key: str
    name: str
    age: str
    hip: str
    diagnosis: str
    met: int
    not_met: int
    unknown: int
    readiness: str
    clearance: str
    due: str
    waits: str
    alarm: bool


class People(Sequence[Person]):
    """People at some places of a list, each made when it is first drawn."""

    def __init__(self, places: Sequence[int], made: Callable[[int], Person]) -> None:
        self._places = places
        self._make = made
        self._made: dict[int, Person] = {}

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Person: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Person, ...]: ...

    def __getitem__(self, at: int | slice) -> Person | tuple[Person, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(len(self))[at])
        place = self._places[at]
        person = self._made.get(place)
        if person is None:
            person = self._made[place] = self._make(place)
        return person


def due(on: date | None, today: date) -> str:
    """When the next visit is, in words."""
    if on is None:
        return ""
    if on == today:
        return "today"
    if abs((on - today).days) < 300:
        return f"{DAYS[on.weekday()]} {day(on)[:-5]}"
    return day(on)


class Roll(ScrollView, can_focus=False):
    """Lines of people with one chosen; arrows come from the search field."""

    chosen: reactive[int] = reactive(0, repaint=True)

    class Chosen(Message):
        """Another person is under the mark."""

        def __init__(self, person: Person | None) -> None:
            super().__init__()
            self.person = person

    class Opened(Message):
        """The chosen person was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._people: Sequence[Person] = ()
        self._nothing: Sequence[str] = ()

    @property
    def _wide(self) -> bool:
        return self.size.width >= WIDE

    @property
    def _step(self) -> int:
        """Screen lines that one person takes, with the blank one."""
        return 2 if self._wide else 3

    def show(self, people: Sequence[Person], nothing: Sequence[str]) -> None:
        """Replaces the list; `nothing` are the lines where it is empty."""
        self._people, self._nothing = people, nothing
        self.chosen = 0
        self._measure()
        self.scroll_to(0, 0, animate=False, immediate=True)
        self.refresh()
        self.post_message(self.Chosen(self.person))

    @property
    def person(self) -> Person | None:
        """Who is chosen."""
        return self._people[self.chosen] if self.chosen < len(self._people) else None

    def move(self, by: int) -> None:
        """Moves the mark and keeps it in sight."""
        if not self._people:
            return
        self.chosen = max(0, min(len(self._people) - 1, self.chosen + by))
        top = self.chosen * self._step
        self.scroll_to_region(Region(0, top, 1, self._step), animate=False, immediate=True)
        self.post_message(self.Chosen(self.person))

    def on_click(self, event: events.Click) -> None:
        """The first click chooses, another one opens."""
        index = (event.y + self.scroll_offset.y) // self._step
        if index >= len(self._people):
            return
        if index == self.chosen:
            self.post_message(self.Opened())
        else:
            self.move(index - self.chosen)

    @property
    def page(self) -> int:
        """People on one screen."""
        return max(1, self.size.height // self._step)

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, max(1, len(self._people) * self._step - 1))

    def on_resize(self) -> None:
        """A line has another height in a wide window."""
        self._measure()
        self.move(0)

    def heading(self) -> Content:
        """Names of the columns at this width."""
        if self._wide:
            return line(
                *(fit(text, width, SOFT) for text, width in (("", 2), ("Patient", 24))),
                fit("age", 3, SOFT, ">"),
                *(
                    fit(text, width, SOFT)
                    for text, width in (
                        ("", 2),
                        ("hip", 6),
                        ("diagnosis", 39),
                        ("criteria met", 20),
                        ("readiness", 11),
                        ("clearance", 24),
                        ("waiting, or due", 20),
                    )
                ),
            )
        return line(
            ("  ", INK),
            fit("Patient", 19, SOFT),
            fit("age", 3, SOFT, ">"),
            ("  ", INK),
            fit("hip", 6, SOFT),
            fit("criteria met", 19, SOFT),
            fit("readiness", 11, SOFT),
            fit("clearance", 12, SOFT),
        )

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.size.width
        index, row = divmod(y + self.scroll_offset.y, self._step)
        content: Line = ""
        if not self._people:
            said = self._nothing[y] if y < len(self._nothing) else ""
            content = line(fit(f"  {said}", width, INK if y == 0 else SOFT))
        elif index < len(self._people) and row < self._step - 1:
            content = self._row(self._people[index], row, width, here=index == self.chosen)
        whole = content if isinstance(content, Content) else line(content)
        here = bool(self._people) and index == self.chosen and row < self._step - 1
        if here:
            whole = whole.pad_right(max(0, width - whole.cell_length)).stylize("on $pick")
        strips = Visual.to_strips(
            self, whole, width, 1, self.visual_style, apply_selection=False, pad=True
        )
        return strips[0].crop(0, width) if strips else Strip.blank(width, self.rich_style)

    def _row(self, person: Person, row: int, width: int, *, here: bool) -> Content:
        mark = ("› " if here and row == 0 else "  ", "bold $lead")
        waits = person.waits and ("▲ " if person.alarm else "") + person.waits
        waits_style = "bold $warn" if person.alarm else INK
        due_words = f"due {person.due}" if person.due else ""
        if row == 1:
            tail = fit(waits, 30, waits_style) if waits else fit(due_words, 30, SOFT)
            return line(mark, fit(person.diagnosis, 47, SOFT), " ", tail)
        total = person.met + person.not_met + person.unknown
        count = f"{person.met} of {total}" if total else "–"
        bar = pips(person.met, person.not_met, person.unknown, 9)
        verdict = VERDICTS.get(person.readiness, SOFT)
        numbers: list[Line] = [
            line(bar, " " * (9 - bar.cell_length)),
            fit(count, 9, INK, ">"),
            "  " if self._wide else " ",
            fit(person.readiness or "not judged", 11, verdict),
        ]
        first: list[Line] = [
            mark,
            fit(person.name, 24 if self._wide else 19, BOLD),
            fit(person.age, 3, INK, ">"),
            "  ",
            fit(person.hip, 6, BOLD),
        ]
        if self._wide:
            room = max(0, width - 131)
            tail = fit(waits, room, waits_style) if waits else fit(due_words, room, SOFT)
            return line(
                *first,
                fit(person.diagnosis, 38, SOFT),
                " ",
                *numbers,
                fit(person.clearance, 23),
                " ",
                tail,
            )
        return line(*first, *numbers, fit(person.clearance, max(0, width - 62)))

    def watch_chosen(self) -> None:
        """The mark moved."""
        self.refresh()
