"""Protecting a paper: a password, and the seal of the clinic; in this order, and last of all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_tui.desk.errors import refuse
from clinic_tui.exchange.protection import NotInstalledError

if TYPE_CHECKING:
    from clinic_tui.store.repository import SealKey

SHORTEST = 8
"""Characters of a paper's password, at least: whoever has the file may try for ever."""


@dataclass(frozen=True, slots=True)
class Protection:
    """How a paper is protected when it leaves."""

    password: str = field(default="", repr=False)
    """Empty: everybody who has the file can read it."""
    seal: bool = False


OPEN = Protection()


def check(protection: Protection) -> None:
    """Passes if a paper can be protected so.

    Raises:
        Refused: the password is too short.
    """
    if protection.password and len(protection.password) < SHORTEST:
        raise refuse(f"A paper's password has {SHORTEST} letters or more; nothing was made.")


def protect(
    pdf: bytes, protection: Protection, seal: SealKey | None, clinic: str, language: str
) -> bytes:
    """A paper with its password first and the seal last: what comes after would break it.

    Args:
        pdf: as it was drawn.
        protection: what is wanted.
        seal: the clinic's, where one is wanted.
        clinic: its name, which stands beside the words of the seal.
        language: the paper's.

    Raises:
        Refused: an optional part of the program is not installed.
    """
    try:
        if protection.password:
            from clinic_tui.exchange.protection import protected

            pdf = protected(pdf, protection.password)
        if seal is not None:
            from clinic_tui.exchange.seal import sealed
            from reports.language import speaking
            from reports.seal_mark import BOX, seal_mark

            with speaking(language):
                mark = seal_mark(clinic)
            password = protection.password
            pdf = sealed(pdf, seal.key, seal.certificate, mark, BOX, password)
    except NotInstalledError as error:
        raise refuse(f"{error}; nothing was made.") from error
    return pdf
