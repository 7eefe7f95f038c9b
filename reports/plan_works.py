"""The patient plan's home programme: what is done on which days, and the milestones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from clinic_tui.model.plan import Dose, Plan, Session, Work
from reports.flow import Block, lines, space
from reports.house import DOOR_BODY, DOOR_FACT, INK, LEFT, ROOM, column
from reports.pen import Pen
from reports.plan_warnings import LEAD, section
from reports.session_words import minutes
from reports.sheet import day
from reports.typeface import wrapped
from reports.values import PainRule

DAYS: Final = {
    "run": "run days",
    "walk": "walk days",
    "cross": "swim and cycle days",
    "strength": "strength days",
    "rest": "rest days",
}

STOPS: Final[dict[PainRule, str]] = {
    "soft tissue": "Stop an exercise that hurts 4 or more.",
    "joint": "Stop an exercise that hurts 4 or more, or catches.",
    "bone": "Stop an exercise at any pain at the injured spot.",
}


def home_programme(plan: Plan, rule: PainRule) -> list[Block]:
    """One entry for each piece of work, with the days it belongs to."""
    if not plan.works:
        return []
    blocks = [section("Besides running", STOPS[rule])]
    for work in plan.works:
        blocks += _entry(work, _when(work, plan.sessions))
    return blocks


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
    ]


def _when(work: Work, sessions: Iterable[Session]) -> str:
    """The kinds of days that ask for it, and whether before or after."""
    before: dict[str, None] = {}
    after: dict[str, None] = {}
    for session in sessions:
        if session.before == work.id:
            before[DAYS[session.kind]] = None
        if session.work == work.id:
            after[DAYS[session.kind]] = None
    said = [f"before, on {', '.join(before)}"] if before else []
    said += [f"on {', '.join(after)}"] if after else []
    return "; ".join(said)


def _entry(work: Work, when: str) -> Iterator[Block]:
    name, _, _ = work.name.partition(",")
    head = _capital(name) + (f" ({when})" if when else "")
    titles = wrapped(head, ROOM, DOOR_FACT, "SemiBold")
    for title in titles:
        yield _title(title)
    doses = [_dose(dose) for dose in work.doses]
    for first in range(0, len(doses), 2):
        yield _pair(doses[first : first + 2])
    yield space(4)


def _title(text: str) -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.text(LEFT, y + 13, text, DOOR_FACT, "SemiBold")

    return Block(18.0, draw, with_next=True)


def _pair(texts: list[str]) -> Block:
    laid = []
    for index, text in enumerate(texts):
        x, room = column(index * 6, 6)
        laid.append((x, wrapped(text, room - 16, DOOR_BODY)))
    height = max(len(rows) for _, rows in laid) * DOOR_BODY * LEAD

    def draw(pen: Pen, y: float) -> None:
        for x, rows in laid:
            pen.disc(x + 4, y + 8, 1.6, INK)
            at = y + 12
            for row in rows:
                pen.text(x + 13, at, row, DOOR_BODY)
                at += DOOR_BODY * LEAD

    return Block(height, draw)


def _dose(dose: Dose) -> str:
    """Such as `Bridge: 2 × 15` or `Plank: 2 × 30 s`."""
    many = f"{dose.sets} × " if dose.sets > 1 else ""
    if dose.reps is not None:
        return f"{dose.name}: {many}{dose.reps}" + ("" if dose.sets > 1 else " times")
    if dose.seconds is not None:
        return f"{dose.name}: {many}{dose.seconds} s"
    if dose.minutes is not None:
        return f"{dose.name}: {many}{minutes(dose.minutes)}"
    return dose.name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
