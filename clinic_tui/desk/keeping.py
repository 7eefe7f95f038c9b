"""Keeping the record: what was done, whether every byte is as it was, and who works here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clinic_tui.desk.door import DoorDesk
from clinic_tui.desk.errors import said
from clinic_tui.store.repository import Event, Verified

if TYPE_CHECKING:
    from clinic_tui.model.person import PatientId

__all__ = ["Event", "KeepingDesk", "Verified"]

SOON_LOOKED_OVER = 2000
"""Charts that are looked over in a second or two."""


class KeepingDesk(DoorDesk):
    """The verbs of the record itself."""

    def history(self, patient_id: PatientId | None = None) -> tuple[Event, ...]:
        """What was done with one chart, or in the whole clinic, in the order it was done."""
        with said():
            return self._store.history(patient_id)

    def history_head(self) -> str:
        """The history's head as papers carry it, such as `1284-9f3a77c2d01b`."""
        with said():
            return self._store.head()

    def look_over(self) -> None:
        """Looks at every byte and keeps what is wrong in `damaged`; for a moment of rest.

        A large clinic is looked over by `verify`, when there is time for it.
        """
        if len(self._store.heads().heads) <= SOON_LOOKED_OVER:
            self.problems = self.verify().problems

    def verify(self, known: Sequence[str] = ()) -> Verified:
        """Looks at every byte of every chart and of the history.

        Args:
            known: heads that stand outside, such as in the footers of papers.
        """
        with said():
            return self._store.verify(known)
