"""The patient list by name: a hundred thousand heads, each made when somebody looks at it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import compress, repeat
from operator import contains
from typing import TYPE_CHECKING, Any, overload

from clinic_tui.desk.heads import Head, day_words, fold, fold_all, head_of, title_of, waits_on

if TYPE_CHECKING:
    from clinic_tui.model.person import PatientId
    from clinic_tui.store.repository import StoredHeads

SIDES = ("left", "right", "both")
WAITING = "waiting"
UNFINISHED = "merge not finished: merge again"
_LAST = "\U0010ffff"
"""Sorts after every text."""


class PatientList(Sequence[Head]):
    """Heads in the order of their names, as they were when they were listed."""

    def __init__(self, stored: StoredHeads, today: date) -> None:
        self._stored = stored
        self._today = today
        self._numbers = stored.patient_ids()
        names = fold_all(self._column("listed"))
        self._everybody = range(len(names))
        # Namesakes by number; most lie so already, and what is in order is sorted in no time.
        numbered = sorted(self._everybody, key=self._numbers.__getitem__)
        self._order = sorted(numbered, key=names.__getitem__)
        self._names = list(map(names.__getitem__, self._order))
        """Folded, in order."""
        self._made: dict[int, Head] = {}
        self._typed = ""
        self._found: Sequence[int] = self._everybody

    @overload
    def __getitem__(self, place: int) -> Head: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Head, ...]: ...

    def __getitem__(self, place: int | slice) -> Head | tuple[Head, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(len(self))[place])
        at = self._order[place]
        head = self._made.get(at)
        if head is None:
            head = head_of(self._stored[at], self._today)
            if at in self._unfinished:
                head = replace(head, waits=UNFINISHED, alarm=True)
            self._made[at] = head
        return head

    def __len__(self) -> int:
        return len(self._order)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    @property
    def numbers(self) -> Sequence[PatientId]:
        """Everybody's number, in no order."""
        return self._numbers

    def place_of(self, number: str) -> int | None:
        """Where the patient of a number stands."""
        at = next((at for at, each in enumerate(self._numbers) if each == number), None)
        return None if at is None else self._order.index(at)

    def numbered(self, typed: str) -> tuple[Head, ...]:
        """The patient of this number, else whoever answers to what was typed."""
        place = self.place_of(typed.strip())
        return tuple(self[each] for each in (self.find(typed) if place is None else (place,)))

    def namesakes(self, family: str, listed: str, born: date) -> tuple[Head, ...]:
        """Heads of the same name, or of the same birth date and family name; none merged away."""
        whole, first, on = fold(listed), fold(family), born.isoformat()
        births = self._column("born")
        alike = (
            place
            for place, name in enumerate(self._names)
            if name == whole
            or (births[self._order[place]] == on and name.partition(",")[0] == first)
        )
        found = (self[place] for place in alike)
        return tuple(head for head in found if not head.merged_into)

    def begins(self, typed: str) -> range:
        """Places of the names that begin so: they lie together."""
        first = fold(typed)
        return range(bisect_left(self._names, first), bisect_left(self._names, first + _LAST))

    def find(self, typed: str) -> Sequence[int]:
        """Places of the heads that answer, those whose name begins so before the others.

        Several words narrow on; a side and `waiting` are understood too.
        """
        words = typed.lower().split()
        plain = [fold(word) for word in words if word not in SIDES and word != WAITING]
        special = len(plain) < len(words)
        asked: Sequence[str] = plain
        found: Sequence[int] = self._everybody
        if self._typed and typed.startswith(self._typed) and not special:
            # What is typed on narrows what was found: words that stand as they did were asked.
            before = [fold(word) for word in self._typed.lower().split()]
            grown = plain[: len(before)] != before
            asked = plain[len(before) - grown :]
            found = self._found
        for word in asked:
            found = self._where(found, word)
        if sides := {*SIDES} & set(words):
            found = list(compress(found, map(sides.__contains__, self._of(self._injured, found))))
        if WAITING in words:
            found = [at for at in found if self._waits(at)]
        if not special:
            self._typed, self._found = typed.strip(), found
        return self._first_by_name(found, plain[0]) if plain else found

    def prepare(self) -> None:
        """Makes ready what the first key would have to wait for."""
        self._texts  # noqa: B018

    def _where(self, among: Sequence[int], word: str) -> Sequence[int]:
        """Those whose text holds the word; a loop inside the interpreter, for each key counts."""
        found = list(compress(among, map(contains, self._of(self._texts, among), repeat(word))))
        return self._everybody if len(found) == len(self) else found

    def _of(self, values: Sequence[str], among: Sequence[int]) -> Iterable[str]:
        return values if among is self._everybody else map(values.__getitem__, among)

    def _first_by_name(self, found: Sequence[int], word: str) -> Sequence[int]:
        named = self.begins(word)
        if not named or len(named) == len(found):
            return found
        begin, end = bisect_left(found, named.start), bisect_left(found, named.stop)
        return [*found[begin:end], *found[:begin], *found[end:]]

    def _column(self, name: str, otherwise: object = None) -> Sequence[Any]:
        return self._stored.column(name, otherwise)

    @cached_property
    def _injured(self) -> list[str]:
        column = self._column("injured", "")
        return [column[at] for at in self._order]

    @cached_property
    def _texts(self) -> list[str]:
        """What typing is looked up in: name, numbers, birth date and diagnosis, folded."""
        columns = (
            self._column("listed"),
            self._column("identifiers"),
            self._numbers,
            self._column("born"),
            self._column("title", ""),
            self._column("merged_into", ""),
        )
        rows = zip(*(map(column.__getitem__, self._order) for column in columns), strict=True)
        # Made in their order: a search goes over neighbours in memory, in a third of the time.
        return [
            fold(f"{listed} {' '.join(others)} {number} {_born(born)} {title_of(title, merged)}")
            for listed, others, number, born, title, merged in rows
        ]

    @cached_property
    def _waiting(self) -> tuple[Sequence[Any], ...]:
        names = ("flag", "draft_on", "clearance", "until")
        return tuple(self._column(name) for name in names)

    def _waits(self, place: int) -> bool:
        at = self._order[place]
        flag, draft, clearance, until = (column[at] for column in self._waiting)
        return at in self._unfinished or waits_on(flag, draft, clearance, until, self._today)

    @cached_property
    def _unfinished(self) -> frozenset[int]:
        """Where only the first of a merge's two saves was made."""
        into = self._column("merged_into")
        merged = [at for at, other in enumerate(into) if other]
        if not merged:
            return frozenset()
        taken = {
            (number, self._numbers[at])
            for at, numbers in enumerate(self._column("merged_from", ()))
            for number in numbers
        }
        here = set(self._numbers)
        return frozenset(
            at for at in merged if into[at] in here and (self._numbers[at], into[at]) not in taken
        )


@lru_cache(65536)
def _born(born: str) -> str:
    return f"{born} {day_words(date.fromisoformat(born))}"
