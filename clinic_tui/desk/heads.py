"""A line of the patient list: made when a chart is saved, read without opening the chart."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from clinic_tui.store.repository import Line, StoredHead

if TYPE_CHECKING:
    from clinic_tui.knowledge.library import Library
    from clinic_tui.model.assessment import Assessment
    from clinic_tui.model.chart import Chart
    from clinic_tui.model.episode import Episode
    from clinic_tui.model.person import PatientId

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNSTROKED = tuple(zip("łŁøØđĐ", "lLoOdD", strict=True))
"""Letters that do not come apart into a letter and an accent."""
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328"
"""The accents of Latin names; looking for every other one takes longer than all of these."""
_ENDS = ("given", "given_with_limits", "suspended")
_WAITS = {
    "asked": "asked, no answer",
    "suspended": "clearance suspended",
    "expired": "clearance has ended",
}


@dataclass(frozen=True, slots=True)
class Head:
    """One patient as the list shows it, counted to today."""

    patient_id: PatientId
    listed: str
    name: str
    born: date
    age: int
    injured: str
    """left, right or both; empty without an episode."""
    title: str
    weeks: int | None
    weeks_since: str
    """surgery or onset."""
    met: int
    not_met: int
    unknown: int
    verdict: str
    """Readiness as it was judged, in words; empty if never judged."""
    judged_on: date | None
    clearance: str
    """Where the clearance stands, such as `given to 21 Dec 2026`."""
    next_visit: date | None
    waits: str
    """What waits for the clinician; empty if nothing."""
    alarm: bool
    """Whether what waits is a red flag."""
    merged_into: str = ""
    """Number of the chart in which care goes on, if this is a second one of the same person."""
    merged_from: tuple[str, ...] = ()
    """Numbers of the charts that were taken over."""


def line_of(chart: Chart, today: date, library: Callable[[], Library]) -> Line:
    """What a head needs of a chart, as JSON values, with dates instead of ages.

    The library is asked for only where there is something to judge.
    """
    episode = chart.current_episode if chart.merged_into is None else None
    more: dict[str, object] = _of_episode(chart, episode, today, library) if episode else {}
    if chart.merged_into is not None:
        more = {"merged_into": chart.merged_into.chart}
    if chart.merged_from:
        more["merged_from"] = [merge.chart for merge in chart.merged_from]
    if chart.issued and chart.merged_into is None:
        more["papers"] = [paper.code for paper in chart.issued]
    return {
        "listed": chart.patient.listed,
        "name": chart.patient.name,
        "born": chart.patient.born.isoformat(),
        "identifiers": list(chart.patient.identifiers),
        "next_visit": _iso(chart.next_visit if chart.merged_into is None else None),
        **more,
    }


def head_of(stored: StoredHead, today: date) -> Head:
    """A stored line as it reads today: ages and weeks counted, clearances expired."""
    line: Mapping[str, Any] = stored.line
    born = date.fromisoformat(line["born"])
    since = _date(line.get("since"))
    until = _date(line.get("until"))
    status = _status(line.get("clearance"), until, today)
    flag = line.get("flag", "")
    into = line.get("merged_into", "")
    return Head(
        patient_id=stored.patient_id,
        listed=line["listed"],
        name=line["name"],
        born=born,
        age=today.year - born.year - ((today.month, today.day) < (born.month, born.day)),
        injured=line.get("injured", ""),
        title=title_of(line.get("title", ""), into),
        weeks=(today - since).days // 7 if since else None,
        weeks_since=line.get("since_what", ""),
        met=line.get("met", 0),
        not_met=line.get("not_met", 0),
        unknown=line.get("unknown", 0),
        verdict=line.get("verdict", ""),
        judged_on=_date(line.get("judged_on")),
        clearance="" if into else _clearance_words(status, until, _date(line.get("decided_on"))),
        next_visit=_date(line.get("next_visit")),
        waits=_waits(line, status, flag),
        alarm=bool(flag),
        merged_into=into,
        merged_from=tuple(line.get("merged_from", ())),
    )


def title_of(diagnosis: str, merged_into: str) -> str:
    """What a line says of the injury."""
    return f"merged into {merged_into}" if merged_into else diagnosis


def waits_on(
    flag: str | None, draft_on: str | None, clearance: str | None, until: str | None, today: date
) -> bool:
    """Whether a line's fields say that something waits for the clinician."""
    return bool(flag or draft_on) or _status(clearance, _date(until), today) in _WAITS


def fold(text: str) -> str:
    """Text without case and accents, so that `wisn` finds Wiśniewska and `lucja` finds Łucja."""
    if text.isascii():
        return text.casefold()
    for stroked, letter in _UNSTROKED:
        text = text.replace(stroked, letter)
    plain = unicodedata.normalize("NFKD", text)
    for mark in _MARKS:
        plain = plain.replace(mark, "")
    if plain.isascii():
        return plain.casefold()
    for mark in filter(unicodedata.combining, set(plain)):
        plain = plain.replace(mark, "")
    return plain.casefold()


def fold_all(texts: Sequence[str]) -> list[str]:
    """Many texts folded at once, which takes a tenth of the time."""
    folded = fold("\n".join(texts)).split("\n")
    return folded if len(folded) == len(texts) else [fold(text) for text in texts]


def day_words(day: date) -> str:
    """A day with its month in words, never a number that could be read as a day."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _of_episode(
    chart: Chart, episode: Episode, today: date, library: Callable[[], Library]
) -> dict[str, object]:
    operated = episode.surgery.on if episode.surgery else None
    line: dict[str, object] = {
        "injured": episode.injured.value,
        "title": episode.title,
        "since": _iso(operated or episode.onset),
        "since_what": "surgery" if operated else "onset",
    }
    mine = chart.of_episode(episode.id)
    drafts = [a.on for a in mine if a.signed is None]
    line["draft_on"] = _iso(max(drafts, default=None))
    signed = [a for a in mine if a.signed is not None]
    if signed:
        line.update(_as_judged(chart, signed[-1], library))
    if chart.assessments:
        line["flag"] = _red_flag(chart, library())
    line.update(_clearance(chart, episode, today, library))
    return line


def _as_judged(
    chart: Chart, assessment: Assessment, library: Callable[[], Library]
) -> dict[str, object]:
    from clinic_tui.model.words import Outcome

    readiness = assessment.readiness
    if chart.moved_out:
        from clinic_tui.desk.judging import as_it_reads

        readiness = as_it_reads(chart, assessment, library())
    if readiness is None:
        return {}
    return {
        "met": readiness.count(Outcome.MET),
        "not_met": readiness.count(Outcome.NOT_MET),
        "unknown": readiness.count(Outcome.UNKNOWN),
        "verdict": readiness.verdict.words,
        "judged_on": _iso(readiness.on),
    }


def _red_flag(chart: Chart, library: Library) -> str:
    """The first red flag that stands, drafts included: it is not to wait for a signature."""
    from clinic_tui.judgement.gates import raised

    found = raised(chart.current_assessments, "", library)
    return next((flag.name for flag in found if flag.suspends and not flag.resolved), "")


def _clearance(
    chart: Chart, episode: Episode, today: date, library: Callable[[], Library]
) -> dict[str, object]:
    decisions = chart.clearance_of(episode.id)
    if decisions is None or not decisions.events:
        return {}
    from clinic_tui.judgement.clearance import standing

    now = standing(chart, episode, today, library())
    return {
        "clearance": now.status.value,
        "until": _iso(now.until),
        "decided_on": _iso(decisions.events[-1].by.at.date()),
    }


def _clearance_words(status: str, until: date | None, decided: date | None) -> str:
    words = status.replace("_", " ")
    if status in ("given", "given_with_limits") and until:
        return f"{words} to {day_words(until)}"
    if status == "expired" and until:
        return f"{words} {day_words(until)}"
    if status in ("asked", "refused", "withdrawn") and decided:
        return f"{words} {day_words(decided)}"
    return words


def _waits(line: Mapping[str, Any], status: str, flag: str) -> str:
    if flag:
        return f"red flag: {flag}"
    if draft := _date(line.get("draft_on")):
        return f"unsigned draft, {day_words(draft)}"
    return _WAITS.get(status, "")


def _status(clearance: str | None, until: date | None, today: date) -> str:
    """Where the clearance stands today: past its last day it has expired."""
    if clearance in _ENDS and until is not None and today > until:
        return "expired"
    return clearance or "not_asked"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
