"""What stands on a plan as notes: whole sentences, whose places a paper can read back."""

from __future__ import annotations

from typing import Final

WITHOUT_READINESS: Final = "Started while {verdict}, by decision of {name}, {role}: {reason}"
TO_ASK: Final = "Before the first session, ask: {entry}"
GROWS: Final = (
    "{step_name}: {grown} min more jogging than before, by the programme's own rule; "
    "the general cap is {percent} % or {minutes} min"
)
LATER_START: Final = "Starts at step {step} of {steps}: {reason}"
LATER_START_BY: Final = "Starts at step {step} of {steps}, by decision of {name}, {role}: {reason}"
CHANGED_BY_HAND: Final = "{day} was changed by hand by {name}, {role}, although {rule}: {reason}"
LONGEST: Final = 500
"""A note is cut there."""
