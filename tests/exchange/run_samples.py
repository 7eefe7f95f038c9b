"""Run files made up for tests: five rounds of walking and jogging, in the three formats."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

START = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
METRES_A_DEGREE = 111_194.9


class Second(NamedTuple):
    """One second of a run."""

    at: datetime
    speed: float
    cadence: int
    """Of one leg, as watches write it."""


def rounds(
    count: int = 5, walk: int = 240, jog: int = 60, walk_speed: float = 1.4, jog_speed: float = 2.6
) -> list[Second]:
    """Walks and jogs in turn with a watch's noise."""
    noise = random.Random(7)
    seconds: list[Second] = []
    for _ in range(count):
        for length, speed, cadence in ((walk, walk_speed, 56), (jog, jog_speed, 80)):
            for _ in range(length):
                at = START + timedelta(seconds=len(seconds))
                seconds.append(
                    Second(at, speed + noise.gauss(0, 0.08), cadence + noise.randint(-2, 2))
                )
    return seconds


def gpx(seconds: Sequence[Second], kind: str = "running") -> bytes:
    """A track due north, by position and time alone."""
    points, latitude = [], 50.0
    for index, second in enumerate(seconds):
        before = seconds[index - 1].at if index else second.at
        latitude += second.speed * (second.at - before).total_seconds() / METRES_A_DEGREE
        points.append(
            f'<trkpt lat="{latitude:.7f}" lon="8.0"><time>{second.at:%Y-%m-%dT%H:%M:%SZ}</time>'
            "</trkpt>"
        )
    return (
        '<?xml version="1.0"?><gpx version="1.1" creator="test" '
        'xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk><type>{kind}</type><trkseg>{''.join(points)}</trkseg></trk></gpx>"
    ).encode()


def tcx(seconds: Sequence[Second], sport: str = "Running") -> bytes:
    """Distance and cadence, no position."""
    points, distance = [], 0.0
    for second in seconds:
        distance += second.speed
        points.append(
            f"<Trackpoint><Time>{second.at:%Y-%m-%dT%H:%M:%SZ}</Time>"
            f"<DistanceMeters>{distance:.2f}</DistanceMeters>"
            f"<Extensions><TPX><RunCadence>{second.cadence}</RunCadence></TPX></Extensions>"
            "</Trackpoint>"
        )
    return (
        '<?xml version="1.0"?><TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
        f'<Activity Sport="{sport}"><Lap><Track>{"".join(points)}</Track></Lap></Activity>'
        "</Activities></TrainingCenterDatabase>"
    ).encode()


def fit(seconds: Sequence[Second], sport: int = 1) -> bytes:
    """Records with speed and cadence, then a session; sport 1 is running, 5 swimming."""
    body = b"".join(_messages(seconds, sport))
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    head += struct.pack("<H", _crc(head))
    return head + body + struct.pack("<H", _crc(head + body))


def _messages(seconds: Sequence[Second], sport: int) -> Iterator[bytes]:
    # A record: time (253, uint32), speed (6, uint16, mm/s), cadence (4, uint8).
    yield (
        bytes([0x40, 0, 0])
        + struct.pack("<HB", 20, 3)
        + bytes([253, 4, 0x86, 6, 2, 0x84, 4, 1, 0x02])
    )
    for second in seconds:
        at = int((second.at - FIT_EPOCH).total_seconds())
        yield struct.pack("<BIHB", 0, at, round(second.speed * 1000), second.cadence)
    # A session: sport (5, enum).
    yield bytes([0x41, 0, 0]) + struct.pack("<HB", 18, 1) + bytes([5, 1, 0x00])
    yield struct.pack("<BB", 1, sport)


def _crc(raw: bytes) -> int:
    """The check sum of the format, two bytes."""
    crc = 0
    for byte in raw:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    return crc
