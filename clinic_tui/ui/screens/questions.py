"""What an assessment asks in a box: why not done, an older value, another protocol, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_tui.desk.errors import DeskError
from clinic_tui.judgement.values import day, shown_reading
from clinic_tui.model.words import NotDoneReason, Side, Unit
from clinic_tui.ui.conditions import Conditions
from clinic_tui.ui.screens.choose import Choice, ChooseModal
from clinic_tui.ui.screens.conditions import ConditionsModal
from clinic_tui.ui.screens.note import NoteModal
from clinic_tui.ui.screens.stopwatch import Held, Setting, StopwatchModal
from clinic_tui.ui.widgets.row_input import RowInput
from clinic_tui.ui.wording import cell_name, short

if TYPE_CHECKING:
    from clinic_tui.knowledge.protocol import Protocol
    from clinic_tui.ui.screens.assessment import AssessmentScreen


def why_not_done(screen: AssessmentScreen) -> None:
    """Asks why the test of the cell was not done."""
    visit = screen.visit

    def chosen(reason: NotDoneReason | None) -> None:
        if reason is not None:
            screen.keys.not_done(reason)
        screen.changed()

    reasons = [Choice(reason.value, reason) for reason in NotDoneReason]
    name = cell_name(visit.measure, visit.cells.here[1])
    screen.app.push_screen(ChooseModal(f"{name} not done: why?", "", reasons), chosen)


def conditions(screen: AssessmentScreen) -> None:
    """Asks how the test of the row is done."""
    visit = screen.visit
    screen.keys.finish()
    measure, side = visit.measure, visit.cells.here[1]

    def chosen(how: Conditions | None) -> None:
        if how is not None:
            visit.choose(measure, how)
        screen.changed()

    before = visit.before(visit.cells.here)
    modal = ConditionsModal(measure, visit.conditions(measure, side), before)
    screen.app.push_screen(modal, chosen)


def stopwatch(screen: AssessmentScreen) -> None:
    """Times the test of the row, where it is one in seconds."""
    visit = screen.visit
    screen.keys.finish()
    measure, here = visit.measure, visit.cells.here[1]
    if measure.unit is not Unit.SECOND:
        visit.say(f"{measure.name} is not measured in seconds", trouble=True)
        screen.show()
        return

    def timed(found: dict[Side, Held] | None) -> None:
        if found:
            sides = {Side.LEFT: "L ", Side.RIGHT: "R ", Side.NONE: ""}
            cells = [sides[side] + held.typed for side, held in found.items()]
            row = " ".join((measure.code, *cells))
            if not screen.keys.write_row(row):
                # What is odd or refused is offered on the line, so that no time is lost.
                said = visit.said
                screen.query_one(RowInput).value = row
                screen.action_row()
                visit.say(said, trouble=True)
        screen.changed()

    sides = sorted(visit.cells.sides_of(measure), key=lambda side: side is not here)
    before = {side: visit.before((measure.id, side)) for side in sides}
    setting = Setting(
        measure=measure,
        sides=sides,
        injured=visit.episode.injured.sides,
        how=visit.conditions(measure, here).words,
        last={side: shown_reading(old, measure) for side, old in before.items() if old},
        limit=visit.limit(measure),
    )
    screen.app.push_screen(StopwatchModal(setting, screen.stopwatch_clock), timed)


def note(screen: AssessmentScreen) -> None:
    """Asks for the note of the visit."""

    def written(text: str | None) -> None:
        if text is not None:
            screen.visit.record.note(text)
        screen.changed()

    screen.app.push_screen(NoteModal(screen.visit.draft.notes), written)


def older_reading(screen: AssessmentScreen) -> None:
    """Offers the newest older reading of the cell, with its date, to be taken over by name."""
    visit = screen.visit
    reading = visit.older()
    name = cell_name(visit.measure, visit.cells.here[1])
    if reading is None:
        visit.say(f"{name}: an empty cell and an older reading are needed", trouble=True)
        screen.show()
        return

    def chosen(taken: bool | None) -> None:
        if taken:
            try:
                draft = screen.desk.bring_forward(screen.patient_id, visit.draft, reading)
            except DeskError as error:
                visit.say(error.sentence, trouble=True)
            else:
                visit.record.clear_text(visit.cells.here)
                visit.record.take(draft)
        screen.changed()

    age = (visit.record.today - reading.on).days
    value = f"{short(reading, visit.measure)} of {day(reading.on)}, {age} days old"
    by = f"by your name, {screen.desk.clinician.name}"
    choices = [Choice("leave the cell empty", False), Choice(f"take over {value}", True, by)]
    why = "It keeps its date and is judged by its age; a reading that is too old stays unknown."
    screen.app.push_screen(ChooseModal(f"Older reading of {name}", why, choices), chosen)


def other_protocol(screen: AssessmentScreen) -> None:
    """Another protocol for this diagnosis, by name."""
    visit = screen.visit
    here, diagnosis = visit.protocol, visit.episode.diagnosis
    fitting = [p for p in visit.library.protocols.values() if diagnosis in p.classes]
    if not fitting:
        visit.say(f"no protocol is for {diagnosis.words}", trouble=True)
        screen.show()
        return

    def chosen(protocol: Protocol | None) -> None:
        if protocol is not None and protocol is not here:
            visit.protocol = protocol
            visit.lay_out()
            visit.say(f"judged by {protocol.name}, chosen by name")
        screen.changed()

    fitting.sort(key=lambda protocol: protocol is not here)
    choices = [Choice(p.name, p, "judged by now" if p is here else p.verdict_note) for p in fitting]
    why = "The protocol that is chosen here is written beside the verdict when you sign."
    screen.app.push_screen(ChooseModal("Judge by which protocol?", why, choices), chosen)


def drop_draft(screen: AssessmentScreen) -> None:
    """Asks before the draft is thrown away."""

    def chosen(sure: bool | None) -> None:
        if not sure:
            return
        try:
            if screen.on_disk:
                screen.desk.drop_draft(screen.patient_id)
        except DeskError as error:
            screen.visit.say(f"{error.title}: {error.sentence}", trouble=True)
            screen.show()
            return
        screen.keeper.forget()
        screen.dismiss()

    choices = [
        Choice("keep the draft", False),
        Choice("throw the draft away", True, "all that was entered at this visit goes"),
    ]
    screen.app.push_screen(ChooseModal("Throw this draft away?", "", choices), chosen)


def leave(screen: AssessmentScreen) -> None:
    """Leaves once the draft is on the disk; asks where something would be lost."""
    error, unread = screen.keeper.error, screen.visit.unread
    if error is None and not unread:
        screen.leave_when_kept()
        return

    def chosen(what: str | None) -> None:
        if what == "leave" and error is not None:
            screen.keeper.forget()
        if what in ("leave", "again"):
            screen.leave_when_kept()

    choices = [Choice("stay", "stay", "all that was typed stays on the screen")]
    if error is not None:
        choices.append(Choice("try once more", "again", "and leave when it is kept"))
    choices.append(Choice("leave", "leave", "what is not kept goes"))
    lost = f"Not read into the draft: {'; '.join(unread)}." if unread else ""
    why = " ".join(filter(None, (error.sentence if error else "", lost)))
    screen.app.push_screen(ChooseModal("Leave the assessment?", why, choices), chosen)
