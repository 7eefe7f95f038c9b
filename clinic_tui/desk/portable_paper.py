"""Plan and papers of a portable chart, under the same rules as in a clinic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from clinic_tui.desk import deciding, handing_out, plan_edits, planning, protecting
from clinic_tui.desk.clock import Clock, system_clock
from clinic_tui.desk.desk import Desk
from clinic_tui.desk.errors import refuse, said
from clinic_tui.desk.judging import judged
from clinic_tui.desk.kinds import Kind, Order, paper_kind
from clinic_tui.desk.manner import USUAL, Manner, check
from clinic_tui.desk.portable_chart import knowledge, newest_until, readable
from clinic_tui.desk.protecting import OPEN, Protection
from clinic_tui.desk.recording import changed
from clinic_tui.judgement.clearance import REASON_LENGTH
from clinic_tui.judgement.plan import NoPlan
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.loader import KnowledgeError, read
from clinic_tui.knowledge.programme import Programme
from clinic_tui.model.chart import Chart
from clinic_tui.model.person import Clinic, Clinician
from clinic_tui.model.plan import Plan
from clinic_tui.model.words import Role
from clinic_tui.store.durable import replace_file

Unlock = Callable[[tuple[str, ...]], str]
"""Asked for a passphrase of one of these people, the first one's unless said."""
READER = Clinician(name="a reader of the chart", role=Role.ASSISTANT)
"""Whoever prints from a portable chart decides nothing."""
NO_CLINIC = Clinic(
    name="Clinic not named",
    telephone="not given",
    out_of_hours="not given",
    emergency="not given",
    time_zone="UTC",
)
NUMBERS: Final = ("telephone", "out_of_hours", "emergency")


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of a portable chart, or why there is none."""

    chart: Chart
    on: date
    plan: Plan | None
    why_none: str
    stale: tuple[str, ...] = ()
    """What of the chart's own plan's grounds has changed since it was made."""
    changes: tuple[str, ...] = ()
    """What a plan made anew would have otherwise, where it is stale."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a plan that is made anew."""

    start: date | None = None
    days: tuple[int, ...] | None = None
    step: int | None = None
    reason: str = ""

    def later(self) -> planning.Later | None:
        """A later start step.

        Raises:
            Refused: no reason, or too short a one.
        """
        if self.step is None or self.step == 1:
            return None
        if len(self.reason.strip()) < REASON_LENGTH:
            raise refuse(f"A later start step needs a --reason of {REASON_LENGTH} characters.")
        return planning.Later(self.step, self.reason.strip(), None)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a paper is made from."""

    case: deciding.Case
    clinic: Clinic
    has_numbers: bool
    at: datetime
    demo: bool
    desk: Desk | None = None
    """The clinic, where one was opened."""

    def language(self, kind: Kind) -> str:
        """What a paper of a kind speaks; the one asked for is the patient's own here."""
        from clinic_tui.desk.paper_values import language

        return language(Order(self.case, self.clinic, self.at, self.demo), kind)


def plan_for(
    path: Path,
    programme: str | None = None,
    on: date | None = None,
    clinic: Path | None = None,
    out: Path | None = None,
    clock: Clock = system_clock,
    unlock: Unlock | None = None,
    asked: Asked | None = None,
    protection: Protection = OPEN,
    manner: Manner = USUAL,
) -> Planned:
    """The plan on the clearance that stands in a chart, and its paper if a place is given.

    The chart's own plan stands if it rests on that clearance and no programme was asked for;
    else one is made, which stays outside the chart.

    Args:
        path: a portable chart, left as it is.
        programme: id or file of a programme; the protocol's first unless given.
        on: the day it is; today unless given.
        clinic: folder of the clinic whose numbers stand on the paper.
        out: where the patient's paper goes; a calendar where it ends in `.ics`.
        clock: what time it is.
        unlock: asked for a passphrase where the clinic is sealed; without, it stays closed.
        asked: first day, running days and start step of a plan that is made anew.
        protection: of the paper, by a password or the seal of the clinic.
        manner: language of the paper, or a diary that can be filled in.

    Raises:
        Refused: not a chart, no such programme, or a paper without the clinic's numbers.
        NotSaved: the disk refused.
    """
    if manner.fillable and out is not None and out.suffix.lower() == ".ics":
        raise refuse("A calendar has no diary to fill in; nothing was made.")
    sheet = _sheet(path, on, clinic, clock, unlock, manner.language)
    now = sheet.case
    if now.assessment is None:  # a red flag in a draft is the reason to be given
        now = _as_it_would_be_judged(now, path.name)
    wanted = _programme(programme, now.library)
    wishes = asked or Asked()
    days = wishes.days or (0, 2, 4)
    made = planning.planned(now, wanted, wishes.start, days, sheet.at, wishes.later())
    if isinstance(made, NoPlan):
        return Planned(now.chart, now.on, None, made.sentence)
    own = planning.newest(now.chart, now.episode.id)
    given = now.standing.given
    stale: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    if wishes == Asked() and programme is None and own and given and planning.rests_on(own, given):
        made = own
        stale = plan_edits.stale_lines(now, own)
        changes = plan_edits.would_change(now, own, sheet.at) if stale else ()
    else:
        now = replace(now, chart=planning.with_plan(now.chart, made))
    if out is not None:
        sheet = replace(sheet, case=now)
        if out.suffix.lower() == ".ics":
            _write(path, out, _calendar(sheet, made))
        else:
            paper = _plan_paper(sheet, manner)
            _write(path, out, _protected(paper, sheet, protection, sheet.language("plan")))
    return Planned(now.chart, now.on, made, "", stale, changes)


def report_for(
    path: Path,
    kind: str,
    out: Path,
    on: date | None = None,
    clinic: Path | None = None,
    clock: Clock = system_clock,
    unlock: Unlock | None = None,
    protection: Protection = OPEN,
    manner: Manner = USUAL,
) -> tuple[str, ...]:
    """Writes a paper of a portable chart; returns what whoever asked for it must know.

    Raises:
        Refused: not a chart, nothing to report, no plan, or no clinic's numbers for a plan.
        NotSaved: the disk refused.
    """
    if kind == "plan":
        made = plan_for(path, None, on, clinic, out, clock, unlock, None, protection, manner)
        if made.plan is None:
            raise refuse(made.why_none)
        return ()
    wanted = paper_kind(kind)
    check(wanted, manner)
    sheet = _sheet(path, on, clinic, clock, unlock, manner.language)
    if wanted.needs_numbers and not sheet.has_numbers and sheet.case.standing.allows:
        name = wanted.title.lower()
        raise refuse(
            f"No paper: a {name} that allows needs the clinic's numbers; give --clinic DIR."
        )
    remarks = [] if sheet.has_numbers else [_numbers_missing(clinic)]
    now = sheet.case
    if now.assessment is None or now.assessment.readiness is None:
        now = _as_it_would_be_judged(now, path.name)
        remarks.append("the assessment is not signed; the paper is of a draft")
    paper = wanted.make(Order(now, sheet.clinic, sheet.at, sheet.demo, manner=manner))
    _write(path, out, _protected(paper, sheet, protection, sheet.language(wanted.id)))
    return tuple(remarks)


def _sheet(
    path: Path,
    on: date | None,
    folder: Path | None,
    clock: Clock,
    unlock: Unlock | None,
    language: str = "",
) -> _Sheet:
    library = knowledge(folder)
    chart = readable(path, library)
    if language:
        chart = changed(chart, patient=changed(chart.patient, language=language))
    newest = newest_until(chart, on, path.name)
    desk = _opened(folder, unlock) if folder is not None and Desk.exists(folder) else None
    clinic = desk.clinic if desk else _no_clinic(chart.patient.language)
    at = clock().astimezone(ZoneInfo(clinic.time_zone)).replace(microsecond=0)
    if on is not None or at.date() < newest.on:
        at = datetime.combine(on or newest.on, time(12), at.tzinfo)
    episode = chart.episode(newest.episode)
    return _Sheet(
        case=deciding.case(chart, episode, READER, library, at.date()),
        clinic=clinic,
        has_numbers=desk is not None,
        at=at,
        demo=desk.demo if desk else False,
        desk=desk,
    )


def _no_clinic(language: str) -> Clinic:
    """What stands where a clinic's name and numbers would, in the patient's language."""
    from reports.language import known, language_for, speaking

    with speaking(language_for(language)):
        told = {name: known(getattr(NO_CLINIC, name)) for name in ("name", *NUMBERS)}
    return changed(NO_CLINIC, **told)


def _opened(folder: Path, unlock: Unlock | None) -> Desk | None:
    """The clinic in a folder; none where it is sealed and nobody is to be asked."""
    if Desk.needs_sealing(folder):
        return None
    people = Desk.people_of(folder)
    if not people:
        return Desk.open(folder)
    return Desk.open(folder, unlock(people)) if unlock else None


def _programme(wanted: str | None, library: Library) -> Programme | str | None:
    """A programme by id, or from a file."""
    if wanted is None or wanted in library.programmes or not wanted.endswith(".toml"):
        return wanted
    try:
        return read(Path(wanted), Programme)
    except KnowledgeError as error:
        raise refuse(str(error)) from error


def _plan_paper(sheet: _Sheet, manner: Manner) -> bytes:
    if not sheet.has_numbers:
        raise refuse("No paper: a patient's plan needs the clinic's numbers; give --clinic DIR.")
    return handing_out.plan(Order(sheet.case, sheet.clinic, sheet.at, sheet.demo, manner=manner))


def _calendar(sheet: _Sheet, plan: Plan) -> bytes:
    from clinic_tui.desk.calendars import calendar_file

    if not sheet.has_numbers:
        raise refuse("No calendar: it names the clinic's telephone; give --clinic DIR.")
    return calendar_file(plan, sheet.clinic, sheet.case.chart.patient)


def _numbers_missing(folder: Path | None) -> str:
    where = f"no clinic in {folder}" if folder else "no clinic was given"
    return f"the clinic's name and numbers are missing: {where}"


def _as_it_would_be_judged(now: deciding.Case, name: str) -> deciding.Case:
    """The case with its newest draft judged, where nothing is signed."""
    newest = newest_until(now.chart, now.on, name)
    readiness = judged(now.chart, newest, max(newest.on, now.on), now.library, now.protocol)
    draft = changed(newest, readiness=readiness)
    entries = tuple(draft if each.id == draft.id else each for each in now.chart.assessments)
    whole = changed(now.chart, assessments=entries)
    return replace(now, chart=whole, assessment=draft, readiness=readiness)


def _protected(paper: bytes, sheet: _Sheet, protection: Protection, language: str) -> bytes:
    protecting.check(protection)
    seal = None
    if protection.seal:
        if sheet.desk is None:
            raise refuse("A seal is the clinic's; give --clinic DIR. Nothing was made.")
        seal = sheet.desk.seal_of_clinic()
    return protecting.protect(paper, protection, seal, sheet.clinic.name, language)


def _write(chart: Path, out: Path, made: bytes) -> None:
    if out.exists() and out.samefile(chart):
        raise refuse(f"{out.name} is the chart itself; name another file for the paper.")
    with said():
        replace_file(out, made)
