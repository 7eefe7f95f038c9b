"""Growth from session to session: how much, and never longer and faster at once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Final, get_args

from pydantic import Field

from clinic_tui.model.plan import Effort, Gait, Interval
from clinic_tui.model.strict import Name, Number, Strict

GAITS: Final[tuple[str, ...]] = get_args(Gait)
EFFORTS: Final[tuple[str, ...]] = get_args(Effort)


class Growth(Strict):
    """How much the jog minutes of a session may grow from one step to the next."""

    percent: Annotated[Number, Field(ge=0)]
    minutes: Annotated[Number, Field(ge=0)]
    """Whichever of the two is more."""
    speed_with_time: bool = False
    """Whether a step may be longer and faster at once."""
    source: Name


def allowed_growth(base: Decimal, growth: Growth) -> Decimal:
    """Jog minutes that may be added to a session of so many."""
    return max(base * growth.percent / 100, growth.minutes)


def faster(before: Sequence[Interval], after: Sequence[Interval]) -> bool:
    """Whether the fastest part of a session got faster: another gait, a harder effort, speed."""
    was, now = _speed(before), _speed(after)
    return _fastest(after) > _fastest(before) or (was is not None and now is not None and now > was)


def _speed(session: Sequence[Interval]) -> Decimal | None:
    """Speed of the fastest jog or run; none where none is stated."""
    return max((i.kmh for i in session if i.gait != "walk" and i.kmh is not None), default=None)


def _fastest(session: Sequence[Interval]) -> tuple[int, int]:
    moving = [i for i in session if i.gait != "walk"]
    gait = max((GAITS.index(i.gait) for i in moving), default=0)
    effort = max((EFFORTS.index(i.effort) for i in moving if i.effort), default=-1)
    return gait, effort
