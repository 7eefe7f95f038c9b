"""What a finding says of one side against the other, word for word."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from clinic_tui.judgement.readiness import judge
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.loader import built_in
from clinic_tui.knowledge.measure import Group
from clinic_tui.model.assessment import Assessment, AssessmentId, SidesConfirmed
from clinic_tui.model.chart import Chart
from clinic_tui.model.readiness import Evidence, Finding, Readiness, Reason
from clinic_tui.model.reading import Measured, MeasureId, Reading
from clinic_tui.model.words import Diagnosis, Injured, OtherHip, Outcome, Side, Unit
from tests.builders import (
    DAY,
    a_signature,
    answered,
    base_assessment,
    base_chart,
    base_episode,
    changed,
    measured,
    passive_range,
    strength,
    with_reading,
    without,
)

L, R = Side.LEFT, Side.RIGHT
EARLIER = date(2026, 10, 9)
SPRING = date(2026, 3, 2)
NOTE = "a symmetry's own error was up to 27 points in one preprint"
TORQUE = "torque is compared, as levers differ"


def judged(chart: Chart, library: Library | None = None) -> Readiness:
    return judge(chart, chart.episodes[0], chart.assessments[-1], DAY, library or built_in())


def visit(*readings: Reading, name: str = "a0", on: date = EARLIER) -> Assessment:
    return base_assessment(id=AssessmentId(name), on=on, readings=readings)


def found(
    *readings: Reading,
    criterion: str = "strength_abduction",
    earlier: tuple[Assessment, ...] = (),
    library: Library | None = None,
    **episode: object,
) -> Finding:
    """A finding of the base chart with these cells instead of its own."""
    assessment = base_assessment()
    for reading in readings:
        assessment = with_reading(assessment, reading)
    chart = base_chart(assessment=assessment, earlier=earlier, episode=base_episode(**episode))
    return next(f for f in judged(chart, library).findings if f.criterion == criterion)


def force(side: Side, *newtons: float, **fields: object) -> Measured:
    """Three trials in the base conditions, unless said otherwise."""
    trials = newtons if len(newtons) > 1 else newtons * 3
    return changed(strength("abduction", side, *trials), **fields)


def once(newtons: float, on: date = EARLIER, side: Side = R, **fields: object) -> Measured:
    """One trial at an earlier visit."""
    return changed(strength("abduction", side, newtons, on=on), **fields)


def test_a_range_that_is_met_is_said_in_full() -> None:
    assert found(criterion="range_flexion") == Finding(
        criterion="range_flexion",
        name="Flexion range",
        group="range of motion",
        side=L,
        outcome=Outcome.MET,
        reason=Reason.WITHIN,
        sentence="4° short, at most 15° short",
        measures=(MeasureId("passive_hip_flexion"),),
        evidence=(
            Evidence(side=L, on=DAY, shown="118°"),
            Evidence(side=R, on=DAY, shown="122°"),
        ),
        compared=Decimal("4.0"),
        compared_shown="4° short",
        limit=Decimal(15),
        limit_shown="≤ 15° short",
        margin=Decimal("11.0"),
        error=Decimal(5),
        unit=Unit.DEGREE,
        age_days=0,
        source="Clinical convention for goniometry; the limit is this project's own",
        grade="own choice",
    )


def test_a_strength_that_is_not_met_is_said_in_full() -> None:
    assert found(force(L, 150)) == Finding(
        criterion="strength_abduction",
        name="Abduction strength",
        group=Group.STRENGTH,
        side=L,
        outcome=Outcome.NOT_MET,
        reason=Reason.SHORT,
        sentence="73.1 % of the other side, at least 90 %",
        measures=(MeasureId("hip_abduction_strength"),),
        evidence=(
            Evidence(side=L, on=DAY, shown="150 N, pain 0", pain=0),
            Evidence(side=R, on=DAY, shown="205 N, pain 0", pain=0),
        ),
        compared=Decimal("73.1"),
        compared_shown="73.1 %",
        limit=Decimal(90),
        limit_shown="≥ 90 %",
        margin=Decimal("-16.9"),
        error=Decimal(5),
        unit="%",
        age_days=0,
        source=(
            "The article asks for strength close to the good side; 90 % is this project's own "
            "choice"
        ),
        grade="own choice",
        notes=(NOTE,),
    )


@pytest.mark.parametrize(
    ("degrees", "reason", "said", "margin"),
    [
        (100, Reason.SHORT, "22° short", -7),
        (107, Reason.WITHIN, "15° short", 0),
        (121.5, Reason.WITHIN, "0.5° short", 14.5),
        (122, Reason.WITHIN, "0° apart", 15),
        (122.5, Reason.WITHIN, "0.5° more", 15.5),
        (130, Reason.WITHIN, "8° more", 23),
    ],
)
def test_degrees_short_more_or_apart(
    degrees: float, reason: Reason, said: str, margin: float
) -> None:
    finding = found(passive_range("flexion", L, degrees), criterion="range_flexion")
    assert (finding.reason, finding.compared_shown) == (reason, said)
    assert finding.sentence == f"{said}, at most 15° short"
    assert float(finding.margin or 0) == margin


def test_a_strength_that_is_met_has_the_reason_within_and_its_margin() -> None:
    finding = found()
    assert (finding.reason, finding.margin) == (Reason.WITHIN, Decimal("2.6"))
    assert finding.sentence == "92.6 % of the other side, at least 90 %"


@pytest.mark.parametrize(
    ("pain", "sentence"),
    [
        (1, "pain 1 during the test, at most 0: not a maximal test"),
        (7, "pain 7 during the test, at most 0: not a maximal test"),
    ],
)
def test_pain_in_the_injured_side_is_said_before_any_figure(pain: int, sentence: str) -> None:
    finding = found(force(L, 190, pain=pain))
    assert (finding.outcome, finding.reason) == (Outcome.NOT_MET, Reason.PAIN)
    assert finding.sentence == sentence
    assert (finding.compared_shown, finding.limit_shown) == (f"pain {pain}", "pain ≤ 0")
    assert [e.side for e in finding.evidence] == [L, R]
    assert finding.notes == (NOTE,)


@pytest.mark.parametrize(
    ("reading", "reason", "sentence", "sides"),
    [
        (force(L, 190, 188), Reason.TRIALS, "2 of 3 trials", [L]),
        (
            force(L, 190, pain=None),
            Reason.PAIN_NOT_ASKED,
            "pain during the test was not entered",
            [L],
        ),
        (
            force(R, 205, 200),
            Reason.TRIALS,
            "RIGHT, the other side: 2 of 3 trials",
            [L, R],
        ),
        (
            force(R, 205, pain=2),
            Reason.OTHER_SIDE_PAIN,
            "RIGHT, the other side hurt during the test (2): ask again how that hip is",
            [L, R],
        ),
        (
            force(R, 205, pain=None),
            Reason.PAIN_NOT_ASKED,
            "RIGHT, the other side: pain during the test was not entered",
            [L, R],
        ),
        (
            force(R, 205, position="supine"),
            Reason.CONDITIONS,
            "sides differ in position",
            [L, R],
        ),
        (
            force(R, 205, on=date(2026, 11, 5)),
            Reason.TOO_OLD,
            "RIGHT, the other side: 15 days old, limit 14",
            [L, R],
        ),
        (
            answered("hip_abduction_strength", "fine", R),
            Reason.UNREADABLE,
            "RIGHT, the other side: not the kind of value asked for",
            [L, R],
        ),
        (
            force(R, 0),
            Reason.UNREADABLE,
            "the other side reads 0: no ratio",
            [L, R],
        ),
    ],
)
def test_why_sides_cannot_be_compared_is_said_with_what_was_read(
    reading: Reading, reason: Reason, sentence: str, sides: list[Side]
) -> None:
    finding = found(reading)
    assert (finding.outcome, finding.reason) == (Outcome.UNKNOWN, reason)
    assert finding.sentence == sentence
    assert [e.side for e in finding.evidence] == sides
    assert finding.compared is None
    assert finding.margin is None


def test_a_side_that_was_not_measured_is_named() -> None:
    bare = without(base_assessment(), "hip_abduction_strength")
    chart = base_chart(assessment=with_reading(bare, force(L, 190)))
    finding = next(f for f in judged(chart).findings if f.criterion == "strength_abduction")
    assert finding.sentence == "RIGHT, the other side: not measured"
    assert finding.reason is Reason.MISSING


def test_the_injured_right_is_held_against_the_left() -> None:
    finding = found(force(R, 190), force(L, 205, 201), injured=Injured.RIGHT)
    assert finding.side is R
    assert finding.sentence == "LEFT, the other side: 2 of 3 trials"


@pytest.mark.parametrize("earlier", [(), (visit(passive_range("flexion", R, 112, EARLIER)),)])
def test_a_painful_good_side_is_no_measure_of_range_either(
    earlier: tuple[Assessment, ...],
) -> None:
    """A weaker reading from before must not make a pass of today's pain."""
    sore = changed(passive_range("flexion", R, 122), pain=3)
    finding = found(
        passive_range("flexion", L, 100), sore, criterion="range_flexion", earlier=earlier
    )
    assert (finding.outcome, finding.reason) == (Outcome.UNKNOWN, Reason.OTHER_SIDE_PAIN)


def test_a_good_side_as_strong_as_before_is_todays() -> None:
    finding = found(earlier=(visit(once(205)),))
    assert finding.sentence == "92.6 % of the other side, at least 90 %"
    assert len(finding.evidence) == 2
    assert finding.notes == (NOTE,)


def test_a_weaker_good_side_is_said_with_both_figures() -> None:
    finding = found(earlier=(visit(once(241)),))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.sentence == (
        "78.8 % of the good side's best of this episode, 241 N on 9 Oct 2026; ≥ 90 %"
    )
    assert finding.notes == (
        "today's 92.6 % rests on a good side that reads 36 N less than on 2026-10-09; "
        "weaker or tested differently cannot be told",
        NOTE,
    )
    assert [(e.side, e.on) for e in finding.evidence] == [(L, DAY), (R, DAY), (R, EARLIER)]
    assert finding.age_days == 0


def test_the_strictest_of_several_earlier_visits_counts() -> None:
    earlier = (
        visit(once(230, on=date(2026, 9, 9)), name="x", on=date(2026, 9, 9)),
        visit(once(241), name="y"),
        visit(once(235, on=date(2026, 11, 1)), name="z", on=date(2026, 11, 1)),
    )
    assert "241 N on 9 Oct 2026" in found(earlier=earlier).sentence


def test_a_weaker_range_of_the_good_side_is_said_in_degrees() -> None:
    earlier = (visit(passive_range("flexion", R, 132, EARLIER)),)
    finding = found(criterion="range_flexion", earlier=earlier)
    assert finding.sentence == (
        "14° short of the good side's best of this episode, 132° on 9 Oct 2026; ≤ 15° short"
    )
    assert finding.notes == (
        "today's 4° short rests on a good side that reads 10° less than on 2026-10-09; "
        "weaker or tested differently cannot be told",
    )


def test_a_good_side_that_reads_nothing_today_has_no_figure_to_name() -> None:
    finding = found(force(R, 0), earlier=(visit(once(241)),))
    assert finding.outcome is Outcome.NOT_MET
    assert finding.notes[0].startswith("today's figure rests on a good side that reads 241 N less")


def test_a_very_weak_good_side_still_has_a_ratio() -> None:
    """Half a newton on a short lever is little, and not nothing."""
    weak = force(R, 0.5, lever_m=Decimal("0.40"))
    finding = found(force(L, 0.5), weak)
    assert finding.compared_shown == "95 %"
    assert found(force(L, 190), weak).reason is Reason.SIDES
    noted = found(force(L, 0.5), weak, earlier=(visit(once(241)),)).notes
    assert noted[0].startswith("today's 95 % rests")


@pytest.mark.parametrize(
    ("lever", "shown", "notes"),
    [
        ("0.39", "92.6 %", (NOTE,)),
        ("0.40", "88 %", (TORQUE, NOTE)),
        ("0.36", "97.8 %", (TORQUE, NOTE)),
    ],
)
def test_torque_is_compared_where_levers_differ(
    lever: str, shown: str, notes: tuple[str, ...]
) -> None:
    finding = found(force(R, 205, lever_m=Decimal(lever)))
    assert finding.compared_shown == shown
    assert finding.notes == notes


def test_the_best_of_the_episode_is_found_by_torque() -> None:
    """220 N at 0.45 m turn more than 235 N at 0.38 m, and read more than today's 205 N."""
    earlier = (
        visit(once(235, on=date(2026, 9, 9)), name="x", on=date(2026, 9, 9)),
        visit(once(220, lever_m=Decimal("0.45")), name="y"),
    )
    finding = found(earlier=earlier)
    assert finding.sentence.startswith("72.9 % of the good side's best of this episode, 220 N on")
    assert TORQUE in finding.notes
    assert finding.notes[1].startswith("today's 92.6 % rests on a good side that reads 15 N less")


@pytest.mark.parametrize("pain", [None, 1])
def test_an_earlier_trial_that_hurt_or_was_not_asked_is_left_out(pain: int | None) -> None:
    assert found(earlier=(visit(once(241, pain=pain)),)).compared_shown == "92.6 %"


@pytest.mark.parametrize(
    ("pain", "short"), [(None, "14° short"), (0, "14° short"), (2, "4° short")]
)
def test_of_range_pain_need_not_be_asked_but_where_it_was_it_counts(
    pain: int | None, short: str
) -> None:
    reading = changed(passive_range("flexion", R, 132, EARLIER), pain=pain)
    finding = found(criterion="range_flexion", earlier=(visit(reading),))
    assert finding.compared_shown == short


def test_another_assessor_is_said() -> None:
    finding = found(force(R, 205, assessor="Ida Falk"))
    assert finding.notes == ("the two sides were measured by different assessors", NOTE)


@pytest.mark.parametrize(
    ("left", "right_lever", "shown"),
    [(226, "0.38", "110.2 %"), (226, "0.36", "116.3 %"), (250, "0.41", "113 %")],
)
def test_sides_that_may_be_swapped_are_asked_in_words(
    left: float, right_lever: str, shown: str
) -> None:
    finding = found(force(L, left), force(R, 205, lever_m=Decimal(right_lever)))
    assert (finding.outcome, finding.reason) == (Outcome.UNKNOWN, Reason.SIDES)
    assert finding.sentence == (
        f"{shown} is above 110 %: the sides may be swapped; confirm LEFT and RIGHT"
    )


def test_levers_are_weighed_before_sides_are_doubted() -> None:
    """Force alone would be 118 %; the torques are 109 %."""
    finding = found(force(L, 242, lever_m=Decimal("0.38")), force(R, 205, lever_m=Decimal("0.41")))
    assert finding.outcome is Outcome.MET
    assert finding.compared_shown == "109.4 %"


def test_only_symmetries_are_doubted() -> None:
    finding = found(passive_range("flexion", L, 140), criterion="range_flexion")
    assert (finding.outcome, finding.sentence) == (Outcome.MET, "18° more, at most 15° short")


def test_what_is_not_met_is_not_doubted() -> None:
    """Today's 120 % rests on a weak good side: against its best it is not met at all."""
    finding = found(force(L, 205), force(R, 170), earlier=(visit(once(260)),))
    assert (finding.outcome, finding.reason) == (Outcome.NOT_MET, Reason.SHORT)


def test_a_swap_is_doubted_even_where_an_earlier_best_makes_the_ratio_small() -> None:
    finding = found(force(L, 250), force(R, 205), earlier=(visit(once(260)),))
    assert finding.reason is Reason.SIDES
    assert finding.sentence.startswith("121.9 % is above 110 %")


def test_confirmed_sides_are_noted_with_the_name() -> None:
    confirmed = SidesConfirmed(measures=(MeasureId("hip_abduction_strength"),), by=a_signature())
    assessment = changed(with_reading(base_assessment(), force(L, 262)), sides_confirmed=confirmed)
    readiness = judged(base_chart(assessment=assessment))
    finding = next(f for f in readiness.findings if f.criterion == "strength_abduction")
    assert finding.outcome is Outcome.MET
    assert finding.notes == ("127.8 %: sides confirmed by Jonas Ebert", NOTE)
    assert readiness.warnings == ("Abduction strength: 127.8 %: sides confirmed by Jonas Ebert",)


NO_MEASURE = "no comparison of sides; needs own earlier values or a reference"


@pytest.mark.parametrize(
    ("episode", "why"),
    [
        ({"injured": Injured.BOTH}, "both hips are injured"),
        ({"other_hip": OtherHip.NOT_ASKED}, "the state of the other hip was not asked"),
        ({"other_hip": OtherHip.OTHER_LEG_INJURED}, "the other hip is other leg injured"),
        ({"other_hip": OtherHip.REPLACED}, "the other hip is replaced"),
    ],
)
@pytest.mark.parametrize("criterion", ["strength_abduction", "range_flexion"])
def test_why_the_other_hip_is_no_measure(episode: dict[str, Any], why: str, criterion: str) -> None:
    finding = found(criterion=criterion, **episode)
    assert (finding.outcome, finding.reason) == (Outcome.UNKNOWN, Reason.OTHER_HIP)
    assert finding.sentence == f"{why}: {NO_MEASURE}"
    assert [e.side for e in finding.evidence] == [L, R]


@pytest.mark.parametrize(
    ("own", "outcome", "said"),
    [
        (211, Outcome.MET, "90 % against its own 211 N of 2 Mar 2026, before the onset; ≥ 90 %"),
        (
            212,
            Outcome.NOT_MET,
            "89.6 % against its own 212 N of 2 Mar 2026, before the onset; ≥ 90 %",
        ),
    ],
)
def test_own_strength_from_before_the_onset_replaces_the_other_hip(
    own: float, outcome: Outcome, said: str
) -> None:
    earlier = (visit(once(own, on=SPRING, side=L), name="x", on=SPRING),)
    finding = found(earlier=earlier, other_hip=OtherHip.PAINFUL)
    assert (finding.outcome, finding.sentence) == (outcome, said)
    assert [(e.side, e.on) for e in finding.evidence] == [(L, DAY), (L, SPRING)]


@pytest.mark.parametrize(
    ("own", "outcome", "short"), [(128, Outcome.MET, "10°"), (129, Outcome.NOT_MET, "11°")]
)
def test_own_range_from_before_the_onset_may_be_ten_degrees_more(
    own: float, outcome: Outcome, short: str
) -> None:
    earlier = (visit(passive_range("flexion", L, own, SPRING), name="x", on=SPRING),)
    finding = found(criterion="range_flexion", earlier=earlier, other_hip=OtherHip.OPERATED)
    assert finding.outcome is outcome
    assert finding.sentence == (
        f"{short} short against its own {own}° of 2 Mar 2026, before the onset; ≤ 10° short"
    )


def test_the_best_of_several_own_values_counts() -> None:
    spring, summer = SPRING, date(2026, 8, 13)
    earlier = (
        visit(once(230, on=spring, side=L), name="x", on=spring),
        visit(once(200, on=summer, side=L), name="y", on=summer),
    )
    finding = found(earlier=earlier, other_hip=OtherHip.PAINFUL)
    assert "its own 230 N of 2 Mar 2026" in finding.sentence


def test_the_day_of_the_onset_is_not_before_it() -> None:
    onset = date(2026, 8, 14)
    earlier = (visit(once(200, on=onset, side=L), name="x", on=onset),)
    finding = found(earlier=earlier, other_hip=OtherHip.PAINFUL)
    assert finding.reason is Reason.OTHER_HIP


def test_the_strength_note_stands_only_beside_strength() -> None:
    reach = [
        measured("y_balance_anterior", side, 60, unit=Unit.CENTIMETRE, pain=0) for side in (L, R)
    ]
    assessment = base_assessment(readings=tuple(reach))
    chart = base_chart(
        assessment=assessment, episode=base_episode(diagnosis=Diagnosis.AFTER_ARTHROSCOPY)
    )
    finding = next(f for f in judged(chart).findings if f.criterion == "y_balance_anterior")
    assert (finding.outcome, finding.notes) == (Outcome.MET, ())


def test_a_protocol_without_such_a_note_adds_none() -> None:
    library = built_in()
    tendon = library.protocols["tendon"]
    bare = changed(tendon, comparison=changed(tendon.comparison, symmetry_note=""))
    own = Library.of((), (bare,), (), None, library)
    assert found(library=own).notes == ()


def test_who_took_older_readings_over_is_said_once_each() -> None:
    old = date(2026, 11, 12)
    finding = found(
        force(L, 190, on=old, carried_by="Jonas Ebert"),
        force(R, 205, on=old, carried_by="Ida Falk"),
    )
    assert finding.notes[-1] == "taken over from an earlier day by Ida Falk, Jonas Ebert"
    assert finding.age_days == 8
