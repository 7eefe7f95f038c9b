"""The language a paper speaks: texts by their English words, dates and figures.

English is what stands in the code and in the knowledge files; any other language is a file of
`catalogues/`. A text that a catalogue lacks is printed as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from typing import Final

from reports.catalogue import catalogue, languages

ENGLISH: Final = "en"
NO_CATALOGUE: Final[Mapping[str, str]] = {}
_spoken: ContextVar[Mapping[str, str]] = ContextVar("spoken", default=NO_CATALOGUE)


def mark(text: str) -> str:
    """The text itself; marks it as one that a catalogue must have."""
    return text


DATE: Final = mark("{day} {month} {year}")
DAY_AND_MONTH: Final = mark("{day} {month}")
POINT: Final = mark(".")
"""What stands between a whole number and its parts."""
MONTHS: Final = (
    mark("Jan"),
    mark("Feb"),
    mark("Mar"),
    mark("Apr"),
    mark("May"),
    mark("Jun"),
    mark("Jul"),
    mark("Aug"),
    mark("Sep"),
    mark("Oct"),
    mark("Nov"),
    mark("Dec"),
)
WEEKDAYS: Final = (
    mark("Mon"),
    mark("Tue"),
    mark("Wed"),
    mark("Thu"),
    mark("Fri"),
    mark("Sat"),
    mark("Sun"),
)

FULL_MONTHS: Final = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)
FULL_WEEKDAYS: Final = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)


def language_for(*wanted: str) -> str:
    """The first of these languages that papers can be had in; English where there is none."""
    known = (ENGLISH, *languages())
    return next((each for each in wanted if each in known), ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """All that is said meanwhile is said in a language."""
    with telling(NO_CATALOGUE if language == ENGLISH else catalogue(language)):
        yield


@contextmanager
def telling(texts: Mapping[str, str]) -> Iterator[None]:
    """All that is said meanwhile is said by these texts, by their English words."""
    before = _spoken.set(texts)
    try:
        yield
    finally:
        _spoken.reset(before)


def say(text: str, **places: object) -> str:
    """A sentence of the papers, its named places filled."""
    return known(text).format(**places)


def known(text: str) -> str:
    """A text that came with the program, such as an exercise's name; any other as written."""
    return _spoken.get().get(text, text)


def translates() -> bool:
    """Whether anything but English is said now."""
    return bool(_spoken.get())


def month(on: date) -> str:
    """Its short name."""
    return say(MONTHS[on.month - 1])


def weekday(on: date) -> str:
    """Its short name."""
    return say(WEEKDAYS[on.weekday()])


def day(on: date) -> str:
    """A date as it is read, without the doubt of 03/04."""
    return say(DATE, day=on.day, month=month(on), year=on.year)


def day_and_month(on: date) -> str:
    """A date whose year is plain."""
    return say(DAY_AND_MONTH, day=on.day, month=month(on))


def number(value: Decimal) -> str:
    """A number without needless zeros."""
    return f"{value.normalize():f}".replace(".", say(POINT))
