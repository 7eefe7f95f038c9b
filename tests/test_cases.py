"""The ten charts: verdict, exit code and reasons, as the command line gives them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from clinic_tui.cli import main
from clinic_tui.exchange.portable import dump_chart, load_chart
from clinic_tui.judgement.clearance import options, standing
from clinic_tui.judgement.readiness import judge
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import ClearanceStatus
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.words import Outcome, Verdict
from tests.builders import DAY, STRENGTHS, a_clinician, changed, no_red_flags
from tests.cases.charts import CASES, case, path_of, sides_swapped_and_confirmed

Check = Callable[..., tuple[int, str, str]]
EXIT = {Verdict.READY: 0, Verdict.NOT_READY: 3, Verdict.CANNOT_SAY: 4}


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs `clinic-tui check` on a case; gives exit code, output and errors."""

    def run(name: str, *more: str) -> tuple[int, str, str]:
        code = main(["check", str(path_of(name)), *more])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def judged(chart: Chart) -> Readiness:
    return judge(chart, chart.episodes[0], chart.assessments[-1], DAY, built_in())


def outcomes(readiness: Readiness) -> dict[str, Outcome]:
    return {finding.criterion: finding.outcome for finding in readiness.findings}


@pytest.mark.parametrize("name", CASES)
def test_the_file_holds_what_the_builder_makes(name: str) -> None:
    assert path_of(name).read_bytes() == dump_chart(case(name))
    assert load_chart(path_of(name)) == case(name)


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("01-all-met", Verdict.READY),
        ("02-painful-stand", Verdict.NOT_READY),
        ("03-rotation-not-measured", Verdict.CANNOT_SAY),
        ("04-femoral-neck", Verdict.NOT_READY),
        ("05-other-hip-painful", Verdict.CANNOT_SAY),
        ("06-sides-swapped", Verdict.CANNOT_SAY),
        ("07-old-strength", Verdict.CANNOT_SAY),
        ("08-numb-leg", Verdict.NOT_READY),
        ("09-fifteen-years-old", Verdict.CANNOT_SAY),
        ("10-weaker-good-side", Verdict.NOT_READY),
    ],
)
def test_each_case_has_its_verdict_and_exit_code(name: str, verdict: Verdict, check: Check) -> None:
    code, out, err = check(name)
    assert out.startswith(verdict.words.capitalize())
    assert code == EXIT[verdict]
    assert err == ""


def test_all_met_names_the_borderline_passes_and_is_not_cleared(check: Check) -> None:
    _, out, _ = check("01-all-met")
    readiness = judged(case("01-all-met"))
    assert set(outcomes(readiness).values()) == {Outcome.MET}
    borderline = {f.measures[0]: str(f.compared) for f in readiness.findings if f.borderline}
    assert borderline == {
        "hip_abduction_strength": "92.6",
        "hip_adduction_strength": "94.7",
        "hip_flexion_strength": "94.8",
        "hip_extension_strength": "94.1",
        "hip_external_rotation_strength": "93.8",
    }
    against = out[out.index("What speaks against") :]
    assert all(figure in against for figure in borderline.values())
    assert "95.2 %" in out
    assert "95.2 %" not in against
    assert "Ready is not cleared" in out


def test_a_stand_that_reached_its_time_with_pain_is_not_met(check: Check) -> None:
    _, out, _ = check("02-painful-stand")
    assert "not met  One-leg stand" in out
    assert "time reached, pain not" in out
    assert "positive provocation sign; here pain 2 in the free version" in out


def test_a_range_that_was_not_measured_stands_in_the_way_out(check: Check) -> None:
    _, out, _ = check("03-rotation-not-measured")
    readiness = judged(case("03-rotation-not-measured"))
    assert [f.outcome for f in readiness.findings].count(Outcome.UNKNOWN) == 1
    way_out = out[out.index("Shortest way out") :]
    assert "Internal rotation, both sides" in way_out
    assert "minutes today" in way_out
    assert readiness.minutes > 0


def test_a_femoral_neck_is_blocked_and_no_loaded_test_is_named(check: Check) -> None:
    code, out, err = check("04-femoral-neck", "--protocol", "general")
    assert err.count("\n") == 1
    assert "general is not for bone stress injury" in err
    assert code == 3
    for wanted in (
        "no impact",
        "crutches",
        "same-day medical contact",
        "X-ray, then MRI",
        "side of the femoral neck",
        "dated imaging",
        "physician's release",
    ):
        assert wanted in out
    named = {name for step in judged(case("04-femoral-neck")).way_out for name in step.measures}
    measures = built_in().measures
    assert not any(measures[name].loaded or measures[name].hop for name in named)
    assert "hop" not in out.lower()
    assert check("04-femoral-neck")[1] == out


def test_a_painful_other_hip_is_no_measure_and_shows_no_percentage(check: Check) -> None:
    _, out, _ = check("05-other-hip-painful")
    compared = [f for f in judged(case("05-other-hip-painful")).findings if "hip_" in f.measures[0]]
    assert len(compared) == 12
    assert {f.outcome for f in compared} == {Outcome.UNKNOWN}
    assert all(f.compared is None for f in compared)
    assert "the other hip is painful" in out
    assert "needs own earlier values or a reference" in out
    assert "%" not in out


def test_a_symmetry_too_good_to_be_true_asks_for_the_sides(check: Check) -> None:
    _, out, _ = check("06-sides-swapped")
    assert "137.8 %" in out
    assert "the sides may be swapped" in out
    assert "confirm LEFT and RIGHT" in out


def test_sides_confirmed_by_name_make_it_ready_and_the_warning_stays() -> None:
    readiness = judged(sides_swapped_and_confirmed())
    assert readiness.verdict is Verdict.READY
    assert any("137.8 %" in warning and "Jonas Ebert" in warning for warning in readiness.warnings)


def test_old_strength_is_unknown_and_the_rest_still_judged(check: Check) -> None:
    _, out, _ = check("07-old-strength")
    assert out.count("20 days old, limit 14") >= 6
    found = {f.measures[0]: f.outcome for f in judged(case("07-old-strength")).findings}
    assert {found[name] for name in STRENGTHS} == {Outcome.UNKNOWN}
    assert {found[name] for name in set(found) - set(STRENGTHS)} == {Outcome.MET}


def test_numbness_suspends_whatever_the_numbers_and_says_what_to_do(check: Check) -> None:
    _, out, _ = check("08-numb-leg")
    readiness = judged(case("08-numb-leg"))
    assert set(outcomes(readiness).values()) == {Outcome.MET}
    (flag,) = readiness.flags
    assert flag.suspends
    assert f"{flag.urgency.words}, suspends. Do: {flag.do}" in out


def test_numbness_forbids_a_clearance() -> None:
    chart = case("08-numb-leg")
    library = built_in()
    episode = chart.episodes[0]
    offered = options(
        judged(chart),
        standing(chart, episode, DAY, library),
        a_clinician(),
        episode,
        library.protocol_for(episode.diagnosis),
        DAY,
    )
    given = {option.action: option for option in offered}
    assert standing(chart, episode, DAY, library).status is ClearanceStatus.NOT_ASKED
    assert not given["give"].offered
    assert not given["give_with_limits"].offered
    assert "red flag" in given["give"].why


def test_a_fifteen_year_old_is_out_of_scope_with_growth_plates_and_guardian_asked(
    check: Check,
) -> None:
    _, out, _ = check("09-fifteen-years-old")
    assert "age 15: the protocol is for 18 and over" in out
    assert "growth plates" in out
    assert "guardian" in out


def test_a_weaker_good_side_makes_no_pass(check: Check) -> None:
    _, out, _ = check("10-weaker-good-side")
    assert "78.8 %" in out
    assert "241 N on 9 Oct 2026" in out
    assert (
        "today's 92.6 % rests on a good side that reads 36 N less than on 2026-10-09; "
        "weaker or tested differently cannot be told"
    ) in out


@pytest.mark.parametrize("name", CASES)
def test_no_reading_taken_away_makes_anything_better(name: str) -> None:
    chart = case(name)
    before = judged(chart)
    newest = chart.assessments[-1]
    for reading in newest.readings:
        kept = tuple(other for other in newest.readings if other is not reading)
        less = changed(newest, readings=kept)
        after = judged(changed(chart, assessments=(*chart.assessments[:-1], less)))
        newly_met = [
            key
            for key, outcome in outcomes(after).items()
            if outcome is Outcome.MET and outcomes(before)[key] is not Outcome.MET
        ]
        assert not newly_met, f"without {reading.measure} {reading.side}"
        assert after.verdict is not Verdict.READY or before.verdict is Verdict.READY


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_the_same_chart_twice_gives_the_same_bytes(
    name: str, form: tuple[str, ...], check: Check
) -> None:
    assert check(name, *form) == check(name, *form)


def test_red_flags_asked_the_day_before_are_unanswered() -> None:
    chart = case("01-all-met")
    stale = changed(chart.assessments[0], red_flags=no_red_flags(DAY - timedelta(days=1)))
    readiness = judged(changed(chart, assessments=(stale,)))
    assert readiness.verdict is Verdict.CANNOT_SAY
    assert len(readiness.unanswered) == len(built_in().triage.flags)
