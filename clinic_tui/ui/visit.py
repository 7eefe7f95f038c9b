"""The visit at the keyboard: the sheet's cells, the draft and its conditions. No screen in here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pydantic import ValidationError

from clinic_tui.judgement.entry import problems
from clinic_tui.judgement.values import best
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Measure
from clinic_tui.knowledge.protocol import Criterion, Protocol
from clinic_tui.model.assessment import Assessment, FlagId
from clinic_tui.model.chart import Chart
from clinic_tui.model.reading import Answered, Measured, NotDone, Reading
from clinic_tui.model.words import Side, StopReason
from clinic_tui.ui import grammar
from clinic_tui.ui.cells import Cells
from clinic_tui.ui.conditions import Conditions, conditions_of, set_up_as, under, usual
from clinic_tui.ui.record import Cell, Record
from clinic_tui.ui.rows import ALWAYS, rows
from clinic_tui.ui.wording import cell_name, full_name, lacks, odd, short_of, text_of


class Visit:
    """One open assessment and the place where the next key goes."""

    def __init__(
        self,
        chart: Chart,
        draft: Assessment,
        library: Library,
        protocol: Protocol | None,
        assessor: str,
        today: date,
    ) -> None:
        self.chart = chart
        self.library = library
        self.protocol = protocol
        self.record = Record(draft, today)
        self.episode = chart.episode(draft.episode)
        signed = [a for a in chart.of_episode(draft.episode) if a.signed is not None]
        self.earlier = tuple(reversed(signed))
        """Signed visits of this episode, the last one first."""
        self.last = self.earlier[0] if self.earlier else None
        self.cells = Cells(self.episode.injured)
        self.said = ""
        """What the last key came to, where it must be said."""
        self.trouble = False
        """Whether what was said is a refusal or a question."""
        self._assessor = assessor
        self.line = ""
        """What stands on the command line and was not entered."""
        self._added: list[Measure] = []
        self.lay_out()
        # A draft that was left goes on where something is still open.
        if not self.needs(self.cells.here):
            self.cells.next_where(self.needs)

    def lay_out(self) -> None:
        """Makes the rows anew, as after another protocol or a measure added by code."""
        added = [measure.id for measure in self._added]
        self.cells.lay_out(
            rows(self.episode, self.protocol, self.library, self.draft, self.last, added)
        )

    def add(self, measure: Measure) -> None:
        """Gives a measure that was asked for by code its row."""
        if measure not in self.cells.rows:
            self._added.append(measure)
            self.lay_out()

    @property
    def draft(self) -> Assessment:
        """The assessment as it is entered so far."""
        return self.record.draft

    @property
    def measure(self) -> Measure:
        """The measure of the cell that takes the next key."""
        return self.cells.row

    @property
    def chosen_protocol(self) -> Protocol | None:
        """The protocol that was chosen by name; none where the class's own judges."""
        own = self.library.protocol_for(self.episode.diagnosis)
        return None if self.protocol is own else self.protocol

    @property
    def open_questions(self) -> int:
        """Red-flag rows and questions on masked pain that nobody answered today."""
        flags = [self.record.answered(FlagId(flag.id)) for flag in self.library.triage.flags]
        masking = self.record.masking
        return [*flags, masking.painkiller_24h, masking.injection_6w].count(None)

    def text(self, cell: Cell) -> str:
        """What stands in a cell."""
        if cell in self.record.typed:
            return self.record.typed[cell]
        reading = self.draft.reading(*cell)
        return "" if reading is None else text_of(reading, self.library.measures[cell[0]])

    def before(self, cell: Cell) -> Reading | None:
        """What the last signed visit holds for a cell."""
        return self.last.reading(*cell) if self.last else None

    def lacks(self, cell: Cell) -> str:
        """What a cell still lacks, in words; empty where it is whole."""
        if cell in self.record.typed:
            return self.record.refused.get(cell, "not finished")
        faults = any(cell[0] in c.measures and c.faults_at_most is not None for c in self.criteria)
        measure = self.library.measures[cell[0]]
        return lacks(self.draft.reading(*cell), measure, faults=faults)

    def needs(self, cell: Cell) -> bool:
        """Whether enter stops at a cell: it lacks something, and no other test stands for it.

        Of the measures of one criterion any will do; one that the last visit holds is asked for
        all the same, so that it can be compared.
        """
        if not self.lacks(cell):
            return False
        measure, side = cell
        if self.text(cell) or self.before(cell) is not None or measure in ALWAYS:
            return True
        mine = [c for c in self.criteria if measure in c.measures]
        return not mine or not all(
            any(self._whole((other, side)) for other in c.measures if other != measure)
            for c in mine
        )

    def _whole(self, cell: Cell) -> bool:
        return isinstance(self.draft.reading(*cell), Measured) and not self.lacks(cell)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What the protocol judges; nothing where there is none."""
        return self.protocol.criteria if self.protocol else ()

    def limit(self, measure: Measure) -> Decimal | None:
        """The least that a test must reach, in its unit; none where nothing asks for one."""
        asked = [c for c in self.criteria if measure.id in c.measures and c.kind == "at_least"]
        return asked[0].limit if asked else None

    def odd(self, reading: Reading) -> str:
        """What is odd about a reading, in one sentence; empty where nothing is."""
        measure = self.library.measures[reading.measure]
        limit = self.limit(measure)
        if limit is not None and isinstance(reading, Measured):
            held = best(reading, measure)
            if reading.stopped is StopReason.TIME_REACHED and held < limit:
                return short_of(held, limit)
        return odd(reading, measure)

    @property
    def unread(self) -> tuple[str, ...]:
        """Cells whose text could not be read into the draft, with that text; the line too."""
        cells = tuple(
            f"{cell_name(self.library.measures[name], side)} “{text.strip()}”"
            for (name, side), text in self.record.typed.items()
            if text.strip()
        )
        return (*cells, f"the line “{self.line}”") if self.line else cells

    def conditions(self, measure: Measure, side: Side = Side.NONE) -> Conditions:
        """How a test is done today: as chosen, as read today, as set up last time, as usual."""
        if measure.id in self.record.chosen:
            return self.record.chosen[measure.id]
        for each in (side, *Side):
            reading = self.draft.reading(measure.id, each)
            if isinstance(reading, Measured) and not self.older_entry(reading):
                return conditions_of(reading)
        earlier = (set_up_as(self.before((measure.id, each))) for each in Side)
        return next((how for how in earlier if how is not None), usual(measure))

    def choose(self, measure: Measure, chosen: Conditions) -> None:
        """Sets how a test is done: for its readings of today, and for empty rows of its group.

        The device and make or break go to the group's empty rows that offer them; position and
        lever are the row's own.
        """
        self.record.remember()
        for side in Side:
            reading = self.draft.reading(measure.id, side)
            if isinstance(reading, Measured) and not self.older_entry(reading):
                self.record.put((measure.id, side), under(reading, chosen, measure))
        self.record.chosen[measure.id] = chosen
        for other in self.cells.rows:
            if other.group is not measure.group or other.id == measure.id:
                continue
            if any(self.draft.reading(other.id, side) for side in Side):
                continue
            now = self.conditions(other)
            if chosen.device in other.devices:
                now = replace(now, device=chosen.device, model=chosen.model)
            if chosen.contraction in other.contractions:
                now = replace(now, contraction=chosen.contraction)
            self.record.chosen[other.id] = now
        self.say(f"{full_name(measure)}: {chosen.words}")

    def older(self) -> Reading | None:
        """The newest signed reading of this cell, if it may be taken over."""
        cell = self.cells.here
        if self.draft.reading(*cell) is not None or self.record.typed.get(cell, "").strip():
            return None
        found = (visit.reading(*cell) for visit in self.earlier if visit.id != self.draft.id)
        return next((reading for reading in found if reading is not None), None)

    def undo(self) -> None:
        """Takes the last entry back."""
        self.say("taken back" if self.record.undo() else "nothing to take back")
        self.lay_out()

    def say(self, sentence: str, *, trouble: bool = False) -> None:
        """Leaves a sentence for the screen."""
        self.said, self.trouble = sentence, trouble

    def quiet(self) -> None:
        """Takes back what was said."""
        self.said, self.trouble = "", False

    def older_entry(self, reading: Reading) -> bool:
        """Whether a reading was not taken today: it keeps its date and is not typed on."""
        return bool(reading.carried_by) or reading.on != self.record.today

    def readings(self, got: grammar.Row) -> dict[Cell, Reading]:
        """The readings of a typed row.

        Raises:
            TypingError: no value yet, or one that cannot be.
        """
        if not got.cells:
            raise grammar.TypingError(f"no value of {got.measure.name} yet")
        return {
            (got.measure.id, side): self.reading((got.measure.id, side), typed)
            for side, typed in got.cells.items()
        }

    def reading(self, cell: Cell, got: grammar.Typed) -> Reading:
        """A typed cell as a reading of today in today's conditions.

        Raises:
            TypingError: the value cannot be.
        """
        measure = self.library.measures[cell[0]]
        taken = {
            "measure": cell[0],
            "side": cell[1],
            "on": self.record.today,
            "assessor": self._assessor,
        }
        reading: Reading
        try:
            if got.reason is not None:
                reading = NotDone.model_validate({**taken, "reason": got.reason, "pain": got.pain})
            elif got.answer is not None:
                reading = Answered.model_validate({**taken, "answer": got.answer})
            else:
                how = self.conditions(measure, cell[1])
                if got.lever_m is not None:
                    how = replace(how, lever_m=got.lever_m)
                numbers = {
                    "trials": got.trials,
                    "unit": got.unit or measure.unit,
                    "pain": got.pain,
                    "faults": got.faults,
                    "stopped": got.stopped,
                }
                reading = under(Measured.model_validate({**taken, **numbers}), how, measure)
        except ValidationError:
            sentence = "a value that cannot be kept; expected a number such as 18.5"
            raise grammar.TypingError(sentence) from None
        for problem in problems(reading, measure):
            if problem.severity == "impossible":
                raise grammar.TypingError(f"refused: {problem.sentence}")
        return reading
