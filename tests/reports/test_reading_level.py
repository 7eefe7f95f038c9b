"""The patient's plan is read by whoever has six or seven years of school, in each language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clinic_tui.model.episode import Goals
from clinic_tui.model.words import LANGUAGES, Diagnosis
from reports import language
from reports.catalogue import catalogue
from tests.builders import base_chart, base_episode, base_patient
from tests.reports.messages import messages
from tests.reports.papers import given, planned
from tests.reports.plainness import GRADES, sentences
from tests.reports.test_home_programme import PROGRAMMES, printed

WHOLE = 6.0
ONE = 8.0
"""A formula scatters on a single sentence, so it may be harder than the whole."""
LONG = 8
"""Words from which on a sentence is measured alone."""


class Heard(dict[str, str]):
    """A catalogue that knows everything, and remembers what it was asked for."""

    def __missing__(self, text: str) -> str:
        self[text] = text
        return text

    def get(self, text: str, default: str | None = None) -> str:  # type: ignore[override]
        return self[text]


@pytest.fixture(scope="module")
def heard() -> list[str]:
    """Every text of the program on the plans of all classes and programmes."""
    told = Heard({"": ""})  # one that holds nothing says that there is nothing to translate
    goals = Goals(distance_km=Decimal("7.5"), race_on=date(2026, 12, 24))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "catalogue", lambda code: told)
        for programme, diagnosis in (
            *((programme, Diagnosis.TENDON) for programme in PROGRAMMES),
            (PROGRAMMES[0], Diagnosis.JOINT),
            (PROGRAMMES[0], Diagnosis.BONE_STRESS_INJURY),
        ):
            episode = base_episode(diagnosis=diagnosis, goals=goals)
            chart = base_chart(patient=base_patient(language="de"), episode=episode)
            printed(chart, planned(chart, given(chart), programme))
    own = set(messages())
    return [text for text in told if text in own]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_plan_asks_for_no_more_than_six_years_of_school(code: str, heard: list[str]) -> None:
    said = sentences(heard if code == "en" else [catalogue(code)[text] for text in heard])
    assert len(said) > 120
    assert GRADES[code](said) <= WHOLE
    hard = {" ".join(each): GRADES[code]([each]) for each in said if len(each) >= LONG}
    assert {text: grade for text, grade in hard.items() if grade > ONE} == {}


@pytest.mark.parametrize(
    ("code", "easy", "hard"),
    [
        (
            "en",
            "Stop and walk. Call us if it still hurts.",
            "Discontinue ambulation immediately upon experiencing significant discomfort.",
        ),
        (
            "de",
            "Gehen Sie. Rufen Sie uns an, wenn es noch weh tut.",
            "Unterbrechen Sie die Belastungssteigerung unverzüglich bei auftretender Symptomatik.",
        ),
    ],
)
def test_the_measure_tells_plain_words_from_hard_ones(code: str, easy: str, hard: str) -> None:
    assert GRADES[code](sentences([easy])) < 4 < 12 < GRADES[code](sentences([hard]))
