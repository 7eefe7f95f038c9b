"""A plan as a calendar file (RFC 5545): one event a session, with zone and reminder.

The clinic's zone, never the machine's; no name of the patient or diagnosis, for calendars are
shared and synchronised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from clinic_tui.model.plan import Plan, Session

AT: Final = time(18)
"""When a session stands in the calendar; the runner moves it."""
REMINDER: Final = timedelta(hours=-2)
OTHER_MINUTES: Final = 30


@dataclass(frozen=True, slots=True)
class Told:
    """What an event says."""

    summary: str
    description: str


def calendar(
    plan: Plan, time_zone: str, title: str, told: Mapping[date, Told], language: str
) -> bytes:
    """The plan's sessions as a calendar; days of rest have no event.

    Args:
        plan: gives the sessions.
        time_zone: the clinic's.
        title: of the calendar.
        told: what is said of each session, by its day.
        language: in which all that is said.
    """
    made = Calendar()
    made.add("prodid", f"-//clinic_tui//plan//{language.upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", title)
    made.add("x-wr-timezone", time_zone)
    zone = ZoneInfo(time_zone)
    for session in plan.sessions:
        if session.kind != "rest":
            made.add_component(_event(plan, session, zone, told[session.on]))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(plan: Plan, session: Session, zone: ZoneInfo, told: Told) -> Event:
    start = datetime.combine(session.on, AT, zone)
    minutes = float(session.total_minutes) or OTHER_MINUTES
    event = Event()
    # The same day of the next version replaces this one in the runner's calendar.
    event.add("uid", f"{plan.basis[:16]}-{session.on:%Y%m%d}@clinic-tui.invalid")
    event.add("dtstamp", plan.made_at)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))
    event.add("summary", told.summary)
    event.add("description", told.description)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", told.summary)
    alarm.add("trigger", REMINDER)
    event.add_component(alarm)
    return event
