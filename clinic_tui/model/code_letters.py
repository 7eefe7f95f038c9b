"""Letters of codes that people copy by hand: none can be read as another, and every slip shows."""

from __future__ import annotations

from typing import Final

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXY"
"""31 of them, a prime, so that every wrong letter and every swap is noticed."""


def as_meant(typed: str) -> str:
    """A code without blanks, dashes and case, its look-alikes read as the figures they are."""
    return typed.upper().translate(str.maketrans("OIL", "011", " -\t"))


def check_letter(letters: str) -> str:
    """The letter that checks some others."""
    # No weight is a multiple of the prime, so one wrong letter or two swapped ones change the sum.
    prime = len(LETTERS)
    weighted = ((at % (prime - 1) + 1) * LETTERS.index(each) for at, each in enumerate(letters))
    return LETTERS[sum(weighted) % prime]
