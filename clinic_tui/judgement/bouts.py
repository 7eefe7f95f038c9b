"""Walks and jogs in a watch's record: found by cadence, else by speed; a proposal, never a fact.

Cadence tells jogging from walking better than speed does; a slow jog is as fast as a quick walk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Final, Literal

SMOOTH: Final = 5
"""Points of the running median."""
JOG_CADENCE, WALK_CADENCE = 140.0, 130.0
"""Steps a minute: jogging from the first on, walking again below the second."""
JOG_SPEED, WALK_SPEED = 2.0, 1.8
"""Metres a second, where there is no cadence."""
REST_SPEED: Final = 0.3
GAP: Final = 10.0
"""Seconds between points from which nothing is credited."""
SHORT: Final = 15.0
"""Seconds below which a bout belongs to its neighbour."""

Doing = Literal["walk", "jog", "rest", "gap"]


@dataclass(frozen=True, slots=True)
class Point:
    """One record of a watch."""

    at: datetime
    speed: float | None
    """Metres a second since the point before."""
    cadence: float | None = None
    """Steps a minute, of both feet."""


@dataclass(frozen=True, slots=True)
class Bout:
    """A stretch of one gait."""

    doing: Doing
    seconds: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a record seems to be; a clinician accepts it or not."""

    started_at: datetime
    bouts: tuple[Bout, ...]
    by: Literal["cadence", "speed"]

    def minutes(self, doing: Doing) -> float:
        """Minutes of one gait, rounded to a tenth."""
        return round(sum(b.seconds for b in self.bouts if b.doing == doing) / 60, 1)

    @property
    def words(self) -> str:
        """The record in one line."""
        moving: tuple[Doing, ...] = ("jog", "walk")
        parts = [
            f"{count} x {doing}, {self.minutes(doing):g} min"
            for doing in moving
            if (count := sum(bout.doing == doing for bout in self.bouts))
        ]
        if lost := self.minutes("gap"):
            parts.append(f"{lost:g} min not recorded")
        return f"{', '.join(parts) or 'nothing'} (told apart by {self.by})"


def propose(points: Sequence[Point]) -> Proposal | None:
    """Bouts of walking and jogging; none where fewer than two points tell anything."""
    if len(points) < 2:
        return None
    with_cadence = sum(point.cadence is not None for point in points)
    by_cadence = with_cadence > len(points) / 2
    bouts = list(_bouts(points, by_cadence))
    if not any(bout.doing in ("walk", "jog") for bout in bouts):
        return None
    return Proposal(points[0].at, tuple(_merged(bouts)), "cadence" if by_cadence else "speed")


def _bouts(points: Sequence[Point], by_cadence: bool) -> Iterator[Bout]:
    speeds = _smooth([point.speed for point in points])
    cadences = _smooth([point.cadence for point in points])
    jogging = False
    for index in range(1, len(points)):
        seconds = (points[index].at - points[index - 1].at).total_seconds()
        if seconds <= 0:
            continue
        if seconds > GAP:
            jogging = False
            yield Bout("gap", seconds)
            continue
        speed, cadence = speeds[index], cadences[index]
        still = speed is not None and speed < REST_SPEED
        if still or (speed is None and cadence is None):
            jogging = False
            yield Bout("rest", seconds)
            continue
        value = cadence if by_cadence else speed
        start, stay = (JOG_CADENCE, WALK_CADENCE) if by_cadence else (JOG_SPEED, WALK_SPEED)
        jogging = value is not None and value >= (stay if jogging else start)
        yield Bout("jog" if jogging else "walk", seconds)


def _smooth(values: Sequence[float | None]) -> list[float | None]:
    half = SMOOTH // 2
    smoothed: list[float | None] = []
    for index in range(len(values)):
        near = [v for v in values[max(0, index - half) : index + half + 1] if v is not None]
        smoothed.append(median(near) if near else None)
    return smoothed


def _merged(bouts: Sequence[Bout]) -> list[Bout]:
    """Equal neighbours as one; what is shorter than a few seconds goes to the bout before."""
    joined = _joined(bouts)
    while True:
        short = [
            at
            for at, bout in enumerate(joined)
            if bout.seconds < SHORT and bout.doing != "gap" and len(joined) > 1
        ]
        if not short:
            return joined
        at = min(short, key=lambda each: joined[each].seconds)
        beside = [n for n in (at - 1, at + 1) if 0 <= n < len(joined) and joined[n].doing != "gap"]
        if not beside:
            # Alone between two gaps: too short to say what it was.
            joined[at] = Bout("gap", joined[at].seconds)
        else:
            joined[at] = Bout(joined[beside[0]].doing, joined[at].seconds)
        joined = _joined(joined)


def _joined(bouts: Sequence[Bout]) -> list[Bout]:
    joined: list[Bout] = []
    for bout in bouts:
        if joined and joined[-1].doing == bout.doing:
            joined[-1] = Bout(bout.doing, joined[-1].seconds + bout.seconds)
        else:
            joined.append(bout)
    return joined
