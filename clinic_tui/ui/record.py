"""The draft as it is written: each entry, what could not be read, and every step back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from clinic_tui.model.assessment import Assessment, FlagAnswer, FlagId, Masking, Resolution
from clinic_tui.model.reading import MeasureId, Reading
from clinic_tui.model.words import Side
from clinic_tui.ui.conditions import Conditions

Cell = tuple[MeasureId, Side]
STEPS_BACK = 200


@dataclass(frozen=True, slots=True)
class _State:
    draft: Assessment
    typed: dict[Cell, str]
    chosen: dict[MeasureId, Conditions]


@dataclass(slots=True)
class Record:
    """What was entered at this visit."""

    draft: Assessment
    today: date
    typed: dict[Cell, str] = field(default_factory=dict)
    """Text of cells that are being typed or were refused; it is never thrown away."""
    refused: dict[Cell, str] = field(default_factory=dict)
    """Why the text of a cell could not be read."""
    chosen: dict[MeasureId, Conditions] = field(default_factory=dict)
    """How a test is done today, where somebody said so."""
    changes: int = 0
    """Counts every change of the draft, so that it is known what was kept."""
    _before: list[_State] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was entered."""
        draft = self.draft
        return not (draft.readings or draft.red_flags or draft.masking or draft.notes)

    def remember(self) -> None:
        """Marks a step that can be taken back."""
        self._before.append(_State(self.draft, dict(self.typed), dict(self.chosen)))
        del self._before[:-STEPS_BACK]

    def undo(self) -> bool:
        """Takes the last step back; whether there was one."""
        if not self._before:
            return False
        state = self._before.pop()
        later = max(state.draft.on, self.draft.on)
        self.draft = state.draft.model_copy(update={"on": later})
        self.typed, self.chosen, self.refused = dict(state.typed), dict(state.chosen), {}
        self.changes += 1
        return True

    def clear_text(self, cell: Cell) -> None:
        """Forgets what was typed in a cell once it is in the draft."""
        self.typed.pop(cell, None)
        self.refused.pop(cell, None)

    def put(self, cell: Cell, reading: Reading | None) -> None:
        """Writes a reading into a cell, or clears it.

        Sides that were confirmed are asked anew when a value behind the confirmation changes.
        """
        kept = tuple(r for r in self.draft.readings if (r.measure, r.side) != cell)
        fields: dict[str, object] = {"readings": kept if reading is None else (*kept, reading)}
        confirmed = self.draft.sides_confirmed
        if confirmed is not None and cell[0] in confirmed.measures:
            fields["sides_confirmed"] = None
        self._set(**fields)

    def take(self, draft: Assessment) -> None:
        """Goes on with a draft that the desk made of this one."""
        self.remember()
        self.draft = draft
        self.changes += 1

    def answered(self, flag: FlagId) -> bool | None:
        """Today's answer to a red-flag row; a yes of an earlier day stands until resolved."""
        for answer in self.draft.red_flags:
            if answer.flag == flag and (answer.on == self.today or answer.present):
                return answer.present
        return None

    def resolution(self, flag: FlagId) -> Resolution | None:
        """What was found behind a yes to this row, and by whom."""
        found = (answer.resolved for answer in self.draft.red_flags if answer.flag == flag)
        return next(found, None)

    def answer(self, flag: FlagId, present: bool) -> None:
        """Answers a red-flag row today.

        A yes whose cause somebody wrote down by name stays with what was found.
        """
        self.remember()
        kept = tuple(a for a in self.draft.red_flags if a.flag != flag)
        resolved = self.resolution(flag)
        answer = FlagAnswer(
            flag=flag, present=present or resolved is not None, on=self.today, resolved=resolved
        )
        self._set(red_flags=(*kept, answer))

    @property
    def masking(self) -> Masking:
        """Today's answers on what may hide pain."""
        masking = self.draft.masking
        if masking is None or masking.on != self.today:
            return Masking(on=self.today)
        return masking

    def mask(self, which: str, value: bool) -> None:
        """Answers the question on painkiller or injection today."""
        self.remember()
        self._set(masking=self.masking.model_copy(update={which: value}))

    def note(self, text: str) -> None:
        """Replaces the note of this visit."""
        self.remember()
        self._set(notes=text)

    def _set(self, **fields: object) -> None:
        # A draft of an earlier day moves to today with its first new entry; readings keep theirs.
        self.draft = self.draft.model_copy(update={"on": self.today, **fields})
        self.changes += 1
