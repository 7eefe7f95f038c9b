"""Papers: a chart's values made ready for drawing, and drawn.

The papers' package, and with it reportlab, is loaded only inside the two functions that draw.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from clinic_tui.desk import paper_trends
from clinic_tui.judgement.clearance import Standing
from clinic_tui.judgement.diary import paper_of, rows
from clinic_tui.judgement.diary_code import Paper, row_key, row_letter
from clinic_tui.knowledge.library import Library
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Given
from clinic_tui.model.episode import Episode
from clinic_tui.model.issued import code_of, fingerprint
from clinic_tui.model.person import Clinic
from clinic_tui.model.plan import Plan
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.strict import canonical
from clinic_tui.model.words import Diagnosis, Urgency

if TYPE_CHECKING:
    from reports.values import CallSigns, DiaryRow, Head, PainRule

WATERMARK = "INVENTED PATIENT"


def progress_pdf(
    *,
    clinic: Clinic,
    chart: Chart,
    episode: Episode,
    readiness: Readiness,
    standing: Standing,
    library: Library,
    made_at: datetime,
    watermark: bool,
    history: str = "",
    code: str = "",
) -> bytes:
    """The progress report on one judged assessment, as a PDF.

    Args:
        clinic: heads every page.
        chart: gives the patient, and the visits that the trends are drawn from.
        episode: the injury that was judged.
        readiness: as it was judged; the paper judges nothing.
        standing: where the clearance stands on the day the paper is made.
        library: measures, for units and measurement error.
        made_at: clinic time; the paper's only date.
        watermark: whether the patient is invented, which every page then says.
        history: the head of the clinic's history, for the foot of each page.
        code: under which the clinic knows this paper; one of its own unless given.
    """
    from reports.progress import progress_report
    from reports.values import ProgressReport
    from reports.values import Standing as Stands

    judged = next((a for a in chart.assessments if a.id == readiness.assessment), None)
    head = _head(clinic, chart, made_at, watermark, history, "progress", canonical(readiness))
    report = ProgressReport(
        head=replace(head, code=code or head.code),
        episode=episode,
        readiness=readiness,
        standing=Stands(standing.status, standing.sentence, standing.reasons, standing.given),
        trends=paper_trends.trends(chart, episode, readiness, library),
        signature=judged.signed if judged is not None else None,
    )
    return progress_report(report)


def plan_pdf(
    *,
    clinic: Clinic,
    chart: Chart,
    episode: Episode,
    plan: Plan,
    given: Given,
    library: Library,
    made_at: datetime,
    watermark: bool,
    history: str = "",
    code: str = "",
) -> bytes:
    """The patient's plan, as a PDF.

    Args:
        clinic: heads every page and names the numbers to call.
        chart: gives the patient, the plan's version and the next visit.
        episode: the injury; its class decides which pain rule is printed.
        plan: the dated sessions.
        given: the clearance that stands; without one there is no plan.
        library: the red-flag rows in the patient's words, and the programme's note.
        made_at: clinic time; the paper's only date.
        watermark: whether the patient is invented, which every page then says.
        history: the head of the clinic's history, for the foot of each page.
        code: under which the clinic knows this paper; one of its own unless given.
    """
    from reports.patient_plan import patient_plan
    from reports.values import PatientPlan

    mine = [each.id for each in chart.plans if each.episode == episode.id]
    version = mine.index(plan.id) + 1 if plan.id in mine else 1
    number = f"{chart.patient.id}-{plan.id}"
    programme = library.programmes.get(plan.programme)
    sides = " and ".join(side.value.upper() for side in episode.injured.sides)
    hips = "hips" if len(episode.injured.sides) > 1 else "hip"
    grounds = canonical(plan), canonical(given)
    head = _head(clinic, chart, made_at, watermark, history, "plan", *grounds)
    return patient_plan(
        PatientPlan(
            head=replace(head, code=code or head.code),
            injury=f"{sides} {hips}, {episode.title}",
            plan=plan,
            version=version,
            given=given,
            rule=_rule(episode.diagnosis),
            signs=_signs(library),
            diary=_diary(plan, paper_of(chart, plan)),
            number=number,
            next_visit=chart.next_visit,
            programme_note=programme.note if programme is not None else "",
        )
    )


def _head(
    clinic: Clinic,
    chart: Chart,
    made_at: datetime,
    watermark: bool,
    history: str,
    kind: str,
    *rests_on: str,
) -> Head:
    from reports.values import Head

    whole = fingerprint(kind, made_at.isoformat(), canonical(chart.patient), *rests_on)
    return Head(
        clinic=clinic,
        patient=chart.patient,
        made_at=made_at,
        fingerprint=whole,
        code=code_of(whole),
        watermark=WATERMARK if watermark else "",
        history=history,
    )


def _rule(diagnosis: Diagnosis) -> PainRule:
    """Which row of the pain rule holds: bone stops at any pain, a joint also when it locks."""
    if diagnosis is Diagnosis.BONE_STRESS_INJURY:
        return "bone"
    if diagnosis in (Diagnosis.JOINT, Diagnosis.AFTER_ARTHROSCOPY):
        return "joint"
    return "soft tissue"


def _signs(library: Library) -> CallSigns:
    from reports.values import CallSigns

    def of(*urgencies: Urgency) -> tuple[str, ...]:
        return tuple(f.patient for f in library.triage.flags if f.urgency in urgencies)

    return CallSigns(
        now=of(Urgency.EMERGENCY),
        today=of(Urgency.SAME_DAY, Urgency.URGENT),
        week=of(Urgency.PLANNED),
    )


def _diary(plan: Plan, paper: Paper) -> tuple[DiaryRow, ...]:
    from reports.session_words import repeats, said
    from reports.values import DiaryRow

    return tuple(
        DiaryRow(
            letter=row_letter(index),
            key=row_key(paper.plan, paper.version, index),
            on=session.on,
            label=said(session),
            counts="repeats" if repeats(session) > 1 else "minutes",
        )
        for index, session in enumerate(rows(plan))
    )
