"""A sign box that says something happened and not which: asked before the row is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from clinic_tui.desk.running import Row
from clinic_tui.judgement.pain_answers import LIMP_OR_SHARP, SEVERAL
from clinic_tui.model.runlog import RunLog
from clinic_tui.ui.screens.choose import Choice, ChooseModal

WORDS = {
    "sharp": "Sharp pain",
    "limp": "A limp",
    "night_pain": "Pain at night",
    "painkiller": "A painkiller",
}
ASKED = {
    LIMP_OR_SHARP: ("sharp", "limp"),
    SEVERAL: ("sharp", "limp", "night_pain", "painkiller"),
}
YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS = (
    Choice("yes", YES),
    Choice("no", NO),
    Choice("not known yet", UNKNOWN, "kept as it is written; until it is known the rule stops"),
)
VALUES = {YES: True, NO: False, UNKNOWN: None}


def asked(app: App[Any], row: Row, keep: Callable[[Row, RunLog], None]) -> None:
    """Asks which of the signs there were, one after another, then keeps; escape keeps nothing."""
    names = ASKED.get(row.log.sign or 0, ())
    _ask(app, row, row.log, names, keep)


def _ask(
    app: App[Any],
    row: Row,
    log: RunLog,
    names: tuple[str, ...],
    keep: Callable[[Row, RunLog], None],
) -> None:
    if not names:
        keep(row, log)
        return
    name, rest = names[0], names[1:]

    def answered(answer: str | None) -> None:
        if answer is not None:
            _ask(app, row, log.model_copy(update={name: VALUES[answer]}), rest, keep)

    head = row.words.partition(":")[0]
    app.push_screen(ChooseModal(f"{WORDS[name]}?", head, ANSWERS), answered)
