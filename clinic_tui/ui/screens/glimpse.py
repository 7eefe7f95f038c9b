"""A glimpse of a chart beside the patient list: findings as they were signed."""

from __future__ import annotations

from clinic_tui.model.chart import Chart
from clinic_tui.model.words import Outcome
from clinic_tui.ui.widgets.lines import INK, LEAD, SOFT, Line, day, fit, line, wrap

MARKS = {
    Outcome.MET: ("✓", LEAD),
    Outcome.NOT_MET: ("×", "bold $warn"),
    Outcome.UNKNOWN: ("?", SOFT),
}


def findings_of(chart: Chart, width: int) -> list[Line]:
    """What is not met or unknown first, then what is met; and the last note."""
    episode = chart.current_episode
    if episode is None:
        return []
    signed = [a for a in chart.of_episode(episode.id) if a.signed is not None]
    if not signed:
        return []
    newest = signed[-1]
    lines: list[Line] = [""]
    readiness = newest.readiness
    found = readiness.findings if readiness else ()
    for outcome in (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.MET):
        mark, style = MARKS[outcome]
        for finding in found:
            if finding.outcome is outcome:
                value = finding.compared_shown or finding.reason.replace("_", " ")
                value = value.removesuffix(" apart")
                ink = SOFT if outcome is Outcome.UNKNOWN else INK
                room = width - 3 - min(len(value), 16)
                lines.append(
                    line(
                        (f"{mark} ", style),
                        fit(finding.name, room, ink),
                        fit(value, width - 2 - room, ink, ">"),
                    )
                )
    if len(lines) > 21:
        rest = len(lines) - 20
        lines = [*lines[:20], (f"and {rest} more", SOFT)]
    if newest.notes:
        lines += ["", (f"Last note, {day(newest.on)}", "bold $soft")]
        lines += wrap(f"“{newest.notes}”", width)[:6]
    return lines
