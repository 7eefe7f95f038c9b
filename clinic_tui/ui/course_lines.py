"""The days of a course in lines: planned and done, three pains, advice, reason and decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from textual.content import Content

from clinic_tui.judgement.pain import Advised
from clinic_tui.judgement.values import plain
from clinic_tui.knowledge.programme import Programme
from clinic_tui.model.runlog import Advice, Gone, RunLog, RunLogId
from clinic_tui.ui.course_days import CourseDay, EmptyDays
from clinic_tui.ui.course_top import deciding, written_signs
from clinic_tui.ui.keymap import OWN, Keymap
from clinic_tui.ui.widgets.banner import NARROW
from clinic_tui.ui.widgets.lines import (
    BOLD,
    DAYS,
    HEAD,
    INK,
    LEAD,
    SOFT,
    WARN,
    Line,
    Part,
    day,
    fit,
    line,
    wrap,
)

SIGNS = {
    Advice.ADVANCE: "→",
    Advice.REPEAT: "=",
    Advice.HOLD: "–",
    Advice.STEP_BACK: "←",
    Advice.STOP_AND_CALL: "■",
}
STYLES = {
    Advice.ADVANCE: "bold $lead",
    Advice.STEP_BACK: "bold $warn",
    Advice.STOP_AND_CALL: "bold $warn",
}
MILD = (Advice.ADVANCE, Advice.REPEAT)
GONE = {
    Gone.WITHIN_24_H: "24 h",
    Gone.AFTER_24_TO_48_H: "48 h",
    Gone.BEYOND_48_H: "> 48 h",
}
NONE = "–"
ACCEPTED = "✓ accepted"
INDENT = 4
MARK, DATE, DONE, GONE_IN = 2, 12, 14, 8
PAINS = (("in run", 8), ("after", 7), ("morning", 9))
"""The three moments, and columns of each."""
PICTURE = 34
"""Columns of minutes drawn in blocks, where there is room."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Lines of a page, and which of them belong to which run."""

    lines: list[Line] = field(default_factory=list)
    at: dict[RunLogId, tuple[int, int]] = field(default_factory=dict)
    """First line and number of lines."""


def advice_words(advice: Advice) -> str:
    """An advice with its sign."""
    return f"{SIGNS[advice]} {advice.words}"


def day_lines(
    days: Sequence[CourseDay],
    advised: dict[RunLogId, Advised],
    programme: Programme | None,
    chosen: RunLogId | None,
    today: date,
    width: int,
    keys: Keymap = OWN,
) -> Shown:
    """The time line, newest first, with a heading where the step changes."""
    shown = Shown()
    shown.lines.append(_heading(width))
    heading = ""
    for each in days:
        if (name := _steps(each, programme)) != heading:
            heading = name
            shown.lines.extend(("", (heading, HEAD)))
        if isinstance(each, EmptyDays):
            shown.lines.append(_empty(each, today, width))
            continue
        log = each.log
        here = log.id == chosen
        found = list(_run(log, advised.get(log.id), chosen=here, width=width, keys=keys))
        shown.at[log.id] = (len(shown.lines), len(found))
        shown.lines.extend(found)
    return shown


def _steps(each: CourseDay, programme: Programme | None) -> str:
    """Which step a day belongs to; of many days in one line, from which to which."""
    first = each.sessions[0].step if isinstance(each, EmptyDays) else each.step
    step = each.step
    if step is None:
        return "Outside the plan"
    if first is not None and first != step:
        return f"Steps {min(first, step)} to {max(first, step)}"
    if programme is None or step > len(programme.steps):
        return f"Step {step}"
    return f"Step {step}: {programme.steps[step - 1].name}"


def _heading(width: int) -> Line:
    room = _picture_room(width)
    legend = line(("█", LEAD), (" a minute jogged", SOFT), ("  ·", SOFT), (" not jogged", SOFT))
    return line(
        fit("", MARK),
        fit("newest first", DATE + DONE, SOFT),
        line(" ", legend, " " * (room - 1 - legend.cell_length)) if room else "",
        *(fit(name, columns, SOFT, ">") for name, columns in PAINS),
        fit("gone", GONE_IN, SOFT, ">"),
        ("  advice", SOFT),
    )


def _picture_room(width: int) -> int:
    return PICTURE if width >= NARROW else 0


def _date(on: date) -> str:
    return f"{DAYS[on.weekday()]} {day(on)[:-5]}"


def _empty(each: EmptyDays, today: date, width: int) -> Line:
    first, last = each.sessions[0], each.sessions[-1]
    if first is last:
        said = "no entry yet" if last.on == today else "no entry"
        planned = f"? {said}, {plain(last.jog_minutes)} min planned"
        return line(fit("", MARK), fit(_date(last.on), DATE), (planned, SOFT))
    when = f"{_date(first.on)} to {_date(last.on)}"
    said = f"? no entry, {len(each.sessions)} planned runs"
    return line(fit("", MARK), fit(when, DATE + DONE), (said, SOFT))


def _run(
    log: RunLog, advised: Advised | None, *, chosen: bool, width: int, keys: Keymap
) -> Iterator[Line]:
    advice = log.advice
    style = STYLES.get(advice, BOLD) if advice is not None else SOFT
    yield line(
        fit("›" if chosen else "", MARK, "bold $lead"),
        fit(_date(log.on), DATE, BOLD if chosen else INK),
        fit(_done(log), DONE, BOLD if chosen else INK),
        _blocks(log, _picture_room(width)),
        *_scores(log),
        fit(GONE[log.gone] if log.gone is not None else NONE, GONE_IN, SOFT, ">"),
        (f"  {advice_words(advice)}" if advice is not None else "  no advice", style),
    )
    room = width - INDENT
    for text, colour in _said(log, advised, chosen=chosen, keys=keys):
        if text.startswith(ACCEPTED) and not chosen and advice in MILD:
            # What is settled and mild takes one line; the chosen run says all of it.
            yield line(fit("", INDENT), fit(text, room, colour))
        else:
            yield from (line(fit("", INDENT), row) for row in wrap(text, room, colour, indent=2))


def _said(
    log: RunLog, advised: Advised | None, *, chosen: bool, keys: Keymap
) -> Iterator[tuple[str, str]]:
    """Signs, reason, what is to be asked, the decision, the note."""
    signs = ", ".join(written_signs(log))
    if signs:
        yield f"! {signs}", WARN
    reason = _reason(log, advised)
    decision = log.decision
    accepted = decision is not None and decision.advice is log.advice
    if not chosen and accepted:
        reason = " · ".join(filter(None, (ACCEPTED, reason)))
    if not chosen and decision is None and log.advice is not None:
        reason = " · ".join(filter(None, ("? not decided", reason)))
    if reason:
        yield reason, SOFT
    ask = advised.ask if advised is not None and decision is None else ()
    if ask:
        more = f"; and {len(ask) - 2} more" if not chosen and len(ask) > 2 else ""
        yield f"? ask: {'; '.join(ask if chosen else ask[:2])}{more}", WARN
    if decision is not None and (chosen or not accepted):
        by = f"{decision.by.name}, {day(decision.by.at.date())}"
        if accepted:
            yield f"{ACCEPTED} by {by}", INK
        else:
            words = advice_words(decision.advice)
            yield f"! decided otherwise: {words}, because: {decision.reason} ({by})", BOLD
    elif chosen and decision is None and log.advice is not None:
        yield f"? not decided: {deciding(keys)}", LEAD
    if log.notes:
        yield f"note: {log.notes}", SOFT


def _reason(log: RunLog, advised: Advised | None) -> str:
    if advised is None:
        return ""
    if log.advice is None or advised.advice is log.advice:
        return advised.clinician
    return f"said when it was entered; read now: {advised.advice.words}, {advised.clinician}"


def _done(log: RunLog) -> str:
    planned = "" if log.planned_jog_minutes is None else f" of {plain(log.planned_jog_minutes)}"
    if not log.ran:
        return "not run"
    done = NONE if log.done_jog_minutes is None else plain(log.done_jog_minutes)
    return f"{done}{planned} min"


def _scores(log: RunLog) -> Iterator[Part]:
    """Three scores; what nobody wrote is a dash, and a paper's 9 may be 10."""
    scores = (log.pain_during, log.pain_after, log.pain_next_morning)
    for score, (_, columns) in zip(scores, PAINS, strict=True):
        if score is None:
            yield fit(NONE, columns, SOFT, ">")
        else:
            text = "9–10" if score == 9 and log.code else str(score)
            style = "bold $warn" if score >= 4 else BOLD if score else INK
            yield fit(text, columns, style, ">")


def _blocks(log: RunLog, width: int) -> Content:
    """A full block is a minute jogged, a dot one that was planned and not jogged."""
    if not width or not log.ran or log.done_jog_minutes is None:
        return line(fit("", width))
    planned = log.planned_jog_minutes or Decimal(0)
    whole = max(planned, log.done_jog_minutes, Decimal(1))
    room = width - 2
    scale = min(Decimal(1), Decimal(room) / whole)
    done = _count(log.done_jog_minutes * scale)
    left = max(0, _count(planned * scale) - done)
    drawn = line(("█" * done, LEAD), ("·" * left, SOFT))
    return line(" ", drawn, " " * (width - 1 - drawn.cell_length))


def _count(minutes: Decimal) -> int:
    return -int(-minutes // 1)
