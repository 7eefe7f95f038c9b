"""What a calendar says of a plan: a line for each session, and what belongs to it."""

from __future__ import annotations

from typing import Final

from clinic_tui.judgement.session_words import repeated
from clinic_tui.model.person import Clinic
from clinic_tui.model.plan import Interval, Plan, Session
from clinic_tui.model.text import shown
from reports.language import day, known, mark, number, say
from reports.retold import retold

TITLE: Final = mark("Return to running")
NAMES: Final = {
    "run": mark("Run/walk"),
    "walk": mark("Walk"),
    "cross": mark("Easy training"),
    "strength": mark("Strength and mobility"),
}
LENGTH: Final = mark("{name}: {minutes} min")
JOGGED: Final = mark("{name}: jog {jogged} of {minutes} min")
STRETCHES: Final = {
    "walk": mark("walk {length}"),
    "jog": mark("jog {length}"),
    "run": mark("run {length}"),
}
HARD: Final = mark("{stretch} {effort}")
EFFORTS: Final = {
    "easy": mark("easy"),
    "steady": mark("steady"),
    "brisk": mark("brisk"),
    "hard": mark("hard"),
}
FAST: Final = mark("{stretch} at {speed} km/h")
MINUTES: Final = mark("{count} min")
METRES: Final = mark("{count} m")
WORK: Final = mark("{kinds}, {phase}")
AND: Final = mark("{one} and {other}")
KINDS: Final = (
    mark("warm up"),
    mark("strength"),
    mark("mobility"),
    mark("stretching"),
    mark("cross training"),
    mark("pool"),
)
PHASES: Final = (mark("strengthen"), mark("load"), mark("run/walk"), mark("run"))
NOT_AFTER: Final = mark("Not after {day}. Questions: {telephone}")


def summary(session: Session) -> str:
    """One line, such as `Run/walk: jog 3 of 15 min`."""
    name = say(NAMES[session.kind])
    if not session.intervals:
        return name
    total = number(session.total_minutes)
    if not session.jog_minutes:
        return say(LENGTH, name=name, minutes=total)
    return say(JOGGED, name=name, jogged=number(session.jog_minutes), minutes=total)


def description(plan: Plan, session: Session, clinic: Clinic) -> str:
    """How it is run, what is done before and after, until when the plan holds, whom to ask."""
    lines = [repeated([_stretch(each) for each in session.intervals])] if session.intervals else []
    # Which exercises these are stands on paper; their names would tell what is injured.
    works = (plan.work(name) for name in (session.before, session.work))
    lines += [_work(work.name) for work in works if work is not None]
    if session.note:
        lines.append(shown(retold(session.note)))
    ends = say(NOT_AFTER, day=day(plan.until), telephone=shown(clinic.telephone))
    return "\n".join([*lines, ends])


def _stretch(interval: Interval) -> str:
    metres = interval.metres
    length = (
        say(MINUTES, count=number(interval.minutes))
        if metres is None
        else say(METRES, count=f"{metres:.0f}")
    )
    said = say(STRETCHES[interval.gait], length=length)
    if interval.effort is not None:
        said = say(HARD, stretch=said, effort=say(EFFORTS[interval.effort]))
    if interval.kmh is not None:
        said = say(FAST, stretch=said, speed=number(interval.kmh))
    return said


def _work(name: str) -> str:
    """A work's name, which is put together of kinds and a phase."""
    kinds, comma, phase = name.rpartition(", ")
    one, and_, other = kinds.partition(" and ")
    if not comma:
        return known(name)
    both = say(AND, one=known(one), other=known(other)) if and_ else known(kinds)
    return say(WORK, kinds=both, phase=known(phase))
