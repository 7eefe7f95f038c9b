"""A plan as a calendar file (RFC 5545): one event a session, with zone and reminder.

The clinic's zone, never the machine's; no name of the patient or diagnosis, for calendars are
shared and synchronised.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from clinic_tui.judgement.session_words import rounds
from clinic_tui.model.person import Clinic
from clinic_tui.model.plan import Plan, Session
from clinic_tui.model.text import shown

AT: Final = time(18)
"""When a session stands in the calendar; the runner moves it."""
REMINDER: Final = timedelta(hours=-2)
NAMES: Final = {
    "run": "Run/walk",
    "walk": "Walk",
    "cross": "Easy training",
    "strength": "Strength and mobility",
}
OTHER_MINUTES: Final = 30


def calendar(plan: Plan, clinic: Clinic) -> bytes:
    """The plan's sessions as a calendar; days of rest have no event."""
    made = Calendar()
    made.add("prodid", "-//clinic_tui//plan//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Return to running")
    made.add("x-wr-timezone", clinic.time_zone)
    zone = ZoneInfo(clinic.time_zone)
    for session in plan.sessions:
        if session.kind != "rest":
            made.add_component(_event(plan, session, zone, clinic))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(plan: Plan, session: Session, zone: ZoneInfo, clinic: Clinic) -> Event:
    start = datetime.combine(session.on, AT, zone)
    minutes = float(session.total_minutes) or OTHER_MINUTES
    event = Event()
    # The same day of the next version replaces this one in the runner's calendar.
    event.add("uid", f"{plan.basis[:16]}-{session.on:%Y%m%d}@clinic-tui.invalid")
    event.add("dtstamp", plan.made_at)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))
    event.add("summary", summary(session))
    event.add("description", _description(plan, session, clinic))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary(session))
    alarm.add("trigger", REMINDER)
    event.add_component(alarm)
    return event


def summary(session: Session) -> str:
    """One line, such as `Run/walk: jog 3 of 15 min`."""
    name = NAMES.get(session.kind, session.kind)
    if not session.intervals:
        return name
    total = f"{session.total_minutes.normalize():f} min"
    if not session.jog_minutes:
        return f"{name}: {total}"
    return f"{name}: jog {session.jog_minutes.normalize():f} of {total}"


def _description(plan: Plan, session: Session, clinic: Clinic) -> str:
    lines = [rounds(session.intervals)] if session.intervals else []
    # Which exercises these are stands on paper; their names would tell what is injured.
    works = (plan.work(name) for name in (session.before, session.work))
    lines += [work.name for work in works if work is not None]
    if session.note:
        lines.append(shown(session.note))
    lines.append(f"Not after {plan.until:%d %b %Y}. Questions: {shown(clinic.telephone)}")
    return "\n".join(lines)
