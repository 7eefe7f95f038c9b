"""Pages of charts with long texts, and each rule of looks broken once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from clinic_tui.model.words import Diagnosis
from reports.flow import Block, lines
from reports.house import DOOR_BODY, INJURED, OTHER, STOP
from reports.pen import Pen
from reports.tags import Tag
from tests.builders import base_chart, base_episode, base_patient
from tests.reports.looks import brightness, wrong
from tests.reports.papers import plan, progress
from tests.reports.reading import Paper
from tests.reports.sheets import sheet

LONG = "W" * 300
NOTE = "the hip was sore after the second run and quiet the next morning " * 60


def long_papers() -> Iterator[tuple[str, bytes]]:
    """Long names and notes; the longer language on the longest day there is."""
    chart = base_chart(
        patient=base_patient(family_name=LONG),
        episode=base_episode(site=NOTE[:400], referrer=LONG),
    )
    yield "progress", progress(chart)
    yield "plan", plan(chart, allowed=NOTE[:400])
    for diagnosis in (Diagnosis.TENDON, Diagnosis.JOINT, Diagnosis.BONE_STRESS_INJURY):
        of = base_episode(diagnosis=diagnosis)
        visit = date(2026, 9, 24)  # a Thursday in September
        reads = base_patient(language="de")
        yield "plan", plan(base_chart(patient=reads, episode=of, next_visit=visit))


def test_long_texts_leave_every_page_whole_legible_and_told_apart() -> None:
    for kind, pdf in long_papers():
        assert wrong(Paper(pdf), kind) == []


def test_a_text_longer_than_any_page_flows_on_to_the_next() -> None:
    said = NOTE * 8
    paper = Paper(sheet(lines(said, DOOR_BODY)))
    assert len(paper.pdf.pages) > 5
    found = "".join(each.text for each in paper.shown if each.mark is not None)
    assert " ".join(found.split()).endswith(" ".join(said.split()))


def test_grey_tells_the_sides_and_the_warning_apart() -> None:
    assert brightness(OTHER) - brightness(INJURED) > 60
    assert brightness(OTHER) - brightness(STOP) > 40


def plain(pen: Pen, y: float) -> None:
    pen.text(50, y + 12, "a plain line")


def closely(pen: Pen, y: float) -> None:
    pen.text(50, y + 12, "one line stands here")
    pen.text(60, y + 15, "another upon it")


def small(pen: Pen, y: float) -> None:
    pen.text(50, y + 12, "small", 6)


def cut(pen: Pen, y: float) -> None:
    pen.box(-20, y, 200, 9, INJURED)


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (Block(20, plain), []),
        (Block(20, closely), ["apart"]),
        (Block(20, small), ["legible"]),
        (Block(20, plain, tag=Tag("H2")), ["headed"]),
        (Block(20, cut), ["uncut"]),
    ],
)
def test_what_looks_wrong_is_found(block: Block, found: list[str]) -> None:
    assert [each.partition(":")[0] for each in wrong(Paper(sheet([block])), "letter")] == found


def test_a_runners_sentence_in_small_letters_is_found() -> None:
    blocks = lines("a sentence of more than six words is read at arm's length", DOOR_BODY - 1)
    paper = Paper(sheet(blocks))
    assert wrong(paper, "letter") == []
    assert [each.partition(":")[0] for each in wrong(paper, "plan")] == ["at_arms_length"]


def test_a_chart_without_the_shade_of_a_side_is_found() -> None:
    def draw(pen: Pen, y: float) -> None:
        pen.path([(60, y + 5), (400, y + 15)], INJURED, 3)

    tag = Tag("Figure", alt="rose from 3 to 5; other side 6")
    paper = Paper(sheet([Block(20, draw, tag=tag)]))
    assert [each.partition(":")[0] for each in wrong(paper, "progress")] == ["two_sided"]
