"""What several papers take from a chart, narrowed to what their readers may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Final

from clinic_tui.desk.deciding import Case
from clinic_tui.desk.kinds import Kind, Order, paper_kind
from clinic_tui.judgement.clearance import Standing
from clinic_tui.judgement.gates import raised
from clinic_tui.knowledge.library import Library
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Asked, Given, Refused, Withdrawn
from clinic_tui.model.episode import Episode
from clinic_tui.model.issued import code_of, fingerprint
from clinic_tui.model.person import Patient
from clinic_tui.model.strict import canonical
from clinic_tui.model.words import Diagnosis

if TYPE_CHECKING:
    from reports.values import (
        Cause,
        ClinicalStanding,
        Decision,
        Head,
        Identity,
        Injury,
        OpenFlag,
        PainRule,
    )
    from reports.values import Standing as Stands

WATERMARK = "INVENTED PATIENT"
CAUSES: Final[dict[str, Cause]] = {
    "this chart was merged": "record",
    "it rests on an assessment of another patient": "record",
    "the diagnosis changed": "injury",
    "the injured side changed": "injury",
    "the operation on record changed": "injury",
    "the assessment of": "assessment",
    "the run of": "run",
}
"""How the reasons of a suspension begin, and what of them leaves the clinic."""


def head(order: Order, kind: Kind, *rests_on: str) -> Head:
    """What stands on every page, with the fingerprint of what the paper rests on.

    A paper that is not issued under a code has one of its own. It speaks the language that was
    asked for, else the patient's, else the clinic's, if it is of a kind for patients.
    """
    from reports.values import Head

    patient, clinic = order.case.chart.patient, order.clinic
    whole = fingerprint(kind, order.made_at.isoformat(), canonical(patient), *rests_on)
    return Head(
        clinic=clinic,
        patient=identity(patient),
        made_at=order.made_at,
        fingerprint=whole,
        code=order.code or code_of(whole),
        watermark=WATERMARK if order.watermark else "",
        history=order.history,
        language=language(order, kind),
    )


def language(order: Order, kind: Kind) -> str:
    """What a paper speaks."""
    from reports.language import ENGLISH, language_for

    if not paper_kind(kind).spoken:
        return ENGLISH
    patient = order.case.chart.patient
    return language_for(order.manner.language, patient.language, order.clinic.language)


def identity(patient: Patient) -> Identity:
    """Who is meant."""
    from reports.values import Identity

    return Identity(name=patient.name, born=patient.born, id=patient.id)


def injury(episode: Episode, on: date) -> Injury:
    """The injury as clinicians name it, with its weeks on a day."""
    from reports.values import Injury

    weeks, since = episode.weeks_on(on)
    return Injury(
        injured=episode.injured,
        title=episode.title,
        diagnosis=episode.diagnosis,
        onset=episode.onset,
        weeks=weeks,
        since=since,
        other_hip=episode.other_hip,
    )


def decision(given: Given) -> Decision:
    """A clearance without what it rests on."""
    from reports.values import Decision

    return Decision(
        with_limits=given.with_limits,
        by=given.by,
        allowed=given.allowed,
        conditions=given.conditions,
        start=given.start,
        until=given.until,
        override_reason=given.override_reason,
    )


def stands(case: Case, on: date) -> Stands:
    """Where the clearance stands on a day for readers who learn nothing of what was found."""
    from reports.values import Standing as Stands

    standing, clearance = case.standing, case.chart.clearance_of(case.episode.id)
    last = clearance.events[-1] if clearance is not None and clearance.events else None
    return Stands(
        status=standing.status,
        given=decision(standing.given) if standing.given is not None else None,
        by=last.by if last is not None else None,
        of=last.of if isinstance(last, Asked) else "",
        reason=last.reason if isinstance(last, Refused | Withdrawn) else "",
        causes=tuple(dict.fromkeys(_causes(standing))),
        flags=tuple(open_flags(case.chart, on, case.library)),
    )


def clinical(case: Case, on: date) -> ClinicalStanding:
    """Where the clearance stands on a day, with all that is known, for clinicians."""
    from reports.values import ClinicalStanding

    bare = stands(case, on)
    return ClinicalStanding(
        **{field.name: getattr(bare, field.name) for field in fields(bare)},
        sentence=case.standing.sentence,
        reasons=case.standing.reasons,
    )


def _causes(standing: Standing) -> Iterator[Cause]:
    for reason in standing.reasons:
        if not reason.startswith("red flag, "):
            known = (cause for start, cause in CAUSES.items() if reason.startswith(start))
            yield next(known, "change")


def open_flags(chart: Chart, on: date, library: Library) -> Iterable[OpenFlag]:
    """Red flags that suspend and that nobody has resolved, in a draft as well."""
    from reports.values import OpenFlag

    until_now = [each for each in chart.current_assessments if each.on <= on]
    # Without a judged visit, a flag that was resolved anywhere is history.
    for flag in raised(until_now, "", library):
        if flag.suspends:
            yield OpenFlag(name=flag.name, urgency=flag.urgency, do=flag.do)


def pain_rule(diagnosis: Diagnosis) -> PainRule:
    """Which row of the pain rule holds: bone stops at any pain, a joint also when it locks."""
    if diagnosis is Diagnosis.BONE_STRESS_INJURY:
        return "bone"
    if diagnosis in (Diagnosis.JOINT, Diagnosis.AFTER_ARTHROSCOPY):
        return "joint"
    return "soft tissue"
