"""A plan looked at again: whether it is stale, which rules it breaks, one day changed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from clinic_tui.desk.deciding import Case
from clinic_tui.desk.errors import refuse
from clinic_tui.desk.planning import behind, planned
from clinic_tui.desk.recording import changed, next_id
from clinic_tui.desk.running import course_of
from clinic_tui.judgement.clearance import REASON_LENGTH
from clinic_tui.judgement.plan import NOTHING, NoPlan, rules_of
from clinic_tui.judgement.plan_edit import Edited, replaced
from clinic_tui.judgement.plan_lint import Rules
from clinic_tui.judgement.plan_notes import CHANGED_BY_HAND, LONGEST
from clinic_tui.judgement.plan_standing import difference, stale
from clinic_tui.judgement.values import day
from clinic_tui.model.plan import Plan, PlanId, Session


def stale_lines(now: Case, plan: Plan) -> tuple[str, ...]:
    """What of a plan's grounds has changed since it was made, in words."""
    given = now.standing.given if now.standing.allows else None
    grounds = stale(
        plan,
        given=given,
        assessment=now.assessment,
        protocol=now.protocol,
        programme=now.library.programmes.get(plan.programme),
    )
    return (*grounds, *_ahead(now, plan))


def _ahead(now: Case, plan: Plan) -> Iterator[str]:
    """Whether a plan is further on than its runner, who went a step back while it ran."""
    walked = course_of(now)
    if walked is None or walked.programme.id != plan.programme or not walked.place.stepped_back:
        return
    back = [p for p in walked.passages if p.after.step < p.before.step and p.log.on >= plan.start]
    to_come = [s.step for s in plan.sessions if s.on >= now.on and s.step is not None]
    if back and to_come and to_come[0] > walked.place.step:
        yield (
            f"a step back after the run of {day(back[-1].log.on)}: the runner stands at step "
            f"{walked.place.step}, its next run is of step {to_come[0]}"
        )


def would_change(now: Case, plan: Plan, at: datetime) -> tuple[str, ...]:
    """What a plan made anew today would have otherwise, a line each; or why there would be none.

    Days that were changed by hand are made anew like all others, and so they are listed.
    """
    first = min(max(now.on, plan.start), plan.until)
    made = planned(now, plan.programme, first, _days(plan), at)
    return (made.sentence,) if isinstance(made, NoPlan) else difference(plan, made, first)


def rules(now: Case, plan: Plan) -> Rules:
    """What a plan's sessions are held against.

    Raises:
        Refused: its programme or its clearance is not there any more.
    """
    programme = now.library.programmes.get(plan.programme)
    given = now.standing.given
    if programme is None or given is None:
        raise refuse("This plan's programme or clearance is not there any more; make it anew.")
    earlier = tuple(each for each in now.chart.plans if each.id != plan.id)
    runs = tuple(each for each in now.chart.run_logs if each.on < plan.start)
    before = replace(now, chart=changed(now.chart, plans=earlier, run_logs=runs), on=plan.start)
    known = behind(before, programme) if earlier else NOTHING
    running = now.library.rules_of_running
    return rules_of(given, now.episode, programme, running, plan.start, _days(plan), known)


def _days(plan: Plan) -> tuple[int, ...]:
    """The runner's days, as a plan kept them or as its runs lie."""
    runs = {each.on.weekday() for each in plan.sessions if each.kind == "run"}
    return plan.running_days or tuple(sorted(runs))


def edited(now: Case, plan: Plan, on: date, session: Session, reason: str, at: datetime) -> Edited:
    """A new version of a plan with one day changed by hand, and what that breaks.

    Raises:
        Refused: the day is none of the plan's, or it is past.
    """
    planned = {each.on for each in plan.sessions}
    if on not in planned or on < now.on or session.on < now.on or session.on > plan.until:
        raise refuse("Only days of the plan that are still to come can be changed.")
    by = now.clinician.name
    made = replaced(plan, on, session, rules(now, plan), reason.strip(), by)
    number = PlanId(next_id("p", (each.id for each in now.chart.plans)))
    return replace(made, plan=changed(made.plan, id=number, made_at=at))


def kept(now: Case, made: Edited, reason: str) -> Plan:
    """The plan of an edit that breaks nothing, or that is kept with a reason, noted on the plan.

    Raises:
        Refused: it breaks a rule and no reason of enough characters was given.
    """
    if not made.breaks:
        return made.plan
    first, why = made.breaks[0], reason.strip()
    if len(why) < REASON_LENGTH:
        raise refuse(
            f"{first.rule}: {first.sentence}. Keep it with a reason of {REASON_LENGTH} characters."
        )
    note = CHANGED_BY_HAND.format(
        day=day(first.on),
        name=now.clinician.name,
        role=now.clinician.role.value,
        rule=first.sentence,
        reason=why,
    )
    return changed(made.plan, notes=(*made.plan.notes, note[:LONGEST]))
