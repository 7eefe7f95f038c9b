"""Deciding on an advice: accepted as it is, or another one with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_tui.desk.errors import DeskError
from clinic_tui.judgement.clearance import REASON_LENGTH
from clinic_tui.judgement.pain import bolder
from clinic_tui.model.runlog import Advice, RunLog
from clinic_tui.ui.course_lines import advice_words
from clinic_tui.ui.screens.ask import AskModal
from clinic_tui.ui.screens.choose import Choice, ChooseModal
from clinic_tui.ui.typed import UnreadableError
from clinic_tui.ui.widgets.lines import week_day

if TYPE_CHECKING:
    from clinic_tui.ui.screens.diary import DiaryScreen

THEN = {
    Advice.ADVANCE: "the next step comes next",
    Advice.REPEAT: "the same step again",
    Advice.HOLD: "the same step, once the pain is gone",
    Advice.STEP_BACK: "one step back, and no growth for a week",
    Advice.STOP_AND_CALL: "no run before a clinician has seen the runner",
}


def accept(screen: DiaryScreen) -> None:
    """Accepts the advice on the chosen run, signed by who is at the desk."""
    log = _waiting(screen)
    if log is not None and log.advice is not None:
        _decide(screen, log, log.advice, "")


def otherwise(screen: DiaryScreen) -> None:
    """Asks for another advice on the chosen run, then for the reason."""
    log = _waiting(screen)
    if log is None or log.advice is None:
        return
    if not screen.desk.clinician.may_sign:
        # Refused before anything is asked; the desk's own words.
        _decide(screen, log, log.advice, "")
        return
    said = log.advice
    choices = [
        Choice(advice_words(each), each, f"{_how(each, said)}: {THEN[each]}")
        for each in reversed(Advice)
        if each is not said
    ]

    def chosen(other: Advice | None) -> None:
        if other is not None:
            _ask_why(screen, log, other)

    title = f"The run of {week_day(log.on)}: what instead of {said.words}?"
    screen.app.push_screen(ChooseModal(title, screen.reason(log), choices), chosen)


def _ask_why(screen: DiaryScreen, log: RunLog, other: Advice) -> None:
    def because(reason: str | None) -> None:
        if reason is not None:
            _decide(screen, log, other, reason)

    question = f"{other.words.capitalize()} on {week_day(log.on)}: why?"
    hint = f"by {screen.desk.clinician.name}; {REASON_LENGTH} characters or more, kept and counted"
    screen.app.push_screen(AskModal(question, hint=hint, read=_reason), because)


def _waiting(screen: DiaryScreen) -> RunLog | None:
    """The chosen run where it waits for a decision; else says why not."""
    log = screen.run
    if log is None:
        screen.tell("! No run was entered yet; there is nothing to decide.")
    elif log.decision is not None:
        screen.tell("! A decision was taken on this run already.")
    elif log.advice is None:
        screen.tell("! There is no advice on this run.")
    else:
        return log
    return None


def _decide(screen: DiaryScreen, log: RunLog, advice: Advice, reason: str) -> None:
    try:
        screen.desk.decide_advice(screen.patient_id, log.id, advice, reason)
    except DeskError as error:
        screen.complain(error)
        screen.read()
        return
    screen.next_waiting()


def _how(other: Advice, said: Advice) -> str:
    return "bolder than the advice" if bolder(other, said) else "more careful than the advice"


def _reason(typed: str) -> str:
    if len(typed.strip()) < REASON_LENGTH:
        raise UnreadableError(f"give a reason of {REASON_LENGTH} characters or more")
    return typed
