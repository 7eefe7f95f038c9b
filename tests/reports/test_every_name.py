"""The thousand names, the hostile texts and the longest words and notes, on each of the papers."""

from __future__ import annotations

import pytest

from clinic_tui.desk.kinds import KINDS, Kind
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Clearance, ClearanceId
from reports.typeface import drawable
from tests.builders import base_episode, base_patient, changed
from tests.hostile import TEXTS
from tests.reports.looks import fonts, inside, sound, tagged, uncut, wrong
from tests.reports.names import SYLLABLES, names
from tests.reports.papers import given, paper, planned, signed, words
from tests.reports.reading import Paper, clean
from tests.reports.sheets import texts

EACH = tuple(kind.id for kind in KINDS)
NAMES = [name for _, name in names()]
STEP: dict[Kind, int] = {"progress": 8, "plan": 8}
"""Every so many names are on these; on the others every fourth: a thousand papers in all."""
STACKED = ("Balinese", "Javanese", "Myanmar", "Tibetan")
"""Whose letters reach so far down that the line below may be touched: a known limit."""
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


def looked_at(pdf: bytes, kind: Kind, stacked: bool) -> list[str]:
    """What is wrong with a paper; letters that are known to touch the line below are left out."""
    found = wrong(Paper(pdf), kind)
    return [each for each in found if not (stacked and each.startswith("apart: "))]


def flat(text: str) -> str:
    """Without white space, for a line may end anywhere in a long word."""
    return "".join(text.split())


def bad(sheet: Paper) -> list[str]:
    """What is wrong with a page of nothing but headings, in lines closer than a paper's."""
    return [each for check in (sound, fonts, inside, uncut, tagged) for each in check(sheet)]


@pytest.mark.long
@pytest.mark.parametrize("said", [NAMES, [drawable(text) for text in TEXTS]])
def test_every_name_and_hostile_text_stands_whole_on_one_sheet(said: list[str]) -> None:
    sheet = Paper(texts(said))
    found = [clean(each.text) for each in sheet.structure.walk() if each.role == "H3"]
    assert found == [clean(text) for text in said]
    assert bad(sheet) == []


@pytest.mark.long
@pytest.mark.parametrize("kind", EACH)
@pytest.mark.parametrize("script", SYLLABLES)
def test_names_of_every_script_stand_whole_and_inside_each_paper(kind: Kind, script: str) -> None:
    assert len(NAMES) >= 1000
    for name in [name for of, name in names() if of == script][:: STEP.get(kind, 4)]:
        pdf = made(kind, name)
        assert f"M {name}" in words(pdf)
        assert looked_at(pdf, kind, stacked=script in STACKED) == [], name


@pytest.mark.parametrize("kind", EACH)
@pytest.mark.parametrize("part", [0, *(pytest.param(n, marks=pytest.mark.long) for n in (1, 2, 3))])
def test_every_hostile_text_stands_as_it_is_shown_and_inside_a_paper(kind: Kind, part: int) -> None:
    assert len(TEXTS) >= 200
    mine = TEXTS[EACH.index(kind) :: len(EACH)]
    for text in mine[part - 1 :: 3] if part else mine[:1]:
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
    word = letter * (300 // len(letter))
    pdf = made(kind, word)
    shown, seen = flat(drawable(word)), flat(words(pdf))
    assert shown in seen or (shown[:300] in seen and "moreinthechart" in seen)
    assert looked_at(pdf, kind, stacked=letter == "မြ") == []


@pytest.mark.long
def test_a_note_of_five_thousand_words_stands_whole_over_its_pages() -> None:
    paper_ = Paper(texts([NOTE]))
    (found,) = (each.text for each in paper_.structure.walk() if each.role == "H3")
    assert clean(found) == NOTE
    assert bad(paper_) == []


@pytest.mark.long
@pytest.mark.parametrize("kind", ["progress", "plan", "letter", "clearance"])
def test_the_longest_reason_there_may_be_stands_whole_over_its_pages(kind: Kind) -> None:
    reason = NOTE[:LONGEST].rstrip()
    pdf = made(kind, "Lindqvist", reason)
    assert flat(drawable(reason)) in flat(Paper(pdf).structure.text)
    assert wrong(Paper(pdf), kind) == []
