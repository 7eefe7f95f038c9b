"""Two charts of the small clinic, with a few days at the desk behind each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import DeskError
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.person import PatientId
from clinic_tui.model.runlog import RunLog, RunLogId
from tests.desk.small import PATIENT, Clock, filled, injury, person

OTHER = PatientId("0002")
BORN = date(1992, 3, 14)
WHY = "entered twice at the front desk"

Verb = Callable[[Desk, Clock, PatientId], object]


def visited(desk: Desk, number: PatientId, *, walked: int = 30, numb: bool = False) -> Assessment:
    """Records and signs an assessment of today; the signed one."""
    draft = filled(desk.draft(number), walked=walked, numb=numb)
    return desk.sign_assessment(number, draft).assessments[-1]


def cleared(desk: Desk, number: PatientId) -> Chart:
    """Gives clearance, with a reason where one is needed."""
    return desk.give_clearance(number, "running", reason="a reason of more than twenty characters")


def ran(desk: Desk, number: PatientId) -> None:
    """Keeps a run of today on the newest plan."""
    chart = desk.chart(number)
    log = RunLog(
        id=RunLogId(f"r{len(chart.run_logs) + 1}"),
        episode=chart.episodes[-1].id,
        on=desk.today(),
        entered_at=desk.now(),
        plan=chart.plans[-1].id if chart.plans else None,
        pain_during=0,
    )
    desk.keep_run(number, log)


VERBS: dict[str, Verb] = {
    "visit": lambda desk, clock, number: visited(desk, number),
    "short visit": lambda desk, clock, number: visited(desk, number, walked=5),
    "numb visit": lambda desk, clock, number: visited(desk, number, numb=True),
    "amend": lambda desk, clock, number: desk.amend_assessment(
        number, filled(desk.chart(number).current_assessments[-1], walked=29), "slip of the pen"
    ),
    "visit and clear": lambda desk, clock, number: (
        visited(desk, number),
        cleared(desk, number),
    ),
    "visit, clear and plan": lambda desk, clock, number: (
        visited(desk, number),
        cleared(desk, number),
        desk.make_plan(number),
    ),
    "run": lambda desk, clock, number: ran(desk, number),
    "withdraw": lambda desk, clock, number: desk.withdraw_clearance(number, "no"),
    "second injury": lambda desk, clock, number: desk.new_episode(
        number, injury(id=EpisodeId("e2"), onset=date(2026, 10, 1))
    ),
    "due": lambda desk, clock, number: desk.plan_next_visit(number, date(2026, 12, 1)),
    "a day goes by": lambda desk, clock, number: clock.on(days=1),
    "a minute goes by": lambda desk, clock, number: clock.on(minutes=1),
}

DAYS = st.lists(
    st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from([PATIENT, OTHER])),
    min_size=3,
    max_size=16,
)


def admit_second(desk: Desk, **fields: object) -> None:
    """A second chart with an injury, of the same person unless said otherwise."""
    desk.new_patient(person(OTHER, **fields))
    desk.new_episode(OTHER, injury())


def lived(desk: Desk, clock: Clock, days: list[tuple[str, PatientId]]) -> None:
    """Does what can be done of these, one after the other."""
    for verb, number in days:
        try:
            VERBS[verb](desk, clock, number)
        except (DeskError, IndexError):
            continue
