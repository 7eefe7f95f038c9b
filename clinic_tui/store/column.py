"""One field of a hundred thousand rows: blocks of joined texts, split when somebody looks at one.

Split texts cost ten times what the joined ones do, in time and memory, and a list shows forty rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

ABSENT = object()
"""The value of a row whose line lacks the field; none is a value of its own."""
BLOCK = 128
"""Rows of a block."""
BETWEEN = "\x7f"
"""Between the texts of a block: JSON writes it as it is."""
WITHIN = "\x80"
"""Between the texts of one row where rows are lists of texts; alone, the text of an absent one."""


class Column:
    """Values by their places. A copy shares the blocks, which are never changed in place."""

    __slots__ = ("_blocks", "_length")

    def __init__(self, values: Iterable[object] = ()) -> None:
        rest = iter(values)
        self._blocks: list[Any] = list(iter(lambda: list(islice(rest, BLOCK)), []))
        self._length = sum(map(len, self._blocks))

    @classmethod
    def packed(cls, blocks: list[Any], length: int) -> Column:
        """From what `blocks` gave."""
        made = cls()
        made._blocks, made._length = blocks, length
        if len(blocks) != -(-length // BLOCK):
            raise ValueError("columns of different lengths")
        return made

    def blocks(self) -> list[object]:
        """The values as JSON values, many rows in each."""
        return [_packed(each) if isinstance(each, list) else each for each in self._blocks]

    def values(self) -> list[Any]:
        """All values."""
        if all(isinstance(each, str) for each in self._blocks):
            # At once: the same as below in a third of the time.
            return _split(BETWEEN.join(self._blocks)) if self._blocks else []
        return list(chain.from_iterable(map(_unpacked, self._blocks)))

    def copy(self) -> Column:
        """The same values, to be changed apart."""
        made = Column()
        made._blocks, made._length = self._blocks.copy(), self._length
        return made

    def append(self, value: object) -> None:
        """Sets a value behind the last one."""
        if self._length % BLOCK:
            self._blocks[-1] = [*self._block(-1), value]
        else:
            self._blocks.append([value])
        self._length += 1

    def pop(self) -> object:
        """Takes the last value away."""
        *left, last = self._block(-1)
        self._blocks[-1:] = [left] if left else []
        self._length -= 1
        return last

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Any]:
        return iter(self.values())

    def __getitem__(self, at: int) -> Any:
        return self._block(at // BLOCK)[at % BLOCK]

    def __setitem__(self, at: int, value: object) -> None:
        block = self._block(at // BLOCK).copy()
        block[at % BLOCK] = value
        self._blocks[at // BLOCK] = block

    def _block(self, number: int) -> list[Any]:
        block = self._blocks[number]
        if not isinstance(block, list):
            block = self._blocks[number] = _unpacked(block)
        return block


def _packed(values: list[Any]) -> object:
    """A block as one text where it can be: that is parsed several times as fast."""
    lacking = [at for at, value in enumerate(values) if value is ABSENT]
    if all(value is ABSENT or _joins(value) for value in values):
        return BETWEEN.join(WITHIN if value is ABSENT else value for value in values)
    if lacking:
        return {
            "absent": lacking,
            "values": [None if value is ABSENT else value for value in values],
        }
    if all(type(value) is list and value != [""] and all(map(_joins, value)) for value in values):
        return {"rows": BETWEEN.join(map(WITHIN.join, values))}
    return values


def _joins(value: object) -> bool:
    """Whether it comes back from a text that others are joined to."""
    return type(value) is str and BETWEEN not in value and WITHIN not in value


def _unpacked(block: Any) -> list[Any]:
    if isinstance(block, list):
        return block
    if isinstance(block, str):
        return _split(block)
    if "rows" in block:
        return [row.split(WITHIN) if row else [] for row in block["rows"].split(BETWEEN)]
    values: list[Any] = block["values"]
    for at in block["absent"]:
        values[at] = ABSENT
    return values


def _split(text: str) -> list[Any]:
    values = text.split(BETWEEN)
    if WITHIN in text:
        return [ABSENT if value == WITHIN else value for value in values]
    return values
