"""The built-in protocols: limits, ages, pain, trials, sources and scope."""

from __future__ import annotations

import pytest

from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.protocol import Criterion, Protocol
from clinic_tui.model.words import Diagnosis
from tests.builders import DIRECTIONS

LIBRARY = built_in()
PROTOCOLS = LIBRARY.protocols
CRITERIA = [(p, c) for p in PROTOCOLS.values() for c in p.criteria]
SOFT = ("general", "tendon", "after_arthroscopy", "no_dynamometer")
SYMPTOMS = {"worst_daily_pain", "night_pain", "swelling"}


def values(*found: object) -> tuple[object, ...]:
    """Decimals and numbers of several kinds, to be compared at once."""
    return found


def criterion(protocol: str, name: str) -> Criterion:
    return next(c for c in PROTOCOLS[protocol].criteria if c.id == name)


def names(pair: object) -> str:
    return getattr(pair, "id", "")


def test_there_are_the_five() -> None:
    assert set(PROTOCOLS) == {*SOFT, "bone_stress_injury"}


@pytest.mark.parametrize(
    ("diagnosis", "protocol"),
    [
        (Diagnosis.JOINT, "general"),
        (Diagnosis.MUSCLE_STRAIN, "general"),
        (Diagnosis.TENDON, "tendon"),
        (Diagnosis.BURSITIS, "tendon"),
        (Diagnosis.AFTER_ARTHROSCOPY, "after_arthroscopy"),
        (Diagnosis.BONE_STRESS_INJURY, "bone_stress_injury"),
    ],
)
def test_each_class_has_its_own_protocol(diagnosis: Diagnosis, protocol: str) -> None:
    found = LIBRARY.protocol_for(diagnosis)
    assert found is not None
    assert found.id == protocol


def test_a_hip_that_nobody_diagnosed_has_none() -> None:
    assert LIBRARY.protocol_for(Diagnosis.NOT_YET_DIAGNOSED) is None


def test_the_variant_is_used_by_name_only() -> None:
    assert PROTOCOLS["no_dynamometer"].by_name_only
    assert PROTOCOLS["no_dynamometer"].verdict_note == "strength by hand only"
    assert not any(p.by_name_only for p in PROTOCOLS.values() if p.id != "no_dynamometer")


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=names)
def test_a_protocol_is_for_adults_and_notes_the_age_of_60(protocol: Protocol) -> None:
    assert (protocol.age_from, protocol.age_note_from) == (18, 60)
    assert protocol.age_note
    assert protocol.source


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=names)
def test_red_flags_and_painkillers_are_asked_on_the_day(protocol: Protocol) -> None:
    assert (protocol.flag_age_days, protocol.masking_age_days) == (0, 0)


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=names)
def test_sides_are_compared_by_the_rule_book(protocol: Protocol) -> None:
    rules = protocol.comparison
    assert rules.query_above_percent == 110
    assert values(rules.own_earlier_percent, rules.own_earlier_degrees) == (90, 10)
    assert float(rules.lever_tolerance_m) == 0.01
    assert rules.range_error == 5
    assert "27 points" in rules.symmetry_note


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=names)
def test_it_says_how_the_sources_contradictions_were_settled(protocol: Protocol) -> None:
    assert len(protocol.settled) == 6


@pytest.mark.parametrize(("protocol", "item"), CRITERIA, ids=names)
def test_each_criterion_has_a_limit_an_age_a_source_and_a_grade(
    protocol: Protocol, item: Criterion
) -> None:
    assert (item.limit is not None) != bool(item.accept)
    assert item.age_days == (0 if item.id in SYMPTOMS else 14)
    assert item.source
    assert item.grade
    assert (item.error is None) == (not item.error_source)


@pytest.mark.parametrize("protocol", SOFT)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_range_may_be_this_much_short(protocol: str, direction: str) -> None:
    item = criterion(protocol, f"range_{direction}")
    after = protocol == "after_arthroscopy" and direction == "internal_rotation"
    assert item.limit == (7 if after else 15 if direction == "flexion" else 10)
    assert item.first_against == (direction in ("internal_rotation", "extension"))


@pytest.mark.parametrize("protocol", ["general", "no_dynamometer"])
def test_of_a_joint_internal_rotation_may_be_7_degrees_short(protocol: str) -> None:
    item = criterion(protocol, "range_internal_rotation")
    assert item.limit_for == {Diagnosis.JOINT: 7}


@pytest.mark.parametrize("protocol", [p for p in PROTOCOLS if p != "no_dynamometer"])
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_strength_is_90_percent_of_three_painless_trials(protocol: str, direction: str) -> None:
    item = criterion(protocol, f"strength_{direction}")
    assert values(item.kind, item.limit, item.trials, item.pain_at_most) == ("symmetry", 90, 3, 0)
    assert item.error == {"extension": 8, "adduction": 6}.get(direction, 5)
    assert item.hand_grade is not None
    assert item.hand_grade.suffices == (protocol == "after_arthroscopy")


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_without_a_dynamometer_it_is_grade_5_without_pain(direction: str) -> None:
    item = criterion("no_dynamometer", f"grade_{direction}")
    assert values(item.kind, item.limit, item.pain_at_most) == ("at_least", 5, 0)


@pytest.mark.parametrize("name", ["single_leg_bridge", "side_lying_abduction"])
def test_without_a_dynamometer_repetitions_are_90_percent_of_the_other_side(name: str) -> None:
    item = criterion("no_dynamometer", name)
    assert values(item.kind, item.limit) == ("symmetry", 90)


@pytest.mark.parametrize("protocol", ["general", "tendon", "no_dynamometer"])
@pytest.mark.parametrize(
    ("name", "kind", "limit", "pain"),
    [
        ("one_leg_stand", "at_least", 30, 0),
        ("walk", "at_least", 30, 0),
        ("stairs", "at_least", 1, 0),
        ("low_impact", "at_least", 20, 0),
        ("worst_daily_pain", "at_most", 1, None),
        ("night_pain", "at_most", 0, None),
    ],
)
def test_the_articles_own_criteria(
    protocol: str, name: str, kind: str, limit: int, pain: int | None
) -> None:
    item = criterion(protocol, name)
    assert values(item.kind, item.limit, item.pain_at_most) == (kind, limit, pain)


def test_low_impact_is_cycle_elliptical_or_pool() -> None:
    assert criterion("general", "low_impact").measures == ("cycle", "elliptical", "pool")


def test_the_general_protocol_has_19_findings() -> None:
    assert len(PROTOCOLS["general"].criteria) == 19


def test_only_tendon_pain_reads_a_provocation_sign_from_the_stand() -> None:
    assert criterion("tendon", "one_leg_stand").provocation_pain == 2
    assert criterion("general", "one_leg_stand").provocation_pain is None


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("front_plank", 45),
        ("side_plank", 45),
        ("bird_dog", 30),
        ("side_lying_abduction", 30),
        ("prone_hip_extension", 30),
        ("standing_pelvic_rotation", 30),
        ("step_and_hold_forward", 30),
        ("step_and_hold_sideways", 30),
        ("step_down", 10),
        ("single_leg_squat", 10),
        ("walk", 15),
    ],
)
def test_after_arthroscopy_the_published_counts_hold(name: str, limit: int) -> None:
    item = criterion("after_arthroscopy", name)
    assert values(item.kind, item.limit) == ("at_least", limit)
    assert (item.pain_at_most, item.faults_at_most) == (0, 1)
    assert item.grade == "consensus"


@pytest.mark.parametrize("name", ["anterior", "posteromedial", "posterolateral", "composite"])
def test_after_arthroscopy_each_reach_is_85_percent(name: str) -> None:
    item = criterion("after_arthroscopy", f"y_balance_{name}")
    assert values(item.kind, item.limit) == ("symmetry", 85)


def test_after_arthroscopy_there_is_a_floor_and_scores_are_shown_only() -> None:
    protocol = PROTOCOLS["after_arthroscopy"]
    assert protocol.floor is not None
    assert (protocol.floor.weeks, protocol.floor.microfracture_weeks) == (12, 16)
    assert protocol.operated == "needed"
    assert set(protocol.entry) == {"operation_date", "surgeon_limits"}
    assert set(protocol.shows) == {"hos_adl", "hos_sport"}
    assert protocol.release_before_clearance


def test_bone_stress_has_every_entry_condition_and_its_own_clearance() -> None:
    protocol = PROTOCOLS["bone_stress_injury"]
    assert len(protocol.entry) == 8
    assert {site.value for site in protocol.healing_sites} == {"femoral_neck", "sacrum", "pelvis"}
    assert protocol.unloaded_until_released
    assert protocol.release_before_clearance
    assert protocol.clearance_days == 14


@pytest.mark.parametrize("name", ["worst_daily_pain", "night_pain"])
def test_bone_stress_allows_no_pain_at_all(name: str) -> None:
    assert criterion("bone_stress_injury", name).limit == 0


def test_no_protocol_asks_a_bone_stress_injury_for_a_hop() -> None:
    asked = {name for c in PROTOCOLS["bone_stress_injury"].criteria for name in c.measures}
    assert not any(LIBRARY.measures[name].hop for name in asked)


@pytest.mark.parametrize("protocol", SOFT)
def test_other_clearances_last_28_days(protocol: str) -> None:
    assert PROTOCOLS[protocol].clearance_days == 28


def test_the_digest_changes_with_any_number() -> None:
    tendon = PROTOCOLS["tendon"]
    other = tendon.model_copy(update={"age_note_from": 61})
    assert tendon.digest != other.digest
    assert len(tendon.digest) == 64
