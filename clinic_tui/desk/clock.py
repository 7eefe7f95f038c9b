"""Where the desk takes the time from: the system, or a fixed moment for demo and tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers with the moment now, zone included."""


def system_clock() -> datetime:
    """The computer's clock."""
    return datetime.now(UTC)


def fixed_clock(moment: datetime) -> Clock:
    """A clock that stands still.

    Raises:
        ValueError: the moment has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a clock needs a time zone")
    return lambda: moment
