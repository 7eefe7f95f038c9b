"""The shortest way out: what would have to be done for a verdict, with the minutes it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from clinic_tui.judgement.gates import Gates
from clinic_tui.judgement.result import Result, usable
from clinic_tui.judgement.view import View
from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.readiness import Finding, Reason, Step
from clinic_tui.model.reading import Measured, MeasureId
from clinic_tui.model.words import Diagnosis, Outcome, Side

MEASURE_AGAIN = {
    Reason.MISSING,
    Reason.NOT_DONE,
    Reason.TOO_OLD,
    Reason.TRIALS,
    Reason.CONDITIONS,
    Reason.PAIN_NOT_ASKED,
    Reason.FAULTS_NOT_SEEN,
    Reason.HAND_GRADE,
    Reason.UNREADABLE,
}

NEVER_MEASURED = {Reason.MISSING, Reason.NOT_DONE, Reason.HAND_GRADE}
"""Reasons for which a test is done, not repeated."""

MOST_NAMED = 3
"""Unanswered red-flag rows that are named in one line."""


def before_criteria(gate: Gates) -> Iterator[Step]:
    """What must be settled before any test helps."""
    for flag in gate.suspending:
        yield Step(kind="resolve", sentence=f"{flag.name}: {flag.do}")
    for block in gate.blocks:
        for act in block.do:
            yield Step(kind="arrange", sentence=act)
    for block in gate.blocks:
        yield Step(kind="arrange", sentence=block.sentence)
    for why in gate.scope:
        yield Step(kind="arrange", sentence=f"outside the protocol: {why}")


def questions(view: View, unanswered: Sequence[str], findings: Sequence[Finding]) -> Iterator[Step]:
    """What was not asked today."""
    if unanswered:
        count = len(unanswered)
        rows = "1 row" if count == 1 else f"{count} rows"
        more = " …" if count > MOST_NAMED else ""
        named = "; ".join(unanswered[:MOST_NAMED])
        yield Step(
            kind="ask", sentence=f"ask the red flags, {rows}: {named}{more}", minutes=Decimal(1)
        )
    if view.masking_unasked:
        sentence = "ask: painkiller in the last 24 h, injection in the last 6 weeks"
        yield Step(kind="ask", sentence=sentence, minutes=Decimal(1))
    elif any(finding.reason is Reason.MASKED for finding in findings):
        yield Step(kind="wait", sentence=f"{view.masked_by}: test again without it")


def to_measure(view: View, findings: Sequence[Finding]) -> Iterator[Step]:
    """Tests to do or repeat today, each once, with the set-up they share counted once."""
    wanted: dict[MeasureId, list[Finding]] = {}
    for finding in findings:
        again = finding.outcome is Outcome.UNKNOWN and finding.reason in MEASURE_AGAIN
        if again or (finding.outcome is Outcome.NOT_MET and finding.borderline):
            measure = _easiest(view, finding)
            if measure is not None:
                wanted.setdefault(measure.id, []).append(finding)
    ready_setups: set[str] = set()
    for name, asking in wanted.items():
        measure = view.measure(name)
        minutes = measure.minutes
        if measure.setup not in ready_setups:
            minutes += measure.setup_minutes
            ready_setups.add(measure.setup)
        verb = "measure" if asking[0].reason in NEVER_MEASURED else "repeat"
        words = [f"{verb} {measure.name}", _sides(view, asking, measure)]
        if asking[0].borderline:
            words.append("inside the test's error")
        yield Step(
            kind="measure",
            sentence=", ".join(filter(None, words)),
            minutes=minutes,
            measures=(name,),
        )


def _easiest(view: View, finding: Finding) -> Measure | None:
    """The quickest of a criterion's measures that may be offered at all."""
    offered = [m for m in map(view.measure, finding.measures) if may_offer(view, m)]
    return min(offered, key=lambda m: m.minutes + m.setup_minutes, default=None)


def may_offer(view: View, measure: Measure) -> bool:
    """No hop for bone stress, no load before the release."""
    if measure.hop and view.episode.diagnosis is Diagnosis.BONE_STRESS_INJURY:
        return False
    return view.may_load or not measure.loaded


def _sides(view: View, asking: Sequence[Finding], measure: Measure) -> str:
    """Which sides must be measured, in words."""
    if not measure.sided:
        return ""
    sides = {side for finding in asking for side in _sides_of(view, finding, measure)}
    return "both sides" if len(sides) > 1 else min(sides).upper()


def _sides_of(view: View, finding: Finding, measure: Measure) -> list[Side]:
    criterion = next(c for c in view.protocol.criteria if c.id == finding.criterion)
    if criterion.kind not in ("range", "symmetry") or not view.other_is_measure:
        return [finding.side]
    pair = [finding.side, finding.side.other]
    unread = [
        side
        for side in pair
        if isinstance(usable(view.reading(measure, side), Measured, criterion, view), Result)
    ]
    return unread or pair


def not_today(view: View, findings: Sequence[Finding], gate: Gates) -> Iterator[Step]:
    """What no test of today can change."""
    for finding in findings:
        if finding.reason is Reason.SIDES:
            yield Step(
                kind="confirm",
                sentence=f"confirm LEFT and RIGHT of {finding.name} by name",
                minutes=Decimal(1),
                measures=finding.measures,
            )
    if any(f.reason in (Reason.OTHER_HIP, Reason.OTHER_SIDE_PAIN) for f in findings):
        yield Step(
            kind="arrange",
            sentence="own values from before the onset or a reference; ask again how the "
            "other hip is",
        )
    if gate.too_early:
        yield Step(kind="wait", sentence=gate.floor_sentence)
    for finding in findings:
        if finding.outcome is Outcome.NOT_MET and not finding.borderline:
            yield Step(kind="train", sentence=f"{view.title(finding)}: {finding.sentence}")
