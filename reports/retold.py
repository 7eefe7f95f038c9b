"""Sentences that a plan keeps in English, read by their places and said in the paper's language.

A plan is kept as it was signed, so its notes stay as they were written; a paper reads them by the
sentences they were made from. What is none of these is printed as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import Final

from clinic_tui.judgement import plan_goal, plan_notes
from reports.language import day, known, mark, number, say, translates

SENTENCES: Final = (
    plan_notes.WITHOUT_READINESS,
    plan_notes.TO_ASK,
    plan_notes.GROWS,
    plan_notes.LATER_START_BY,
    plan_notes.LATER_START,
    plan_notes.CHANGED_BY_HAND,
    plan_goal.LATER,
    plan_goal.WITHOUT_BREAK,
    plan_goal.NO_DAY,
    plan_goal.TOO_EARLY_AT_PACE,
    plan_goal.TOO_EARLY,
    plan_goal.AT_PACE,
    plan_goal.NOT_BEFORE,
)
"""Those with more places stand before those with fewer."""
WORDS: Final = (
    plan_goal.FIRST_SESSION,
    plan_goal.FIRST_JOG,
    plan_goal.RACE,
    mark("ready"),
    mark("not ready"),
    mark("cannot say"),
)
"""What stands in their places, besides what comes from the knowledge files."""
DISTANCE: Final = mark("{length} km")


def retold(text: str) -> str:
    """A sentence of a plan in the paper's language."""
    if not translates():
        return text
    for sentence in SENTENCES:
        if found := _pattern(sentence).fullmatch(text):
            places = {
                name: PLACES.get(name, known)(said) for name, said in found.groupdict().items()
            }
            return say(sentence, **places)
    return known(text)


def _day(text: str) -> str:
    return day(datetime.strptime(text, "%d %b %Y").date())


def _number(text: str) -> str:
    return number(Decimal(text))


def _goal(text: str) -> str:
    """A race, a distance, or both with a comma between them."""
    race, _, last = text.rpartition(", ")
    if found := re.fullmatch(r"([\d.]+) km", last):
        said = say(DISTANCE, length=_number(found[1]))
        return f"{race}, {said}" if race else said
    return known(text)


PLACES: Final[dict[str, Callable[[str], str]]] = {
    "day": _day,
    "race_day": _day,
    "milestone": retold,
    "name": _goal,
    **dict.fromkeys(
        ("grown", "percent", "minutes", "length", "pace", "days", "step", "steps"), _number
    ),
}
"""How the text of a place is said; any other is looked up as it stands."""
FORMS: Final = {
    "day": r"\d{1,2} [A-Z][a-z]{2} \d{4}",
    "race_day": r"\d{1,2} [A-Z][a-z]{2} \d{4}",
    "role": r"[a-z]+",
    "verdict": r"[a-z ]+",
    "name": r".+",
    "reason": r".*",
    **dict.fromkeys(
        ("grown", "percent", "minutes", "length", "pace", "days", "step", "steps"), r"\d+(?:\.\d+)?"
    ),
}


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    parts = []
    for literal, name, _, _ in Formatter().parse(sentence):
        parts.append(re.escape(literal))
        if name:
            parts.append(f"(?P<{name}>{FORMS.get(name, '.+?')})")
    return re.compile("".join(parts), re.DOTALL)
