"""The course in lines: a stop first, where the runner stands, then the days with what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from textual.content import Content

from clinic_tui.judgement.pain import Advised, Place, needed
from clinic_tui.judgement.values import plain
from clinic_tui.knowledge.programme import Programme
from clinic_tui.model.runlog import Advice, Gone, RunLog, RunLogId
from clinic_tui.ui.course_days import CourseDay, EmptyDays, RunDay
from clinic_tui.ui.widgets.banner import NARROW
from clinic_tui.ui.widgets.lines import (
    BOLD,
    DAYS,
    HEAD,
    INK,
    LEAD,
    RULE,
    SOFT,
    WARN,
    Line,
    day,
    fit,
    line,
    week_day,
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
GONE = {
    Gone.WITHIN_24_H: "24 h",
    Gone.AFTER_24_TO_48_H: "48 h",
    Gone.BEYOND_48_H: "> 48 h",
}
NONE = "–"
INDENT = 4
MARK, DATE, DONE, PAIN, GONE_IN, ADVICE = 2, 11, 13, 8, 9, 18
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


def stop_lines(stop: RunDay, advised: Advised | None, width: int) -> Iterator[Line]:
    """What must be seen first: nothing goes on."""
    head = (" ■ STOP AND CALL ", "bold reverse $warn")
    yield line(head, (f"  the run of {week_day(stop.on)}", "bold $warn"))
    written = ", ".join(written_signs(stop.log))
    reason = advised.clinician if advised is not None else "the clinician sees the runner first"
    yield from wrap(f"{written}: {reason}" if written else reason, width, BOLD)
    if stop.log.decision is None:
        yield from wrap(
            "No run until a clinician has decided: y accepts, x decides otherwise.", width
        )
    else:
        by = stop.log.decision.by
        said = (
            f"Accepted by {by.name}, {day(by.at.date())}. No run until clearance is given anew: d."
        )
        yield from wrap(said, width)


def place_lines(
    place: Place, programme: Programme, last: Place | None, today: date, width: int
) -> Iterator[Line]:
    """Where the runner stands today.

    Args:
        place: today, a break counted.
        programme: whose steps they are.
        last: the place after the last run; none before the first.
        today: the day.
        width: columns.
    """
    step = programme.steps[place.step - 1]
    head = f"Stands at step {place.step} of {len(programme.steps)}: {step.name}"
    yield from wrap(head, width, BOLD)
    said = [f"{place.clean} of {needed(programme, place.step)} clean sessions in a row"]
    if last is not None and last.step > place.step and last.last_run is not None:
        lost = last.step - place.step
        many = "1 step" if lost == 1 else f"{lost} steps"
        said.append(f"{many} back for the break since {week_day(last.last_run)}")
    if place.no_run_before is not None and place.no_run_before > today:
        said.append(f"no run before {week_day(place.no_run_before)}")
    if place.not_growing_until is not None and place.not_growing_until > today:
        said.append(f"no growth until {week_day(place.not_growing_until)}")
    yield from wrap("; ".join(said), width, SOFT)


def written_signs(log: RunLog) -> Iterator[str]:
    """What was written besides the scores, in words."""
    if log.red_flag:
        yield "a red flag"
    if log.night_pain or (log.night_pain is None and log.sign == 2):
        yield "pain at night"
    if log.limp:
        yield "a limp"
    if log.sharp:
        yield "sharp pain"
    if log.catching:
        yield "catching or locking"
    if log.painkiller or (log.painkiller is None and log.sign == 3):
        yield "a painkiller"
    if log.sign == 1 and not (log.limp or log.sharp) and None in (log.limp, log.sharp):
        yield "sharp pain or a limp, not known which"
    if log.sign == 4 and None in (log.sharp, log.limp, log.night_pain, log.painkiller):
        yield "several signs, not known which"


def day_lines(
    days: Sequence[CourseDay],
    advised: dict[RunLogId, Advised],
    programme: Programme | None,
    chosen: RunLogId | None,
    today: date,
    width: int,
) -> Shown:
    """The time line, newest first, with a heading where the step changes."""
    shown = Shown()
    shown.lines.append(_heading(width))
    step: int | None = -1
    for each in days:
        if each.step != step:
            step = each.step
            shown.lines.extend(("", (_step_name(step, programme), HEAD)))
        if isinstance(each, EmptyDays):
            shown.lines.append(_empty(each, today, width))
            continue
        log = each.log
        found = list(_run(log, advised.get(log.id), chosen=log.id == chosen, width=width))
        shown.at[log.id] = (len(shown.lines), len(found))
        shown.lines.extend(found)
    return shown


def _step_name(step: int | None, programme: Programme | None) -> str:
    if step is None:
        return "Outside the plan"
    if programme is None or step > len(programme.steps):
        return f"Step {step}"
    return f"Step {step}: {programme.steps[step - 1].name}"


def _heading(width: int) -> Line:
    picture = _picture_room(width)
    return line(
        fit("", MARK),
        fit("newest first", DATE + DONE + picture, SOFT),
        fit("in run", PAIN, SOFT, ">"),
        fit("after", PAIN, SOFT, ">"),
        fit("morning", PAIN, SOFT, ">"),
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
        planned = f"{said} of {plain(last.jog_minutes)} min planned"
        return line(fit("", MARK), fit(_date(last.on), DATE), (f"? {planned}", SOFT))
    when = f"{_date(first.on)} to {_date(last.on)}"
    return line(
        fit("", MARK), fit(when, 25), (f"? no entry of {len(each.sessions)} planned runs", SOFT)
    )


def _run(log: RunLog, advised: Advised | None, *, chosen: bool, width: int) -> Iterator[Line]:
    advice = log.advice
    style = STYLES.get(advice, BOLD) if advice is not None else SOFT
    yield line(
        fit("›" if chosen else "", MARK, "bold $lead"),
        fit(_date(log.on), DATE, BOLD if chosen else INK),
        fit(_done(log), DONE, BOLD if chosen else INK),
        _blocks(log, _picture_room(width)),
        *(_score(log, score) for score in (log.pain_during, log.pain_after, log.pain_next_morning)),
        fit(GONE[log.gone] if log.gone is not None else NONE, GONE_IN, SOFT, ">"),
        (f"  {advice_words(advice)}" if advice is not None else "  no advice", style),
    )
    room = width - INDENT
    for part in _said(log, advised, chosen=chosen):
        text, colour = part
        yield from (line(fit("", INDENT), row) for row in wrap(text, room, colour, indent=2))


def _said(log: RunLog, advised: Advised | None, *, chosen: bool) -> Iterator[tuple[str, str]]:
    """Signs, reason, what is to be asked, the decision, the note."""
    signs = ", ".join(written_signs(log))
    if signs:
        yield f"! {signs}", WARN
    reason = _reason(log, advised)
    decision = log.decision
    accepted = decision is not None and decision.advice is log.advice
    if not chosen and accepted:
        reason = f"{reason} · ✓ accepted" if reason else "✓ accepted"
    if not chosen and decision is None and log.advice is not None:
        reason = f"{reason} · ? not decided" if reason else "? not decided"
    if reason:
        yield reason, SOFT
    ask = advised.ask if advised is not None and decision is None else ()
    if ask:
        more = f"; and {len(ask) - 2} more" if not chosen and len(ask) > 2 else ""
        yield f"? ask: {'; '.join(ask if chosen else ask[:2])}{more}", WARN
    if decision is not None and (chosen or not accepted):
        by = f"{decision.by.name}, {day(decision.by.at.date())}"
        if accepted:
            yield f"✓ accepted by {by}", INK
        else:
            words = advice_words(decision.advice)
            yield f"! decided otherwise: {words}, because: {decision.reason} ({by})", BOLD
    elif chosen and decision is None and log.advice is not None:
        yield "? not decided: y accepts, x decides otherwise", LEAD
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


def _score(log: RunLog, score: int | None) -> tuple[str, str]:
    """A score; what nobody wrote is a dash, and a paper's 9 may be 10."""
    if score is None:
        return fit(NONE, PAIN, SOFT, ">")
    text = "9–10" if score == 9 and log.code else str(score)
    return fit(text, PAIN, "bold $warn" if score >= 4 else BOLD if score else INK, ">")


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
    drawn = line(("█" * done, LEAD), ("·" * left, RULE))
    return line(drawn, " " * (width - drawn.cell_length))


def _count(minutes: Decimal) -> int:
    return -int(-minutes // 1)
