"""Papers for a whole list of people: one that cannot be made is named and stops no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from clinic_tui.desk.errors import DeskError, NotUnlocked
from clinic_tui.desk.issuing import IssuingDesk
from clinic_tui.desk.kinds import paper_kind
from clinic_tui.desk.manner import USUAL, Manner, check
from clinic_tui.desk.patients import PatientsDesk
from clinic_tui.desk.protecting import OPEN, Protection

if TYPE_CHECKING:
    from clinic_tui.desk.heads import Head

Who = Literal["visits", "cleared"]
"""Everyone whose visit is that day, or everyone whose clearance stands today."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one person's paper."""

    head: Head
    path: Path | None
    why: str = ""
    """Why there is none."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a list."""

    outcomes: tuple[Outcome, ...]
    left: int = 0
    """People whose turn did not come, because it was stopped."""
    stopped: str = ""
    """Why it was stopped, where it was."""

    @property
    def made(self) -> tuple[Path, ...]:
        """The papers that were written."""
        return tuple(each.path for each in self.outcomes if each.path is not None)

    @property
    def not_made(self) -> tuple[Outcome, ...]:
        """Those without a paper, each with why."""
        return tuple(each for each in self.outcomes if each.path is None)

    @property
    def sentence(self) -> str:
        """In one line."""
        made, without = len(self.made), len(self.not_made)
        said = f"{made} {'paper' if made == 1 else 'papers'} written"
        said += f", {without} not made" if without else ""
        return f"{said}, stopped with {self.left} to go: {self.stopped}" if self.stopped else said


class BatchingDesk(IssuingDesk, PatientsDesk):
    """The verbs of a day's papers."""

    def batch_of(self, who: Who, day: date) -> tuple[Head, ...]:
        """Who gets a paper: those whose visit is that day or was recorded that day, or the cleared.

        Charts that were merged into another are left out.
        """
        heads = (head for head in self.heads() if not head.merged_into)
        if who == "cleared":
            return tuple(head for head in heads if head.clearance.startswith("given"))
        return tuple(head for head in heads if day in (head.next_visit, head.judged_on))

    def hand_out_all(
        self,
        people: Sequence[Head],
        kind: str,
        folder: Path | None = None,
        *,
        protection: Protection = OPEN,
        manner: Manner = USUAL,
        before: Callable[[int, Head], bool] = lambda number, head: True,
    ) -> Batch:
        """Makes one kind of paper for each of these people, each kept as issued.

        Args:
            people: whose.
            kind: id of one of the kinds there are.
            folder: where they go; the clinic's folder `papers` unless given.
            protection: the seal of the clinic, or a password that all of them have.
            manner: the language of all of them, or plans with a diary that can be filled in.
            before: told the number of papers done and who is next; stops the rest by False.

        Raises:
            Refused: papers of this kind cannot be made in this manner.
        """
        check(paper_kind(kind), manner)
        outcomes: list[Outcome] = []
        for number, head in enumerate(people):
            if not before(number, head):
                return Batch(tuple(outcomes), len(people) - number, "as you asked")
            try:
                path = self.hand_out(
                    head.patient_id, kind, folder=folder, protection=protection, manner=manner
                )
            except NotUnlocked as error:
                return Batch(tuple(outcomes), len(people) - number, error.sentence)
            except DeskError as error:
                outcomes.append(Outcome(head, None, error.sentence))
            except Exception as error:
                # Its message may hold a patient's values, so only the fault's kind is said.
                said = f"a fault of the program ({type(error).__name__})"
                outcomes.append(Outcome(head, None, said))
            else:
                outcomes.append(Outcome(head, path))
        return Batch(tuple(outcomes))
