"""Papers: a chart's values made ready for drawing, and drawn.

The papers' package, and with it reportlab, is loaded only inside the two functions that draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_tui.desk import paper_home, paper_trends, paper_values
from clinic_tui.desk.kinds import Order
from clinic_tui.judgement.diary import paper_of, rows
from clinic_tui.judgement.diary_code import Paper, row_key, row_letter
from clinic_tui.knowledge.library import Library
from clinic_tui.model.clearance import Given
from clinic_tui.model.plan import Plan
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.strict import canonical
from clinic_tui.model.words import Urgency

if TYPE_CHECKING:
    from reports.values import CallSigns, DiaryRow, ProgressReport


def progress_pdf(order: Order, readiness: Readiness) -> bytes:
    """The progress report on one judged assessment, as a PDF."""
    from reports.progress import progress_report

    return progress_report(progress_values(order, readiness))


def progress_values(order: Order, readiness: Readiness) -> ProgressReport:
    """What a progress report says of readiness as it was judged; it judges nothing itself."""
    from reports.values import ProgressReport

    now = order.case
    chart, episode = now.chart, now.episode
    judged = next((a for a in chart.assessments if a.id == readiness.assessment), None)
    return ProgressReport(
        head=paper_values.head(order, "progress", canonical(readiness)),
        injury=paper_values.injury(episode, readiness.on),
        readiness=readiness,
        standing=paper_values.clinical(now, order.made_at.date()),
        rule=paper_values.pain_rule(episode.diagnosis),
        sex=chart.patient.sex,
        referrer=episode.referrer,
        next_visit=chart.next_visit,
        trends=paper_trends.trends(chart, episode, readiness, now.library),
        signature=judged.signed if judged is not None else None,
    )


def plan_pdf(order: Order, plan: Plan, given: Given) -> bytes:
    """The patient's plan, as a PDF.

    Args:
        order: of whose chart; its version, numbers to call, red-flag rows and figures.
        plan: the dated sessions.
        given: the clearance that stands; without one there is no plan.
    """
    from reports.language import known, speaking
    from reports.patient_plan import patient_plan
    from reports.values import PatientPlan

    now = order.case
    chart, episode, library = now.chart, now.episode, now.library
    mine = [each.id for each in chart.plans if each.episode == episode.id]
    version = mine.index(plan.id) + 1 if plan.id in mine else 1
    programme = library.programmes.get(plan.programme)
    hurt = paper_values.injury(episode, order.made_at.date())
    head = paper_values.head(order, "plan", canonical(plan), canonical(given))
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
            fillable=order.manner.fillable,
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
