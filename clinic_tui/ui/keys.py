"""What each key of the sheet does to the visit. No screen in here."""

from __future__ import annotations

from clinic_tui.judgement.values import day
from clinic_tui.knowledge.measure import Measure
from clinic_tui.model.reading import Measured, NotDone, Reading
from clinic_tui.model.words import NotDoneReason
from clinic_tui.ui import grammar
from clinic_tui.ui.record import Cell
from clinic_tui.ui.rows import why_not
from clinic_tui.ui.visit import Visit
from clinic_tui.ui.widgets.sheet import TEXT_KEYS
from clinic_tui.ui.wording import row_words

MARKS = "pfl"
"""Letters that begin a mark behind the trials: pain, faults, lever."""
PAGE = 8
"""Rows that page up and page down go."""


class Keys:
    """The keyboard of one visit."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self._asked_back: tuple[Cell, str] | None = None
        """The cell and text that were odd, so that the same again keeps them."""

    def press(self, name: str) -> bool:
        """Does what a key of the sheet means by its name; whether it belongs to the sheet."""
        match name:
            case "space":
                self.space()
            case "backspace":
                self.backspace()
            case "tab" | "right":
                self.move(columns=1)
            case "shift+tab" | "left":
                self.move(columns=-1)
            case "up" | "down":
                self.move(lines=1 if name == "down" else -1)
            case "pageup" | "pagedown":
                self.move(lines=PAGE if name == "pagedown" else -PAGE)
            case "home" | "end":
                count = len(self.visit.cells.rows)
                self.move(lines=count if name == "end" else -count)
            case _ if name in TEXT_KEYS:
                self.key(name)
            case _:
                return False
        return True

    def key(self, char: str) -> None:
        """A character that belongs to the text of the cell."""
        cell = self.visit.cells.here
        self.visit.quiet()
        if self.visit.measure.answers:
            self._answer(cell, char)
            return
        now = self.visit.text(cell)
        if cell not in self.visit.record.typed and now:
            if refusal := self._closed(cell, char):
                self.visit.say(refusal)
                return
            now += " "
        if char in MARKS and now and not now.endswith(" "):
            now += " "
        self.visit.record.typed[cell] = now + char
        self.visit.record.refused.pop(cell, None)

    def backspace(self) -> None:
        """Takes the last character of the cell back; words and older readings go as a whole."""
        cell = self.visit.cells.here
        now = self.visit.text(cell)
        self.visit.quiet()
        if not now:
            return
        whole = False
        if cell not in self.visit.record.typed:
            reading = self.visit.draft.reading(*cell)
            whole = not isinstance(reading, Measured) or self.visit.older_entry(reading)
        *before, last = now.split() or [""]
        shorter = " ".join(before) if grammar.is_stop(last) else now.rstrip()[:-1].rstrip()
        self.visit.record.typed[cell] = "" if whole else shorter
        self.visit.record.refused.pop(cell, None)

    def space(self) -> None:
        """Ends a trial; a cell that lacks nothing more is left."""
        cell = self.visit.cells.here
        now = self.visit.text(cell)
        if cell not in self.visit.record.typed or not now.strip():
            self.go_on()
            return
        try:
            got = grammar.cell(now, self.visit.measure)
        except grammar.TypingError as error:
            self._refuse(cell, str(error))
            return
        if not self._store(cell, got, asks=False):
            return
        missing = self.visit.lacks(cell)
        self.visit.record.typed[cell] = now.rstrip() + " "
        if not missing:
            self.go_on()
        elif len(got.trials) >= self.visit.measure.trials:
            self.visit.say(missing)

    def go_on(self) -> None:
        """Ends the cell and goes to the next one that still matters."""
        if self.finish():
            self._advance()

    def move(self, columns: int = 0, lines: int = 0) -> None:
        """Goes to a neighbouring cell; what cannot be read, or is odd, stays where it was typed."""
        self._asked_back = None
        self.finish()
        said, trouble = self.visit.said, self.visit.trouble
        self._asked_back = None
        if columns:
            self.visit.cells.across(columns)
        if lines:
            self.visit.cells.down(lines)
        self.visit.said, self.visit.trouble = (said, trouble) if trouble else ("", False)

    def finish(self) -> bool:
        """Reads the text of the cell into the draft; whether it may be left."""
        cell = self.visit.cells.here
        if cell not in self.visit.record.typed:
            self.visit.quiet()
            return True
        text = self.visit.record.typed[cell]
        if not text.strip():
            self.visit.record.remember()
            self.visit.record.clear_text(cell)
            if self.visit.draft.reading(*cell) is not None:
                self.visit.record.put(cell, None)
            self.visit.quiet()
            return True
        try:
            got = grammar.cell(text, self.visit.measure)
        except grammar.TypingError as error:
            self._refuse(cell, str(error))
            return False
        return self._store(cell, got, asks=True)

    def not_done(self, reason: NotDoneReason) -> None:
        """Says why the test of this cell was not done; pain is then asked for."""
        cell = self.visit.cells.here
        self._write(cell, self.visit.reading(cell, grammar.Typed(reason=reason)))
        if reason is NotDoneReason.PAIN:
            self.visit.say("how much pain, 0 to 10? type p and the number")
        else:
            self._advance()

    def read_row(self, text: str) -> grammar.Row:
        """A typed row, if it may be written.

        Raises:
            TypingError: it cannot be read, or the measure is not offered for this injury.
        """
        codes = {measure.code: measure for measure in self.visit.library.measures.values()}
        got = grammar.row(text, codes)
        if why := why_not(
            got.measure, self.visit.episode, self.visit.protocol, self.visit.record.today
        ):
            raise grammar.TypingError(why)
        return got

    def write_row(self, text: str) -> bool:
        """Writes a whole row that was typed on the command line; whether it could be.

        A code alone writes nothing and goes to its row.
        """
        try:
            got = self.read_row(text)
            if not got.cells:
                self._go_to(got.measure)
                return True
            readings = self.visit.readings(got)
        except grammar.TypingError as error:
            self.visit.say(str(error), trouble=True)
            return False
        first = next(iter(readings))
        strange = [sentence for r in readings.values() if (sentence := self.visit.odd(r))]
        if strange and self._asked_back != (first, text):
            self._asked_back = (first, text)
            self.visit.say(f"odd, enter again keeps it: {strange[0]}", trouble=True)
            return False
        self.visit.record.remember()
        for cell, reading in readings.items():
            self.visit.record.clear_text(cell)
            self.visit.record.put(cell, reading)
        self.visit.add(got.measure)
        self.visit.cells.go(*first)
        self._advance()
        self.visit.say(row_words(got))
        return True

    def _go_to(self, measure: Measure) -> None:
        self.visit.add(measure)
        self.visit.cells.go(measure.id, self.visit.cells.here[1])
        self.visit.quiet()

    def _answer(self, cell: Cell, char: str) -> None:
        """A question in words takes the number of its answer, and shows the word at once."""
        offered = ", ".join(
            f"{i} {a.replace('_', ' ')}" for i, a in enumerate(self.visit.measure.answers, 1)
        )
        try:
            got = grammar.cell(char, self.visit.measure)
        except grammar.TypingError:
            self.visit.say(f"{self.visit.measure.name}: {offered}")
            return
        self._write(cell, self.visit.reading(cell, got))

    def _closed(self, cell: Cell, char: str) -> str:
        """Why a key is not added to a cell that holds a reading; empty where it is."""
        reading = self.visit.draft.reading(*cell)
        if reading is not None and self.visit.older_entry(reading):
            return f"read on {day(reading.on)}; backspace clears it to read it anew"
        if isinstance(reading, NotDone) and char != "p":
            return "not done, as it stands; backspace clears it"
        full = isinstance(reading, Measured) and len(reading.trials) >= self.visit.measure.trials
        return "this cell is filled: backspace changes it" if full and char not in MARKS else ""

    def _advance(self) -> None:
        if self.visit.cells.next_where(self.visit.needs):
            self.visit.quiet()
        elif missing := self.visit.lacks(self.visit.cells.here):
            self.visit.say(missing)
        else:
            self.visit.say("nothing more is needed: ctrl+s reviews")

    def _store(self, cell: Cell, got: grammar.Typed, *, asks: bool) -> bool:
        """Puts what was read into the draft; refuses the impossible, asks back the odd."""
        try:
            reading = self.visit.reading(cell, got)
        except grammar.TypingError as error:
            self._refuse(cell, str(error))
            return False
        text = self.visit.record.typed.get(cell, "")
        strange = self.visit.odd(reading)
        if asks and strange and self._asked_back != (cell, text):
            self._asked_back = (cell, text)
            self.visit.say(f"odd, enter again keeps it: {strange}", trouble=True)
            return False
        self._write(cell, reading)
        self.visit.quiet()
        return True

    def _write(self, cell: Cell, reading: Reading) -> None:
        # Before the step is marked: a text that came back with undo would be entered in passing.
        self.visit.record.clear_text(cell)
        if self.visit.draft.reading(*cell) != reading:
            self.visit.record.remember()
            self.visit.record.put(cell, reading)

    def _refuse(self, cell: Cell, sentence: str) -> None:
        self.visit.record.refused[cell] = sentence
        self.visit.say(sentence, trouble=True)
