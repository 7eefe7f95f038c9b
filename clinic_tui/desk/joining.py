"""Two windows changed one draft: both versions side by side, and joined as a person chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from clinic_tui.desk.recording import changed
from clinic_tui.model.assessment import Assessment, FlagAnswer, Masking
from clinic_tui.model.reading import MeasureId, Reading
from clinic_tui.model.words import Side

Key = TypeVar("Key")
Value = TypeVar("Value")
Cell = tuple[MeasureId, Side]


@dataclass(frozen=True, slots=True)
class Both:
    """What differs between a draft on the screen and the same draft on the disk."""

    base: Assessment | None
    """The draft as both windows had it; none where it was new."""
    mine: Assessment
    theirs: Assessment

    def readings(self) -> dict[Cell, tuple[Reading | None, Reading | None]]:
        """Cells that are not the same: here, and on the disk."""
        return _differing(_cells(self.mine), _cells(self.theirs))

    def flags(self) -> dict[str, tuple[FlagAnswer | None, FlagAnswer | None]]:
        """Red-flag rows that are not answered the same."""
        return _differing(_flags(self.mine), _flags(self.theirs))

    def notes(self) -> tuple[str, str] | None:
        """The notes, where they differ."""
        return (self.mine.notes, self.theirs.notes) if self._notes_differ else None

    def masking(self) -> tuple[Masking | None, Masking | None] | None:
        """The answers on what may hide pain, where they differ."""
        differ = self.mine.masking != self.theirs.masking
        return (self.mine.masking, self.theirs.masking) if differ else None

    @property
    def _notes_differ(self) -> bool:
        return self.mine.notes != self.theirs.notes

    def joined(self, *, mine_first: bool) -> Assessment:
        """One draft: what only one window changed counts; where both did, the chosen one.

        Sides that were confirmed by name are asked anew where readings differed.
        """
        base, here, there = self.base, self.mine, self.theirs
        cells = _cells(base) if base is not None else {}
        flags = _flags(base) if base is not None else {}
        readings = _joined(cells, _cells(here), _cells(there), mine_first)
        answers = _joined(flags, _flags(here), _flags(there), mine_first)
        confirmed = here.sides_confirmed if not self.readings() else None
        return changed(
            there,
            on=max(here.on, there.on),
            readings=tuple(readings.values()),
            red_flags=tuple(answers.values()),
            masking=_one(base.masking if base else None, here.masking, there.masking, mine_first),
            notes=_one(base.notes if base else "", here.notes, there.notes, mine_first),
            sides_confirmed=confirmed,
        )


def _cells(draft: Assessment) -> dict[Cell, Reading]:
    return {(reading.measure, reading.side): reading for reading in draft.readings}


def _flags(draft: Assessment) -> dict[str, FlagAnswer]:
    return {answer.flag: answer for answer in draft.red_flags}


def _differing(
    here: Mapping[Key, Value], there: Mapping[Key, Value]
) -> dict[Key, tuple[Value | None, Value | None]]:
    keys = dict.fromkeys((*here, *there))
    pairs = {key: (here.get(key), there.get(key)) for key in keys}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def _joined(
    base: Mapping[Key, Value],
    here: Mapping[Key, Value],
    there: Mapping[Key, Value],
    mine_first: bool,
) -> dict[Key, Value]:
    found: dict[Key, Value] = {}
    for key in dict.fromkeys((*there, *here)):
        value = _one(base.get(key), here.get(key), there.get(key), mine_first)
        if value is not None:
            found[key] = value
    return found


def _one(base: Value, here: Value, there: Value, mine_first: bool) -> Value:
    """The value that only one side changed; where both did, the chosen side's."""
    if here == base:
        return there
    if there == base:
        return here
    return here if mine_first else there
