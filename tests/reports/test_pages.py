"""Every paper of the demo clinic: inside its page, legible, whole, and told apart in grey."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from clinic_tui.demo.charts import charts
from clinic_tui.demo.visit import opened
from clinic_tui.model.words import Diagnosis
from reports.flow import lines
from reports.house import DOOR_BODY, HEIGHT, INJURED, OTHER, TINY, WIDTH
from tests.builders import base_chart, base_episode, base_patient, changed
from tests.reports.papers import plan, progress
from tests.reports.reading import Paper, Shown
from tests.reports.sheets import sheet

LONG = "W" * 300
NOTE = "the hip was sore after the second run and quiet the next morning " * 60


def demo(folder: Path) -> Iterator[tuple[str, bytes]]:
    desk = opened(folder)
    for chart in charts():
        read = desk.chart(chart.patient.id)
        if any(a.signed for a in read.assessments):
            yield "progress", desk.hand_out(chart.patient.id, "progress").read_bytes()
        if desk.standing(read).allows and desk.plan(read) is not None:
            yield "plan", desk.hand_out(chart.patient.id, "plan").read_bytes()


def german(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The papers for patients in the longer language, of every third person."""
    desk = opened(folder)
    desk.revise_clinic(changed(desk.clinic, language="de"))
    for chart in charts()[::3]:
        read = desk.chart(chart.patient.id)
        yield "clearance", desk.hand_out(chart.patient.id, "clearance").read_bytes()
        yield "coach", desk.hand_out(chart.patient.id, "coach").read_bytes()
        if desk.standing(read).allows and desk.plan(read) is not None:
            yield "plan", desk.hand_out(chart.patient.id, "plan").read_bytes()
    for diagnosis in (Diagnosis.TENDON, Diagnosis.JOINT, Diagnosis.BONE_STRESS_INJURY):
        of = base_episode(diagnosis=diagnosis)
        visit = date(2026, 9, 24)  # a Thursday in September: the longest there is
        reads = base_patient(language="de")
        yield "plan", plan(base_chart(patient=reads, episode=of, next_visit=visit))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Paper]]:
    made = list(demo(tmp_path_factory.mktemp("demo")))
    made += german(tmp_path_factory.mktemp("german"))
    chart = base_chart(
        patient=base_patient(family_name=LONG),
        episode=base_episode(site=NOTE[:400], referrer=LONG),
    )
    made += [("progress", progress(chart)), ("plan", plan(chart, allowed=NOTE[:400]))]
    assert len(made) > 40
    return [(kind, Paper(data)) for kind, data in made]


def test_the_files_are_sound(papers: list[tuple[str, Paper]]) -> None:
    for _, paper in papers:
        assert paper.pdf.check_pdf_syntax() == []


def test_every_font_is_inside_the_file(papers: list[tuple[str, Paper]]) -> None:
    for _, paper in papers:
        for number, page in enumerate(paper.pdf.pages):
            for name in page.Resources.Font:
                assert paper.font(number, str(name)).inside


def test_every_text_lies_inside_its_page(papers: list[tuple[str, Paper]]) -> None:
    for _, paper in papers:
        for each in paper.shown:
            if each.upright:
                assert 10 <= each.left <= each.right <= WIDTH - 10, each
                assert 6 <= each.base <= HEIGHT - 12, each


def test_nothing_is_smaller_than_a_footnote(papers: list[tuple[str, Paper]]) -> None:
    for _, paper in papers:
        assert min(each.size for each in paper.shown) >= TINY


def test_the_runners_sentences_are_read_at_arms_length(papers: list[tuple[str, Paper]]) -> None:
    for kind, paper in papers:
        if kind == "plan":
            for each in sentences(paper):
                assert each.size >= DOOR_BODY, each


def sentences(paper: Paper) -> Iterator[Shown]:
    """What is written to be read: not labels of boxes, of charts or of the page itself."""
    for each in paper.shown:
        if not each.furniture and each.base < HEIGHT - 60 and len(each.text.split()) > 6:
            yield each


def test_no_line_is_written_over_another(papers: list[tuple[str, Paper]]) -> None:
    for _, paper in papers:
        for number in range(len(paper.pdf.pages)):
            here = [each for each in paper.shown if each.page == number and each.upright]
            for index, one in enumerate(here):
                for other in here[index + 1 :]:
                    assert not overlap(one, other), (one, other)


def overlap(one: Shown, other: Shown) -> bool:
    """Whether the small letters of two lines share room."""
    beside = one.right < other.left + 0.5 or other.right < one.left + 0.5
    low, high = sorted((one, other), key=lambda each: each.base)
    return not beside and low.base + 0.5 * low.size > high.base


def test_no_heading_ends_a_page(papers: list[tuple[str, Paper]]) -> None:
    for _, paper in papers:
        heads = {
            each.text for each in paper.structure.walk() if each.role in ("H1", "H2") and each.text
        }
        for number in range(len(paper.pdf.pages)):
            last = [s for s in paper.shown if s.page == number and s.mark is not None][-1]
            assert last.text not in heads, last


def test_a_text_longer_than_any_page_flows_on_to_the_next() -> None:
    said = NOTE * 8
    paper = Paper(sheet(lines(said, DOOR_BODY)))
    assert len(paper.pdf.pages) > 5
    found = "".join(each.text for each in paper.shown if each.mark is not None)
    assert " ".join(found.split()).endswith(" ".join(said.split()))


def test_grey_tells_the_injured_side_from_the_other(papers: list[tuple[str, Paper]]) -> None:
    assert brightness(OTHER) - brightness(INJURED) > 60
    paper, page = next(
        (paper, page)
        for kind, paper in papers
        if kind == "progress"
        for page in range(len(paper.pdf.pages))
        if b"/Figure" in paper.pdf.pages[page].Contents.read_bytes()
    )
    grey = rendered(paper, page)
    for side in (INJURED, OTHER):
        shades = range(brightness(side) - 5, brightness(side) + 6)
        assert sum(grey.count(shade) for shade in shades) > len(grey) / 2000, side


def brightness(colour: str) -> int:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return round(0.299 * red + 0.587 * green + 0.114 * blue)


def rendered(paper: Paper, page: int) -> bytes:
    """The page's dots, each a byte between black and white."""
    out = io.BytesIO()
    paper.pdf.save(out)
    pdf = pypdfium2.PdfDocument(out.getvalue())
    try:
        return bytes(pdf[page].render(scale=2, grayscale=True).buffer)
    finally:
        pdf.close()
