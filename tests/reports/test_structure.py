"""What a paper says to somebody who does not see it: order, headings, tables, charts in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pikepdf
import pytest

from clinic_tui.model.words import Outcome, Unit
from reports.chart_words import trend_words
from reports.flow import Block
from reports.pen import Pen
from reports.tags import FURNITURE, Role, Tag
from reports.values import Point, Trend
from tests.reports.papers import plan, progress
from tests.reports.reading import Element, Paper, clean
from tests.reports.sheets import sheet

PARENTS: dict[str, tuple[str, ...]] = {
    "TR": ("Table",),
    "TH": ("TR",),
    "TD": ("TR",),
    "LI": ("L",),
    "LBody": ("LI",),
    "H1": ("Document",),
    "H2": ("Document",),
    "H3": ("Document",),
    "Table": ("Document",),
    "L": ("Document",),
}


@pytest.fixture(params=["progress", "plan"], scope="module")
def paper(request: pytest.FixtureRequest) -> Paper:
    return Paper(progress() if request.param == "progress" else plan())


def test_no_text_is_without_a_place(paper: Paper) -> None:
    assert all(each.furniture or each.mark is not None for each in paper.shown)
    assert not any(each.furniture and each.mark is not None for each in paper.shown)


def test_every_shape_is_in_a_figure_or_an_artifact(paper: Paper) -> None:
    for page in range(len(paper.pdf.pages)):
        depth = 0
        for operator, _ in paper.code(page):
            if operator in ("BDC", "BMC"):
                depth += 1
            elif operator == "EMC":
                depth -= 1
            elif operator in ("f", "B", "S", "f*", "B*", "Tj", "TJ"):
                assert depth
        assert depth == 0


def test_the_document_says_that_it_is_tagged_its_language_and_its_title(paper: Paper) -> None:
    root = paper.pdf.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "en"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert paper.pdf.docinfo["/Title"]


def test_elements_stand_where_readers_look_for_them(paper: Paper) -> None:
    def held(element: Element) -> None:
        for kid in element.kids:
            if isinstance(kid, Element):
                assert element.role in PARENTS.get(kid.role, (element.role,))
                assert not (element.role == kid.role == "P")
                held(kid)
            else:
                assert element.role not in ("Document", "Table", "TR", "L", "LI")

    held(paper.structure)
    assert paper.structure.role == "Document"


def test_one_title_then_sections(paper: Paper) -> None:
    heads = [each for each in paper.structure.walk() if each.role in ("H1", "H2")]
    assert [each.role for each in heads].count("H1") == 1
    assert heads[0].role == "H1"
    assert len(heads) > 3
    assert all(clean(each.text) for each in heads)


def test_rows_of_a_table_have_the_same_columns_and_a_head(paper: Paper) -> None:
    for table in (each for each in paper.structure.walk() if each.role == "Table"):
        rows = [kid for kid in table.kids if isinstance(kid, Element)]
        wide = {sum(k.span for k in row.kids if isinstance(k, Element)) for row in rows}
        assert len(wide) == 1
        for row in rows:
            cells = [kid for kid in row.kids if isinstance(kid, Element)]
            assert cells[0].role == "TH"
            assert cells[0].scope in ("Row", "Column")


def test_the_way_back_from_a_mark_leads_to_its_element(paper: Paper) -> None:
    nums = list(paper.pdf.Root.StructTreeRoot.ParentTree.Nums)
    rows = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    for number, page in enumerate(paper.pdf.pages):
        marks = {each.mark for each in paper.shown if each.page == number} - {None}
        row = rows[int(page.StructParents)]
        assert marks <= set(range(len(row)))
        for mark in sorted(mark for mark in marks if mark is not None):
            kids = row[mark].K
            flat = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            assert any(k == mark if isinstance(k, int) else k.get("/MCID") == mark for k in flat)


def test_the_order_of_reading_is_the_order_of_the_page() -> None:
    found = clean(Paper(progress()).structure.text)
    order = [
        "Progress report",
        "LEFT hip",
        "Ready",
        "Readiness scorecard",
        "118°",
        "122°",
        "4° short",
    ]
    places = [found.index(each) for each in order]
    assert places == sorted(places)


def test_a_criterion_is_a_row_that_says_all_of_itself() -> None:
    rows = [each for each in Paper(progress()).structure.walk() if each.role == "TR"]
    row = next(row for row in rows if "Abduction strength" in row.text)
    cells = [clean(kid.text) for kid in row.kids if isinstance(kid, Element)]
    assert cells[1:5] == ["190 N pain 0", "205 N pain 0", "≥ 90 %", "today"]
    assert "92.6 %" in cells[5]
    assert "met" in cells[5]


def test_a_figure_cannot_be_made_without_words() -> None:
    with pytest.raises(ValueError, match="says what it shows"):
        Tag("Figure")


@pytest.mark.parametrize(
    ("tag", "roles"),
    [
        (None, ["P"]),
        (Tag(), ["P"]),
        (Tag("H2"), ["H2"]),
        (Tag("LI", Tag("L")), ["L", "LI", "LBody"]),
        (Tag("TR", Tag("Table")), ["Table", "TR", "TD"]),
        (Tag("Figure", alt="two lines meet at 5"), ["Figure"]),
        (FURNITURE, []),
    ],
)
def test_a_text_without_a_role_gets_one(tag: Tag | None, roles: list[Role]) -> None:
    def draw(pen: Pen, y: float) -> None:
        pen.rule(50, y, 90, y)
        pen.text(50, y + 12, "a text")

    paper = Paper(sheet([Block(20, draw, tag=tag)]))
    found = [each.role for each in paper.structure.walk()]
    # At the head stand the sender's paragraph and the paper's code, a figure.
    assert found == ["Document", "P", "Figure", *roles]
    assert all(each.furniture or each.mark is not None for each in paper.shown)


def trend(*values: int | None, **fields: object) -> Trend:
    days = [date(2026, 10, 9), date(2026, 10, 30), date(2026, 11, 20)]
    points = tuple(
        Point(on=on, value=None if value is None else Decimal(value), other=Decimal(205))
        for on, value in zip(days, values, strict=True)
    )
    made: dict[str, object] = {
        "title": "Abduction strength, left",
        "points": points,
        "latest": "",
        "change": "",
        "unit": Unit.NEWTON,
        **fields,
    }
    return Trend(**made)  # type: ignore[arg-type]


def test_a_chart_is_one_sentence_with_its_numbers() -> None:
    said = trend_words(
        trend(150, 170, 190, outcome=Outcome.MET, target=Decimal("184.5"), error=Decimal(21))
    )
    assert said == (
        "Abduction strength, left rose from 150 N on 9 Oct 2026 to 190 N on 20 Nov 2026, "
        "in 6 weeks and 3 visits; other side 205 N; limit 184.5 N, met."
    )


def test_a_change_within_error_is_said_to_be_no_more_than_that() -> None:
    said = trend_words(trend(185, 190, 180, error=Decimal(25)))
    assert "fell from 185 N" in said
    assert "which measurement error alone could do" in said


def test_what_was_not_measured_is_not_in_the_sentence() -> None:
    said = trend_words(trend(None, None, 190))
    assert said.startswith("Abduction strength, left was 190 N on 20 Nov 2026;")
    assert " 0 N" not in said
