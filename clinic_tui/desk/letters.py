"""Letters and the coach's card: a chart's values narrowed to their reader, and drawn.

The papers' package, and with it reportlab, is loaded only inside the functions that draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from clinic_tui.desk import paper_values
from clinic_tui.desk.deciding import Case
from clinic_tui.desk.kinds import Kind, Order
from clinic_tui.desk.planning import newest, rests_on
from clinic_tui.model.clearance import ClearanceStatus
from clinic_tui.model.plan import Plan, Session
from clinic_tui.model.readiness import Finding, Readiness
from clinic_tui.model.strict import canonical

if TYPE_CHECKING:
    from reports.values import (
        Ask,
        AskKind,
        CoachRun,
        Decision,
        Head,
        Judged,
        Permit,
        Standing,
    )

ASKS_OF_BLOCKS: Final[dict[str, AskKind]] = {
    "neck_side": "imaging",
    "bone_site": "imaging",
    "imaging": "imaging",
    "healing": "imaging",
    "release": "release",
    "surgeon_release_for_tension": "release",
    "operation_date": "limits",
    "surgeon_limits": "limits",
    "pregnancy": "word",
}
"""What a doctor can do about a block; what only the runner can answer is not asked of one."""
MANY: Final = 3
COUNTED: Final = "{count} criteria: {why}"
GUARDIAN: Final = "guardian: "
"""Who answers for a young patient is asked at the desk, and is none of a doctor's letter."""
NEEDS_RELEASE: Final = "nobody may clear before it is recorded"


def letter_pdf(order: Order, readiness: Readiness | None) -> bytes:
    """The doctor's letter, as a PDF.

    Args:
        order: of whose chart, and where its clearance stands.
        readiness: as it was signed; the letter judges nothing.
    """
    from reports.letter import doctors_letter
    from reports.values import DoctorsLetter

    case = order.case
    stands = paper_values.clinical(case, case.on)
    return doctors_letter(
        DoctorsLetter(
            head=_head(order, "letter", readiness),
            injury=paper_values.injury(case.episode, case.on),
            standing=stands,
            asks=tuple(_asks(case, readiness, stands)),
            judged=_judged(readiness),
            referrer=case.episode.referrer,
            signature=case.assessment.signed if case.assessment is not None else None,
        )
    )


def clearance_pdf(order: Order) -> bytes:
    """The clearance letter, as a PDF; where nothing is cleared it says so."""
    from reports.clearance_letter import clearance_letter
    from reports.values import ClearanceLetter

    stands = paper_values.stands(order.case, order.case.on)
    return clearance_letter(ClearanceLetter(head=_head(order, "clearance"), standing=stands))


def coach_pdf(order: Order) -> bytes:
    """The coach's card, as a PDF; without a clearance it says that nothing is allowed."""
    from reports.coach_card import coach_card
    from reports.language import speaking
    from reports.values import CoachCard

    decision = paper_values.stands(order.case, order.case.on).decision
    head = _head(order, "coach")
    with speaking(head.language):
        permit = _permit(order.case, decision) if decision is not None else None
    return coach_card(CoachCard(head=head, permit=permit))


def _head(order: Order, kind: Kind, readiness: Readiness | None = None) -> Head:
    case = order.case
    clearance = case.chart.clearance_of(case.episode.id)
    plan = newest(case.chart, case.episode.id)
    rests_on = [canonical(each) for each in (readiness, clearance, plan) if each is not None]
    return paper_values.head(order, kind, case.standing.sentence, *rests_on)


def _judged(readiness: Readiness | None) -> Judged | None:
    from reports.values import Judged

    if readiness is None:
        return None
    return Judged(
        verdict=readiness.verdict,
        sentence=readiness.sentence,
        on=readiness.on,
        warnings=readiness.warnings,
        against=tuple(
            _short(each, readiness.findings) for each in readiness.against if GUARDIAN not in each
        ),
        findings=readiness.findings,
    )


def _short(line: str, findings: tuple[Finding, ...]) -> str:
    """A line that names many criteria counts them: the measures below name each."""
    for finding in findings:
        end = f": {finding.outcome.words}, {finding.sentence}"
        alike = sum(
            (f.outcome, f.sentence) == (finding.outcome, finding.sentence) for f in findings
        )
        if alike > MANY and line.endswith(end):
            return COUNTED.format(count=alike, why=end.removeprefix(": "))
    return line


def _asks(case: Case, readiness: Readiness | None, stands: Standing) -> Iterator[Ask]:
    """What only a doctor can give: examination, diagnosis, pictures, release, an answer."""
    from reports.values import Ask

    for flag in stands.flags:
        yield Ask("examine", f"{flag.name} ({flag.urgency.words}): {flag.do}")
    if case.protocol is None:
        yield Ask("diagnosis")
    blocks = readiness.blocks if readiness is not None else ()
    asked = [
        Ask(ASKS_OF_BLOCKS[block.code], block.sentence)
        for block in blocks
        if block.code in ASKS_OF_BLOCKS
    ]
    yield from asked
    if _lacks_release(case) and all(ask.kind != "release" for ask in asked):
        yield Ask("release", NEEDS_RELEASE)
    if stands.status is ClearanceStatus.ASKED:
        yield Ask("approval", stands.of)


def _lacks_release(case: Case) -> bool:
    """Whether a physician's release must be recorded before anybody clears."""
    release = case.episode.release
    released = release is not None and release.on <= case.on
    return bool(case.protocol and case.protocol.release_before_clearance and not released)


def _permit(case: Case, decision: Decision) -> Permit:
    from reports.values import Permit

    given = case.standing.given
    plan = newest(case.chart, case.episode.id)
    stands = plan is not None and given is not None and rests_on(plan, given)
    until = min(decision.until, plan.until) if plan is not None and stands else decision.until
    return Permit(
        with_limits=decision.with_limits,
        allowed=decision.allowed,
        conditions=decision.conditions,
        start=decision.start,
        until=until,
        any_pain_stops=paper_values.pain_rule(case.episode.diagnosis) == "bone",
        runs=tuple(_runs(plan, case.on, until)) if plan is not None and stands else (),
    )


def _runs(plan: Plan, today: date, until: date) -> Iterator[CoachRun]:
    """The runs and walks that lie ahead; equal ones of one week stand together."""
    from reports.session_words import said_whole
    from reports.values import CoachRun

    ahead = [s for s in plan.sessions if s.kind in ("run", "walk") and today <= s.on <= until]

    for (_, _, run), sessions in groupby(ahead, key=lambda s: (*_week_of(s), said_whole(s))):
        yield CoachRun(days=tuple(each.on for each in sessions), session=run)


def _week_of(session: Session) -> tuple[int, int]:
    year, week, _ = session.on.isocalendar()
    return year, week
