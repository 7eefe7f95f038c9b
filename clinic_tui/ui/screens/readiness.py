"""Readiness: the verdict, the shortest way out, every criterion, and what speaks against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll

from clinic_tui.judgement.values import plain
from clinic_tui.model.chart import Chart
from clinic_tui.model.episode import Episode
from clinic_tui.model.words import Verdict
from clinic_tui.ui.screens.chart import ChartScreen
from clinic_tui.ui.widgets.banner import NARROW
from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    LEAD,
    SOFT,
    Line,
    Lines,
    day,
    line,
    wrap,
)
from clinic_tui.ui.widgets.scorecard import scorecard

if TYPE_CHECKING:
    from clinic_tui.model.assessment import Assessment
    from clinic_tui.model.readiness import RaisedFlag, Readiness

VERDICTS = {Verdict.READY: "bold $lead", Verdict.NOT_READY: "bold $warn", Verdict.CANNOT_SAY: BOLD}
SIDE = 29
"""Columns of the pane beside the scorecard, padding included."""


class ReadinessScreen(ChartScreen):
    """Readiness as it was judged, with its day."""

    TAB = "Readiness"
    HELP = """The verdict as it was judged, what is missing to the next one, then each criterion
with both sides, its limit, and how far it is. Ready is not cleared: a clinician decides."""
    CSS_PATH = "tab.tcss"

    def body(self) -> ComposeResult:
        """One page that scrolls: the scorecard, and beside it what speaks against."""
        with VerticalScroll(id="page"), Horizontal(id="pair"):
            yield Lines(id="main")
            yield Lines(id="side")

    def fill(self, chart: Chart, episode: Episode | None) -> None:
        """Shows the newest signed judgement; a draft alone is judged as it stands."""
        main, side = self.query_one("#main", Lines), self.query_one("#side", Lines)
        narrow = self.app.size.width < NARROW
        width = self.page_width - (0 if narrow else SIDE)
        side.display = not narrow
        if episode is None:
            main.show([(self.no_injury, INK)])
            side.show([])
            return
        mine = chart.of_episode(episode.id)
        signed = [a for a in mine if a.signed is not None]
        if not mine:
            main.show([(self.no_visit, INK)])
            side.show([*_flags(None, (), SIDE - 4), *self._clearance(chart, SIDE - 4)])
            return
        judged = signed[-1] if signed else mine[-1]
        readiness = self.desk.readiness(chart, judged) or self.desk.judge(chart, judged)
        drafts = [each for each in mine if each.signed is None] if signed else []
        since = [(each, self.desk.judge(chart, each).flags) for each in drafts]
        lines = [*_verdict(readiness, judged, width), *_way_out(readiness, width)]
        if narrow:
            lines += ["", *_flags(readiness, since, width), *self._clearance(chart, width)]
        lines += ["", *scorecard(readiness, episode.injured, width)]
        if narrow:
            lines += ["", *_against(readiness, width)]
        lines += [*self._changed(chart, judged, width), *_notes(readiness, width)]
        main.show(lines)
        room = SIDE - 4
        beside = [*_flags(readiness, since, room), *_against(readiness, room)]
        side.show([*beside, *self._clearance(chart, room)])

    def _clearance(self, chart: Chart, width: int) -> Iterator[Line]:
        yield ("Clearance", HEAD)
        yield from wrap(self.desk.standing(chart).sentence, width)
        yield from wrap("Criteria met is not clearance: a person decides.", width, SOFT)

    def _changed(self, chart: Chart, judged: Assessment, width: int) -> Iterator[Line]:
        """What changed by more than error since the visit before."""
        changes = self.desk.changes(chart, judged)
        if not changes:
            return
        real = [change for change in changes if change.verdict == "real"]
        yield ""
        yield ("Since the visit before", HEAD)
        if not real:
            yield from wrap(f"none of {len(changes)} values changed beyond error", width, SOFT)
        for change in real:
            where = "" if change.side.value == "none" else f" {change.side.value.upper()}"
            style = BOLD if change.better else "bold $warn" if change.better is False else INK
            yield from wrap(f"{change.name}{where}: {change.sentence}", width, style, indent=2)
        rest = len(changes) - len(real)
        if real and rest:
            yield from wrap(f"{rest} more: unchanged, within error or error not known", width, SOFT)


def _verdict(readiness: Readiness, judged: Assessment, width: int) -> Iterator[Line]:
    words = readiness.verdict.words
    yield from _styled(readiness.sentence, words, VERDICTS[readiness.verdict], width)
    by = f"signed by {judged.signed.name}" if judged.signed else "a draft, not signed by anybody"
    rules = f"{readiness.protocol.name} {readiness.protocol.version}" if readiness.protocol else ""
    said = f"as judged on {day(readiness.on)}, {by}" + (f"; protocol {rules}" if rules else "")
    yield from wrap(said, width, SOFT)
    for block in readiness.blocks:
        yield from wrap(f"× blocked: {block.sentence}", width, "bold $warn", indent=2)
        if block.do:
            yield from wrap(f"  now: {', '.join(block.do)}", width, BOLD, indent=2)
    for why in readiness.scope:
        yield from wrap(f"? outside the protocol: {why}", width, BOLD, indent=2)
    if readiness.earliest is not None:
        floor = f"no running before {day(readiness.earliest)}; a floor, never a pass"
        yield from wrap(floor, width, BOLD if readiness.on < readiness.earliest else SOFT)
    for warning in readiness.warnings:
        yield from wrap(f"! {warning}", width, "bold $warn", indent=2)


def _styled(sentence: str, words: str, style: str, width: int) -> Iterator[Line]:
    """A sentence whose first words are the verdict."""
    rows = wrap(sentence, width, BOLD)
    if sentence.lower().startswith(words):
        yield rows[0].stylize(style, 0, len(words))
        yield from rows[1:]
    else:
        yield line((words.capitalize(), style), (": ", INK))
        yield from rows


def _way_out(readiness: Readiness, width: int) -> Iterator[Line]:
    if not readiness.way_out:
        return
    yield ""
    minutes = f"{plain(readiness.minutes)} min today" if readiness.minutes else "not today"
    yield line(("Shortest way out: ", SOFT), (minutes, BOLD))
    for step in readiness.way_out:
        if step.kind == "train":
            continue
        taken = "" if step.minutes is None else f"{plain(step.minutes)} min  "
        rows = wrap(f"{taken}{step.sentence}", width - 2, INK, indent=4)
        yield from (line("  ", row) for row in rows)
    # What needs training is said criterion by criterion below; here the names are enough.
    train = dict.fromkeys(
        s.sentence.partition(":")[0] for s in readiness.way_out if s.kind == "train"
    )
    if train:
        said = f"no test of today changes: {', '.join(train)}"
        yield from (line("  ", row) for row in wrap(said, width - 2, SOFT, indent=4))


def _flags(
    readiness: Readiness | None,
    drafts: Sequence[tuple[Assessment, Sequence[RaisedFlag]]],
    width: int,
) -> Iterator[Line]:
    """Red flags as judged, below those that a draft says yes to: they wait for no signature."""
    yield ("Red flags", HEAD)
    standing = [(draft, flag) for draft, raised in drafts for flag in raised if not flag.resolved]
    for draft, flag in standing:
        said = f"▲ {flag.number} {flag.name}: yes in the unsigned draft of {day(draft.on)}"
        yield from wrap(f"{said}: {flag.do}", width, "bold $warn", indent=2)
    if readiness is None:
        yield ("not asked yet", SOFT)
    elif not readiness.flags and not readiness.unanswered and not standing:
        yield line(("✓ ", LEAD), "none, all asked")
    if readiness is not None:
        for flag in readiness.flags:
            soon = "" if flag.do.startswith(flag.urgency.words) else f"{flag.urgency.words}: "
            state = "resolved" if flag.resolved else f"{soon}{flag.do}"
            style = SOFT if flag.resolved else "bold $warn"
            mark = "✓" if flag.resolved else "▲"
            yield from wrap(f"{mark} {flag.number} {flag.name}: {state}", width, style, indent=2)
        if readiness.unanswered:
            asked = f"? not answered: {'; '.join(readiness.unanswered)}"
            yield from wrap(asked, width, INK, indent=2)
    yield ""


def _against(readiness: Readiness, width: int) -> Iterator[Line]:
    yield ("Speaks against clearance", HEAD)
    if not readiness.against:
        yield ("nothing found", SOFT)
    for sentence in readiness.against:
        what, _, why = sentence.partition(": ")
        yield from wrap(f"{what}:" if why else what, width, BOLD)
        if why:
            yield from wrap(why, width, SOFT)
    yield ""


def _notes(readiness: Readiness, width: int) -> Iterator[Line]:
    for heading, sentences in (
        ("Notes", readiness.notes),
        ("For information, never a gate", readiness.shown),
    ):
        if sentences:
            yield ""
            yield (heading, HEAD)
            for sentence in sentences:
                yield from wrap(sentence, width, SOFT, indent=2)
