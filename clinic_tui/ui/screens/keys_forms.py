"""Forms about keys: opening by the recovery code, sealing an older clinic, a new passphrase."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from clinic_tui.desk.clock import Clock, system_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.ui.screens.first_start import PASSPHRASE, twice
from clinic_tui.ui.screens.form import FormScreen
from clinic_tui.ui.typed import UnreadableError, verbatim
from clinic_tui.ui.widgets.form import Field, Section
from clinic_tui.ui.widgets.lines import SOFT, Line


class RecoverForm(FormScreen[Desk]):
    """The printed code opens the clinic and gives somebody a new passphrase."""

    TITLED = "Open by the recovery code"
    WAITS = "Opening …"

    def __init__(self, folder: Path, clock: Clock | None, people: tuple[str, ...]) -> None:
        super().__init__()
        self._folder = folder
        self._clock = clock or system_clock
        self._people = people

    def sections(self) -> tuple[Section, ...]:
        """The code, who it is, a new passphrase."""

        def who(typed: str) -> str | None:
            words = typed.strip().casefold()
            found = [name for name in self._people if words and name.casefold().startswith(words)]
            if words and len(found) != 1:
                raise UnreadableError(f"expected one of {', '.join(self._people)}")
            return found[0] if found else None

        code = Field("code", "Recovery code", "from the paper; dashes do not matter", needed=True)
        name = Field("who", "You are", f"one of {', '.join(self._people)}", who, needed=True)
        return Section("The paper", (code, name)), PASSPHRASE

    def save(self, values: dict[str, object]) -> Desk:
        """Opens the clinic."""
        named = {key: str(value or "") for key, value in values.items()}
        passphrase = twice(named)
        return Desk.recover(
            self._folder, named["code"], named["who"], passphrase, clock=self._clock
        )


class SealForm(FormScreen[Desk]):
    """A clinic of the version that did not seal gets its passphrase."""

    TITLED = "Seal this clinic"
    WAITS = "Sealing the charts …"

    def __init__(self, folder: Path, clock: Clock | None) -> None:
        super().__init__()
        self._folder = folder
        self._clock = clock or system_clock

    def about(self) -> Iterable[Line]:
        """What will happen."""
        return [
            (f"The charts in {self._folder} lie open.", SOFT),
            ("Each is sealed, read back and compared before its open file is removed.", SOFT),
        ]

    def sections(self) -> tuple[Section, ...]:
        """A passphrase."""
        return (PASSPHRASE,)

    def save(self, values: dict[str, object]) -> Desk:
        """Seals everything."""
        passphrase = twice({key: str(value or "") for key, value in values.items()})
        return Desk.seal(self._folder, passphrase, clock=self._clock)


class PassphraseForm(FormScreen[bool]):
    """A new passphrase for the person at this window."""

    TITLED = "A new passphrase"
    WAITS = "Changing …"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def about(self) -> Iterable[Line]:
        """Whose, and what it costs."""
        return [(f"for {self._desk.clinician.name}; no chart is rewritten", SOFT)]

    def sections(self) -> tuple[Section, ...]:
        """The old one, then the new one twice."""
        old = Field("old", "Passphrase until now", "", verbatim, needed=True, secret=True)
        return Section("Until now", (old,)), PASSPHRASE

    def save(self, values: dict[str, object]) -> bool:
        """Changes it."""
        named = {key: str(value or "") for key, value in values.items()}
        self._desk.change_passphrase(named["old"], twice(named))
        return True
