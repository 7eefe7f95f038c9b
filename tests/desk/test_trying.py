"""A rule tried on the past: which verdicts would be others, and that nothing is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clinic_tui.desk import tried_words
from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import NotUnlocked, Refused
from clinic_tui.desk.tried import Tried
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import PatientId
from clinic_tui.model.words import Diagnosis, Outcome, Verdict
from tests.builders import (
    a_clinic,
    a_clinician,
    base_assessment,
    base_episode,
    base_patient,
    changed,
    no_red_flags,
    without,
)
from tests.store.samples import CHEAP, PASSPHRASE
from tests.ui.visits import NOW

TENDON = built_in().protocols["tendon"]
RUNNER = PatientId("0001")


def stricter(limit: int = 99) -> Protocol:
    """The tendon protocol with another limit of strength."""
    criteria = tuple(
        changed(each, limit=Decimal(limit)) if each.kind == "symmetry" else each
        for each in TENDON.criteria
    )
    return changed(TENDON, version="2.0", criteria=criteria)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three runners, each with one signed visit; the third one's injury is of another class."""
    window = Desk.first_start(
        tmp_path / "c",
        a_clinic(),
        a_clinician(),
        clock=fixed_clock(NOW),
        passphrase=PASSPHRASE,
        cost=CHEAP,
    )
    for number, diagnosis in enumerate((Diagnosis.TENDON, Diagnosis.TENDON, Diagnosis.JOINT), 1):
        person = base_patient(id=PatientId(f"{number:04d}"), family_name=f"Person{number}")
        episode = base_episode(diagnosis=diagnosis)
        window.add_chart(Chart(patient=person, episodes=(episode,)))
        draft = base_assessment()
        if number == 2:
            draft = without(draft, "walk")
        window.sign_assessment(person.id, draft)
    return window


def all_of(desk: Desk, protocol: Protocol) -> Tried:
    return desk.try_protocol(protocol, lambda looked, charts: True)


def files(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_rule_they_were_signed_by_changes_nothing(desk: Desk) -> None:
    tried = all_of(desk, TENDON)
    assert (tried.charts, tried.looked, tried.judged, tried.other_class) == (3, 3, 2, 1)
    assert (tried.turned, tried.shifted, tried.wrong, tried.stopped) == ([], 0, [], False)


def test_a_stricter_limit_names_who_would_not_be_ready_and_which_criteria_moved(
    desk: Desk,
) -> None:
    tried = all_of(desk, stricter())
    first, second = tried.turned
    assert (first.patient_id, first.name) == ("0001", "Person1, Marta")
    assert (first.before, first.after) == (Verdict.READY, Verdict.NOT_READY)
    assert (second.before, second.after) == (Verdict.CANNOT_SAY, Verdict.NOT_READY)
    assert first.on == date(2026, 11, 20)
    assert {each.after for each in first.moved} == {Outcome.NOT_MET}
    assert "Abduction strength LEFT" in {each.name for each in first.moved}
    assert list(tried_words.counts(tried))[:3] == [
        "2 of 2 verdicts would be others, in 3 charts.",
        "1 × ready → not ready",
        "1 × cannot say → not ready",
    ]
    assert tried_words.turned(first) == "0001 Person1, Marta, 20 Nov 2026: ready → not ready"
    assert "met → not met" in next(tried_words.reasons(first))


def test_nothing_is_stored_no_view_either(desk: Desk) -> None:
    before, events = files(desk.folder), len(desk.history())
    all_of(desk, stricter())
    assert files(desk.folder) == before
    assert len(desk.history()) == events


def test_a_criterion_that_moves_without_the_verdict_is_counted(desk: Desk) -> None:
    asked = tuple(each for each in TENDON.criteria if "walk" not in each.measures)
    asked_less = changed(TENDON, version="2.0", criteria=asked)
    tried = all_of(desk, asked_less)
    assert [(each.patient_id, each.after) for each in tried.turned] == [("0002", Verdict.READY)]
    assert tried.shifted == 1
    (moved,) = tried.turned[0].moved
    assert moved.words == "unknown → no longer asked"


def test_a_damaged_chart_is_named_and_the_others_are_judged(desk: Desk) -> None:
    victim = sorted((desk.folder / "charts").glob("*.sealed"))[0]
    victim.write_bytes(victim.read_bytes()[:-40])
    tried = all_of(desk, stricter())
    assert tried.looked == 3
    assert len(tried.wrong) == 1
    assert "Person" in tried.wrong[0] or "000" in tried.wrong[0]
    assert tried.judged + tried.other_class == 2


def test_it_stops_when_told_and_says_how_far_it_came(desk: Desk) -> None:
    tried = desk.try_protocol(stricter(), lambda looked, charts: looked < 1)
    assert (tried.stopped, tried.looked) == (True, 1)
    assert next(tried_words.counts(tried)) == (
        "1 of 1 verdicts would be others, in 1 of 3 charts; stopped before the end."
    )


def test_how_far_it_is_is_told_chart_by_chart(desk: Desk) -> None:
    heard: list[tuple[int, int]] = []

    def told(looked: int, charts: int) -> bool:
        heard.append((looked, charts))
        return True

    desk.try_protocol(TENDON, told)
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_red_flag_that_was_raised_later_is_no_fault_of_the_rule(desk: Desk) -> None:
    flagged = base_assessment(
        id="a9", red_flags=no_red_flags(date(2026, 11, 20), built_in().triage.flags[0].id)
    )
    desk.sign_assessment(RUNNER, flagged)
    assert all_of(desk, TENDON).turned == []


def test_what_was_amended_counts_once_as_it_now_reads(desk: Desk) -> None:
    signed = desk.chart(RUNNER).current_assessments[0]
    desk.amend_assessment(RUNNER, without(signed, "walk"), "was not done after all")
    tried = all_of(desk, TENDON)
    assert (tried.judged, tried.turned) == (2, [])


def test_a_variant_chosen_by_name_is_left_as_it_is(desk: Desk) -> None:
    by_hand = built_in().protocols["no_dynamometer"]
    desk.sign_assessment(RUNNER, base_assessment(id="a9"), by_hand)
    tried = all_of(desk, stricter())
    assert (tried.judged, tried.by_name) == (2, 1)
    assert all_of(desk, by_hand).by_name == 0


def test_a_locked_window_reads_nothing_more(desk: Desk) -> None:
    def told(looked: int, charts: int) -> bool:
        if looked == 1:
            desk.lock()
        return True

    with pytest.raises(NotUnlocked):
        desk.try_protocol(TENDON, told)


def test_a_rule_is_named_or_a_file(desk: Desk, tmp_path: Path) -> None:
    assert desk.protocol_to_try("tendon") == TENDON
    with pytest.raises(Refused, match=r"No protocol nope; expected a \.toml file or one of"):
        desk.protocol_to_try("nope")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("id = 3\n")
    with pytest.raises(Refused, match=r"wrong\.toml"):
        desk.protocol_to_try(str(wrong))
