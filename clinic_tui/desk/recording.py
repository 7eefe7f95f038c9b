"""Recording: chart to chart, what drafts, signatures and amendments do to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from clinic_tui.desk.errors import refuse
from clinic_tui.judgement.gates import answered_yes
from clinic_tui.knowledge.library import Library
from clinic_tui.model.assessment import (
    Amendment,
    Assessment,
    AssessmentId,
    FlagAnswer,
    FlagId,
    Resolution,
    SidesConfirmed,
)
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.person import Clinician, Signature
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.reading import MeasureId, Reading
from clinic_tui.model.strict import Strict

Value = TypeVar("Value", bound=Strict)
MOVED = "This assessment was moved to another patient; go on with it there."


def changed(value: Value, **fields: object) -> Value:
    """A frozen value with other fields, validated as a whole."""
    kept = {name: getattr(value, name) for name in type(value).model_fields}
    return type(value).model_validate({**kept, **fields})


def next_id(letter: str, taken: Iterable[str]) -> str:
    """The next id of a kind, counted within the chart: a1, a2, a3."""
    known = set(taken)
    number = len(known) + 1
    while f"{letter}{number}" in known:
        number += 1
    return f"{letter}{number}"


def current(chart: Chart) -> Episode:
    """The episode under care.

    Raises:
        Refused: the chart has none.
    """
    if chart.current_episode is None:
        raise refuse("This patient has no episode yet; enter the injury first.")
    return chart.current_episode


def open_draft(chart: Chart) -> Assessment | None:
    """The unsigned assessment of the episode under care."""
    mine = chart.of_episode(current(chart).id)
    return next((a for a in reversed(mine) if a.signed is None), None)


def newest(chart: Chart) -> Assessment | None:
    """The newest signed assessment of the episode under care, else the newest of all."""
    mine = chart.of_episode(current(chart).id)
    return next((a for a in reversed(mine) if a.signed is not None), mine[-1] if mine else None)


def empty_draft(chart: Chart, today: date, clinician: Clinician) -> Assessment:
    """A new assessment with nothing in it."""
    return Assessment(
        id=AssessmentId(next_id("a", (a.id for a in chart.assessments))),
        episode=current(chart).id,
        on=today,
        recorded_by=clinician.name,
    )


def with_draft(chart: Chart, draft: Assessment, clinician: Clinician) -> Chart:
    """The chart with a draft put in or replaced; what is signed is out of reach.

    Raises:
        Refused: it is signed, its episode is not here, or another draft is open.
    """
    if draft.signed is not None or draft.readiness is not None or draft.amends is not None:
        raise refuse("A signed assessment is not a draft; amend it instead.")
    if draft.id in chart.moved_away:
        raise refuse(MOVED)
    before = _entry(chart, draft.id)
    if before is not None and before.signed is not None:
        raise refuse("This assessment is signed already; amend it instead.")
    if draft.episode not in {episode.id for episode in chart.episodes}:
        raise refuse("This assessment belongs to an episode that is not in the chart.")
    for other in chart.of_episode(draft.episode):
        if other.signed is None and other.id != draft.id:
            raise refuse("Another draft of this episode is open; sign it or drop it first.")
    if not clinician.may_sign and _vouched(draft) - (_vouched(before) if before else set()):
        raise refuse("An assistant records and cannot resolve a red flag or confirm sides.")
    return with_entry(chart, draft)


def without_draft(chart: Chart) -> Chart:
    """The chart without its open draft.

    Raises:
        Refused: there is none.
    """
    draft = open_draft(chart)
    if draft is None:
        raise refuse("There is no draft to drop.")
    return changed(chart, assessments=tuple(a for a in chart.assessments if a.id != draft.id))


def signed(assessment: Assessment, by: Signature, readiness: Readiness) -> Assessment:
    """A draft with its signature and the readiness as it was judged."""
    return changed(assessment, signed=by, readiness=readiness)


def amendment(
    chart: Chart, corrected: Assessment, reason: str, by: Signature
) -> tuple[Assessment, Assessment]:
    """The corrected copy as an entry of its own, and the original it stands beside.

    Raises:
        Refused: no reason, not signed, amended already, or of another episode.
    """
    original = _entry(chart, corrected.id)
    if original is None or original.signed is None:
        raise refuse("Only a signed assessment is amended; a draft is simply changed.")
    if original.id in chart.moved_away:
        raise refuse(MOVED)
    if original not in chart.current_assessments:
        raise refuse("This assessment was amended already; amend the newer version.")
    if corrected.episode != original.episode:
        raise refuse("An amendment stays in its episode.")
    if not reason.strip():
        raise refuse("An amendment needs a reason.")
    entry = changed(
        corrected,
        id=AssessmentId(next_id("a", (a.id for a in chart.assessments))),
        signed=None,
        readiness=None,
        amends=Amendment(of=original.id, reason=reason, by=by),
    )
    return entry, original


def added(chart: Chart, assessment: Assessment) -> Chart:
    """The chart with one more assessment, or with a draft replaced by its signed form.

    Raises:
        Refused: it would replace one that is signed.
    """
    before = _entry(chart, assessment.id)
    if before is not None and before.signed is not None:
        raise refuse("This assessment is signed already; amend it instead.")
    return with_entry(chart, assessment)


def with_entry(chart: Chart, entry: Assessment) -> Chart:
    """The chart with an assessment put in, or in the place of the one with its id."""
    if entry in chart.assessments:
        return chart
    if _entry(chart, entry.id) is None:
        return changed(chart, assessments=(*chart.assessments, entry))
    kept = tuple(entry if a.id == entry.id else a for a in chart.assessments)
    return changed(chart, assessments=kept)


def raised_in(chart: Chart, assessment: Assessment, flag: FlagId, library: Library) -> Assessment:
    """The assessment that answered a red flag yes: this one, else the newest that did.

    Raises:
        Refused: nobody raised it, or it was resolved.
    """
    others = [a for a in reversed(chart.current_assessments) if a.id != assessment.id]
    for candidate in (assessment, *others):
        for row, answer in answered_yes(candidate, library):
            if row.id == flag and (answer is None or answer.resolved is None):
                return candidate
    raise refuse("This red flag does not stand; there is nothing to resolve.")


def resolved(
    assessment: Assessment, flag: FlagId, found: str, by: Signature, today: date
) -> Assessment:
    """The assessment with a red flag resolved by name.

    Raises:
        Refused: nothing was written about what was found.
    """
    if not found.strip():
        raise refuse("Write what was found; a red flag is resolved by its explanation.")
    answers = {answer.flag: answer for answer in assessment.red_flags}
    # A reading such as a limp may have raised it, then there may be no row yet.
    raised = answers.get(flag) or FlagAnswer(flag=flag, present=True, on=min(today, assessment.on))
    answers[flag] = changed(raised, present=True, resolved=Resolution(by=by, found=found))
    return changed(assessment, red_flags=tuple(answers.values()))


def confirmed(assessment: Assessment, measures: Sequence[MeasureId], by: Signature) -> Assessment:
    """The assessment with the sides of these measures confirmed by name."""
    before = assessment.sides_confirmed.measures if assessment.sides_confirmed else ()
    both = tuple(dict.fromkeys((*before, *measures)))
    return changed(assessment, sides_confirmed=SidesConfirmed(measures=both, by=by))


def brought_forward(
    chart: Chart, assessment: Assessment, reading: Reading, clinician: Clinician
) -> Assessment:
    """The assessment with an older reading of the same episode, its date kept.

    Raises:
        Refused: the reading is not in an earlier signed assessment, or the cell is filled.
    """
    earlier = [a for a in chart.of_episode(assessment.episode) if a.id != assessment.id]
    if not any(reading in a.readings for a in earlier if a.signed is not None):
        raise refuse("Only a reading of an earlier signed visit can be taken over.")
    if assessment.reading(reading.measure, reading.side) is not None:
        raise refuse("This was read today; clear the cell before an older reading is taken over.")
    carried = changed(reading, carried_by=clinician.name)
    return changed(assessment, readings=(*assessment.readings, carried))


def _entry(chart: Chart, assessment_id: AssessmentId) -> Assessment | None:
    return next((a for a in chart.assessments if a.id == assessment_id), None)


def _vouched(assessment: Assessment) -> set[str]:
    """What stands in an assessment by somebody's name."""
    names = {a.flag + a.resolved.model_dump_json() for a in assessment.red_flags if a.resolved}
    if assessment.sides_confirmed is not None:
        names.add(assessment.sides_confirmed.model_dump_json())
    return names
