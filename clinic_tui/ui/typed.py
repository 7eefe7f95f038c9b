"""Reading what was typed into a form: days, numbers and words, refused in one clear line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from clinic_tui.model.words import LANGUAGES

Word = TypeVar("Word", bound=StrEnum)
Reader = Callable[[str], object]
"""Turns a text into a value; raises `UnreadableError`."""

DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DAY_HINT = "a day as 2026-11-23: year, month, day"


class UnreadableError(ValueError):
    """What was typed is not what is asked; the message says what is expected."""


def text(typed: str) -> str:
    """A text without blanks around it."""
    return typed.strip()


def verbatim(typed: str) -> str:
    """A text as it is: the blanks of a passphrase belong to it."""
    return typed


def day(typed: str) -> date | None:
    """A day written year, month, day; other orders could be read two ways and are refused."""
    typed = typed.strip()
    if not typed:
        return None
    found = DAY.fullmatch(typed)
    if found is None:
        raise UnreadableError(f"expected {DAY_HINT}; other orders are not guessed")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise UnreadableError(f"there is no such day; expected {DAY_HINT}") from None


def paper_code(typed: str) -> str:
    """The code of a paper; a slip is said before anything is looked up."""
    from clinic_tui.model.issued import CodeError, read_code

    try:
        return read_code(typed)
    except CodeError as error:
        raise UnreadableError(str(error)) from None


def whole(typed: str) -> int | None:
    """A whole number from 0."""
    typed = typed.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
        raise UnreadableError("expected a whole number such as 45")
    return int(typed)


def number(typed: str) -> Decimal | None:
    """A number above 0 with decimal point or comma."""
    typed = typed.strip().replace(",", ".")
    if not typed:
        return None
    try:
        value = Decimal(typed)
    except InvalidOperation:
        raise UnreadableError("expected a number such as 21.1") from None
    exponent = value.as_tuple().exponent
    if not value.is_finite() or not 0 < value < 100_000 or int(exponent) < -3:
        raise UnreadableError("expected a number above 0 such as 21.1")
    return value


def yes_no(typed: str) -> bool | None:
    """Yes, no, or nothing where it was not asked."""
    return _chosen(typed, {"yes": True, "no": False})


def one_of(words: type[Word]) -> Callable[[str], Word | None]:
    """A reader of one of these words; a beginning that is one word's alone is enough."""
    return lambda typed: _chosen(typed, {spoken(word): word for word in words})


def of_these(*words: str) -> Callable[[str], str | None]:
    """A reader of one of these words."""
    return lambda typed: _chosen(typed, {spoken(word): word for word in words})


def language(typed: str) -> str | None:
    """A language by its name, or by the two letters of any other."""
    code = typed.strip().lower()
    names = {name.lower(): known for known, name in LANGUAGES.items()}
    if re.fullmatch("[a-z]{2}", code) and not begun(code, tuple(names)):
        return code
    return _chosen(typed, names)


def language_word(code: str) -> str:
    """The name of a language, or its two letters."""
    return LANGUAGES.get(code, code).lower()


def whole_word(words: type[Word]) -> Callable[[str], Word | None]:
    """A reader that wants the word in full, for what must never be a slip of one key."""
    known = {spoken(word): word for word in words}

    def read(typed: str) -> Word | None:
        typed = " ".join(typed.lower().split())
        if not typed:
            return None
        if typed not in known:
            raise UnreadableError(f"type the whole word: {_listed(tuple(known))}")
        return known[typed]

    return read


def spoken(word: str) -> str:
    """A word of a closed set as it is read and typed."""
    return str(word).replace("_", " ")


def begun(typed: str, words: Sequence[str]) -> list[str]:
    """The words that what was typed may become."""
    typed = " ".join(typed.lower().split())
    return [word for word in words if word == typed] or [w for w in words if w.startswith(typed)]


Value = TypeVar("Value")


def _chosen(typed: str, known: dict[str, Value]) -> Value | None:
    if not typed.strip():
        return None
    found = begun(typed, tuple(known))
    if len(found) != 1:
        raise UnreadableError(f"expected one of: {_listed(tuple(known))}")
    return known[found[0]]


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)
