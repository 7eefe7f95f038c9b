"""The catalogue of measures: what must be there, and what each entry must say."""

from __future__ import annotations

import pytest

from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.measure import Group, Measure
from clinic_tui.model.words import Contraction, Movement, Unit
from tests.builders import DIRECTIONS

MEASURES = built_in().measures
ALL = tuple(MEASURES.values())
NUMBERS = tuple(measure for measure in ALL if measure.unit is not None)

RANGES = [f"{way}_hip_{direction}" for way in ("passive", "active") for direction in DIRECTIONS]
FORCES = [*(f"hip_{direction}_strength" for direction in DIRECTIONS), "adductor_squeeze"]
GRADES = [f"hip_{direction}_grade" for direction in DIRECTIONS]
STANDS = [
    f"one_leg_stand_eyes_{eyes}_{support}"
    for eyes in ("open", "closed")
    for support in ("free", "fingertip")
]
HOLDS = ["front_plank", "side_plank", "bird_dog"]
COUNTS = [
    "single_leg_bridge",
    "heel_raise",
    "side_lying_abduction",
    "prone_hip_extension",
    "standing_pelvic_rotation",
    "step_and_hold_forward",
    "step_and_hold_sideways",
]
QUALITY = ["step_down", "single_leg_squat"]
REACHES = ["y_balance_anterior", "y_balance_posteromedial", "y_balance_posterolateral"]
WORK = {
    "walk": Unit.MINUTE,
    "stairs": Unit.FLIGHT,
    "cycle": Unit.MINUTE,
    "elliptical": Unit.MINUTE,
    "pool": Unit.MINUTE,
}
HOPS = ["forward_hop", "triple_hop", "crossover_hop", "medial_hop"]
PAINS = ["worst_daily_pain", "night_pain", "morning_pain"]
QUESTIONS = ["bony_tenderness", "swelling", "limp", "clicking", "giving_way"]
SCORES = {
    "ihot12": 100,
    "hagos_symptoms": 100,
    "hagos_pain": 100,
    "hagos_adl": 100,
    "hagos_sport": 100,
    "hagos_participation": 100,
    "hagos_quality": 100,
    "hos_adl": 100,
    "hos_sport": 100,
    "lefs": 80,
    "hip_rsi": 100,
}


def values(*found: object) -> tuple[object, ...]:
    """Decimals and numbers of several kinds, to be compared at once."""
    return found


def of(name: str) -> Measure:
    return next(measure for measure in ALL if measure.id == name)


@pytest.mark.parametrize("name", RANGES)
def test_a_range_is_in_degrees_of_each_side_with_position_and_device(name: str) -> None:
    measure = of(name)
    assert (measure.unit, measure.sided, measure.group) == (Unit.DEGREE, True, Group.RANGE)
    assert measure.movement is Movement(name.split("_")[0])
    assert measure.positions
    assert {"goniometer", "inclinometer"} <= set(measure.devices)


@pytest.mark.parametrize("name", FORCES)
def test_a_force_is_the_best_of_three_trials_in_newtons_kgf_or_lbf(name: str) -> None:
    measure = of(name)
    assert measure.unit is Unit.NEWTON
    assert set(measure.also) == {Unit.KILOGRAM_FORCE, Unit.POUND_FORCE}
    assert (measure.trials, measure.best, measure.asks_pain) == (3, "highest", True)
    assert measure.positions
    assert measure.devices
    assert Contraction.MAKE in measure.contractions


@pytest.mark.parametrize("name", FORCES[:6])
def test_strength_in_a_direction_is_sided_and_a_lever_makes_a_torque_of_it(name: str) -> None:
    assert of(name).sided
    assert of(name).lever
    assert Contraction.BREAK in of(name).contractions


@pytest.mark.parametrize(
    ("direction", "percent"),
    [
        ("flexion", 14),
        ("extension", 22),
        ("abduction", 14),
        ("adduction", 17),
        ("internal_rotation", 14),
        ("external_rotation", 14),
    ],
)
def test_a_real_change_of_force_is_said_with_its_source(direction: str, percent: int) -> None:
    change = of(f"hip_{direction}_strength").change
    assert change is not None
    assert change.percent == percent
    assert "Thorborg 2010" in change.source


@pytest.mark.parametrize("name", GRADES)
def test_a_hand_grade_goes_from_0_to_5(name: str) -> None:
    measure = of(name)
    assert (measure.unit, measure.sided) == (Unit.GRADE, True)
    assert values(measure.possible) == ((0, 5),)
    assert measure.asks_pain


@pytest.mark.parametrize("name", STANDS + HOLDS)
def test_a_hold_is_in_seconds_and_asks_for_pain(name: str) -> None:
    assert of(name).unit is Unit.SECOND
    assert of(name).asks_pain


@pytest.mark.parametrize("name", STANDS)
def test_a_one_leg_stand_is_of_one_leg_and_loads_it(name: str) -> None:
    assert of(name).sided
    assert of(name).loaded


@pytest.mark.parametrize("name", COUNTS + QUALITY)
def test_repetitions_are_counted_for_each_side(name: str) -> None:
    assert (of(name).unit, of(name).sided, of(name).asks_pain) == (Unit.REPETITION, True, True)


@pytest.mark.parametrize("name", QUALITY)
def test_step_down_and_squat_count_quality_faults_and_load_the_hip(name: str) -> None:
    assert of(name).counts_faults
    assert of(name).loaded


@pytest.mark.parametrize("name", REACHES)
def test_a_reach_is_in_centimetres_with_an_error_of_change(name: str) -> None:
    measure = of(name)
    assert (measure.unit, measure.sided) == (Unit.CENTIMETRE, True)
    assert measure.change is not None
    assert measure.change.absolute == 14


def test_the_composite_is_worked_out_from_three_reaches_and_the_limb_length() -> None:
    composite = of("y_balance_composite").composite
    assert composite is not None
    assert set(composite.sum_of) == set(REACHES)
    assert values(composite.over, composite.times) == ("limb_length", 3)
    assert of("limb_length").unit is Unit.CENTIMETRE


@pytest.mark.parametrize(("name", "unit"), WORK.items())
def test_daily_load_has_no_side_and_asks_for_pain(name: str, unit: Unit) -> None:
    assert (of(name).unit, of(name).sided, of(name).asks_pain) == (unit, False, True)


@pytest.mark.parametrize("name", HOPS)
def test_a_hop_is_marked_as_one_and_loads_the_hip(name: str) -> None:
    assert of(name).hop
    assert of(name).loaded
    assert of(name).group is Group.HOPS


def test_nothing_else_is_a_hop() -> None:
    assert {measure.id for measure in ALL if measure.hop} == set(HOPS)


@pytest.mark.parametrize("name", PAINS)
def test_a_pain_is_0_to_10_the_lower_the_better(name: str) -> None:
    measure = of(name)
    assert (measure.unit, measure.best) == (Unit.PAIN, "lowest")
    assert values(measure.possible) == ((0, 10),)
    assert measure.symptom


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_sign_is_answered_in_words(name: str) -> None:
    assert of(name).unit is None
    assert {"none", "no"} & set(of(name).answers)


def test_a_limp_raises_its_red_flag() -> None:
    assert "limp" in of("limp").raises.values()


@pytest.mark.parametrize(("name", "most"), SCORES.items())
def test_a_questionnaire_is_kept_as_its_score_alone(name: str, most: int) -> None:
    measure = of(name)
    assert (measure.unit, measure.sided) == (Unit.SCORE, False)
    assert values(measure.possible) == ((0, most),)


def test_body_mass_takes_pounds_and_cadence_steps() -> None:
    assert (of("body_mass").unit, of("body_mass").also) == (Unit.KILOGRAM, (Unit.POUND,))
    assert of("cadence").unit is Unit.STEPS_PER_MINUTE


@pytest.mark.parametrize("measure", NUMBERS, ids=lambda m: m.id)
def test_each_number_has_a_plausible_range_inside_the_possible_one(measure: Measure) -> None:
    assert measure.plausible is not None
    assert measure.possible is not None
    low, high = measure.possible
    assert low <= measure.plausible[0] < measure.plausible[1] <= high


@pytest.mark.parametrize("measure", ALL, ids=lambda m: m.id)
def test_each_measure_says_how_it_is_done_and_how_long_it_takes(measure: Measure) -> None:
    assert measure.minutes > 0
    assert measure.how
    assert measure.setup or not measure.setup_minutes


@pytest.mark.parametrize("measure", ALL, ids=lambda m: m.id)
def test_an_error_of_measurement_has_a_source_or_is_unknown(measure: Measure) -> None:
    assert measure.change is None or measure.change.source


def test_tests_that_share_a_set_up_agree_on_its_minutes() -> None:
    minutes: dict[str, set[object]] = {}
    for measure in ALL:
        minutes.setdefault(measure.setup, set()).add(measure.setup_minutes)
    assert {setup: times for setup, times in minutes.items() if len(times) > 1} == {}
