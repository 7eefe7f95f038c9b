"""The thousand names, the hostile texts and the longest words and notes, on each of the papers."""

from __future__ import annotations

import pytest

from clinic_tui.desk.kinds import KINDS, Kind
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Clearance, ClearanceId
from reports.typeface import drawable
from tests.builders import base_episode, base_patient, changed
from tests.hostile import TEXTS
from tests.reports.looks import wrong
from tests.reports.names import SYLLABLES, names
from tests.reports.papers import given, paper, planned, signed, words
from tests.reports.reading import Paper, clean
from tests.reports.sheets import texts

EACH = tuple(kind.id for kind in KINDS)
NAMES = [name for _, name in names()]
STEP: dict[Kind, int] = {"progress": 4, "plan": 4}
"""Only every fourth name is on these: they are the slow ones, and use the same pen."""
LETTERS = ("W", "ß", "漢", "ا", "क्ष", "م", "မြ", "\U0001f3c3")
NOTE = " ".join(([word for name in NAMES for word in name.split()] * 3)[:5000])
LONGEST = 10_000
"""Characters of the reason for an override."""


def chart_of(text: str, reason: str = "") -> Chart:
    """A cleared chart with a plan, whose every free text is this one.

    Args:
        text: of names, and of what is allowed on which condition.
        reason: of the override; the same unless given.
    """
    base = signed()
    cleared = given(base, allowed=text, conditions=(text,), override_reason=reason or text)
    episode = base_episode(site=text, referrer=text)
    clearance = Clearance(id=ClearanceId("c1"), episode=episode.id, events=(cleared,))
    return changed(
        base,
        patient=base_patient(family_name=text, given_name="M"),
        episodes=(episode,),
        clearances=(clearance,),
        plans=(planned(base, cleared),),
    )


def made(kind: Kind, text: str, reason: str = "") -> bytes:
    """A paper of such a chart."""
    return paper(kind, chart_of(text, reason))


def flat(text: str) -> str:
    """Without white space, for a line may end anywhere in a long word."""
    return "".join(text.split())


@pytest.mark.parametrize("kind", EACH)
@pytest.mark.parametrize(
    "script", [pytest.param(each, marks=pytest.mark.long) for each in SYLLABLES]
)
def test_every_name_stands_whole_and_inside_its_page(kind: Kind, script: str) -> None:
    mine = [name for of, name in names() if of == script][:: STEP.get(kind, 1)]
    assert len(NAMES) >= 1000
    for name in mine:
        pdf = made(kind, name)
        assert f"M {name}" in words(pdf)
        assert wrong(Paper(pdf), kind) == [], name


@pytest.mark.parametrize("kind", EACH)
@pytest.mark.parametrize(
    "start",
    [0, *(pytest.param(each, marks=pytest.mark.long) for each in range(1, 20))],
)
def test_every_hostile_text_stands_as_it_is_shown_and_inside_its_page(
    kind: Kind, start: int
) -> None:
    assert len(TEXTS) >= 200
    step = 20 if start else 60
    for text in TEXTS[start::step]:
        pdf = made(kind, text)
        assert flat(drawable(text)) in flat(words(pdf)), text
        assert wrong(Paper(pdf), kind) == [], text


@pytest.mark.parametrize("kind", EACH)
@pytest.mark.parametrize(
    "letter", ["W", *(pytest.param(each, marks=pytest.mark.long) for each in LETTERS[1:])]
)
def test_a_word_of_three_hundred_letters_stands_whole_and_inside_its_page(
    kind: Kind, letter: str
) -> None:
    word = letter * 300
    pdf = made(kind, word)
    assert flat(drawable(word)) in flat(words(pdf))
    assert wrong(Paper(pdf), kind) == []


@pytest.mark.long
def test_a_note_of_five_thousand_words_stands_whole_over_its_pages() -> None:
    paper_ = Paper(texts([NOTE]))
    (found,) = (each.text for each in paper_.structure.walk() if each.role == "H3")
    assert clean(found) == NOTE
    assert wrong(paper_, "letter") == []


@pytest.mark.long
@pytest.mark.parametrize("kind", ["progress", "plan", "letter", "clearance"])
def test_the_longest_reason_there_may_be_stands_whole_over_its_pages(kind: Kind) -> None:
    reason = NOTE[:LONGEST].rstrip()
    pdf = made(kind, "Lindqvist", reason)
    assert flat(drawable(reason)) in flat(words(pdf))
    assert wrong(Paper(pdf), kind) == []
