"""A record's end: kept as long as the rule says, held where it must be, erased for good after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import DeskError, Refused
from clinic_tui.knowledge.loader import retention
from clinic_tui.model.chart import Chart
from tests.desk.small import PATIENT, STAFF, Clock, admit, clinic, person, visit
from tests.desk.small import library as small_library
from tests.store.samples import CHEAP, PASSPHRASE

WHY = "asked for by the patient in writing"
RULES = retention(Path("nowhere"))


@pytest.fixture
def sealed(tmp_path: Path, clock: Clock) -> Desk:
    desk = Desk.first_start(tmp_path / "c", clinic(), STAFF[0], PASSPHRASE, clock=clock, cost=CHEAP)
    desk.library = small_library()
    admit(desk)
    return desk


def chart_born(born: date, desk: Desk) -> Chart:
    visit(desk)
    return desk.chart(PATIENT).model_copy(update={"patient": person(born=born)})


@pytest.mark.parametrize(
    ("rule", "born", "until"),
    [
        ("england", date(1992, 3, 14), date(2034, 11, 20)),
        ("scotland", date(1992, 3, 14), date(2032, 11, 20)),
        ("england", date(2012, 3, 14), date(2037, 3, 14)),
        ("england", date(2009, 1, 1), date(2035, 1, 1)),
        ("england", date(2008, 11, 20), date(2034, 11, 20)),
        ("scotland", date(2012, 2, 29), date(2037, 3, 1)),
    ],
)
def test_a_record_is_kept_from_its_last_entry_or_to_a_birthday(
    sealed: Desk, rule: str, born: date, until: date
) -> None:
    found = RULES.rule(rule)
    assert found is not None
    assert found.until(chart_born(born, sealed)) == until
    assert found.until(Chart(patient=person())) is None


def test_a_signed_record_is_not_erased_before_its_day(sealed: Desk, clock: Clock) -> None:
    visit(sealed)
    with pytest.raises(Refused, match="Choose first"):
        sealed.erase_patient(PATIENT, WHY)
    sealed.choose_retention("scotland")
    with pytest.raises(Refused, match="kept to 2032-11-20"):
        sealed.erase_patient(PATIENT, WHY)
    clock.moment = clock.moment.replace(year=2032)
    with pytest.raises(Refused, match="kept to"):
        sealed.erase_patient(PATIENT, WHY)
    clock.on(days=1)
    with pytest.raises(Refused, match="reason"):
        sealed.erase_patient(PATIENT, "short")
    sealed.erase_patient(PATIENT, WHY)
    assert sealed.heads() == ()
    assert sealed.verify().problems == ()
    with pytest.raises(DeskError, match="no chart"):
        sealed.chart(PATIENT)


def test_what_was_never_signed_is_no_record_yet(sealed: Desk) -> None:
    sealed.erase_patient(PATIENT, "entered by mistake, it is a test")
    assert sealed.heads() == ()


def test_a_held_record_is_never_erased_until_the_hold_is_lifted(sealed: Desk) -> None:
    with pytest.raises(Refused, match="reason"):
        sealed.hold(PATIENT, "claim")
    sealed.hold(PATIENT, "a claim is open at the court")
    with pytest.raises(Refused, match="held"):
        sealed.erase_patient(PATIENT, WHY)
    sealed.lift_hold(PATIENT)
    with pytest.raises(Refused, match="not held"):
        sealed.lift_hold(PATIENT)
    sealed.erase_patient(PATIENT, WHY)
    told = [event.what for event in sealed.history()]
    assert told[-3:] == ["held record", "lifted hold", "erased"] or "erased" in told[-1]


def test_an_assistant_chooses_holds_and_erases_nothing(assistant: Desk, desk: Desk) -> None:
    for act in (
        lambda: assistant.choose_retention("england"),
        lambda: assistant.hold(PATIENT, "a claim is open at the court"),
        lambda: assistant.lift_hold(PATIENT),
        lambda: assistant.erase_patient(PATIENT, WHY),
    ):
        with pytest.raises(Refused, match="assistant"):
            act()
    assert desk.heads()
