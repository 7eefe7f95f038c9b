"""The words under the sheet: which cell takes the next key, or what a typed row would write."""

from __future__ import annotations

from textual.content import Content

from clinic_tui.judgement.values import day, plain, shown_reading
from clinic_tui.model.reading import Measured
from clinic_tui.model.words import Side, Unit
from clinic_tui.ui import grammar
from clinic_tui.ui.keys import Keys
from clinic_tui.ui.record import Cell
from clinic_tui.ui.visit import Visit
from clinic_tui.ui.widgets.lines import BOLD, INK, SOFT, Line, line
from clinic_tui.ui.wording import full_name, row_words, text_of, typed_text


def about_cell(visit: Visit) -> list[Content]:
    """The cell in words; under it what was said, or what the cell takes."""
    measure, (_, side) = visit.measure, visit.cells.here
    parts: list[Line] = [(full_name(measure), BOLD)]
    if side is not Side.NONE:
        role = "injured" if side in visit.episode.injured.sides else "other"
        parts.append((f" · {side.value.upper()}, {role}", BOLD))
    if measure.trials > 1:
        done = _done(visit)
        count = f"trial {min(done + 1, measure.trials)} of {measure.trials}"
        parts.append((f" · {count}, {measure.unit}", INK))
    elif measure.unit:
        unit = "0 none to 10 worst" if measure.unit is Unit.PAIN else measure.unit
        parts.append((f" · {unit}", INK))
    how = visit.conditions(measure, side)
    if how.words:
        parts.append((f" · {how.words}", SOFT))
    before = visit.before(visit.cells.here)
    if isinstance(before, Measured) and before.lever_m is not None and how.lever_m is None:
        parts.append((f" · lever not measured, last {plain(before.lever_m)} m", SOFT))
    if before is not None:
        parts.append((f"   last {shown_reading(before, measure)}", SOFT))
    return [line(*parts), _said(visit)]


def about_row(keys: Keys, text: str) -> list[Content]:
    """What a typed row would write, or why it cannot yet."""
    visit = keys.visit
    if visit.said:
        return [_said(visit), line(("esc goes back to the sheet", SOFT))]
    try:
        got = keys.read_row(text)
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
    if measure.answers:
        offered = enumerate(measure.answers, 1)
        return line((", ".join(f"{i} {a.replace('_', ' ')}" for i, a in offered), SOFT))
    if cell in visit.record.refused:
        return line((f"! {visit.record.refused[cell]}", "bold $warn"))
    return line((measure.how, SOFT))
