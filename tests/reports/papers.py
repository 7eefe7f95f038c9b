"""Papers of the base chart and what can be read back from them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from clinic_tui.desk import deciding
from clinic_tui.desk.kinds import Kind, Order, paper_kind
from clinic_tui.desk.manner import USUAL, Manner
from clinic_tui.desk.papers import plan_pdf, progress_pdf
from clinic_tui.judgement.plan import make_plan
from clinic_tui.judgement.readiness import judge
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Basis, ClearanceId, Given
from clinic_tui.model.person import Clinic
from clinic_tui.model.plan import Plan, PlanId
from clinic_tui.model.strict import digest
from tests.builders import DAY, a_clinic, a_clinician, a_signature, base_chart, changed
from tests.reports.reading import Paper, clean

MADE_AT = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
LIBRARY = built_in()


def words(pdf: bytes) -> str:
    """All text of a paper, its white space made one blank."""
    return " ".join(pages(pdf))


def pages(pdf: bytes) -> list[str]:
    """The text of each page."""
    paper = Paper(pdf)
    found = ["" for _ in paper.pdf.pages]
    for each in paper.shown:
        found[each.page] += each.text
    return [clean(text) for text in found]


def progress(chart: Chart | None = None, *, clinic: Clinic | None = None) -> bytes:
    """The progress report on the newest assessment of a chart, judged on the base day."""
    chart = chart or base_chart()
    judged = judge(chart, chart.episodes[0], chart.assessments[-1], DAY, LIBRARY)
    return progress_pdf(order(chart, clinic=clinic), judged)


def order(
    chart: Chart,
    on: date = DAY,
    clinic: Clinic | None = None,
    manner: Manner = USUAL,
    watermark: bool = True,
) -> Order:
    """A paper of a chart as it is asked for on a day."""
    case = deciding.case(chart, chart.episodes[0], a_clinician(), LIBRARY, on)
    made_at = datetime.combine(on, MADE_AT.timetz())
    return Order(case, clinic or a_clinic(), made_at, watermark, manner=manner)


def given(chart: Chart, **fields: object) -> Given:
    """A clearance on the base chart's assessment, four weeks long."""
    episode, last = chart.episodes[0], chart.assessments[-1]
    made = Given(
        by=a_signature(),
        allowed="walking and jogging by the plan",
        conditions=("no hills",),
        start=DAY,
        until=DAY + timedelta(days=28),
        basis=Basis(
            assessment=last.id,
            inputs=(last.id,),
            episode=episode,
            born=chart.patient.born,
            readiness=judge(chart, episode, last, DAY, LIBRARY),
            knowledge="0" * 64,
        ),
    )
    return changed(made, **fields)


def planned(chart: Chart, cleared: Given, programme: str = "article_run_walk") -> Plan:
    """A plan of three days a week from the Monday after the base day.

    It rests on the base chart's readiness, so that a paper can be had for every class.
    """
    cleared = changed(cleared, basis=given(base_chart()).basis)
    made = make_plan(
        plan_id=PlanId("p1"),
        episode=chart.episodes[0],
        clearance_id=ClearanceId("c1"),
        given=cleared,
        programme=LIBRARY.programmes[programme],
        programme_digest=digest(LIBRARY.programmes[programme]),
        start=date(2026, 11, 23),
        running_days=(0, 2, 4),
        now=MADE_AT,
        running=LIBRARY.rules_of_running,
        exercises=LIBRARY.exercises.values(),
    )
    assert isinstance(made, Plan)
    return made


def plan(chart: Chart | None = None, manner: Manner = USUAL, **fields: object) -> bytes:
    """The patient's plan on a clearance with these fields."""
    chart = chart or base_chart()
    cleared = given(chart, **fields)
    return plan_pdf(order(chart, manner=manner), planned(chart, cleared), cleared)


def paper(kind: Kind, chart: Chart, on: date = DAY, clinic: Clinic | None = None) -> bytes:
    """A paper of a chart as the desk hands it out on a day."""
    return paper_kind(kind).make(order(chart, on, clinic))


def signed(chart: Chart | None = None) -> Chart:
    """A chart whose newest assessment was judged and signed on its day."""
    chart = chart or base_chart()
    *before, last = chart.assessments
    readiness = judge(chart, chart.episodes[0], last, last.on, LIBRARY)
    last = changed(last, signed=a_signature(), readiness=readiness)
    return changed(chart, assessments=(*before, last))
