"""The doctor's letter: half a page, the conclusion first, the measures last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from clinic_tui.model.readiness import Finding, Reason
from clinic_tui.model.words import Outcome, Side
from reports import signs
from reports.band import band
from reports.flow import Block, lines, paged, space
from reports.house import (
    BODY,
    BOTTOM,
    HAIR,
    INK,
    LEFT,
    RIGHT,
    SECOND,
    SMALL,
    TINY,
    TOP,
    column,
)
from reports.language import day
from reports.parts import (
    USE,
    Column,
    Field,
    capital,
    columns,
    fields,
    injury_context,
    last_day,
    title,
)
from reports.pen import Align, Pen
from reports.sheet import Furniture, document
from reports.sign_off import sign_off
from reports.standing_words import headline, reasons, summary
from reports.tags import Tag
from reports.typeface import Weight, wrapped
from reports.values import Ask, DoctorsLetter, Judged

NAME: Final = "Letter to the doctor"
TO: Final = "The doctor in charge"
REFERRED: Final = "Referred by: {by}"
MOST: Final = 3
"""How much of what speaks against running is said; the rest is counted."""
NOTHING: Final = "Nothing. This letter is for your information."
ASKS: Final = {
    "examine": "Please examine: red flag open. {about}.",
    "diagnosis": "Please name the diagnosis: without one, no protocol fits.",
    "imaging": "Imaging, dated, with its finding: {about}.",
    "release": "Your release to load, with name, registration, date and document: {about}.",
    "limits": "From the operation: {about}.",
    "word": "Your word before anybody clears: {about}.",
    "approval": "Your answer whether running may begin: it was asked of {about}.",
}
ALLOWED: Final = "Allowed: {allowed}"
CONDITION: Final = "Condition: {condition}"
OVERRIDE: Final = "Allowed although not all criteria were met: {reason}"
AGAINST: Final = "What speaks against running"
DECIDED: Final = "Decided, and what speaks against it"
NOTHING_AGAINST: Final = "Nothing that was judged."
MORE: Final = "{count} more in the progress report"
READINESS: Final = "Readiness on {day}: {sentence}"
NOT_JUDGED: Final = "No assessment has been signed, so nothing was judged."
COUNTED: Final = "{outcome}: {count} of {all} criteria, on {day}"
TEXT: Final = 8.8
ACROSS: Final = 3
PITCH: Final = 8.8
CELLS: Final[tuple[tuple[float, Weight, str], ...]] = (
    (SMALL, "Regular", INK),
    (SMALL, "SemiBold", INK),
    (TINY, "Regular", SECOND),
)
"""Name, value and limit of a criterion."""
UNKNOWN_BY: Final = {
    Reason.MISSING: "not measured",
    Reason.NOT_DONE: "not done",
    Reason.TOO_OLD: "too old",
    Reason.TRIALS: "too few trials",
    Reason.CONDITIONS: "other conditions",
    Reason.PAIN_NOT_ASKED: "pain not asked",
    Reason.FAULTS_NOT_SEEN: "faults not noted",
    Reason.OTHER_SIDE_PAIN: "other side hurts",
    Reason.OTHER_HIP: "no healthy side",
    Reason.SIDES: "sides in doubt",
    Reason.MASKED: "pain masked",
    Reason.HAND_GRADE: "by hand only",
    Reason.UNREADABLE: "unreadable",
}
"""Why nothing is known, in as few words as a cell holds."""


def doctors_letter(letter: DoctorsLetter) -> bytes:
    """The letter as a PDF."""
    made = letter.head.made_at
    furniture = Furniture(
        title=f"{NAME}, {day(made)}",
        paper=f"{NAME} of {day(made)}",
        expiry=USE.format(day=day(last_day(made, letter.standing.decision))),
    )
    return document(letter.head, furniture, paged(_blocks(letter), TOP, BOTTOM))


def _blocks(letter: DoctorsLetter) -> list[Block]:
    decision = letter.standing.decision
    blocks = [
        title(NAME, day(letter.head.made_at)),
        _people(letter),
        space(6),
        band(headline(decision), summary(letter.standing), good=decision is not None),
        space(5),
        *lines(_readiness(letter.judged), TEXT, "SemiBold"),
        space(5),
        *columns((_asked(letter.asks), _against(letter)), TEXT),
        space(4),
    ]
    if letter.judged is not None and letter.judged.findings:
        blocks += [*_measures(letter.judged)]
        blocks.append(space(6))
    signed = sign_off(
        letter.head, "Assessed and signed by", letter.signature, "Not signed: a draft"
    )
    return [*blocks, signed]


def _people(letter: DoctorsLetter) -> Block:
    patient, injury = letter.head.patient, letter.injury
    age = patient.age_on(letter.head.made_at.date())
    born = f"Born {day(patient.born)} · {age} years"
    return fields(
        Field(0, 3, "To", TO, REFERRED.format(by=letter.referrer) if letter.referrer else ""),
        Field(3, 3, "About", patient.name, born),
        Field(6, 6, "Injury", f"{injury.sides}: {injury.title}", injury_context(injury)),
    )


def _readiness(judged: Judged | None) -> str:
    if judged is None:
        return NOT_JUDGED
    return READINESS.format(day=day(judged.on), sentence=judged.sentence)


def _asked(asks: Sequence[Ask]) -> Column:
    """What is asked; for information where it is nothing."""
    said = tuple(ASKS[ask.kind].format(about=ask.about) for ask in asks)
    return Column(6, "What we ask of you", said or (NOTHING,), stops=bool(said))


def _against(letter: DoctorsLetter) -> Column:
    """What was decided and on which conditions, then what speaks against running."""
    decision = letter.standing.decision
    said: list[str] = []
    if decision is not None:
        said.append(ALLOWED.format(allowed=decision.allowed))
        said += [CONDITION.format(condition=each) for each in decision.conditions]
        if decision.override_reason:
            said.append(OVERRIDE.format(reason=decision.override_reason))
    else:
        said += reasons(letter.standing)
    against = letter.judged.against if letter.judged is not None else ()
    said += letter.judged.warnings if letter.judged is not None else ()
    # What is asked at the left is not said again.
    asked = [flag.name for flag in letter.standing.flags]
    asked += [ask.about for ask in letter.asks if ask.about]
    against = tuple(each for each in against if not any(about in each for about in asked))
    said += against[:MOST]
    if len(against) > MOST:
        said.append(MORE.format(count=len(against) - MOST))
    name = AGAINST if decision is None else DECIDED
    return Column(6, name, tuple(said) or (NOTHING_AGAINST,))


def _measures(judged: Judged) -> list[Block]:
    """Every criterion with value and limit, what is not met before what is."""
    blocks: list[Block] = []
    both = len({finding.side for finding in judged.findings if finding.side is not Side.NONE}) > 1
    for outcome in (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.MET):
        found = [finding for finding in judged.findings if finding.outcome is outcome]
        if found:
            blocks.append(_outcome_head(outcome, len(found), judged))
            rows = -(-len(found) // ACROSS)
            blocks += [_measure_row(found[row::rows], both) for row in range(rows)]
    return blocks


def _outcome_head(outcome: Outcome, count: int, judged: Judged) -> Block:
    said = COUNTED.format(
        outcome=capital(outcome.words), count=count, all=len(judged.findings), day=day(judged.on)
    )

    def draw(pen: Pen, y: float) -> None:
        pen.rule(LEFT, y + 2, RIGHT, y + 2, INK, 0.8)
        signs.outcome(pen, LEFT + 4, y + 9, outcome, 6)
        pen.text(LEFT + 13, y + 12, said, BODY, "SemiBold")

    return Block(16.0, draw, with_next=True, tag=Tag("H2"))


def _measure_row(row: Sequence[Finding], both: bool) -> Block:
    laid = []
    for index, finding in enumerate(row):
        x, room = column(index * 4, 4)
        side = f", {finding.side}" if both and finding.side is not Side.NONE else ""
        known = finding.outcome is not Outcome.UNKNOWN
        cells = (
            (x, wrapped(f"{finding.name}{side}", room * 0.55, SMALL)),
            (
                x + room * 0.58,
                wrapped(_value(finding), room * (0.22 if known else 0.43), SMALL, "SemiBold"),
            ),
            (x + room, wrapped(finding.limit_shown, room * 0.21, TINY) if known else []),
        )
        laid.append((x, room, cells))
    height = max(len(rows) for *_, cells in laid for _, rows in cells) * PITCH + 2.0

    def draw(pen: Pen, y: float) -> None:
        for x, room, cells in laid:
            pen.rule(x, y, x + room, y, HAIR, 0.35)
            with pen.inside(Tag()):
                for (start, rows), (size, weight, ink) in zip(cells, CELLS, strict=True):
                    align: Align = "right" if start == x + room else "left"
                    for step, line in enumerate(rows):
                        pen.text(start, y + 8 + step * PITCH, line, size, weight, ink, align)

    return Block(height, draw)


def _value(finding: Finding) -> str:
    """The figure that was held against the limit, or why there is none; never a zero."""
    if finding.outcome is Outcome.UNKNOWN:
        return UNKNOWN_BY.get(finding.reason, finding.outcome.words)
    shown = finding.compared_shown or (finding.evidence[0].shown if finding.evidence else "–")
    return capital(shown)
