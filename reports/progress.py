"""The progress report: readiness, clearance, scorecard, trends and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from clinic_tui.model.clearance import ClearanceStatus
from clinic_tui.model.person import Signature
from clinic_tui.model.readiness import Readiness
from clinic_tui.model.words import Outcome, Verdict
from reports import signs
from reports.flow import Block, items, lines, paged, space
from reports.house import (
    BODY,
    BOTTOM,
    DISPLAY,
    FACT,
    HAIR,
    HEADING,
    INJURED,
    INK,
    LEFT,
    RIGHT,
    ROOM,
    SECOND,
    SMALL,
    STOP,
    TINY,
    TOP,
    VERDICT,
    WASH,
    column,
)
from reports.pen import Pen
from reports.scorecard import scorecard
from reports.sheet import Furniture, day, document, fingerprint
from reports.tags import Tag
from reports.trend_panels import key, trend_rows
from reports.typeface import wrapped
from reports.values import ProgressReport, Standing

LONGEST: Final = 300
"""A field of the heading longer than this is cut there, and says so."""
LAW: Final = "Criteria met is not clearance: only a person clears."


def progress_report(report: ProgressReport) -> bytes:
    """The report as a PDF."""
    on = day(report.readiness.on)
    furniture = Furniture(
        title=f"Progress report, {on}",
        paper=f"Progress report of {day(report.head.made_at)}",
        expiry=f"Readiness of {on}; judged anew at each visit.",
    )
    return document(report.head, furniture, paged(_blocks(report), TOP, BOTTOM))


def _blocks(report: ProgressReport) -> list[Block]:
    readiness = report.readiness
    blocks = [_title(), *_people(report), space(10), _verdict(report), space(8)]
    blocks += _warnings(readiness)
    if readiness.findings:
        note = _protocol(readiness)
        blocks += [_section("Readiness scorecard", note)]
        blocks += scorecard(readiness, report.episode.injured)
    blocks += _list("What speaks against clearance", readiness.against)
    blocks += _list("Shortest way to a verdict", list(_steps(readiness)))
    blocks += _list("Shown for information, not judged", readiness.shown)
    if report.trends:
        head = _section("Trends")
        blocks.append(replace(head, draw=lambda pen, y: _trend_head(pen, y, head)))
        blocks += trend_rows(report.trends)
    blocks += _list("Notes", readiness.notes)
    return [*blocks, *_decision(report.standing), _sign_off(report)]


def _title() -> Block:
    return Block(
        30.0,
        lambda pen, y: _ignore(pen.text(LEFT, y + 18, "Progress report", DISPLAY, "Light")),
        tag=Tag("H1"),
    )


def _ignore(_: float) -> None:
    return None


def _bounded(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]} … [{len(text) - LONGEST} characters more in the chart]"


@dataclass(frozen=True, slots=True)
class _Field:
    first: int
    span: int
    label: str
    fact: str
    context: str


def _people(report: ProgressReport) -> list[Block]:
    patient, episode, on = report.head.patient, report.episode, report.readiness.on
    weeks, since = episode.weeks_on(on)
    sides = " and ".join(side.value.upper() for side in episode.injured.sides)
    born = f"Born {day(patient.born)} · {patient.age_on(on)} years · no. {patient.id}"
    sex = "" if patient.sex == "not_recorded" else f" · {patient.sex}"
    started = f"Onset {day(episode.onset)} · week {weeks} since {since}"
    fields = (
        _Field(0, 4, "Patient", patient.name, born + sex),
        _Field(
            4,
            5,
            "Injury",
            f"{sides} hip{'s' if len(episode.injured.sides) > 1 else ''}: {episode.title}",
            f"{episode.diagnosis.words} · other hip {episode.other_hip.words} · {started}",
        ),
        _Field(9, 3, "Referred by", episode.referrer or "–", ""),
    )
    laid = []
    for field in fields:
        x, room = column(field.first, field.span)
        fact = wrapped(_bounded(field.fact), room - 4, FACT, "SemiBold")
        context = wrapped(_bounded(field.context), room - 4, SMALL) if field.context else []
        laid.append((x, room, field.label, fact, context))
    height = max(16 + len(fact) * 12.4 + len(context) * 9.8 for *_, fact, context in laid)

    def draw(pen: Pen, y: float) -> None:
        for x, room, label, fact, context in laid:
            pen.rule(x, y, x + room, y, HAIR)
            with pen.inside(Tag("H2")):
                pen.text(x, y + 10.5, label, SMALL, ink=SECOND)
            at = y + 22.5
            with pen.inside(Tag()):
                for line in fact:
                    pen.text(x, at, line, FACT, "SemiBold")
                    at += 12.4
            with pen.inside(Tag()):
                for line in context:
                    pen.text(x, at - 1.4, line, SMALL, ink=SECOND)
                    at += 9.8

    return [Block(height + 2, draw)]


VERDICTS: Final = {
    Verdict.READY: "Ready",
    Verdict.NOT_READY: "Not ready",
    Verdict.CANNOT_SAY: "Cannot say",
}


def _verdict(report: ProgressReport) -> Block:
    """Readiness and clearance side by side, neither louder than the other."""
    readiness, standing = report.readiness, report.standing
    half = (ROOM - 42) / 2
    second = LEFT + 14 + half + 14
    left = wrapped(_capital(readiness.sentence), half, BODY)
    right = wrapped(_capital(_bounded(standing.sentence)), half, BODY)
    for reason in standing.reasons[1:]:
        right += wrapped(_capital(_bounded(reason)), half, BODY)
    right += wrapped(LAW, half, SMALL)
    text = 40 + max(len(left), len(right)) * 11.4
    tally = bool(readiness.findings)
    height = text + (30 if tally else 6)
    allows = standing.status in (ClearanceStatus.GIVEN, ClearanceStatus.GIVEN_WITH_LIMITS)

    def draw(pen: Pen, y: float) -> None:
        pen.box(LEFT, y, ROOM, height, WASH, round_by=5)
        pen.rule(second - 14, y + 10, second - 14, y + text - 4, HAIR, 0.8)
        ready = readiness.verdict is Verdict.READY
        for x, label, word, body, good in (
            (
                LEFT + 14,
                f"Readiness on {day(readiness.on)}",
                VERDICTS[readiness.verdict],
                left,
                ready,
            ),
            (
                second,
                f"Clearance on {day(report.head.made_at)}",
                _capital(standing.status.words),
                right,
                allows,
            ),
        ):
            with pen.inside(Tag("H2")):
                pen.text(x, y + 14, label, SMALL, ink=SECOND)
            with pen.inside(Tag()):
                pen.text(x, y + 29.5, word, VERDICT, "SemiBold", INJURED if good else INK)
            at = y + 43
            with pen.inside(Tag()):
                for line in body:
                    small = line in wrapped(LAW, half, SMALL)
                    pen.text(x, at, line, SMALL if small else BODY, ink=SECOND if small else INK)
                    at += 11.4
        if tally:
            _tally(pen, y + text, readiness)

    return Block(height, draw)


def _tally(pen: Pen, y: float, readiness: Readiness) -> None:
    """One segment a finding; shape and tone carry the outcome, and words repeat it."""
    count = len(readiness.findings)
    ordered = sorted(readiness.findings, key=lambda f: list(Outcome).index(f.outcome))
    gap = 2.2
    wide = (ROOM - 28 - 168 - gap * (count - 1)) / count
    met = f"{readiness.count(Outcome.MET)} of {count}"
    x = LEFT + 14
    for index, finding in enumerate(ordered):
        at = x + index * (wide + gap)
        if finding.outcome is Outcome.MET:
            pen.box(at, y, wide, 9, INJURED, round_by=1.4)
        else:
            bad = finding.outcome is Outcome.NOT_MET
            pen.box(
                at + 0.4,
                y + 0.4,
                wide - 0.8,
                8.2,
                None,
                STOP if bad else SECOND,
                1.2,
                0.9,
                None if bad else (1.4, 1.6),
            )
    at = RIGHT - 14 - 158
    at += pen.text(at, y + 8.4, met, FACT, "SemiBold", INJURED) + 4
    pen.text(at, y + 8.4, "criteria met", SMALL, ink=SECOND)
    at = x
    for outcome in Outcome:
        number = f"{readiness.count(outcome)} {outcome.words}"
        signs.outcome(pen, at + 3, y + 17.4, outcome, 5.4)
        ink = {Outcome.MET: INJURED, Outcome.NOT_MET: STOP, Outcome.UNKNOWN: SECOND}[outcome]
        at += 10 + pen.text(at + 9, y + 20, number, SMALL, "SemiBold", ink) + 10


def _warnings(readiness: Readiness) -> list[Block]:
    """What must be seen before any number: red flags, blocks, scope, sides."""
    blocks: list[Block] = []
    for flag in readiness.flags:
        state = "resolved" if flag.resolved else f"{flag.urgency.words}, not resolved"
        head = f"Red flag {flag.number}, {state}: {flag.name}"
        blocks += _bar_note(head, flag.do, INK if flag.resolved else STOP)
    if readiness.unanswered:
        rows = ", ".join(readiness.unanswered)
        blocks += _bar_note("Red flags not answered on the day", rows, STOP)
    for block in readiness.blocks:
        blocks += _bar_note(f"Blocked: {block.sentence}", "; ".join(block.do), STOP)
    for why in readiness.scope:
        blocks += _bar_note("Outside the protocol", why, STOP)
    if readiness.earliest is not None:
        floor = "A floor, never a pass."
        blocks += _bar_note(f"No running before {day(readiness.earliest)}", floor, INK)
    for warning in readiness.warnings:
        blocks += _bar_note("Warning", warning, STOP)
    return [*blocks, space(4)] if blocks else []


def _bar_note(head: str, text: str, ink: str) -> list[Block]:
    """A heading and a text behind a bar that survives a copier."""
    x, room = LEFT + 9, ROOM - 9
    inner = [
        *lines(_capital(head), BODY, "SemiBold", ink, x=x, room=room),
        *(lines(_capital(text), BODY, x=x, room=room) if text else []),
    ]
    return [*(_barred(block, ink) for block in inner), space(5)]


def _barred(block: Block, ink: str) -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.box(LEFT, y, 2.4, block.height, ink)
        block.draw(pen, y)

    return replace(block, draw=draw, with_next=True)


def _section(title: str, note: str = "") -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.rule(LEFT, y + 2, RIGHT, y + 2, INK, 0.9)
        used = pen.text(LEFT, y + 16.5, title, HEADING, "SemiBold")
        if note:
            room = ROOM - used - 16
            pen.fit(RIGHT, y + 16.5, note, room, SMALL, ink=SECOND, align="right")

    return Block(23.0, draw, with_next=True, tag=Tag("H2"))


def _protocol(readiness: Readiness) -> str:
    used = readiness.protocol
    if used is None:
        return ""
    return f"Protocol {used.name}, version {used.version}, {used.digest[:8]}"


def _list(title: str, said: Sequence[str]) -> list[Block]:
    if not said:
        return []
    blocks = [_section(title)]
    for first, *rest in items(map(_capital, said), x=LEFT + 9, room=ROOM - 9):
        blocks += [_dotted(first), *rest]
    return [*blocks, space(8)]


def _dotted(block: Block) -> Block:
    def draw(pen: Pen, y: float) -> None:
        pen.disc(LEFT + 2, y + 5.6, 1.3, INK)
        block.draw(pen, y)

    return replace(block, draw=draw)


def _steps(readiness: Readiness) -> Iterable[str]:
    for step in readiness.way_out:
        if step.minutes is not None:
            yield f"{step.sentence} ({step.minutes.normalize():f} min)"
        else:
            yield step.sentence
    if readiness.minutes:
        yield f"Together {readiness.minutes.normalize():f} min today."


def _trend_head(pen: Pen, y: float, head: Block) -> None:
    head.draw(pen, y)
    with pen.inside(Tag()):
        key(pen, y + 16.5)


def _decision(standing: Standing) -> list[Block]:
    """What was allowed, on which conditions, and why in spite of open criteria."""
    given = standing.given
    if given is None:
        return []
    said = [f"Allowed: {given.allowed}", f"From {day(given.start)} to {day(given.until)}."]
    said += [f"Condition: {condition}" for condition in given.conditions]
    said.append(f"By {_signed(given.by)}.")
    if given.override_reason:
        said.append(f"Reason for the override: {given.override_reason}")
    return _list(f"The clearance, now {standing.status.words}", said)


def _signed(by: Signature) -> str:
    registration = f", registration {by.registration}" if by.registration else ""
    return f"{by.name}, {by.role.value}{registration}, {day(by.at.date())}"


def _sign_off(report: ProgressReport) -> Block:
    by = report.signature
    x, room = column(0, 4)
    name = wrapped(_bounded(by.name) if by else "Not signed: a draft", room, FACT, "SemiBold")
    under = f"{by.role.value}, signed {day(by.at.date())}" if by else ""
    registration = f"Registration {_bounded(by.registration)}" if by and by.registration else ""
    context = [
        line for text in (under, registration) if text for line in wrapped(text, room, SMALL)
    ]
    height = max(54.0, 20 + len(name) * 12 + len(context) * 10)

    def draw(pen: Pen, y: float) -> None:
        pen.rule(LEFT, y + 2, RIGHT, y + 2, INK, 0.9)
        with pen.inside(Tag()):
            pen.text(x, y + 14, "Assessed and signed by", SMALL, ink=SECOND)
            at = y + 26
            for line in name:
                pen.text(x, at, line, FACT, "SemiBold")
                at += 12
            for line in context:
                pen.text(x, at - 1, line, SMALL, ink=SECOND)
                at += 10
        start, wide = column(4, 4)
        pen.rule(start, y + 34, start + wide, y + 34, INK)
        pen.text(start, y + 43, "Signature", TINY, ink=SECOND)
        pen.text(start + wide, y + 43, "Date", TINY, ink=SECOND, align="right")
        pen.text(RIGHT, y + 14, "Record fingerprint", SMALL, "SemiBold", align="right")
        code = fingerprint(report.head)
        pen.text(RIGHT, y + 25, code[:20].strip(), SMALL, ink=SECOND, align="right")
        pen.text(RIGHT, y + 35, code[20:].strip(), SMALL, ink=SECOND, align="right")
        pen.text(RIGHT, y + 45, "SHA-256, first 32 digits", TINY, ink=SECOND, align="right")

    return Block(height, draw)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
