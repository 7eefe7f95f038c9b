"""The visit at the keyboard: cells, what is typed in them, and the draft that comes of it.

No screen in here: keys go in, a draft and words come out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from pydantic import ValidationError

from clinic_tui.judgement.entry import problems
from clinic_tui.judgement.values import figure
from clinic_tui.knowledge.library import Library
from clinic_tui.knowledge.measure import Measure
from clinic_tui.knowledge.protocol import Protocol
from clinic_tui.model.assessment import Assessment, FlagAnswer, FlagId, Masking
from clinic_tui.model.chart import Chart
from clinic_tui.model.reading import Answered, Device, Measured, MeasureId, NotDone, Reading
from clinic_tui.model.strict import Strict
from clinic_tui.model.words import Contraction, NotDoneReason, Side
from clinic_tui.ui import grammar
from clinic_tui.ui.rows import full_name, rows, why_not

Value = TypeVar("Value", bound=Strict)
Cell = tuple[MeasureId, Side]


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a test is done; readings are compared only under the same."""

    position: str = ""
    device: str = ""
    model: str = ""
    contraction: Contraction | None = None
    lever_m: Decimal | None = None

    @property
    def words(self) -> str:
        """The conditions as they are read aloud."""
        lever = "" if self.lever_m is None else f"lever {figure(self.lever_m, None)} m"
        device = " ".join(filter(None, (self.device, self.model)))
        test = f"{self.contraction} test" if self.contraction else ""
        return ", ".join(filter(None, (self.position, device, test, lever)))


def usual(measure: Measure) -> Conditions:
    """The first choices of a measure."""
    return Conditions(
        position=measure.positions[0] if measure.positions else "",
        device=measure.devices[0] if measure.devices else "",
        contraction=measure.contractions[0] if measure.contractions else None,
    )


def conditions_of(reading: Measured) -> Conditions:
    """The conditions that a reading was taken in."""
    device = reading.device
    return Conditions(
        position=reading.position,
        device=device.kind if device else "",
        model=device.model if device else "",
        contraction=reading.contraction,
        lever_m=reading.lever_m,
    )


@dataclass(frozen=True, slots=True)
class _State:
    draft: Assessment
    typed: dict[Cell, str]


@dataclass(slots=True)
class Visit:
    """One open assessment and the place where the next key goes."""

    chart: Chart
    draft: Assessment
    library: Library
    protocol: Protocol | None
    assessor: str
    today: date
    said: str = ""
    """What the last key came to, where it must be said."""
    trouble: bool = False
    """Whether what was said is a refusal or a question."""
    at: int = 0
    typed: dict[Cell, str] = field(default_factory=dict)
    """Text of cells that are being typed or were refused; it is never thrown away."""
    refused: dict[Cell, str] = field(default_factory=dict)
    rows: tuple[Measure, ...] = ()
    last: Assessment | None = None
    changes: int = 0
    """Counts every change of the draft, so that it is known what was kept."""
    _asked_back: tuple[Cell, str] | None = None
    _chosen: dict[MeasureId, Conditions] = field(default_factory=dict)
    _added: list[MeasureId] = field(default_factory=list)
    _before: list[_State] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Finds the last visit and the rows."""
        signed = [a for a in self.chart.of_episode(self.draft.episode) if a.signed is not None]
        self.last = signed[-1] if signed else None
        self.lay_out()

    # The sheet

    def lay_out(self) -> None:
        """Makes the rows anew, as after another protocol or a measure added by code."""
        here = self.cells[self.at] if self.rows else None
        held = [self.draft, *([self.last] if self.last else [])]
        episode = self.chart.episode(self.draft.episode)
        self.rows = rows(episode, self.protocol, self.library, self.today, held, self._added)
        self.at = self.cells.index(here) if here in self.cells else 0

    @property
    def sides(self) -> tuple[Side, Side]:
        """The columns: the injured side first; where both are, left and right."""
        injured = self.chart.episode(self.draft.episode).injured.sides
        return injured[0], injured[0].other

    @property
    def cells(self) -> list[Cell]:
        """Every cell in the order in which enter goes through them."""
        both = self.sides
        return [
            (measure.id, side)
            for measure in self.rows
            for side in (both if measure.sided else (Side.NONE,))
        ]

    @property
    def cell(self) -> Cell:
        """The cell that takes the next key."""
        return self.cells[self.at]

    @property
    def measure(self) -> Measure:
        """The measure of the cell that takes the next key."""
        return self.library.measures[self.cell[0]]

    @property
    def codes(self) -> dict[str, Measure]:
        """Every measure by what is typed for it."""
        return {measure.code: measure for measure in self.library.measures.values()}

    def text(self, cell: Cell) -> str:
        """What stands in a cell."""
        if cell in self.typed:
            return self.typed[cell]
        reading = self.draft.reading(*cell)
        return "" if reading is None else text_of(reading)

    def before(self, cell: Cell) -> Reading | None:
        """What the last signed visit holds for a cell."""
        return self.last.reading(*cell) if self.last else None

    def lacks(self, cell: Cell) -> str:
        """What a cell still lacks, in words; empty where it is whole."""
        measure = self.library.measures[cell[0]]
        if cell in self.typed:
            return self.refused.get(cell, "not finished")
        reading = self.draft.reading(*cell)
        if reading is None:
            return "not read yet"
        if isinstance(reading, NotDone):
            hurts = reading.reason is NotDoneReason.PAIN and reading.pain is None
            return "how much pain? p0 to p10" if hurts else ""
        if isinstance(reading, Measured):
            short = measure.trials - len(reading.trials)
            if short > 0:
                return f"{short} more {'trial' if short == 1 else 'trials'}"
            if measure.asks_pain and reading.pain is None:
                return "pain not asked yet: p0 to p10"
            if measure.counts_faults and reading.faults is None:
                return "faults not counted yet: f0, f1"
        return ""

    # Keys

    def key(self, char: str) -> None:
        """A character that belongs to the text of the cell."""
        cell = self.cell
        now = self.text(cell)
        self._quiet()
        if cell not in self.typed and now:
            reading = self.draft.reading(*cell)
            marks = char in "pf"
            if isinstance(reading, Measured) and not marks:
                if len(reading.trials) >= self.measure.trials:
                    self._say("this cell is filled: backspace changes it")
                    return
                now += " "
            elif isinstance(reading, NotDone) and char != "p":
                self._say("not done, as it stands; backspace clears it")
                return
            elif isinstance(reading, Answered):
                now = ""
        if char in "pf" and now and not now.endswith(" "):
            now += " "
        self.typed[cell] = now + char
        self.refused.pop(cell, None)

    def backspace(self) -> None:
        """Takes the last character of the cell back; a cell of words goes as a whole."""
        cell = self.cell
        now = self.text(cell)
        self._quiet()
        if not now:
            return
        words = cell not in self.typed and not isinstance(self.draft.reading(*cell), Measured)
        self.typed[cell] = "" if words else now.rstrip()[:-1]
        self.refused.pop(cell, None)

    def space(self) -> None:
        """Ends a trial; after the last trial it ends the cell."""
        cell, now = self.cell, self.text(self.cell)
        if not now.strip() or self.measure.answers:
            self.go_on()
            return
        try:
            got = grammar.cell(now, self.measure)
        except grammar.TypingError as error:
            self._refuse(cell, str(error))
            return
        if got.reason is not None or len(got.trials) >= self.measure.trials:
            self.go_on()
            return
        if cell in self.typed and self._store(cell, got, asks=False):
            self.typed[cell] = now.rstrip() + " "

    def go_on(self) -> None:
        """Ends the cell and goes to the next one that still matters."""
        if self.finish():
            self._advance()

    def move(self, columns: int = 0, lines: int = 0) -> None:
        """Goes to a neighbouring cell; what cannot be read stays where it was typed."""
        self.finish()
        said, trouble = self.said, self.trouble
        self._asked_back = None
        if columns:
            self.at = max(0, min(len(self.cells) - 1, self.at + columns))
        if lines:
            measure, side = self.cell
            names = [row.id for row in self.rows]
            index = max(0, min(len(names) - 1, names.index(measure) + lines))
            self._go(MeasureId(names[index]), side)
        self.said, self.trouble = (said, trouble) if trouble else ("", False)

    def finish(self) -> bool:
        """Reads the text of the cell into the draft; whether it may be left."""
        cell = self.cell
        if cell not in self.typed:
            self._quiet()
            return True
        text = self.typed[cell]
        if not text.strip():
            self._remember()
            self.typed.pop(cell)
            self.refused.pop(cell, None)
            if self.draft.reading(*cell) is not None:
                self._put(cell, None)
            self._quiet()
            return True
        try:
            got = grammar.cell(text, self.measure)
        except grammar.TypingError as error:
            self._refuse(cell, str(error))
            return False
        return self._store(cell, got, asks=True)

    def not_done(self, reason: NotDoneReason) -> None:
        """Says why the test of this cell was not done; pain is then asked for."""
        cell = self.cell
        self._remember()
        self.typed.pop(cell, None)
        self.refused.pop(cell, None)
        self._put(cell, self._reading(cell, grammar.Typed(reason=reason)))
        if reason is NotDoneReason.PAIN:
            self._say("how much pain, 0 to 10? type p and the number")
        else:
            self._advance()

    def write_row(self, text: str) -> bool:
        """Writes a whole row that was typed on the command line; whether it could be."""
        try:
            got = self.read_row(text)
        except grammar.TypingError as error:
            self._say(str(error), trouble=True)
            return False
        if not got.cells:
            self._say(f"no value of {got.measure.name} yet", trouble=True)
            return False
        odd: list[str] = []
        readings = {}
        for side, typed in got.cells.items():
            cell = (got.measure.id, side)
            readings[cell] = self._reading(cell, typed)
            for problem in problems(readings[cell], got.measure):
                where = f"{side.value.upper()} " if side is not Side.NONE else ""
                if problem.severity == "impossible":
                    self._say(f"refused: {where}{problem.sentence}", trouble=True)
                    return False
                odd.append(where + problem.sentence)
        first = next(iter(readings))
        if odd and self._asked_back != (first, text):
            self._asked_back = (first, text)
            self._say(f"odd: {odd[0]}; press enter again to keep it", trouble=True)
            return False
        self._remember()
        for cell, reading in readings.items():
            self.typed.pop(cell, None)
            self.refused.pop(cell, None)
            self._put(cell, reading)
        self._add(got.measure)
        self._go(*first)
        self._advance()
        self.said, self.trouble = row_words(got, self), False
        return True

    def read_row(self, text: str) -> grammar.Row:
        """A typed row, if it may be written.

        Raises:
            TypingError: it cannot be read, or the measure is not offered for this injury.
        """
        got = grammar.row(text, self.codes)
        episode = self.chart.episode(self.draft.episode)
        if why := why_not(got.measure, episode, self.protocol, self.today):
            raise grammar.TypingError(why)
        return got

    def undo(self) -> None:
        """Takes the last entry back."""
        if not self._before:
            self._say("nothing to take back")
            return
        state = self._before.pop()
        self.draft = replace_fields(state.draft, on=max(state.draft.on, self.draft.on))
        self.typed = dict(state.typed)
        self.refused = {}
        self.changes += 1
        self._say("taken back")

    # Conditions, older readings, questions

    def conditions(self, measure: Measure) -> Conditions:
        """How a test is done today."""
        if measure.id in self._chosen:
            return self._chosen[measure.id]
        for side in Side:
            reading = self.draft.reading(measure.id, side)
            if isinstance(reading, Measured) and not reading.carried_by:
                return conditions_of(reading)
        return usual(measure)

    def choose(self, measure: Measure, chosen: Conditions) -> None:
        """Sets how a test is done: for its readings of today, and for empty rows of its group.

        The device and make or break go to the group's empty rows that offer them; position and
        lever are the row's own.
        """
        self._remember()
        self._chosen[measure.id] = chosen
        for side in Side:
            reading = self.draft.reading(measure.id, side)
            if isinstance(reading, Measured) and not reading.carried_by:
                self._put((measure.id, side), _under(reading, chosen, measure))
        for other in self.rows:
            if other.group is not measure.group or other.id == measure.id:
                continue
            if any(self.draft.reading(other.id, side) for side in Side):
                continue
            now = self.conditions(other)
            if chosen.device in other.devices:
                now = replace(now, device=chosen.device, model=chosen.model)
            if chosen.contraction in other.contractions:
                now = replace(now, contraction=chosen.contraction)
            self._chosen[other.id] = now
        self._say(f"{full_name(measure)}: {chosen.words}")

    def older(self) -> Reading | None:
        """The newest earlier signed reading of this cell, if it may be taken over."""
        if self.draft.reading(*self.cell) is not None or self.cell in self.typed:
            return None
        signed = [a for a in self.chart.of_episode(self.draft.episode) if a.signed is not None]
        for assessment in reversed(signed):
            if assessment.id != self.draft.id and (found := assessment.reading(*self.cell)):
                return found
        return None

    def take(self, draft: Assessment) -> None:
        """Goes on with a draft that the desk made of this one."""
        self._remember()
        self.draft = draft
        self.changes += 1

    def answer(self, flag: FlagId, present: bool) -> None:
        """Answers a red-flag row today; what was found behind an earlier yes stays with it."""
        self._remember()
        kept = tuple(a for a in self.draft.red_flags if a.flag != flag)
        before = next((a for a in self.draft.red_flags if a.flag == flag), None)
        resolved = before.resolved if before is not None and before.present and present else None
        answer = FlagAnswer(flag=flag, present=present, on=self.today, resolved=resolved)
        self._set(red_flags=(*kept, answer))

    def mask(self, which: str, value: bool) -> None:
        """Answers the question on painkiller or injection today."""
        self._remember()
        masking = self.draft.masking
        if masking is None or masking.on != self.today:
            masking = Masking(on=self.today)
        self._set(masking=replace_fields(masking, **{which: value}))

    def note(self, text: str) -> None:
        """Replaces the note of this visit."""
        self._remember()
        self._set(notes=text)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was entered."""
        draft = self.draft
        return not (draft.readings or draft.red_flags or draft.masking or draft.notes)

    @property
    def unread(self) -> tuple[str, ...]:
        """Cells whose text could not be read into the draft."""
        return tuple(
            f"{full_name(self.library.measures[name])} {side.value.upper()}"
            if side is not Side.NONE
            else full_name(self.library.measures[name])
            for (name, side), text in self.typed.items()
            if text.strip()
        )

    # Within

    def _advance(self) -> None:
        count = len(self.cells)
        for step in range(1, count + 1):
            index = (self.at + step) % count
            if self.lacks(self.cells[index]):
                if index != self.at:
                    self.at = index
                    self._quiet()
                    return
                break
        if not self.lacks(self.cell):
            self._say("every cell is filled: ctrl+s reviews")
        elif self.at + 1 < count:
            self.at += 1
            self._quiet()

    def _go(self, measure: MeasureId, side: Side) -> None:
        cells = self.cells
        wanted = (measure, side)
        if wanted not in cells:
            wanted = next(cell for cell in cells if cell[0] == measure)
        self.at = cells.index(wanted)

    def _add(self, measure: Measure) -> None:
        if measure not in self.rows:
            self._added.append(measure.id)
            self.lay_out()

    def _store(self, cell: Cell, got: grammar.Typed, *, asks: bool) -> bool:
        """Puts what was read into the draft; refuses the impossible, asks back the odd."""
        measure = self.library.measures[cell[0]]
        try:
            reading = self._reading(cell, got)
        except ValidationError:
            self._refuse(cell, "a value that cannot be kept; expected a number such as 18.5")
            return False
        found = problems(reading, measure)
        for problem in found:
            if problem.severity == "impossible":
                self._refuse(cell, f"refused: {problem.sentence}")
                return False
        if found and not asks:
            return True
        text = self.typed.get(cell, "")
        if found and self._asked_back != (cell, text):
            self._asked_back = (cell, text)
            self._say(f"odd: {found[0].sentence}; press enter again to keep it", trouble=True)
            return False
        self._remember()
        self.typed.pop(cell, None)
        self.refused.pop(cell, None)
        self._put(cell, reading)
        self._quiet()
        return True

    def _reading(self, cell: Cell, got: grammar.Typed) -> Reading:
        measure = self.library.measures[cell[0]]
        taken = {"measure": cell[0], "side": cell[1], "on": self.today, "assessor": self.assessor}
        if got.reason is not None:
            return NotDone.model_validate({**taken, "reason": got.reason, "pain": got.pain})
        if got.answer is not None:
            return Answered.model_validate({**taken, "answer": got.answer})
        how = self.conditions(measure)
        if got.lever_m is not None:
            how = replace(how, lever_m=got.lever_m)
        bare = Measured.model_validate(
            {
                **taken,
                "trials": got.trials,
                "unit": got.unit or measure.unit,
                "pain": got.pain,
                "faults": got.faults,
            }
        )
        return _under(bare, how, measure)

    def _put(self, cell: Cell, reading: Reading | None) -> None:
        kept = tuple(r for r in self.draft.readings if (r.measure, r.side) != cell)
        self._set(readings=kept if reading is None else (*kept, reading))

    def _set(self, **fields: object) -> None:
        # A draft of an earlier day moves to today with its first new entry; readings keep theirs.
        self.draft = replace_fields(self.draft, **{"on": self.today, **fields})
        self.changes += 1

    def _remember(self) -> None:
        self._before.append(_State(self.draft, dict(self.typed)))
        del self._before[:-200]

    def _refuse(self, cell: Cell, sentence: str) -> None:
        self.refused[cell] = sentence
        self._say(sentence, trouble=True)

    def _say(self, sentence: str, *, trouble: bool = False) -> None:
        self.said, self.trouble = sentence, trouble

    def _quiet(self) -> None:
        self.said, self.trouble = "", False


def _under(reading: Measured, how: Conditions, measure: Measure) -> Measured:
    """A reading with its conditions."""
    return replace_fields(
        reading,
        position=how.position,
        device=Device(kind=how.device, model=how.model) if how.device else None,
        contraction=how.contraction,
        movement=measure.movement,
        lever_m=how.lever_m if measure.lever else None,
    )


def text_of(reading: Reading) -> str:
    """A reading as it would be typed."""
    if isinstance(reading, Answered):
        return reading.answer.replace("_", " ")
    pain = "" if reading.pain is None else f"p{reading.pain}"
    if isinstance(reading, NotDone):
        return " ".join(filter(None, ("no:", reading.reason, pain)))
    trials = " ".join(figure(trial, None) for trial in reading.trials)
    faults = "" if reading.faults is None else f"f{reading.faults}"
    return " ".join(filter(None, (trials, pain, faults)))


def row_words(got: grammar.Row, visit: Visit) -> str:
    """A typed row in words, as it is or would be written."""
    measure = got.measure
    said = [full_name(measure)]
    for side, typed in got.cells.items():
        where = "" if side is Side.NONE else side.value.upper() + " "
        said.append(where + _typed_words(typed, measure))
    if not got.cells:
        return f"{said[0]}: {measure.how}" if measure.how else said[0]
    return ", ".join(said)


def _typed_words(typed: grammar.Typed, measure: Measure) -> str:
    if typed.answer is not None:
        return typed.answer.replace("_", " ")
    pain = "" if typed.pain is None else f", pain {typed.pain}"
    if typed.reason is not None:
        return f"not done for {typed.reason}{pain}"
    choose: Callable[[tuple[Decimal, ...]], Decimal] = max if measure.best == "highest" else min
    unit = typed.unit or measure.unit
    value = figure(choose(typed.trials), unit)
    many = f", best of {len(typed.trials)}" if len(typed.trials) > 1 else ""
    faults = "" if typed.faults is None else f", faults {typed.faults}"
    return f"{value}{many}{pain}{faults}"


def replace_fields(value: Value, **fields: object) -> Value:
    """A frozen value with other fields, validated as a whole."""
    kept = {name: getattr(value, name) for name in type(value).model_fields}
    return type(value).model_validate({**kept, **fields})

