"""The patient plan's last words: milestones, notes of the clinician, and the article's advice."""

from __future__ import annotations

from typing import Final

from clinic_tui.model.plan import Plan
from reports.flow import Block, beside, lines, space
from reports.house import DOOR_BODY, DOOR_FACT, INK, column
from reports.pen import Pen
from reports.plan_parts import LEAD, STEP, rows_of_text, section
from reports.sheet import day
from reports.typeface import wrapped
from reports.values import PatientPlan

TIPS: Final = (
    ("Shoes", "Snug heel, room for the toes. New pair every 500 to 800 km."),
    ("Form", "Tall and loose. Short, quick, soft steps. Elbows bent."),
    ("Rest", "7 to 9 hours of sleep. The hip repairs itself on rest days."),
    ("Mind", "Small goals. A setback is normal: talk to us about it."),
)


def milestones(plan: Plan) -> list[Block]:
    """What to look forward to, and what is wanted in the end."""
    said = [f"{day(each.on)}: {each.name}, at the earliest" for each in plan.milestones]
    if plan.goal is not None:
        said.append(plan.goal.sentence)
    if not said:
        return []
    return [
        section("On the way"),
        *(block for text in said for block in lines(_capital(text), DOOR_BODY, lead=LEAD)),
        space(8),
    ]


def notes(paper: PatientPlan) -> list[Block]:
    """What the plan and its programme note, and why a clearance was given all the same."""
    said = [note for note in (*paper.plan.notes, paper.programme_note) if note]
    reason = paper.given.override_reason
    if reason and not any(reason in note for note in said):
        # A start that criteria spoke against is said to the runner, with its reason.
        said.insert(0, f"Allowed although not all criteria are met: {reason}")
    if not said:
        return []
    return [
        section("Good to know"),
        *(block for note in said for block in (*lines(note, DOOR_BODY, lead=LEAD), space(3))),
        space(5),
    ]


def tips() -> list[Block]:
    """Shoes, form, rest and mind, four across."""
    return [space(8), beside([_tip(*tip, *column(3 * i, 3)) for i, tip in enumerate(TIPS)])]


def _tip(head: str, text: str, x: float, room: float) -> Block:
    rows = wrapped(text, room, DOOR_BODY)

    def draw(pen: Pen, y: float) -> None:
        pen.rule(x, y, x + room, y, INK, 0.9)
        pen.text(x, y + 16, head, DOOR_FACT, "SemiBold")
        rows_of_text(pen, x, y + 31, rows)

    return Block(22 + len(rows) * STEP, draw)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
