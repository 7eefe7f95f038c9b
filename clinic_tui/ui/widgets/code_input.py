"""Lines that take the rows of a paper diary, or one day of a plan."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from clinic_tui.ui.widgets.pasted import SafeInput


class CodeInput(SafeInput):
    """Enter keeps the row that is echoed, escape goes back to the course."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "keep the row", key_display="enter"),
        Binding("escape", "screen.to_course", "to the course", key_display="esc"),
    ]


class DayInput(SafeInput):
    """Enter keeps the day that is heard, escape goes back to the weeks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "keep the day", key_display="enter"),
        Binding("escape", "screen.leave", "back to the weeks", key_display="esc"),
    ]
