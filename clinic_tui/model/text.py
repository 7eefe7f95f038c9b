"""Makes a chart's text harmless to show: what it contains is seen and never acts."""

from __future__ import annotations

import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}
"""Zero-width joiners shape Persian, Hindi and other names; they order and hide nothing."""


def shown(text: str) -> str:
    """The text on one line, with control, escape and direction characters as visible codes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def shown_lines(text: str) -> list[str]:
    """The same for text of several lines, such as a note."""
    return [shown(line) for line in text.replace("\r\n", "\n").split("\n")]


def in_place(text: str) -> str:
    """The text as a field shows it: letter for letter, so that the mark stays where it edits."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_stand_in(char) for char in text)


def _stand_in(char: str) -> str:
    """One cell for a character that acts: its picture where there is one."""
    if _visible(char) == char:
        return char
    if char < " ":
        return chr(0x2400 + ord(char))
    return "\u2421" if char == "\x7f" else "\ufffd"


def _visible(char: str) -> str:
    if char in _JOINERS or unicodedata.category(char) not in _HIDDEN:
        return char
    return f"[U+{ord(char):04X}]"
