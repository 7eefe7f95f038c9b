"""Opens a paper in the system's own viewer, without taking the terminal."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path


def open_paper(path: Path) -> str:
    """Starts the viewer; returns why not, or nothing."""
    if sys.platform == "win32":
        import os

        os.startfile(path)
        return ""
    name = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(name)
    if program is None:
        return f"no viewer found ({name}); the paper lies in {path}"
    try:
        subprocess.Popen(
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return f"the viewer did not start; the paper lies in {path}"
    return ""
