"""What did not change since the last save is not read back twice, and what did is."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.strict import Strict
from clinic_tui.store import proven
from clinic_tui.store.errors import NotWrittenError
from clinic_tui.store.proven import Proven
from tests.builders import changed
from tests.store.samples import ACT, chart, files_in

ID = bytes(16)


def with_visits(whole: Chart, *visits: Assessment) -> Chart:
    return changed(whole, assessments=visits)


def test_only_what_changed_is_proved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    proved: list[Strict] = []
    prove = proven._proved

    def proving(document: Strict) -> str:
        proved.append(document)
        return prove(document)

    monkeypatch.setattr(proven, "_proved", proving)
    one, two = chart().assessments
    other = changed(two, notes="another word")
    remembered = Proven()
    first = remembered.texts(ID, {"assessments": (one, two)})
    assert proved == [one, two]
    second = remembered.texts(ID, {"assessments": (one, other)})
    assert proved == [one, two, other]
    assert second["assessments"][0] == first["assessments"][0]
    assert "another word" in second["assessments"][1]
    assert remembered.texts(ID, {"assessments": (one, other)}) == second
    assert len(proved) == 3


def test_an_equal_document_is_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    one = chart().assessments[0]
    remembered = Proven()
    remembered.texts(ID, {"assessments": (one,)})
    monkeypatch.setattr(proven, "_proved", lambda each: "proved again")
    assert remembered.texts(ID, {"assessments": (changed(one),)}) == {
        "assessments": ["proved again"]
    }


def test_no_more_charts_are_remembered_than_are_worked_on() -> None:
    remembered = Proven()
    for number in range(proven.CHARTS + 5):
        remembered.texts(number.to_bytes(16, "big"), {"patient": (chart().patient,)})
    assert len(remembered._charts) == proven.CHARTS


def test_what_would_not_come_back_is_not_saved(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    whole = chart()
    store.save(whole, {}, 0, ACT)
    one, two = whole.assessments
    # Made past its checks, as a fault of the program would make it.
    spoiled = Assessment.model_construct(**{**dict(two), "notes": "x" * 200_000})
    wrong = Chart.model_construct(**{**dict(whole), "assessments": (one, spoiled)})
    with pytest.raises(NotWrittenError, match="would not read back"):
        store.save(wrong, {}, 1, ACT)
    assert files_in(tmp_path).load(whole.patient.id).chart == whole


def test_many_saves_of_one_chart_read_as_the_last_one(tmp_path: Path) -> None:
    store = files_in(tmp_path)
    whole = chart()
    store.save(whole, {}, 0, ACT)
    for turn in range(1, 8):
        visits = list(whole.assessments)
        visits[turn % 2] = changed(visits[turn % 2], notes=f"turn {turn}")
        whole = with_visits(whole, *visits)
        assert store.save(whole, {}, turn, ACT) == turn + 1
        assert files_in(tmp_path).load(whole.patient.id).chart == whole
