"""A session in words and as a picture of low and full blocks."""

from __future__ import annotations

import math

from clinic_tui.judgement.session_words import rounds
from clinic_tui.judgement.values import plain
from clinic_tui.model.plan import Dose, Plan, Session
from clinic_tui.ui.widgets.lines import LEAD, SOFT, WARN, Line, line

GLUE = "\u00a0"
"""Holds a number and its unit on one line."""
NAMES = {"cross": "other", "strength": "strength", "rest": "rest", "run": "run", "walk": "walk"}


def intervals(session: Session) -> str:
    """What is walked and jogged, repeats counted."""
    return rounds(session.intervals, minutes="")


def whole(session: Session) -> str:
    """A session in one line."""
    return intervals(session) or session.note or NAMES[session.kind]


def short(session: Session, room: int) -> str:
    """A session in a dozen letters: what is jogged and walked in all, or of how much."""
    if session.kind == "cross" and session.note:
        return session.note.partition(",")[0].partition(" or ")[0]
    if not session.intervals:
        return NAMES[session.kind]
    walked = session.total_minutes - session.jog_minutes
    parts = [("jog", session.jog_minutes), ("walk", walked)]
    said = " ".join(f"{name} {plain(minutes)}" for name, minutes in parts if minutes)
    if len(said) <= room or not session.jog_minutes:
        return said
    return f"jog {plain(session.jog_minutes)} of {plain(session.total_minutes)}"


def picture(session: Session, room: int, minutes_a_block: int = 1) -> Line:
    """Low blocks walk, full blocks jog; begun blocks count; what has no room is cut with dots."""
    blocks: list[tuple[str, str]] = []
    for interval in session.intervals:
        sign = ("▄", SOFT) if interval.gait == "walk" else ("█", LEAD)
        blocks += [sign] * math.ceil(interval.minutes / minutes_a_block)
    if len(blocks) > room:
        return line(*blocks[: room - 1], ("…", SOFT))
    return line(*blocks, " " * (room - len(blocks)))


def dose(each: Dose) -> str:
    """How much of one exercise."""
    amount = [f"{each.sets}{GLUE}×" if each.sets > 1 else ""]
    if each.reps is not None:
        amount.append(str(each.reps))
    if each.seconds is not None:
        amount.append(f"{each.seconds}{GLUE}s")
    if each.minutes is not None:
        amount.append(f"{plain(each.minutes)}{GLUE}min")
    return f"{each.name} {GLUE.join(part for part in amount if part)}"


def works(plan: Plan, work_id: str) -> str:
    """The exercises that a session names, in one line; empty where it names none."""
    found = plan.work(work_id) if work_id else None
    return f"{found.name}: {', '.join(dose(each) for each in found.doses)}" if found else ""


def mark(session: Session) -> Line:
    """Whether a person changed a day, and why it was kept against a rule."""
    if session.kept:
        return (f"! kept by hand: {session.kept}", WARN)
    return ("changed by hand", SOFT) if session.edited else ""
