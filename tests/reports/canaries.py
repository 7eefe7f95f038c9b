"""A chart with a text of its own in every field, so that a paper's text tells what leaked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from clinic_tui.judgement.plan import basis
from clinic_tui.judgement.readiness import judge
from clinic_tui.model.assessment import (
    Amendment,
    AssessmentId,
    Resolution,
    SidesConfirmed,
)
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import (
    Asked,
    Clearance,
    ClearanceEvent,
    ClearanceId,
    Given,
    Refused,
    Withdrawn,
)
from clinic_tui.model.correction import Hold, Merge, MovedIn, MovedOut
from clinic_tui.model.episode import (
    BoneSite,
    BoneStress,
    Episode,
    Goals,
    Imaging,
    Lift,
    NeckSide,
    Pregnancy,
    Release,
    RunningBefore,
    SurgeonLimits,
    Surgery,
)
from clinic_tui.model.person import Guardian, PatientId
from clinic_tui.model.plan import Goal, Milestone, Plan
from clinic_tui.model.reading import Device
from clinic_tui.model.runlog import Advice, AdviceTaken, Gone, RunLog, RunLogId
from clinic_tui.model.words import NotDoneReason, OtherHip, Side
from tests.builders import (
    DAY,
    a_signature,
    base_assessment,
    base_chart,
    base_episode,
    base_patient,
    changed,
    not_done,
    strength_measure,
    with_reading,
)
from tests.leaks import canary
from tests.reports.papers import LIBRARY, MADE_AT, given, planned

STEPS = ("asked", "given", "refused", "withdrawn")
KEPT = frozenset(
    {
        *(
            "id",
            "kind",
            "sex",
            "language",
            "role",
            "episode",
            "assessment",
            "clearance",
            "plan",
            "inputs",
        ),
        *("measure", "measures", "flag", "answer", "knowledge", "basis", "bound", "protocol"),
        *(
            "original",
            "to",
            "chart",
            "exercise",
            "before",
            "work",
            "criterion",
            "digest",
            "row",
            "gait",
        ),
    }
)
"""Names of fields that refer to something, or hold one of a few words: nobody's own text."""
KEPT_PATHS = frozenset({"assessment.amends.of", "clearance.given.basis.assessment"})
ROOTS = {
    "patient": "patient",
    "episodes": "episode",
    "assessments": "assessment",
    "clearances": "clearance",
    "plans": "plan",
    "run_logs": "run_log",
}


def full_episode(**fields: object) -> Episode:
    """An episode that leaves nothing out."""
    return changed(
        base_episode(
            surgery=Surgery(
                kind="tendon_repair",
                on=date(2026, 8, 20),
                surgeon="x",
                limits=SurgeonLimits(text="x", by="x", on=date(2026, 8, 21)),
            ),
            imaging=(Imaging(kind="x", on=date(2026, 8, 22), finding="x", healing=True),),
            other_hip=OtherHip.OTHER_LEG_INJURED,
            bone=BoneStress(
                site=BoneSite.PUBIC_RAMUS,
                neck_side=NeckSide.COMPRESSION,
                cause="x",
                energy_availability="x",
            ),
            release=Release(
                by="x", role="physician", registration="x", on=date(2026, 8, 23), document="x"
            ),
            pregnancy=Pregnancy.POST_PARTUM,
            pregnancy_lifted=Lift(by=a_signature(), reason="x"),
            growth_plates_closed=True,
            goals=Goals(distance_km=Decimal(10), race="x", race_on=date(2027, 5, 2)),
            running_before=RunningBefore(
                longest_run_min=60, weekly_min=200, last_run=date(2026, 8, 24)
            ),
            dominant_leg=Side.LEFT,
        ),
        **fields,
    )


def full_chart(last: str) -> Chart:
    """A chart in which every optional part is there.

    Args:
        last: kind of the last step of the clearance: asked, given, refused or withdrawn.
    """
    patient = base_patient(
        guardian=Guardian(name="x", telephone="x"),
        identifiers=("x",),
        email="x",
        address="x",
        language="en",
    )
    episode = full_episode()
    first = base_assessment(id=AssessmentId("a0"), on=DAY - timedelta(days=30))
    visit = with_reading(
        base_assessment(),
        changed(not_done("walk", Side.NONE, NotDoneReason.PAIN), note="x", pain=3),
    )
    resolved = Resolution(by=a_signature(), found="x")
    answers = tuple(
        changed(each, present=True, resolved=resolved) if each.flag == "numbness" else each
        for each in visit.red_flags
    )
    readings = tuple(
        changed(r, device=Device(kind="x", model="x"), carried_by="", position="x")
        if r.kind == "measured" and r.device is not None
        else r
        for r in visit.readings
    )
    visit = changed(
        visit,
        red_flags=answers,
        readings=readings,
        notes="x",
        sides_confirmed=SidesConfirmed(measures=(strength_measure("abduction"),), by=a_signature()),
        signed=a_signature(),
        amends=Amendment(of=AssessmentId("a0"), reason="x", by=a_signature()),
    )
    chart = base_chart(patient=patient, episode=episode, earlier=(first,), assessment=visit)
    readiness = judge(chart, episode, visit, DAY, LIBRARY)
    visit = changed(visit, readiness=readiness)
    chart = changed(chart, assessments=(first, visit))
    cleared = changed(given(chart), override_reason="x", conditions=("x",))
    steps: dict[str, ClearanceEvent] = {
        "asked": Asked(by=a_signature(), of="x"),
        "refused": Refused(by=a_signature(), reason="x", basis=cleared.basis),
        "withdrawn": Withdrawn(by=a_signature(), reason="x"),
        "given": cleared,
    }
    events = (*(step for kind, step in steps.items() if kind != last), steps[last])
    return changed(
        chart,
        clearances=(Clearance(id=ClearanceId("c1"), episode=episode.id, events=events),),
        plans=(full_plan(chart, cleared),),
        run_logs=(full_log(chart),),
        next_visit=date(2026, 12, 3),
        hold=Hold(reason="x", by=a_signature()),
        merged_from=(Merge(chart=PatientId("0900"), reason="x", by=a_signature()),),
        moved_in=(
            MovedIn(
                assessment=AssessmentId("a0"),
                chart=PatientId("0901"),
                original=AssessmentId("a9"),
                reason="x",
                by=a_signature(),
            ),
        ),
        moved_out=(
            MovedOut(
                assessment=AssessmentId("a8"),
                to=PatientId("0902"),
                reason="x",
                by=a_signature(datetime(2026, 11, 1, 9, tzinfo=UTC)),
            ),
        ),
    )


def full_plan(chart: Chart, cleared: Given) -> Plan:
    """A plan with notes, milestones and a goal."""
    made = planned(chart, cleared)
    return changed(
        made,
        notes=("x",),
        milestones=(Milestone(on=date(2026, 12, 11), name="x"),),
        goal=Goal(name="x", not_before=date(2027, 4, 30), sentence="x"),
        sessions=(changed(made.sessions[0], note="x", kept="x", edited=True), *made.sessions[1:]),
    )


def full_log(chart: Chart) -> RunLog:
    """A run with every answer."""
    return RunLog(
        id=RunLogId("r1"),
        episode=chart.episodes[0].id,
        on=DAY,
        pain_during=2,
        gone=Gone.WITHIN_24_H,
        notes="x",
        code="x",
        row="x",
        entered_at=MADE_AT - timedelta(days=1),
        advice=Advice.REPEAT,
        decision=AdviceTaken(by=a_signature(), advice=Advice.REPEAT, reason="x"),
    )


class Painted:
    """A chart with its own string in each text, and which string stands where."""

    def __init__(self, chart: Chart) -> None:
        self.at: dict[str, str] = {}
        """Path by canary."""
        self.empty: set[str] = set()
        """Paths where nothing is, so that no canary could be put there."""
        self.chart = _consistent(Chart.model_validate(self._part(chart.model_dump(), "chart")))

    def _part(self, value: Any, path: str, name: str = "") -> Any:
        if isinstance(value, dict):
            if value.get("kind") in STEPS and path.startswith("clearance"):
                path = f"clearance.{value['kind']}"
            return {key: self._part(each, _below(path, key), key) for key, each in value.items()}
        if isinstance(value, tuple):
            if not value:
                self.empty.add(path)
            return tuple(self._part(each, path, name) for each in value)
        if value is None:
            self.empty.add(path)
        kept = name in KEPT or path in KEPT_PATHS
        if type(value) is not str or (kept and not path.endswith(("imaging.kind", "device.kind"))):
            return value
        found = canary(len(self.at))
        self.at[found] = path
        return found


def _below(path: str, key: str) -> str:
    return ROOTS[key] if path == "chart" and key in ROOTS else f"{path}.{key}"


def _consistent(chart: Chart) -> Chart:
    """The clearance rests on the episode as it is, and the plan on the clearance."""
    clearance, plan = chart.clearances[0], chart.plans[0]
    events = tuple(
        changed(each, basis=changed(each.basis, episode=chart.episodes[0]))
        if isinstance(each, Given)
        else each
        for each in clearance.events
    )
    given_now = next(each for each in events if isinstance(each, Given))
    bound = changed(plan, basis=basis(given_now, plan.programme_digest))
    return changed(chart, clearances=(changed(clearance, events=events),), plans=(bound,))
