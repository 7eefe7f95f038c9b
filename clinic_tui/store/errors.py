"""What can go wrong in the store, each as one sentence fit for a person."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot do what was asked; the sentence says what is kept."""


class DamagedError(StoreError):
    """A file is empty, cut short, changed or of a newer program; the sentence names it."""


class MissingError(StoreError):
    """There is no such chart or clinic."""


class ChangedError(StoreError):
    """Another window saved meanwhile; nothing was overwritten."""


class NotWrittenError(StoreError):
    """The disk refused; what was saved before still stands."""


class WrongPassphraseError(StoreError):
    """The clinic stays closed; nothing is said about why."""


class LockedError(StoreError):
    """The clinic is locked: its keys are not in memory."""

    def __init__(self) -> None:
        super().__init__("The clinic is locked. What was saved is kept; unlock it to go on.")
