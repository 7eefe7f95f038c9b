"""A diary that can be typed into: a field for each box, in the paper's language, no script."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
import uharfbuzz
from pypdf import PdfReader, PdfWriter

from clinic_tui.desk.manner import Manner
from clinic_tui.exchange.protection import protected
from clinic_tui.exchange.seal import new_seal, sealed
from reports.house import HEIGHT, WIDTH
from reports.plan_diary import BOX
from reports.seal_mark import BOX as SEAL_BOX
from reports.seal_mark import seal_mark
from tests.reports.looks import wrong
from tests.reports.papers import plan, words
from tests.reports.reading import Paper
from tests.reports.test_every_text import ACTS, STREAM

FILLABLE = Manner(fillable=True)
BOXES = 8
"""Figures of a row; behind them the note."""


@pytest.fixture(scope="module")
def paper() -> Paper:
    return Paper(plan(manner=FILLABLE))


def fields(paper: Paper) -> list[Any]:
    return list(paper.pdf.Root.AcroForm.Fields)


def rows(paper: Paper) -> list[list[Any]]:
    found = fields(paper)
    return [found[i : i + BOXES + 1] for i in range(0, len(found), BOXES + 1)]


def edges(field: Any) -> tuple[float, ...]:
    return tuple(round(float(each), 1) for each in field.Rect)


def test_each_box_has_a_field_of_its_own_and_the_note_has_one(paper: Paper) -> None:
    text = words(plan())
    planned = re.findall(r"write (?:minutes|repeats)", text)
    assert len(rows(paper)) == len(planned) >= 6
    for row in rows(paper):
        assert [int(each.get("/MaxLen", 0)) for each in row] == [*[1] * BOXES, 0]
    names = [str(each.T) for each in fields(paper)]
    assert len(set(names)) == len(names)
    assert not any("." in name for name in names)


def test_a_field_lies_where_its_box_is_drawn_and_inside_the_page(paper: Paper) -> None:
    drawn: set[tuple[float, ...]] = set()
    for number in range(len(paper.pdf.pages)):
        for operator, given in paper.code(number):
            if operator == "re":
                x, y, wide, high = (float(each) for each in given)
                drawn.add(tuple(round(each, 1) for each in (x, y, x + wide, y + high)))
    for row in rows(paper):
        assert all(edges(each) in drawn for each in row[: BOXES - 1])
        for each in row:
            left, low, right, top = edges(each)
            assert 10 < left < right < WIDTH - 10
            assert 50 < low < top < HEIGHT - 60
            assert right - left >= BOX
        lefts = [edges(each)[0] for each in row]
        assert lefts == sorted(lefts)


def test_a_field_stands_on_its_page_and_is_printed(paper: Paper) -> None:
    for page in paper.pdf.pages:
        for each in page.get("/Annots", ()):
            assert each.P.objgen == page.objgen
            assert each.F == 4
    on_pages = [each.objgen for page in paper.pdf.pages for each in page.get("/Annots", ())]
    assert on_pages == [each.objgen for each in fields(paper)]


@pytest.mark.parametrize(
    ("language", "names", "says"),
    [
        ("en", "Row A: pain in the run", "Row A, Mon 23 Nov: pain in the run"),
        ("de", "Zeile A: Schmerz beim Lauf", "Zeile A, Mo 23. Nov.: Schmerz beim Lauf"),
    ],
)
def test_names_and_tooltips_are_in_the_papers_language(
    language: str, names: str, says: str
) -> None:
    made = Paper(plan(manner=Manner(language, fillable=True)))
    third = rows(made)[0][2]
    assert (str(third.T), str(third.TU)) == (names, says)


def test_who_does_not_see_the_page_is_led_from_box_to_box(paper: Paper) -> None:
    forms = [each for each in paper.structure.walk() if each.role == "Form"]
    assert [each.alt for each in forms] == [str(each.TU) for each in fields(paper)]
    nums = list(paper.pdf.Root.StructTreeRoot.ParentTree.Nums)
    back = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    assert list(back) == sorted(back)
    for each in fields(paper):
        element = back[int(each.StructParent)]
        assert str(element.S) == "/Form"
        assert element.K.Obj.objgen == each.objgen


def test_what_is_typed_is_set_in_a_font_of_the_file(paper: Paper) -> None:
    (font,) = paper.pdf.Root.AcroForm.DR.Font.values()
    assert all("/Typed" in str(each.DA) for each in fields(paper))
    face = uharfbuzz.Face(uharfbuzz.Blob(bytes(font.FontDescriptor.FontFile2.read_bytes())))
    letters = [bytes([code]).decode("cp1252", "ignore") for code in range(32, 256)]
    drawn = uharfbuzz.Font(face)
    for letter, wide in zip(letters, list[Any](font.Widths), strict=True):
        if letter.isprintable() and letter:
            glyph = drawn.get_nominal_glyph(ord(letter))
            assert glyph, letter
            assert abs(drawn.get_glyph_h_advance(glyph) * 1000 / face.upem - int(wide)) <= 1


def test_no_script_and_nothing_that_acts(paper: Paper) -> None:
    code = STREAM.sub(b"", plan(manner=FILLABLE))
    assert set(ACTS.findall(code)) == {b"Annots"}
    assert not any("/AA" in each or "/A" in each or "/V" in each for each in fields(paper))


def test_the_paper_looks_as_it_must_and_equal_values_give_equal_bytes(paper: Paper) -> None:
    assert wrong(paper, "plan") == []
    assert plan(manner=FILLABLE) == plan(manner=FILLABLE)


def test_a_plan_that_is_not_asked_for_so_has_no_field_and_the_same_words(paper: Paper) -> None:
    plain = plan()
    assert "/AcroForm" not in Paper(plain).pdf.Root
    assert b"/Widget" not in plain
    type_ = ("Type, or use a pen.", "Use a pen.")
    assert words(plan(manner=FILLABLE)).replace(*type_) == words(plain)


def test_what_is_typed_is_read_back_by_another_hand() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(plan(manner=FILLABLE)))
    said = {"Row A: pain in the run": "3", "Row B: last figure of the sum": "7"}
    note = "Row A: where it hurt, and the day if the run was moved"
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, said | {note: "außen, nach 2 km"})
    out = io.BytesIO()
    writer.write(out)
    kept = PdfReader(out).get_form_text_fields()
    assert {name: value for name, value in kept.items() if value} == said | {
        note: "außen, nach 2 km"
    }


def test_a_password_and_the_seal_leave_the_fields_open() -> None:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    pdf = protected(plan(manner=FILLABLE), "three herons")
    pdf = sealed(pdf, *new_seal("Harbour", now), seal_mark("Harbour"), SEAL_BOX, "three herons")
    with pikepdf.open(io.BytesIO(pdf), password="three herons") as opened:
        assert opened.allow.modify_form
        names = [str(each.T) for each in opened.Root.AcroForm.Fields]
    assert names[-1] == "Seal"
    assert "Row A: pain in the run" in names
