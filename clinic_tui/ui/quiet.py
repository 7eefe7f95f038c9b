"""The environment without what makes Textual write down keys, messages or the screen."""

from __future__ import annotations

from collections.abc import MutableMapping

LOOKS = frozenset(
    {
        "TEXTUAL_ANIMATIONS",
        "TEXTUAL_COLOR_SYSTEM",
        "TEXTUAL_DIM_FACTOR",
        "TEXTUAL_DISABLE_KITTY_KEY",
        "TEXTUAL_FPS",
        "TEXTUAL_SMOOTH_SCROLL",
        "TEXTUAL_SPEEDUPS",
    }
)
"""Variables that only change how it looks."""


def quieten(environment: MutableMapping[str, str]) -> None:
    """Takes out logs, devtools, screenshots, foreign drivers and whatever may come to them.

    They would put patients' values and typed passphrases into files nobody asked for. Textual
    reads its variables once, so this must come before it is imported.
    """
    for name in list(environment):
        of_textual = name == "TEXTUAL" or name.startswith("TEXTUAL_")
        if (of_textual and name not in LOOKS) or name == "PYTHONASYNCIODEBUG":
            del environment[name]
