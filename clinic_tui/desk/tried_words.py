"""What came of trying a rule, in sentences for the screen and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clinic_tui.desk.heads import day_words

if TYPE_CHECKING:
    from clinic_tui.desk.tried import Tried, Turned


def counts(tried: Tried) -> Iterator[str]:
    """How many would be other verdicts, and how many were looked at."""
    looked = f"{tried.looked} of {tried.charts} charts" if tried.stopped else _some(tried.charts)
    yield (
        f"{len(tried.turned)} of {tried.judged} verdicts would be others, in {looked}"
        f"{'; stopped before the end' if tried.stopped else ''}."
    )
    for (before, after), count in sorted(tried.turns.items(), key=lambda turn: -turn[1]):
        yield f"{count} × {before.words} → {after.words}"
    if tried.shifted:
        yield f"in {tried.shifted} more a criterion comes to something else and the verdict stays"
    if tried.other_class:
        yield f"{tried.other_class} assessments are of injuries that it is not for"
    if tried.by_name:
        yield f"{tried.by_name} were signed by a variant chosen by name, and are left as they are"
    if tried.put_right:
        yield (
            f"{tried.put_right} read otherwise by the rule they were signed by, as the record was "
            "put right since; they are compared as they read now"
        )


def turned(each: Turned) -> str:
    """One assessment whose verdict would be another one."""
    return (
        f"{each.patient_id} {each.name}, {day_words(each.on)}: {each.before.words} → "
        f"{each.after.words}"
    )


def reasons(each: Turned) -> Iterator[str]:
    """Which criteria moved; where none did, the new verdict's own reason."""
    for moved in each.moved:
        yield f"{moved.name}: {moved.words}, {moved.sentence}"
    if not each.moved:
        yield each.sentence


def _some(charts: int) -> str:
    return "1 chart" if charts == 1 else f"{charts} charts"
