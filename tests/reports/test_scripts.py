"""Names in every script: what is read back is what was written, and every letter is drawn."""

from __future__ import annotations

import pytest

from reports.font_file import font_file
from reports.shaping import FALLBACKS, clusters, shaped
from reports.typeface import drawable
from tests.builders import base_chart, base_patient
from tests.hostile import TEXTS
from tests.reports.names import SYLLABLES, names
from tests.reports.papers import plan, progress, words
from tests.reports.reading import Paper, clean
from tests.reports.sheets import texts


def read(pdf: bytes) -> list[str]:
    """The texts of a sheet, as its structure gives them."""
    return [each.text for each in Paper(pdf).structure.walk() if each.role == "H3"]


def test_a_thousand_names_are_read_back_letter_for_letter() -> None:
    made = [name for _, name in names()]
    assert len(made) >= 1000
    assert len(SYLLABLES) >= 40
    assert [clean(text) for text in read(texts(made))] == made


def test_no_letter_of_a_name_is_an_empty_box() -> None:
    for script, name in names():
        assert drawable(name) == name, script
        glyphs = [glyph for run in shaped(name, "SemiBold").runs for glyph in run.glyphs]
        assert all(glyph.number for glyph in glyphs), script


def test_each_font_draws_each_letter_it_says_it_has() -> None:
    for name in FALLBACKS:
        font = font_file(name)
        for code in sorted(font.characters)[:: 1 if len(font.characters) < 3000 else 50]:
            assert font.glyph(chr(code)), f"{name} {code:04X}"


@pytest.mark.parametrize("script", SYLLABLES)
def test_a_name_stands_whole_on_both_papers(script: str) -> None:
    name = next(name for found, name in names() if found == script)
    chart = base_chart(patient=base_patient(family_name=name, given_name="M"))
    for paper in (progress(chart), plan(chart)):
        assert name in words(paper)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("क्षत्रिय", "joined"),
        ("ශ්\u200dරී", "joined"),
        ("ក្ត្រ", "joined"),
        ("محمد", "joined"),
        ("กำ", "parted"),
    ],
)
def test_letters_take_the_forms_that_their_neighbours_ask_for(text: str, drawn: str) -> None:
    runs = shaped(text, "Regular").runs
    alone = [run.font.glyph(char) for run in runs for char in run.text if char not in "\u200d"]
    together = [glyph.number for run in runs for glyph in run.glyphs]
    assert len(runs) == 1
    assert together != alone if drawn == "joined" else len(together) == 3


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("אב, born 14", "בא, born 14"),
        ("יוסף כהן", "ןהכ ףסוי"),
        ("A אב ג B", "A ג בא B"),
        ("אב 12 ג", "ג 12 בא"),
    ],
)
def test_words_from_the_right_stand_in_their_order(text: str, seen: str) -> None:
    runs = sorted(shaped(text, "Regular").runs, key=lambda run: run.left)
    assert "".join(glyph.text for run in runs for glyph in run.glyphs) == seen


def test_two_hundred_texts_that_would_act_are_read_back_as_they_are_shown() -> None:
    assert len(TEXTS) >= 200
    found = read(texts(TEXTS))
    assert [clean(text) for text in found] == [clean(drawable(text)) for text in TEXTS]


@pytest.mark.parametrize("letter", ["W", "ß", "漢", "ا", "क्ष", "م", "မြ", "\U0001f3c3"])
def test_a_word_of_three_hundred_letters_is_broken_and_read_back_whole(letter: str) -> None:
    word = letter * 300
    (found,) = read(texts([f"before {word} after"]))
    assert clean(found) == f"before {drawable(word)} after"


def test_a_note_of_five_thousand_words_is_read_back_whole() -> None:
    made = [word for _, name in names() for word in name.split()]
    note = " ".join((made * 3)[:5000])
    pdf = texts([note])
    (found,) = read(pdf)
    assert clean(found) == note
    assert len(Paper(pdf).pdf.pages) > 5


def test_a_letter_is_never_parted_from_its_marks() -> None:
    assert clusters("ñe\u0301क्षि") == ["ñ", "e\u0301", "क्षि"]
    assert clusters("กำ") == ["กำ"]
    assert clusters("a\u200db") == ["a\u200d", "b"]
