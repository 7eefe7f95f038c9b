"""The full form of a run: new, from a watch's file, or a kept one completed and put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from clinic_tui.desk.errors import DeskError, refuse
from clinic_tui.judgement.values import plain
from clinic_tui.model.runlog import RunLog
from clinic_tui.ui.run_asked import SIGN_BOX, at_hour, known, sections
from clinic_tui.ui.screens.ask import AskModal
from clinic_tui.ui.screens.form import FormScreen
from clinic_tui.ui.typed import UnreadableError
from clinic_tui.ui.widgets.form import Section
from clinic_tui.ui.widgets.lines import BOLD, SOFT, Line, line, week_day, wrap

if TYPE_CHECKING:
    from clinic_tui.desk.desk import Desk
    from clinic_tui.model.chart import Chart
    from clinic_tui.ui.screens.diary import DiaryScreen

HOUR_FIELDS = ("ended", "gone_at", "still_at")


class RunForm(FormScreen["RunLog"]):
    """Returns the run that was kept."""

    def __init__(self, desk: Desk, chart: Chart, log: RunLog, *, kept: bool) -> None:
        super().__init__()
        self._desk = desk
        self._chart = chart
        self._log = log
        self._kept = kept
        self._zone = ZoneInfo(desk.clinic.time_zone)
        self.TITLED = "The run put right" if kept else "A run in full"

    def about(self) -> Iterable[Line]:
        """Whose, which run, and what a file or a paper says of it."""
        log, patient = self._log, self._chart.patient
        episode = self._chart.episode(log.episode)
        side = (f" INJURED: {episode.injured.upper()} ", "bold reverse $lead")
        yield line(side, (f"  {patient.listed}   id {patient.id}", SOFT))
        room = self.app.size.width - 4
        row = f"row {log.row} of the paper, " if log.row else ""
        planned = log.planned_jog_minutes
        what = f"{plain(planned)} min planned" if planned is not None else "no run planned"
        yield line((week_day(log.on), BOLD), (f"   {row}{what}", SOFT))
        if "from a run file" in log.notes:
            yield from wrap(f"{log.notes}; pain is never in a file", room, SOFT)

    def sections(self) -> tuple[Section, ...]:
        """What is asked."""
        rule = self._desk.pain_rule(self._chart)
        catching = rule is not None and any("catching" in row.signs for row in rule.rows)
        return sections(self._log, self._zone, catching=catching)

    def starts(self) -> Mapping[str, str]:
        """What is known."""
        return known(self._log, self._zone)

    def save(self, values: dict[str, object]) -> RunLog:
        """Keeps the run, or puts it right."""
        log = self._entered(values)
        if self._kept:
            self._desk.revise_run(self._chart.patient.id, log)
        else:
            self._desk.keep_run(self._chart.patient.id, log)
        return log

    def _entered(self, values: Mapping[str, Any]) -> RunLog:
        """The run with what was entered; what is empty is not known.

        Raises:
            Refused: a text is too long or cannot be stored.
        """
        log, on = self._log, values.get("on") or self._log.on
        if on != log.on:
            of_day = self._desk.blank_run(self._chart, on)
            moved = ("on", "planned_jog_minutes", "plan", "row", "step")
            log = log.model_copy(update={key: getattr(of_day, key) for key in moved})
        fields = {key: values[key] for key in values if key in RunLog.model_fields}
        ended = values["ended"]
        ran = values["ran"]
        fields |= {
            "on": on,
            "done_jog_minutes": values["done"] if ran else 0,
            "ended_at": None if ended is None else at_hour(on, ended, self._zone),
            "sign": SIGN_BOX.index(values["sign"]) if values.get("sign") else None,
            "decision": None,
        }
        try:
            return log.model_copy(update=fields)
        except ValidationError:
            raise refuse("A text here is too long or cannot be stored.") from None


def new_run(screen: DiaryScreen) -> None:
    """The full form, for the run of today unless another day is typed."""
    chart = screen.chart
    if chart is None or chart.current_episode is None:
        return
    log = screen.desk.blank_run(chart, screen.desk.today())
    _show(screen, RunForm(screen.desk, chart, log, kept=False))


def put_right(screen: DiaryScreen) -> None:
    """The full form of the chosen run, as long as nobody decided on it."""
    chart, log = screen.chart, screen.run
    if chart is None or log is None:
        screen.tell("! No run was entered yet; there is nothing to put right.")
    elif log.decision is not None:
        screen.tell("! A decision was taken on this run; it is not changed any more.")
    else:
        _show(screen, RunForm(screen.desk, chart, log, kept=True))


def from_file(screen: DiaryScreen) -> None:
    """Asks for a watch's file and opens the form with what it proposes."""
    chart = screen.chart
    if chart is None or chart.current_episode is None:
        return
    found: list[RunLog] = []

    def read(typed: str) -> RunLog:
        try:
            log = screen.desk.read_run_file(chart, Path(typed.strip()).expanduser())
        except DeskError as error:
            raise UnreadableError(error.sentence) from error
        found[:] = [log]
        return log

    def chosen(typed: str | None) -> None:
        if typed is None:
            return
        log = found[0]
        known = next((r.log for r in screen.runs if log.row and _same_row(r.log, log)), None)
        if known is None:
            _show(screen, RunForm(screen.desk, chart, log, kept=False))
        elif known.decision is not None:
            screen.tell(f"! The run of {week_day(log.on)} is kept and decided on; nothing changes.")
        else:
            _show(screen, RunForm(screen.desk, chart, _completed(known, log), kept=True))

    question = AskModal("Run file?", hint="path of a FIT, GPX or TCX file", read=read)
    screen.app.push_screen(question, chosen)


def _same_row(one: RunLog, other: RunLog) -> bool:
    return (one.plan, one.row) == (other.plan, other.row)


def _completed(known: RunLog, file: RunLog) -> RunLog:
    """A kept run with what only the file knows; what the runner wrote stands."""
    done = known.done_jog_minutes
    return known.model_copy(
        update={
            "done_jog_minutes": file.done_jog_minutes if done is None else done,
            "ended_at": known.ended_at or file.ended_at,
            "notes": "; ".join(filter(None, (known.notes, file.notes))),
        }
    )


def _show(screen: DiaryScreen, form: RunForm) -> None:
    def kept(log: RunLog | None) -> None:
        if log is not None:
            screen.choose(log.id)

    screen.app.push_screen(form, kept)
