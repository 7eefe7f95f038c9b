"""Both versions of a draft that two windows changed, and what to go on with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clinic_tui.desk.errors import DeskError
from clinic_tui.desk.joining import Both
from clinic_tui.judgement.values import end_shown
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.assessment import FlagAnswer
from clinic_tui.model.reading import Reading
from clinic_tui.ui.screens.choose import Choice, ChooseModal
from clinic_tui.ui.wording import cell_name, text_of

if TYPE_CHECKING:
    from clinic_tui.ui.screens.assessment import AssessmentScreen

MOST = 8
"""Differences that are named; the rest is counted."""


def show_both(screen: AssessmentScreen) -> None:
    """Shows what is here and what is on the disk, and asks how to go on."""
    visit = screen.visit
    try:
        both = screen.desk.both_versions(screen.patient_id, visit.draft)
    except DeskError as error:
        screen.notify(error.sentence, title=error.title, severity="error", markup=False)
        return

    def chosen(first: str | None) -> None:
        if not first:
            return
        screen.desk.go_on_with(screen.patient_id, both)
        visit.record.take(both.joined(mine_first=first == "mine"))
        screen.keeper.again()
        screen.changed()

    said = list(_differences(both, visit.library))
    more = f" And {len(said) - MOST} more." if len(said) > MOST else ""
    why = "; ".join(said[:MOST]) + "." + more if said else "Nothing differs any more."
    choices = (
        Choice("Leave it for now", "", "What you typed stays on the screen."),
        Choice("Join them, mine where both changed", "mine", "What only one window has is kept."),
        Choice("Join them, theirs where both changed", "theirs", "Your values there are dropped."),
    )
    title = "Another window changed this draft"
    screen.app.push_screen(ChooseModal(title, why, choices), chosen)


def _differences(both: Both, library: Library) -> Iterator[str]:
    for (name, side), (here, there) in both.readings().items():
        measure = library.measures[name]
        told = [_told(each, measure) if each else "nothing" for each in (here, there)]
        yield f"{cell_name(measure, side)}: here {told[0]}, there {told[1]}"
    for flag, answers in both.flags().items():
        row = next((each.name for each in library.triage.flags if each.id == flag), flag)
        yield f"{row}: here {_answer(answers[0])}, there {_answer(answers[1])}"
    if both.masking() is not None:
        yield "painkiller or injection: answered differently"
    if (notes := both.notes()) is not None:
        yield f"note: here {notes[0][:60] or 'none'}, there {notes[1][:60] or 'none'}"


def _told(reading: Reading, measure: Measure) -> str:
    """As it would be typed; what ended a hold is in words too."""
    ended = end_shown(reading, measure)
    return f"{text_of(reading, measure)} ({ended})" if ended else text_of(reading, measure)


def _answer(answer: FlagAnswer | None) -> str:
    return "not asked" if answer is None else "yes" if answer.present else "no"
