"""Where the clinic's data lie unless said."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NAMED = "CLINIC_TUI_FOLDER"
"""Environment variable that names the clinic's folder."""


def usual_folder() -> Path:
    """Where the clinic lies unless said: the system's place for a program's own data."""
    if named := os.environ.get(NAMED):
        return Path(named)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "clinic-tui"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "clinic-tui"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "clinic-tui"
