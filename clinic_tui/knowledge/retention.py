"""How long records are kept, by country: data, and the day that follows from them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from clinic_tui.knowledge.measure import Code
from clinic_tui.model.chart import Chart
from clinic_tui.model.strict import Name, Strict

GROWN_UP = 18
Years = Annotated[int, Field(ge=1, le=100)]


class Keep(Strict):
    """One country's rule."""

    id: Code
    name: Name
    adult_years: Years
    """After the last entry."""
    child_until_age: Years
    """Who was under 18 at the last entry: until this birthday, and never for less than an adult."""
    child_until_age_if_17: Years
    source: Name
    grade: Name

    def until(self, chart: Chart) -> date | None:
        """The last day that a record must be kept; none where nothing was ever entered."""
        last = last_entry(chart)
        if last is None:
            return None
        born, age = chart.patient.born, chart.patient.age_on(last)
        until = _years_on(last, self.adult_years)
        if age < GROWN_UP:
            birthday = self.child_until_age_if_17 if age == 17 else self.child_until_age
            until = max(until, _years_on(born, birthday))
        return until


class Retention(Strict):
    """A retention file."""

    keep: Annotated[tuple[Keep, ...], Field(min_length=1)]

    def rule(self, rule_id: str) -> Keep | None:
        """The rule of an id."""
        return next((each for each in self.keep if each.id == rule_id), None)


def last_entry(chart: Chart) -> date | None:
    """The day of the newest thing that was done for a patient."""
    days = [
        *(each.on for each in chart.assessments),
        *(event.by.at.date() for each in chart.clearances for event in each.events),
        *(each.made_at.date() for each in chart.plans),
        *(each.entered_at.date() for each in chart.run_logs),
    ]
    return max(days, default=None)


def _years_on(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
