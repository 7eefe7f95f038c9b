"""Papers as things that were issued: what is kept of each, and whether it still stands."""

from __future__ import annotations

import itertools
import json
from datetime import date
from pathlib import Path

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import Conflict, NotSaved, Refused
from clinic_tui.desk.kinds import KINDS, Order
from clinic_tui.desk.window import Window
from clinic_tui.judgement.paper_standing import PaperStanding
from clinic_tui.model.chart import Chart
from clinic_tui.model.issued import Issued, code_of, read_code
from clinic_tui.model.plan import Plan
from clinic_tui.model.words import Injured, Reader
from clinic_tui.store.errors import NotWrittenError
from tests.desk.small import PATIENT, STAFF, Clock, admit, clinic, filled, library, visit
from tests.desk.two import OTHER, WHY, admit_second, visited
from tests.reports.papers import words


@pytest.fixture
def window(tmp_path: Path, clock: Clock) -> Desk:
    """A clinic on disk with one patient who may run by a plan."""
    desk = Desk.first_start(tmp_path / "clinic", clinic(), STAFF[0], clock=clock, demo=True)
    desk.library = library()
    admit(desk)
    visit(desk)
    clock.on(minutes=1)
    desk.give_clearance(PATIENT, "running")
    assert isinstance(desk.make_plan(PATIENT), Plan)
    clock.on(minutes=1)
    return desk


def issued(desk: Desk, kind: str = "plan", to: Reader | None = None, name: str = "") -> Issued:
    """The record of a paper made now."""
    desk.hand_out(PATIENT, kind, to=to, to_name=name)
    return desk.chart(PATIENT).issued[-1]


def stands(desk: Desk, paper: Issued) -> PaperStanding:
    found = desk.verify_paper(paper.code)
    assert found is not None
    assert found.paper == paper
    return found.standing


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS])
def test_every_kind_carries_the_code_that_is_kept(window: Desk, kind: str) -> None:
    path = window.hand_out(PATIENT, kind)
    paper = window.chart(PATIENT).issued[-1]
    assert path.name == f"{paper.code}.pdf"
    assert paper.code in words(path.read_bytes())
    assert stands(window, paper).current


def test_a_paper_is_kept_with_what_when_who_to_whom_and_what_it_rests_on(
    window: Desk, clock: Clock
) -> None:
    chart = window.chart(PATIENT)
    paper = issued(window, "plan", Reader.COACH, " Kim Vale ")
    assert (paper.kind, paper.title, paper.version) == ("plan", "Patient's plan", 1)
    assert (paper.by.name, paper.by.at) == ("Jonas Ebert", window.now())
    assert (paper.to, paper.to_name, paper.reader) == (
        Reader.COACH,
        "Kim Vale",
        "the coach, Kim Vale",
    )
    assert paper.until == date(2026, 12, 18)
    assert paper.rests_on.plan == chart.plans[-1].id
    assert paper.rests_on.clearance
    assert paper.rests_on.readiness == ""
    assert window.chart(PATIENT).model_copy(update={"issued": ()}) == chart
    report = issued(window, "progress")
    assert report.to is Reader.CLINICIAN
    assert (report.rests_on.readiness != "", report.rests_on.plan) == (True, None)
    assert report.until == date(2026, 12, 18)
    last = window.history(PATIENT)[-2:]
    assert "issued paper" in {event.what for event in last}


def test_what_was_issued_stays_when_more_is(window: Desk) -> None:
    first = issued(window)
    second = issued(window, "progress")
    third = issued(window)
    assert window.chart(PATIENT).issued == (first, second, third)
    assert len({first.code, second.code, third.code}) == 3


def test_a_newer_one_to_the_same_reader_takes_its_place(window: Desk, clock: Clock) -> None:
    first = issued(window)
    coach = issued(window, "plan", Reader.COACH)
    assert stands(window, first).current
    clock.on(days=1)
    issued(window)
    assert stands(window, first).sentence == (
        "superseded on 21 Nov 2026: a newer one was issued to the runner"
    )
    assert stands(window, coach).sentence == "current, last day 18 Dec 2026"


def test_it_ends_with_its_last_day(window: Desk, clock: Clock) -> None:
    paper = issued(window)
    clock.on(days=28)
    assert stands(window, paper).current
    clock.on(days=1)
    assert stands(window, paper).sentence.startswith("superseded on 19 Dec 2026: ")


def test_a_clearance_taken_back_takes_its_papers_with_it(window: Desk, clock: Clock) -> None:
    plan, report = issued(window), issued(window, "progress")
    clock.on(days=2)
    window.withdraw_clearance(PATIENT, "pain came back at night")
    for paper in (plan, report):
        standing = stands(window, paper)
        assert standing.since == date(2026, 11, 22)
        assert "clearance is withdrawn by Jonas Ebert" in standing.sentence


def test_a_red_flag_supersedes_from_its_day_even_in_a_draft(window: Desk, clock: Clock) -> None:
    paper = issued(window)
    clock.on(days=3)
    window.keep_draft(PATIENT, filled(window.draft(PATIENT), numb=True))
    clock.on(days=1)
    standing = stands(window, paper)
    assert standing.since == date(2026, 11, 23)
    assert "suspended: red flag" in standing.why


def test_a_newer_clearance_supersedes(window: Desk, clock: Clock) -> None:
    paper = issued(window)
    clock.on(minutes=1)
    window.give_clearance(PATIENT, "running a little", with_limits=True)
    assert stands(window, paper).sentence == (
        "superseded on 20 Nov 2026: clearance is given with limits by Jonas Ebert until 18 Dec 2026"
    )


def test_a_newer_plan_supersedes(window: Desk, clock: Clock) -> None:
    paper = issued(window)
    clock.on(days=1)
    window.make_plan(PATIENT, days=(1, 3))
    assert stands(window, paper).sentence == "superseded on 21 Nov 2026: a newer plan was made"


def test_a_value_put_right_supersedes(window: Desk, clock: Clock) -> None:
    plan, report = issued(window), issued(window, "progress")
    clock.on(days=1)
    signed = window.chart(PATIENT).assessments[-1]
    window.amend_assessment(PATIENT, filled(signed, walked=31), "misread")
    for paper in (plan, report):
        assert stands(window, paper).sentence == (
            "superseded on 21 Nov 2026: the assessment of 20 Nov 2026 was put right"
        )


def test_a_newer_assessment_supersedes_report_and_stale_plan(window: Desk, clock: Clock) -> None:
    plan, report = issued(window), issued(window, "progress")
    clock.on(days=4)
    visit(window)
    assert stands(window, report).sentence == (
        "superseded on 24 Nov 2026: a newer assessment of 24 Nov 2026 was signed"
    )
    standing = stands(window, plan)
    assert standing.since == date(2026, 11, 24)
    assert standing.why.startswith("its plan is stale: assessment: a newer one")


def test_a_changed_diagnosis_supersedes_without_a_day(window: Desk) -> None:
    paper = issued(window)
    episode = window.chart(PATIENT).episodes[0]
    window.revise_episode(PATIENT, episode.model_copy(update={"surgery": None, "site": "hip"}))
    assert stands(window, paper).current
    window.revise_episode(PATIENT, episode.model_copy(update={"injured": Injured.RIGHT}))
    standing = stands(window, paper)
    assert not standing.current
    assert standing.sentence.startswith("superseded: clearance is suspended: the injured side")


def test_unknown_and_mistyped_are_told_apart(window: Desk) -> None:
    paper = issued(window)
    assert window.verify_paper(code_of("5" * 64)) is None
    wrong = paper.code[:-1] + ("2" if paper.code[-1] != "2" else "3")
    with pytest.raises(Refused, match="check character is wrong"):
        window.verify_paper(wrong)
    with pytest.raises(Refused, match="12 letters and figures"):
        window.verify_paper("CT1-7K2M")
    spoken = paper.code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert window.verify_paper(spoken) == window.verify_paper(paper.code)
    assert read_code(paper.code.removeprefix("CT1-")) == paper.code


def test_every_single_slip_of_a_code_is_noticed() -> None:
    code = code_of("7a" * 32)
    letters = code.replace("-", "")[3:]
    for at, right in enumerate(letters):
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXY":
            if other != right:
                with pytest.raises(ValueError, match="check character"):
                    read_code(letters[:at] + other + letters[at + 1 :])
    for at, (one, two) in enumerate(itertools.pairwise(letters)):
        if one != two:
            with pytest.raises(ValueError, match="check character"):
                read_code(letters[:at] + two + one + letters[at + 2 :])


def test_a_file_that_is_there_is_never_replaced_nor_a_link_followed(
    window: Desk, tmp_path: Path
) -> None:
    there, link = tmp_path / "there.pdf", tmp_path / "link.pdf"
    there.write_bytes(b"mine")
    link.symlink_to(tmp_path / "elsewhere.pdf")
    for target in (there, link):
        with pytest.raises(NotSaved, match="already"):
            window.hand_out(PATIENT, "plan", target)
    assert there.read_bytes() == b"mine"
    assert not (tmp_path / "elsewhere.pdf").exists()
    assert window.chart(PATIENT).issued == ()


def test_a_paper_that_cannot_be_kept_does_not_go_out(
    window: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise NotWrittenError("Not saved: no space left.")

    monkeypatch.setattr(window._store, "save", full)
    with pytest.raises(NotSaved):
        window.hand_out(PATIENT, "plan")
    assert list((window.folder / "papers").iterdir()) == []


def test_a_chart_that_changed_while_the_paper_was_drawn_throws_it_away(
    window: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = window._drawn

    def meanwhile(made: Issued, order: Order) -> bytes:
        pdf = drawn(made, order)
        window.withdraw_clearance(PATIENT, "pain came back at night")
        return pdf

    monkeypatch.setattr(window, "_drawn", meanwhile)
    with pytest.raises(Conflict, match="thrown away"):
        window.hand_out(PATIENT, "progress")
    assert list((window.folder / "papers").iterdir()) == []
    assert window.chart(PATIENT).issued == ()


def test_a_draft_kept_meanwhile_is_no_reason_to_throw_it_away(
    window: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = window._drawn

    def meanwhile(made: Issued, order: Order) -> bytes:
        window.keep_draft(PATIENT, window.draft(PATIENT))
        return drawn(made, order)

    monkeypatch.setattr(window, "_drawn", meanwhile)
    assert window.hand_out(PATIENT, "progress").exists()
    assert len(window.chart(PATIENT).issued) == 1


def test_another_window_still_notices_that_its_chart_is_old(window: Desk, clock: Clock) -> None:
    other: Window = Desk.open(window.folder, clock=clock)
    assert isinstance(other, Desk)
    other.library = library()
    other.chart(PATIENT)
    window.plan_next_visit(PATIENT, date(2026, 12, 1))
    other.hand_out(PATIENT, "progress")
    with pytest.raises(Conflict):
        other.plan_next_visit(PATIENT, date(2026, 12, 2))


def test_papers_go_with_the_portable_chart_and_come_back(
    window: Desk, tmp_path: Path, clock: Clock
) -> None:
    paper = issued(window)
    path = window.export_chart(PATIENT, tmp_path / "one.chart.json")
    there = Desk.first_start(tmp_path / "there", clinic(), STAFF[0], clock=clock, demo=True)
    there.library = library()
    there.import_chart(path)
    assert there.chart(PATIENT).issued == (paper,)
    assert stands(there, paper).current


def test_a_chart_of_before_has_no_papers(window: Desk) -> None:
    fields = json.loads(window.chart(PATIENT).model_dump_json())
    del fields["issued"]
    assert Chart.model_validate_json(json.dumps(fields)).issued == ()


def test_an_assistant_hands_out_too_and_is_named(window: Desk) -> None:
    window.clinician = STAFF[1]
    assert issued(window).by.name == "Bo Lind"


def test_a_chart_that_is_merged_brings_its_papers_with_their_codes(
    window: Desk, clock: Clock
) -> None:
    clock.on(minutes=1)
    admit_second(window)
    visited(window, OTHER)
    clock.on(minutes=1)
    window.hand_out(OTHER, "progress")
    (theirs,) = window.chart(OTHER).issued
    mine = issued(window)
    window.merge_patients(PATIENT, OTHER, WHY)
    kept = window.chart(PATIENT)
    assert [paper.code for paper in kept.issued] == [mine.code, theirs.code]
    found = window.verify_paper(theirs.code)
    assert found is not None
    assert found.patient_id == PATIENT
    assert found.standing.current
