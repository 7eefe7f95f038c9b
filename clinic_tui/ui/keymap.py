"""Which key does what in this clinic: the program's own keys, and those it chose otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from textual.app import App

from clinic_tui.desk.settings import FILE
from clinic_tui.ui.commands import FIXED, GROUPS, TOGETHER, TYPED_ON, Command

NAMED = {
    "backslash": "\\",
    "comma": ",",
    "escape": "esc",
    "full_stop": ".",
    "minus": "-",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "plus": "+",
    "question_mark": "?",
    "slash": "/",
}
"""Keys that are written otherwise than they are called."""
CALLED = {
    **{written: name for name, written in NAMED.items()},
    **{"!": "exclamation_mark", "'": "apostrophe", "#": "number_sign", "*": "asterisk"},
    **{"=": "equals_sign", "<": "less_than_sign", ">": "greater_than_sign", "_": "underscore"},
    **{"[": "left_square_bracket", "]": "right_square_bracket", ";": "semicolon", ":": "colon"},
}
OTHERS = frozenset(
    {
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
        *("backspace", "tab", "enter", "space", "escape", "ctrl+home", "ctrl+end"),
    }
)
TERMINALS = {"ctrl+h": "backspace", "ctrl+i": "tab", "ctrl+j": "newline", "ctrl+m": "enter"}
"""What terminals send instead of these keys."""
KEPT = {"ctrl+q": "quit", "ctrl+c": "copy", "ctrl+p": "palette", "question_mark": "help"}
"""Keys that stay what they are, wherever one is."""
_FUNCTION = re.compile(r"(ctrl\+|shift\+)?f([1-9]|1[0-9]|2[0-4])")


@dataclass(frozen=True, slots=True)
class Keymap:
    """Keys that a clinic chose, by the action's whole id."""

    chosen: Mapping[str, str] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """The key of an action by its whole id, such as `chart.decide`."""
        return self.chosen.get(name) or command(name).key

    def written(self, name: str) -> str:
        """The same as it is written in a sentence."""
        own = command(name)
        key = self.chosen.get(name)
        return written(key) if key else own.shown_as or written(own.key)

    def said(self, text: str, groups: tuple[str, ...]) -> str:
        """A text whose `keys` in backticks are the program's own, with those that are chosen."""
        own = {OWN.written(f"{g}.{c.id}"): f"{g}.{c.id}" for g in groups[::-1] for c in GROUPS[g]}

        def chosen(found: re.Match[str]) -> str:
            return self.written(own[found[1]]) if found[1] in own else found[1]

        return re.sub(r"`([^`]*)`", chosen, text)

    def actions(self, group: str) -> dict[str, str]:
        """The actions of a group by their keys, for a screen that takes keys by itself."""
        return {self.key(f"{group}.{each.id}"): each.id for each in GROUPS[group]}


OWN = Keymap()
"""The program's own keys."""


def keymap_of(app: App[Any]) -> Keymap:
    """The keys of an app."""
    found: Keymap = getattr(app, "keymap", OWN)
    return found


def every() -> Iterator[tuple[str, Command]]:
    """All actions by their whole ids."""
    for group, commands in GROUPS.items():
        for each in commands:
            yield f"{group}.{each.id}", each


def command(name: str) -> Command:
    """The action of a whole id.

    Raises:
        KeyError: there is none.
    """
    group, _, action = name.partition(".")
    for each in GROUPS.get(group, ()):
        if each.id == action:
            return each
    raise KeyError(name)


def written(key: str) -> str:
    """A key as keyboards and sentences write it."""
    return NAMED.get(key, key)


def called(key: str) -> str:
    """A key as it is called, from how somebody wrote it; empty where it is no key."""
    text = key.strip()
    text = CALLED.get(text, text)
    if len(text) == 1:
        return text if text.isalnum() else ""
    low = text.lower()
    low = {"esc": "escape", "pgup": "pageup", "pgdn": "pagedown", "del": "delete"}.get(low, low)
    control = re.fullmatch(r"ctrl\+[a-z]", low) is not None
    known = low in OTHERS or low in CALLED.values() or _FUNCTION.fullmatch(low) or control
    return low if known else ""


def refusal(name: str, key: str, chosen: Mapping[str, str]) -> str:
    """Why an action cannot have a key beside the keys that are chosen; empty where it can."""
    group = name.partition(".")[0]
    now = Keymap(chosen)
    if not key:
        return "is no key; expected one such as f7, ctrl+t or D"
    if key in TERMINALS:
        return f"is {TERMINALS[key]} on many terminals; take another one"
    if key in KEPT:
        return f"stays {KEPT[key]} everywhere; take another one"
    groups = _meeting(group)
    for other in groups:
        if len(key) == 1 and other in TYPED_ON:
            return "is a letter that is typed there; take a control or function key"
        if key in FIXED.get(other, {}):
            return f"is {FIXED[other][key]} there; take another one"
    for other in groups:
        for each in GROUPS[other]:
            whole = f"{other}.{each.id}"
            if whole != name and now.key(whole) == key:
                return f"is “{each.label}” on the same screen ({whole}); take another one"
    return ""


def _meeting(group: str) -> tuple[str, ...]:
    """The groups whose keys are on one screen with those of a group, itself first."""
    if group == "app":
        return ("app", *(each for each in GROUPS if each != "app"))
    met = {other for together in TOGETHER if group in together for other in together}
    return (group, *sorted(met - {group}), "app")


def read_keys(wanted: Mapping[str, str]) -> tuple[Keymap, tuple[str, ...]]:
    """The keymap of a settings file, and why some of its keys were left as they are."""
    chosen: dict[str, str] = {}
    wrong: list[str] = []
    for name, typed in wanted.items():
        try:
            command(name)
        except KeyError:
            wrong.append(f"{FILE}, keys.{name}: no such action; settings list them all.")
            continue
        chosen[name] = called(typed)
    # Two actions may change places, so each is held against all the others as they will be.
    while True:
        refused = [(n, why) for n, key in chosen.items() if (why := refusal(n, key, chosen))]
        if not refused:
            return Keymap(chosen), tuple(wrong)
        name, why = refused[-1]
        del chosen[name]
        label = command(name).label
        wrong.append(f"{FILE}, keys.{name}: “{wanted[name]}” for “{label}” {why}.")
