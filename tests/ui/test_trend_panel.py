"""The small pictures and the table of the trends, line by line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_tui.judgement.trend import Trend
from clinic_tui.model.episode import Episode
from clinic_tui.model.words import Injured, OtherHip, Side
from clinic_tui.ui.trend_page import Grid, chosen, grid, key, panels, summary
from clinic_tui.ui.trend_panel import FULL, OPEN, brief, panel, places, scale
from clinic_tui.ui.trend_table import fitting, table
from clinic_tui.ui.widgets.lines import Line, line
from tests.builders import base_episode, changed
from tests.course import DAYS, WEEKS, L, course, trends_of, visit, without

SIZES = pytest.mark.parametrize(("width", "height"), [(36, 13), (37, 12), (60, 20)])


def plain(lines: list[Line]) -> list[str]:
    return [line(each).plain.rstrip() for each in lines]


def drawn(trend: Trend, width: int = 36, height: int = 13) -> list[str]:
    return plain(panel(trend, WEEKS[: len(trend.points)], width, height))


def test_a_range_that_fell_really_below_its_limit() -> None:
    assert drawn(trends_of(course())["Flexion, range"]) == [
        "Flexion, range             × not met",
        "78°  right 129°",
        "▲ −18°: real change, worse",
        "limit ≤ 15° short · error ± 15°",
        " 130 ○⠒⠒⠒○         ○⠒⠒⠒⠒○ R 129°",
        "",
        "     ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ ╌ ≥ 114°",
        "       ⣀⣤●⠶⠶⠶●⣤⡀",
        "     ●⠛⠉       ⠙⠶⣄",
        "                 ⠈⠛●⣄",
        "                    ⠈⠳⢦⡀",
        "  75                   ⠙● L 78°",
        "  wk 1   3   5     8    11",
    ]


@SIZES
def test_every_panel_has_the_size_it_was_given(width: int, height: int) -> None:
    for trend in trends_of(course()).values():
        if trend.drawn:
            lines = drawn(trend, width, height)
            assert len(lines) == height
            assert max(map(len, lines)) <= width


def test_the_end_values_stand_in_words_with_side_and_unit_and_beside_the_picture() -> None:
    lines = drawn(trends_of(course())["One-leg stand"])
    assert lines[1] == "22 s p3  right 45 s p0"
    assert any(each.endswith("R 45 s") for each in lines)
    assert any(each.endswith("L 22 s") for each in lines)
    assert any(each.endswith("╌ ≥ 30 s") for each in lines)


def test_a_change_of_conditions_is_a_fence_and_is_said() -> None:
    trend = trends_of(course())["Abduction strength"]
    lines = drawn(trend)
    assert lines[2] == "+26 N: real change, better, wk 8 on"
    assert all("╎" in each for each in lines[4:-1])
    before = trends_of(course()[:4])["Abduction strength"]
    assert drawn(before)[2] == "other conditions: device"


def test_a_test_missing_today_says_of_which_week_its_value_is() -> None:
    visits = (*course()[:4], without(visit(4), "hip_extension_strength", L))
    assert drawn(trends_of(visits)["Extension strength"])[1] == "250 N p0 in wk 3  right 240 N p0"


def test_pain_is_drawn_on_the_whole_scale_and_times_from_zero() -> None:
    found = trends_of(course())
    low, high = scale(found["Worst daily pain"])
    assert low == 0
    assert high == 10
    assert scale(found["One-leg stand"])[0] == 0
    low, high = scale(found["Flexion, range"])
    assert low <= 78
    assert high >= 129


def test_a_step_of_a_degree_is_no_mountain_and_a_side_is_never_cut_off() -> None:
    both = base_episode(injured=Injured.BOTH)
    found = trends_of(course()[:1] + course()[3:4], both)
    lines = drawn(found["RIGHT Flexion, range"])
    assert scale(found["RIGHT Flexion, range"])[0] <= 119
    assert lines[0].startswith("RIGHT Flexion, range")
    assert plain(panel(found["LEFT Abduction strength"], (1, 8), 24, 12))[0].startswith("LEFT Abd")


CELLS = [
    (each.measure, each.side, number)
    for number in range(len(DAYS))
    for each in visit(number).readings
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(CELLS), max_size=30, unique=True))
def test_a_missing_value_never_adds_a_mark(taken: list[tuple[str, Side, int]]) -> None:
    """Each mark is a value: whatever is taken away, there are no more marks than values."""
    visits = course()
    for measure, side, number in taken:
        one = without(visits[number], measure, side)
        visits = (*visits[:number], one, *visits[number + 1 :])
    whole = trends_of(course())
    for title, trend in trends_of(visits).items():
        if not trend.drawn:
            continue
        picture = "".join(drawn(trend)[4:-1])
        own = [p.own.value for p in trend.points if p.own.value is not None]
        other = [p.other.value for p in trend.points if p.other and p.other.value is not None]
        assert picture.count(FULL) == len(own)
        assert picture.count(OPEN) <= len(other)
        assert picture.count(FULL) <= "".join(drawn(whole[title])[4:-1]).count(FULL)


def test_every_number_of_a_panel_stands_in_the_table() -> None:
    found = list(trends_of(course()).values())
    rows = "\n".join(plain(list(table(found, WEEKS, 0, 120))))
    for trend in filter(lambda each: each.drawn, found):
        _, values, change, bounds, *_ = drawn(trend)
        for said in (*values.split("  "), change, bounds):
            wanted = said.removeprefix("right ").removeprefix("left ")
            assert wanted in rows, (trend.title, said)
        for point in trend.points:
            assert brief(point.own.shown) in rows
            assert point.other is None or brief(point.other.shown) in rows


def test_the_table_holds_every_visit_and_says_what_was_not_measured() -> None:
    found = list(trends_of(course()).values())
    lines = plain(list(table(found, WEEKS, 0, 120)))
    row = next(each for each in lines if each.startswith("Extension strength"))
    assert row.split() == [
        *("Extension", "strength", "LEFT", "231", "N", "p0", "250", "N", "p0"),
        *("no:", "pain", "–", "212", "N", "p0"),
    ]
    assert "╎ 140 N p0" in next(each for each in lines if each.startswith("Abduction strength"))
    assert any("changed: device hand-held dynamometer, now" in each for each in lines)


@pytest.mark.parametrize(("width", "visits"), [(77, 4), (115, 6), (20, 1)])
def test_as_many_visits_stand_side_by_side_as_have_room(width: int, visits: int) -> None:
    assert fitting(width) == visits
    found = list(trends_of(course()).values())
    lines = plain(list(table(found, WEEKS, 5 - min(5, visits), width)))
    assert all(len(each) <= width for each in lines) or width < 40


@pytest.mark.parametrize(
    ("width", "height", "across", "down"),
    [(115, 28, 3, 2), (77, 14, 2, 1), (195, 38, 3, 2), (295, 90, 4, 4), (40, 10, 1, 1)],
)
def test_panels_are_laid_out_for_the_terminal(
    width: int, height: int, across: int, down: int
) -> None:
    laid = grid(width, height)
    assert (laid.across, laid.down) == (across, down)
    assert laid.across * laid.width + (laid.across - 1) * 3 <= width


def test_pages_hold_all_panels_once() -> None:
    found = chosen(list(trends_of(course()).values()), "")
    laid = Grid(2, 1, 36, 13)
    titles = [
        title
        for page in range(-(-len(found) // laid.at_once))
        for title in (t.title for t in found[page * 2 : page * 2 + 2])
        if title in "\n".join(plain(list(panels(found, WEEKS, laid, page))))
    ]
    assert titles == [trend.title for trend in found]


def test_the_summary_counts_what_really_changed_and_what_got_worse() -> None:
    said = " ".join(plain(summary(list(trends_of(course()).values()), DAYS[-1], 115)))
    assert said == (
        "2 of 5 really changed, 1 for the worse; 1 within error; 2 error not known. "
        "Criteria as judged on 2 Nov 2026."
    )


def test_measures_are_chosen_by_what_they_came_to_or_by_group() -> None:
    found = list(trends_of(course()).values())
    assert {trend.word for trend in chosen(found, "real")} == {"real change"}
    assert "Worst daily pain" not in [trend.title for trend in chosen(found, "open")]
    assert [trend.title for trend in chosen(found, "balance")] == ["One-leg stand"]


def test_the_key_never_calls_a_hip_good_that_is_not_healthy() -> None:
    def said(episode: Episode) -> str:
        return " ".join(plain(key(episode, 200)))

    assert "○⠒⠒ right " in said(base_episode())
    operated = changed(base_episode(), other_hip=OtherHip.OPERATED)
    assert f"right, {OtherHip.OPERATED.words}" in said(operated)


@given(st.lists(st.dates(date(2026, 1, 1), date(2027, 1, 1)), min_size=1, max_size=12))
def test_visits_never_share_a_column_while_there_is_room(days: list[date]) -> None:
    found = places(sorted(days), 14)
    assert len(set(found)) == len(found)
    assert found == sorted(found)
    assert found[0] >= 0
    assert found[-1] < 14
