"""One record per action: its key, its words, and the keys that a clinic chooses otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from textual.screen import Screen

from clinic_tui.ui import screens
from clinic_tui.ui.commands import FIXED, GROUPS, TOGETHER
from clinic_tui.ui.keymap import OWN, called, every, read_keys, refusal, written
from clinic_tui.ui.screens.settings import GROUP_NAMES


def all_screens() -> Iterator[type[Screen[Any]]]:
    """Every screen of the app."""
    for module in iter_modules(screens.__path__):
        import_module(f"{screens.__name__}.{module.name}")
    waiting: list[type[Screen[Any]]] = list(Screen.__subclasses__())
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        if each.__module__.startswith(screens.__name__):
            yield each


def test_the_programs_own_keys_never_meet_on_a_screen() -> None:
    for name, command in every():
        assert "is “" not in refusal(name, command.key, {}), name


def test_every_screen_with_commands_explains_itself() -> None:
    silent = {s.__name__ for s in all_screens() if getattr(s, "GROUPS", ()) and not s.HELP}
    assert silent - {"ChartScreen"} == set()


def test_groups_that_share_a_screen_are_known_to() -> None:
    shared = {tuple(getattr(each, "GROUPS", ())) for each in all_screens()}
    assert {groups for groups in shared if len(groups) > 1} <= set(TOGETHER)


def test_every_group_has_a_heading_and_every_fixed_key_a_group() -> None:
    assert set(GROUP_NAMES) == set(GROUPS)
    assert set(FIXED) <= set(GROUPS)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        *(("f7", "f7"), ("F7", "f7"), ("ctrl+T", "ctrl+t"), ("D", "D"), ("d", "d"), ("/", "slash")),
        *(("?", "question_mark"), ("esc", "escape"), ("PgUp", "pageup"), (" f2 ", "f2")),
        *(("ctrl", ""), ("", ""), ("f25", ""), ("ctrl+", ""), ("ctrl+alt+x", ""), ("two keys", "")),
    ],
)
def test_a_key_is_read_as_people_write_it(typed: str, key: str) -> None:
    assert called(typed) == key


@pytest.mark.parametrize(
    ("name", "key", "why"),
    [
        ("chart.decide", "a", "is “assess” on the same screen (chart.assess); take another one"),
        ("plan.make", "d", "is “decide clearance” on the same screen (chart.decide)"),
        ("chart.decide", "m", "is “make plan” on the same screen (plan.make)"),
        ("chart.decide", "3", "is a tab there; take another one"),
        ("plan.make", "3", "is a tab there; take another one"),
        ("patients.new", "n", "is a letter that is typed there; take a control or function key"),
        ("assessment.undo", "7", "is part of a value there; take another one"),
        ("chart.decide", "ctrl+m", "is enter on many terminals; take another one"),
        ("chart.decide", "ctrl+q", "stays quit everywhere; take another one"),
        ("chart.decide", "f12", "is “lock” on the same screen (app.lock); take another one"),
        ("app.lock", "f4", "on the same screen"),
        ("app.jump", "j", "is a letter that is typed there"),
        ("chart.decide", "", "is no key; expected one such as f7, ctrl+t or D"),
    ],
)
def test_a_key_that_cannot_be_says_why(name: str, key: str, why: str) -> None:
    assert why in refusal(name, key, {})


def test_chosen_keys_are_the_keys() -> None:
    keymap, wrong = read_keys({"chart.decide": "D", "patients.assess": "f11"})
    assert wrong == ()
    assert keymap.key("chart.decide") == "D"
    assert keymap.actions("chart")["D"] == "decide"
    assert "d" not in keymap.actions("chart")
    assert keymap.written("diary.rows") == "/"


def test_two_actions_may_change_places() -> None:
    keymap, wrong = read_keys({"chart.decide": "a", "chart.assess": "d"})
    assert wrong == ()
    assert (keymap.key("chart.decide"), keymap.key("chart.assess")) == ("a", "d")


def test_wrong_keys_are_named_with_their_action_and_the_others_stand() -> None:
    keymap, wrong = read_keys(
        {"chart.decide": "D", "chart.dcide": "x", "chart.why": "D", "plan.make": "nonsense"}
    )
    assert keymap.chosen == {"chart.decide": "D"}
    assert wrong == (
        "settings.toml, keys.chart.dcide: no such action; settings list them all.",
        "settings.toml, keys.plan.make: “nonsense” for “make plan” is no key; "
        "expected one such as f7, ctrl+t or D.",
        "settings.toml, keys.chart.why: “D” for “why and source” is “decide clearance” on the "
        "same screen (chart.decide); take another one.",
    )


def test_a_key_is_written_as_keyboards_do() -> None:
    assert [written(key) for key in ("slash", "escape", "f7", "D")] == ["/", "esc", "f7", "D"]
    assert OWN.written("patients.open") == "enter"
