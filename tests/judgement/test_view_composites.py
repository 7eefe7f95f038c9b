"""What a judgement looks at: the Y-balance composite, days, and what may hide pain."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clinic_tui.judgement.readiness import judge
from clinic_tui.judgement.values import UnitError
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.assessment import Assessment, AssessmentId, Masking
from clinic_tui.model.readiness import Finding, Reason
from clinic_tui.model.reading import Measured, Reading
from clinic_tui.model.words import Diagnosis, NotDoneReason, OtherHip, Outcome, Side, Unit
from tests.builders import (
    BOTH,
    DAY,
    base_assessment,
    base_chart,
    base_episode,
    changed,
    measured,
    not_done,
)

L, R = Side.LEFT, Side.RIGHT
REACHES = {
    "y_balance_anterior": (60, 64),
    "y_balance_posteromedial": (95, 98),
    "y_balance_posterolateral": (94, 96),
}
EARLIER = date(2026, 10, 9)


def centimetres(name: str, side: Side, *values: float | str, **fields: object) -> Measured:
    return measured(name, side, *values, unit=Unit.CENTIMETRE, **fields)


def reaches(
    on: date = DAY, length: float | None = 90, **fields: object
) -> dict[tuple[str, Side], Reading]:
    """Reaches and limb lengths of both sides."""
    found: dict[tuple[str, Side], Reading] = {}
    for name, pair in REACHES.items():
        for side, value in zip(BOTH, pair, strict=True):
            found[name, side] = centimetres(name, side, value, on=on, **fields)
    if length is not None:
        for side in BOTH:
            found["limb_length", side] = centimetres("limb_length", side, length, on=on)
    return found


def visit(found: dict[tuple[str, Side], Reading], name: str = "a1", on: date = DAY) -> Assessment:
    return base_assessment(id=AssessmentId(name), on=on, readings=tuple(found.values()))


def composite(
    found: dict[tuple[str, Side], Reading],
    *earlier: Assessment,
    other_hip: OtherHip = OtherHip.HEALTHY,
) -> Finding:
    episode = base_episode(diagnosis=Diagnosis.AFTER_ARTHROSCOPY, other_hip=other_hip)
    chart = base_chart(assessment=visit(found), earlier=earlier, episode=episode)
    readiness = judge(chart, chart.episodes[0], chart.assessments[-1], DAY, built_in())
    return next(f for f in readiness.findings if f.criterion == "y_balance_composite")


def test_it_is_the_sum_of_reaches_over_three_limb_lengths() -> None:
    """249 and 258 cm over 270 cm: 92.2 and 95.5 % of the limb, 96.5 % of one another."""
    finding = composite(reaches())
    assert [e.shown for e in finding.evidence] == ["92.2", "95.5"]
    assert finding.compared_shown == "96.5 %"
    assert finding.outcome is Outcome.MET


def test_each_side_has_its_own_limb_length() -> None:
    found = reaches()
    found["limb_length", R] = centimetres("limb_length", R, 88)
    assert [e.shown for e in composite(found).evidence] == ["92.2", "97.7"]


def test_the_best_trial_of_each_direction_counts() -> None:
    found = reaches()
    found["y_balance_anterior", L] = centimetres("y_balance_anterior", L, 55, 63, 58)
    assert composite(found).evidence[0].shown == "93.3"


def test_metres_are_centimetres_a_hundred_times() -> None:
    found = reaches()
    found["y_balance_anterior", L] = measured("y_balance_anterior", L, "0.6", unit=Unit.METRE)
    found["limb_length", L] = measured("limb_length", L, "0.9", unit=Unit.METRE)
    assert composite(found).evidence[0].shown == "92.2"


def test_a_reach_in_seconds_is_an_error() -> None:
    found = reaches()
    found["limb_length", L] = measured("limb_length", L, 90, unit=Unit.SECOND)
    with pytest.raises(UnitError, match="s is not a unit of cm"):
        composite(found)


@pytest.mark.parametrize(
    ("pains", "said"),
    [
        ((0, 0, 0), ", pain 0"),
        ((1, 4, 2), ", pain 4"),
        ((1, None, 2), ""),
        ((None, None, None), ""),
    ],
)
def test_its_pain_is_the_worst_of_its_parts_if_all_were_asked(
    pains: tuple[int | None, ...], said: str
) -> None:
    found = reaches()
    for name, pain in zip(REACHES, pains, strict=True):
        found[name, L] = changed(found[name, L], pain=pain)
    assert composite(found).evidence[0].shown == f"92.2{said}"


def test_it_is_as_old_as_its_oldest_part_or_the_limb_length() -> None:
    found = reaches()
    found["y_balance_posteromedial", L] = centimetres(
        "y_balance_posteromedial", L, 95, on=DAY - timedelta(days=3)
    )
    assert composite(found).age_days == 3
    found["limb_length", L] = centimetres("limb_length", L, 90, on=DAY - timedelta(days=15))
    finding = composite(found)
    assert (finding.reason, finding.sentence) == (Reason.TOO_OLD, "15 days old, limit 14")


def test_it_has_as_many_trials_as_its_poorest_part() -> None:
    found = reaches()
    found["y_balance_anterior", L] = centimetres("y_balance_anterior", L, 60, 60, 60)
    library = built_in()
    own = library.protocols["after_arthroscopy"]
    criteria = tuple(
        changed(c, trials=2) if c.id == "y_balance_composite" else c for c in own.criteria
    )
    chart = base_chart(
        assessment=visit(found), episode=base_episode(diagnosis=Diagnosis.AFTER_ARTHROSCOPY)
    )
    readiness = judge(
        chart,
        chart.episodes[0],
        chart.assessments[-1],
        DAY,
        library,
        changed(own, criteria=criteria),
    )
    finding = next(f for f in readiness.findings if f.criterion == "y_balance_composite")
    assert (finding.reason, finding.sentence) == (Reason.TRIALS, "1 of 2 trials")


@pytest.mark.parametrize("name", [*REACHES, "limb_length"])
def test_without_a_part_there_is_none(name: str) -> None:
    found = reaches()
    del found[name, L]
    finding = composite(found)
    assert (finding.outcome, finding.reason) == (Outcome.UNKNOWN, Reason.MISSING)


def test_a_limb_without_length_gives_none() -> None:
    found = reaches()
    found["limb_length", L] = centimetres("limb_length", L, 0)
    assert composite(found).reason is Reason.MISSING


@pytest.mark.parametrize(
    ("reason", "expected", "sentence"),
    [
        (NotDoneReason.PAIN, Reason.NOT_DONE, "not done: pain"),
        (NotDoneReason.TIME, Reason.MISSING, "not measured"),
    ],
)
def test_a_reach_that_pain_forbade_makes_it_not_done(
    reason: NotDoneReason, expected: Reason, sentence: str
) -> None:
    found = reaches()
    found["y_balance_anterior", L] = not_done("y_balance_anterior", L, reason)
    finding = composite(found)
    assert (finding.reason, finding.sentence) == (expected, sentence)
    assert [e.side for e in finding.evidence] == ([L] if reason is NotDoneReason.PAIN else [])


def test_conditions_are_those_of_its_parts() -> None:
    found = reaches()
    for name in REACHES:
        found[name, R] = changed(found[name, R], position="in shoes")
    assert composite(found).sentence == "sides differ in position"


@pytest.mark.parametrize("name", REACHES)
def test_reaches_in_different_conditions_make_none(name: str) -> None:
    found = reaches()
    found[name, L] = changed(found[name, L], position="in shoes")
    assert composite(found).reason is Reason.MISSING


@pytest.mark.parametrize("name", [*REACHES, "limb_length"])
def test_a_part_that_was_taken_over_is_said(name: str) -> None:
    found = reaches()
    found[name, L] = changed(found[name, L], carried_by="Jonas Ebert", on=DAY - timedelta(days=2))
    assert composite(found).notes == ("taken over from an earlier day by Jonas Ebert",)


def test_an_earlier_visit_without_lengths_borrows_todays() -> None:
    """A good side that reached 276 of 270 cm in October counts, though no limb was measured."""
    strong = reaches(EARLIER, length=None, pain=0)
    strong["y_balance_anterior", R] = centimetres("y_balance_anterior", R, 82, on=EARLIER, pain=0)
    finding = composite(reaches(), visit(strong, "a0", EARLIER))
    assert finding.compared_shown == "90.2 %"
    assert "102.2 on 9 Oct 2026" in finding.sentence


def test_an_earlier_visit_uses_its_own_lengths_first() -> None:
    strong = reaches(EARLIER, length=100, pain=0)
    strong["y_balance_anterior", R] = centimetres("y_balance_anterior", R, 82, on=EARLIER, pain=0)
    assert composite(reaches(), visit(strong, "a0", EARLIER)).compared_shown == "96.5 %"


def test_own_reaches_from_before_the_onset_borrow_todays_length_too() -> None:
    spring = date(2026, 3, 2)
    own = reaches(spring, length=None, pain=0)
    finding = composite(reaches(), visit(own, "a0", spring), other_hip=OtherHip.PAINFUL)
    assert finding.sentence.startswith("100 % against its own 92.2")


# What may hide pain


@pytest.mark.parametrize(
    ("masking", "said"),
    [
        (None, "painkiller and injection were not asked that day"),
        (
            Masking(painkiller_24h=False, injection_6w=False, on=DAY - timedelta(days=1)),
            "painkiller and injection were not asked that day",
        ),
        (
            Masking(painkiller_24h=True, injection_6w=True, on=DAY),
            "a painkiller in the last 24 h may hide pain",
        ),
        (
            Masking(painkiller_24h=None, injection_6w=True, on=DAY),
            "an injection in the last 6 weeks may hide pain",
        ),
        (
            Masking(painkiller_24h=None, injection_6w=None, on=DAY),
            "painkiller in the last 24 h was not answered",
        ),
        (
            Masking(painkiller_24h=False, injection_6w=None, on=DAY),
            "injection in the last 6 weeks was not answered",
        ),
    ],
)
def test_what_may_hide_pain_stands_in_every_pain_limited_finding(
    masking: Masking | None, said: str
) -> None:
    chart = base_chart(assessment=base_assessment(masking=masking))
    readiness = judge(chart, chart.episodes[0], chart.assessments[0], DAY, built_in())
    by_name = {finding.criterion: finding for finding in readiness.findings}
    for name in ("strength_abduction", "walk", "one_leg_stand", "worst_daily_pain", "night_pain"):
        assert by_name[name].sentence == f"would be met, but {said}"
        assert by_name[name].reason is Reason.MASKED
    for name in ("range_flexion", "swelling"):
        assert by_name[name].outcome is Outcome.MET


def test_how_long_the_answer_holds_is_the_protocols() -> None:
    library = built_in()
    own = changed(library.protocols["tendon"], masking_age_days=1)
    masking = Masking(painkiller_24h=False, injection_6w=False, on=DAY - timedelta(days=1))
    chart = base_chart(assessment=base_assessment(masking=masking))
    readiness = judge(chart, chart.episodes[0], chart.assessments[0], DAY, library, own)
    assert readiness.count(Outcome.MET) == len(readiness.findings)
    assert Decimal(0) == readiness.minutes
