"""What is typed into a cell or on the command line."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.reading import MeasureId
from clinic_tui.model.words import NotDoneReason, Side, StopReason, Unit
from clinic_tui.ui.grammar import TypingError, cell, lever, number, row, whole_date

MEASURES = built_in().measures
CODES = {measure.code: measure for measure in MEASURES.values()}
ABD = CODES["abd"]
STAND = CODES["slb"]


def numbers(*values: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in values)


def test_trials_are_divided_by_spaces() -> None:
    assert cell("182 176 190", ABD).trials == numbers("182", "176", "190")


@pytest.mark.parametrize("text", ["18,5", "18.5"])
def test_comma_and_point_are_one_decimal_sign(text: str) -> None:
    assert cell(text, ABD).trials == numbers("18.5")


@pytest.mark.parametrize(
    "text", ["1.234,5", "18.5.2", "12e3", "½", "٣٤", "18,,5", "+-3", "1234567"]
)
def test_what_is_not_plainly_a_number_is_refused(text: str) -> None:
    with pytest.raises(TypingError, match="not a number"):
        cell(text, ABD)


def test_a_number_with_more_than_three_decimals_is_refused() -> None:
    with pytest.raises(TypingError):
        number("1.2345")


def test_minus_is_read_in_both_shapes() -> None:
    assert cell("-5", CODES["ex"]).trials == cell("−5", CODES["ex"]).trials == numbers("-5")


@pytest.mark.parametrize("text", ["22 p3", "22 pain 3", "22 pain3", "p3 22", "22, p3", "22: p3"])
def test_pain_is_a_mark_beside_the_value(text: str) -> None:
    typed = cell(text, STAND)
    assert typed.trials == numbers("22")
    assert typed.pain == 3


@pytest.mark.parametrize("text", ["22 p11", "22 p3 p4", "22 p", "22 p3.5"])
def test_pain_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(TypingError):
        cell(text, STAND)


def test_pain_that_was_not_typed_is_not_zero() -> None:
    assert cell("22", STAND).pain is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("22.4 sf p3", StopReason.FOOT_DOWN),
        ("22.4 p3 stop foot", StopReason.FOOT_DOWN),
        ("22.4 stopped: foot down, pain 3", StopReason.FOOT_DOWN),
        ("22.4 stop hand support p3", StopReason.HAND_SUPPORT),
        ("22.4 s stop pelvis p3", StopReason.TRUNK_OR_PELVIS),
        ("22.4 stop trunk or pelvis p3", StopReason.TRUNK_OR_PELVIS),
        ("22.4 stop pain p3", StopReason.PAIN),
        ("22.4 stop pain pain 3", StopReason.PAIN),
        ("22.4 p3 st", StopReason.TIME_REACHED),
        ("22.4 p3 se", StopReason.TIRED),
        ("22.4 p3", None),
    ],
)
def test_what_ended_a_hold_is_a_mark_or_a_word(text: str, reason: StopReason | None) -> None:
    got = cell(text, STAND)
    assert (got.trials, got.pain, got.stopped) == (numbers("22.4"), 3, reason)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("22 stop", "stopped by what? time, foot, hand, trunk, pain, tired or other"),
        ("22 stop t", "stopped by what?"),
        ("22 stop 3", "stopped by what?"),
        ("22 stop pain 3", "stopped by pain: its score is written p3"),
        ("22 sf stop hand", "what stopped it stands twice in this cell"),
    ],
)
def test_an_end_that_cannot_be_read_says_what_is_expected(text: str, said: str) -> None:
    with pytest.raises(TypingError, match=re.escape(said)):
        cell(text, STAND)


def test_nothing_stops_what_is_not_timed() -> None:
    with pytest.raises(TypingError, match="Abduction strength is not timed: nothing stops it"):
        cell("182 sf", ABD)


def test_faults_are_counted() -> None:
    assert cell("45 f1", CODES["fpl" if "fpl" in CODES else "plk"]).faults == 1


@pytest.mark.parametrize("text", ["18.5kgf", "18.5 kgf", "18.5 KGF"])
def test_a_unit_may_stand_with_the_number(text: str) -> None:
    typed = cell(text, ABD)
    assert (typed.trials, typed.unit) == (numbers("18.5"), Unit.KILOGRAM_FORCE)


@pytest.mark.parametrize("text", ["18 cm", "18 kg", "18 parsec", "18 m", "18kgf 19lbf"])
def test_a_unit_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(TypingError):
        cell(text, ABD)


def test_a_refused_unit_says_which_are_known() -> None:
    with pytest.raises(TypingError, match="measured in N or kgf or lbf, not in cm"):
        cell("18 cm", ABD)


@pytest.mark.parametrize(("text", "metres"), [("lever 38cm", "0.38"), ("lever 0,38", "0.38")])
def test_the_lever_is_in_metres_or_centimetres(text: str, metres: str) -> None:
    assert cell(f"182 {text}", ABD).lever_m == Decimal(metres)


@pytest.mark.parametrize("text", ["lever", "lever 38", "lever 0", "lever x", "lever 3 m"])
def test_a_lever_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(TypingError):
        cell(f"182 {text}", ABD)


def test_the_mark_of_a_lever_takes_centimetres_alone() -> None:
    assert cell("182 176 190 p0 l38", ABD).lever_m == Decimal("0.38")
    assert cell("182 l38,5", ABD).lever_m == Decimal("0.385")


@pytest.mark.parametrize("text", ["l", "l0.38", "l4", "l201", "l3.8.", "lx"])
def test_a_mark_that_may_be_metres_is_refused(text: str) -> None:
    with pytest.raises(TypingError):
        cell(f"182 {text}", ABD)


def test_a_side_without_its_space_is_no_lever() -> None:
    with pytest.raises(TypingError, match="a space after L or R"):
        row("abd R 205 L182", CODES)


def test_a_test_without_lever_takes_none() -> None:
    with pytest.raises(TypingError, match="no lever arm"):
        cell("30 lever 0.4", STAND)


def test_a_lever_leaves_what_follows_it() -> None:
    words = ["38", "cm", "p0"]
    assert lever(words) == Decimal("0.38")
    assert words == ["p0"]


@pytest.mark.parametrize(
    "text", ["x pain p4", "not done: pain 4", "not done pain pain 4", "x p p4"]
)
def test_not_done_for_pain_with_how_much(text: str) -> None:
    typed = cell(text, CODES["ir"])
    assert typed.reason is NotDoneReason.PAIN
    assert typed.trials == ()
    assert typed.pain == 4


@pytest.mark.parametrize("text", ["x", "x because", "not done", "x un", "x pain 190"])
def test_not_done_needs_a_reason_and_no_value(text: str) -> None:
    with pytest.raises(TypingError):
        cell(text, CODES["ir"])


@pytest.mark.parametrize(
    ("text", "answer"), [("1", "none"), ("present", "present"), ("pr", "present")]
)
def test_a_question_is_answered_by_number_or_word(text: str, answer: str) -> None:
    assert cell(text, CODES["swl"]).answer == answer


@pytest.mark.parametrize("text", ["0", "4", "n", "maybe"])
def test_an_answer_that_is_not_offered_is_refused_with_those_that_are(text: str) -> None:
    with pytest.raises(TypingError, match="1 none, 2 present, 3 new"):
        cell(text, CODES["swl"])


HOSTILE = ["", "   ", "p3", "\x1b[2J", "[/b]", "none\u202e", "9" * 400, "x" * 400, "²", "٣"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_ends_in_anything_but_a_sentence(text: str) -> None:
    for measure in MEASURES.values():
        with pytest.raises(TypingError):
            cell(text, measure)


def test_a_whole_row_has_both_sides() -> None:
    got = row("abd L 182 176 190 R 205 201 198 p2", CODES)
    assert got.measure.id == MeasureId("hip_abduction_strength")
    assert got.cells[Side.LEFT].trials == numbers("182", "176", "190")
    assert got.cells[Side.RIGHT].pain == 2
    assert got.cells[Side.LEFT].pain is None


def test_a_row_that_is_half_typed_has_what_there_is() -> None:
    assert set(row("abd L 182 R", CODES).cells) == {Side.LEFT}
    assert not row("abd", CODES).cells


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "a whole row, as"),
        ("xyz L 3", "no measure has the code xyz"),
        ("abd 182", "say L or R before"),
        ("abd L 182 L 176", "LEFT stands twice"),
        ("wlk L 30", "has no side"),
        ("ab L 42 R 4 4 p", "not a number"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(text: str, why: str) -> None:
    with pytest.raises(TypingError, match=why):
        row(text, CODES)


def test_a_row_without_sides() -> None:
    assert row("pd 3", CODES).cells[Side.NONE].trials == numbers("3")


def test_a_date_has_one_order_only() -> None:
    assert whole_date(" 2026-11-23 ") == date(2026, 11, 23)
    for text in ("23/11/2026", "11/23/2026", "03.04.2026", "2026-13-01", "2026-02-30", "soon"):
        with pytest.raises(TypingError):
            whole_date(text)
