"""The gate between a folder and its patients: first start, sealing, unlocking, the idle lock."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from clinic_tui.desk.clock import Clock, system_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import DeskError

if TYPE_CHECKING:
    from clinic_tui.ui.screens.unlock import UnlockScreen

IDLE_MINUTES = 5
"""After which an untouched window is locked; an open assessment names a longer time."""
LOOK_EVERY = 5.0
"""Seconds between two looks at how long nothing was touched."""


class Gate:
    """Brings an app from a folder to an open desk, and locks it while nobody sits there."""

    def __init__(
        self,
        app: App[Any],
        clock: Clock | None,
        opened: Callable[[Desk], None],
        locks: Callable[[], None],
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._clock = clock
        self._opened = opened
        self._locks = locks
        self._ticks = ticks
        self._touched = ticks()
        self.desk: Desk | None = None

    def enter(self, folder: Path) -> None:
        """Asks what has to be asked before the patients are shown."""
        screen: Screen[Desk | None]
        if not Desk.exists(folder):
            from clinic_tui.ui.screens.first_start import FirstStartScreen

            screen = FirstStartScreen(folder, self._clock)
        elif Desk.needs_sealing(folder):
            from clinic_tui.ui.screens.keys_forms import SealForm

            screen = SealForm(folder, self._clock)
        else:
            screen = self._unlock_screen(
                folder,
                lambda who, passphrase: Desk.open(
                    folder, passphrase, clock=self._clock or system_clock, clinician=who
                ),
            )
        self._app.push_screen(screen, self._entered)

    def _unlock_screen(
        self, folder: Path, unlock: Callable[[str, str], Desk], who: str = "", why: str = ""
    ) -> UnlockScreen:
        from clinic_tui.ui.screens.unlock import UnlockScreen

        people = Desk.people_of(folder)

        def recover() -> Screen[Desk | None]:
            from clinic_tui.ui.screens.keys_forms import RecoverForm

            return RecoverForm(folder, self._clock, people)

        return UnlockScreen(people, unlock, recover, who=who, why=why)

    def _entered(self, desk: Desk | None) -> None:
        if desk is None:
            self._app.exit()
            return
        self.desk = desk
        self.touch()
        if not desk.recovery_code:
            self._opened(desk)
            return
        from clinic_tui.ui.screens.code import CodeScreen

        self._app.push_screen(CodeScreen(desk), lambda _: self._opened(desk))

    def touch(self) -> None:
        """Somebody sits there."""
        self._touched = self._ticks()

    def look(self) -> None:
        """Locks where nothing was touched for too long; a running stopwatch is no idling."""
        screens = self._app.screen_stack
        if any(getattr(screen, "keeps_awake", False) for screen in screens):
            self.touch()
        minutes = max(getattr(screen, "IDLE_MINUTES", IDLE_MINUTES) for screen in screens)
        if self._ticks() - self._touched >= minutes * 60:
            self.lock(f"Locked after {minutes} minutes without a key. What was typed is kept.")

    def lock(self, why: str = "Locked. What was typed is kept.") -> None:
        """Blanks the screen and drops the keys, once what was typed is on the disk."""
        desk = self.desk
        if desk is None or desk.locked or getattr(self._app.screen, "COVERS", False):
            return
        for screen in self._app.screen_stack:
            keep = getattr(screen, "keep_now", None)
            if keep is not None:
                keep()
        self._locks()
        if desk.demo:
            from clinic_tui.ui.screens.blank import BlankScreen

            self._app.push_screen(BlankScreen())
            return
        try:
            desk.lock()
        except DeskError as error:
            why = f"{why} {error.sentence}"
        person = desk.clinician.name

        def unlock(who: str, passphrase: str) -> Desk:
            desk.unlock(passphrase, who)
            return desk

        screen = self._unlock_screen(desk.folder, unlock, person, why)
        self._app.push_screen(screen, lambda back: self._back(back, person))

    def _back(self, desk: Desk | None, before: str) -> None:
        """The same person goes on where she was; anybody else begins at the list."""
        if desk is None:
            return
        self.touch()
        if desk is self.desk and desk.clinician.name == before:
            return
        while len(self._app.screen_stack) > 1:
            self._app.pop_screen()
        self._entered(desk)
