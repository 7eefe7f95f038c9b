"""The papers of a chart as lines: what can be made, what was issued, and whether it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from clinic_tui.desk.kinds import KINDS
from clinic_tui.judgement.paper_standing import PaperStanding
from clinic_tui.model.issued import Issued
from clinic_tui.ui.widgets.lines import (
    BOLD,
    HEAD,
    INK,
    LEAD,
    SOFT,
    Line,
    day,
    fit,
    line,
    wrap,
)

Known = tuple[Issued, PaperStanding]
TITLE = 18


def makeable(why: Mapping[str, str], stale: Sequence[str], width: int) -> Iterator[Line]:
    """Each kind with its key and whom it usually goes to, or why it cannot be made.

    Args:
        why: reasons by the kinds' ids.
        stale: what of the plan's grounds has changed since it was made.
        width: of the page, in cells.
    """
    yield ("Make", HEAD)
    for kind in KINDS:
        not_now = why.get(kind.id, "")
        mark = ("× ", "bold $warn") if not_now else ("✓ ", LEAD)
        said = not_now or f"can be made, usually for {kind.reader.words}"
        if kind.shows_plan and stale and not not_now:
            mark, said = ("! ", "bold $warn"), f"its plan is stale, make it anew first: {stale[0]}"
        room = width - TITLE - 5
        rows = wrap(said, room, SOFT if mark[0] == "✓ " else INK)
        head = line((f"{kind.key}  ", "bold $lead"), mark, fit(kind.title, TITLE, BOLD))
        yield line(head, rows[0])
        yield from (line(" " * (TITLE + 5), row) for row in rows[1:])


def issued(
    papers: Sequence[Known], at: int, files: Mapping[str, Path], width: int
) -> Iterator[Line]:
    """What was issued, newest first, the marked one with all that is known of it."""
    yield ("Issued", HEAD)
    if not papers:
        yield ("Nothing was issued yet.", SOFT)
        return
    reader = max(12, min(28, width - TITLE - 13 - 28))
    for index, (paper, standing) in enumerate(papers):
        here = index == at
        yield line(
            ("› " if here else "  ", "bold $lead"),
            fit(day(paper.by.at.date()), 13, INK),
            fit(paper.title, TITLE, BOLD if here else INK),
            fit(paper.reader, reader - 1, INK),
            " ",
            fit(short(standing), 25, LEAD if standing.current else SOFT),
        )
        if here:
            yield from _whole(paper, standing, files.get(paper.code), width)


def short(standing: PaperStanding) -> str:
    """Where a paper stands, in a few words."""
    if standing.current:
        return f"✓ current to {day(standing.until)}" if standing.until else "✓ current"
    return f"superseded {day(standing.since)}" if standing.since else "superseded"


def _whole(paper: Issued, standing: PaperStanding, file: Path | None, width: int) -> Iterator[Line]:
    by = paper.by
    made = f"made {day(by.at.date())} {by.at:%H:%M} by {by.name}"
    lies = f"lies in {file.parent}" if file else "its file is not there any more"
    # What stands needs no more words than the row has.
    why = "" if standing.current else standing.sentence
    for said, style in (
        (why, INK),
        (f"{paper.code} · version {paper.version} · {made} for {paper.reader}", SOFT),
        (lies, SOFT),
    ):
        yield from (line("    ", row) for row in wrap(said, width - 4, style) if said)
