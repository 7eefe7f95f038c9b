"""The calendar file: every session at the clinic's time, a reminder, and nothing that tells who."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import vobject
from icalendar import Calendar

from clinic_tui.desk.calendars import calendar_file
from clinic_tui.model.plan import Plan
from reports.calendar_words import summary
from tests.builders import a_clinic, base_chart, base_patient
from tests.judgement.test_plan import MONDAY, made, plan_of

ZONE = "Europe/Berlin"


def plan() -> Plan:
    return plan_of(made(until=MONDAY + timedelta(days=150)))


def written(language: str = "") -> bytes:
    return calendar_file(plan(), a_clinic(time_zone=ZONE), base_patient(), language)


def test_every_session_is_an_event_at_the_clinics_time() -> None:
    read: Any = Calendar.from_ical(written())
    events = list(read.walk("VEVENT"))
    sessions = [session for session in plan().sessions if session.kind != "rest"]
    assert [event["dtstart"].dt.date() for event in events] == [s.on for s in sessions]
    for event in events:
        start: datetime = event["dtstart"].dt
        assert start.hour == 18
        offset = start.utcoffset()
        assert offset == start.replace(tzinfo=ZoneInfo(ZONE)).utcoffset()
    # Summer time begins in between; six in the evening stays six in the evening.
    assert len({event["dtstart"].dt.utcoffset() for event in events}) == 2
    assert events[0]["summary"] == "Run/walk: jog 2 of 17 min"
    assert events[0]["dtend"].dt - events[0]["dtstart"].dt == timedelta(minutes=17)


def test_each_event_has_a_reminder_and_the_zone_is_described() -> None:
    read: Any = Calendar.from_ical(written())
    alarms = list(read.walk("VALARM"))
    assert len(alarms) == len(list(read.walk("VEVENT")))
    assert {alarm["trigger"].dt for alarm in alarms} == {timedelta(hours=-2)}
    assert [str(zone["tzid"]) for zone in read.walk("VTIMEZONE")] == [ZONE]


def test_it_tells_neither_who_nor_what() -> None:
    text = written().decode()
    patient = base_chart().patient
    for secret in (patient.family_name, patient.given_name, "tendin", "hip "):
        assert secret.lower() not in text.lower()


def test_the_same_plan_gives_the_same_bytes_in_lines_that_fit() -> None:
    assert written() == written()
    assert max(len(line) for line in written().split(b"\r\n")) <= 75


def test_another_library_reads_it_back() -> None:
    read = vobject.readOne(written().decode())
    events = read.vevent_list
    sessions = [session for session in plan().sessions if session.kind != "rest"]
    assert [event.dtstart.value.date() for event in events] == [s.on for s in sessions]
    assert events[0].summary.value == "Run/walk: jog 2 of 17 min"
    assert "warm up, run/walk" in events[0].description.value


def test_it_speaks_the_language_of_the_papers() -> None:
    read = vobject.readOne(written("de").decode())
    assert read.x_wr_calname.value == "Zurück zum Laufen"
    first = read.vevent_list[0]
    assert first.summary.value == "Laufen/Gehen: 2 von 17 min joggen"
    assert "Aufwärmen, Laufen/Gehen" in first.description.value
    assert "Fragen: " in first.description.value
    english = vobject.readOne(written().decode())
    uids = [[event.uid.value for event in each.vevent_list] for each in (read, english)]
    assert uids[0] == uids[1]


def test_a_summary_says_walks_without_jogging() -> None:
    walk = plan_of(made("article_on_ramp")).sessions[0]
    assert walk.on == date(2026, 11, 23)
    assert summary(walk) == "Walk: 10 min"
