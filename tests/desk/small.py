"""A small clinic for the desk's tests: little to know, so that its rules stand out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from clinic_tui.desk.desk import Desk
from clinic_tui.knowledge.growth import Growth
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.measure import Group, Measure
from clinic_tui.knowledge.pain_rule import PainRule
from clinic_tui.knowledge.programme import Programme, ProgrammeStep
from clinic_tui.knowledge.protocol import Comparison, Criterion, EntryCondition, Protocol
from clinic_tui.knowledge.triage import Flag, Triage
from clinic_tui.model.assessment import Assessment, FlagAnswer, FlagId, Masking
from clinic_tui.model.episode import Episode, EpisodeId
from clinic_tui.model.person import Clinic, Clinician, Patient, PatientId
from clinic_tui.model.plan import Interval
from clinic_tui.model.reading import Measured, MeasureId
from clinic_tui.model.words import Diagnosis, Injured, OtherHip, Role, Side, Unit, Urgency
from clinic_tui.store.memory import ChartMemory
from clinic_tui.store.repository import ClinicRecord, Repository
from tests.store.samples import ACT

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PATIENT = PatientId("0001")
WALK, NIGHT = MeasureId("walk"), MeasureId("night_pain")
NUMB, CLICK = FlagId("numb"), FlagId("click")


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def on(self, days: int = 0, minutes: int = 0) -> None:
        self.moment += timedelta(days=days, minutes=minutes)


def measure(name: MeasureId, unit: Unit, most: int, *, symptom: bool = False) -> Measure:
    return Measure(
        id=name,
        name=name.replace("_", " "),
        code=name[:4].replace("_", ""),
        group=Group.ENDURANCE,
        unit=unit,
        sided=False,
        minutes=Decimal(1),
        asks_pain=not symptom,
        symptom=symptom,
        plausible=(Decimal(0), Decimal(most)),
        possible=(Decimal(0), Decimal(most)),
    )


BONE_ENTRY: tuple[EntryCondition, ...] = (
    "bone_site",
    "neck_side",
    "imaging",
    "release",
    "healing",
    "surgeon_release_for_tension",
)


def pain_rules(diagnosis: Diagnosis) -> tuple[PainRule, ...]:
    """The built-in one of the class."""
    own = built_in().protocol_for(diagnosis)
    rule = own.pain_rule(diagnosis) if own is not None else None
    return (rule.model_copy(update={"classes": (diagnosis,)}),) if rule is not None else ()


def protocol(name: str, diagnosis: Diagnosis, days: int) -> Protocol:
    bone = diagnosis is Diagnosis.BONE_STRESS_INJURY
    return Protocol(
        id=name,
        name=name,
        version="1",
        classes=(diagnosis,),
        age_from=18,
        age_note_from=60,
        operated="never",
        entry=BONE_ENTRY if bone else (),
        release_before_clearance=bone,
        unloaded_until_released=bone,
        comparison=Comparison(
            query_above_percent=Decimal(110),
            own_earlier_percent=Decimal(90),
            own_earlier_degrees=Decimal(10),
            lever_tolerance_m=Decimal("0.01"),
            range_error=Decimal(5),
        ),
        clearance_days=days,
        programmes=("steps",),
        pain_rules=pain_rules(diagnosis),
        criteria=(
            Criterion(
                id="walk",
                name="walk",
                group=Group.ENDURANCE,
                kind="at_least",
                measures=(WALK,),
                limit=Decimal(30),
                pain_at_most=0,
                age_days=14,
                source="invented",
                grade="own choice",
            ),
            Criterion(
                id="night",
                name="night pain",
                group=Group.DAILY_LIFE,
                kind="at_most",
                measures=(NIGHT,),
                limit=Decimal(0),
                age_days=0,
                source="invented",
                grade="own choice",
            ),
        ),
        source="invented",
    )


def flag(name: FlagId, number: int, urgency: Urgency, *, suspends: bool) -> Flag:
    return Flag(
        id=name,
        number=number,
        name=f"new {name}",
        asks=f"Any new {name}?",
        urgency=urgency,
        suspends=suspends,
        do="see a doctor",
        patient=name,
        source="invented",
        grade="own choice",
    )


def programme() -> Programme:
    return Programme(
        id="steps",
        name="steps",
        version="1",
        classes=(Diagnosis.TENDON,),
        growth=Growth(percent=Decimal(10), minutes=Decimal(2), source="invented"),
        rest_days_between_runs=1,
        steps=(
            ProgrammeStep(
                name="one",
                sessions_a_week=3,
                sessions=3,
                intervals=(
                    Interval(gait="walk", minutes=Decimal(5)),
                    Interval(gait="jog", minutes=Decimal(1)),
                ),
            ),
        ),
        source="invented",
        grade="own choice",
    )


def library() -> Library:
    return Library.of(
        measures=[
            measure(WALK, Unit.MINUTE, 240),
            measure(NIGHT, Unit.PAIN, 10, symptom=True),
        ],
        protocols=[
            protocol("small_tendon", Diagnosis.TENDON, 28),
            protocol("small_bone", Diagnosis.BONE_STRESS_INJURY, 14),
        ],
        programmes=[programme()],
        triage=Triage(
            version="1",
            flags=(
                flag(NUMB, 1, Urgency.URGENT, suspends=True),
                flag(CLICK, 2, Urgency.PLANNED, suspends=False),
            ),
        ),
        base=None,
        running=built_in().running,
        exercises=built_in().exercises.values(),
    )


def clinic() -> Clinic:
    return Clinic(
        name="Harbour Physiotherapy",
        telephone="1",
        out_of_hours="2",
        emergency="999",
        time_zone="Europe/London",
    )


STAFF = (
    Clinician(name="Jonas Ebert", role=Role.PHYSIOTHERAPIST, registration="PH 1"),
    Clinician(name="Bo Lind", role=Role.ASSISTANT),
    Clinician(name="Dr A. Okonkwo", role=Role.PHYSICIAN, registration="MD 1"),
)


def memory() -> ChartMemory:
    """A store with the clinic set up and nobody in it."""
    store = ChartMemory()
    store.set_up(ClinicRecord(clinic(), STAFF), ACT)
    return store


def desk(store: Repository, clock: Clock, clinician: str | None = None) -> Desk:
    """A window of the clinic."""
    opened = Desk(store, Path("nowhere"), clock=clock, clinician=clinician)
    opened.library = library()
    return opened


def person(number: PatientId = PATIENT, **fields: object) -> Patient:
    return Patient.model_validate(
        {
            "id": number,
            "family_name": "Lindqvist",
            "given_name": "Marta",
            "born": date(1992, 3, 14),
            **fields,
        }
    )


def injury(**fields: object) -> Episode:
    return Episode.model_validate(
        {
            "id": EpisodeId("e1"),
            "diagnosis": Diagnosis.TENDON,
            "injured": Injured.LEFT,
            "onset": date(2026, 8, 14),
            "other_hip": OtherHip.HEALTHY,
            **fields,
        }
    )


def filled(draft: Assessment, *, walked: int = 30, numb: bool = False) -> Assessment:
    """A draft with everything entered; 30 minutes of walking and no red flag is ready."""
    on = draft.on
    return Assessment.model_validate(
        {
            **{name: getattr(draft, name) for name in Assessment.model_fields},
            "readings": (
                Measured(
                    measure=WALK,
                    side=Side.NONE,
                    on=on,
                    trials=(Decimal(walked),),
                    unit=Unit.MINUTE,
                    pain=0,
                ),
                Measured(
                    measure=NIGHT, side=Side.NONE, on=on, trials=(Decimal(0),), unit=Unit.PAIN
                ),
            ),
            "red_flags": (
                FlagAnswer(flag=NUMB, present=numb, on=on),
                FlagAnswer(flag=CLICK, present=False, on=on),
            ),
            "masking": Masking(painkiller_24h=False, injection_6w=False, on=on),
        }
    )


def admit(window: Desk) -> None:
    """A patient with an injury."""
    window.new_patient(person())
    window.new_episode(PATIENT, injury())


def visit(window: Desk, *, walked: int = 30, numb: bool = False) -> Assessment:
    """Records and signs an assessment of today; the signed one."""
    draft = filled(window.draft(PATIENT), walked=walked, numb=numb)
    window.keep_draft(PATIENT, draft)
    return window.sign_assessment(PATIENT, draft).assessments[-1]
