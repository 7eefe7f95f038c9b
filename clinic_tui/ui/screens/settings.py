"""The clinic's settings: theme, symbols, and a key for every action, each set by pressing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer

from clinic_tui.desk.errors import DeskError
from clinic_tui.desk.settings import FILE, SYMBOLS, THEMES, write_settings
from clinic_tui.ui.commands import GROUPS, bindings
from clinic_tui.ui.keymap import Keymap, called, refusal, written
from clinic_tui.ui.own_turn import is_whole
from clinic_tui.ui.widgets.late_keys import passed_on
from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    LEAD,
    SOFT,
    WARN,
    Line,
    Lines,
    Rule,
    fit,
    line,
    wrap,
)

if TYPE_CHECKING:
    from clinic_tui.desk.settings import Settings
    from clinic_tui.ui.app import ClinicApp

SAID = {
    "auto": "dark, or ansi where colours are few",
    "dark": "light letters on a dark ground",
    "light": "dark letters on a light ground",
    "contrast": "white on black, at least 7 to 1",
    "ansi": "the terminal's own sixteen colours",
    "full": "all symbols",
    "plain": "for old fonts and consoles: √ x ? # -",
}
GROUP_NAMES = {
    "app": "Everywhere",
    "unlock": "Unlocking",
    "code": "Recovery code",
    "patients": "Patient list",
    "counts": "Against criteria",
    "day": "Day's papers",
    "try": "Trying a rule",
    "clinic": "Clinic",
    "settings": "Settings",
    "history": "History",
    "form": "Forms",
    "chart": "Every tab of a chart",
    "assessments": "Assessments",
    "trends": "Trends",
    "plan": "Plan",
    "diary": "Diary",
    "flags": "Red flags",
    "assessment": "Assessment",
    "review": "Review",
    "decide": "Decision",
    "papers": "Papers",
}
"""How groups of actions are headed; one that is not here goes by its own name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be set."""

    name: str
    heading: str = ""


class SettingsScreen(Screen[None]):
    """Every change is kept at once."""

    CSS_PATH = "settings.tcss"
    GROUPS: ClassVar[tuple[str, ...]] = ("settings",)
    BINDINGS = bindings("settings")
    HELP = """Enter turns theme and symbols to the next choice; on an action it asks for the key.
What is set is kept in settings.toml of the clinic's folder, which holds nothing of a patient."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = [Row("theme", "Looks"), Row("symbols")]
        for group, commands in GROUPS.items():
            heading = f"Keys: {GROUP_NAMES.get(group, group)}"
            for command in commands:
                self._rows.append(Row(f"{group}.{command.id}", heading))
                heading = ""
        self._at = 0
        self._said = ""
        self._lines_of: dict[int, int] = {}

    @property
    def clinic_app(self) -> ClinicApp:
        """The app whose settings these are."""
        app: ClinicApp = self.app  # type: ignore[assignment]
        return app

    def compose(self) -> ComposeResult:
        """Title, one page, one line that speaks."""
        yield Lines(id="masthead")
        yield Rule()
        with VerticalScroll(id="page", can_focus=False):
            yield Lines(id="main")
        yield Rule()
        yield Lines(id="says")
        yield Footer()

    def on_mount(self) -> None:
        """Draws once the width is known."""
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Lines follow the width."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if not self.is_mounted or not is_whole(self):
            return
        width = self.query_one("#main", Lines).size.width or self.app.size.width - 5
        where = f"kept in {self.clinic_app.folder / FILE}"
        self.query_one("#masthead", Lines).show([("Settings", BOLD), *wrap(where, width, SOFT)])
        lines: list[Line] = []
        for complaint in self.clinic_app.complaints:
            lines += wrap(f"! {complaint}", width, WARN, indent=2)
        top = 0
        self._lines_of = {}
        for index, row in enumerate(self._rows):
            if row.heading:
                lines += [*([""] if lines else []), (row.heading, HEAD)]
            self._lines_of[len(lines)] = index
            if index == self._at:
                top = len(lines)
            lines.append(self._row(row, width, here=index == self._at))
        self.query_one("#main", Lines).show(lines)
        self.query_one("#says", Lines).show(self._below(width))
        page = self.query_one("#page", VerticalScroll)
        region = Region(0, max(0, top - 2), 1, 5)
        self.call_after_refresh(page.scroll_to_region, region, animate=False, immediate=True)

    def _below(self, width: int) -> Iterator[Line]:
        if self._said:
            yield from wrap(f"! {self._said}", width, WARN)[:2]
            return
        name = self._rows[self._at].name
        # A line of the list may have no room for all its words.
        yield fit(self._words(name), width, INK)
        yield (f"in {FILE}: {name}" if "." not in name else f'in {FILE}: keys."{name}"', SOFT)

    def _words(self, name: str) -> str:
        """What a setting means as it is now, or what an action does."""
        group, _, action = name.rpartition(".")
        if not group:
            return SAID[getattr(self.clinic_app.settings, name)]
        return next(each.tooltip for each in GROUPS[group] if each.id == action)

    def _row(self, row: Row, width: int, *, here: bool) -> Line:
        mark = ("› " if here else "  ", "bold $lead")
        ink = BOLD if here else INK
        settings = self.clinic_app.settings
        if "." not in row.name:
            value: str = getattr(settings, row.name)
            said = fit(SAID[value], max(0, width - 34), SOFT)
            return line(mark, fit(row.name, 20, ink), fit(value, 12, LEAD), said)
        group, _, action = row.name.partition(".")
        command = next(each for each in GROUPS[group] if each.id == action)
        key = self.clinic_app.keymap.written(row.name)
        own = row.name in settings.keys
        tail = f"usually {command.shown_as or written(command.key)}" if own else command.tooltip
        return line(
            mark,
            fit(command.label, 28, ink),
            fit(key, 12, LEAD),
            fit(tail, max(0, width - 42), SOFT),
        )

    def on_click(self, event: events.Click) -> None:
        """The first click marks a line, another one changes it."""
        at = self.query_one("#main", Lines).row_under(event)
        index = None if at is None else self._lines_of.get(at)
        if index is None:
            return
        if index == self._at:
            self.action_turn()
        else:
            self.action_mark(index - self._at)

    def action_mark(self, by: int) -> None:
        """Another line."""
        self._at = max(0, min(len(self._rows) - 1, self._at + by))
        self._said = ""
        self._draw()

    def action_turn(self) -> None:
        """The next choice, or the key of an action."""
        name = self._rows[self._at].name
        settings = self.clinic_app.settings
        if name == "theme":
            self._keep(replace(settings, theme=_after(settings.theme, THEMES)))
        elif name == "symbols":
            self._keep(replace(settings, symbols=_after(settings.symbols, SYMBOLS)))
        else:
            self.app.push_screen(PressModal(name, settings.keys), self._pressed)

    def _pressed(self, key: str | None) -> None:
        if key is None:
            return
        name = self._rows[self._at].name
        settings = self.clinic_app.settings
        self._keep(replace(settings, keys={**settings.keys, name: key}))

    def action_own(self) -> None:
        """The program's own key again, where nothing else took it meanwhile."""
        name = self._rows[self._at].name
        settings = self.clinic_app.settings
        if name not in settings.keys:
            return
        rest = {each: key for each, key in settings.keys.items() if each != name}
        usual = Keymap().key(name)
        # Fixed keys are no hindrance: the program's own keys never meet them.
        why = refusal(name, usual, rest)
        if why.startswith("is “"):
            self._said = f"“{written(usual)}” {why}."
            self._draw()
            return
        self._keep(replace(settings, keys=rest))

    def _keep(self, settings: Settings) -> None:
        try:
            write_settings(self.clinic_app.folder, settings)
        except DeskError as error:
            self._said = error.sentence
        else:
            self._said = ""
            self.clinic_app.settle(settings)
        self._draw()

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()


class PressModal(ModalScreen[str | None]):
    """The next key becomes the action's; one that cannot be says why and another is asked."""

    CSS_PATH = "settings.tcss"

    def __init__(self, name: str, chosen: Mapping[str, str]) -> None:
        super().__init__()
        self._for = name
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """One box."""
        yield Lines(id="press")

    def on_mount(self) -> None:
        """Asks."""
        self._say("")

    def _say(self, why: str) -> None:
        group, _, action = self._for.partition(".")
        label = next(each.label for each in GROUPS[group] if each.id == action)
        room = min(60, self.app.size.width - 10)
        lines: list[Line] = [*wrap(f"Press the key for “{label}”", room, BOLD)]
        lines += wrap(f"! {why}", room, WARN) if why else [("esc leaves it as it is", SOFT)]
        self.query_one("#press", Lines).show(lines)

    def on_key(self, event: events.Key) -> None:
        """Takes the key."""
        if passed_on(self, event):
            return
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
            return
        key = called(event.key)
        why = refusal(self._for, key, {**self._chosen, self._for: key})
        if why:
            self._say(f"“{written(event.key)}” {why}.")
        else:
            self.dismiss(key)


def _after(now: str, known: tuple[str, ...]) -> str:
    return known[(known.index(now) + 1) % len(known)]
