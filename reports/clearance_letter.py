"""The clearance letter: what is allowed until when and who decided; or that nothing is."""

from __future__ import annotations

from typing import Final

from clinic_tui.model.clearance import ClearanceStatus
from reports.band import band
from reports.flow import Block, lines, paged, space
from reports.house import BOTTOM, FACT, INK, SECOND, STOP, TOP
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
from reports.sheet import Furniture, day, document
from reports.sign_off import sign_off
from reports.standing_words import follows, headline, reasons, summary
from reports.values import ClearanceLetter, Decision

SIZE: Final = 10.2
NAME: Final = "Clearance letter"
DECISIONS: Final = (ClearanceStatus.REFUSED, ClearanceStatus.WITHDRAWN)
"""Where somebody said no, and stands for it with a name."""
ALLOWED: Final = "What is allowed"
CONDITIONS: Final = "On these conditions"
NOTHING_ELSE: Final = "What is not named here is not allowed."
DECIDED: Final = "Decided by {name}, {role}, registration {registration}, on {day}."
DECIDED_UNREGISTERED: Final = "Decided by {name}, {role}, on {day}; no registration is recorded."
OVERRIDE: Final = "Given although not all criteria were met"
OVERRIDE_REASON: Final = "Reason of who decided: {reason}"
ENDS: Final = (
    "This clearance ends after its last day, and at once if the clinic suspends or withdraws it. "
    "Whether it still stands: {telephone}."
)
WHY: Final = "Why not"
FOLLOWS: Final = "What follows"
ASK: Final = "Questions, and whether this still holds: {telephone}. When closed: {out_of_hours}."


def clearance_letter(letter: ClearanceLetter) -> bytes:
    """The letter as a PDF."""
    made = letter.head.made_at
    decision = letter.standing.decision
    last = day(last_day(made, decision))
    furniture = Furniture(
        title=f"{NAME}, {day(made)}",
        paper=f"{NAME} of {day(made)}",
        expiry=(USE if decision else ASK_ANEW).format(day=last),
        subject="Whether running is allowed",
    )
    return document(letter.head, furniture, paged(_blocks(letter), TOP, BOTTOM))


def _blocks(letter: ClearanceLetter) -> list[Block]:
    standing, patient = letter.standing, letter.head.patient
    decision = standing.decision
    blocks = [
        title(NAME, day(letter.head.made_at)),
        fields(
            Field(0, 7, "For", patient.name, f"Born {day(patient.born)} · no. {patient.id}"),
            Field(7, 5, "From", letter.head.clinic.name),
        ),
        space(8),
        band(headline(decision), summary(standing), good=decision is not None),
        space(12),
    ]
    blocks += _not_cleared(letter) if decision is None else _cleared(letter, decision)
    decided = decision is not None or standing.status in DECISIONS
    label = "Decided and signed by" if decided else "Signed by"
    by = standing.by if decided else None
    return [*blocks, sign_off(letter.head, label, by, "For the clinic")]


def _cleared(letter: ClearanceLetter, decision: Decision) -> list[Block]:
    blocks = [section(ALLOWED), *lines(capital(decision.allowed), SIZE + 1.4, "SemiBold")]
    blocks += [*lines(NOTHING_ELSE, SIZE), space(8)]
    if decision.conditions:
        blocks += [section(CONDITIONS), *bullets(decision.conditions, SIZE), space(8)]
    if decision.override_reason:
        reason = OVERRIDE_REASON.format(reason=decision.override_reason)
        blocks += [*bar_note(OVERRIDE, reason, INK, SIZE), space(4)]
    by = decision.by
    decided = DECIDED if by.registration else DECIDED_UNREGISTERED
    who = decided.format(
        name=by.name, role=by.role.value, registration=by.registration, day=day(by.at.date())
    )
    telephone = letter.head.clinic.telephone
    blocks += lines(who, SIZE)
    return [*blocks, *lines(ENDS.format(telephone=telephone), SIZE, ink=SECOND), space(12)]


def _not_cleared(letter: ClearanceLetter) -> list[Block]:
    standing, clinic = letter.standing, letter.head.clinic
    blocks: list[Block] = []
    if why := reasons(standing):
        blocks.append(section(WHY))
        for sentence in why[: len(standing.flags)]:
            blocks += bar_note(sentence, "", STOP, FACT + 0.6)
        blocks += [*bullets(why[len(standing.flags) :], SIZE), space(8)]
    blocks += [section(FOLLOWS), *bullets(follows(standing), SIZE), space(8)]
    ask = ASK.format(telephone=clinic.telephone, out_of_hours=clinic.out_of_hours)
    return [*blocks, *lines(ask, SIZE, ink=SECOND), space(12)]
