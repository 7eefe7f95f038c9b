"""Rows of the paper: keys as printed, what a row means, what of it is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from clinic_tui.judgement.diary import done_minutes, in_words, jogs, paper_of, run_log
from clinic_tui.judgement.diary_code import (
    Misread,
    Paper,
    Written,
    check_figure,
    older_paper,
    read_code,
    row_key,
)
from clinic_tui.model.plan import Interval, Session
from clinic_tui.model.runlog import Gone, RunLogId
from tests.builders import base_chart, changed
from tests.judgement.test_diary_code import code
from tests.judgement.test_plan import MONDAY, made, plan_of

AT = datetime(2026, 12, 4, 9, tzinfo=UTC)
PAPER = Paper("p1", 2, 30, "this paper")


def session(*jogged: float, walk: float = 3) -> Session:
    intervals: list[Interval] = []
    for minutes in jogged:
        intervals.append(Interval(gait="walk", minutes=Decimal(str(walk))))
        intervals.append(Interval(gait="jog", minutes=Decimal(str(minutes))))
    return Session(on=MONDAY, kind="run", step=4, intervals=tuple(intervals))


def test_the_printed_keys_never_change() -> None:
    # They stand on papers that were handed out; SHA-256 of "p1" begins with hexadecimal f6.
    assert [row_key("p1", 1, row) for row in range(10)] == [6, 1, 5, 9, 4, 8, 3, 7, 2, 6]
    assert [row_key("p1", version, 0) for version in (1, 2, 3)] == [6, 8, 1]
    assert check_figure(7, "0211-00") == 1
    assert check_figure(3, "00") == 3


@pytest.mark.parametrize(
    ("jogged", "count"), [((), 1), ((4,), 1), ((1, 1), 2), ((1, 1, 1, 1), 4), ((1, 2), 1)]
)
def test_repeats_are_counted_only_where_all_jogs_are_alike(
    jogged: tuple[float, ...], count: int
) -> None:
    assert jogs(session(*jogged)) == count


@pytest.mark.parametrize(
    ("jogged", "done", "minutes"),
    [
        ((1.5, 1.5), 1, 1.5),
        ((1.5, 1.5), 2, 3),
        ((1.5,), 1, 1.5),
        ((1.5,), 2, 1.5),
        ((6,), 5, 5),
        ((6,), 6, 6),
        ((6.4,), 7, 6.4),
        ((6.4,), 5, 5),
        ((6,), 0, 0),
        ((6,), 12, 12),
    ],
)
def test_a_box_is_repeats_or_whole_minutes(
    jogged: tuple[float, ...], done: int, minutes: float
) -> None:
    assert done_minutes(session(*jogged), done) == Decimal(str(minutes))


def words(written: Written, *jogged: float) -> str:
    return in_words(written, session(*jogged))


def test_a_row_of_one_jog_is_read_in_minutes() -> None:
    clean = Written(2, True, 6, 0, 0, 0, Gone.WITHIN_24_H, 0)
    assert words(clean, 6.5) == (
        "C, Mon 23 Nov 2026: done 6 of 6.5 min; pain 0 in the run, 0 right after, 0 next morning; "
        "gone within 24 h; nothing else"
    )
    assert "done 2 of 2 repeats;" in words(changed_row(clean, done=2), 3, 3)


def changed_row(row: Written, **fields: Any) -> Written:
    return Written(**{**{name: getattr(row, name) for name in Written.__slots__}, **fields})


@pytest.mark.parametrize(
    ("gone", "sign", "said"),
    [
        (Gone.AFTER_24_TO_48_H, 1, "gone after 24 to 48 h; sharp pain or a limp: ask which"),
        (Gone.BEYOND_48_H, 2, "still there after 48 h; pain at night"),
        (None, 3, "when it was gone not written; took a painkiller"),
        (Gone.WITHIN_24_H, 4, "gone within 24 h; several signs: ask which"),
        (Gone.WITHIN_24_H, None, "gone within 24 h; signs not written"),
    ],
)
def test_when_it_was_gone_and_the_sign_are_read_aloud(
    gone: Gone | None, sign: int | None, said: str
) -> None:
    assert words(Written(0, True, 6, 3, 2, 1, gone, sign), 6).endswith(f"1 next morning; {said}")


def log_of(written: Written) -> dict[str, Any]:
    plan = plan_of(made())
    log = run_log(written, session(6), plan, log_id=RunLogId("r7"), code=" b06 ", entered_at=AT)
    return {name: getattr(log, name) for name in type(log).model_fields}


def test_a_row_is_kept_with_all_that_it_says() -> None:
    kept = log_of(Written(1, True, 6, 3, 2, 1, Gone.AFTER_24_TO_48_H, 0))
    expected = {
        "id": "r7",
        "episode": plan_of(made()).episode,
        "on": MONDAY,
        "planned_jog_minutes": 6,
        "done_jog_minutes": 6,
        "pain_during": 3,
        "pain_after": 2,
        "pain_next_morning": 1,
        "gone": Gone.AFTER_24_TO_48_H,
        "sharp": False,
        "limp": False,
        "night_pain": False,
        "painkiller": False,
        "entered_at": AT,
        "plan": "p1",
        "row": "B",
        "code": " b06 ",
        "step": 4,
        "ran": True,
        "sign": 0,
    }
    assert {name: kept[name] for name in expected} == expected
    assert {kept[name] for name in ("advice", "catching", "red_flag", "ended_at", "decision")} == {
        None
    }


@pytest.mark.parametrize(
    ("sign", "night", "killer", "other"),
    [
        (0, False, False, False),
        (1, None, None, None),
        (2, True, None, None),
        (3, None, True, None),
        (4, None, None, None),
        (None, None, None, None),
    ],
)
def test_only_the_sign_0_says_no(
    sign: int | None, night: bool | None, killer: bool | None, other: bool | None
) -> None:
    kept = log_of(Written(0, True, 6, 0, 0, 0, Gone.WITHIN_24_H, sign))
    assert (kept["night_pain"], kept["painkiller"]) == (night, killer)
    assert (kept["sharp"], kept["limp"], kept["sign"]) == (other, other, sign)


def test_a_run_that_was_not_run_is_nothing_done_and_nothing_felt() -> None:
    kept = log_of(Written(0, ran=False))
    assert (kept["ran"], kept["done_jog_minutes"], kept["pain_during"]) == (False, 0, None)
    assert (kept["sign"], kept["limp"], kept["gone"]) == (None, None, None)


def test_a_paper_is_called_by_its_day_and_version() -> None:
    plan = plan_of(made("article_on_ramp"))
    other = changed(plan, id="p0", episode="e9")
    bare = base_chart()
    second = changed(bare.episodes[0], id="e9")
    chart = changed(bare, episodes=(*bare.episodes, second), plans=(other, plan))
    paper = paper_of(chart, plan)
    assert paper.plan == f"{chart.patient.id}-{plan.episode}"
    assert paper.name == "the plan of 20 Nov 2026, version 1"
    coming = paper_of(chart, changed(plan, id="p9"))
    assert (coming.version, coming.name) == (2, "the plan of 20 Nov 2026, version 2")


@pytest.mark.parametrize("figures", ["-2", "2-", "--"])
def test_one_figure_counts_in_the_right_box_alone(figures: str) -> None:
    read = read_code(code(0, f"{figures}00000"), PAPER)
    assert isinstance(read, Written)
    assert read.done == (2 if figures == "-2" else None)


def said(typed: str, paper: Paper = PAPER, *others: Paper) -> str:
    read = read_code(typed, paper, others)
    assert isinstance(read, Misread)
    return read.sentence


def test_what_is_wrong_with_a_code_is_said_word_for_word() -> None:
    shape = "row, done 2, pain 3, gone 1, sign 1, last figure"
    assert said("a") == (
        f"row A: 0 boxes typed; expected 8 ({shape}), or A 00 and the last figure "
        "where there was no run"
    )
    for typed in ("AI21000", "iA021000", "ao"):
        assert said(typed) == "O and I are no rows: type 0 and 1 as figures"
    assert said("B021", Paper("p1", 1, 1)) == "row B is not on this paper; its rows are A to A"
    assert said("A021", Paper("p1", 1, 0)) == "row A is not on this paper; its rows are A to none"
    assert said("a0x", PAPER) == "row A: expected figures, and - for an empty box"
    wrong = "row A: the last figure does not fit; look at each figure and at the row"
    right = code(0, "0200000")
    bad = f"{right[:-1]}{(int(right[-1]) + 1) % 10}"
    assert said(bad) == wrong
    same = Paper("p1", 2, 30, "")
    other = Paper("p1", 3, 30)
    typed = code(0, "0200003", other)
    assert said(typed, same, other) == f"{wrong}; it would fit p1, a newer paper"
    assert said(typed, same, Paper("p1", 3, 1)) == f"{wrong}; it would fit p1, a newer paper"
    read = read_code(typed, same, [Paper("p7", 1, 30, "another"), other])
    assert isinstance(read, Misread)
    assert read.fits == ("p1",)
    assert said(code(1, "0200000", other), same, Paper("p1", 3, 1)).endswith("at the row")


@pytest.mark.parametrize("box", ["3", "9", "X"])
def test_gone_and_sign_take_their_own_figures_only(box: str) -> None:
    assert "row A" in said(f"A02000{box}03")
    assert isinstance(read_code(code(0, "02000-0"), PAPER), Written)
    assert isinstance(read_code(code(0, "020000-"), PAPER), Written)


def test_gone_is_read_from_its_own_box() -> None:
    read = read_code(code(0, "0200010"), PAPER)
    assert isinstance(read, Written)
    assert (read.gone, read.sign) == (Gone.AFTER_24_TO_48_H, 0)
    read = read_code(code(0, "0200003"), PAPER)
    assert isinstance(read, Written)
    assert (read.gone, read.sign) == (Gone.WITHIN_24_H, 3)


def test_several_codes_name_the_paper_that_all_of_them_fit() -> None:
    old = Paper("p1", 1, 30)
    codes = [code(row, "0200000", old) for row in range(3)]
    assert older_paper(codes, PAPER, [old]) == old
    assert older_paper(codes, old, [PAPER, old]) is None
    assert older_paper([*codes, code(3, "0200000")], PAPER, [old]) is None
