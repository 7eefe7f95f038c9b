"""Whether a plan still stands on what it was made on, and what a new one would change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clinic_tui.judgement.values import day, plain
from clinic_tui.knowledge.programme import Programme
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment
from clinic_tui.model.clearance import Given
from clinic_tui.model.plan import Plan, Session
from clinic_tui.model.strict import digest


def stale(
    plan: Plan,
    *,
    given: Given | None,
    assessment: Assessment | None,
    protocol: Protocol | None,
    programme: Programme | None,
) -> tuple[str, ...]:
    """What of a plan's grounds has changed since it was made, in words; empty where nothing.

    Args:
        plan: as it was made.
        given: the clearance that stands now.
        assessment: the newest signed one as it now reads.
        protocol: the one that is applied now.
        programme: the one of the plan's id as the library now has it.
    """
    return tuple(_changes(plan, given, assessment, protocol, programme))


def _changes(
    plan: Plan,
    given: Given | None,
    assessment: Assessment | None,
    protocol: Protocol | None,
    programme: Programme | None,
) -> Iterator[str]:
    bound = plan.bound
    if programme is None:
        yield f"programme {plan.programme_name!r} is not in the library any more"
    elif programme.digest != plan.programme_digest:
        yield (
            f"programme {plan.programme_name!r} changed: version {plan.programme_version} then, "
            f"{programme.version} now"
        )
    if bound is None:
        return
    if given is None:
        yield "no clearance stands"
    elif digest(given) != bound.clearance:
        yield f"clearance: a newer one of {day(given.by.at.date())}, until {day(given.until)}"
    if assessment is None:
        yield "the assessment it rests on is not there"
    elif bound.assessment not in (assessment.id, digest(assessment)):
        yield f"assessment: a newer one or an amendment, of {day(assessment.on)}"
    if bound.protocol and (protocol is None or protocol.digest != bound.protocol):
        yield f"protocol changed: {protocol.name if protocol is not None else 'none applies'}"


def difference(old: Plan, new: Plan, since: date) -> tuple[str, ...]:
    """What a new plan would change from a day on, a line each."""
    return tuple(_differences(old, new, since))


def _differences(old: Plan, new: Plan, since: date) -> Iterator[str]:
    if old.until != new.until:
        yield f"last day {day(new.until)}, before {day(old.until)}"
    before = {session.on: session for session in old.sessions if session.on >= since}
    after = {session.on: session for session in new.sessions if session.on >= since}
    for on in sorted(before.keys() | after.keys()):
        was, now = _short(before.get(on)), _short(after.get(on))
        if was != now:
            yield f"{day(on)}: {now}, before {was}"


def _short(session: Session | None) -> str:
    if session is None:
        return "nothing planned"
    if not session.intervals:
        return session.kind
    return f"{session.kind}, jog {plain(session.jog_minutes)} of {plain(session.total_minutes)} min"
