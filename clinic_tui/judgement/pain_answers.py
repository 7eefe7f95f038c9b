"""What a run log answers to the pain rule: what is missing, unclear, contradictory or masked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from clinic_tui.knowledge.pain_rule import Sign, When
from clinic_tui.model.runlog import Gone, RunLog

DAY, TWO_DAYS = timedelta(hours=24), timedelta(hours=48)
LIMP_OR_SHARP, NIGHT, PAINKILLER, SEVERAL = 1, 2, 3, 4
"""Figures of the diary's sign box."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One run as the pain rule reads it."""

    scores: dict[When, int | None]
    gone: Gone | None
    signs: frozenset[Sign]
    ask: tuple[str, ...] = field(default=())
    """Questions for the runner, in words."""


def answers(log: RunLog) -> Answers:
    """Reads a run log. What nobody wrote is missing, never zero and never no."""
    scores: dict[When, int | None] = {
        "during": log.pain_during,
        "after": log.pain_after,
        "next_morning": log.pain_next_morning,
    }
    gone = gone_of(log)
    signs = set(_signs(log))
    missing = tuple(_missing(log, scores, gone))
    contradictions = tuple(_contradictions(log, scores, gone))
    if missing:
        signs.add("missing")
    if contradictions:
        signs.add("contradiction")
    unclear = tuple(_unclear(log))
    return Answers(scores, gone, frozenset(signs), (*contradictions, *unclear, *missing))


def gone_of(log: RunLog) -> Gone | None:
    """When the pain had gone: by the hours that were written, else by the box.

    Of pain that was still there at the latest time written, at least that much is known.
    """
    if log.ended_at is None:
        return log.gone
    if log.gone_at is not None:
        return _span(log.gone_at - log.ended_at)
    if log.still_at is not None and (held := log.still_at - log.ended_at) > DAY:
        known = _span(held)
        # The box may know of more than the hours do.
        return Gone.BEYOND_48_H if Gone.BEYOND_48_H in (known, log.gone) else known
    return log.gone


def _span(held: timedelta) -> Gone:
    if held <= DAY:
        return Gone.WITHIN_24_H
    return Gone.AFTER_24_TO_48_H if held <= TWO_DAYS else Gone.BEYOND_48_H


def _signs(log: RunLog) -> Iterator[Sign]:
    if log.red_flag:
        yield "red_flag"
    if log.night_pain or (log.night_pain is None and log.sign == NIGHT):
        yield "night_pain"
    if log.limp:
        yield "limp"
    if log.sharp:
        yield "sharp"
    if log.catching:
        yield "catching"
    if log.painkiller or (log.painkiller is None and log.sign == PAINKILLER):
        yield "painkiller"
    if any(_unclear(log)):
        yield "unclear_signs"


def _unclear(log: RunLog) -> Iterator[str]:
    """The sign box says something happened, and not which."""
    limp_or_sharp = (log.limp, log.sharp)
    if log.sign == LIMP_OR_SHARP and True not in limp_or_sharp and None in limp_or_sharp:
        yield "sharp pain or a limp: which of the two?"
    several = (*limp_or_sharp, log.night_pain, log.painkiller)
    if log.sign == SEVERAL and None in several:
        yield "several signs: which of sharp pain, limp, night pain, painkiller?"


def _missing(log: RunLog, scores: dict[When, int | None], gone: Gone | None) -> Iterator[str]:
    for moment, score in scores.items():
        if score is None:
            yield f"pain {WORDS[moment]}: not written"
    if gone is None and any(score != 0 for score in scores.values()):
        yield "when it was gone: not written"
    if log.sign is None:
        for words, answer in (
            ("sharp pain", log.sharp),
            ("a limp", log.limp),
            ("pain at night", log.night_pain),
            ("a painkiller", log.painkiller),
        ):
            if answer is None:
                yield f"{words}: not written"
    if log.done_jog_minutes is None:
        yield "what was done: not written"


WORDS: dict[When, str] = {
    "during": "in the run",
    "after": "right after",
    "next_morning": "next morning",
}


def _contradictions(
    log: RunLog, scores: dict[When, int | None], gone: Gone | None
) -> Iterator[str]:
    painless = all(score == 0 for score in scores.values())
    if log.ran and log.pain_next_morning is not None and log.entered_at.date() <= log.on:
        yield "next morning had not come when it was entered"
    if painless and gone in (Gone.AFTER_24_TO_48_H, Gone.BEYOND_48_H):
        yield "no pain at all, and yet it took more than 24 h to go"
    if log.sharp and painless:
        yield "sharp pain, and yet 0 at all three moments"
    if log.ended_at is not None:
        for words, at in (("gone", log.gone_at), ("still there", log.still_at)):
            if at is not None and at < log.ended_at:
                yield f"{words} before the run had ended"
    if log.gone_at is not None and log.still_at is not None and log.gone_at < log.still_at:
        yield "still there after it was gone"
    done, planned = log.done_jog_minutes, log.planned_jog_minutes
    if done is not None and planned is not None and done > planned:
        yield f"more was done than planned: {done.normalize():f} of {planned.normalize():f} min"
    no = {1: (log.sharp, log.limp), 2: (log.night_pain,), 3: (log.painkiller,)}
    if log.sign in no and all(answer is False for answer in no[log.sign]):
        yield "the sign box says yes, the answers say no"
    yes = (log.sharp, log.limp, log.night_pain, log.painkiller)
    if log.sign == 0 and True in yes:
        yield "the sign box says nothing, the answers say otherwise"
