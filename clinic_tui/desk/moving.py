"""Moving: chart to chart, an assessment that was recorded with the wrong patient.

In the first chart the original stays readable and counts no more; in the right one a copy of it
stands as a draft, with the days and sides it was read on, until somebody signs it there by name.
"""

from __future__ import annotations

from clinic_tui.desk.errors import refuse
from clinic_tui.desk.recording import changed, current, next_id
from clinic_tui.judgement.values import day
from clinic_tui.model.assessment import Assessment, AssessmentId
from clinic_tui.model.chart import Chart
from clinic_tui.model.correction import MovedIn, MovedOut
from clinic_tui.model.person import Signature


def check(wrong: Chart, right: Chart, assessment_id: AssessmentId, reason: str) -> Assessment:
    """The assessment, if it may be moved.

    Raises:
        Refused: not a current one, into its own or a merged chart, a draft is open there, a later
            visit took a reading over from it, or no reason.
    """
    if wrong.patient.id == right.patient.id:
        raise refuse("The assessment is in this chart already; name the other patient.")
    if right.merged_into is not None:
        number = right.merged_into.chart
        raise refuse(
            f"The chart {right.patient.id} was merged into number {number}; move it there."
        )
    if not reason.strip() or len(reason) > 500:
        raise refuse("A move needs a reason of 1 to 500 characters.")
    found = next((a for a in wrong.assessments if a.id == assessment_id), None)
    begun = any(
        move.assessment == assessment_id and move.to == right.patient.id for move in wrong.moved_out
    )
    if found is None:
        raise refuse("There is no such assessment in this chart.")
    if begun and arrived(right, wrong, assessment_id):
        raise refuse("This assessment was moved there already.")
    if not begun and found not in wrong.current_assessments:
        raise refuse("This assessment was moved or amended already; move the newer version.")
    if found.on < right.patient.born:
        raise refuse(f"{right.patient.name} was not born yet on {day(found.on)}.")
    if any(a.signed is None for a in right.of_episode(current(right).id)):
        raise refuse(
            f"The chart {right.patient.id} has an unsigned draft; sign it or drop it first."
        )
    for later in wrong.current_assessments:
        if later.id != found.id and _took_over(later, found):
            raise refuse(
                f"The visit of {day(later.on)} took a reading over from this one; put that "
                "right first."
            )
    return found


def _took_over(later: Assessment, found: Assessment) -> bool:
    cells = {(r.measure, r.side, r.on) for r in found.readings}
    return any(r.carried_by and (r.measure, r.side, r.on) in cells for r in later.readings)


def arrived(right: Chart, wrong: Chart, assessment_id: AssessmentId) -> bool:
    """Whether the right chart has it."""
    return any(
        move.chart == wrong.patient.id and move.original == assessment_id for move in right.moved_in
    )


def without(
    wrong: Chart, assessment_id: AssessmentId, right: Chart, reason: str, by: Signature
) -> Chart:
    """The first chart, where it stays readable and counts no more."""
    if assessment_id in wrong.moved_away:
        return wrong
    move = MovedOut(assessment=assessment_id, to=right.patient.id, reason=reason, by=by)
    return changed(wrong, moved_out=(*wrong.moved_out, move))


def with_it(right: Chart, found: Assessment, wrong: Chart, reason: str, by: Signature) -> Chart:
    """The right chart, with a copy that nobody has signed there yet.

    A reading that was taken over from an earlier visit stays behind: that one was the other's.
    """
    copy = changed(
        found,
        readings=tuple(reading for reading in found.readings if not reading.carried_by),
        id=AssessmentId(next_id("a", (a.id for a in right.assessments))),
        episode=current(right).id,
        signed=None,
        readiness=None,
        amends=None,
    )
    move = MovedIn(
        assessment=copy.id,
        chart=wrong.patient.id,
        original=found.id,
        reason=reason,
        by=by,
    )
    return changed(right, assessments=(*right.assessments, copy), moved_in=(*right.moved_in, move))
