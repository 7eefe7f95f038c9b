"""Catalogues of translated texts: the gettext files of `catalogues/`, read as they are.

A translator's program writes `.po`; it is small, so nothing is compiled when a wheel is made.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def languages() -> tuple[str, ...]:
    """Languages there is a catalogue of, besides English."""
    names = (each.name for each in files("reports").joinpath("catalogues").iterdir())
    return tuple(sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Texts of a language by their English words; those without a translation are left out."""
    file = files("reports").joinpath("catalogues", f"{language}.po")
    pairs = entries(file.read_text(encoding="utf-8"))
    return MappingProxyType({text: said for text, said in pairs if text and said})


def entries(source: str) -> Iterator[tuple[str, str]]:
    """The pairs of a catalogue, empty ones as well.

    Raises:
        ValueError: a line that is none of comment, `msgid`, `msgstr` or a text going on.
    """
    texts: dict[str, list[str]] = {}
    key = ""
    for number, line in enumerate(source.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        if word == "msgid":
            yield from _finished(texts)
            texts = {}
        if word in ("msgid", "msgstr"):
            key, line = word, rest
            texts[key] = []
        try:
            texts[key].append(_text(line))
        except (KeyError, SyntaxError, ValueError):
            raise ValueError(f"line {number} of a catalogue is none: {line}") from None
    yield from _finished(texts)


def _finished(texts: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    if texts:
        yield "".join(texts["msgid"]), "".join(texts.get("msgstr", ()))


def _text(quoted: str) -> str:
    found = ast.literal_eval(quoted.strip())
    if not isinstance(found, str):
        raise ValueError(quoted)
    return found
