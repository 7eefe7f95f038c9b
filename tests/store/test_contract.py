"""What every repository promises, on disk and in memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clinic_tui.model.person import PatientId
from clinic_tui.store.errors import ChangedError, MissingError
from clinic_tui.store.memory import ChartMemory
from clinic_tui.store.repository import Repository
from tests.store.samples import ACT, HOSTILE, chart, clinic, files_in


@pytest.fixture(params=["files", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Repository:
    return files_in(tmp_path / "clinic") if request.param == "files" else ChartMemory()


def test_a_kept_chart_comes_back_equal(store: Repository) -> None:
    kept = chart()
    assert store.save(kept, {"name": "x"}, 0, ACT) == 1
    assert store.load(kept.patient.id).chart == kept
    assert store.load(kept.patient.id).chart.model_dump_json() == kept.model_dump_json()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_comes_back_letter_by_letter(store: Repository, name: str) -> None:
    kept = chart(name=name)
    store.save(kept, {"name": name}, 0, ACT)
    assert store.load(kept.patient.id).chart.patient.family_name == name
    assert store.heads().heads[0].line == {"name": name}


def test_heads_tell_id_revision_and_line_of_each_chart(store: Repository) -> None:
    store.save(chart("0001"), {"name": "a"}, 0, ACT)
    store.save(chart("0002"), {"name": "b"}, 0, ACT)
    store.save(chart("0002"), {"name": "c"}, 1, ACT)
    heads = {head.patient_id: (head.revision, head.line["name"]) for head in store.heads().heads}
    assert heads == {"0001": (1, "a"), "0002": (2, "c")}
    assert store.heads().damaged == ()


def test_revisions_count_the_saves(store: Repository) -> None:
    kept = chart()
    assert [store.save(kept, {}, revision, ACT) for revision in range(4)] == [1, 2, 3, 4]
    assert store.load(kept.patient.id).revision == 4


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_a_save_on_another_revision_overwrites_nothing(store: Repository, expected: int) -> None:
    first, second = chart(visits=1), chart(visits=2)
    store.save(first, {}, 0, ACT)
    store.save(second, {}, 1, ACT)
    with pytest.raises(ChangedError):
        store.save(chart(visits=3), {}, expected, ACT)
    assert store.load(first.patient.id).chart == second
    assert store.load(first.patient.id).revision == 2


def test_an_unknown_patient_is_missing_and_not_empty(store: Repository) -> None:
    with pytest.raises(MissingError):
        store.load(PatientId("9999"))
    with pytest.raises(MissingError):
        store.save(chart("9999"), {}, 3, ACT)


def test_an_empty_store_lists_nobody(store: Repository) -> None:
    assert store.heads().heads == ()


def test_a_loaded_chart_is_not_shared_with_the_store(store: Repository) -> None:
    kept = chart()
    store.save(kept, {}, 0, ACT)
    store.load(kept.patient.id).chart.archive["digest"] = "changed by a caller"
    assert store.load(kept.patient.id).chart == kept


def test_a_clinic_is_set_up_once(store: Repository) -> None:
    with pytest.raises(MissingError):
        store.clinic()
    store.set_up(clinic(), ACT)
    assert store.clinic() == clinic()
    with pytest.raises(ChangedError):
        store.set_up(clinic(), ACT)
    assert store.clinic() == clinic()


def test_saves_are_told_once(store: Repository) -> None:
    assert store.news() == frozenset()
    store.save(chart("0001"), {}, 0, ACT)
    store.save(chart("0002"), {}, 0, ACT)
    assert store.news() == {"0001", "0002"}
    assert store.news() == frozenset()
    store.save(chart("0002"), {}, 1, ACT)
    assert store.news() == {"0002"}


def test_what_was_done_is_told_with_its_author(store: Repository) -> None:
    store.save(chart("0001"), {}, 0, ACT)
    head = store.head()
    store.note(replace(ACT, what="viewed"), chart("0001").patient.id)
    told = [(event.what, event.who, event.patient_id) for event in store.history()]
    assert told == [("saved", ACT.who, "0001"), ("viewed", ACT.who, "0001")]
    assert store.verify([head, store.head()]).problems == ()
    assert store.verify(["1-000000000000"]).problems


def test_what_is_half_typed_is_kept_beside_the_chart(store: Repository) -> None:
    store.save(chart("0001"), {}, 0, ACT)
    number = chart("0001").patient.id
    assert store.scrap(number) == {}
    store.keep_scrap(number, {"walk none": "3"})
    assert store.scrap(number) == {"walk none": "3"}
    store.keep_scrap(number, {})
    assert store.scrap(number) == {}
    assert store.load(number).revision == 1
