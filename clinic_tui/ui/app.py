"""The app: themes, screens by name, and what is common to all of them. Nothing clinical."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from clinic_tui.desk.clock import system_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.place import usual_folder
from clinic_tui.model.text import shown
from clinic_tui.ui.commands import GROUPS, Command, bindings
from clinic_tui.ui.gate import LOOK_EVERY, Gate
from clinic_tui.ui.leaving import ENDED, leave_when_told, let_go
from clinic_tui.ui.themes import DARK, DEFAULT, THEMES

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel

    from clinic_tui.desk.clock import Clock
    from clinic_tui.desk.settings import Settings
    from clinic_tui.ui.copying import Copying
    from clinic_tui.ui.guide import Guide
    from clinic_tui.ui.keymap import Keymap


def _patients_by_name() -> type[Provider]:
    from clinic_tui.ui.palette import PatientsByName

    return PatientsByName


SETTINGS = "settings.toml"
"""In the clinic's folder."""
GUIDE_AFTER = 0.5
"""Seconds until a guide begins, so that the list stands first."""
WIDTHS = ((0, "-narrow"), (100, "-usual"), (150, "-wide"))
"""Columns from which a screen is laid out as narrow, usual or wide."""


class ClinicApp(App[None]):
    """The clinic at a terminal."""

    TITLE = "clinic_tui"
    CSS_PATH = Path(__file__).with_name("clinic.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("app"),
        Binding("question_mark", "help", show=False),
    ]
    COMMANDS = App.COMMANDS | {_patients_by_name}
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        clinic: Desk | Path,
        *,
        clock: Clock | None = None,
        ticks: Callable[[], float] = time.monotonic,
        guide: Callable[[], Guide] | None = None,
    ) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = list(WIDTHS)
        self._clinic = clinic
        self.gate = Gate(self, clock, self._patients, self.empty_clipboard, ticks)
        self._copying: Copying | None = None
        self.fault = ""
        """What went wrong in the program itself, in one line."""
        for theme in THEMES:
            self.register_theme(theme)
        self._guided_by = guide
        """Makes the hints for a first visit; none in a real clinic."""
        self.folder = clinic.folder if isinstance(clinic, Desk) else clinic
        self.complaints: tuple[str, ...] = ()
        """What is wrong in the settings' file, a sentence each."""
        self._plain: LineFilter | None = None
        if (self.folder / SETTINGS).exists():
            self._read_settings()
        # Before the first paint, so that nothing is drawn in another theme and then again.
        self.set_reactive(App.theme, DEFAULT)

    # Few clinics have settings of their own, so what reads them is loaded where there are some.

    @cached_property
    def settings(self) -> Settings:
        """Theme, symbols and keys."""
        from clinic_tui.desk.settings import Settings

        return Settings()

    @cached_property
    def keymap(self) -> Keymap:
        """The keys of this clinic."""
        from clinic_tui.ui.keymap import OWN

        return OWN

    @cached_property
    def guide(self) -> Guide | None:
        """Hints for a first visit; none in a real clinic."""
        return None if self._guided_by is None else self._guided_by()

    def _read_settings(self) -> None:
        from clinic_tui.desk.settings import read_settings
        from clinic_tui.ui.keymap import read_keys

        self.settings, problems = read_settings(self.folder)
        self.keymap, refused = read_keys(self.settings.keys)
        self.complaints = (*problems, *refused)
        self.set_keymap(dict(self.keymap.chosen))
        self._draw_plainly()

    @property
    def _usual_theme(self) -> str:
        """The theme of the settings; sixteen colours where the terminal has no more."""
        theme = self.settings.theme if "settings" in self.__dict__ else "auto"
        if theme == "auto":
            few = self.console.color_system in ("standard", "windows")
            return "clinic-ansi" if few else DEFAULT
        return f"clinic-{theme}"

    def _draw_plainly(self) -> None:
        """Plain symbols or all of them, as the settings say."""
        if self._plain is not None:
            self._filters.remove(self._plain)
            self._plain = None
        if self.settings.symbols == "plain":
            from clinic_tui.ui.symbols import PlainSymbols

            self._plain = PlainSymbols()
            self._filters.append(self._plain)

    def settle(self, settings: Settings) -> None:
        """Takes over other settings at once."""
        from clinic_tui.ui.keymap import read_keys

        self.settings = settings
        self.keymap, _ = read_keys(settings.keys)
        self.set_keymap(dict(self.keymap.chosen))
        self._draw_plainly()
        self.theme = self._usual_theme
        for screen in self.screen_stack:
            screen.refresh_bindings()
            screen.refresh(layout=True)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Own tokens must be known before the first theme is."""
        return DARK

    def get_default_screen(self) -> Screen[Any]:
        """The patients at once; behind a first start an empty screen."""
        if not isinstance(self._clinic, Desk):
            return Screen()
        from clinic_tui.ui.screens.patients import PatientsScreen

        return PatientsScreen(self._clinic)

    def on_load(self) -> None:
        """Another theme than the usual one is there before the first paint."""
        if self._usual_theme != DEFAULT:
            self.theme = self._usual_theme

    def on_mount(self) -> None:
        """Asks for the clinic where there is none yet, or for a passphrase."""
        if isinstance(self._clinic, Desk):
            self.gate.desk = self._clinic
        else:
            self.gate.enter(self._clinic)
        self.set_interval(LOOK_EVERY, self.gate.look)

    def on_ready(self) -> None:
        """After the first paint memory is looked after again, without what was loaded for good."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        if self.complaints:
            more = len(self.complaints) - 1
            said = self.complaints[0] + (f" And {more} more, in the settings." if more else "")
            self.notify(said, title="Settings", severity="warning", timeout=15)
        if self._guided_by is not None:
            self.set_timer(GUIDE_AFTER, self._begin_guide)

    async def on_event(self, event: events.Event) -> None:
        """Every key and click says that somebody sits there."""
        if isinstance(event, events.Key | events.MouseDown | events.Paste):
            self.gate.touch()
        await super().on_event(event)

    def on_unmount(self) -> None:
        """Leaves the clinic in order."""
        self.empty_clipboard()
        if self.gate.desk is not None:
            self.gate.desk.close()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """A toast; it may name a file or a person, so nothing in it acts, markup least of all."""
        super().notify(
            shown(message), title=shown(title), severity=severity, timeout=timeout, markup=False
        )

    def copy_to_clipboard(self, text: str) -> None:
        """Copies after it was asked once; loaded when it is first wanted."""
        from clinic_tui.ui.copying import Copying

        if self._copying is None:
            self._copying = Copying(self, super().copy_to_clipboard)
        self._copying.ask(text)

    def empty_clipboard(self) -> None:
        """Takes back what was copied from here."""
        if self._copying is not None:
            self._copying.empty()

    def action_lock(self) -> None:
        """Blanks the screen and drops the keys."""
        self.gate.lock()

    def _patients(self, desk: Desk) -> None:
        from clinic_tui.ui.screens.patients import PatientsScreen

        self.push_screen(PatientsScreen(desk))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the screen can do, then what the app can; no picture of the screen is offered."""
        groups: tuple[str, ...] = getattr(screen, "GROUPS", ())
        for owner, names in ((screen, groups), (self, ("app",))):
            for name in names:
                for command in self.offered(name):
                    yield SystemCommand(
                        command.label.capitalize(),
                        f"{command.tooltip}  ({self.keymap.written(f'{name}.{command.id}')})",
                        _runner(owner, command.id),
                    )
        from clinic_tui.ui.jumping import places_of

        for place in places_of(self):
            yield SystemCommand(
                f"Go to {place.name}",
                f"{place.what}  ({self.keymap.written('app.jump')} {place.key})",
                place.go,
            )
        yield SystemCommand("Quit", "Leave; drafts are kept  (ctrl+q)", self.action_quit)

    def action_command_palette(self) -> None:
        """Opens the palette, once."""
        from clinic_tui.ui.palette import Palette

        if not any(isinstance(screen, Palette) for screen in self.screen_stack):
            # Without the id of Textual's own: one that is being taken away may still hold it.
            self.push_screen(Palette())

    def action_dark(self) -> None:
        """Light letters on a dark ground."""
        self.theme = "clinic-dark"

    def action_light(self) -> None:
        """Dark letters on a light ground."""
        self.theme = "clinic-light"

    def offered(self, group: str) -> tuple[Command, ...]:
        """The commands of a group that mean something here."""
        guided = self._guided_by is not None
        return tuple(c for c in GROUPS[group] if guided or (group, c.id) != ("app", "guide"))

    def get_key_display(self, binding: Binding) -> str:
        """A key as the footer writes it; Textual's sign for enter is in few fonts."""
        return "enter" if binding.key == "enter" else super().get_key_display(binding)

    def action_help(self) -> None:
        """Explains the screen and its keys; the same key closes it."""
        from clinic_tui.ui.screens.help import HelpModal

        if isinstance(self.screen, HelpModal):
            self.screen.dismiss()
        else:
            self.push_screen(HelpModal(self.screen))

    def action_jump(self) -> None:
        """Asks where to go."""
        from clinic_tui.ui.jumping import ask_where

        ask_where(self)

    def _begin_guide(self) -> None:
        if self.guide is not None:
            self.guide.begin(self)

    def action_guide(self) -> None:
        """Shows or hides the hints of the demo."""
        if self.guide is not None:
            self.guide.toggle(self)

    def _fatal_error(self) -> None:
        # A traceback would show what is in memory, patients' values among them.
        self.fault = _fault(self._exception)
        self._close_messages_no_wait()


def _fault(error: BaseException | None) -> str:
    return (
        f"clinic-tui: a fault of the program ({type(error).__name__}). What was said to be saved "
        "is saved; an open draft is as it was when it was last kept."
    )


def _runner(owner: App[None] | Screen[Any], action: str) -> Callable[[], Any]:
    return lambda: owner.run_worker(owner.run_action(action), exit_on_error=True)


def run(clinic: Path | None = None, *, clock: Clock | None = None) -> int:
    """Opens the clinic in a folder, or starts one there; returns the exit code.

    Raises:
        DeskError: the clinic's own file is damaged.
    """
    folder = clinic or usual_folder()
    there = Desk.exists(folder) and not Desk.needs_sealing(folder)
    if there and not Desk.people_of(folder):
        # Invented people only: the key lies open.
        return show(ClinicApp(Desk.open(folder, clock=clock or system_clock), clock=clock))
    return show(ClinicApp(folder, clock=clock))


def show(app: ClinicApp) -> int:
    """Runs the app to its end; the exit code is 1 after a fault of the program."""
    leave_when_told(app)
    try:
        app.run()
    except Exception as error:  # of Textual's own loop; said in a line like any other
        app.fault = app.fault or _fault(error)
    code = app.return_code or 0
    if app.fault:
        print(app.fault, file=sys.stderr)
        code = code or 1
    if code > ENDED:
        let_go()
    return code
