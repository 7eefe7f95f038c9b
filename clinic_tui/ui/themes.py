"""The two themes and their tokens: paper, ink, one accent, one warning."""

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
DEFAULT = "clinic-dark"


def _theme(name: str, tokens: dict[str, str], *, dark: bool) -> Theme:
    paper, soft, lead, line = tokens["paper"], tokens["soft"], tokens["lead"], tokens["line"]
    return Theme(
        name=name,
        dark=dark,
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
        },
    )


THEMES = (_theme("clinic-dark", DARK, dark=True), _theme("clinic-light", LIGHT, dark=False))
