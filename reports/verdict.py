"""Readiness and clearance side by side, and the tally of the criteria."""

from __future__ import annotations

from typing import Final

from clinic_tui.model.readiness import Readiness
from clinic_tui.model.words import Outcome, Verdict
from reports import signs
from reports.flow import Block
from reports.house import (
    BODY,
    FACT,
    HAIR,
    INJURED,
    INK,
    LEFT,
    RIGHT,
    ROOM,
    SECOND,
    SMALL,
    STOP,
    VERDICT,
    WASH,
)
from reports.language import day
from reports.parts import bounded, capital
from reports.pen import Pen
from reports.tags import Tag
from reports.typeface import wrapped
from reports.values import ProgressReport

LAW: Final = "Criteria met is not clearance: only a person clears."
VERDICTS: Final = {
    Verdict.READY: "Ready",
    Verdict.NOT_READY: "Not ready",
    Verdict.CANNOT_SAY: "Cannot say",
}


def verdict(report: ProgressReport) -> Block:
    """Readiness and clearance side by side, neither louder than the other."""
    readiness, standing = report.readiness, report.standing
    half = (ROOM - 42) / 2
    second = LEFT + 14 + half + 14
    left = wrapped(capital(readiness.sentence), half, BODY)
    said = capital(bounded(standing.sentence))
    right = [] if said == capital(standing.status.words) else wrapped(said, half, BODY)
    for reason in standing.reasons[1:]:
        right += wrapped(capital(bounded(reason)), half, BODY)
    right += wrapped(LAW, half, SMALL)
    text = 40 + max(len(left), len(right)) * 11.4
    tally = bool(readiness.findings)
    height = text + (30 if tally else 6)
    allows = standing.decision is not None

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
                capital(standing.status.words),
                right,
                allows,
            ),
        ):
            with pen.inside(Tag("H2")):
                pen.text(x, y + 14, label, SMALL, ink=SECOND)
            with pen.inside(Tag()):
                used = pen.text(x, y + 29.5, word, VERDICT, "SemiBold", INJURED if good else INK)
            if word == VERDICTS[Verdict.CANNOT_SAY]:
                signs.question(pen, x + used + 13, y + 25, 12, INK)
            else:
                (signs.go if good else signs.stop)(pen, x + used + 13, y + 25, 6)
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
