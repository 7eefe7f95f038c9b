"""Whether an issued paper stands: each reason, its day, and which of several comes first."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from clinic_tui.judgement.clearance import Standing
from clinic_tui.judgement.paper_standing import PaperStanding, paper_standing
from clinic_tui.model.assessment import AssessmentId
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import ClearanceStatus
from clinic_tui.model.correction import MovedOut
from clinic_tui.model.issued import Issued, Rests, code_of
from clinic_tui.model.person import PatientId
from clinic_tui.model.plan import PlanId
from clinic_tui.model.words import Reader
from tests.builders import DAY, a_signature, base_chart, changed

NOT_ASKED = Standing(ClearanceStatus.NOT_ASKED, "not asked")
ON = Rests(assessment=AssessmentId("a1"), readiness="r1")
MADE = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


def paper(number: int = 1, **fields: Any) -> Issued:
    made = Issued(
        code=code_of(f"{number:064x}"),
        episode=base_chart().episodes[0].id,
        kind="progress",
        title="Progress report",
        by=a_signature(MADE),
        to=Reader.DOCTOR,
        rests_on=ON,
    )
    return changed(made, **fields)


def stands(
    one: Issued,
    *later: Issued,
    chart: Chart | None = None,
    now: Rests = ON,
    standing: Standing = NOT_ASKED,
    stale: tuple[str, ...] = (),
    on: date = DAY,
) -> PaperStanding:
    whole = changed(chart or base_chart(), issued=(one, *later))
    return paper_standing(whole, one, now, standing, stale, on)


def test_what_nothing_speaks_against_is_current() -> None:
    assert stands(paper()).sentence == "current"
    assert stands(paper(until=DAY)).sentence == "current, last day 20 Nov 2026"


def test_a_copy_for_somebody_else_takes_nobodys_place() -> None:
    assert stands(paper(), paper(2, to=Reader.COACH)).current
    assert stands(paper(), paper(2, kind="plan")).current
    assert stands(paper(), paper(2, to_name="Dr Weber")).current
    assert not stands(paper(), paper(2)).current
    other = changed(ON, readiness="r2")
    assert not stands(paper(), paper(2, to=Reader.COACH, rests_on=other), now=ON).current


def test_the_first_reason_with_a_day_is_said() -> None:
    later = paper(2, by=a_signature(datetime(2026, 11, 22, 9, 0, tzinfo=UTC)))
    found = stands(paper(until=DAY), later, on=date(2026, 11, 25))
    assert (found.since, found.why) == (date(2026, 11, 21), "its last day was 20 Nov 2026")


def test_a_day_that_the_chart_does_not_know_is_not_made_up() -> None:
    found = stands(paper(), now=changed(ON, readiness="r2"))
    assert found.sentence == "superseded: the readiness it shows reads otherwise now"
    suspended = Standing(ClearanceStatus.SUSPENDED, "suspended: the diagnosis changed")
    found = stands(paper(), now=changed(ON, status=ClearanceStatus.SUSPENDED), standing=suspended)
    assert found.sentence == "superseded: clearance is suspended: the diagnosis changed"


def test_a_visit_moved_to_another_patient_takes_its_papers_with_it() -> None:
    move = MovedOut(
        assessment=AssessmentId("a1"),
        to=PatientId("0002"),
        reason="recorded with the wrong patient",
        by=a_signature(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)),
    )
    chart = changed(base_chart(), moved_out=(move,))
    assert stands(paper(), chart=chart).sentence == (
        "superseded on 23 Nov 2026: the assessment it rests on is another patient's"
    )


def test_a_paper_of_a_plan_stands_with_its_plan() -> None:
    plan = Rests(plan=PlanId("p1"), plan_digest="d1")
    one = paper(rests_on=plan)
    assert stands(one, now=plan).current
    gone = stands(one, now=changed(plan, plan="p2", plan_digest="d2"))
    assert gone.sentence == "superseded: a newer plan was made"
    stale = stands(one, now=plan, stale=("programme 'x' changed: version 1 then, 2 now",))
    assert stale.sentence.startswith("superseded: its plan is stale: programme 'x' changed")
    # What shows no readiness does not end with it.
    assert stands(one, now=changed(plan, readiness="r9")).current
