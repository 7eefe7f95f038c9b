"""Injuries: chart to chart, what adding and revising an episode does to it."""

from __future__ import annotations

from datetime import date

from clinic_tui.desk.errors import refuse
from clinic_tui.desk.recording import changed
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.person import Clinician


def added(chart: Chart, episode: Episode, clinician: Clinician, today: date) -> Chart:
    """The chart with one more episode.

    Raises:
        Refused: the id is taken, the dates cannot be, or an assistant lifts a block.
    """
    if any(known.id == episode.id for known in chart.episodes):
        raise refuse("This episode is in the chart already; revise it instead.")
    _can_be(chart, episode, today)
    if episode.pregnancy_lifted is not None and not clinician.may_sign:
        raise refuse("An assistant records and cannot lift a block.")
    return changed(chart, episodes=(*chart.episodes, episode))


def revised(chart: Chart, episode: Episode, clinician: Clinician, today: date) -> Chart:
    """The chart with what is now known of an episode. Signed entries on it stay as they are.

    Raises:
        Refused: no such episode, the dates cannot be, or an assistant lifts a block.
    """
    before = next((known for known in chart.episodes if known.id == episode.id), None)
    if before is None:
        raise refuse("There is no such episode in this chart.")
    _can_be(chart, episode, today)
    if episode.pregnancy_lifted not in (None, before.pregnancy_lifted) and not clinician.may_sign:
        raise refuse("An assistant records and cannot lift a block.")
    kept = tuple(episode if known.id == episode.id else known for known in chart.episodes)
    return changed(chart, episodes=kept)


def _can_be(chart: Chart, episode: Episode, today: date) -> None:
    dates = {"onset": episode.onset, "operation": episode.surgery.on if episode.surgery else None}
    for what, day in dates.items():
        if day is not None and day > today:
            raise refuse(f"The {what} lies in the future.")
        if day is not None and day < chart.patient.born:
            raise refuse(f"The {what} lies before the date of birth.")
