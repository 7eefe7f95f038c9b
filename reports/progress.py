"""The progress report: readiness, clearance, scorecard, trends and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from clinic_tui.model.readiness import Readiness
from reports.flow import Block, paged, space
from reports.house import BOTTOM, INK, STOP, TOP
from reports.language import day
from reports.parts import (
    USE,
    Column,
    Field,
    bar_note,
    capital,
    columns,
    fields,
    injury_context,
    last_day,
    listed,
    section,
    title,
)
from reports.pen import Pen
from reports.plan_rules import RULES
from reports.scorecard import scorecard
from reports.sheet import Furniture, document
from reports.sign_off import sign_off
from reports.tags import Tag
from reports.trend_panels import key, trend_rows
from reports.values import ClinicalStanding, ProgressReport
from reports.verdict import verdict

NEXT_VISIT: Final = "Next visit {day}"
NO_VISIT: Final = "No next visit is dated"
STOP_AT: Final = "In a run: {signs}."
CALL: Final = "No more running until we have spoken: {telephone}."
AGAIN: Final = "Judged anew at the next signed assessment."
NO_RUNNING: Final = "No running until a clearance is signed."
NOT_CLEARED: Final = "Not cleared"
SPAN: Final = "{start} to {until}"
TALLEST: Final = 210.0


def progress_report(report: ProgressReport) -> bytes:
    """The report as a PDF."""
    on = day(report.readiness.on)
    furniture = Furniture(
        title=f"Progress report, {on}",
        paper=f"Progress report of {day(report.head.made_at)}",
        expiry=USE.format(day=day(last_day(report.head.made_at, report.standing.decision))),
    )
    return document(report.head, furniture, paged(_blocks(report), TOP, BOTTOM))


def _blocks(report: ProgressReport) -> list[Block]:
    readiness = report.readiness
    blocks = [title("Progress report"), _people(report), space(10), verdict(report), space(8)]
    blocks += _warnings(readiness)
    if readiness.findings:
        note = _protocol(readiness)
        blocks += [section("Readiness scorecard", note)]
        blocks += scorecard(readiness, report.injury.injured)
    blocks += listed("What speaks against clearance", readiness.against)
    blocks += listed("Shown for information, not judged", readiness.shown)
    if report.trends:
        head = section("Trends")
        blocks.append(replace(head, draw=lambda pen, y: _trend_head(pen, y, head)))
        blocks += trend_rows(report.trends)
    blocks += listed("Notes", readiness.notes)
    signed = sign_off(
        report.head, "Assessed and signed by", report.signature, "Not signed: a draft"
    )
    # The signature never stands on a page alone.
    *before, end, gap = _what_next(report)
    return [*blocks, *before, *(replace(each, with_next=True) for each in (end, gap)), signed]


def _people(report: ProgressReport) -> Block:
    patient, injury, on = report.head.patient, report.injury, report.readiness.on
    born = f"Born {day(patient.born)} · {patient.age_on(on)} years · no. {patient.id}"
    sex = "" if report.sex == "not_recorded" else f" · {report.sex}"
    return fields(
        Field(0, 4, "Patient", patient.name, born + sex),
        Field(4, 5, "Injury", f"{injury.sides}: {injury.title}", injury_context(injury)),
        Field(9, 3, "Referred by", report.referrer or "–"),
    )


def _warnings(readiness: Readiness) -> list[Block]:
    """What must be seen before any number: red flags, blocks, scope, sides."""
    blocks: list[Block] = []
    for flag in readiness.flags:
        state = "resolved" if flag.resolved else f"{flag.urgency.words}, not resolved"
        head = f"Red flag {flag.number}, {state}: {flag.name}"
        blocks += bar_note(head, flag.do, INK if flag.resolved else STOP)
    if readiness.unanswered:
        rows = ", ".join(readiness.unanswered)
        blocks += bar_note("Red flags not answered on the day", rows, STOP)
    for block in readiness.blocks:
        blocks += bar_note(f"Blocked: {block.sentence}", "; ".join(block.do), STOP)
    for why in readiness.scope:
        blocks += bar_note("Outside the protocol", why, STOP)
    if readiness.earliest is not None:
        floor = "A floor, never a pass."
        blocks += bar_note(f"No running before {day(readiness.earliest)}", floor, INK)
    for warning in readiness.warnings:
        blocks += bar_note("Warning", warning, STOP)
    return [*blocks, space(4)] if blocks else []


def _protocol(readiness: Readiness) -> str:
    used = readiness.protocol
    if used is None:
        return ""
    return f"Protocol {used.name}, version {used.version}, {used.digest[:8]}"


def _steps(readiness: Readiness) -> Iterable[str]:
    """The way out, what is said of several measures said once."""
    said: dict[str, list[str]] = {}
    for step in readiness.way_out:
        time = f" ({step.minutes.normalize():f} min)" if step.minutes is not None else ""
        name, colon, rest = f"{step.sentence}{time}".partition(": ")
        said.setdefault(f"{colon}{rest}", []).append(name)
    for rest, names in said.items():
        yield from (f"{', '.join(names)}{rest}",) if rest else names
    if readiness.minutes:
        yield f"Together {readiness.minutes.normalize():f} min today."


def _trend_head(pen: Pen, y: float, head: Block) -> None:
    head.draw(pen, y)
    with pen.inside(Tag()):
        key(pen, y + 16.5)


def _what_next(report: ProgressReport) -> list[Block]:
    """What is allowed, the way out, and when to stop and call; then the next visit."""
    visit = report.next_visit
    note = NEXT_VISIT.format(day=day(visit)) if visit is not None else NO_VISIT
    steps, allowed = tuple(_steps(report.readiness)), _allowed(report.standing)
    rule = RULES[report.rule]
    stop = STOP_AT.format(signs=", ".join(rule.stops))
    call = CALL.format(telephone=report.head.clinic.telephone)
    return [
        section("What next", note),
        *columns(
            (
                allowed,
                Column(8 - allowed.span, "Shortest way to a verdict", steps)
                if steps
                else Column(8 - allowed.span, "Readiness", (AGAIN,)),
                Column(4, "Stop and call us", (stop, *map(capital, rule.today), call), stops=True),
            ),
            tallest=TALLEST,
        ),
        space(8),
    ]


def _allowed(standing: ClinicalStanding) -> Column:
    """What was allowed, on which conditions, and why in spite of open criteria."""
    given, now = standing.given, standing.decision
    if given is None:
        return Column(3, NOT_CLEARED, (capital(standing.sentence), NO_RUNNING))
    span = SPAN.format(start=day(given.start), until=day(given.until))
    said = [f"Allowed: {given.allowed}"]
    said += [f"Condition: {condition}" for condition in given.conditions]
    by = given.by
    said.append(f"By {by.name}, {by.role.value}, on {day(by.at.date())}")
    if given.override_reason:
        said.append(f"Reason for the override: {given.override_reason}")
    if now is not None:
        return Column(5, f"{capital(standing.status.words)}: {span}", tuple(said))
    said[0] = f"The clearance before, {span}: {given.allowed}"
    return Column(5, f"{NOT_CLEARED}: {standing.status.words}", (NO_RUNNING, *said))
