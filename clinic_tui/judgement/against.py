"""What speaks against clearance, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clinic_tui.judgement.gates import Gates
from clinic_tui.judgement.view import View
from clinic_tui.model.readiness import Finding, Reason
from clinic_tui.model.reading import NotDone
from clinic_tui.model.words import NotDoneReason, Outcome


def gates_against(gate: Gates) -> Iterator[str]:
    """What stands before any criterion: flags, blocks, scope, the earliest date."""
    for flag in gate.flags:
        if not flag.resolved:
            yield f"red flag, {flag.urgency.words}: {flag.name}: {flag.do}"
    for block in gate.blocks:
        yield f"blocked: {block.sentence}"
        if block.do:
            yield f"now: {', '.join(block.do)}"
    for why in gate.scope:
        yield f"outside the protocol: {why}"
    if gate.too_early:
        yield gate.floor_sentence


def speaks_against(view: View, findings: Sequence[Finding], gate: Gates) -> Iterator[str]:
    """One line each: the gates, tests that pain forbade, stiff joints, then the rest.

    Findings that fail for one and the same reason share a line.
    """
    yield from gates_against(gate)
    yield from _not_done_for_pain(view)
    first = [finding for finding in findings if _stiff(view, finding)]
    yield from (f"{view.title(f)}: {f.sentence}" for f in first)
    for outcome in (Outcome.NOT_MET, Outcome.UNKNOWN):
        alike: dict[str, list[str]] = {}
        for finding in findings:
            if finding.outcome is outcome and finding not in first:
                alike.setdefault(finding.sentence, []).append(view.title(finding))
        for sentence, titles in alike.items():
            yield f"{', '.join(titles)}: {outcome.words}, {sentence}"
    yield from (
        f"{view.title(f)}: {f.compared_shown} is borderline, inside the test's error of the limit "
        f"({f.limit_shown})"
        for f in findings
        if f.borderline and f not in first
    )
    for finding in findings:
        yield from (f"{view.title(finding)}: {note}" for note in _weighty(view, finding))


def _not_done_for_pain(view: View) -> Iterator[str]:
    for reading in view.assessment.readings:
        if isinstance(reading, NotDone) and reading.reason is NotDoneReason.PAIN:
            measure = view.measure(reading.measure)
            said = "" if reading.pain is None else f", pain {reading.pain}"
            where = f" {reading.side.value.upper()}" if measure.sided else ""
            yield f"{measure.name}{where}: not done for pain{said}"


def _stiff(view: View, finding: Finding) -> bool:
    """Falls short by more than the error in a range that the protocol puts first."""
    first = {c.id for c in view.protocol.criteria if c.first_against}
    error = view.protocol.comparison.range_error
    return (
        finding.criterion in first
        and finding.compared is not None
        and finding.compared > error
        and finding.reason is not Reason.SIDES
    )


def _weighty(view: View, finding: Finding) -> Iterable[str]:
    """Notes that weigh against; the general one on symmetry's error is said elsewhere."""
    general = view.protocol.comparison.symmetry_note
    return (note for note in finding.notes if note != general)
