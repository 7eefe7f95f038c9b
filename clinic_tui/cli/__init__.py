"""The command line: the same desk without a screen, in plain text that reads aloud well.

Nothing heavy is loaded before the command is known. Exit codes: 0 done or ready, 2 bad input,
3 not ready, no plan or superseded, 4 cannot say or unknown, 5 something is damaged, 6 not
unlocked, 7 the disk refused, 1 the program's own fault.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from clinic_tui.cli.parser import parser
from clinic_tui.cli.terminal import (
    BAD_INPUT,
    DONE,
    FAULT,
    INTERRUPTED,
    NOT_UNLOCKED,
    NOT_WRITTEN,
    say,
)

if TYPE_CHECKING:
    import argparse


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: as typed after the program's name; the process's own unless given.

    Returns:
        The exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a name outside the terminal's letters is no reason to stop
            reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    try:
        return _run(options)
    except BrokenPipeError:
        return _reader_has_gone()
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    from clinic_tui.desk.errors import DeskError, NotSaved, NotUnlocked

    command: Callable[[argparse.Namespace], int] = options.run
    try:
        code = command(options)
        sys.stdout.flush()
        return code
    except DeskError as error:
        say(f"clinic-tui: {error.sentence}")
        if isinstance(error, NotUnlocked):
            return NOT_UNLOCKED
        return NOT_WRITTEN if isinstance(error, NotSaved) else BAD_INPUT
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:
        # The message may hold a patient's values, so only the fault's kind is said.
        kind = type(error).__name__
        where = options.command or "the app"
        say(f"clinic-tui: a fault of the program ({kind}) in {where}; what was saved is kept")
        return FAULT


def _reader_has_gone() -> int:
    """The other end of the pipe closed, as `head` does; nothing more can be said to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
