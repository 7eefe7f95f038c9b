"""Where a clearance stands, in sentences for readers outside the clinic.

Each is a whole sentence with named places, so that it can be put into another language.
"""

from __future__ import annotations

from typing import Final

from clinic_tui.model.clearance import ClearanceStatus
from reports.sheet import day
from reports.values import Cause, ClinicalStanding, Decision, Standing

CLEARED: Final = "CLEARED"
WITH_LIMITS: Final = "CLEARED WITH LIMITS"
NOT_CLEARED: Final = "NOT CLEARED"

FROM_UNTIL: Final = "From {start} to {until}, both days included, and not after it."
FLAG_OPEN: Final = "A red flag is open, and nothing is allowed while it is: {name}."
WHY: Final = {
    ClearanceStatus.NOT_ASKED: "Nobody has been asked for a clearance yet.",
    ClearanceStatus.ASKED: (
        "Clearance was asked of {whom} on {day}; the answer has not been recorded yet."
    ),
    ClearanceStatus.REFUSED: "{name}, {role}, refused the clearance on {day}.",
    ClearanceStatus.WITHDRAWN: "{name}, {role}, withdrew the clearance on {day}.",
    ClearanceStatus.EXPIRED: "The last clearance ended on {until}.",
    ClearanceStatus.SUSPENDED: "The clearance of {start} is suspended.",
    ClearanceStatus.GIVEN: "The clearance of {start} does not count while a red flag is open.",
    ClearanceStatus.GIVEN_WITH_LIMITS: (
        "The clearance of {start} does not count while a red flag is open."
    ),
}
REASON: Final = "Reason: {reason}"
SUSPENDED_BY: Final = "Suspended because: {reason}"
CAUSES: Final[dict[Cause, str]] = {
    "record": "The record it rests on was corrected after it was signed.",
    "injury": "What is known of the injury changed after it was signed.",
    "assessment": "A later assessment did not meet the criteria.",
    "run": "After a run the rule was to stop and call the clinic.",
    "change": "Something changed after it was signed.",
}
NO_RUNNING: Final = "No running, jumping or sport with running."
FOLLOWS: Final = {
    ClearanceStatus.NOT_ASKED: (
        "That holds until a physiotherapist or physician has examined, decided and signed."
    ),
    ClearanceStatus.ASKED: "That holds until the answer is yes and signed.",
    ClearanceStatus.REFUSED: "That holds until a new decision is asked for, taken and signed.",
    ClearanceStatus.WITHDRAWN: "That holds until a new decision is asked for, taken and signed.",
    ClearanceStatus.EXPIRED: "That holds until the next examination, and a new signature after it.",
    ClearanceStatus.SUSPENDED: (
        "That holds until a new clearance is signed, whatever the suspended one says."
    ),
    ClearanceStatus.GIVEN: "That holds until the red flag is resolved and the decision taken anew.",
    ClearanceStatus.GIVEN_WITH_LIMITS: (
        "That holds until the red flag is resolved and the decision taken anew."
    ),
}
DO: Final = "First: {do}."
EARLIER: Final = "Earlier letters and cards that say otherwise no longer count."


def headline(decision: Decision | None) -> str:
    """Cleared or not, in words as loud as each other."""
    if decision is None:
        return NOT_CLEARED
    return WITH_LIMITS if decision.with_limits else CLEARED


def summary(standing: Standing) -> str:
    """The sentence beside the headline: from when to when, or why not."""
    decision = standing.decision
    if decision is not None:
        return FROM_UNTIL.format(start=day(decision.start), until=day(decision.until))
    by, given = standing.by, standing.given
    return WHY[standing.status].format(
        whom=standing.of,
        name=by.name if by else "",
        role=by.role.value if by else "",
        day=day(by.at.date()) if by else "",
        start=day(given.start) if given else "",
        until=day(given.until) if given else "",
    )


def reasons(standing: Standing) -> tuple[str, ...]:
    """Why not, one sentence each, after what the headline says; open red flags first."""
    said = [FLAG_OPEN.format(name=flag.name) for flag in standing.flags]
    if standing.reason:
        said.append(REASON.format(reason=standing.reason))
    if not isinstance(standing, ClinicalStanding):
        return (*said, *(CAUSES[cause] for cause in standing.causes))
    flags = tuple(f"red flag, {flag.name}:" for flag in standing.flags)
    found = [each for each in standing.reasons if not flags or not each.startswith(flags)]
    return (*said, *(SUSPENDED_BY.format(reason=each) for each in found))


def follows(standing: Standing) -> tuple[str, ...]:
    """What follows from not being cleared."""
    do = [DO.format(do=flag.do) for flag in standing.flags]
    return (*do, NO_RUNNING, FOLLOWS[standing.status], EARLIER)
