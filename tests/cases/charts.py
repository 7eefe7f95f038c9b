"""The ten cases as charts, made from the base chart; `python -m tests.cases.charts` writes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from clinic_tui.exchange.portable import dump_chart
from clinic_tui.model.assessment import AssessmentId, SidesConfirmed
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import BoneSite, BoneStress, NeckSide
from clinic_tui.model.person import PatientId
from clinic_tui.model.words import Diagnosis, OtherHip, Side
from tests.builders import (
    ASSESSOR,
    DAY,
    FORCES,
    STRENGTHS,
    a_signature,
    base_assessment,
    base_chart,
    base_episode,
    base_patient,
    changed,
    no_red_flags,
    one_leg_stand,
    range_measure,
    strength,
    strength_measure,
    with_reading,
    without,
)

FOLDER = Path(__file__).parent
OLD_STRENGTH_DAY = date(2026, 10, 31)
EARLIER_DAY = date(2026, 10, 9)


def all_met() -> Chart:
    """1: nothing changed."""
    return base_chart()


def painful_stand() -> Chart:
    """2: half a minute on the injured leg, with pain."""
    return base_chart(assessment=with_reading(base_assessment(), one_leg_stand(Side.LEFT, 31, 2)))


def rotation_not_measured() -> Chart:
    """3: one range missing on both sides."""
    return base_chart(assessment=without(base_assessment(), range_measure("internal_rotation")))


def femoral_neck() -> Chart:
    """4: a stress injury of the femoral neck, its side not known, no picture."""
    bone = BoneStress(
        site=BoneSite.FEMORAL_NECK,
        neck_side=NeckSide.UNKNOWN,
        cause="weekly distance doubled in a month",
        energy_availability="asked: regular meals, weight steady",
    )
    return base_chart(
        episode=base_episode(
            diagnosis=Diagnosis.BONE_STRESS_INJURY, site="femoral neck stress injury", bone=bone
        )
    )


def other_hip_painful() -> Chart:
    """5: the good side is not good."""
    return base_chart(episode=base_episode(other_hip=OtherHip.PAINFUL))


def sides_swapped() -> Chart:
    """6: left and right exchanged in every strength, and abduction far above the other side."""
    visit = base_assessment()
    for direction, (_, lefts, rights) in FORCES.items():
        visit = with_reading(visit, strength(direction, Side.LEFT, *rights))
        visit = with_reading(visit, strength(direction, Side.RIGHT, *lefts))
    visit = with_reading(visit, strength("abduction", Side.LEFT, 262, 262, 262))
    return base_chart(assessment=visit)


def sides_swapped_and_confirmed() -> Chart:
    """6 again, once a named clinician has confirmed the sides."""
    chart = sides_swapped()
    confirmed = SidesConfirmed(measures=(strength_measure("abduction"),), by=a_signature())
    return base_chart(assessment=changed(chart.assessments[0], sides_confirmed=confirmed))


def old_strength() -> Chart:
    """7: strength taken over by name from a visit twenty days before."""
    visit = base_assessment()
    for reading in visit.readings:
        if reading.measure in STRENGTHS:
            older = changed(reading, on=OLD_STRENGTH_DAY, carried_by=ASSESSOR)
            visit = with_reading(visit, older)
    return base_chart(assessment=visit)


def numb_leg() -> Chart:
    """8: new numbness in the leg."""
    return base_chart(assessment=base_assessment(red_flags=no_red_flags(DAY, "numbness")))


def fifteen_years_old() -> Chart:
    """9: too young for the adults' protocol."""
    return base_chart(patient=base_patient(born=date(2011, 9, 1)))


def weaker_good_side() -> Chart:
    """10: the good side read more six weeks before."""
    before = base_assessment(
        id=AssessmentId("a0"),
        on=EARLIER_DAY,
        readings=(strength("abduction", Side.RIGHT, 241, 241, 241, on=EARLIER_DAY),),
    )
    return base_chart(earlier=(before,))


CASES = {
    "01-all-met": all_met,
    "02-painful-stand": painful_stand,
    "03-rotation-not-measured": rotation_not_measured,
    "04-femoral-neck": femoral_neck,
    "05-other-hip-painful": other_hip_painful,
    "06-sides-swapped": sides_swapped,
    "07-old-strength": old_strength,
    "08-numb-leg": numb_leg,
    "09-fifteen-years-old": fifteen_years_old,
    "10-weaker-good-side": weaker_good_side,
}


def case(name: str) -> Chart:
    """A case's chart; each is another patient, so that all ten fit into one clinic."""
    chart = CASES[name]()
    numbered = changed(chart.patient, id=PatientId(f"case-{name[:2]}"))
    return changed(chart, patient=numbered)


def path_of(name: str) -> Path:
    """A case's file."""
    return FOLDER / f"{name}.chart.json"


if __name__ == "__main__":
    for each in CASES:
        path_of(each).write_bytes(dump_chart(case(each)))
