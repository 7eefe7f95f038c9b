"""A day's papers: who gets one, and that one bad chart stops no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clinic_tui.desk.batching import Batch
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.heads import Head
from clinic_tui.model.person import PatientId
from clinic_tui.store.files import ChartFiles
from tests.desk.small import (
    PATIENT,
    STAFF,
    Clock,
    admit,
    clinic,
    filled,
    injury,
    library,
    person,
    visit,
)

NUMBERS = [PatientId(f"000{number}") for number in range(2, 6)]
TODAY = date(2026, 11, 20)


@pytest.fixture
def window(tmp_path: Path, clock: Clock) -> Desk:
    """Five people; the first was seen today, the others are due today."""
    desk = Desk.first_start(tmp_path / "clinic", clinic(), STAFF[0], clock=clock, demo=True)
    desk.library = library()
    admit(desk)
    visit(desk)
    for number in NUMBERS:
        desk.new_patient(person(number, family_name=f"Person {number}"))
        desk.new_episode(number, injury())
        desk.plan_next_visit(number, TODAY)
    return desk


def signed(desk: Desk, number: PatientId) -> None:
    draft = filled(desk.draft(number))
    desk.keep_draft(number, draft)
    desk.sign_assessment(number, draft)


def test_the_days_list_are_those_due_and_those_seen(window: Desk) -> None:
    assert {head.patient_id for head in window.batch_of("visits", TODAY)} == {PATIENT, *NUMBERS}
    assert window.batch_of("visits", date(2026, 11, 21)) == ()
    assert window.batch_of("cleared", TODAY) == ()
    window.give_clearance(PATIENT, "running")
    assert [head.patient_id for head in window.batch_of("cleared", TODAY)] == [PATIENT]


def test_one_bad_chart_and_one_without_a_report_stop_no_other(window: Desk, tmp_path: Path) -> None:
    for number in NUMBERS[:3]:
        signed(window, number)
    store = window._store
    assert isinstance(store, ChartFiles)
    bad = store._path(store._identity(NUMBERS[0]))
    bad.write_bytes(bad.read_bytes()[:-40])
    out = tmp_path / "out"
    out.mkdir()
    batch = window.hand_out_all(window.batch_of("visits", TODAY), "progress", out)
    assert batch.sentence == "3 papers written, 2 not made"
    assert {path.parent for path in batch.made} == {out}
    assert sorted(path.name for path in out.iterdir()) == sorted(p.name for p in batch.made)
    why = {each.head.patient_id: each.why for each in batch.not_made}
    assert set(why) == {NUMBERS[0], NUMBERS[3]}
    assert "No report yet" in why[NUMBERS[3]]
    for path in batch.made:
        found = window.verify_paper(path.stem)
        assert found is not None
        assert found.standing.current


def test_it_stops_when_it_is_told_to_and_says_how_many_are_left(window: Desk) -> None:
    seen: list[int] = []

    def before(number: int, head: Head) -> bool:
        seen.append(number)
        return number < 2

    batch = window.hand_out_all(window.batch_of("visits", TODAY), "progress", before=before)
    assert seen == [0, 1, 2]
    assert (len(batch.outcomes), batch.left) == (2, 3)
    assert "stopped with 3 to go: as you asked" in batch.sentence


def test_a_fault_with_one_paper_is_named_by_its_kind_alone(
    window: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object) -> bytes:
        raise RuntimeError("Lindqvist")

    monkeypatch.setattr(window, "_drawn", fault)
    people = [h for h in window.batch_of("visits", TODAY) if h.patient_id == PATIENT]
    (outcome,) = window.hand_out_all(people, "progress").outcomes
    assert outcome.why == "a fault of the program (RuntimeError)"


def test_a_folder_that_has_gone_is_said_for_each(window: Desk, tmp_path: Path) -> None:
    people = [h for h in window.batch_of("visits", TODAY) if h.patient_id == PATIENT]
    batch = window.hand_out_all(people, "progress", tmp_path / "gone")
    assert batch.made == ()
    assert not (tmp_path / "gone").exists()
    assert "Choose another folder" in batch.not_made[0].why


def test_nobody_makes_an_empty_batch() -> None:
    assert Batch(()).sentence == "0 papers written"
