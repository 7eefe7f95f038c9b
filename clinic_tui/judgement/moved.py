"""What moved between two judgements of one assessment: criteria that came to something else."""

from __future__ import annotations

from dataclasses import dataclass

from clinic_tui.model.readiness import Finding, Readiness
from clinic_tui.model.words import Outcome, Side


@dataclass(frozen=True, slots=True)
class Moved:
    """One criterion, then and now."""

    name: str
    before: Outcome | None
    """Absent where it was not asked for."""
    after: Outcome | None
    """Absent where it is asked for no more."""
    sentence: str
    """The reason of the newer outcome, else of the older one."""

    @property
    def words(self) -> str:
        """From and to, in words."""
        was = self.before.words if self.before else "not asked"
        now = self.after.words if self.after else "no longer asked"
        return f"{was} → {now}"


def moved(before: Readiness, after: Readiness) -> tuple[Moved, ...]:
    """Criteria with another outcome, in the newer judgement's order, then those asked no more."""
    was = {(f.criterion, f.side): f for f in before.findings}
    now = {(f.criterion, f.side): f for f in after.findings}
    found = []
    for cell in dict.fromkeys((*now, *was)):
        old, new = was.get(cell), now.get(cell)
        if old is None or new is None or old.outcome is not new.outcome:
            found.append(_moved(old, new))
    return tuple(found)


def _moved(old: Finding | None, new: Finding | None) -> Moved:
    finding = new or old
    assert finding is not None
    side = "" if finding.side is Side.NONE else f" {finding.side.value.upper()}"
    return Moved(
        name=f"{finding.name}{side}",
        before=old.outcome if old else None,
        after=new.outcome if new else None,
        sentence=finding.sentence,
    )
