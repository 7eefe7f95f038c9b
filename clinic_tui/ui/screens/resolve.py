"""Resolving a red flag: by name, with what was found; never overridden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_tui.desk.errors import DeskError
from clinic_tui.model.assessment import FlagId
from clinic_tui.ui.screens.ask import AskModal
from clinic_tui.ui.typed import UnreadableError
from clinic_tui.ui.widgets.lines import SOFT, wrap

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.model.assessment import Assessment
    from clinic_tui.model.chart import Chart
    from clinic_tui.ui.screens.chart import ChartScreen


def resolve(screen: ChartScreen, desk: Desk, chart: Chart) -> None:
    """Asks what was found behind the first red flag that stands."""
    if not screen.may_sign():
        return
    episode = chart.current_episode
    mine = chart.of_episode(episode.id) if episode else ()
    try:
        standing = [f for f in desk.judge(chart, on=desk.today()).flags if not f.resolved]
    except DeskError as error:
        screen.complain(error)
        return
    if not standing:
        screen.notify("No red flag stands in this chart.", markup=False)
        return
    flag = standing[0]
    more = f"; {len(standing) - 1} more after it" if len(standing) > 1 else ""
    about = wrap(f"{flag.urgency.words}: {flag.do}{more}", 66, SOFT)

    def found(said: str | None) -> None:
        if said is None:
            return
        try:
            desk.resolve_flag(chart.patient.id, _newest(mine), FlagId(flag.flag), said)
        except DeskError as error:
            screen.complain(error)
        screen.read()

    question = f"Red flag {flag.number}, {flag.name}: what was found?"
    screen.app.push_screen(
        AskModal(
            question,
            about=about,
            hint=f"resolved by {desk.clinician.name}; the answer stays in the chart",
            read=_something,
        ),
        found,
    )


def _newest(assessments: tuple[Assessment, ...]) -> Assessment:
    """Where the desk begins to look for who raised it: the draft, else the newest."""
    drafts = [a for a in assessments if a.signed is None]
    return (drafts or list(assessments))[-1]


def _something(typed: str) -> str:
    if not typed.strip():
        raise UnreadableError("write what was found; a red flag is resolved by its explanation")
    return typed
