"""The clearance letter: what is allowed until when and who decided; or that nothing is."""

from __future__ import annotations

from typing import Final

from clinic_tui.model.clearance import ClearanceStatus
from reports.band import band
from reports.flow import Block, lines, paged, space
from reports.house import BOTTOM, FACT, INK, SECOND, STOP, TOP
from reports.language import day, known, mark, say, speaking
from reports.parts import (
    ASK_ANEW,
    USE,
    Field,
    bar_note,
    bullets,
    capital,
    fields,
    last_day,
    section,
    title,
)
from reports.sheet import Furniture, document
from reports.sign_off import sign_off
from reports.standing_words import follows, headline, reasons, summary
from reports.values import ClearanceLetter, Decision

SIZE: Final = 10.2
NAME: Final = mark("Clearance letter")
NAME_AND_DAY: Final = mark("Clearance letter, {day}")
NAME_OF_DAY: Final = mark("Clearance letter of {day}")
SUBJECT: Final = mark("Whether running is allowed")
FOR: Final = mark("For")
BORN: Final = mark("Born {day} · no. {number}")
FROM: Final = mark("From")
DECISIONS: Final = (ClearanceStatus.REFUSED, ClearanceStatus.WITHDRAWN)
"""Where somebody said no, and stands for it with a name."""
ALLOWED: Final = mark("What is allowed")
CONDITIONS: Final = mark("On these conditions")
NOTHING_ELSE: Final = mark("What is not named here is not allowed.")
DECIDED: Final = mark("Decided by {name}, {role}, registration {registration}, on {day}.")
DECIDED_UNREGISTERED: Final = mark(
    "Decided by {name}, {role}, on {day}; no registration is recorded."
)
OVERRIDE: Final = mark("Given although not all criteria were met")
OVERRIDE_REASON: Final = mark("Reason of who decided: {reason}")
ENDS: Final = mark(
    "This clearance ends after its last day, and at once if the clinic suspends or withdraws it. "
    "Whether it still stands: {telephone}."
)
WHY: Final = mark("Why not")
FOLLOWS: Final = mark("What follows")
ASK: Final = mark(
    "Questions, and whether this still holds: {telephone}. When closed: {out_of_hours}."
)
SIGNED_BY: Final = mark("Signed by")
DECIDED_AND_SIGNED_BY: Final = mark("Decided and signed by")
FOR_THE_CLINIC: Final = mark("For the clinic")


def clearance_letter(letter: ClearanceLetter) -> bytes:
    """The letter as a PDF."""
    made = letter.head.made_at
    decision = letter.standing.decision
    with speaking(letter.head.language):
        furniture = Furniture(
            title=say(NAME_AND_DAY, day=day(made)),
            paper=say(NAME_OF_DAY, day=day(made)),
            expiry=say(USE if decision else ASK_ANEW, day=day(last_day(made, decision))),
            subject=SUBJECT,
        )
        return document(letter.head, furniture, paged(_blocks(letter), TOP, BOTTOM))


def _blocks(letter: ClearanceLetter) -> list[Block]:
    standing, patient = letter.standing, letter.head.patient
    decision = standing.decision
    born = say(BORN, day=day(patient.born), number=patient.id)
    blocks = [
        title(say(NAME), day(letter.head.made_at)),
        fields(
            Field(0, 7, say(FOR), patient.name, born),
            Field(7, 5, say(FROM), letter.head.clinic.name),
        ),
        space(8),
        band(headline(decision), summary(standing), good=decision is not None),
        space(12),
    ]
    blocks += _not_cleared(letter) if decision is None else _cleared(letter, decision)
    decided = decision is not None or standing.status in DECISIONS
    label = say(DECIDED_AND_SIGNED_BY if decided else SIGNED_BY)
    by = standing.by if decided else None
    return [*blocks, sign_off(letter.head, label, by, say(FOR_THE_CLINIC))]


def _cleared(letter: ClearanceLetter, decision: Decision) -> list[Block]:
    allowed = capital(known(decision.allowed))
    blocks = [section(say(ALLOWED)), *lines(allowed, SIZE + 1.4, "SemiBold")]
    blocks += [*lines(say(NOTHING_ELSE), SIZE), space(8)]
    if decision.conditions:
        conditions = [known(each) for each in decision.conditions]
        blocks += [section(say(CONDITIONS)), *bullets(conditions, SIZE), space(8)]
    if decision.override_reason:
        reason = say(OVERRIDE_REASON, reason=decision.override_reason)
        blocks += [*bar_note(say(OVERRIDE), reason, INK, SIZE), space(4)]
    by = decision.by
    who = say(
        DECIDED if by.registration else DECIDED_UNREGISTERED,
        name=by.name,
        role=known(by.role.value),
        registration=by.registration,
        day=day(by.at.date()),
    )
    telephone = letter.head.clinic.telephone
    blocks += lines(who, SIZE)
    return [*blocks, *lines(say(ENDS, telephone=telephone), SIZE, ink=SECOND), space(12)]


def _not_cleared(letter: ClearanceLetter) -> list[Block]:
    standing, clinic = letter.standing, letter.head.clinic
    blocks: list[Block] = []
    if why := reasons(standing):
        blocks.append(section(say(WHY)))
        for sentence in why[: len(standing.flags)]:
            blocks += bar_note(sentence, "", STOP, FACT + 0.6)
        blocks += [*bullets(why[len(standing.flags) :], SIZE), space(8)]
    blocks += [section(say(FOLLOWS)), *bullets(follows(standing), SIZE), space(8)]
    ask = say(ASK, telephone=clinic.telephone, out_of_hours=clinic.out_of_hours)
    return [*blocks, *lines(ask, SIZE, ink=SECOND), space(12)]
