"""Where a clearance stands, in sentences for readers outside the clinic.

Each is a whole sentence with named places, so that it can be put into another language.
"""

from __future__ import annotations

from typing import Final

from clinic_tui.model.clearance import ClearanceStatus
from reports.language import day, known, mark, say
from reports.values import Cause, ClinicalStanding, Decision, Standing

CLEARED: Final = mark("CLEARED")
WITH_LIMITS: Final = mark("CLEARED WITH LIMITS")
NOT_CLEARED: Final = mark("NOT CLEARED")

FROM_UNTIL: Final = mark("From {start} to {until}, both days included, and not after it.")
FLAG_OPEN: Final = mark("A red flag is open, and nothing is allowed while it is: {name}.")
WHY: Final = {
    ClearanceStatus.NOT_ASKED: mark("Nobody has been asked for a clearance yet."),
    ClearanceStatus.ASKED: mark(
        "Clearance was asked of {whom} on {day}; the answer has not been recorded yet."
    ),
    ClearanceStatus.REFUSED: mark("{name}, {role}, refused the clearance on {day}."),
    ClearanceStatus.WITHDRAWN: mark("{name}, {role}, withdrew the clearance on {day}."),
    ClearanceStatus.EXPIRED: mark("The last clearance ended on {until}."),
    ClearanceStatus.SUSPENDED: mark("The clearance of {start} is suspended."),
    ClearanceStatus.GIVEN: mark(
        "The clearance of {start} does not count while a red flag is open."
    ),
    ClearanceStatus.GIVEN_WITH_LIMITS: mark(
        "The clearance of {start} does not count while a red flag is open."
    ),
}
REASON: Final = mark("Reason: {reason}")
SUSPENDED_BY: Final = mark("Suspended because: {reason}")
CAUSES: Final[dict[Cause, str]] = {
    "record": mark("The record it rests on was corrected after it was signed."),
    "injury": mark("What is known of the injury changed after it was signed."),
    "assessment": mark("A later assessment did not meet the criteria."),
    "run": mark("After a run the rule was to stop and call the clinic."),
    "change": mark("Something changed after it was signed."),
}
NO_RUNNING: Final = mark("No running, jumping or sport with running.")
FOLLOWS: Final = {
    ClearanceStatus.NOT_ASKED: mark(
        "That holds until a physiotherapist or physician has examined, decided and signed."
    ),
    ClearanceStatus.ASKED: mark("That holds until the answer is yes and signed."),
    ClearanceStatus.REFUSED: mark(
        "That holds until a new decision is asked for, taken and signed."
    ),
    ClearanceStatus.WITHDRAWN: mark(
        "That holds until a new decision is asked for, taken and signed."
    ),
    ClearanceStatus.EXPIRED: mark(
        "That holds until the next examination, and a new signature after it."
    ),
    ClearanceStatus.SUSPENDED: mark(
        "That holds until a new clearance is signed, whatever the suspended one says."
    ),
    ClearanceStatus.GIVEN: mark(
        "That holds until the red flag is resolved and the decision taken anew."
    ),
    ClearanceStatus.GIVEN_WITH_LIMITS: mark(
        "That holds until the red flag is resolved and the decision taken anew."
    ),
}
DO: Final = mark("First: {do}.")
EARLIER: Final = mark("Earlier letters and cards that say otherwise no longer count.")


def headline(decision: Decision | None) -> str:
    """Cleared or not, in words as loud as each other."""
    if decision is None:
        return say(NOT_CLEARED)
    return say(WITH_LIMITS if decision.with_limits else CLEARED)


def summary(standing: Standing) -> str:
    """The sentence beside the headline: from when to when, or why not."""
    decision = standing.decision
    if decision is not None:
        return say(FROM_UNTIL, start=day(decision.start), until=day(decision.until))
    by, given = standing.by, standing.given
    return say(
        WHY[standing.status],
        whom=standing.of,
        name=by.name if by else "",
        role=known(by.role.value) if by else "",
        day=day(by.at.date()) if by else "",
        start=day(given.start) if given else "",
        until=day(given.until) if given else "",
    )


def reasons(standing: Standing) -> tuple[str, ...]:
    """Why not, one sentence each, after what the headline says; open red flags first."""
    said = [say(FLAG_OPEN, name=known(flag.name)) for flag in standing.flags]
    if standing.reason:
        said.append(say(REASON, reason=standing.reason))
    if not isinstance(standing, ClinicalStanding):
        return (*said, *(say(CAUSES[cause]) for cause in standing.causes))
    flags = tuple(f"red flag, {flag.name}:" for flag in standing.flags)
    found = [each for each in standing.reasons if not flags or not each.startswith(flags)]
    return (*said, *(say(SUSPENDED_BY, reason=each) for each in found))


def follows(standing: Standing) -> tuple[str, ...]:
    """What follows from not being cleared."""
    do = [say(DO, do=known(flag.do)) for flag in standing.flags]
    return (*do, say(NO_RUNNING), say(FOLLOWS[standing.status]), say(EARLIER))
