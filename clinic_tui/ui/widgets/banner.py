"""The banner: who this is and which hip, on every screen of a chart."""

from __future__ import annotations

from datetime import date

from textual import events
from textual.message import Message

from clinic_tui.model.episode import Episode
from clinic_tui.model.person import Patient
from clinic_tui.ui.widgets.lines import (
    BOLD,
    LEAD,
    RULE,
    SOFT,
    Line,
    Pane,
    between,
    broken,
    day,
    fit,
    line,
)

NARROW = 100


class Banner(Pane):
    """Name, born, number, injured side in words, diagnosis, weeks, and the tabs."""

    class TabClicked(Message):
        """A tab was clicked."""

        def __init__(self, tab: str) -> None:
            super().__init__()
            self.tab = tab

    def __init__(self, tabs: tuple[str, ...] = (), tab: str = "", doing: str = "") -> None:
        super().__init__()
        self._tabs, self._tab, self._doing = tabs, tab, doing
        self._patient: Patient | None = None
        self._episode: Episode | None = None
        self._today = date.min
        self._warning = ""
        self._tab_row = 0

    def about(
        self, patient: Patient, episode: Episode | None, today: date, warning: str = ""
    ) -> None:
        """Says who this is, and what is to be known before anything else."""
        self._patient, self._episode, self._today = patient, episode, today
        self._warning = warning
        self.refresh(layout=True)

    def say(self, doing: str) -> None:
        """Says what is being done, on the right under the injured side."""
        if doing != self._doing:
            self._doing = doing
            self.refresh()

    def lines(self, width: int) -> list[Line]:
        """Two lines about the patient, then the tabs or what is being done."""
        patient, episode = self._patient, self._episode
        if patient is None:
            return [""]
        # What is injured is said on the first line, however long the name.
        injured = f" INJURED: {episode.injured.upper()} " if episode else " NO INJURY ENTERED "
        side = line((injured, "bold reverse $lead"))
        age = patient.age_on(self._today)
        born = f"born {day(patient.born)} ({age})   id {patient.id}"
        name = broken(patient.listed, width - side.cell_length - 2)
        first = line((name[0], BOLD))
        lines: list[Line] = []
        if len(name) == 1 and len(name[0]) + len(born) + 5 + side.cell_length < width:
            lines.append(between(line(first, (f"   {born}", SOFT)), side, width))
        else:
            lines.append(between(first, side, width))
            lines += [(part, BOLD) for part in name[1:]]
            lines.append((born, SOFT))
        what, other = "", ""
        if episode is not None:
            weeks, since = episode.weeks_on(self._today)
            what = f"{episode.title} · {weeks} weeks since {since}"
            both = len(episode.injured.sides) == 2
            other = "both hips injured" if both else f"other hip {episode.other_hip.words}"
        right = line((self._doing, BOLD)) if self._doing else line((other, SOFT))
        room = width - right.cell_length - 2
        lines.append(between(line(fit(what, room, SOFT)), right, width))
        if self._warning:
            lines += [(f"▲ {part}", "bold $warn") for part in broken(self._warning, width - 2)]
        if not self._tabs:
            return [*lines, ("─" * width, RULE)]
        lines += [] if width < NARROW else [""]
        self._tab_row = len(lines)
        return [*lines, *self._tab_lines(width)]

    def on_click(self, event: events.Click) -> None:
        """A click on a tab, or on its rule, opens it."""
        at = event.get_content_offset(self)
        if not self._tabs or at is None or at.y not in (self._tab_row, self._tab_row + 1):
            return
        left, gap = 0, _gap(self.content_size.width)
        for tab in self._tabs:
            if left <= at.x < left + len(tab) + 2:
                self.post_message(self.TabClicked(tab))
            left += len(tab) + 2 + len(gap)

    def _tab_lines(self, width: int) -> list[Line]:
        gap = _gap(width)
        row: list[Line] = []
        under: list[Line] = []
        used = 0
        for number, tab in enumerate(self._tabs, 1):
            on = tab == self._tab
            row += [(f"{number} ", LEAD if on else SOFT), (tab, BOLD if on else SOFT), gap]
            size = len(tab) + 2
            under += [
                (("━" if on else "─") * size, "bold $lead" if on else RULE),
                ("─" * len(gap), RULE),
            ]
            used += size + len(gap)
        return [line(*row), line(*under, ("─" * max(0, width - used), RULE))]


def _gap(width: int) -> str:
    """What stands between two tabs."""
    return "   " if width >= NARROW else "  "
