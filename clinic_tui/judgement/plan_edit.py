"""Hand edits of a plan: one day changed, held against the rules, with what it newly breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from clinic_tui.judgement.pain import Passage, Place
from clinic_tui.judgement.plan import Behind, lint_plan
from clinic_tui.judgement.plan_lint import Broken, Ceiling, Done, Rules
from clinic_tui.judgement.schedule import Begin
from clinic_tui.knowledge.programme import Programme
from clinic_tui.model.plan import Plan, Session


@dataclass(frozen=True, slots=True)
class Edited:
    """A plan after a hand edit."""

    plan: Plan
    breaks: tuple[Broken, ...]
    """What the edit breaks that was whole before, here or on later days."""


def replaced(
    plan: Plan, on: date, session: Session, rules: Rules, reason: str = "", by: str = ""
) -> Edited:
    """A plan with another session for a day; a session of another day moves there.

    Args:
        plan: as it stands.
        on: the day whose session is replaced.
        session: what is planned instead; its own day may differ, and then `on` is for rest.
        rules: those of the plan.
        reason: why it is kept although it breaks a rule.
        by: who keeps it.
    """
    hand = session.model_copy(
        update={"edited": True, "kept": reason, "kept_by": by if reason else ""}
    )
    left = {each.on: each for each in plan.sessions}
    left[on] = Session(on=on, kind="rest", note="rest day", edited=True)
    left[hand.on] = hand
    sessions = tuple(left[each] for each in sorted(left))
    changed = plan.model_copy(update={"sessions": sessions})
    known = {(broken.rule, broken.on) for broken in lint_plan(plan, rules)}
    found = lint_plan(changed, rules)
    return Edited(changed, tuple(b for b in found if (b.rule, b.on) not in known))


def behind_of(
    passages: Sequence[Passage], place: Place, programme: Programme, today: date
) -> Behind:
    """What lies behind a runner, for the plan that follows a course of runs.

    A break until today sets the first step back as the programme says; only runs that were done
    count towards growth.
    """
    done = tuple(
        Done(each.log.on, each.log.done_jog_minutes or Decimal(0))
        for each in passages
        if each.log.ran
    )
    held = place.not_growing_until
    jog = programme.steps[place.step - 1].jog_minutes
    return Behind(
        done=done,
        begin=Begin(place.step, place.clean, held),
        ceiling=Ceiling(held, jog) if held is not None and held >= today else None,
        first_run=max(place.no_run_before or today, today, _day_after_last(done)),
    )


def _day_after_last(done: Sequence[Done]) -> date:
    return max((each.on for each in done), default=date.min) + timedelta(days=1)
