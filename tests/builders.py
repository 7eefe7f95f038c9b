"""Charts for tests: the base chart of the ten cases, and small changes to it.

Everybody here is invented. Sides are always given as (left, right).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from clinic_tui.model.assessment import Assessment, AssessmentId, FlagAnswer, FlagId, Masking
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode, EpisodeId
from clinic_tui.model.person import Clinic, Clinician, Patient, PatientId, Signature
from clinic_tui.model.reading import Answered, Device, Measured, MeasureId, NotDone, Reading
from clinic_tui.model.strict import Strict
from clinic_tui.model.words import (
    Contraction,
    Diagnosis,
    Injured,
    Movement,
    NotDoneReason,
    OtherHip,
    Role,
    Side,
    Unit,
)

DAY = date(2026, 11, 20)
"""Day of the base assessment and of the judgement."""
ASSESSOR = "Jonas Ebert"
EPISODE = EpisodeId("e1")
ASSESSMENT = AssessmentId("a1")
LEVER = Decimal("0.38")
BOTH = (Side.LEFT, Side.RIGHT)

DIRECTIONS = (
    "flexion",
    "extension",
    "abduction",
    "adduction",
    "internal_rotation",
    "external_rotation",
)
RANGES = {
    "flexion": ("supine", 118, 122),
    "extension": ("prone", 14, 15),
    "abduction": ("supine", 42, 44),
    "adduction": ("supine", 26, 28),
    "internal_rotation": ("prone", 33, 36),
    "external_rotation": ("prone", 40, 43),
}
"""Passive range in degrees: position, left, right."""
FORCES = {
    "flexion": ("seated", (201, 198, 204), (212, 215, 209)),
    "extension": ("prone", (231, 240, 238), (251, 248, 255)),
    "abduction": ("side-lying", (182, 176, 190), (205, 201, 198)),
    "adduction": ("supine", (176, 180, 178), (190, 188, 185)),
    "internal_rotation": ("seated", (98, 101, 99), (104, 106, 102)),
    "external_rotation": ("seated", (88, 91, 90), (95, 97, 94)),
}
"""Strength in newtons: position, left trials, right trials."""

Value = TypeVar("Value", bound=Strict)


def changed(value: Value, **fields: object) -> Value:
    """The same value with other fields, validated as a whole."""
    kept: dict[str, Any] = {name: getattr(value, name) for name in type(value).model_fields}
    return type(value).model_validate({**kept, **fields})


def range_measure(direction: str) -> MeasureId:
    """Id of a direction's passive range."""
    return MeasureId(f"passive_hip_{direction}")


def strength_measure(direction: str) -> MeasureId:
    """Id of a direction's strength."""
    return MeasureId(f"hip_{direction}_strength")


STRENGTHS = tuple(strength_measure(direction) for direction in DIRECTIONS)


def measured(
    measure: str, side: Side, *trials: int | float | str, unit: Unit, **fields: object
) -> Measured:
    """A reading of one cell on the base day."""
    return Measured.model_validate(
        {
            "measure": measure,
            "side": side,
            "on": DAY,
            "assessor": ASSESSOR,
            "trials": tuple(Decimal(str(trial)) for trial in trials),
            "unit": unit,
            **fields,
        }
    )


def answered(measure: str, answer: str, side: Side = Side.NONE, on: date = DAY) -> Answered:
    """A question answered in words."""
    return Answered(measure=MeasureId(measure), side=side, on=on, assessor=ASSESSOR, answer=answer)


def not_done(measure: str, side: Side, reason: NotDoneReason, on: date = DAY) -> NotDone:
    """A test that was meant and not done."""
    return NotDone(measure=MeasureId(measure), side=side, on=on, assessor=ASSESSOR, reason=reason)


def passive_range(direction: str, side: Side, degrees: int | float, on: date = DAY) -> Measured:
    """A passive range as the base chart takes it."""
    return measured(
        range_measure(direction),
        side,
        degrees,
        unit=Unit.DEGREE,
        on=on,
        position=RANGES[direction][0],
        device=Device(kind="goniometer"),
        movement=Movement.PASSIVE,
    )


def strength(
    direction: str, side: Side, *newtons: int | float, on: date = DAY, pain: int | None = 0
) -> Measured:
    """Strength as the base chart takes it: make test, hand-held dynamometer."""
    return measured(
        strength_measure(direction),
        side,
        *newtons,
        unit=Unit.NEWTON,
        on=on,
        pain=pain,
        position=FORCES[direction][0],
        device=Device(kind="hand-held dynamometer"),
        contraction=Contraction.MAKE,
        lever_m=LEVER if direction == "abduction" else None,
    )


def one_leg_stand(
    side: Side, seconds: int | float, pain: int | None = 0, on: date = DAY
) -> Measured:
    """One-leg stand, eyes open, free."""
    return measured(
        "one_leg_stand_eyes_open_free",
        side,
        seconds,
        unit=Unit.SECOND,
        on=on,
        pain=pain,
        position="barefoot",
    )


def base_readings(on: date = DAY) -> tuple[Reading, ...]:
    """All readings of the base chart."""
    found: list[Reading] = []
    for direction, (_, left, right) in RANGES.items():
        found += [
            passive_range(direction, side, deg, on)
            for side, deg in zip(BOTH, (left, right), strict=True)
        ]
    for direction, (_, lefts, rights) in FORCES.items():
        for side, trials in zip(BOTH, (lefts, rights), strict=True):
            found.append(strength(direction, side, *trials, on=on))
    found += [one_leg_stand(Side.LEFT, 31, on=on), one_leg_stand(Side.RIGHT, 38, on=on)]
    for name, value, unit in (
        ("walk", 30, Unit.MINUTE),
        ("stairs", 1, Unit.FLIGHT),
        ("cycle", 20, Unit.MINUTE),
    ):
        found.append(measured(name, Side.NONE, value, unit=unit, on=on, pain=0))
    for name in ("worst_daily_pain", "night_pain"):
        found.append(measured(name, Side.NONE, 0, unit=Unit.PAIN, on=on))
    found.append(answered("swelling", "none", on=on))
    found.append(measured("body_mass", Side.NONE, "61.5", unit=Unit.KILOGRAM, on=on))
    return tuple(found)


def no_red_flags(on: date = DAY, *present: str) -> tuple[FlagAnswer, ...]:
    """Every red-flag row answered no, but for these."""
    from clinic_tui.knowledge.loader import built_in

    return tuple(
        FlagAnswer(flag=FlagId(flag.id), present=flag.id in present, on=on)
        for flag in built_in().triage.flags
    )


def base_assessment(**changes: object) -> Assessment:
    """The base assessment, a draft; dated all through when `on` is given."""
    on = changes.get("on", DAY)
    assert isinstance(on, date)
    fields: dict[str, object] = {
        "id": ASSESSMENT,
        "episode": EPISODE,
        "on": on,
        "readings": base_readings(on) if "readings" not in changes else (),
        "red_flags": no_red_flags(on) if "red_flags" not in changes else (),
        "masking": Masking(painkiller_24h=False, injection_6w=False, on=on),
        "recorded_by": ASSESSOR,
    }
    return Assessment.model_validate({**fields, **changes})


def base_patient(**changes: object) -> Patient:
    """The woman of the base chart."""
    return changed(
        Patient(
            id=PatientId("0001"),
            family_name="Lindqvist",
            given_name="Marta",
            born=date(1992, 3, 14),
            sex="female",
        ),
        **changes,
    )


def base_episode(**changes: object) -> Episode:
    """Gluteal tendinopathy of the left hip, the other one healthy."""
    return changed(
        Episode(
            id=EPISODE,
            diagnosis=Diagnosis.TENDON,
            site="gluteal tendinopathy",
            injured=Injured.LEFT,
            onset=date(2026, 8, 14),
            other_hip=OtherHip.HEALTHY,
        ),
        **changes,
    )


def base_chart(
    *,
    patient: Patient | None = None,
    episode: Episode | None = None,
    assessment: Assessment | None = None,
    earlier: tuple[Assessment, ...] = (),
    **changes: object,
) -> Chart:
    """The base chart; parts given replace the base ones, `earlier` visits come first."""
    return Chart.model_validate(
        {
            "patient": patient or base_patient(),
            "episodes": (episode or base_episode(),),
            "assessments": (*earlier, assessment or base_assessment()),
            **changes,
        }
    )


def with_reading(assessment: Assessment, reading: Reading) -> Assessment:
    """The assessment with one cell replaced, or added where it was empty."""
    cell = (reading.measure, reading.side)
    kept = tuple(r for r in assessment.readings if (r.measure, r.side) != cell)
    return changed(assessment, readings=(*kept, reading))


def without(assessment: Assessment, *measures: str) -> Assessment:
    """The assessment without these measures, both sides."""
    return changed(
        assessment, readings=tuple(r for r in assessment.readings if r.measure not in measures)
    )


def a_clinic(**changes: object) -> Clinic:
    """An invented clinic with all its numbers."""
    return changed(
        Clinic(
            name="Harbour Physiotherapy",
            address="1 Quay Street, Exampleton",
            telephone="01632 960 101",
            out_of_hours="01632 960 102",
            emergency="999",
            time_zone="Europe/London",
        ),
        **changes,
    )


def a_clinician(**changes: object) -> Clinician:
    """An invented physiotherapist."""
    return changed(
        Clinician(name=ASSESSOR, role=Role.PHYSIOTHERAPIST, registration="PH 000000"), **changes
    )


def a_signature(at: datetime | None = None, **changes: object) -> Signature:
    """The physiotherapist's signature, at noon of the base day unless said."""
    who = a_clinician()
    return changed(
        Signature(
            name=who.name,
            role=who.role,
            registration=who.registration,
            at=at or datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
        ),
        **changes,
    )
