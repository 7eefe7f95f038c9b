"""Clearance: where it stands, and every decision with who, when and why."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from clinic_tui.judgement.clearance import Standing
from clinic_tui.model.chart import Chart
from clinic_tui.model.clearance import Asked, ClearanceEvent, ClearanceStatus, Given
from clinic_tui.model.episode import Episode
from clinic_tui.model.person import Signature
from clinic_tui.ui.screens.chart import ChartScreen
from clinic_tui.ui.widgets.lines import BOLD, HEAD, INK, SOFT, Line, Lines, day, wrap

BAD = (ClearanceStatus.SUSPENDED, ClearanceStatus.REFUSED, ClearanceStatus.WITHDRAWN)


class ClearanceScreen(ChartScreen):
    """Decisions, newest first; d takes another."""

    TAB = "Clearance"
    HELP = "What was decided, by whom, with which limits and until when; the newest comes first."
    CSS_PATH = "tab.tcss"

    def body(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll(id="page"):
            yield Lines(id="main")

    def fill(self, chart: Chart, episode: Episode | None) -> None:
        """Shows where the clearance stands and how it came there."""
        page = self.query_one("#main", Lines)
        if episode is None:
            page.show([(self.no_injury, INK)])
            return
        width = self.page_width
        kept = chart.clearance_of(episode.id)
        lines = list(_standing(self.desk.standing(chart), width, self.key("chart.decide")))
        for event in reversed(kept.events if kept else ()):
            lines += ["", *_event(event, width)]
        page.show(lines)


def _standing(now: Standing, width: int, decide: str) -> Iterator[Line]:
    style = "bold $lead" if now.allows else "bold $warn" if now.status in BAD else BOLD
    sign = "✓ " if now.allows else "× " if now.status in BAD else "– "
    yield from wrap(f"{sign}Clearance: {now.sentence}", width, style, indent=2)
    for reason in now.reasons[1:]:
        yield from wrap(f"and: {reason}", width, "bold $warn", indent=2)
    if now.status is ClearanceStatus.SUSPENDED:
        yield from wrap(f"Only a new signature gives it back: {decide} decides.", width, SOFT)
    yield from wrap("Criteria met is not clearance: a person decides.", width, SOFT)


def _event(event: ClearanceEvent, width: int) -> Iterator[Line]:
    match event:
        case Asked():
            yield from _head("Asked", event.by, width)
            yield from wrap(f"of {event.of}", width)
        case Given():
            yield from _head("Given with limits" if event.with_limits else "Given", event.by, width)
            yield from _given(event, width)
        case _:
            yield from _head(event.kind.capitalize(), event.by, width)
            yield from wrap(event.reason, width)


def _given(event: Given, width: int) -> Iterator[Line]:
    yield from wrap(f"Allowed: {event.allowed}", width, indent=2)
    for condition in event.conditions:
        yield from wrap(f"Condition: {condition}", width, indent=2)
    yield from wrap(f"From {day(event.start)} until {day(event.until)}, the last day", width)
    if event.override_reason:
        yield from wrap(f"Override, because: {event.override_reason}", width, BOLD, indent=2)
    then = event.basis.readiness
    rests = f"Rests on: {then.sentence} Judged on {day(then.on)}."
    yield from wrap(rests, width, SOFT, indent=2)


def _head(what: str, by: Signature, width: int) -> Iterator[Line]:
    number = f", {by.registration}" if by.registration else ""
    at = f"{day(by.at.date())} {by.at:%H:%M}"
    yield (what, HEAD)
    yield from wrap(f"{at}, {by.name}, {by.role}{number}", width, SOFT)
