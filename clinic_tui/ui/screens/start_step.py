"""A later start step: which one, and the reason that is printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clinic_tui.judgement.clearance import REASON_LENGTH
from clinic_tui.ui.screens.ask import AskModal
from clinic_tui.ui.typed import UnreadableError

if TYPE_CHECKING:
    from clinic_tui.ui.screens.plan import PlanScreen


def ask_step(screen: PlanScreen, chosen: Callable[[int | None, str], None]) -> None:
    """Asks for the step, then for the reason; an empty step is where the runner stands."""

    def because(step: int) -> None:
        def told(reason: str | None) -> None:
            if reason is not None:
                chosen(step, reason)

        question = AskModal(
            f"Why at step {step}?",
            hint=f"{REASON_LENGTH} letters or more; it stands on the plan with your name",
            read=_reason,
        )
        screen.app.push_screen(question, told)

    def stepped(typed: str | None) -> None:
        if typed is None:
            return
        step = _step(typed)
        if step is None:
            chosen(None, "")
        else:
            because(step)

    hint = "a number of the programme's steps; empty: where the runner stands"
    screen.app.push_screen(AskModal("Begin at which step?", hint=hint, read=_step), stepped)


def _step(typed: str) -> int | None:
    typed = typed.strip()
    if not typed:
        return None
    if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed) <= 99:
        raise UnreadableError("expected the number of a step, or nothing")
    return int(typed) if int(typed) > 1 else None


def _reason(typed: str) -> str:
    if len(typed.strip()) < REASON_LENGTH:
        raise UnreadableError(f"{REASON_LENGTH - len(typed.strip())} letters more")
    return typed
