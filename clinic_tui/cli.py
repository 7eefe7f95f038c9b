"""The command line: the same desk without a screen, in plain text that reads aloud well."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from clinic_tui import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="clinic-tui", description=__doc__)
    parser.add_argument("--version", action="version", version=f"clinic-tui {__version__}")
    parser.parse_args(arguments)
    return 0
