"""Plain symbols, for fonts that lack the others: one cell is drawn instead of one cell."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

PLAIN = str.maketrans(
    {
        **{"✓": "√", "×": "x", "■": "#", "□": "-", "·": ".", "•": "*", "\xa0": " "},
        **{"━": "=", "┃": "!", "╌": "-", "╎": ":", "▏": "|", "▎": "|", "▍": "|", "▌": "|"},
        **{"▁": "▄", "▂": "▄", "▃": "▄", "▅": "▄", "▆": "█", "▇": "█", "▔": "─"},
        **{"⏎": "<", "⌫": "<", "▸": ">", "▾": "v", "▶": ">", "▼": "v", "▊": "|", "▕": "|"},
    }
)
DOTS = range(0x2801, 0x2900)
"""Braille cells, which small charts are drawn with."""
MANY = 4
"""Dots of a braille cell from which it is drawn as a full mark."""
for _code in DOTS:
    PLAIN[_code] = "●" if (_code - DOTS.start + 1).bit_count() >= MANY else "○"


class PlainSymbols(LineFilter):
    """The last thing before the terminal, so that no screen need know of it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same cells in plain symbols."""
        return plain(segments)


def plain(segments: Sequence[Segment]) -> list[Segment]:
    """Segments with every symbol of the plain set."""
    return [
        each if each.control or each.text.isascii() else Segment(translated(each.text), each.style)
        for each in segments
    ]


def translated(text: str) -> str:
    """A text in plain symbols."""
    return text.translate(PLAIN)
