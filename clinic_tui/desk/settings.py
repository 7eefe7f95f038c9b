"""What a clinic likes its screens to be: theme, symbols, keys. No patient's data in it.

They stand in `settings.toml` of the clinic's folder, so that they are there before anything is
unlocked and go with the clinic to another machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FILE = "settings.toml"
THEMES = ("auto", "dark", "light", "contrast", "ansi")
"""`auto` is dark, or `ansi` where the terminal has sixteen colours."""
SYMBOLS = ("full", "plain")
MOST = 100_000
"""Bytes that such a file may have."""
HEADING = f"""\
# How the screens of this clinic look and which keys they take; the settings screen writes it anew.
# theme: {", ".join(THEMES)}. symbols: {", ".join(SYMBOLS)}. A key: "chart.decide" = "D".
"""
_LINE = re.compile(r"\(at (line \d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Settings:
    """Of one clinic."""

    theme: str = "auto"
    symbols: str = "full"
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys other than the program's own, by the action's id."""


def read_settings(folder: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings of a clinic's folder, and what is wrong in the file, a sentence each.

    A value that cannot be taken leaves the program's own; a file that cannot be read leaves all.
    """
    path = folder / FILE
    if not path.is_file():
        return Settings(), ()
    import tomllib

    try:
        raw = path.read_bytes()
        if len(raw) > MOST:
            return Settings(), (f"{FILE}: longer than {MOST} bytes; the usual settings are used.",)
        found = tomllib.loads(raw.decode())
    except OSError as error:
        return Settings(), (f"{FILE}: {error.strerror}; the usual settings are used.",)
    except UnicodeDecodeError:
        return Settings(), (f"{FILE}: expected UTF-8 text; the usual settings are used.",)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _LINE.search(str(error))
        where = f", {at[1]}" if at else ""
        what = str(error).partition(" (at ")[0].partition("\n")[0][:80]
        return Settings(), (f"{FILE}{where}: {what}; the usual settings are used.",)
    return _taken(found)


def _taken(found: Mapping[str, object]) -> tuple[Settings, tuple[str, ...]]:
    wrong: list[str] = []

    def one_of(key: str, known: tuple[str, ...]) -> str:
        value = found.get(key, known[0])
        if isinstance(value, str) and value in known:
            return value
        wrong.append(f"{FILE}, {key}: expected {', '.join(known)}; {known[0]} is used.")
        return known[0]

    keys: dict[str, str] = {}
    table = found.get("keys", {})
    if isinstance(table, Mapping):
        for name, value in _flat(table):
            if isinstance(value, str):
                keys[name] = value
            else:
                wrong.append(f'{FILE}, keys.{name}: expected a key in quotes, such as "f7".')
    else:
        wrong.append(f"{FILE}, keys: expected a table; the usual keys are used.")
    unknown = sorted(set(found) - {"theme", "symbols", "keys"})
    wrong += [f"{FILE}, {each}: expected theme, symbols or keys; left out." for each in unknown]
    return Settings(one_of("theme", THEMES), one_of("symbols", SYMBOLS), keys), tuple(wrong)


def _flat(table: Mapping[object, object], above: str = "") -> list[tuple[str, object]]:
    """Entries by their whole name, whether written `chart.decide` or in a table of its own."""
    entries: list[tuple[str, object]] = []
    for name, value in table.items():
        if isinstance(value, Mapping):
            entries += _flat(value, f"{above}{name}.")
        else:
            entries.append((f"{above}{name}", value))
    return entries


def write_settings(folder: Path, settings: Settings) -> None:
    """Writes the settings whole or not at all.

    Raises:
        Refused: the file there cannot be read, so writing it anew would lose what stands in it.
        NotSaved: the disk refused.
    """
    from clinic_tui.desk.errors import refuse, said
    from clinic_tui.store.durable import replace_file

    _, wrong = read_settings(folder)
    if wrong:
        raise refuse(f"{wrong[0]} Nothing was written; put the file right or take it away first.")
    lines = [
        HEADING,
        f"theme = {_quoted(settings.theme)}",
        f"symbols = {_quoted(settings.symbols)}",
    ]
    if settings.keys:
        lines += ["", "[keys]"]
        lines += [
            f"{_quoted(name)} = {_quoted(key)}" for name, key in sorted(settings.keys.items())
        ]
    with said():
        replace_file(folder / FILE, "\n".join([*lines, ""]).encode())


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
