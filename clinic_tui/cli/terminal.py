"""What every command shares: its exit codes, what it says and asks, the clinic it opens."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from clinic_tui.desk.desk import Desk
    from clinic_tui.desk.protecting import Protection
    from clinic_tui.model.person import PatientId

DONE, FAULT, BAD_INPUT, NOT_READY, CANNOT_SAY, INTERRUPTED = 0, 1, 2, 3, 4, 130
DAMAGED, NOT_UNLOCKED, NOT_WRITTEN = 5, 6, 7


def say(line: str) -> None:
    """One line on standard error."""
    from clinic_tui.model.text import shown

    print(shown(line), file=sys.stderr)


def print_lines(lines: Iterable[str]) -> None:
    """Lines on standard output."""
    from clinic_tui import plain

    sys.stdout.write(plain.text(lines))


def print_json(value: object) -> None:
    """A value as JSON on standard output."""
    # Letters outside ASCII are escaped, so that no text of a chart acts on a terminal.
    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=True) + "\n")


def problems_code(problems: Sequence[str]) -> int:
    """Says each problem; the exit code that they lead to."""
    for sentence in problems:
        say(f"clinic-tui: {sentence}")
    return DAMAGED if problems else DONE


def opened(options: argparse.Namespace) -> Desk:
    """The clinic, unlocked."""
    from clinic_tui.desk.desk import Desk
    from clinic_tui.desk.errors import DeskError

    folder: Path = options.clinic
    if not Desk.exists(folder):
        raise DeskError("No clinic", f"no clinic in {folder}; start clinic-tui once to set it up")
    if Desk.needs_sealing(folder):
        raise DeskError("Not sealed", "this clinic is not sealed yet; start clinic-tui to seal it")
    people = Desk.people_of(folder)
    desk = Desk.open(folder, passphrase(people) if people else "", clinician=options.person)
    if desk.notice:
        say(f"clinic-tui: {desk.notice}")
    return desk


def passphrase(people: Sequence[str]) -> str:
    """Asked at the terminal, or the first line of standard input; never a part of the command."""
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass("Passphrase: ")
    from clinic_tui.desk.errors import NotUnlocked

    typed = sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise NotUnlocked("Locked", "the clinic is sealed; give its passphrase on standard input")
    return typed


def protection_of(options: argparse.Namespace) -> Protection:
    """A password asked for twice at the terminal, or the next line of standard input."""
    from clinic_tui.desk.errors import DeskError
    from clinic_tui.desk.protecting import Protection

    if not options.protect:
        return Protection(seal=options.seal)
    if sys.stdin.isatty():
        import getpass

        password = getpass.getpass("Password of the paper: ")
        if getpass.getpass("The same again: ") != password:
            raise DeskError("Password", "the two passwords differ; nothing was made")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise DeskError("Password", "a password was asked for and none was given")
    return Protection(password, options.seal)


def patient_of(desk: Desk, typed: str) -> PatientId:
    """The one patient whose number this is, or who alone answers to it."""
    from clinic_tui.desk.errors import DeskError

    found = desk.heads().numbered(typed)
    if len(found) == 1:
        return found[0].patient_id
    numbers = ", ".join(head.patient_id for head in found[:5])
    said = f"{len(found)} patients answer to that: {numbers}" if found else "no such patient"
    raise DeskError("Patient", f"{said}; give a number of clinic-tui list")
