"""What stands above a course in lines: a stop, where the runner stands, a plan out of step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clinic_tui.judgement.pain import Advised, Place
from clinic_tui.judgement.pain_answers import LIMP_OR_SHARP, NIGHT, PAINKILLER, SEVERAL
from clinic_tui.knowledge.programme import Programme
from clinic_tui.model.plan import Session
from clinic_tui.model.runlog import RunLog
from clinic_tui.ui.course_days import RunDay
from clinic_tui.ui.keymap import OWN, Keymap
from clinic_tui.ui.widgets.lines import BOLD, SOFT, WARN, Line, day, line, week_day, wrap


def stop_lines(
    stop: RunDay, advised: Advised | None, width: int, keys: Keymap = OWN
) -> Iterator[Line]:
    """What must be seen first: nothing goes on."""
    head = (" ■ STOP AND CALL ", "bold reverse $warn")
    yield line(head, (f"  the run of {week_day(stop.on)}", "bold $warn"))
    written = ", ".join(written_signs(stop.log))
    decision = stop.log.decision
    reason = advised.clinician if advised is not None else "the clinician sees the runner first"
    if decision is not None and decision.advice is not stop.log.advice:
        reason = decision.reason  # the rule's own says something milder
    sentences = [f"{each[:1].upper()}{each[1:]}." for each in (written, reason) if each]
    yield from wrap(" ".join(sentences), width, BOLD)
    if decision is None:
        yield from wrap(f"No run until a clinician has decided: {deciding(keys)}.", width)
    else:
        by = decision.by
        said = f"Decided by {by.name}, {day(by.at.date())}. No run before a new clearance: "
        yield from wrap(f"{said}{keys.written('chart.decide')}.", width)


def deciding(keys: Keymap) -> str:
    """How an advice is decided on, by the keys that do it."""
    accept, other = keys.written("diary.accept"), keys.written("diary.otherwise")
    return f"{accept} accepts, {other} decides otherwise"


def place_lines(
    place: Place, programme: Programme, last: Place | None, today: date, width: int
) -> Iterator[Line]:
    """Where the runner stands today.

    Args:
        place: today, a break counted.
        programme: whose steps they are.
        last: the place after the last run; none before the first.
        today: the day.
        width: columns.
    """
    step = programme.steps[place.step - 1]
    stands = "Begins" if last is None else "Stands"
    head = f"{stands} at step {place.step} of {len(programme.steps)}: {step.name}"
    yield from wrap(head, width, BOLD)
    said = [f"{place.clean} of {programme.needed(place.step)} clean sessions in a row"]
    if not step.jog_minutes:
        said = ["only walked, so without rows on the paper"]
    if last is not None and last.step > place.step and last.last_run is not None:
        lost = last.step - place.step
        many = "1 step" if lost == 1 else f"{lost} steps"
        said.append(f"{many} back for the break since {week_day(last.last_run)}")
    if place.no_run_before is not None and place.no_run_before > today:
        said.append(f"no run before {week_day(place.no_run_before)}")
    if place.not_growing_until is not None and place.not_growing_until > today:
        said.append(f"no growth until {week_day(place.not_growing_until)}")
    yield from wrap("; ".join(said), width, SOFT)


def out_of_step(place: Place, coming: Session | None, width: int, remake: str) -> Iterator[Line]:
    """What the plan has next, where that is not the runner's step any more.

    Args:
        place: where the runner stands.
        coming: the plan's next session.
        width: columns.
        remake: the keys that make a plan anew.
    """
    if coming is None or coming.step is None or coming.step == place.step:
        return
    said = f"! The plan has step {coming.step} next, on {week_day(coming.on)}: type what is "
    yield from wrap(f"{said}missing, or make it anew: {remake}.", width, WARN, indent=2)


def written_signs(log: RunLog) -> Iterator[str]:
    """What was written besides the scores, in words."""
    if log.red_flag:
        yield "a red flag"
    if log.night_pain or (log.night_pain is None and log.sign == NIGHT):
        yield "pain at night"
    if log.limp:
        yield "a limp"
    if log.sharp:
        yield "sharp pain"
    if log.catching:
        yield "catching or locking"
    if log.painkiller or (log.painkiller is None and log.sign == PAINKILLER):
        yield "a painkiller"
    if log.sign == LIMP_OR_SHARP and not (log.limp or log.sharp) and None in (log.limp, log.sharp):
        yield "sharp pain or a limp, not known which"
    if log.sign == SEVERAL and None in (log.sharp, log.limp, log.night_pain, log.painkiller):
        yield "several signs, not known which"
