"""A session in words and as a picture of low and full blocks."""

from __future__ import annotations

import math

from clinic_tui.judgement.session_words import rounds
from clinic_tui.judgement.values import plain
from clinic_tui.model.plan import Dose, Plan, Session
from clinic_tui.ui.widgets.lines import LEAD, SOFT, WARN, Line, line

NAMES = {"cross": "other", "strength": "strength", "rest": "rest", "run": "run", "walk": "walk"}


def intervals(session: Session) -> str:
    """What is walked and jogged, repeats counted."""
    return rounds(session.intervals, minutes="")


def whole(session: Session) -> str:
    """A session in one line."""
    return intervals(session) or session.note or NAMES[session.kind]


def short(session: Session) -> str:
    """A session in a dozen letters: what is jogged and walked in all."""
    if session.kind == "cross" and session.note:
        return session.note.partition(",")[0].partition(" or ")[0]
    if not session.intervals:
        return NAMES[session.kind]
    walked = session.total_minutes - session.jog_minutes
    parts = [("jog", session.jog_minutes), ("walk", walked)]
    return " ".join(f"{name} {plain(minutes)}" for name, minutes in parts if minutes)


def picture(session: Session, room: int, minutes_a_block: int = 1) -> Line:
    """Low blocks walk, full blocks jog; begun blocks count; nothing where there is no room."""
    blocks: list[Line] = []
    used = 0
    for interval in session.intervals:
        count = math.ceil(interval.minutes / minutes_a_block)
        used += count
        walks = interval.gait == "walk"
        blocks.append(("▄" * count, SOFT) if walks else ("█" * count, LEAD))
    if used > room:
        return line((" " * room, SOFT))
    return line(*blocks, " " * (room - used))


def dose(each: Dose) -> str:
    """How much of one exercise."""
    amount = [f"{each.sets} ×" if each.sets > 1 else ""]
    if each.reps is not None:
        amount.append(str(each.reps))
    if each.seconds is not None:
        amount.append(f"{each.seconds} s")
    if each.minutes is not None:
        amount.append(f"{plain(each.minutes)} min")
    return f"{each.name} {' '.join(part for part in amount if part)}"


def works(plan: Plan, work_id: str) -> str:
    """The exercises that a session names, in one line; empty where it names none."""
    found = plan.work(work_id) if work_id else None
    return f"{found.name}: {', '.join(dose(each) for each in found.doses)}" if found else ""


def mark(session: Session) -> Line:
    """Whether a person changed a day, and why it was kept against a rule."""
    if session.kept:
        return (f"! kept by hand: {session.kept}", WARN)
    return ("changed by hand", SOFT) if session.edited else ""
