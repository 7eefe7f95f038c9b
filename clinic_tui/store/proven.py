"""Documents as the text that they come back from: what did not change is not proved again.

A chart is saved after each cell, and all but one of its documents are the ones of the save before.
They are frozen, so the same object has the same text, and that it comes back equal was seen then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from clinic_tui.store.errors import NotWrittenError

if TYPE_CHECKING:  # a start that saves nothing yet goes without pydantic
    from clinic_tui.model.strict import Strict

CHARTS: Final = 32
"""Charts whose last save is remembered."""

Texts = dict[str, list[str]]


class Proven:
    """The documents of the charts that were saved last, each with its text."""

    def __init__(self) -> None:
        self._charts: dict[bytes, dict[int, tuple[Strict, str]]] = {}

    def texts(self, chart: bytes, tables: Mapping[str, Iterable[Strict]]) -> Texts:
        """Each document of a chart's tables as JSON that reads back as that document.

        Raises:
            NotWrittenError: one of them would not come back as it is.
        """
        before, now = self._charts.pop(chart, {}), {}
        texts: Texts = {}
        for name, documents in tables.items():
            texts[name] = []
            for document in documents:
                known = before.get(id(document))
                # It is held here, so its place in memory cannot be another one's.
                if known is None or known[0] is not document:
                    known = (document, _proved(document))
                now[id(document)] = known
                texts[name].append(known[1])
        self._charts[chart] = now
        while len(self._charts) > CHARTS:
            del self._charts[next(iter(self._charts))]
        return texts


def _proved(document: Strict) -> str:
    text = document.model_dump_json()
    try:
        again = type(document).model_validate_json(text)
    except ValueError:
        again = None
    if again != document:
        raise NotWrittenError("Not saved: the chart would not read back as it was written.")
    return text
