"""A clinic in memory with one patient, and a clock that goes when told to."""

from __future__ import annotations

import pytest

from clinic_tui.desk.desk import Desk
from clinic_tui.store.memory import ChartMemory
from tests.desk import small


@pytest.fixture
def clock() -> small.Clock:
    return small.Clock()


@pytest.fixture
def store() -> ChartMemory:
    return small.memory()


@pytest.fixture
def desk(store: ChartMemory, clock: small.Clock) -> Desk:
    """The physiotherapist's window, with one patient admitted."""
    window = small.desk(store, clock)
    small.admit(window)
    return window


@pytest.fixture
def assistant(store: ChartMemory, clock: small.Clock) -> Desk:
    return small.desk(store, clock, "Bo Lind")
