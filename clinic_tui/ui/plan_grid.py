"""A plan as weeks by days where there is room, else day by day; the chosen day is marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from clinic_tui.judgement.plan_lint import Broken
from clinic_tui.judgement.values import plain
from clinic_tui.model.plan import Plan, Session
from clinic_tui.ui.plan_words import intervals, mark, picture, short, whole, works
from clinic_tui.ui.widgets.lines import (
    BOLD,
    DAYS,
    HEAD,
    INK,
    LEAD,
    SOFT,
    WARN,
    Line,
    day,
    fit,
    line,
    wrap,
)

ROOM_FOR_WEEKS = 104
"""Columns from which a week stands in one row."""
NAME = 10
PICTURE = 32


@dataclass(slots=True)
class Grid:
    """Lines, and which of them show which day."""

    lines: list[Line] = field(default_factory=list)
    at: dict[date, int] = field(default_factory=dict)


def grid(
    plan: Plan,
    broken: Sequence[Broken],
    answers: Mapping[date, str],
    chosen: date | None,
    today: date,
    width: int,
) -> Grid:
    """The plan's days at a width, the linter's answer under each week.

    Args:
        plan: its sessions.
        broken: the rules that they break.
        answers: what is said of a week that keeps them, by its Monday.
        chosen: the day that is marked.
        today: days before it are past.
        width: columns.
    """
    found = Grid()
    weekly = width >= ROOM_FOR_WEEKS
    if weekly:
        room = (width - NAME) // 7
        heads = (fit(name, room, HEAD) for name in DAYS)
        found.lines += [line(fit("", NAME), *heads), ""]
    for number, (monday, sessions) in enumerate(_weeks(plan), 1):
        said = [each for each in broken if monday <= each.on < monday + timedelta(days=7)]
        wrong = {each.on for each in said if not each.kept}
        if weekly:
            _week_row(found, number, monday, sessions, wrong, chosen, width)
        else:
            _week_list(found, number, monday, sessions, wrong, chosen, today, width)
        indent = NAME if weekly else 2
        for text, style in _said(said, answers.get(monday, "")):
            found.lines += [
                line((" " * indent, SOFT), piece)
                for piece in wrap(text, width - indent, style, indent=2)
            ]
        found.lines.append("")
    return found


def _said(broken: Sequence[Broken], answer: str) -> Iterator[tuple[str, str]]:
    """What the linter says of a week: its answer, or each broken line, and why it was kept."""
    if answer and not broken:
        yield f"✓ {answer}", SOFT
    for each in broken:
        text = f"{_short_day(each.on)}: {each.sentence}."
        if each.kept:
            yield f"! {text} Kept: {each.kept}", SOFT
        else:
            yield f"× {text}", "bold $warn"


def day_lines(plan: Plan, session: Session, width: int) -> Iterator[Line]:
    """One day in full."""
    total = f"   {plain(session.total_minutes)} min" if session.intervals else ""
    step = f"   step {session.step}" if session.step else ""
    yield line((_short_day(session.on), BOLD), (f"   {whole(session)}", INK), (total + step, SOFT))
    if session.intervals:
        yield picture(session, width)
    for label, work in (("Before", session.before), ("With it", session.work)):
        if said := works(plan, work):
            for row, piece in enumerate(wrap(said, width - NAME)):
                yield line(fit(label if row == 0 else "", NAME, SOFT), piece)
    if said_mark := mark(session):
        text, style = said_mark if isinstance(said_mark, tuple) else ("", SOFT)
        yield from wrap(text, width, style, indent=2)


def _weeks(plan: Plan) -> Iterator[tuple[date, list[Session]]]:
    """Mondays with their sessions."""
    weeks: dict[date, list[Session]] = {}
    for session in plan.sessions:
        monday = session.on - timedelta(days=session.on.weekday())
        weeks.setdefault(monday, []).append(session)
    yield from weeks.items()


def _week_row(
    found: Grid,
    number: int,
    monday: date,
    sessions: Iterable[Session],
    wrong: set[date],
    chosen: date | None,
    width: int,
) -> None:
    room = (width - NAME) // 7
    by_day = {session.on: session for session in sessions}
    first: list[Line] = [fit(f"Week {number}", NAME, BOLD)]
    second: list[Line] = [fit(day(monday)[:-5], NAME, SOFT)]
    for on in (monday + timedelta(days=each) for each in range(7)):
        session = by_day.get(on)
        found.at[on] = len(found.lines)
        if session is None:
            first.append(fit("", room))
            second.append(fit("", room))
            continue
        style = WARN if on in wrong else LEAD if session.jog_minutes else SOFT
        ground = " on $pick" if on == chosen else ""
        sign = "× " if on in wrong else "! " if session.kept else "* " if session.edited else ""
        words = fit(
            sign + short(session, room - 1 - len(sign)),
            room - 1,
            ("bold " if ground else "") + style + ground,
        )
        first += [words, " "]
        second += [picture(session, room - 1, 2), " "]
    found.lines += [line(*first), line(*second)]


def _week_list(
    found: Grid,
    number: int,
    monday: date,
    sessions: Iterable[Session],
    wrong: set[date],
    chosen: date | None,
    today: date,
    width: int,
) -> None:
    found.lines.append(line((f"Week {number}", BOLD), (f"   from {day(monday)}", SOFT)))
    for session in sessions:
        found.at[session.on] = len(found.lines)
        here = session.on == chosen
        sign = "×" if session.on in wrong else "!" if session.kept else " "
        ground = " on $pick" if here else ""
        style = SOFT if not session.intervals or session.on < today else INK
        room = width - 2 - 11 - 11 - 8
        jog = f"jog {plain(session.jog_minutes)}" if session.jog_minutes else ""
        total = f"{plain(session.total_minutes)} min" if session.intervals else ""
        said = intervals(session) or whole(session)
        found.lines.append(
            line(
                ("›" if here else " ", f"bold $lead{ground}"),
                (sign, f"bold $warn{ground}"),
                fit(_short_day(session.on), 11, (BOLD if session.intervals else SOFT) + ground),
                fit(said, room, style + ground),
                fit(jog, 11, f"bold $lead{ground}", ">"),
                fit(total, 8, style + ground, ">"),
            )
        )


def day_under(shown: Grid, row: int, column: int, width: int) -> date | None:
    """The day that is drawn at a row and a column of the grid; none beside them."""
    if width < ROOM_FOR_WEEKS:
        return next((on for on, top in shown.at.items() if top == row), None)
    weekday, room = (column - NAME) // ((width - NAME) // 7), 2
    if column < NAME or not 0 <= weekday < 7:
        return None
    week = (on for on, top in shown.at.items() if top <= row < top + room)
    return next((on for on in week if on.weekday() == weekday), None)


def _short_day(on: date) -> str:
    return f"{DAYS[on.weekday()]} {day(on)[:-5]}"
