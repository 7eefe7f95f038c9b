"""Whatever a chart holds: every name intact, nothing acts, nothing leaves the page."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from clinic_tui.demo.charts import charts
from clinic_tui.demo.visit import opened
from clinic_tui.desk.kinds import Kind
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Clearance, ClearanceId
from reports.shaping import shaped
from reports.typeface import drawable, width, wrapped
from tests.builders import a_clinic, base_chart, base_episode, base_patient, changed
from tests.hostile import TEXTS
from tests.reports.papers import given, paper, plan, progress, signed, words

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
LETTERS: tuple[Kind, ...] = ("letter", "clearance", "coach")
ACTS = re.compile(rb"/(Annots|OpenAction|JavaScript|JS|AA|EmbeddedFiles|URI|Launch)\b")
STREAM = re.compile(rb"stream.*?endstream", re.DOTALL)
HOSTILE = [
    ("<b>bold</b> &amp; <a href='x'>", "<b>bold</b> &amp; <a href='x'>"),
    ("esc \x1b[31m red", "[U+001B][31m"),
    ("line\nbreak", "line[U+000A]break"),
    ("turn \u202egnp", "[U+202E]"),
    ("%s {0} \\ ) ( /JS", "%s {0} \\ ) ( /JS"),
]


def letters(chart: Chart) -> tuple[bytes, ...]:
    """The letters and the card of a signed chart."""
    return tuple(paper(kind, signed(chart)) for kind in LETTERS)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_many_scripts_are_read_back_whole(name: str) -> None:
    chart = base_chart(patient=base_patient(family_name=name, given_name="M"))
    for made in (progress(chart), plan(chart), *letters(chart)):
        assert name in words(made)


@pytest.mark.parametrize(("text", "seen"), HOSTILE)
def test_what_would_act_is_only_shown(text: str, seen: str) -> None:
    chart = base_chart(
        patient=base_patient(family_name=text),
        episode=base_episode(site=text, referrer=text),
    )
    assert seen in words(progress(chart))
    assert seen in words(plan(chart, allowed=text, conditions=(text,)))
    assert seen in words(progress(clinic=a_clinic(name=text)))


@pytest.mark.parametrize("start", range(0, len(TEXTS), 40))
def test_no_text_breaks_a_letter_or_acts_in_it(start: int) -> None:
    base = signed()
    event = given(base)
    for text in TEXTS[start : start + 40]:
        steps = (changed(event, allowed=text, conditions=(text,), override_reason=text),)
        clearance = Clearance(id=ClearanceId("c1"), episode=event.basis.episode.id, events=steps)
        chart = changed(
            base,
            patient=base_patient(family_name=text),
            episodes=(base_episode(site=text, referrer=text),),
            clearances=(clearance,),
        )
        made = [paper(kind, chart) for kind in LETTERS]
        assert not [pdf for pdf in made if ACTS.search(STREAM.sub(b"", pdf))], text
    shown = words(made[1]).replace(" ", "")
    if text.isascii() and text.isprintable():
        assert shown.count(text.replace(" ", "")) >= 3


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
    for made in (progress(), plan(), *letters(base_chart())):
        reader = PdfReader(io.BytesIO(made))
        meta = " ".join(str(value) for value in (reader.metadata or {}).values())
        assert "Lindqvist" not in meta
        assert "0001" not in meta
        root = reader.trailer["/Root"].get_object()
        assert isinstance(root, DictionaryObject)
        assert str(root["/Lang"]) == "en"
        assert "/OpenAction" not in root
        assert "/Names" not in root


def test_every_paper_of_the_demo_clinic_can_be_drawn(tmp_path: Path) -> None:
    clinic = tmp_path / "demo"
    clinic.mkdir()
    desk = opened(clinic)
    for chart in charts():
        read = desk.chart(chart.patient.id)
        for kind in LETTERS:
            assert desk.hand_out(chart.patient.id, kind).read_bytes().startswith(b"%PDF")
        if any(a.signed for a in read.assessments):
            assert desk.hand_out(chart.patient.id, "progress").read_bytes().startswith(b"%PDF")
        if desk.standing(read).allows and desk.plan(read) is not None:
            assert desk.hand_out(chart.patient.id, "plan").read_bytes().startswith(b"%PDF")
