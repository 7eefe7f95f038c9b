"""Every paper that anybody of the demo clinic may have, in each language, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from clinic_tui.demo.charts import charts
from clinic_tui.demo.visit import opened
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.kinds import KINDS, Kind
from clinic_tui.desk.manner import Manner
from clinic_tui.model.person import PatientId
from clinic_tui.model.words import LANGUAGES
from tests.reports.looks import wrong
from tests.reports.reading import Paper

EVERYBODY = tuple(chart.patient.id for chart in charts())
FEW = ("0001", "0011")
"""Cleared with a plan; both hips and a very long name."""


@dataclass(frozen=True, slots=True)
class Made:
    """A paper, and what was asked."""

    kind: Kind
    manner: Manner
    pdf: bytes


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The demo clinic."""
    return opened(tmp_path_factory.mktemp("demo"))


def manners(kind: Kind) -> Iterator[Manner]:
    """All in which a kind can be had."""
    of = next(each for each in KINDS if each.id == kind)
    for language in LANGUAGES if of.spoken else ("en",):
        yield Manner(language)
        if of.has_diary:
            yield Manner(language, fillable=True)


def papers(desk: Desk, patient: PatientId) -> Iterator[Made]:
    """All that a patient may have now."""
    refused = desk.why_no_paper(desk.chart(patient))
    for kind in KINDS:
        for manner in manners(kind.id):
            if not refused[kind.id]:
                path = desk.hand_out(patient, kind.id, manner=manner)
                yield Made(kind.id, manner, path.read_bytes())


@pytest.mark.parametrize(
    "patient",
    [each if each in FEW else pytest.param(each, marks=pytest.mark.long) for each in EVERYBODY],
)
def test_every_page_of_every_paper_is_whole_legible_and_told_apart(
    demo: Desk, patient: PatientId
) -> None:
    made = list(papers(demo, patient))
    assert {"letter", "clearance", "coach"} <= {each.kind for each in made}
    bad = {
        (each.kind, each.manner): found
        for each in made
        if (found := wrong(Paper(each.pdf), each.kind))
    }
    assert bad == {}
