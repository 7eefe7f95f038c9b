"""The linter's answer to each week of a plan: how much is jogged, and by what it grew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from clinic_tui.judgement.plan_lint import Rules
from clinic_tui.judgement.values import plain
from clinic_tui.knowledge.growth import allowed_growth
from clinic_tui.model.plan import Session


def week_answers(sessions: Iterable[Session], rules: Rules) -> Mapping[date, str]:
    """A sentence for each week that has a run, by its Monday."""
    weeks: dict[date, list[Session]] = {}
    for session in sessions:
        if session.jog_minutes:
            weeks.setdefault(monday(session.on), []).append(session)
    longest = _before(rules)
    said: dict[date, str] = {}
    for on in sorted(weeks):
        runs = weeks[on]
        total = sum((run.jog_minutes for run in runs), start=Decimal(0))
        many = f"{len(runs)} runs" if len(runs) > 1 else "1 run"
        this = max(run.jog_minutes for run in runs)
        said[on] = f"jog {plain(total)} min in {many}{_grown(longest, this, rules)}"
        longest = this
    return said


def _before(rules: Rules) -> Decimal | None:
    """The longest run of the last week with one before the plan."""
    done = [each for each in rules.done if each.jog_minutes]
    last = max((monday(each.on) for each in done), default=None)
    return max((each.jog_minutes for each in done if monday(each.on) == last), default=None)


def monday(on: date) -> date:
    """The Monday of a day's week."""
    return on - timedelta(days=on.weekday())


def _grown(before: Decimal | None, now: Decimal, rules: Rules) -> str:
    """How much longer the longest run is than that of the last week with one, and by what rule."""
    if before is None:
        return ""
    if now <= before:
        return "; no run longer than before" if now == before else "; shorter than before"
    own = allowed_growth(before, rules.programme.growth)
    general = allowed_growth(before, rules.general)
    said = f"; +{plain(now - before)} min a run, {plain(own)} allowed"
    return f"{said} by the programme, {plain(general)} in general" if own > general else said
