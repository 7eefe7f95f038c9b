"""Which papers are handed out, where they lie, and when there is none."""

from __future__ import annotations

import stat
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import DeskError, NotSaved, Refused
from clinic_tui.judgement.plan import NoPlan
from clinic_tui.model.plan import Plan
from tests.desk.small import NUMB, PATIENT, STAFF, Clock, admit, clinic, filled, library, visit


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the papers were asked to draw; they are tried elsewhere."""
    asked: list[tuple[Any, ...]] = []

    def draw(*given: object) -> bytes:
        asked.append(given)
        return b"%PDF-drawn"

    papers = ModuleType("clinic_tui.desk.papers")
    vars(papers).update(progress_pdf=draw, plan_pdf=draw)
    monkeypatch.setitem(sys.modules, "clinic_tui.desk.papers", papers)
    return asked


@pytest.fixture
def window(tmp_path: Path, clock: Clock) -> Desk:
    """A clinic on disk with one patient."""
    desk = Desk.first_start(tmp_path / "clinic", clinic(), STAFF[0], clock=clock, demo=True)
    desk.library = library()
    admit(desk)
    return desk


def planned(desk: Desk) -> Plan:
    """A plan made now."""
    made = desk.make_plan(PATIENT)
    assert isinstance(made, Plan)
    return made


def test_a_report_lies_where_only_its_owner_reads_and_its_name_tells_nothing(
    window: Desk, drawn: list[tuple[Any, ...]]
) -> None:
    signed = visit(window)
    path = window.hand_out(PATIENT, "progress")
    assert path.read_bytes() == b"%PDF-drawn"
    assert path.parent == window.folder / "papers"
    assert path.stem == window.chart(PATIENT).issued[-1].code
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    ((order, *of),) = drawn
    assert of == [signed.readiness]
    assert order.made_at == window.now()
    assert order.watermark is True


def test_a_paper_goes_where_it_is_wanted(
    window: Desk, drawn: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    visit(window)
    target = tmp_path / "out.pdf"
    assert window.hand_out(PATIENT, "progress", target) == target
    assert target.read_bytes() == b"%PDF-drawn"
    with pytest.raises(NotSaved):
        window.hand_out(PATIENT, "progress", tmp_path / "nowhere" / "out.pdf")


def test_a_paper_that_would_lose_something_is_not_made(
    window: Desk, drawn: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def off_the_page(*given: Any) -> bytes:
        raise ValueError("a line off its page")

    monkeypatch.setattr(sys.modules["clinic_tui.desk.papers"], "progress_pdf", off_the_page)
    visit(window)
    with pytest.raises(DeskError, match="off its page"):
        window.hand_out(PATIENT, "progress")
    assert not (window.folder / "papers").exists()


def test_without_a_signature_there_is_no_report(window: Desk) -> None:
    window.keep_draft(PATIENT, filled(window.draft(PATIENT)))
    with pytest.raises(Refused, match="signed"):
        window.hand_out(PATIENT, "progress")


def test_a_plan_is_handed_out_on_the_clearance_that_stands(
    window: Desk, drawn: list[tuple[Any, ...]], clock: Clock
) -> None:
    visit(window)
    with pytest.raises(Refused, match="not asked"):
        window.hand_out(PATIENT, "plan")
    window.give_clearance(PATIENT, "running")
    with pytest.raises(Refused, match="No plan was made"):
        window.hand_out(PATIENT, "plan")
    planned(window)
    window.hand_out(PATIENT, "plan")
    ((_, made, given),) = drawn
    assert made == window.plan(window.chart(PATIENT))
    assert given.until == date(2026, 12, 18)
    clock.on(minutes=1)
    window.give_clearance(PATIENT, "running a little", with_limits=True)
    with pytest.raises(Refused, match="anew"):
        window.hand_out(PATIENT, "plan")


def test_no_plan_leaves_the_desk_once_clearance_is_over(
    window: Desk, drawn: list[tuple[Any, ...]], clock: Clock
) -> None:
    visit(window)
    window.give_clearance(PATIENT, "running")
    planned(window)
    clock.on(days=29)
    with pytest.raises(Refused, match="expired"):
        window.hand_out(PATIENT, "plan")
    assert not drawn


def test_no_plan_leaves_the_desk_while_a_red_flag_stands(
    window: Desk, drawn: list[tuple[Any, ...]], clock: Clock
) -> None:
    visit(window)
    window.give_clearance(PATIENT, "running")
    planned(window)
    clock.on(days=1)
    window.keep_draft(PATIENT, filled(window.draft(PATIENT), numb=True))
    with pytest.raises(Refused, match="red flag"):
        window.hand_out(PATIENT, "plan")
    window.sign_assessment(PATIENT, window.draft(PATIENT))
    with pytest.raises(Refused, match="red flag"):
        window.hand_out(PATIENT, "plan")
    chart = window.chart(PATIENT)
    window.resolve_flag(PATIENT, chart.assessments[-1], NUMB, "examined")
    with pytest.raises(Refused, match="suspended"):
        window.hand_out(PATIENT, "plan")
    assert not drawn


def test_a_plan_is_made_from_the_protocols_first_programme_and_kept(window: Desk) -> None:
    visit(window)
    window.give_clearance(PATIENT, "running")
    made = planned(window)
    chart = window.chart(PATIENT)
    assert window.plan(chart) == made
    assert (made.programme, made.start, made.until) == (
        "steps",
        date(2026, 11, 20),
        date(2026, 12, 18),
    )
    again = window.make_plan(PATIENT, "steps", date(2026, 11, 23), (1, 3))
    assert isinstance(again, Plan)
    assert window.plan(window.chart(PATIENT)) == again
    assert window.chart(PATIENT).plans == (made, again)


def test_where_no_plan_may_be_there_is_none_and_it_is_said(window: Desk, clock: Clock) -> None:
    def why(**wanted: Any) -> str:
        made = window.make_plan(PATIENT, **wanted)
        assert isinstance(made, NoPlan)
        return made.sentence

    visit(window)
    assert "not asked" in why()
    window.give_clearance(PATIENT, "running")
    assert "unknown programme" in why(programme="marathon")
    assert "must start" in why(start=date(2026, 12, 19))
    assert "rest day" in why(days=(0, 1))
    clock.on(days=1)
    window.keep_draft(PATIENT, filled(window.draft(PATIENT), numb=True))
    assert "red flag" in why()
    assert window.chart(PATIENT).plans == ()
