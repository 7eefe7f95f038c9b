"""Merging: chart to chart, what one chart of a person takes over from a second one.

Nothing signed is changed: entries come over letter by letter, and only ids that are taken become
free ones, wherever they are named. So a decision is replayed in the chart kept as it was before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clinic_tui.desk.errors import refuse
from clinic_tui.desk.recording import changed, next_id
from clinic_tui.judgement.plan import basis as plan_basis
from clinic_tui.judgement.values import day
from clinic_tui.model.assessment import Assessment, AssessmentId
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Basis, Clearance, ClearanceId, Given, Refused
from clinic_tui.model.correction import Merge
from clinic_tui.model.episode import Episode, EpisodeId
from clinic_tui.model.issued import Issued
from clinic_tui.model.person import Signature
from clinic_tui.model.plan import Plan, PlanId
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.runlog import RunLog, RunLogId
from clinic_tui.model.strict import digest

SAYS_SO = ("birth", "born")
"""Words by which a reason says that the dates of birth differ and it is the same person."""


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of the chart that is taken over, as they are called in the chart kept."""

    episodes: Mapping[str, str]
    assessments: Mapping[str, str]
    clearances: Mapping[str, str]
    plans: Mapping[str, str]
    runs: Mapping[str, str]


def check(kept: Chart, gone: Chart, reason: str) -> None:
    """Passes if two charts may be made one.

    Raises:
        Refused: one and the same, merged already, an open draft, other dates of birth, no reason.
    """
    if kept.patient.id == gone.patient.id:
        raise refuse("That is this very chart; name the other one.")
    for chart in (kept, gone):
        number = chart.patient.id
        into = chart.merged_into
        if into is not None and (chart is kept or into.chart != kept.patient.id):
            raise refuse(f"The chart {number} was merged into number {into.chart} already.")
        if any(a.signed is None for a in chart.current_assessments):
            raise refuse(f"The chart {number} has an unsigned draft; sign it or drop it first.")
    if finished(kept, gone):
        raise refuse(f"The chart {gone.patient.id} was merged into this one already.")
    if not reason.strip() or len(reason) > 500:
        raise refuse("A merge needs a reason of 1 to 500 characters.")
    one, other = kept.patient.born, gone.patient.born
    if one != other and not any(word in reason.casefold() for word in SAYS_SO):
        raise refuse(
            f"The dates of birth differ ({day(one)} and {day(other)}). If it is the same person "
            "all the same, the reason says so, with the words “date of birth”."
        )


def finished(kept: Chart, gone: Chart) -> bool:
    """Whether the one has taken the other over."""
    return any(merge.chart == gone.patient.id for merge in kept.merged_from)


def marked(gone: Chart, kept: Chart, reason: str, by: Signature) -> Chart:
    """The chart that is given up: readable as it was, and said to be merged."""
    if gone.merged_into is not None:
        return gone
    return changed(gone, merged_into=Merge(chart=kept.patient.id, reason=reason, by=by))


def taken_over(kept: Chart, gone: Chart, reason: str, by: Signature) -> Chart:
    """The chart kept, with everything that was entered in the other."""
    ids = ids_for(kept, gone)
    givens = {
        digest(event): _given(event, ids)
        for clearance in gone.clearances
        for event in clearance.events
        if isinstance(event, Given)
    }
    assessments = tuple(_assessment(each, ids) for each in gone.assessments)
    renamed = {
        digest(old): digest(new) for old, new in zip(gone.assessments, assessments, strict=True)
    }
    plans = tuple(_plan(each, ids, givens, renamed) for each in gone.plans)
    digests = {
        **{old: digest(new) for old, (_, new) in givens.items()},
        **{digest(old): digest(new) for old, new in zip(gone.plans, plans, strict=True)},
        **{
            digest(old.readiness): digest(new.readiness)
            for old, new in zip(gone.assessments, assessments, strict=True)
            if old.readiness is not None and new.readiness is not None
        },
    }
    return changed(
        kept,
        episodes=(*kept.episodes, *(_renamed(each, ids) for each in gone.episodes)),
        assessments=(*kept.assessments, *assessments),
        clearances=(*kept.clearances, *(_clearance(each, ids) for each in gone.clearances)),
        plans=(*kept.plans, *plans),
        run_logs=(*kept.run_logs, *(_run(each, ids) for each in gone.run_logs)),
        next_visit=kept.next_visit or gone.next_visit,
        archive={**gone.archive, **kept.archive},
        merged_from=(
            *kept.merged_from,
            Merge(chart=gone.patient.id, reason=reason, by=by),
        ),
        moved_out=(
            *kept.moved_out,
            *(changed(m, assessment=_is(ids.assessments, m.assessment)) for m in gone.moved_out),
        ),
        moved_in=(
            *kept.moved_in,
            *(changed(m, assessment=_is(ids.assessments, m.assessment)) for m in gone.moved_in),
        ),
        issued=(*kept.issued, *(_paper(each, ids, digests) for each in gone.issued)),
    )


def ids_for(kept: Chart, gone: Chart) -> Ids:
    """Which ids of the one are free in the other, and what the taken ones become."""
    return Ids(
        episodes=_free("e", (e.id for e in kept.episodes), [e.id for e in gone.episodes]),
        assessments=_free("a", (a.id for a in kept.assessments), [a.id for a in gone.assessments]),
        clearances=_free("c", (c.id for c in kept.clearances), [c.id for c in gone.clearances]),
        plans=_free("p", (p.id for p in kept.plans), [p.id for p in gone.plans]),
        runs=_free("r", (r.id for r in kept.run_logs), [r.id for r in gone.run_logs]),
    )


def _free(letter: str, taken: Iterable[str], theirs: list[str]) -> Mapping[str, str]:
    here = set(taken)
    found = {each: each for each in theirs if each not in here}
    used = here | set(found)
    for each in theirs:
        if each not in found:
            found[each] = next_id(letter, used)
            used.add(found[each])
    return found


def _is(names: Mapping[str, str], name: str) -> str:
    # What is not in the chart, such as an assessment that an import left out, keeps its name.
    return names.get(name, name)


def _renamed(episode: Episode, ids: Ids) -> Episode:
    return changed(episode, id=EpisodeId(_is(ids.episodes, episode.id)))


def _judged(readiness: Readiness, ids: Ids) -> Readiness:
    return changed(readiness, assessment=_is(ids.assessments, readiness.assessment))


def _assessment(old: Assessment, ids: Ids) -> Assessment:
    amends = old.amends
    return changed(
        old,
        id=AssessmentId(_is(ids.assessments, old.id)),
        episode=EpisodeId(_is(ids.episodes, old.episode)),
        readiness=_judged(old.readiness, ids) if old.readiness is not None else None,
        amends=changed(amends, of=_is(ids.assessments, amends.of)) if amends is not None else None,
    )


def _basis(old: Basis, ids: Ids) -> Basis:
    return changed(
        old,
        assessment=AssessmentId(_is(ids.assessments, old.assessment)),
        inputs=tuple(AssessmentId(_is(ids.assessments, each)) for each in old.inputs),
        episode=_renamed(old.episode, ids),
        readiness=_judged(old.readiness, ids),
    )


def _given(old: Given, ids: Ids) -> tuple[Given, Given]:
    return old, changed(old, basis=_basis(old.basis, ids))


def _clearance(old: Clearance, ids: Ids) -> Clearance:
    events = tuple(
        changed(event, basis=_basis(event.basis, ids))
        if isinstance(event, Given | Refused) and event.basis is not None
        else event
        for event in old.events
    )
    return changed(
        old,
        id=ClearanceId(_is(ids.clearances, old.id)),
        episode=EpisodeId(_is(ids.episodes, old.episode)),
        events=events,
    )


def _plan(
    old: Plan, ids: Ids, givens: Mapping[str, tuple[Given, Given]], renamed: Mapping[str, str]
) -> Plan:
    """A plan by its new ids, resting on the same clearance and assessment as before."""
    rests_on = old.basis
    for before, after in givens.values():
        if plan_basis(before, old.programme_digest) == old.basis:
            rests_on = plan_basis(after, old.programme_digest)
    bound = old.bound
    if bound is not None:
        judged, clearance = bound.assessment, givens.get(bound.clearance)
        bound = changed(
            bound,
            assessment=renamed.get(judged, _is(ids.assessments, judged)),
            clearance=digest(clearance[1]) if clearance is not None else bound.clearance,
        )
    return changed(
        old,
        id=PlanId(_is(ids.plans, old.id)),
        episode=EpisodeId(_is(ids.episodes, old.episode)),
        clearance=ClearanceId(_is(ids.clearances, old.clearance)),
        basis=rests_on,
        bound=bound,
    )


def _run(old: RunLog, ids: Ids) -> RunLog:
    return changed(
        old,
        id=RunLogId(_is(ids.runs, old.id)),
        episode=EpisodeId(_is(ids.episodes, old.episode)),
        plan=_is(ids.plans, old.plan) if old.plan is not None else None,
    )


def _paper(old: Issued, ids: Ids, digests: Mapping[str, str]) -> Issued:
    """A paper under its own code, resting on the same things by their new ids."""
    on = old.rests_on
    return changed(
        old,
        episode=EpisodeId(_is(ids.episodes, old.episode)),
        rests_on=changed(
            on,
            assessment=_is(ids.assessments, on.assessment) if on.assessment is not None else None,
            readiness=_is(digests, on.readiness),
            clearance=_is(digests, on.clearance),
            plan=_is(ids.plans, on.plan) if on.plan is not None else None,
            plan_digest=_is(digests, on.plan_digest),
        ),
    )
