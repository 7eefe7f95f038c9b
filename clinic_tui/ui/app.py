"""The app: themes, screens by name, and what is common to all of them. Nothing clinical."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.screen import Screen

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import DeskError
from clinic_tui.ui.commands import GROUPS, bindings
from clinic_tui.ui.themes import DARK, DEFAULT, THEMES

if TYPE_CHECKING:
    from clinic_tui.desk.clock import Clock
    from clinic_tui.model.person import PatientId

FOLDER = "CLINIC_TUI_FOLDER"
"""Environment variable that names the clinic's folder."""


class ClinicApp(App[None]):
    """The clinic at a terminal."""

    TITLE = "clinic_tui"
    CSS_PATH = "clinic.tcss"
    BINDINGS = bindings("app")
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [
        (0, "-narrow"),
        (100, "-usual"),
        (150, "-wide"),
    ]
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, clinic: Desk | Path, *, clock: Clock | None = None) -> None:
        super().__init__()
        self._clinic = clinic
        self._clock = clock
        for theme in THEMES:
            self.register_theme(theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Own tokens must be known before the first theme is."""
        return DARK

    def on_mount(self) -> None:
        """Opens the list, or the first start where there is no clinic yet."""
        self.theme = DEFAULT
        if isinstance(self._clinic, Desk):
            self.open_clinic(self._clinic)
            return
        from clinic_tui.ui.screens.first_start import FirstStartScreen

        self.push_screen(FirstStartScreen(self._clinic, self._clock), self._started)

    def _started(self, desk: Desk | None) -> None:
        if desk is None:
            self.exit()
        else:
            self.open_clinic(desk)

    def open_clinic(self, desk: Desk) -> None:
        """Shows a clinic's patients."""
        from clinic_tui.ui.screens.patients import PatientsScreen

        self.push_screen(PatientsScreen(desk))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the screen can do, then what the app can; no picture of the screen is offered."""
        groups: tuple[str, ...] = getattr(screen, "GROUPS", ())
        for owner, names in ((screen, groups), (self, ("app",))):
            for name in names:
                for command in GROUPS[name]:
                    yield SystemCommand(
                        command.label.capitalize(),
                        f"{command.tooltip}  ({command.shown_as or command.key})",
                        _runner(owner, command.id),
                    )
        yield SystemCommand("Quit", "Leave; drafts are kept  (ctrl+q)", self.action_quit)

    def action_dark(self) -> None:
        """Light letters on a dark ground."""
        self.theme = "clinic-dark"

    def action_light(self) -> None:
        """Dark letters on a light ground."""
        self.theme = "clinic-light"

    def action_help(self) -> None:
        """Opens or closes the list of keys."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()

    def _fatal_error(self) -> None:
        # A traceback would show what is in memory, patients' values among them.
        self.bell()
        kind = type(self._exception).__name__
        self._exit_renderables.append(
            f"clinic-tui: a fault of the program ({kind}). What was said to be saved is saved; "
            "an open draft is in the patient's chart as it was when last kept."
        )
        self._close_messages_no_wait()


def _runner(owner: App[None] | Screen[Any], action: str) -> Callable[[], Any]:
    return lambda: owner.run_worker(owner.run_action(action), exit_on_error=True)


def default_folder() -> Path:
    """Where the clinic's data lie unless said: the user's data folder."""
    if named := os.environ.get(FOLDER):
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "clinic-tui"


def open_chart(app: App[Any], desk: Desk, patient_id: PatientId, tab: str = "readiness") -> None:
    """Shows one tab of a chart in place of the tab that is open, or over the patient list."""
    from clinic_tui.ui.screens.tabs import tab_screen

    app.push_screen(tab_screen(tab)(desk, patient_id))


def run(clinic: Path | None = None, *, clock: Clock | None = None) -> int:
    """Opens the clinic in a folder, or starts one there; returns the exit code."""
    folder = clinic or default_folder()
    if not Desk.exists(folder):
        return show(ClinicApp(folder, clock=clock))
    try:
        desk = Desk.open(folder, clock=clock) if clock else Desk.open(folder)
    except DeskError as error:
        raise error
    return show(ClinicApp(desk, clock=clock))


def show(app: ClinicApp) -> int:
    """Runs the app to its end; the exit code is 1 after a fault of the program."""
    app.run()
    return app.return_code or 0
