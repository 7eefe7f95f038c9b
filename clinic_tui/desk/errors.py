"""What the desk says when it cannot do what was asked: a title and one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from clinic_tui.store.errors import (
    ChangedError,
    DamagedError,
    LockedError,
    MissingError,
    NotWrittenError,
    WrongPassphraseError,
)


class DeskError(Exception):
    """What happened, what is kept, what to do; fit to be shown as it is."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__(sentence)
        self.title = title
        self.sentence = sentence


# These three read as what happened, `except Refused`, wherever the desk is used.
class Refused(DeskError):  # noqa: N818
    """A rule says no; the sentence says which."""


class Conflict(DeskError):  # noqa: N818
    """The chart changed meanwhile in another window; nothing was overwritten."""


class NotUnlocked(Refused):
    """A passphrase or code that does not open the clinic, or a clinic that is locked."""


class NotSaved(DeskError):  # noqa: N818
    """The disk refused; what was saved before is kept."""


@contextmanager
def said() -> Iterator[None]:
    """Says what the store could not do in the desk's words."""
    try:
        yield
    except ChangedError as error:
        raise Conflict("Changed meanwhile", str(error)) from error
    except NotWrittenError as error:
        raise NotSaved("Not saved", str(error)) from error
    except WrongPassphraseError as error:
        raise NotUnlocked("Not unlocked", str(error)) from error
    except LockedError as error:
        raise NotUnlocked("Locked", str(error)) from error
    except MissingError as error:
        raise DeskError("Not found", str(error)) from error
    except DamagedError as error:
        raise DeskError("Damaged file", str(error)) from error


def refuse(sentence: str) -> Refused:
    """A refusal with its sentence, to be raised."""
    return Refused("Refused", sentence)
