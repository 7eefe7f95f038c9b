"""Run files of watches: FIT, GPX and TCX to points, or in one line why not. Nothing half-read."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from clinic_tui.judgement.bouts import Point, Proposal, propose

LIMIT: Final = 30_000_000
"""A run file larger than this many bytes is refused."""
POINTS: Final = 500_000
ON_FOOT: Final = frozenset(
    ("running", "walking", "hiking", "generic", "training", "fitness_equipment", "other", "run")
)
EARTH: Final = 6_371_000.0
"""Metres."""


class RunFileError(Exception):
    """A run file cannot be used; says file and why in one line."""


def read_run(path: Path) -> Proposal:
    """The walks and jogs that a run file seems to hold.

    Raises:
        RunFileError: not readable, not a run file, not on foot, broken, or without times.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
    except OSError as error:
        raise RunFileError(f"{path.name}: cannot be read ({error.strerror})") from None
    if len(raw) > LIMIT:
        raise RunFileError(f"{path.name}: larger than {LIMIT // 1_000_000} MB; no run file")
    readers = {".fit": _fit, ".gpx": _gpx, ".tcx": _tcx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise RunFileError(f"{path.name}: expected a .fit, .gpx or .tcx file")
    try:
        points = reader(raw)
    except RunFileError as error:
        raise RunFileError(f"{path.name}: {error}") from None
    found = propose(_in_order(points, path.name))
    if found is None:
        raise RunFileError(f"{path.name}: no walking or jogging in it that can be told")
    return found


def _in_order(points: list[Point], name: str) -> list[Point]:
    if len(points) < 2:
        raise RunFileError(f"{name}: no points with times in it")
    if len(points) > POINTS:
        raise RunFileError(f"{name}: more than {POINTS} points; no run file")
    if any(after.at < before.at for before, after in pairwise(points)):
        raise RunFileError(f"{name}: its times go backwards")
    return points


def _fit(raw: bytes) -> list[Point]:
    import fitdecode

    points: list[Point] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = fitdecode.FitReader(
                io.BytesIO(raw),
                check_crc=fitdecode.CrcCheck.RAISE,
                error_handling=fitdecode.ErrorHandling.RAISE,
            )
            for frame in reader:
                if not isinstance(frame, fitdecode.FitDataMessage):
                    continue
                if frame.name in ("session", "sport"):
                    _on_foot(str(frame.get_value("sport", fallback="other")))
                elif frame.name == "record":
                    points += _fit_point(frame)
    except RunFileError:
        raise
    except Exception as error:
        # Whatever a decoder makes of broken bytes, it is the file's fault.
        raise RunFileError(f"broken or cut off ({type(error).__name__})") from None
    return points


def _fit_point(frame: Any) -> Iterator[Point]:
    at = frame.get_value("timestamp", fallback=None)
    if not isinstance(at, datetime):
        return
    speed = _number(frame.get_value("enhanced_speed", fallback=None))
    if speed is None:
        speed = _number(frame.get_value("speed", fallback=None))
    cadence = _number(frame.get_value("cadence", fallback=None))
    part = _number(frame.get_value("fractional_cadence", fallback=None)) or 0.0
    # A watch counts one leg.
    both = None if cadence is None else 2 * (cadence + part)
    yield Point(at if at.tzinfo else at.replace(tzinfo=UTC), speed, both)


def _gpx(raw: bytes) -> list[Point]:
    _harmless(raw)
    import gpxpy

    try:
        track = gpxpy.parse(raw.decode("utf-8-sig"))
    except Exception as error:
        raise RunFileError(f"broken or cut off ({type(error).__name__})") from None
    places: list[tuple[datetime, float | None, float | None, float | None]] = []
    for each in track.tracks:
        if each.type:
            _on_foot(str(each.type).lower())
        for segment in each.segments:
            for point in segment.points:
                if point.time is not None:
                    at = point.time if point.time.tzinfo else point.time.replace(tzinfo=UTC)
                    cadence = _cadence_of(point.extensions)
                    places.append((at, point.latitude, point.longitude, cadence))
    return list(_by_place(places))


def _cadence_of(extensions: Iterable[Any]) -> float | None:
    for extension in extensions:
        for element in extension.iter():
            if _local(element.tag) in ("cad", "RunCadence"):
                value = _number(element.text)
                return None if value is None else 2 * value
    return None


def _tcx(raw: bytes) -> list[Point]:
    root = _harmless(raw)
    for element in root.iter():
        if _local(element.tag) == "Activity":
            _on_foot(str(element.get("Sport", "other")).lower())
    places: list[tuple[datetime, float | None, float | None, float | None]] = []
    distances: list[float | None] = []
    for element in root.iter():
        if _local(element.tag) != "Trackpoint":
            continue
        found = {_local(each.tag): (each.text or "").strip() for each in element.iter()}
        at = _moment(found.get("Time", ""))
        if at is None:
            continue
        steps = _number(found.get("RunCadence") or found.get("Cadence"))
        lat, lon = _number(found.get("LatitudeDegrees")), _number(found.get("LongitudeDegrees"))
        places.append((at, lat, lon, None if steps is None else 2 * steps))
        distances.append(_number(found.get("DistanceMeters")))
    if sum(distance is not None for distance in distances) > len(distances) / 2:
        return list(_by_distance(places, distances))
    return list(_by_place(places))


def _by_distance(
    places: list[tuple[datetime, float | None, float | None, float | None]],
    distances: list[float | None],
) -> Iterator[Point]:
    before: tuple[datetime, float] | None = None
    for (at, _, _, cadence), distance in zip(places, distances, strict=True):
        speed = None
        if before is not None and distance is not None:
            seconds = (at - before[0]).total_seconds()
            speed = (distance - before[1]) / seconds if seconds > 0 else None
        yield Point(at, speed, cadence)
        if distance is not None:
            before = (at, distance)


def _by_place(
    places: list[tuple[datetime, float | None, float | None, float | None]],
) -> Iterator[Point]:
    before: tuple[datetime, float, float] | None = None
    for at, lat, lon, cadence in places:
        speed = None
        if lat is not None and lon is not None:
            if before is not None and (seconds := (at - before[0]).total_seconds()) > 0:
                speed = _metres(before[1], before[2], lat, lon) / seconds
            before = (at, lat, lon)
        yield Point(at, speed, cadence)


def _metres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two places given in degrees."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def _harmless(raw: bytes) -> Any:
    """The file's XML; entities and outside references are refused."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        return ElementTree.fromstring(raw)
    except DefusedXmlException:
        raise RunFileError("it holds entities, as no watch writes them") from None
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise RunFileError(f"broken or cut off ({type(error).__name__})") from None


def _on_foot(sport: str) -> None:
    word = sport.lower().replace(" ", "_")
    if word not in ON_FOOT:
        raise RunFileError(f"its sport is {word[:40]!r}; expected running or walking")


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None
