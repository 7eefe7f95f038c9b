"""What each piece of a paper is, for whoever does not see the page: heading, table, figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Role = Literal[
    "H1",
    "H2",
    "H3",
    "P",
    "Table",
    "TR",
    "TH",
    "TD",
    "L",
    "LI",
    "LBody",
    "Figure",
    "Form",
    "Artifact",
]
Scope = Literal["Row", "Column"]


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """One element of a paper's structure; the same tag again goes on with the same element."""

    role: Role = "P"
    of: Tag | None = None
    """What it is a part of; absent, it belongs to the element around it, else to the paper."""
    alt: str = ""
    """What a figure shows, as a sentence with its numbers."""
    scope: Scope | None = None
    """What a table's head stands for."""
    span: int = 1
    """How many columns a cell takes."""
    area: tuple[float, float, float, float] | None = None
    """Left, top, width and height of a figure on its page."""

    def __post_init__(self) -> None:
        if self.role == "Figure" and not self.alt:
            raise ValueError("a figure says what it shows")


FURNITURE: Final = Tag("Artifact")
"""What stands on every page and is not read aloud again: head, foot, repeated column heads."""

TEXT_IN: Final[dict[str, Role]] = {
    "Document": "P",
    "Table": "TR",
    "TR": "TD",
    "L": "LI",
    "LI": "LBody",
}
"""What a text becomes that is written straight into an element that holds no text itself."""
