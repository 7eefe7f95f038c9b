"""The clinic's people: who comes in, who may sign, and who is kept out."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_tui.desk.clock import fixed_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import DeskError, Refused
from clinic_tui.model.person import Clinician
from clinic_tui.model.words import Role
from clinic_tui.store.key_file import KeyFile
from tests.desk.small import START, clinic, injury, person
from tests.store.samples import CHEAP, PASSPHRASE

SECOND = "a second passphrase"
NOOR = Clinician(name="Noor Haddad", role=Role.PHYSICIAN, registration="MD 7")
HELP = Clinician(name="Bo Lind", role=Role.ASSISTANT)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.first_start(
        tmp_path / "c",
        clinic(),
        Clinician(name="Jonas Ebert", role=Role.PHYSIOTHERAPIST, registration="PH 1"),
        PASSPHRASE,
        clock=fixed_clock(START),
        cost=CHEAP,
    )


def opened(desk: Desk, who: str, passphrase: str = SECOND) -> Desk:
    return Desk.open(desk.folder, passphrase, clock=fixed_clock(START), clinician=who)


def told(desk: Desk) -> list[tuple[str, str]]:
    return [(event.what, event.note) for event in desk.history()]


def test_somebody_new_opens_the_clinic_and_signs_by_her_own_name(desk: Desk) -> None:
    desk.add_clinician(NOOR, SECOND)
    theirs = opened(desk, NOOR.name)
    assert theirs.clinician == NOOR
    theirs.new_patient(person())
    theirs.new_episode(person().id, injury())
    assert desk.history(person().id)[-1].who == NOOR.name
    assert Desk.people_of(desk.folder) == ("Jonas Ebert", "Noor Haddad")
    assert ("added clinician", "Noor Haddad, physician") in told(desk)


def test_a_new_passphrase_costs_what_ones_own_does(desk: Desk) -> None:
    desk.add_clinician(NOOR, SECOND)
    assert KeyFile(desk.folder).cost_of(NOOR.name) == CHEAP


@pytest.mark.parametrize("name", ["Jonas Ebert", "jonas  ebert", "JONAS EBERT"])
def test_a_name_is_one_persons_alone(desk: Desk, name: str) -> None:
    again = Clinician(name=name, role=Role.ASSISTANT)
    with pytest.raises(Refused, match="works here already"):
        desk.add_clinician(again, SECOND)
    assert len(desk.members()) == 1


def test_a_short_passphrase_adds_nobody(desk: Desk) -> None:
    with pytest.raises(Refused, match="10 letters"):
        desk.add_clinician(NOOR, "short")
    assert len(desk.members()) == 1


def test_members_say_role_passphrase_and_who_is_here(desk: Desk) -> None:
    desk.add_clinician(HELP, SECOND)
    desk.remove_passphrase(HELP.name)
    assert [(m.clinician.name, m.passphrase, m.here) for m in desk.members()] == [
        ("Jonas Ebert", True, True),
        ("Bo Lind", False, False),
    ]


def test_a_role_is_put_right_and_what_was_signed_keeps_the_old_one(desk: Desk) -> None:
    desk.add_clinician(NOOR, SECOND)
    desk.new_patient(person())
    desk.new_episode(person().id, injury())
    desk.ask_clearance(person().id, "Dr A. Okonkwo")
    desk.revise_clinician("Jonas Ebert", Role.PHYSICIAN, "MD 9")
    assert desk.clinician.role is Role.PHYSICIAN
    assert opened(desk, "Jonas Ebert", PASSPHRASE).clinician.registration == "MD 9"
    by = desk.chart(person().id).clearances[0].events[0].by
    assert (by.role, by.registration) == (Role.PHYSIOTHERAPIST, "PH 1")
    assert ("revised clinician", "Jonas Ebert, physician") in told(desk)


def test_the_last_person_who_may_sign_stays_one(desk: Desk) -> None:
    desk.add_clinician(HELP, SECOND)
    with pytest.raises(Refused, match="last person"):
        desk.revise_clinician("Jonas Ebert", Role.ASSISTANT)
    with pytest.raises(Refused, match="last person"):
        desk.remove_passphrase("Jonas Ebert")
    desk.add_clinician(NOOR, SECOND)
    desk.remove_passphrase(NOOR.name)
    with pytest.raises(Refused, match="last person"):
        desk.revise_clinician("Jonas Ebert", Role.ASSISTANT)


def test_a_removed_passphrase_opens_no_more_and_entries_keep_their_author(desk: Desk) -> None:
    desk.add_clinician(NOOR, SECOND)
    theirs = opened(desk, NOOR.name)
    theirs.new_patient(person())
    desk.remove_passphrase(NOOR.name)
    with pytest.raises(DeskError, match="does not open"):
        opened(desk, NOOR.name)
    assert NOOR.name in {event.who for event in desk.history(person().id)}
    assert NOOR in desk.clinicians
    with pytest.raises(Refused, match="has no passphrase"):
        desk.remove_passphrase(NOOR.name)


def test_a_removed_passphrase_is_given_anew(desk: Desk) -> None:
    desk.add_clinician(NOOR, SECOND)
    with pytest.raises(Refused, match="only Noor Haddad changes it"):
        desk.give_passphrase(NOOR.name, "somebody else's words")
    desk.remove_passphrase(NOOR.name)
    desk.give_passphrase(NOOR.name, "a third passphrase")
    assert opened(desk, NOOR.name, "a third passphrase").clinician == NOOR
    assert told(desk).count(("gave passphrase", NOOR.name)) == 1


def test_an_assistant_leaves_the_people_as_they_are(desk: Desk) -> None:
    desk.add_clinician(HELP, SECOND)
    theirs = opened(desk, HELP.name)
    acts = (
        lambda: theirs.add_clinician(NOOR, SECOND),
        lambda: theirs.revise_clinician(HELP.name, Role.PHYSICIAN),
        lambda: theirs.remove_passphrase("Jonas Ebert"),
        lambda: theirs.give_passphrase(HELP.name, SECOND),
        theirs.new_recovery_code,
        lambda: theirs.revise_clinic(clinic()),
    )
    before = desk.members()
    for act in acts:
        with pytest.raises(Refused, match="An assistant records and cannot sign"):
            act()
    assert desk.members() == before


def test_ones_own_passphrase_an_assistant_changes_too(desk: Desk) -> None:
    desk.add_clinician(HELP, SECOND)
    opened(desk, HELP.name).change_passphrase(SECOND, "a third passphrase")
    assert opened(desk, HELP.name, "a third passphrase").clinician == HELP


def test_nobody_of_that_name_is_said(desk: Desk) -> None:
    for act in (desk.remove_passphrase, lambda name: desk.give_passphrase(name, SECOND)):
        with pytest.raises(Refused, match="No clinician of that name"):
            act("Nobody Known")
    with pytest.raises(Refused, match="No clinician of that name"):
        desk.revise_clinician("Nobody Known", Role.ASSISTANT)


def test_the_demo_has_no_passphrases(tmp_path: Path) -> None:
    demo = Desk.first_start(
        tmp_path / "d",
        clinic(),
        Clinician(name="Jonas Ebert", role=Role.PHYSIOTHERAPIST),
        clock=fixed_clock(START),
        demo=True,
    )
    with pytest.raises(Refused, match="key lies open"):
        demo.add_clinician(NOOR, SECOND)
    with pytest.raises(Refused, match="key lies open"):
        demo.new_recovery_code()
    assert Desk.open(tmp_path / "d", clock=fixed_clock(START)).demo


def test_people_stay_in_the_order_they_came(desk: Desk) -> None:
    desk.add_clinician(NOOR, SECOND)
    desk.change_passphrase(PASSPHRASE, "a third passphrase")
    assert Desk.people_of(desk.folder) == ("Jonas Ebert", "Noor Haddad")


def test_the_clinics_numbers_are_put_right(desk: Desk) -> None:
    desk.revise_clinic(clinic().model_copy(update={"out_of_hours": "77", "name": "New Harbour"}))
    assert desk.clinic.out_of_hours == "77"
    again = opened(desk, "Jonas Ebert", PASSPHRASE)
    assert (again.clinic.name, again.clinic.out_of_hours) == ("New Harbour", "77")
    assert ("revised clinic", "") in told(desk)


def test_a_new_time_zone_moves_the_clinics_day(desk: Desk) -> None:
    with pytest.raises(Refused, match="Unknown time zone"):
        desk.revise_clinic(clinic().model_copy(update={"time_zone": "Nowhere/Land"}))
    assert desk.clinic.time_zone == "Europe/London"
    before = desk.today()
    desk.revise_clinic(clinic().model_copy(update={"time_zone": "Pacific/Kiritimati"}))
    assert (desk.today(), desk.now().hour) == (before, 23)
