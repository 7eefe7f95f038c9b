"""The diary code: the row of boxes on paper is what is typed back at the next visit.

`row  done(2)  pain in the run, right after, next morning(3)  gone(1)  sign(1)  last figure(1)`:
nine keys. A run that did not happen is `row 00 last figure`: four.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from clinic_tui.model.digest import sha256
from clinic_tui.model.runlog import Gone

LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Rows of a diary; I and O are left out, they read as figures."""
BOXES: Final = 7
EMPTY: Final = "-"
GONE: Final = {"0": Gone.WITHIN_24_H, "1": Gone.AFTER_24_TO_48_H, "2": Gone.BEYOND_48_H}
MARKS_OF_TYPING: Final = str.maketrans("", "", " \t.,;:/|_")
SHAPE: Final = "row, done 2, pain 3, gone 1, sign 1, last figure"
BOX_NAMES: Final = (
    *("done, first figure", "done, second figure"),
    *("pain in the run", "pain right after", "pain next morning"),
    *("gone: 0 within 24 h, 1 after 24 to 48 h, 2 later", "sign: 0 to 4", "last figure"),
)


@dataclass(frozen=True, slots=True)
class Written:
    """What stood in a row of boxes. None is an empty box; it is not zero."""

    row: int
    """Counted from 0."""
    ran: bool
    done: int | None = None
    """Repeats or minutes, as the paper's row says."""
    during: int | None = None
    after: int | None = None
    next_morning: int | None = None
    gone: Gone | None = None
    sign: int | None = None


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a code cannot be what stood on the paper."""

    sentence: str
    fits: tuple[str, ...] = ()
    """Other papers whose figures it fits."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A diary that was handed out."""

    plan: str
    version: int
    rows: int
    name: str = ""
    """How it is called in a message, such as `the plan of 3 Nov 2026`."""


def row_letter(index: int) -> str:
    """Name of a row counted from 0: A to Z, then AA, BB and so on."""
    return LETTERS[index % len(LETTERS)] * (index // len(LETTERS) + 1)


def row_key(plan: str, version: int, index: int) -> int:
    """The printed figure of a row, 1 to 9, which ties it to its plan.

    Any nine rows in a row have nine different figures, and so have any nine versions of a plan:
    a slipped row or an older paper shows in the sum.
    """
    start = sha256(plan.encode())[0]
    return (start + 2 * version + 4 * index) % 9 + 1


def check_figure(key: int, figures: str) -> int:
    """What belongs in the round box: the last figure of key and boxes added up."""
    return (key + sum(int(figure) for figure in figures if figure.isdigit())) % 10


def read_code(typed: str, paper: Paper, others: Sequence[Paper] = ()) -> Written | Misread:
    """One row as it was typed, spaces free and in either case, or why it cannot be.

    Args:
        typed: the code.
        paper: the diary it should stand on.
        others: earlier papers, to be named if the code fits them instead.
    """
    text = typed.translate(MARKS_OF_TYPING).upper()
    at = next((at for at, each in enumerate(text) if not each.isalpha()), len(text))
    letter, figures = text[:at], text[at:]
    if not letter:
        return Misread(f"expected a code that begins with its row's letter: {SHAPE}")
    if "O" in text or "I" in text:
        return Misread("O and I are no rows: type 0 and 1 as figures")
    rows = {row_letter(index): index for index in range(paper.rows)}
    if letter not in rows:
        last = row_letter(paper.rows - 1) if paper.rows else "none"
        return Misread(f"row {letter} is not on this paper; its rows are A to {last}")
    if any(each not in "0123456789-" for each in figures):
        return Misread(f"row {letter}: expected figures, and - for an empty box")
    whole = len(figures) == BOXES + 1
    if not whole and not (len(figures) == 3 and figures.startswith("00")):
        return Misread(
            f"row {letter}: {len(figures)} boxes typed; expected {BOXES + 1} ({SHAPE}), or "
            f"{letter} 00 and the last figure where there was no run"
        )
    if whole and (figures[5] not in "012-" or figures[6] not in "01234-"):
        return Misread(f"row {letter}: gone is 0, 1, 2 or -, sign is 0 to 4 or -")
    boxes, last = figures[:-1], figures[-1]
    if last != str(check_figure(row_key(paper.plan, paper.version, rows[letter]), boxes)):
        return _sum_is_wrong(letter, rows[letter], figures, paper, others)
    return _written(rows[letter], boxes)


def next_box(typed: str) -> tuple[str, str]:
    """Row letter and the box that the next figure goes into, while a code is being typed.

    Both are empty where nothing, a whole code, or what cannot become a code was typed.
    """
    text = typed.translate(MARKS_OF_TYPING).upper()
    figures = text.lstrip(LETTERS)
    letter = text[: len(text) - len(figures)]
    if not letter or len(figures) > BOXES or any(each not in "0123456789-" for each in figures):
        return "", ""
    return letter, BOX_NAMES[len(figures)]


def _sum_is_wrong(
    letter: str, row: int, figures: str, paper: Paper, others: Sequence[Paper]
) -> Misread:
    fits = [
        other
        for other in others
        if row < other.rows
        and figures[-1] == str(check_figure(row_key(other.plan, other.version, row), figures[:-1]))
    ]
    said = f"row {letter}: the last figure does not fit; look at each figure and at the row"
    if fits:
        age = "an older" if fits[0].version < paper.version else "a newer"
        said += f"; it would fit {fits[0].name or fits[0].plan}, {age} paper"
    return Misread(said, tuple(other.name or other.plan for other in fits))


def _written(row: int, boxes: str) -> Written:
    if boxes == "00":
        return Written(row, ran=False)
    during, after, morning = (None if box == EMPTY else int(box) for box in boxes[2:5])
    gone, sign = boxes[5], boxes[6]
    return Written(
        row,
        ran=True,
        done=_done(boxes[:2]),
        during=during,
        after=after,
        next_morning=morning,
        gone=GONE.get(gone),
        sign=None if sign == EMPTY else int(sign),
    )


def _done(boxes: str) -> int | None:
    """Two figures; one figure in the right box is that figure."""
    text = boxes.removeprefix(EMPTY)
    return int(text) if text.isdigit() else None


def older_paper(typed: Sequence[str], paper: Paper, others: Sequence[Paper]) -> Paper | None:
    """The other paper that every one of several codes fits, where they do not all fit this one."""

    def fits(one: Paper) -> bool:
        return all(isinstance(read_code(each, one), Written) for each in typed)

    return None if fits(paper) else next((other for other in others if fits(other)), None)
