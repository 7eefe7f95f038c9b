"""Opening the clinic, its patients, and what goes in and out."""

from __future__ import annotations

import stat
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clinic_tui.desk.clock import fixed_clock, system_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import Conflict, DeskError, Refused
from clinic_tui.desk.heads import fold
from clinic_tui.desk.recording import changed
from clinic_tui.exchange.portable import dump_chart
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import EpisodeId, Lift, Surgery
from clinic_tui.model.person import PatientId, Signature
from clinic_tui.model.words import Injured, Role
from tests.desk.small import PATIENT, STAFF, Clock, admit, clinic, filled, injury, person, visit
from tests.desk.small import library as small_library
from tests.store.samples import CHEAP, HOSTILE, PASSPHRASE


def test_a_first_start_makes_a_clinic_that_opens_again(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "clinic"
    assert not Desk.exists(folder)
    Desk.first_start(folder, clinic(), STAFF[0], clock=clock, passphrase=PASSPHRASE, cost=CHEAP)
    assert Desk.exists(folder)
    desk = Desk.open(folder, clock=clock, passphrase=PASSPHRASE)
    assert (desk.clinic, desk.clinician, desk.demo) == (clinic(), STAFF[0], False)
    assert desk.heads() == ()


def test_a_second_first_start_changes_nothing(tmp_path: Path, clock: Clock) -> None:
    Desk.first_start(tmp_path, clinic(), STAFF[0], clock=clock, passphrase=PASSPHRASE, cost=CHEAP)
    with pytest.raises(Conflict):
        Desk.first_start(
            tmp_path,
            changed(clinic(), name="Another"),
            STAFF[1],
            clock=clock,
            passphrase=PASSPHRASE,
            cost=CHEAP,
        )
    assert Desk.open(tmp_path, clock=clock, passphrase=PASSPHRASE).clinic == clinic()


def test_where_no_clinic_is_it_is_said_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="No clinic"):
        Desk.open(tmp_path / "nowhere", passphrase=PASSPHRASE)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("zone", ["Mars/Base", "../../etc/passwd", "/etc/localtime", "Europe"])
def test_an_unknown_time_zone_is_refused(tmp_path: Path, zone: str) -> None:
    with pytest.raises(Refused, match="time zone"):
        Desk.first_start(tmp_path, changed(clinic(), time_zone=zone), STAFF[0])


def test_today_is_the_clinics_day(tmp_path: Path) -> None:
    late = fixed_clock(datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    desk = Desk.first_start(
        tmp_path, changed(clinic(), time_zone="Asia/Tokyo"), STAFF[0], clock=late, demo=True
    )
    assert "invented" in desk.notice
    assert desk.today() == date(2026, 11, 21)
    assert system_clock().tzinfo is not None
    with pytest.raises(ValueError, match="zone"):
        fixed_clock(datetime(2026, 11, 20))


def test_a_whole_visit_survives_on_disk(tmp_path: Path, clock: Clock) -> None:
    desk = Desk.first_start(
        tmp_path, clinic(), STAFF[0], clock=clock, passphrase=PASSPHRASE, cost=CHEAP
    )
    desk.library = small_library()
    admit(desk)
    visit(desk)
    chart = desk.give_clearance(PATIENT, "running")
    again = Desk.open(tmp_path, clock=clock, passphrase=PASSPHRASE)
    assert again.chart(PATIENT) == chart
    assert again.heads() == desk.heads()


def test_a_head_tells_what_the_list_shows(desk: Desk) -> None:
    visit(desk, walked=12)
    desk.plan_next_visit(PATIENT, date(2026, 12, 1))
    head = desk.heads()[0]
    assert (head.listed, head.name, head.born) == (
        "Lindqvist, Marta",
        "Marta Lindqvist",
        date(1992, 3, 14),
    )
    assert (head.age, head.injured, head.title) == (34, "left", "tendon")
    assert (head.weeks, head.weeks_since) == (14, "onset")
    assert (head.met, head.not_met, head.unknown) == (1, 1, 0)
    assert (head.verdict, head.judged_on) == ("not ready", date(2026, 11, 20))
    assert (head.clearance, head.next_visit) == ("not asked", date(2026, 12, 1))
    assert (head.waits, head.alarm) == ("", False)


def test_a_head_counts_to_today(desk: Desk, clock: Clock) -> None:
    clock.on(days=365)
    head = desk.heads()[0]
    assert (head.age, head.weeks) == (35, 66)


def test_a_patient_without_an_episode_is_listed(desk: Desk) -> None:
    number = desk.next_patient_id()
    desk.new_patient(person(number, family_name="Ask"))
    head = desk.heads()[0]
    assert (head.patient_id, head.weeks, head.injured, head.clearance) == (
        number,
        None,
        "",
        "not asked",
    )


def test_an_unsigned_draft_waits(desk: Desk) -> None:
    desk.keep_draft(PATIENT, filled(desk.draft(PATIENT)))
    assert desk.heads()[0].waits == "unsigned draft, 20 Nov 2026"


def test_typing_finds_without_case_and_accents(desk: Desk) -> None:
    desk.new_patient(person(PatientId("0002"), family_name="Wiśniewska", given_name="Łucja"))
    found = [head.patient_id for head in desk.heads().numbered("lucja WISN")]
    assert found == ["0002"]
    assert [h.patient_id for h in desk.heads().numbered("tendon")] == [PATIENT]
    assert fold("Ødegård") == "odegard"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_listed_letter_by_letter(desk: Desk, name: str) -> None:
    desk.new_patient(person(PatientId("0002"), family_name=name, given_name=""))
    assert name in {head.listed for head in desk.heads()}


def test_numbers_of_patients_count_on(desk: Desk) -> None:
    assert desk.next_patient_id() == "0002"
    desk.new_patient(person(PatientId("X-9")))
    assert desk.next_patient_id() == "0002"


def test_a_taken_number_is_refused_and_its_chart_unchanged(desk: Desk) -> None:
    before = desk.chart(PATIENT)
    with pytest.raises(Refused, match="already"):
        desk.new_patient(person(family_name="Other"))
    assert desk.chart(PATIENT) == before


def test_nobody_is_born_in_the_future(desk: Desk) -> None:
    with pytest.raises(Refused, match="birth"):
        desk.new_patient(person(PatientId("0002"), born=date(2027, 1, 1)))


def test_namesakes_are_told(desk: Desk) -> None:
    for given, born, expected in (
        ("MÁRTA", date(1950, 1, 1), [PATIENT]),
        ("Eva", date(1992, 3, 14), [PATIENT]),
        ("Eva", date(1950, 1, 1), []),
    ):
        other = person(PatientId("0002"), given_name=given, born=born)
        assert [head.patient_id for head in desk.namesakes(other)] == expected
    assert desk.namesakes(person()) == ()


def test_particulars_are_put_right_and_the_number_stays(desk: Desk) -> None:
    right = person(family_name="Lindquist", born=date(1992, 3, 15))
    assert desk.revise_patient(right).patient == right
    assert desk.heads()[0].listed == "Lindquist, Marta"
    with pytest.raises(Refused, match="future"):
        desk.revise_patient(person(born=date(2030, 1, 1)))
    with pytest.raises(Refused, match="after the onset"):
        desk.revise_patient(person(born=desk.today()))
    assert desk.chart(PATIENT).patient == right


def test_an_episode_is_added_once_and_revised_after(desk: Desk) -> None:
    with pytest.raises(Refused, match="already"):
        desk.new_episode(PATIENT, injury())
    with pytest.raises(Refused, match="no such"):
        desk.revise_episode(PATIENT, injury(id=EpisodeId("e2")))
    revised = injury(injured=Injured.BOTH)
    assert desk.revise_episode(PATIENT, revised).episodes == (revised,)
    assert desk.heads()[0].injured == "both"


@pytest.mark.parametrize(
    "dates",
    [
        {"onset": date(2026, 11, 21)},
        {"onset": date(1992, 3, 13)},
        {"surgery": Surgery(kind="arthroscopy", on=date(2027, 1, 1))},
    ],
)
def test_dates_that_cannot_be_are_refused(desk: Desk, dates: dict[str, object]) -> None:
    with pytest.raises(Refused):
        desk.revise_episode(PATIENT, injury(**dates))
    with pytest.raises(Refused):
        desk.new_episode(PATIENT, injury(id=EpisodeId("e2"), **dates))


def test_weeks_count_from_the_operation_where_there_was_one(desk: Desk) -> None:
    desk.revise_episode(PATIENT, injury(surgery=Surgery(kind="arthroscopy", on=date(2026, 11, 6))))
    assert (desk.heads()[0].weeks, desk.heads()[0].weeks_since) == (2, "surgery")


def test_an_assistant_lifts_no_block(desk: Desk, assistant: Desk) -> None:
    by = Signature(name="Jonas Ebert", role=Role.PHYSIOTHERAPIST, at=desk.now())
    lifted = injury(pregnancy_lifted=Lift(by=by, reason="seen"))
    with pytest.raises(Refused, match="assistant"):
        assistant.revise_episode(PATIENT, lifted)
    with pytest.raises(Refused, match="assistant"):
        assistant.new_episode(PATIENT, changed(lifted, id=EpisodeId("e2")))
    desk.revise_episode(PATIENT, lifted)
    assistant.chart(PATIENT)
    assistant.revise_episode(PATIENT, changed(lifted, referrer="Dr A. Okonkwo"))


def test_export_and_import_lose_nothing(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    visit(desk)
    chart = desk.give_clearance(PATIENT, "running")
    path = desk.export_chart(PATIENT, tmp_path / "x.chart.json")
    assert path.read_bytes() == dump_chart(chart)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    other = Desk.first_start(
        tmp_path / "other", clinic(), STAFF[0], clock=clock, passphrase=PASSPHRASE, cost=CHEAP
    )
    other.library = small_library()
    assert other.import_chart(path) == chart
    assert other.chart(PATIENT) == chart
    with pytest.raises(Refused, match="already"):
        other.import_chart(path)


def test_a_chart_with_values_that_cannot_be_is_not_imported(desk: Desk, tmp_path: Path) -> None:
    draft = filled(desk.draft(PATIENT), walked=9999)
    strange = Chart(patient=person(PatientId("0009")), episodes=(injury(),), assessments=(draft,))
    path = tmp_path / "x.chart.json"
    path.write_bytes(dump_chart(strange))
    with pytest.raises(Refused, match="walk"):
        desk.import_chart(path)
    path.write_text("nonsense")
    with pytest.raises(Refused, match=r"x\.chart\.json"):
        desk.import_chart(path)
    assert len(desk.heads()) == 1


def test_a_damaged_chart_is_named_beside_the_list(tmp_path: Path, clock: Clock) -> None:
    desk = Desk.first_start(
        tmp_path, clinic(), STAFF[0], clock=clock, passphrase=PASSPHRASE, cost=CHEAP
    )
    admit(desk)
    (path,) = (tmp_path / "charts").glob("*.sealed")
    path.write_bytes(b"")
    desk.look_over()
    assert len(desk.heads()) == 1
    assert path.name in desk.damaged[0]
    with pytest.raises(DeskError, match=path.name):
        desk.chart(PATIENT)


def test_a_mistake_in_the_clinics_own_knowledge_is_named(tmp_path: Path, clock: Clock) -> None:
    desk = Desk.first_start(
        tmp_path, clinic(), STAFF[0], clock=clock, passphrase=PASSPHRASE, cost=CHEAP
    )
    own = tmp_path / "knowledge" / "protocols"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text("id = ")
    with pytest.raises(DeskError, match=r"mine\.toml"):
        _ = desk.library


def test_the_patient_list_needs_no_screen_no_paper_and_no_judgement(
    tmp_path: Path, clock: Clock
) -> None:
    admit(Desk.first_start(tmp_path, clinic(), STAFF[0], clock=clock, demo=True))
    program = (
        "import sys; from pathlib import Path; from clinic_tui.desk.desk import Desk; "
        f"desk = Desk.open(Path({str(tmp_path)!r})); assert len(desk.heads()) == 1; "
        "print(*sorted({m for m in sys.modules if m.startswith(('textual', 'reportlab', "
        "'clinic_tui.judgement', 'clinic_tui.knowledge', 'clinic_tui.model.chart', 'filelock'))}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
