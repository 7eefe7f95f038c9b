"""The words under the sheet: which cell takes the next key, or what a typed row would write."""

from __future__ import annotations

from textual.content import Content

from clinic_tui.judgement.values import day, end_shown, plain, shown_reading
from clinic_tui.model.reading import Measured
from clinic_tui.model.words import Side, Unit
from clinic_tui.ui import grammar
from clinic_tui.ui.keys import Keys
from clinic_tui.ui.record import Cell
from clinic_tui.ui.visit import Visit
from clinic_tui.ui.widgets.lines import BOLD, INK, SOFT, Line, line
from clinic_tui.ui.wording import full_name, row_words, text_of, typed_text


def about(keys: Keys, row: str | None, width: int, room: int) -> list[Content]:
    """What stands under the sheet: about the row that is typed, else about the cell."""
    lines = _about_cell(keys.visit, room) if row is None else _about_row(keys, row)
    if row is not None and room > 1:
        lines = [part for each in lines for part in each.wrap(width)]
    return [each.truncate(width, ellipsis=True) for each in lines[:room]]


def _about_cell(visit: Visit, room: int) -> list[Content]:
    """The cell in words; under it, or instead where there is one line only, what was said."""
    measure, (_, side) = visit.measure, visit.cells.here
    parts: list[Line] = [(full_name(measure), BOLD)]
    if side is not Side.NONE:
        role = "injured" if side in visit.episode.injured.sides else "other"
        parts.append((f" · {side.value.upper()}, {role}", BOLD))
    if measure.trials > 1:
        done = _done(visit)
        count = f"trial {min(done + 1, measure.trials)} of {measure.trials}"
        parts.append((f" · {count}, {measure.unit}", INK))
    elif measure.answers:
        offered = enumerate(measure.answers, 1)
        parts.append((f" · {', '.join(f'{i} {_words(a)}' for i, a in offered)}", INK))
    elif measure.unit:
        unit = "0 none to 10 worst" if measure.unit is Unit.PAIN else measure.unit
        parts.append((f" · {unit}", INK))
    reading = visit.draft.reading(*visit.cells.here)
    if reading is not None and visit.older_entry(reading):
        parts.append((f" · read on {day(reading.on)}", BOLD))
    if ended := end_shown(reading, measure):
        parts.append((f" · {ended}", INK))
    how = visit.conditions(measure, side)
    if how.words:
        parts.append((f" · {how.words}", SOFT))
    before = visit.before(visit.cells.here)
    if isinstance(before, Measured) and before.lever_m is not None and how.lever_m is None:
        parts.append((f" · lever not measured, last {plain(before.lever_m)} m", SOFT))
    if before is not None:
        parts.append((f"   last {shown_reading(before, measure)}", SOFT))
    lines = [line(*parts), _said(visit)]
    told = visit.said or visit.cells.here in visit.record.refused
    return lines if room > 1 else lines[1:] if told else lines[:1]


def _about_row(keys: Keys, text: str) -> list[Content]:
    """What a typed row would write, or why it cannot yet; the first line is the one that counts."""
    visit = keys.visit
    if visit.said:
        return [_said(visit), line(("esc goes back to the sheet", SOFT))]
    try:
        got = keys.read_row(text)
        if not got.cells:
            return [line((row_words(got), BOLD)), line(("enter goes to its row", SOFT))]
        readings = visit.readings(got)
    except grammar.TypingError as error:
        return [line((str(error), SOFT)), line(("esc goes back to the sheet", SOFT))]
    held = [visit.draft.reading(*cell) for cell in readings]
    over = [text_of(reading, got.measure) for reading in held if reading is not None]
    tail = f"   enter writes it over {' / '.join(over)}" if over else "   enter writes it"
    lever = visit.conditions(got.measure).words
    return [line((row_words(got), BOLD), (tail, SOFT)), line((lever, SOFT))]


def waiting(keys: Keys, text: str) -> dict[Cell, str]:
    """The cells that a typed row would write, with their text."""
    try:
        got = keys.read_row(text)
    except grammar.TypingError:
        return {}
    return {(got.measure.id, side): typed_text(typed) for side, typed in got.cells.items()}


def _words(answer: str) -> str:
    return answer.replace("_", " ")


def _done(visit: Visit) -> int:
    """Trials that stand in the cell, finished or being typed."""
    reading = visit.draft.reading(*visit.cells.here)
    return len(reading.trials) if isinstance(reading, Measured) else 0


def _said(visit: Visit) -> Content:
    if visit.said:
        sign = "! " if visit.trouble else ""
        return line((sign + visit.said, "bold $warn" if visit.trouble else INK))
    cell, measure = visit.cells.here, visit.measure
    reading = visit.draft.reading(*cell)
    if reading is not None and reading.carried_by:
        return line((f"taken over from {day(reading.on)} by {reading.carried_by}", INK))
    if cell in visit.record.refused:
        return line((f"! {visit.record.refused[cell]}", "bold $warn"))
    return line((measure.how, SOFT))
