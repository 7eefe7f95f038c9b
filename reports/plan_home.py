"""The patient plan's home programme: each exercise drawn, with dose, cue and when to stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from reports import signs
from reports.flow import Block, beside, space
from reports.house import DOOR_BODY, DOOR_DISPLAY, LEFT, RIGHT
from reports.language import mark, say
from reports.pen import Pen
from reports.plan_cards import (
    ACROSS,
    BEFORE,
    CARD,
    GUTTER,
    MOST_LINES,
    Card,
    card,
    figure,
    fitting,
    running_on,
    text,
)
from reports.plan_parts import section
from reports.tags import Tag
from reports.values import DayKind, HomeGroup, HomeKind, PainRule

SCALES: Final = (1.0, 0.93, 0.86, 0.79)
"""Points for a hundredth of the body: the largest that costs no page and no hole is taken."""
TITLE: Final = mark("Your home exercises")
KEY: Final = mark("The darkest part works. Dashes show the start.")
STOPS: Final[dict[PainRule, str]] = {
    "soft tissue": mark("Stop an exercise that hurts 4 or more."),
    "joint": mark("Stop an exercise that hurts 4 or more, or catches."),
    "bone": mark("Stop an exercise at any pain at the injured spot."),
}
BONE_STOP: Final = mark("Stop at any pain.")
"""Before each exercise's own stop, so that none of them reads as if some pain were allowed."""
HEADS: Final[dict[HomeKind, str]] = {
    "loosen": mark("Loosen"),
    "strengthen": mark("Strengthen"),
    "stretch": mark("Stretch"),
    "cross": mark("Cross-training"),
    "pool": mark("In the pool"),
}
HOWS: Final[dict[HomeKind, str]] = {
    "loosen": mark("Never into pain."),
    "strengthen": "",
    "stretch": mark("No bouncing."),
    "cross": mark("Choose one."),
    "pool": mark("Choose one."),
}
DAYS: Final[dict[DayKind, str]] = {
    "run": mark("After each run."),
    "walk": mark("After each walk."),
    "cross": mark("On cycle days."),
    "strength": mark("On strength days."),
    "rest": mark("On rest days."),
}
POOL_DAYS: Final = mark("On swim days.")

Section = tuple[HomeGroup, tuple[Card, ...]]


def sections(groups: Sequence[HomeGroup], rule: PainRule) -> list[Section]:
    """Groups with their cards, made once for every size that is tried."""
    first = say(BONE_STOP) if rule == "bone" else ""
    return [(group, tuple(card(each, first) for each in group.exercises)) for group in groups]


def home_programme(
    parts: Sequence[Section], rule: PainRule, scale: float, again: bool
) -> list[Block]:
    """Heading and one card for each exercise, three in a row; nothing where there is no work.

    Args:
        parts: groups of exercises with their cards.
        rule: the pain rule of the injury.
        scale: of the figures.
        again: whether rows that begin a page say again what they are for.
    """
    if not parts:
        return []
    blocks = [_title(rule)]
    for group, cards in parts:
        head = section(say(HEADS[group.kind]), _when(group))
        blocks.append(head)
        for first in range(0, len(cards), ACROSS):
            figures, *texts = _row(cards[first : first + ACROSS], scale)
            blocks += [replace(figures, again=head) if first and again else figures, *texts]
    return blocks


def _title(rule: PainRule) -> Block:
    def draw(pen: Pen, y: float) -> None:
        with pen.inside(Tag("H2")):
            pen.text(LEFT, y + 19, say(TITLE), DOOR_DISPLAY, "Light")
        pen.text(RIGHT, y + 19, say(KEY), DOOR_BODY, align="right")
        signs.stop(pen, LEFT + 7, y + 35, 6)
        pen.text(LEFT + 20, y + 39.5, say(STOPS[rule]), DOOR_BODY, "SemiBold")

    return Block(48.0, draw, with_next=True)


def _when(group: HomeGroup) -> str:
    days = [POOL_DAYS if group.kind == "pool" and d == "cross" else DAYS[d] for d in group.days]
    if not days and group.exercises[0].before_run:
        days = [BEFORE]
    return " ".join(say(each) for each in (*days, HOWS[group.kind]) if each)


def _row(cards: Sequence[Card], scale: float) -> Iterator[Block]:
    """Figures on one ground line, their texts below: always on one page."""
    scales = [fitting(each.drawing, scale) if each.drawing else scale for each in cards]
    sized = list(zip(cards, scales, strict=True))
    high = max((each.drawing.box[3] * size for each, size in sized if each.drawing), default=0.0)
    places = [LEFT + index * (CARD + GUTTER) for index in range(len(cards))]
    yield beside(
        [figure(each, x, high, size) for (each, size), x in zip(sized, places, strict=True)],
        with_next=True,
    )
    if max(len(each.lines) for each in cards) <= MOST_LINES:
        yield beside([text(each, x) for each, x in zip(cards, places, strict=True)])
    else:
        # Texts too long for a card run over the whole width, and over pages.
        yield from (block for each in cards for block in running_on(each))
    yield space(5)
