"""Planning: a plan on the clearance that stands, or in words why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from clinic_tui.desk.deciding import Case
from clinic_tui.desk.recording import changed, next_id
from clinic_tui.desk.running import course_of
from clinic_tui.judgement.plan import NOTHING, Behind, NoPlan, basis, make_plan
from clinic_tui.judgement.plan_edit import behind_of
from clinic_tui.judgement.plan_notes import LATER_START, LATER_START_BY, LONGEST
from clinic_tui.knowledge.programme import Programme
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Given
from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.person import Clinician
from clinic_tui.model.plan import LaterStart, Plan, PlanId
from clinic_tui.model.strict import digest


@dataclass(frozen=True, slots=True)
class Later:
    """A start further on in a programme than the runner has come, by somebody's decision."""

    step: int
    reason: str
    by: Clinician | None
    """Nobody where a plan is made from a file; it is no clinic's then."""

    def note(self, steps: int) -> str:
        """As it stands on the plan and on its paper."""
        said = (LATER_START_BY if self.by else LATER_START).format(
            step=self.step,
            steps=steps,
            name=self.by.name if self.by else "",
            role=self.by.role.value if self.by else "",
            reason=self.reason,
        )
        return said[:LONGEST]


def planned(
    now: Case,
    programme: Programme | str | None,
    start: date | None,
    days: Sequence[int],
    at: datetime,
    later: Later | None = None,
) -> Plan | NoPlan:
    """A plan from a programme, the protocol's first unless given, or why there is none.

    Args:
        now: the case.
        programme: itself or its id.
        start: the first day; today unless given.
        days: weekdays with a run, 0 for Monday.
        at: when it is made.
        later: a step further on to begin at, by somebody's decision.
    """
    if why := forbidden(now):
        return NoPlan(f"No plan: {why}.", (why,))
    clearance, given = now.chart.clearance_of(now.episode.id), now.standing.given
    if clearance is None or given is None:
        return NoPlan("No plan: nothing was cleared.")
    steps = _programme(now, programme)
    if isinstance(steps, NoPlan):
        return steps
    judged = assessment_of(now.chart, given)
    lies_behind = behind(now, steps)
    notes: tuple[str, ...] = ()
    begun: LaterStart | None = None
    if later is not None and later.step > lies_behind.begin.step:
        begin = replace(lies_behind.begin, step=later.step, sessions_done=0)
        lies_behind = replace(lies_behind, begin=begin)
        notes = (later.note(len(steps.steps)),)
        by = later.by.name if later.by is not None else ""
        begun = LaterStart(step=later.step, by=by, reason=later.reason[:500])
    made = make_plan(
        plan_id=PlanId(next_id("p", (plan.id for plan in now.chart.plans))),
        episode=now.episode,
        clearance_id=clearance.id,
        given=given,
        programme=steps,
        programme_digest=steps.digest,
        start=start or now.on,
        running_days=tuple(days),
        now=at,
        running=now.library.rules_of_running,
        exercises=now.library.exercises.values(),
        behind=lies_behind,
        assessment_digest=digest(judged) if judged is not None else "",
    )
    if isinstance(made, NoPlan):
        return made
    return changed(made, notes=(*notes, *made.notes), later=begun)


def behind(now: Case, programme: Programme) -> Behind:
    """What lies behind the runner in a programme; nothing where the plan before had another."""
    walked = course_of(now)
    if walked is None or walked.programme.id != programme.id:
        return NOTHING
    return behind_of(walked.passages, walked.place, programme, now.on)


def assessment_of(chart: Chart, given: Given) -> Assessment | None:
    """The assessment that a clearance rests on, as it was signed."""
    return next((each for each in chart.assessments if each.id == given.basis.assessment), None)


def forbidden(now: Case) -> str:
    """Why no plan may be made or handed out; empty where one may."""
    for flag in now.readiness.flags if now.readiness else ():
        if flag.suspends and not flag.resolved:
            return f"red flag not resolved, {flag.name}: {flag.do}"
    return "" if now.standing.allows else f"clearance is {now.standing.sentence}"


def newest(chart: Chart, episode: EpisodeId) -> Plan | None:
    """The newest plan of an episode."""
    return chart.plan_of(episode)


def rests_on(plan: Plan, given: Given) -> bool:
    """Whether a plan was made on exactly this clearance."""
    return plan.basis == basis(given, plan.programme_digest)


def with_plan(chart: Chart, plan: Plan) -> Chart:
    """The chart with one more plan; earlier ones stay, for they were handed out."""
    return changed(chart, plans=(*chart.plans, plan))


def _programme(now: Case, wanted: Programme | str | None) -> Programme | NoPlan:
    if isinstance(wanted, Programme):
        return wanted
    offered = now.protocol.programmes if now.protocol else ()
    name = wanted or (offered[0] if offered else "")
    found = now.library.programmes.get(name)
    if found is None:
        known = ", ".join(sorted(now.library.programmes)) or "none"
        return NoPlan(f"No plan: unknown programme {name!r}; expected one of: {known}.")
    return found
