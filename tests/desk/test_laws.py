"""Whatever is done at the desk in whatever order: signed stays, and no red flag is got around."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import DeskError
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Given
from clinic_tui.model.words import Diagnosis
from tests.desk.small import NUMB, PATIENT, Clock, admit, filled, injury, memory, visit
from tests.desk.small import desk as open_desk

Verb = Callable[[Desk, Clock], object]
WHY = "a reason of more than twenty characters"


def newest(desk: Desk) -> Chart:
    return desk.chart(PATIENT)


VERBS: dict[str, Verb] = {
    "keep": lambda desk, clock: desk.keep_draft(PATIENT, filled(desk.draft(PATIENT))),
    "keep short": lambda desk, clock: desk.keep_draft(
        PATIENT, filled(desk.draft(PATIENT), walked=5)
    ),
    "keep numb": lambda desk, clock: desk.keep_draft(
        PATIENT, filled(desk.draft(PATIENT), numb=True)
    ),
    "visit": lambda desk, clock: visit(desk),
    "visit and give": lambda desk, clock: (
        visit(desk),
        desk.give_clearance(PATIENT, "running", reason=WHY),
    ),
    "short visit": lambda desk, clock: visit(desk, walked=5),
    "numb visit": lambda desk, clock: visit(desk, numb=True),
    "drop": lambda desk, clock: desk.drop_draft(PATIENT),
    "sign": lambda desk, clock: desk.sign_assessment(PATIENT, desk.draft(PATIENT)),
    "sign again": lambda desk, clock: desk.sign_assessment(PATIENT, newest(desk).assessments[0]),
    "amend": lambda desk, clock: desk.amend_assessment(
        PATIENT, filled(newest(desk).assessments[-1], walked=9), "why"
    ),
    "amend first": lambda desk, clock: desk.amend_assessment(
        PATIENT, filled(newest(desk).assessments[0]), "why"
    ),
    "overwrite": lambda desk, clock: desk.keep_draft(
        PATIENT, filled(newest(desk).assessments[0], walked=1)
    ),
    "resolve": lambda desk, clock: desk.resolve_flag(
        PATIENT, newest(desk).assessments[-1], NUMB, "examined"
    ),
    "ask": lambda desk, clock: desk.ask_clearance(PATIENT, "Dr A. Okonkwo"),
    "give": lambda desk, clock: desk.give_clearance(PATIENT, "running", reason=WHY),
    "limits": lambda desk, clock: desk.give_clearance(
        PATIENT, "walking", with_limits=True, reason=WHY
    ),
    "plan": lambda desk, clock: desk.make_plan(PATIENT),
    "give and plan": lambda desk, clock: (
        desk.give_clearance(PATIENT, "running", reason=WHY),
        desk.make_plan(PATIENT),
    ),
    "refuse": lambda desk, clock: desk.refuse_clearance(PATIENT, "no"),
    "withdraw": lambda desk, clock: desk.withdraw_clearance(PATIENT, "no"),
    "bone": lambda desk, clock: desk.revise_episode(
        PATIENT, injury(diagnosis=Diagnosis.BONE_STRESS_INJURY)
    ),
    "tendon": lambda desk, clock: desk.revise_episode(PATIENT, injury()),
    "due": lambda desk, clock: desk.plan_next_visit(PATIENT, date(2026, 12, 1)),
    "a day goes by": lambda desk, clock: clock.on(days=1),
}


STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from([False] * 7 + [True])),
    min_size=5,
    max_size=40,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_signed_stays_and_no_red_flag_is_got_around(done: list[tuple[str, bool]]) -> None:
    follow(done)


@pytest.mark.long
@settings(max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_the_same_over_thousands_of_days_at_the_desk(done: list[tuple[str, bool]]) -> None:
    follow(done)


def follow(done: list[tuple[str, bool]]) -> None:
    """Does one thing after the other and looks at the store after each."""
    clock, store = Clock(), memory()
    physio = open_desk(store, clock)
    admit(physio)
    assistant = open_desk(store, clock, "Bo Lind")
    signed: dict[str, str] = {}
    events: list[str] = []
    for verb, by_assistant in done:
        desk = assistant if by_assistant else physio
        desk.chart(PATIENT)
        before = store.load(PATIENT).revision
        plans = len(store.load(PATIENT).chart.plans)
        try:
            VERBS[verb](desk, clock)
        except (DeskError, IndexError):
            after = store.load(PATIENT)
            assert after.revision == before or " and " in verb or "visit" in verb
        chart = store.load(PATIENT).chart
        now = {str(a.id): a.model_dump_json() for a in chart.assessments if a.signed is not None}
        assert {key: now.get(key) for key in signed} == signed
        assert not by_assistant or now == signed
        signed = now
        decided = [e.model_dump_json() for c in chart.clearances for e in c.events]
        assert decided[: len(events)] == events
        events = decided
        for decision in (e for c in chart.clearances for e in c.events if isinstance(e, Given)):
            flags = decision.basis.readiness.flags
            assert not [flag for flag in flags if flag.suspends and not flag.resolved]
            assert not decision.basis.readiness.blocks
        assert sum(a.signed is None for a in chart.assessments) <= 1
        if physio.heads()[0].alarm:
            assert not physio.standing(chart).allows
        assert len(chart.plans) == plans or physio.standing(chart).allows
