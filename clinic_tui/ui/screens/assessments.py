"""Assessments: any two visits side by side, and what changed by more than error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from clinic_tui.desk.errors import DeskError
from clinic_tui.judgement.trend import WORDS
from clinic_tui.judgement.values import shown_reading, stop_shown
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.reading import Measured
from clinic_tui.model.words import Side
from clinic_tui.ui import originals
from clinic_tui.ui.commands import bindings
from clinic_tui.ui.screens.chart import NUMBERS, ChartScreen
from clinic_tui.ui.widgets.banner import NARROW
from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    SOFT,
    Line,
    Lines,
    broken,
    day,
    fit,
    line,
    wrap,
)

if TYPE_CHECKING:
    from clinic_tui.judgement.change import Change
    from clinic_tui.model.assessment import Assessment
    from clinic_tui.model.person import PatientId
    from clinic_tui.model.reading import MeasureId

SIDE, VALUE, BRIEF = 7, 16, 13
ORIGINALS = "assessments.originals"


class AssessmentsScreen(ChartScreen, inherit_bindings=False):
    """Visits of the episode, newest on the right."""

    TAB = "Assessments"
    HELP = """Two visits side by side: arrows choose which, and change is real only where it is more
than the measurement error. `e` puts a signed value right; the original stays readable."""
    CSS_PATH = "tab.tcss"
    GROUPS = ("assessments", "chart")
    _visits: tuple[Assessment, ...] = ()
    _left: int | None = None
    _right: int | None = None
    _corrected: AbstractSet[tuple[str, originals.Cell]] = frozenset()
    """Cells whose value is not the one that was first signed."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("chart", "assess", "decide", "leave"),
        *bindings("assessments"),
        *NUMBERS,
    ]

    def body(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll(id="page"):
            yield Lines(id="main")

    def fill(self, chart: Chart, episode: Episode | None) -> None:
        """Shows two visits beside one another."""
        visits = chart.of_episode(episode.id) if episode else ()
        self._visits = visits
        moved = [*originals.moved_lines(chart, self.page_width, self.key(ORIGINALS))]
        if not visits:
            said = self.no_visit if episode else self.no_injury
            self._left = self._right = None
            self.query_one("#main", Lines).show([(said, INK), *moved])
            return
        last = len(visits) - 1
        self._right = last if self._right is None else min(self._right, last)
        self._left = max(0, self._right - 1) if self._left is None else min(self._left, last)
        earlier, later = visits[self._left], visits[self._right]
        width = self.page_width
        lines = [*self._list(chart, width), *moved, "", *self._verdicts(earlier, later, width), ""]
        lines += self._compared(earlier, later, width)
        for visit in dict.fromkeys((earlier, later)):
            if visit.notes:
                lines += ["", (f"Note of {day(visit.on)}", HEAD), *wrap(visit.notes, width)]
        self.query_one("#main", Lines).show(lines)

    def _list(self, chart: Chart, width: int) -> Iterator[Line]:
        yield ("Visits, oldest first", HEAD)
        for index, visit in enumerate(self._visits):
            here = {self._left: "left", self._right: "right"}.get(index, "")
            if self._left == self._right == index:
                here = "both"
            mark = ("› " if here else "  ", "bold $lead")
            parts = [f"signed by {visit.signed.name}" if visit.signed else "unsigned draft"]
            if visit.readiness is not None:
                parts.append(visit.readiness.verdict.words)
            if visit.amends is not None:
                original = next((a for a in chart.assessments if a.id == visit.amends.of), None)
                when = f" of {day(original.on)}" if original else ""
                by = f"{visit.amends.by.name}: {visit.amends.reason}"
                shows = f"{self.key(ORIGINALS)} shows it"
                parts.append(f"* puts right what was signed{when}, by {by} ({shows})")
            for move in chart.moved_in:
                if move.assessment == visit.id:
                    by = f"{move.by.name}: {move.reason}"
                    parts.append(f"recorded in the chart {move.chart} and moved here by {by}")
            said = wrap("; ".join(parts), width - 22, SOFT)
            date = fit(day(visit.on), 13, BOLD if here else INK)
            yield line(mark, date, fit(here, 7, "bold $lead"), said[0])
            yield from (line(fit("", 22), more) for more in said[1:])

    def _verdicts(self, earlier: Assessment, later: Assessment, width: int) -> Iterator[Line]:
        """What each of the two was judged, and by which protocol."""
        assert self.chart is not None
        for visit in dict.fromkeys((earlier, later)):
            readiness = self.desk.readiness(self.chart, visit)
            said = "signed; what it was judged is not in the chart"
            if visit.signed is None:
                said = "an unsigned draft: not judged for good yet"
            if readiness is not None:
                rules = readiness.protocol
                by = f" by {rules.name} {rules.version}" if rules else ""
                said = f"{readiness.sentence} As judged on {day(readiness.on)}{by}."
            rows = wrap(said, width - 13, INK if readiness is not None else SOFT)
            yield line(fit(day(visit.on), 13, BOLD), rows[0])
            yield from (line(fit("", 13), row) for row in rows[1:])

    def _compared(self, earlier: Assessment, later: Assessment, width: int) -> Iterator[Line]:
        known = self.desk.library.measures
        value = VALUE if width >= NARROW else BRIEF
        assert self.chart is not None
        changes = {(c.measure, c.side): c for c in self.desk.changes(self.chart, later, earlier)}
        self._corrected = {
            (visit.id, cell)
            for visit in (earlier, later)
            for cell in originals.corrected_cells(self.chart, visit)
        }
        real = [change for change in changes.values() if change.verdict == "real"]
        if changes and earlier.id != later.id:
            yield from wrap(_tally(list(changes.values()), real), width, BOLD if real else INK)
        name = max(16, min(30, width - SIDE - 2 * value - 28))
        yield line(
            fit("", name + SIDE),
            fit(day(earlier.on), value, BOLD, ">"),
            fit(day(later.on), value, BOLD, ">"),
            ("  change", SOFT),
        )
        cells = [(r.measure, r.side) for r in (*later.readings, *earlier.readings)]
        group = ""
        order = list(known)
        rank = {measure: index for index, measure in enumerate(order)}
        for measure_id, side in sorted(
            dict.fromkeys(cells), key=lambda cell: (rank.get(cell[0], 999), cell[1] != Side.LEFT)
        ):
            measure = known.get(measure_id)
            if measure is not None and measure.group.value != group:
                group = measure.group.value
                yield (group.capitalize(), HEAD)
            names = broken(measure.name if measure else measure_id, name - 1)
            change = changes.get((measure_id, side)) if earlier.id != later.id else None
            said, style = _change(change)
            words = broken(said, width - name - SIDE - 2 * value - 2)
            yield line(
                fit(names[0], name),
                fit("" if side is Side.NONE else side.value.upper(), SIDE, SOFT),
                fit(self._value(earlier, measure_id, side), value, SOFT, ">"),
                fit(self._value(later, measure_id, side), value, BOLD, ">"),
                (f"  {words[0]}", style),
            )
            for row in range(1, max(len(names), len(words))):
                yield line(
                    fit(names[row] if row < len(names) else "", name + SIDE + 2 * value),
                    (f"  {words[row]}" if row < len(words) else "", style),
                )
            for differ in (*_stops(earlier, later, (measure_id, side)), *_conditions(change)):
                yield from (line("  ", row) for row in wrap(differ, width - 2, SOFT, indent=2))
        if self._corrected:
            yield ""
            yield from wrap(originals.LEGEND.format(key=self.key(ORIGINALS)), width, SOFT)

    def _value(self, visit: Assessment, measure_id: MeasureId, side: Side) -> str:
        reading, measure = (
            visit.reading(measure_id, side),
            self.desk.library.measures.get(measure_id),
        )
        mark = "*" if (visit.id, (measure_id, side)) in self._corrected else ""
        if reading is None:
            return f"–{mark}"
        if measure is None:
            return "not in catalogue"
        shown = shown_reading(reading, measure).replace(", pain ", " p")
        return shown.replace("not done: ", "no: ") + mark

    def action_left(self, by: int) -> None:
        """Another visit on the left; never a later one than on the right."""
        if self._left is not None and self._right is not None:
            self._left = (self._left + by) % (self._right + 1)
            self.read()

    def action_right(self, by: int) -> None:
        """Another visit on the right; the left one goes back with it where it must."""
        if self._left is not None and self._right is not None:
            self._right = (self._right + by) % len(self._visits)
            self._left = min(self._left, self._right)
            self.read()

    def action_choose(self) -> None:
        """Any two visits by name."""
        from clinic_tui.ui.screens.choose import Choice, ChooseModal

        def chosen(place: int | None, left: int | None = None) -> None:
            if place is None:
                return
            if left is None:
                ask("With which visit?", lambda right: chosen(right, place))
                return
            # The earlier one stands on the left, whichever was named first.
            self._left, self._right = sorted((left, place))
            self.read()

        def ask(title: str, then: Callable[[int | None], None]) -> None:
            choices = [
                Choice(day(visit.on), place, _called(visit))
                for place, visit in reversed(list(enumerate(self._visits)))
            ]
            self.app.push_screen(ChooseModal(title, "", choices), then)

        if self._visits:
            ask("Compare which visit?", chosen)

    def action_amend(self) -> None:
        """Puts the right-hand visit right; a draft is simply changed."""
        if self.chart is None or self._right is None:
            return
        visit = self._visits[self._right]
        if visit.signed is None:
            self.notify(
                f"A draft is not amended: {self.key('chart.assess')} goes on with it.", markup=False
            )
            return
        from clinic_tui.ui.screens.amend import amend

        amend(self, self.desk, self.chart, visit)

    def action_originals(self) -> None:
        """What was put right in the right-hand visit, and what was moved to other patients."""
        from clinic_tui.ui.screens.originals import OriginalsModal

        if self.chart is None:
            return
        visit = self._visits[self._right] if self._right is not None else None
        if not self.chart.moved_out and (visit is None or visit.amends is None):
            self.notify("This visit reads as it was first signed.", markup=False)
            return
        self.app.push_screen(OriginalsModal(self.chart, visit, self.desk.library))

    def action_move(self) -> None:
        """The right-hand visit belongs to another patient."""
        from clinic_tui.ui.screens.correction_forms import MoveForm

        if self.chart is None or self._right is None:
            self.notify("There is no visit to move.", markup=False)
            return
        if not self.may_sign():
            return
        visit = self._visits[self._right]
        try:
            self.app.push_screen(MoveForm(self.desk, self.chart, visit), self._moved)
        except DeskError as error:
            self.complain(error)

    def _moved(self, right: PatientId | None) -> None:
        if right is not None:
            said = f"It is an unsigned draft in the chart {right}; judge and sign it there."
            self.notify(said, title="Moved", markup=False)


def _called(visit: Assessment) -> str:
    """A visit's signature and verdict, for choosing it."""
    if visit.signed is None:
        return "unsigned draft"
    verdict = f", {visit.readiness.verdict.words}" if visit.readiness is not None else ""
    put_right = ", put right since" if visit.amends is not None else ""
    return f"signed by {visit.signed.name}{verdict}{put_right}"


def _tally(changes: Sequence[Change], real: Sequence[Change]) -> str:
    """How many of the values of both visits really changed."""
    worse = sum(change.better is False for change in real)
    apart = sum(change.verdict == "not comparable" for change in changes)
    said = f"{len(real)} of {len(changes)} values changed by more than error"
    said += f", {worse} for the worse" if worse else ""
    return f"{said}; {apart} not comparable" if apart else said


def _change(change: Change | None) -> tuple[str, str]:
    """A change in words, with the error it is held against, and how it is drawn."""
    if change is None:
        return "", SOFT
    words = " ".join(filter(None, (change.difference, _word(change))))
    held = f" ({change.error})" if change.difference and change.error else ""
    if change.verdict != "real":
        return f"{words}{held}", SOFT
    if change.better is None:
        return "changed", BOLD
    if change.better:
        return f"● {words}, better{held}", "bold $lead"
    return f"▲ {words}, worse{held}", "bold $warn"


def _word(change: Change) -> str:
    """The word for a change; other conditions are said as such."""
    apart = change.verdict == "not comparable"
    return "other conditions" if apart and _other_conditions(change) else WORDS[change.verdict]


def _other_conditions(change: Change) -> list[str]:
    return [each for each in change.differ if not each.startswith("assessor")]


def _stops(earlier: Assessment, later: Assessment, cell: originals.Cell) -> Iterator[str]:
    """What ended a hold, then and now, where it was said."""
    visits = dict.fromkeys((earlier, later))
    read = [r for visit in visits if isinstance(r := visit.reading(*cell), Measured)]
    if any(reading.stopped for reading in read):
        yield ", then ".join(stop_shown(reading.stopped) for reading in read)


def _conditions(change: Change | None) -> Sequence[str]:
    """What was not the same: all of it where it forbids comparing, else who measured."""
    if change is None:
        return ()
    if change.verdict == "not comparable":
        return change.differ
    return [each for each in change.differ if each.startswith("assessor")]
