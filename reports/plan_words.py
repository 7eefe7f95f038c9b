"""The patient plan's last words: milestones, notes of the clinician, and the article's advice."""

from __future__ import annotations

from typing import Final

from clinic_tui.model.plan import Plan
from reports.flow import Block, beside, lines, space
from reports.house import DOOR_BODY, DOOR_FACT, INK, column
from reports.language import day, known, mark, say
from reports.pen import Pen
from reports.plan_parts import LEAD, STEP, rows_of_text, section
from reports.retold import retold
from reports.typeface import wrapped
from reports.values import PatientPlan

TIPS: Final = (
    (mark("Shoes"), mark("Snug heel, room for the toes. New pair every 500 to 800 km.")),
    (mark("Form"), mark("Tall and loose. Short, quick, soft steps. Elbows bent.")),
    (mark("Rest"), mark("7 to 9 hours of sleep. The hip repairs itself on rest days.")),
    (mark("Mind"), mark("Small goals. A setback is normal: talk to us about it.")),
)
MILESTONE: Final = mark("{day}: {milestone}, at the earliest")
ON_THE_WAY: Final = mark("On the way")
GOOD_TO_KNOW: Final = mark("Good to know")
OVERRIDDEN: Final = mark("Allowed although not all criteria are met: {reason}")


def milestones(plan: Plan) -> list[Block]:
    """What to look forward to, and what is wanted in the end."""
    said = [
        say(MILESTONE, day=day(each.on), milestone=retold(each.name)) for each in plan.milestones
    ]
    if plan.goal is not None:
        said.append(retold(plan.goal.sentence))
    if not said:
        return []
    return [
        section(say(ON_THE_WAY)),
        *(block for text in said for block in lines(_capital(text), DOOR_BODY, lead=LEAD)),
        space(8),
    ]


def notes(paper: PatientPlan) -> list[Block]:
    """What the plan and its programme note, and why a clearance was given all the same."""
    said = [retold(note) for note in paper.plan.notes if note]
    if paper.programme_note:
        said.append(known(paper.programme_note))
    reason = paper.given.override_reason
    if reason and not any(reason in note for note in said):
        # A start that criteria spoke against is said to the runner, with its reason.
        said.insert(0, say(OVERRIDDEN, reason=reason))
    if not said:
        return []
    return [
        section(say(GOOD_TO_KNOW)),
        *(block for note in said for block in (*lines(note, DOOR_BODY, lead=LEAD), space(3))),
        space(5),
    ]


def tips() -> list[Block]:
    """Shoes, form, rest and mind, four across."""
    return [
        space(8),
        beside(
            [_tip(say(head), say(text), *column(3 * i, 3)) for i, (head, text) in enumerate(TIPS)]
        ),
    ]


def _tip(head: str, text: str, x: float, room: float) -> Block:
    rows = wrapped(text, room, DOOR_BODY)

    def draw(pen: Pen, y: float) -> None:
        pen.rule(x, y, x + room, y, INK, 0.9)
        pen.text(x, y + 16, head, DOOR_FACT, "SemiBold")
        rows_of_text(pen, x, y + 31, rows)

    return Block(22 + len(rows) * STEP, draw)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
