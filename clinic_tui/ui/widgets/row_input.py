"""The command line of the assessment: a whole row at once."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class RowInput(Input):
    """Enter hands the row on, escape goes back to the sheet and leaves the row on the line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "write the row", key_display="enter"),
        Binding("escape", "screen.to_sheet", "back to the sheet", key_display="esc"),
    ]
