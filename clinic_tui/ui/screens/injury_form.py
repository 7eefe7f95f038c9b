"""The injury's form: entered once, revised when more is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from clinic_tui.model.episode import EpisodeId
from clinic_tui.model.person import Signature
from clinic_tui.ui.injury_asked import sections
from clinic_tui.ui.injury_entered import episode
from clinic_tui.ui.injury_known import known
from clinic_tui.ui.screens.form import FormScreen
from clinic_tui.ui.widgets.form import Section
from clinic_tui.ui.widgets.lines import SOFT, Line, day, line

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.model.chart import Chart


class InjuryForm(FormScreen["Chart"]):
    """All that a protocol may ask of an injury."""

    TITLED = "The injury"

    def __init__(self, desk: Desk, chart: Chart, *, another: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._chart = chart
        self._before = None if another else chart.current_episode

    def about(self) -> Iterable[Line]:
        """Whose, and which side is injured as far as is known."""
        patient = self._chart.patient
        who = f"{patient.listed}   born {day(patient.born)}   id {patient.id}"
        if self._before is None:
            return [(who, SOFT)]
        side = (f" INJURED: {self._before.injured.upper()} ", "bold reverse $lead")
        return [line(side, (f"  {who}", SOFT))]

    def sections(self) -> tuple[Section, ...]:
        """What is asked."""
        return sections(
            len(self._before.imaging) if self._before else 0,
            revised=self._before is not None,
            under_18=self._chart.patient.age_on(self._desk.today()) < 18,
        )

    def starts(self) -> Mapping[str, str]:
        """What is known."""
        return known(self._before) if self._before else {}

    def save(self, values: dict[str, object]) -> Chart:
        """Adds the injury to the chart, or revises it."""
        desk, patient, who = self._desk, self._chart.patient.id, self._desk.clinician
        by = Signature(name=who.name, role=who.role, registration=who.registration, at=desk.now())
        if self._before is not None:
            entered = episode(values, self._before.id, self._before, by)
            return desk.revise_episode(patient, entered)
        taken = {known.id for known in self._chart.episodes}
        number = next(n for n in range(1, len(taken) + 2) if f"e{n}" not in taken)
        return desk.new_episode(patient, episode(values, EpisodeId(f"e{number}"), None, by))
