"""An assistant records and cannot sign: each signing verb says why not, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import Refused
from clinic_tui.desk.window import ASSISTANT
from clinic_tui.model.person import Clinician, PatientId
from clinic_tui.model.plan import Session
from clinic_tui.model.runlog import Advice, RunLogId
from clinic_tui.model.words import Role
from tests.desk.small import NUMB, PATIENT, WALK, filled, visit
from tests.desk.two import OTHER, admit_second

WHY = "a reason of more than twenty characters"
NOOR = Clinician(name="Noor Haddad", role=Role.PHYSICIAN)

SIGNING: dict[str, Callable[[Desk], object]] = {
    "sign": lambda desk: desk.sign_assessment(PATIENT, filled(desk.draft(PATIENT))),
    "amend": lambda desk: desk.amend_assessment(
        PATIENT, filled(desk.chart(PATIENT).assessments[0], walked=31), "typo"
    ),
    "confirm sides": lambda desk: desk.confirm_sides(desk.draft(PATIENT), [WALK]),
    "resolve": lambda desk: desk.resolve_flag(
        PATIENT, desk.chart(PATIENT).assessments[0], NUMB, "examined"
    ),
    "give": lambda desk: desk.give_clearance(PATIENT, "running", reason=WHY),
    "refuse": lambda desk: desk.refuse_clearance(PATIENT, "no"),
    "withdraw": lambda desk: desk.withdraw_clearance(PATIENT, "no"),
    "advice": lambda desk: desk.decide_advice(PATIENT, RunLogId("r1"), Advice.HOLD),
    "edit plan": lambda desk: desk.keep_edit(
        PATIENT, desk.today(), Session(on=desk.today(), kind="rest")
    ),
    "merge": lambda desk: desk.merge_patients(PATIENT, OTHER, WHY),
    "move": lambda desk: desk.move_assessment(
        PATIENT, OTHER, desk.chart(PATIENT).assessments[0].id, WHY
    ),
    "add": lambda desk: desk.add_clinician(NOOR, "a long passphrase"),
    "revise": lambda desk: desk.revise_clinician("Bo Lind", Role.PHYSICIAN),
    "remove": lambda desk: desk.remove_passphrase("Jonas Ebert"),
    "give passphrase": lambda desk: desk.give_passphrase("Bo Lind", "a long passphrase"),
    "new code": lambda desk: desk.new_recovery_code(),
}


@pytest.mark.parametrize("verb", sorted(SIGNING))
def test_each_signing_verb_says_in_one_line_why_not(desk: Desk, assistant: Desk, verb: str) -> None:
    admit_second(desk)
    visit(desk)
    before = [desk.chart(PatientId(number)) for number in (PATIENT, OTHER)]
    with pytest.raises(Refused) as refused:
        SIGNING[verb](assistant)
    assert refused.value.sentence == ASSISTANT
    assert [desk.chart(PatientId(number)) for number in (PATIENT, OTHER)] == before
    assert assistant.why_not_sign == ASSISTANT
    assert desk.why_not_sign == ""
