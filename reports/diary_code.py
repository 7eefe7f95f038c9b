"""The diary code: the row of boxes on paper is what is typed back at the next visit."""

from __future__ import annotations

import hashlib
from typing import Final

LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Rows of a diary; I and O are left out, they read as figures."""


def row_letter(index: int) -> str:
    """Name of a row counted from 0: A to Z, then AA, BB and so on."""
    return LETTERS[index % len(LETTERS)] * (index // len(LETTERS) + 1)


def row_key(plan: str, version: int, index: int) -> int:
    """The printed figure of a row, 1 to 9, which ties it to its plan.

    Any nine rows in a row have nine different figures, so a slipped row shows in the sum.
    """
    start = hashlib.sha256(f"{plan}/{version}".encode()).digest()[0]
    return (start + 4 * index) % 9 + 1


def check_figure(key: int, figures: str) -> int:
    """What belongs in the round box: the last figure of key and boxes added up."""
    return (key + sum(int(figure) for figure in figures if figure.isdigit())) % 10
