"""The diary code: wrong figures, slipped rows and older papers are noticed; nothing is made up."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_tui.judgement.diary import in_words, paper_of, rows, run_log
from clinic_tui.judgement.diary_code import (
    Misread,
    Paper,
    Written,
    check_figure,
    next_box,
    older_paper,
    read_code,
    row_key,
    row_letter,
)
from clinic_tui.judgement.pain import advise
from clinic_tui.knowledge.loader import built_in
from clinic_tui.model.plan import Plan
from clinic_tui.model.runlog import Advice, Gone, RunLog, RunLogId
from reports import diary_code as printed
from tests.builders import base_chart, changed
from tests.judgement.test_plan import made, plan_of

PAPER = Paper("p1", 2, 30, "this paper")


def code(row: int, boxes: str, paper: Paper = PAPER) -> str:
    """What a runner writes who adds up well."""
    return f"{row_letter(row)}{boxes}{check_figure(row_key(paper.plan, paper.version, row), boxes)}"


BOXES = st.one_of(
    st.just("00"),
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from("0123456789-"),
            st.sampled_from("0123456789-"),
            st.sampled_from("0123456789-"),
            st.sampled_from("0123456789-"),
            st.sampled_from("0123456789-"),
            st.sampled_from("012-"),
            st.sampled_from("01234-"),
        ),
    ),
)
ROWS = st.integers(0, 28)


@settings(max_examples=200)
@given(row=ROWS, boxes=BOXES, data=st.data())
def test_every_wrong_figure_is_noticed(row: int, boxes: str, data: st.DataObject) -> None:
    right = code(row, boxes)
    assert isinstance(read_code(right, PAPER), Written)
    start = len(row_letter(row))
    at = data.draw(st.sampled_from([i for i in range(start, len(right)) if right[i].isdigit()]))
    for figure in "0123456789":
        if figure != right[at]:
            wrong = right[:at] + figure + right[at + 1 :]
            assert isinstance(read_code(wrong, PAPER), Misread)


@settings(max_examples=200)
@given(row=ROWS, boxes=BOXES, slip=st.integers(-8, 8).filter(bool))
def test_every_slip_to_another_row_nearby_is_noticed(row: int, boxes: str, slip: int) -> None:
    figures = code(row, boxes)[len(row_letter(row)) :]
    if 0 <= row + slip < PAPER.rows:
        assert isinstance(read_code(row_letter(row + slip) + figures, PAPER), Misread)


@settings(max_examples=100)
@given(row=ROWS, boxes=BOXES, newer=st.integers(3, 9))
def test_a_paper_of_an_older_version_is_recognised(row: int, boxes: str, newer: int) -> None:
    now = Paper("p1", newer, 30, "the new one")
    old = code(row, boxes)
    read = read_code(old, now, [PAPER])
    assert isinstance(read, Misread)
    assert read.fits == ("this paper",)
    assert "this paper, an older paper" in read.sentence
    assert older_paper([old], now, [PAPER]) == PAPER
    assert older_paper([old], PAPER, [now]) is None


def test_none_ten_empty_and_not_run_stay_apart() -> None:
    none = read_code(code(0, "0200000"), PAPER)
    ten = read_code(code(0, "0290000"), PAPER)
    empty = read_code(code(0, "02-0000"), PAPER)
    not_run = read_code(code(0, "00"), PAPER)
    assert none == Written(0, True, 2, 0, 0, 0, Gone.WITHIN_24_H, 0)
    assert ten == Written(0, True, 2, 9, 0, 0, Gone.WITHIN_24_H, 0)
    assert empty == Written(0, True, 2, None, 0, 0, Gone.WITHIN_24_H, 0)
    assert not_run == Written(0, ran=False)


def test_seven_codes_take_at_most_seventy_two_keys() -> None:
    keys = [len(code(row, "0211100")) + 1 for row in range(7)]
    assert sum(keys) <= 72


def test_blanks_and_small_letters_are_free() -> None:
    right = code(1, "0421000")
    spaced = f"{right[0].lower()} {right[1:3]} {right[3:6]} {right[6:]}"
    assert read_code(spaced, PAPER) == read_code(right, PAPER)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "begins with its row's letter"),
        ("0421000", "begins with its row's letter"),
        ("AO21000", "O and I are no rows"),
        ("ZZ001", "its rows are A to FF"),
        ("A04?10005", "expected figures"),
        ("A042", "3 boxes typed; expected 8"),
        ("A04210300", "gone is 0, 1, 2 or -"),
        ("A04210050", "sign is 0 to 4 or -"),
    ],
)
def test_what_is_no_code_is_said(typed: str, said: str) -> None:
    read = read_code(typed, PAPER)
    assert isinstance(read, Misread)
    assert said in read.sentence


@settings(max_examples=200)
@given(st.text(max_size=14))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    assert isinstance(read_code(typed, PAPER), Written | Misread)


def test_paper_and_screen_agree_on_letters_keys_and_sums() -> None:
    for index in range(30):
        assert printed.row_letter(index) == row_letter(index)
        assert printed.row_key("p1", 3, index) == row_key("p1", 3, index)
    assert printed.check_figure(7, "0221-00") == check_figure(7, "0221-00")


def ramp() -> Plan:
    return plan_of(made("article_on_ramp"))


def test_a_row_is_echoed_in_words_with_its_date() -> None:
    first = rows(ramp())[0]
    read = Written(0, True, 3, 2, 1, 0, Gone.WITHIN_24_H, 0)
    assert in_words(read, first) == (
        "A, Mon 30 Nov 2026: done 3 of 3 repeats; pain 2 in the run, 1 right after, 0 next "
        "morning; gone within 24 h; nothing else"
    )
    empty = in_words(Written(0, True, None, 9, None, None, None, None), first)
    assert empty.count("not written") == 5
    assert "pain 9 or 10 in the run" in empty
    assert in_words(Written(0, ran=False), first) == "A, Mon 30 Nov 2026: not run; pain not known"


def kept(written: Written) -> RunLog:
    plan = ramp()
    return run_log(
        written,
        rows(plan)[written.row],
        plan,
        log_id=RunLogId("r1"),
        code="typed",
        entered_at=datetime(2026, 12, 4, tzinfo=UTC),
    )


def test_repeats_become_minutes_and_an_empty_box_stays_empty() -> None:
    soft = built_in().protocols["tendon"].pain_rules[0]
    whole = kept(Written(0, True, 3, 0, 0, 0, Gone.WITHIN_24_H, 0))
    assert whole.done_jog_minutes == Decimal("1.5")
    assert advise(whole, soft).advice is Advice.ADVANCE
    lacking = kept(Written(0, True, 3, 0, 0, 0, Gone.WITHIN_24_H, None))
    assert lacking.limp is None
    assert advise(lacking, soft).advice is Advice.REPEAT
    night = kept(Written(0, True, 3, 0, 0, 0, Gone.WITHIN_24_H, 2))
    assert advise(night, soft).advice is Advice.STOP_AND_CALL
    assert kept(Written(0, ran=False)).pain_during is None


def test_a_paper_has_a_row_for_each_run() -> None:
    plan = ramp()
    chart = changed(base_chart(), plans=(plan,))
    paper = paper_of(chart, plan)
    assert (paper.rows, paper.version) == (7, 1)
    later = changed(plan, id="p2")
    newer = paper_of(changed(chart, plans=(plan, later)), later)
    assert (newer.plan, newer.version) == (paper.plan, 2)
    assert [session.kind for session in rows(plan)] == ["run"] * 7


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ("", "")),
        ("02", ("", "")),
        ("a", ("A", "done, first figure")),
        ("A 02", ("A", "pain in the run")),
        ("bb02-1", ("BB", "pain next morning")),
        ("A0221000", ("A", "last figure")),
        ("A02210005", ("", "")),
        ("A0x", ("", "")),
        ("O02", ("", "")),
    ],
)
def test_the_next_box_is_named_while_a_code_is_typed(typed: str, expected: tuple[str, str]) -> None:
    assert next_box(typed) == expected


def test_another_paper_is_said_to_be_older_or_newer() -> None:
    newer, older = (Paper("p1", version, 30, f"version {version}") for version in (3, 1))
    read = read_code(code(0, "0200000", newer), PAPER, [newer, older])
    assert isinstance(read, Misread)
    assert read.sentence.endswith("it would fit version 3, a newer paper")
    read = read_code(code(0, "0200000", older), PAPER, [newer, older])
    assert isinstance(read, Misread)
    assert read.sentence.endswith("it would fit version 1, an older paper")
