"""The pain rule of each class in the runner's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reports.language import mark
from reports.values import PainRule


@dataclass(frozen=True, slots=True)
class Rule:
    """The pain rule of a class in the runner's words."""

    stops: tuple[str, ...]
    """What ends a run."""
    today: tuple[str, ...]
    """Signs of this class that are called in the same day."""
    week: tuple[str, ...]
    careful_to: int
    """The highest pain that lets a run be finished."""
    go: str
    careful: str
    stop: str
    mornings: tuple[tuple[str, str], ...]
    """When the pain is gone, and what is done then: the figures 0, 1 and 2 of the diary."""


SOFT: Final = Rule(
    stops=(mark("pain 4 or more"), mark("sharp pain"), mark("a limp")),
    today=(),
    week=(mark("Pain still there after 48 hours"), mark("Two runs stopped at pain 4 or more")),
    careful_to=3,
    go=mark("Run as planned."),
    careful=mark("Finish, then repeat this session. Do not move on."),
    stop=mark("Walk. Two days off, then one step back."),
    mornings=(
        (mark("Gone within 24 hours"), mark("Good. Go on with the plan.")),
        (mark("Gone after 24 to 48 h"), mark("Do the same session once more.")),
        (mark("There after 48 hours"), mark("No run. Call us, then one step back.")),
    ),
)
JOINT: Final = Rule(
    stops=(mark("pain 4 or more"), mark("sharp pain"), mark("a limp"), mark("catching")),
    today=(mark("The hip catches or locks"),),
    week=SOFT.week,
    careful_to=SOFT.careful_to,
    go=SOFT.go,
    careful=SOFT.careful,
    stop=SOFT.stop,
    mornings=SOFT.mornings,
)
BONE: Final = Rule(
    stops=(mark("any pain at the injured spot"), mark("a limp")),
    today=(mark("Any pain at the injured spot, in a run or after it"),),
    week=(),
    careful_to=0,
    go=mark("Run as planned."),
    careful="",
    stop=mark("Stop, walk, call us today. No run until we have spoken."),
    mornings=(
        (mark("No pain at all"), mark("Good. Go on with the plan.")),
        (mark("Pain, gone by now"), mark("No run. Call us today.")),
        (mark("Pain is still there"), mark("No run. Call us now.")),
    ),
)
RULES: Final[dict[PainRule, Rule]] = {"soft tissue": SOFT, "joint": JOINT, "bone": BONE}
