"""The themes and their tokens: paper, ink, one accent, one warning."""

from __future__ import annotations

from textual.theme import Theme

DARK = {
    "paper": "#12161b",
    "sheet": "#181d24",
    "ink": "#dde3e9",
    "soft": "#98a3af",
    "line": "#3a444f",
    "lead": "#7cb8e8",
    "warn": "#f0a06a",
    "band": "#222d38",
    "pick": "#20303f",
}
LIGHT = {
    "paper": "#fbfbf9",
    "sheet": "#f1f3f4",
    "ink": "#1a2026",
    "soft": "#58636e",
    "line": "#c3cad1",
    "lead": "#0b4f82",
    "warn": "#a33c08",
    "band": "#e1e9ef",
    "pick": "#dbe8f2",
}
CONTRAST = {
    "paper": "#000000",
    "sheet": "#000000",
    "ink": "#ffffff",
    "soft": "#dcdcdc",
    "line": "#8c8c8c",
    "lead": "#8fd3ff",
    "warn": "#ffb27a",
    "band": "#242424",
    "pick": "#00315c",
}
SIXTEEN = {
    "paper": "ansi_black",
    "sheet": "ansi_black",
    "ink": "ansi_bright_white",
    "soft": "ansi_white",
    "line": "ansi_bright_black",
    "lead": "ansi_bright_cyan",
    "warn": "ansi_bright_yellow",
    # No tint is dark enough on every terminal; the chosen row has its mark all the same.
    "band": "ansi_black",
    "pick": "ansi_black",
}
OF_SIXTEEN = {
    "ansi-background": "ansi_black",
    "ansi-foreground": "ansi_bright_white",
    "block-cursor-background": "ansi_bright_white",
    "block-cursor-foreground": "ansi_black",
    "border-blurred": "ansi_bright_black",
    "input-cursor-background": "ansi_bright_white",
    "input-cursor-foreground": "ansi_black",
    "input-cursor-text-style": "none",
    "input-selection-background": "ansi_white",
    "input-selection-foreground": "ansi_black",
    "screen-selection-background": "ansi_white",
    "screen-selection-foreground": "ansi_black",
}
"""What Textual asks of a theme without mixed colours."""
TOKENS = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST, "ansi": SIXTEEN}
"""By the names that settings give them."""
DEFAULT = "clinic-dark"


def _theme(name: str, tokens: dict[str, str]) -> Theme:
    paper, soft, lead, line = tokens["paper"], tokens["soft"], tokens["lead"], tokens["line"]
    return Theme(
        name=f"clinic-{name}",
        dark=name != "light",
        ansi=name == "ansi",
        primary=lead,
        secondary=lead,
        accent=lead,
        success=lead,
        warning=tokens["warn"],
        error=tokens["warn"],
        foreground=tokens["ink"],
        background=paper,
        surface=paper,
        panel=tokens["sheet"],
        variables={
            **tokens,
            "footer-background": paper,
            "footer-key-background": paper,
            "footer-key-foreground": lead,
            "footer-description-background": paper,
            "footer-description-foreground": soft,
            "input-selection-background": tokens["band"],
            "scrollbar": line,
            "scrollbar-background": paper,
            "scrollbar-background-active": paper,
            "scrollbar-background-hover": paper,
            "scrollbar-corner-color": paper,
            "scrollbar-hover": soft,
            "scrollbar-active": lead,
            **(OF_SIXTEEN if name == "ansi" else {}),
        },
    )


THEMES = tuple(_theme(name, tokens) for name, tokens in TOKENS.items())
