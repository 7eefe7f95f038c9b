"""The command line of the assessment: a whole row at once."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from clinic_tui.ui.widgets.pasted import SafeInput


class RowInput(SafeInput):
    """Enter hands the row on, escape goes back to the sheet and leaves the row on the line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "write the row", key_display="enter"),
        Binding("escape", "screen.to_sheet", "back to the sheet", key_display="esc"),
    ]
