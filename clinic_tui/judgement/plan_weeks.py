"""The linter's answer to each week of a plan: how much is jogged, and by what a run grew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from clinic_tui.judgement.plan_lint import WEEK, Rules
from clinic_tui.judgement.values import plain
from clinic_tui.knowledge.growth import allowed_growth
from clinic_tui.model.plan import Session


def week_answers(sessions: Iterable[Session], rules: Rules) -> Mapping[date, str]:
    """A sentence for each week that has a run, by its Monday."""
    behind = {each.on: each.jog_minutes for each in rules.done}
    jogs = behind | {each.on: each.jog_minutes for each in sessions if each.intervals}
    weeks: dict[date, list[date]] = {}
    for on in sorted(jogs):
        if jogs[on] and on not in behind:
            weeks.setdefault(monday(on), []).append(on)
    return {first: _answer(runs, jogs, rules) for first, runs in weeks.items()}


def monday(on: date) -> date:
    """The Monday of a day's week."""
    return on - timedelta(days=on.weekday())


def _answer(runs: list[date], jogs: Mapping[date, Decimal], rules: Rules) -> str:
    total = sum((jogs[on] for on in runs), start=Decimal(0))
    many = f"{len(runs)} runs" if len(runs) > 1 else "1 run"
    said = f"jog {plain(total)} min in {many}"
    grown = [(jogs[on] - base, base) for on in runs if (base := _base(on, jogs)) is not None]
    if not grown:
        return said
    most, base = max(grown)
    if most <= 0:
        return f"{said}; no run longer than in the week before it"
    own = allowed_growth(base, rules.programme.growth)
    general = allowed_growth(base, rules.general)
    said += f"; a run grows by {plain(most)} min, {plain(own)} allowed"
    return f"{said} by the programme, {plain(general)} in general" if own > general else said


def _base(on: date, jogs: Mapping[date, Decimal]) -> Decimal | None:
    """The longest of the seven days before a run; none where there was no session in them."""
    return max((jog for day, jog in jogs.items() if on - WEEK <= day < on), default=None)
