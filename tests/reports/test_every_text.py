"""Whatever a chart holds: every name intact, nothing acts, nothing leaves the page."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from reports.shaping import shaped
from reports.typeface import drawable, width, wrapped
from tests.builders import a_clinic, base_chart, base_episode, base_patient
from tests.reports.papers import plan, progress, words

NAMES = [
    "Zoë Nguyễn-Żak",
    "Þórsdóttir",
    "Олена Шевченко",
    "Ελένη Παπαδοπούλου",
    "Ţiţa Mureşan",
    "田中 美咲",
    "김민준",
    "O’Neil [left] & Söhne",
    "=cmd()",
]
HOSTILE = [
    ("<b>bold</b> &amp; <a href='x'>", "<b>bold</b> &amp; <a href='x'>"),
    ("esc \x1b[31m red", "[U+001B][31m"),
    ("line\nbreak", "line[U+000A]break"),
    ("turn \u202egnp", "[U+202E]"),
    ("%s {0} \\ ) ( /JS", "%s {0} \\ ) ( /JS"),
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_many_scripts_are_read_back_whole(name: str) -> None:
    chart = base_chart(patient=base_patient(family_name=name, given_name="M"))
    for paper in (progress(chart), plan(chart)):
        assert name in words(paper)


@pytest.mark.parametrize(("text", "seen"), HOSTILE)
def test_what_would_act_is_only_shown(text: str, seen: str) -> None:
    chart = base_chart(
        patient=base_patient(family_name=text),
        episode=base_episode(site=text, referrer=text),
    )
    assert seen in words(progress(chart))
    assert seen in words(plan(chart, allowed=text, conditions=(text,)))
    assert seen in words(progress(clinic=a_clinic(name=text)))


def test_a_letter_that_no_font_has_is_named_and_not_lost() -> None:
    assert drawable("a\U0001f3c3b") == "a[U+1F3C3]b"
    chart = base_chart(patient=base_patient(family_name="Run\U0001f3c3er"))
    assert "Run[U+1F3C3]er" in words(progress(chart))


@pytest.mark.parametrize("length", [1, 60, 300, 500])
def test_a_word_of_any_length_stays_on_the_page(length: int) -> None:
    word = "W" * length
    chart = base_chart(
        patient=base_patient(family_name=word, given_name=word),
        episode=base_episode(site=word, referrer=word),
    )
    found = words(plan(chart, allowed=word)).replace(" ", "")
    assert found.count("W") >= 3 * length
    assert words(progress(chart)).count("W") >= min(length, 300)


@pytest.mark.parametrize("name", ["محمد بن سلمان", "אבי כהן"])
def test_a_name_from_the_right_leaves_the_rest_of_its_line_in_order(name: str) -> None:
    *turned, rest = shaped(f"{name}, born 14 Mar 1992", "Regular").runs
    assert rest.text == ", born 14 Mar 1992"
    assert rest.left == max(run.left for run in turned) + width(turned[0].text, 1000)


@pytest.mark.parametrize("name", ["محمد 👩\u200d👧 عبد الله", "هـ\u200d سلام", "الله\u200d"])
def test_a_joiner_beside_letters_from_the_right_is_no_fault(name: str) -> None:
    assert progress(base_chart(patient=base_patient(family_name=name)))


def test_wrapped_lines_are_never_wider_than_their_room() -> None:
    text = "a very " + "long" * 60 + " and words of Åse Ørsted " * 9
    for room in (20, 77.7, 300):
        assert all(width(line, 9) <= room for line in wrapped(text, room, 9))
    assert "".join(wrapped(text, 77.7, 9)).replace(" ", "") == text.replace(" ", "")


def test_equal_charts_give_equal_bytes() -> None:
    assert progress() == progress()
    assert plan() == plan()


def test_nothing_about_the_patient_is_in_the_files_own_data() -> None:
    for paper in (progress(), plan()):
        reader = PdfReader(io.BytesIO(paper))
        meta = " ".join(str(value) for value in (reader.metadata or {}).values())
        assert "Lindqvist" not in meta
        assert "0001" not in meta
        root = reader.trailer["/Root"].get_object()
        assert isinstance(root, DictionaryObject)
        assert str(root["/Lang"]) == "en"
        assert "/OpenAction" not in root
        assert "/Names" not in root
