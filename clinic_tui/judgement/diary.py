"""The diary: which run each row of a paper is, a row in words, and a row as a run log."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from clinic_tui.judgement.diary_code import Paper, Written, row_letter
from clinic_tui.judgement.values import day, plain
from clinic_tui.model.chart import Chart
from clinic_tui.model.plan import Plan, Session
from clinic_tui.model.runlog import Gone, RunLog, RunLogId

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NOT_WRITTEN: Final = "not written"
SIGNS: Final = {
    0: "nothing else",
    1: "sharp pain or a limp: ask which",
    2: "pain at night",
    3: "took a painkiller",
    4: "several signs: ask which",
}
GONE: Final = {
    Gone.WITHIN_24_H: "gone within 24 h",
    Gone.AFTER_24_TO_48_H: "gone after 24 to 48 h",
    Gone.BEYOND_48_H: "still there after 48 h",
}


def rows(plan: Plan) -> tuple[Session, ...]:
    """The runs of a plan in the order of its paper's rows."""
    runs = (session for session in plan.sessions if session.kind == "run")
    return tuple(sorted(runs, key=lambda session: session.on))


def paper_of(chart: Chart, plan: Plan) -> Paper:
    """The diary of a plan; the plans of an episode are versions of one paper."""
    mine = [each.id for each in chart.plans if each.episode == plan.episode]
    version = mine.index(plan.id) + 1 if plan.id in mine else len(mine) + 1
    return Paper(
        plan=f"{chart.patient.id}-{plan.episode}",
        version=version,
        rows=len(rows(plan)),
        name=f"the plan of {day(plan.made_at.date())}, version {version}",
    )


def jogs(session: Session) -> int:
    """How often the same stretch is jogged; 1 where the stretches differ."""
    minutes = [each.minutes for each in session.intervals if each.gait != "walk"]
    return len(minutes) if len(set(minutes)) == 1 else 1


def done_minutes(session: Session, done: int | None) -> Decimal | None:
    """Minutes that were jogged, of the repeats or minutes that the row asks for."""
    if done is None:
        return None
    if (count := jogs(session)) > 1:
        return session.jog_minutes / count * done
    # A box holds whole minutes; the part of one is not lost by it.
    return session.jog_minutes if abs(session.jog_minutes - done) < 1 else Decimal(done)


def in_words(written: Written, session: Session) -> str:
    """A row read aloud with its date, before it is kept."""
    head = f"{row_letter(written.row)}, {WEEKDAYS[session.on.weekday()]} {day(session.on)}"
    if not written.ran:
        return f"{head}: not run; pain not known"
    what = "repeats" if jogs(session) > 1 else "min"
    planned = jogs(session) if what == "repeats" else session.jog_minutes
    done = NOT_WRITTEN if written.done is None else str(written.done)
    gone = GONE[written.gone] if written.gone is not None else f"when it was gone {NOT_WRITTEN}"
    sign = SIGNS[written.sign] if written.sign is not None else f"signs {NOT_WRITTEN}"
    return (
        f"{head}: done {done} of {plain(Decimal(planned))} {what}; pain {_score(written.during)} "
        f"in the run, {_score(written.after)} right after, {_score(written.next_morning)} "
        f"next morning; {gone}; {sign}"
    )


def _score(score: int | None) -> str:
    if score is None:
        return NOT_WRITTEN
    return "9 or 10" if score == 9 else str(score)


def run_log(
    written: Written,
    session: Session,
    plan: Plan,
    *,
    log_id: RunLogId,
    code: str,
    entered_at: datetime,
) -> RunLog:
    """A row as a run log. Only the sign 0 says no to anything; an empty box says nothing."""
    nothing = False if written.sign == 0 else None
    return RunLog(
        id=log_id,
        episode=plan.episode,
        on=session.on,
        planned_jog_minutes=session.jog_minutes,
        done_jog_minutes=done_minutes(session, written.done) if written.ran else Decimal(0),
        pain_during=written.during,
        pain_after=written.after,
        pain_next_morning=written.next_morning,
        gone=written.gone,
        sharp=nothing,
        limp=nothing,
        night_pain=True if written.sign == 2 else nothing,
        painkiller=True if written.sign == 3 else nothing,
        entered_at=entered_at,
        plan=plan.id,
        row=row_letter(written.row),
        code=code,
        step=session.step,
        ran=written.ran,
        sign=written.sign,
    )
