"""The pain rule as a table: every combination that it tells apart, one line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from clinic_tui.judgement.pain import advise
from clinic_tui.knowledge.pain_rule import PainRule
from clinic_tui.model.runlog import Gone, RunLog

Answer = int | bool | Gone | None
Column = tuple[tuple[str, tuple[Answer, ...]], ...]

SPANS: Final[Column] = (
    ("0", (0,)),
    ("1-3", (1, 2, 3)),
    ("4-10", tuple(range(4, 11))),
    ("-", (None,)),
)
GONE: Final[Column] = (
    ("24 h", (Gone.WITHIN_24_H,)),
    ("48 h", (Gone.AFTER_24_TO_48_H,)),
    (">48 h", (Gone.BEYOND_48_H,)),
    ("-", (None,)),
)
KILLER: Final[Column] = (("no", (False,)), ("yes", (True,)), ("-", (None,)))
COLUMNS: Final = (
    ("during", SPANS),
    ("after", SPANS),
    ("morning", SPANS),
    ("gone", GONE),
    ("painkiller", KILLER),
)
SIGNS: Final = ("sharp", "limp", "night_pain", "catching", "red_flag")


def table(rule: PainRule) -> Iterator[str]:
    """The rule's rows, then every combination of answers with its advice.

    `-` is not written, `any` is every answer of its column; answers that come to the same stand
    in one line. Signs of danger are listed once: they decide whatever else was written.
    """
    yield f"Pain rule: {rule.name} ({', '.join(each.words for each in rule.classes)})"
    yield "The strictest row that matches wins:"
    for row in rule.rows:
        off = f", {row.days_off} days off" if row.days_off else ""
        yield f"  {row.advice.words + off:<24} {row.name}"
    yield f"  {'clean':<24} what no row matches; advances after the step's number of sessions"
    yield ""
    for sign in SIGNS:
        said = _said(rule, (0, 0, 0, None, False), {sign: True})
        yield f"  {sign.replace('_', ' '):<11} with 0 at all three moments: {said}"
    yield ""
    lines = [(*(name for name, _ in COLUMNS), "advice"), *_lines(rule, ())]
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        padded = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        yield "  ".join(padded).rstrip()


def _lines(rule: PainRule, answered: tuple[Answer, ...]) -> tuple[tuple[str, ...], ...]:
    """The table below some answers; equal tables below different answers become one."""
    if len(answered) == len(COLUMNS):
        return ((_said(rule, answered, {}),),)
    _, column = COLUMNS[len(answered)]
    below: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for word, values in column:
        for value in values:
            words = below.setdefault(_lines(rule, (*answered, value)), [])
            if word not in words:
                words.append(word)
    return tuple(
        ("any" if len(words) == len(column) else ", ".join(words), *line)
        for lines, words in below.items()
        for line in lines
    )


def _said(rule: PainRule, answered: Sequence[Answer], signs: dict[str, bool]) -> str:
    during, after, morning, gone, killer = answered
    log = RunLog.model_validate(
        {
            "id": "r",
            "episode": "e",
            "on": date(2026, 1, 1),
            "done_jog_minutes": Decimal(10),
            "pain_during": during,
            "pain_after": after,
            "pain_next_morning": morning,
            "gone": gone,
            "painkiller": killer,
            "sharp": False,
            "limp": False,
            "night_pain": False,
            "entered_at": datetime(2026, 1, 3, tzinfo=UTC),
            **signs,
        }
    )
    said = advise(log, rule)
    return "clean" if said.row == "clean" else said.advice.words
