"""The pain rule of each class in the runner's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
    stops=("pain 4 or more", "sharp pain", "a limp"),
    today=(),
    week=("Pain still there after 48 hours", "Two runs stopped at pain 4 or more"),
    careful_to=3,
    go="Run as planned.",
    careful="Finish, then repeat this session. Do not move on.",
    stop="Walk. Two days off, then one step back.",
    mornings=(
        ("Gone within 24 hours", "Good. Go on with the plan."),
        ("Gone after 24 to 48 h", "Do the same session once more."),
        ("There after 48 hours", "No run. Call us, then one step back."),
    ),
)
JOINT: Final = Rule(
    stops=("pain 4 or more", "sharp pain", "a limp", "catching"),
    today=("The hip catches or locks",),
    week=SOFT.week,
    careful_to=SOFT.careful_to,
    go=SOFT.go,
    careful=SOFT.careful,
    stop=SOFT.stop,
    mornings=SOFT.mornings,
)
BONE: Final = Rule(
    stops=("any pain at the injured spot", "a limp"),
    today=("Any pain at the injured spot, in a run or after it",),
    week=(),
    careful_to=0,
    go="Run as planned.",
    careful="",
    stop="Stop, walk, call us today. No run until we have spoken.",
    mornings=(
        ("No pain at all", "Good. Go on with the plan."),
        ("Pain, gone by now", "No run. Call us today."),
        ("Pain is still there", "No run. Call us now."),
    ),
)
RULES: Final[dict[PainRule, Rule]] = {"soft tissue": SOFT, "joint": JOINT, "bone": BONE}
