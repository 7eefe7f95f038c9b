"""The pain rule: the printed table, its laws, and the runs that follow each other."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_tui.desk.pain_rules import tables
from clinic_tui.judgement.pain import Place, advise, bolder, course
from clinic_tui.judgement.pain_answers import answers, gone_of
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.pain_rule import BOLDNESS, PainRule
from clinic_tui.knowledge.programme import Hold, StepBack
from clinic_tui.model.runlog import Advice, AdviceTaken, Gone, RunLog
from clinic_tui.model.strict import canonical
from clinic_tui.model.words import Diagnosis
from tests.builders import a_signature, changed


def rule_for(diagnosis: Diagnosis) -> PainRule:
    """The rule of the class's own protocol."""
    protocol = built_in().protocol_for(diagnosis)
    rule = protocol.pain_rule(diagnosis) if protocol is not None else None
    assert rule is not None
    return rule


RULES = SOFT, JOINT, BONE = (
    rule_for(Diagnosis.TENDON),
    rule_for(Diagnosis.JOINT),
    rule_for(Diagnosis.BONE_STRESS_INJURY),
)
TABLE = built_in().programmes["article_run_walk"]
ON_RAMP = built_in().programmes["article_on_ramp"]
FIRST = date(2026, 11, 23)
GOLDEN = Path(__file__).parent / "golden" / "pain_rules.txt"


def log(number: int = 0, **fields: Any) -> RunLog:
    """A clean run, every second day, with these answers instead."""
    on = FIRST + timedelta(days=2 * number)
    clean: dict[str, object] = {
        "id": f"r{number}",
        "episode": "e1",
        "on": on,
        "done_jog_minutes": Decimal(30),
        "pain_during": 0,
        "pain_after": 0,
        "pain_next_morning": 0,
        "gone": Gone.WITHIN_24_H,
        "sharp": False,
        "limp": False,
        "night_pain": False,
        "painkiller": False,
        "entered_at": datetime(2027, 1, 1, tzinfo=UTC),
    }
    return RunLog.model_validate({**clean, **fields})


def test_the_table_is_the_one_that_was_read_and_agreed() -> None:
    printed = "\n".join(tables(None, built_in()))
    assert printed + "\n" == GOLDEN.read_text(encoding="utf-8")


scores = st.none() | st.integers(0, 10)
answered = st.none() | st.booleans()
LOGS = st.builds(
    log,
    pain_during=scores,
    pain_after=scores,
    pain_next_morning=scores,
    gone=st.none() | st.sampled_from(Gone),
    sharp=answered,
    limp=answered,
    night_pain=answered,
    painkiller=answered,
    catching=answered,
    sign=st.none() | st.integers(0, 4),
    done_jog_minutes=st.none() | st.integers(0, 30).map(Decimal),
)
MOMENTS = ("pain_during", "pain_after", "pain_next_morning")
ASKED = (*MOMENTS, "gone", "sharp", "limp", "night_pain", "painkiller", "done_jog_minutes")


@settings(max_examples=400, deadline=None)
@given(
    run=LOGS,
    rule=st.sampled_from(RULES),
    moment=st.sampled_from(MOMENTS),
    more=st.integers(0, 10),
    back=st.booleans(),
)
def test_more_pain_never_gives_a_bolder_advice(
    run: RunLog, rule: Any, moment: str, more: int, back: bool
) -> None:
    before = getattr(run, moment)
    if before is None or more < before:
        return
    worse = run.model_copy(update={moment: more})
    calm = advise(run, rule, stepped_back=back)
    assert not bolder(advise(worse, rule, stepped_back=back).advice, calm.advice)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("sign", ["sharp", "limp", "night_pain", "painkiller", "red_flag"])
@settings(max_examples=60, deadline=None)
@given(run=LOGS)
def test_a_sign_never_gives_a_bolder_advice(run: RunLog, rule: Any, sign: str) -> None:
    without = advise(run.model_copy(update={sign: False, "sign": None}), rule)
    with_it = advise(run.model_copy(update={sign: True, "sign": None}), rule)
    assert not bolder(with_it.advice, without.advice)


@settings(max_examples=300, deadline=None)
@given(run=LOGS, rule=st.sampled_from(RULES), name=st.sampled_from(ASKED))
def test_a_missing_answer_never_advances(run: RunLog, rule: Any, name: str) -> None:
    lacking = run.model_copy(update={name: None, "sign": None})
    if name == "gone" and not any(getattr(run, moment) for moment in MOMENTS):
        return
    said = advise(lacking, rule)
    assert said.advice is not Advice.ADVANCE
    assert said.ask


@settings(max_examples=200, deadline=None)
@given(runs=st.lists(LOGS, max_size=12), rule=st.sampled_from(RULES))
def test_a_course_keeps_the_laws(runs: list[RunLog], rule: Any) -> None:
    logs = [
        run.model_copy(update={"id": f"r{at}", "on": FIRST + timedelta(days=2 * at)})
        for at, run in enumerate(runs)
    ]
    passages = course(logs, TABLE, rule, Place(step=3))
    stopped = False
    for passage in passages:
        stopped = stopped or passage.taken is Advice.STOP_AND_CALL
        assert passage.after.stopped == stopped
        if passage.after.step > passage.before.step:
            assert passage.advised.row == "clean"
            backs = [
                p for p in passages if p.taken is Advice.STEP_BACK and p.log.on < passage.log.on
            ]
            # The next session at the higher step comes after the whole week.
            assert all((passage.log.on - each.log.on).days >= 7 for each in backs)


def test_the_step_comes_after_its_number_of_clean_sessions() -> None:
    passages = course([log(n) for n in range(7)], TABLE, SOFT, Place())
    assert [p.after.step for p in passages] == [1, 1, 2, 2, 2, 3, 3]
    assert passages[0].advised.clinician.endswith("1 of 3 clean sessions at this step")
    assert TABLE.needed(1) == 3


def test_a_session_that_was_missed_or_short_does_not_advance() -> None:
    runs = [log(0), log(1, ran=False, done_jog_minutes=Decimal(0)), log(2), log(3)]
    passages = course(runs, TABLE, SOFT, Place())
    assert [p.advised.row for p in passages] == ["clean", "not_run", "clean", "clean"]
    assert [p.after.step for p in passages] == [1, 1, 1, 2]
    short = course([log(n, done_jog_minutes=Decimal(1)) for n in range(5)], TABLE, SOFT, Place())
    assert {p.advised.row for p in short} == {"short"}
    assert short[-1].after.step == 1


def test_who_runs_a_row_is_past_the_steps_that_are_only_walked() -> None:
    first, second = course([log(0, step=3), log(1, step=3)], ON_RAMP, SOFT, Place())
    assert (first.before.step, first.after.step, first.after.clean) == (1, 3, 1)
    assert first.advised.clinician.endswith("1 of 3 clean sessions at this step")
    assert (second.after.step, second.after.clean) == (3, 2)
    sore = course([log(0, step=3, pain_during=5)], ON_RAMP, SOFT, Place())
    assert sore[0].after.step == 2
    (jogged,) = course([log(0, step=3)], TABLE, SOFT, Place())
    assert jogged.after.step == 1
    (beyond,) = course([log(0, step=9)], ON_RAMP, SOFT, Place(step=2))
    assert beyond.after.step == 3
    late = log(1, step=3, on=FIRST + timedelta(days=11))
    (rested,) = course([late], ON_RAMP, SOFT, Place(step=3, last_run=FIRST))
    assert rested.break_steps == 2
    assert rested.after.step == 1


def test_two_steps_back_in_a_row_are_for_the_clinician() -> None:
    sore = {"pain_during": 5}
    passages = course([log(0, **sore), log(2, **sore)], TABLE, SOFT, Place(step=4))
    assert [p.advised.advice for p in passages] == [Advice.STEP_BACK, Advice.STOP_AND_CALL]
    assert passages[0].after.step == 3
    assert passages[0].after.no_run_before == FIRST + timedelta(days=3)
    assert passages[1].after.stopped
    between = [log(0, **sore), log(2), log(4, **sore)]
    assert course(between, TABLE, SOFT, Place(step=4))[-1].advised.advice is Advice.STEP_BACK


def test_a_programme_may_hold_and_go_back_further_than_the_pain_rule() -> None:
    strict = changed(TABLE, hold=Hold(days_off=1), step_back=StepBack(steps=2, days_off=3))
    (sore,) = course([log(pain_during=5)], strict, SOFT, Place(step=4))
    assert (sore.after.step, sore.after.no_run_before) == (2, FIRST + timedelta(days=4))
    assert sore.advised.clinician.endswith(
        "one step back; this programme goes back 2 steps; 3 days off by the programme"
    )
    assert sore.advised.patient.endswith("In this plan that is 2 steps. Do not run for 3 days.")
    (stiff,) = course([log(pain_next_morning=1)], strict, SOFT, Place(step=4))
    assert (stiff.after.step, stiff.after.no_run_before) == (4, FIRST + timedelta(days=2))
    assert stiff.advised.clinician.endswith("; 1 day off by the programme")
    assert stiff.advised.patient.endswith("Do not run for 1 day.")
    (first,) = course([log(pain_during=5)], strict, SOFT, Place(step=2))
    assert first.after.step == 1
    two = changed(TABLE, hold=Hold(days_off=2))
    (stiff,) = course([log(pain_next_morning=1)], two, SOFT, Place(step=4))
    assert stiff.advised.clinician.endswith("; 2 days off by the programme")
    assert stiff.advised.patient.endswith("Do not run for 2 days.")
    for days in (1, 2):
        mild = changed(TABLE, step_back=StepBack(days_off=days))
        (sore,) = course([log(pain_during=5)], mild, SOFT, Place(step=4))
        assert sore.after.no_run_before == FIRST + timedelta(days=3)
        assert "by the programme" not in sore.advised.clinician


def test_who_decides_otherwise_gets_the_days_off_of_the_programme() -> None:
    strict = changed(TABLE, hold=Hold(days_off=2), step_back=StepBack(steps=1, days_off=4))
    for taken, days in ((Advice.HOLD, 3), (Advice.STEP_BACK, 5)):
        decision = AdviceTaken(by=a_signature(), advice=taken, reason="he looked tired today")
        (clean,) = course([log(decision=decision)], strict, SOFT, Place(step=4))
        assert clean.after.no_run_before == FIRST + timedelta(days=days)


def test_a_hold_without_days_off_forbids_no_day() -> None:
    (stiff,) = course([log(pain_next_morning=1)], TABLE, SOFT, Place(step=4))
    assert stiff.after.no_run_before is None


def test_after_a_stop_only_a_decision_goes_on() -> None:
    runs = [log(0, limp=True), *(log(n) for n in range(1, 5))]
    assert course(runs, TABLE, SOFT, Place())[-1].after.stopped
    decided = AdviceTaken(by=a_signature(), advice=Advice.HOLD, reason="seen, walks well again")
    runs[0] = runs[0].model_copy(update={"decision": decided})
    last = course(runs, TABLE, SOFT, Place())[-1]
    assert not last.after.stopped


@pytest.mark.parametrize(("days_off", "steps"), [(6, 0), (7, 1), (9, 1), (10, 2), (39, 7)])
def test_a_break_goes_back_as_the_programme_says(days_off: int, steps: int) -> None:
    late = log(1, on=FIRST + timedelta(days=days_off + 1))
    (passage,) = course([late], TABLE, SOFT, Place(step=6, last_run=FIRST))
    assert passage.break_steps == steps
    assert passage.after.step == max(1, 6 - steps)


def test_hours_that_were_written_count_before_the_box() -> None:
    ended = datetime(2026, 11, 23, 18, tzinfo=UTC)

    def after(hours: int, **fields: Any) -> Gone | None:
        at = ended + timedelta(hours=hours)
        return gone_of(log(ended_at=ended, gone_at=at, **fields))

    assert after(24) is Gone.WITHIN_24_H
    assert after(25, gone=Gone.WITHIN_24_H) is Gone.AFTER_24_TO_48_H
    assert after(48) is Gone.AFTER_24_TO_48_H
    assert after(49) is Gone.BEYOND_48_H
    still = log(ended_at=ended, still_at=ended + timedelta(hours=50), gone=None)
    assert gone_of(still) is Gone.BEYOND_48_H
    early = log(ended_at=ended, still_at=ended + timedelta(hours=5), gone=None)
    assert gone_of(early) is None


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"gone": Gone.BEYOND_48_H}, "no pain at all"),
        ({"sharp": True}, "sharp pain, and yet 0"),
        ({"planned_jog_minutes": Decimal(4), "done_jog_minutes": Decimal(6)}, "6 of 4 min"),
        ({"sign": 3}, "the sign box says yes"),
        ({"sign": 0, "limp": True}, "the sign box says nothing"),
        ({"sign": 1, "limp": None, "sharp": None}, "which of the two?"),
        ({"sign": 4, "limp": None}, "several signs"),
    ],
)
def test_what_does_not_fit_is_asked_again(fields: dict[str, Any], asked: str) -> None:
    run = log(**fields)
    assert any(asked in question for question in answers(run).ask)
    assert advise(run, SOFT).advice is not Advice.ADVANCE


def test_an_unclear_sign_stops_until_it_is_told_apart() -> None:
    unclear = log(sign=1, sharp=None, limp=None)
    assert advise(unclear, SOFT).advice is Advice.STOP_AND_CALL
    told = unclear.model_copy(update={"sharp": True, "limp": False})
    assert advise(told, SOFT).advice is Advice.STEP_BACK


def test_each_class_has_its_rule_in_its_protocol_and_the_undiagnosed_hip_none() -> None:
    for diagnosis in Diagnosis:
        if diagnosis is not Diagnosis.NOT_YET_DIAGNOSED:
            assert diagnosis in rule_for(diagnosis).classes
    assert built_in().protocol_for(Diagnosis.NOT_YET_DIAGNOSED) is None
    for protocol in built_in().protocols.values():
        for diagnosis in protocol.classes:
            own = protocol.pain_rule(diagnosis)
            assert own is not None
            assert own.rows == rule_for(diagnosis).rows


def test_another_pain_rule_is_another_protocol() -> None:
    protocol = built_in().protocols["tendon"]
    milder = changed(SOFT, rows=(*SOFT.rows[:-1], changed(SOFT.rows[-1], patient="Again.")))
    assert changed(protocol, pain_rules=(milder,)).digest != protocol.digest


def test_a_digest_that_was_stored_before_pain_rules_stood_in_protocols_is_found_again() -> None:
    bare = changed(built_in().protocols["tendon"], pain_rules=())
    stored = json.loads(canonical(bare))
    del stored["pain_rules"]
    text = json.dumps(stored, sort_keys=True, ensure_ascii=False)
    assert bare.digest == hashlib.sha256(text.encode()).hexdigest()


def test_what_no_rule_is_for_stops() -> None:
    assert advise(log(), None).advice is Advice.STOP_AND_CALL
    assert advise(log(pain_after=1), BONE).advice is Advice.STOP_AND_CALL
    assert advise(log(catching=True), JOINT).advice is Advice.STOP_AND_CALL
    assert BOLDNESS[0] is Advice.STOP_AND_CALL
