"""Papers: a chart's values made ready for drawing, and drawn.

The papers' package, and with it reportlab, is loaded only inside the two functions that draw.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from clinic_tui.desk import paper_home, paper_trends, paper_values
from clinic_tui.judgement.clearance import Standing
from clinic_tui.judgement.diary import paper_of, rows
from clinic_tui.judgement.diary_code import Paper, row_key, row_letter
from clinic_tui.knowledge.library import Library
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Given
from clinic_tui.model.episode import Episode
from clinic_tui.model.person import Clinic
from clinic_tui.model.plan import Plan
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.strict import canonical
from clinic_tui.model.words import Urgency

if TYPE_CHECKING:
    from reports.values import CallSigns, DiaryRow


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
        code: the short code it was issued under; one of its own unless given.
    """
    from reports.progress import progress_report
    from reports.values import ProgressReport

    judged = next((a for a in chart.assessments if a.id == readiness.assessment), None)
    report = ProgressReport(
        head=paper_values.head(
            clinic, chart, made_at, watermark, history, code, "progress", canonical(readiness)
        ),
        injury=paper_values.injury(episode, readiness.on),
        readiness=readiness,
        standing=paper_values.clinical(chart, episode, standing, made_at.date(), library),
        rule=paper_values.pain_rule(episode.diagnosis),
        sex=chart.patient.sex,
        referrer=episode.referrer,
        next_visit=chart.next_visit,
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
        library: the red-flag rows in the patient's words, the figures of the exercises, and the
            programme's note.
        made_at: clinic time; the paper's only date.
        watermark: whether the patient is invented, which every page then says.
        history: the head of the clinic's history, for the foot of each page.
        code: the short code it was issued under; one of its own unless given.
    """
    from reports.language import known, speaking
    from reports.patient_plan import patient_plan
    from reports.values import PatientPlan

    mine = [each.id for each in chart.plans if each.episode == episode.id]
    version = mine.index(plan.id) + 1 if plan.id in mine else 1
    programme = library.programmes.get(plan.programme)
    hurt = paper_values.injury(episode, made_at.date())
    on = (canonical(plan), canonical(given))
    head = paper_values.head(clinic, chart, made_at, watermark, history, code, "plan", *on)
    with speaking(head.language):
        paper = PatientPlan(
            head=head,
            injury=f"{hurt.sides}, {known(hurt.title)}",
            plan=plan,
            version=version,
            given=paper_values.decision(given),
            rule=paper_values.pain_rule(episode.diagnosis),
            signs=_signs(library),
            diary=_diary(plan, paper_of(chart, plan)),
            home=paper_home.home(plan, library, episode.injured),
            number=f"{chart.patient.id}-{plan.id}",
            next_visit=chart.next_visit,
            programme_note=programme.note if programme is not None else "",
        )
    return patient_plan(paper)


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
